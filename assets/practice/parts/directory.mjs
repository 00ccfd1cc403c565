// Owns organisations, people and the settings of the practice ward.
import { boolean, coding, coding_or_string, labelled, reference, string, time_of } from "./store.mjs";

// Those that have taken a file in the source cases, beside the visiting-nurse stations.
const receiving = ["えんがわ居宅介護支援事業所", "ケアプラン室 くぬぎ道", "青峰在宅クリニック"];
const attribute_names = {
  available_24h: "24時間", psychiatric: "精神科", paediatric: "小児", child_with_medical_care: "医療的ケア児",
  end_of_life: "看取り", ventilator: "人工呼吸器", stoma_and_wound: "ストーマ・創",
};

function contact_route_of(route) {
  if (!route) return "";
  return labelled([["", route.first], ["", route.detail], ["窓口", route.desk && `${route.desk} ${route.desk_tel}（${route.desk_hours}）`],
    ["時間外", route.after_hours], ["FAX", route.fax_note]]);
}

function note_of(source) {
  const attributes = Object.entries(source.attributes ?? {}).map(([key, { answer, note }]) =>
    `${attribute_names[key]} ${answer ? "可" : "不可"}${note ? `（${note}）` : ""}`);
  const joined = source.conference_participation;
  const pledge = source.privacy_pledge;
  const checked = source.information_checked;
  return labelled([
    ["管理者", source.manager], ["休み", source.closed], ["受け持ち地域", source.areas?.join("、")],
    ["受けられること", attributes.join("、")],
    ["機能強化型", source.enhanced_function_level], ["看護師（常勤換算）", source.nurses_full_time_equivalent],
    ["サテライト", source.satellite && `${source.satellite.name} ${source.satellite.tel}（${source.satellite.area.join("、")}）`],
    ["カンファレンス", joined && `${joined.wards.join("・")}病棟 ${joined.since}から、${joined.join_mode}、片道${joined.travel_minutes_one_way}分`],
    ["個人情報の誓約書", pledge && `${pledge.signed_on}〜${pledge.expires_on}、${pledge.kept_at}${pledge.note ? `。${pledge.note}` : ""}`],
    ["情報を確かめた日", checked && `${checked.on} ${checked.by}`],
    ["都合", source.constraints], ["役割", source.role], ["病床", source.beds], ["機能", source.functions?.join("、")],
    ["", source.note],
  ]);
}

function make_organisation(store, source, by_name) {
  const document = store.add(`organisation ${source.organisation_id}`, "organisation", "organisation");
  store.organisations.set(source.name, document.id);
  const checked = source.information_checked;
  const at = time_of(checked?.on ?? "2026-04-01", "10:00");
  const by = by_name(checked?.by);
  const is_station = source.organisation_id.startsWith("ST-");
  const fields = {
    name: source.name, short_name: source.short_name, type: source.type ?? "病院", kana: source.kana, address: source.address,
    tel: source.tel, fax: source.fax, telephone_hours: source.telephone_hours,
    contact_route: contact_route_of(source.contact_route),
  };
  for (const [path, text] of Object.entries(fields)) if (text) document.set(path, string(text), at, by);
  if (is_station || receiving.includes(source.name)) document.set("accepts_file", boolean(true), at, by);
  document.set("note", string(note_of(source)), at, by);
}

function make_person(store, key, person, organisation) {
  const document = store.by_key.get(key);
  const at = time_of("2026-04-01", "09:00");
  const by = store.writer("榊 良平");
  document.set("name", string(person.name), at, by);
  document.set("kana", string(person.kana), at, by);
  document.set("profession", coding_or_string("profession", person.role), at, by);
  document.set("organisation", reference(`Organisation/${organisation.id}`, organisation.name), at, by);
  document.set("organisation_name", string(person.organisation ?? organisation.name), at, by);
  const wards = person.covers_wards?.map((ward) => `${ward}病棟`).join("・");
  document.set("department", string(person.department ?? (person.ward ? `${person.ward}病棟` : wards) ?? ""), at, by);
}

export function make_directory(store, hospital) {
  const others = [...hospital.visiting_nurse_stations, ...hospital.care_manager_offices, hospital.community_general_support_center,
    hospital.north_district_support_desk, ...hospital.other_organisations];
  const people = [
    ...hospital.staff.map((person) => [`person ${person.staff_id}`, person, hospital.hospital]),
    ...others.flatMap((place) => place.members.map((person) => [`person ${place.organisation_id} ${person.name}`, person, place])),
  ];
  for (const [key, person, place] of people) {
    const document = store.add(key, "person", "person");
    store.people.set(person.name, { ...person, id: document.id, organisation_name: person.organisation ?? place.name });
  }
  const by_name = (name) => store.writer(name, "榊 良平");
  for (const place of [hospital.hospital, ...others]) make_organisation(store, place, by_name);
  for (const [key, person, place] of people) {
    make_person(store, key, person, { id: store.organisations.get(place.name), name: place.name });
  }
  const at = time_of("2026-04-01", "09:30");
  const by = store.writer("長谷部 美砂");
  store.add("settings", "settings", "settings")
    .set("facility", string(hospital.hospital.name), at, by)
    .set("ward", string("A3病棟"), at, by)
    .set("tablet_name", string("タブレット 2"), at, by)
    .set("language", coding("language", "ja"), at, by);
}
