// Owns how lists of a source case become lines a person reads. The words themselves are never changed.
import { labelled } from "./store.mjs";

const in_brackets = (...parts) => {
  const there = parts.filter((part) => part !== undefined && part !== null && part !== "");
  return there.length > 0 ? `（${there.join("、")}）` : "";
};
const lines = (list) => list.filter((line) => line).join("\n");

export function disclosure_text(disclosure) {
  const part = /^説明済（(.*)）$/.exec(disclosure.stage)?.[1];
  return labelled([["", part], ["説明", `${disclosure.explained_on} ${disclosure.explained_by}`], ["本人へ", disclosure.to_patient],
    ["家族へ", disclosure.to_family], ["注意", disclosure.note]]);
}

export const care_level_text = (care) => (care.level
  ? `${care.level}${care.status === "認定済" ? "" : in_brackets(care.status)}`
  : `${care.status}${in_brackets(care.note)}`);

export function decision_supporter_text(supporter, key_person) {
  const name = supporter.same_as_key_person ? key_person.name : supporter.name;
  const relation = supporter.same_as_key_person ? "キーパーソンと同じ" : supporter.relation;
  return lines([`${name}${name === relation ? "" : in_brackets(relation)}`, supporter.note]);
}

export const contact_order_text = (order) => order.map((entry, index) => `${index + 1}. ${entry}`).join("\n");

export const family_text = (family) => family.map((member) =>
  `${member.relation}${member.name ? ` ${member.name}` : ""}`
  + `${in_brackets(member.age && `${member.age}歳`, member.living, member.status)}${member.note ? `：${member.note}` : ""}`).join("\n");

export const informal_support_text = (support) => support.map((entry) =>
  labelled([["", `${entry.who}：${entry.what}`], ["　伝えてよいこと", entry.consent_to_share]])).join("\n");

export function housing_text(home) {
  return labelled([["種類", home.type], ["地区", home.area], ["玄関", home.entrance], ["玄関の段差", home.entrance_step_cm && `${home.entrance_step_cm}cm`],
    ["外まわり", home.outside], ["寝室", home.bedroom], ["台所", home.kitchen], ["トイレ", home.toilet], ["風呂", home.bath],
    ["電気の契約", home.electric_contract_ampere && `${home.electric_contract_ampere}A`], ["電気", home.electric_note],
    ["暖房", home.heating], ["災害の危険", home.hazard], ["車", home.car], ["家賃", home.rent], ["ペット", home.pets], ["", home.note]]);
}

const table_text = (is_in, reason) => (is_in === undefined ? undefined : `${is_in ? "該当" : "該当しない"}${in_brackets(reason)}`);

export function insurance_text(insurance, header) {
  const support = header.disability_support;
  const hours = insurance.heavy_visiting_care_hours_per_month;
  return labelled([["医療保険", insurance.medical], ["公費・手当", insurance.public_subsidy], ["障害", insurance.disability],
    ["障害支援区分", support && `${support.category}${in_brackets(support.note)}`],
    ["重度訪問介護", hours && `月${hours}時間${in_brackets(`${insurance.heavy_visiting_care_decided_on} 決定`)}`],
    ["訪問看護の保険", insurance.visiting_nurse_insurance],
    ["別表第7", table_text(insurance.appended_table_7, insurance.appended_table_7_reason)],
    ["別表第8", table_text(insurance.appended_table_8, insurance.appended_table_8_reason)],
    ["装具の費用", insurance.stoma_appliance_cost], ["収入", insurance.income]]);
}

function contact_text(label, person) {
  if (!person) return "";
  const told = person.informed_of_admission_on && `入院の連絡 ${person.informed_of_admission_on}`;
  const got = person.information_received_on
    && `情報の受け取り ${person.information_received_on}${in_brackets(person.information_method)}`;
  return `${label}：${[person.contract_state, told, got, person.note].filter((part) => part).join("、")}`;
}

export function services_text(header) {
  const support = header.consultation_support;
  const label = support && `相談支援 ${support.name}${in_brackets(support.office)}`;
  return lines([...header.services_before, contact_text("ケアマネジャー", header.care_manager), contact_text(label, support)]);
}

export const medication_management_text = ({ before, after }) => labelled([["入院前", before], ["退院後", after]]);

// Why the planned day moved stands with what is in the way.
export function obstacles_text({ obstacles, header }) {
  const moved = header.planned_discharge_history.filter(({ reason }) => reason)
    .map(({ date, set_on, reason }) => `${set_on} 退院予定日${date ? `を${date}に` : "は未定"}：${reason}`);
  return lines([...obstacles, ...moved]);
}

function scores_text(scores) {
  return scores?.items?.filter(({ score, max, note }) => score < max || note)
    .map(({ item, score, max, note }) => `${item} ${score}/${max}${in_brackets(note)}`).join("、");
}

export function adl_text(source) {
  const { adl_barthel: adl, header, development } = source;
  const degrees = header.daily_living_independence;
  const severity = header.severity_score;
  const child = development && `体重${development.weight_kg}kg 身長${development.height_cm}cm。${development.motor}。`
    + `${development.vision_hearing}。${development.note}`;
  return labelled([["寝たきり度（入院前）", degrees.bedridden_degree_before], ["自立度", degrees.note], ["入院前", adl.before_admission?.note],
    ["入院前のBI", scores_text(adl.before_admission)], ["いま", adl.current?.note],
    ["いまのBI", development ? "" : scores_text(adl.current)], ["発達", child],
    [severity?.name, severity && `${severity.total}点（${severity.items.map(({ item, score }) => `${item} ${score}`).join("、")}）。${severity.note}`],
    ["年齢", header.age_note]]);
}

export function acp_text(acp, outcome) {
  const end = outcome && `${outcome.on} ${outcome.time} ${outcome.place}で${outcome.status}（確認：${outcome.confirmed_by}）`;
  return lines([...acp.map(({ on, by, text }) => `${on} ${by}：${text}`), end]);
}

const minutes_names = {
  cylinder_1: "酸素ボンベ1", cylinder_2: "酸素ボンベ2", ventilator_internal: "呼吸器の内蔵電池", ventilator_external: "呼吸器の外部電池",
  suction_battery: "吸引器の電池", pump_battery: "ポンプの電池", oxygen_cylinder_each_at_full: "酸素ボンベ1本（満タン）",
};

export function disaster_text(ready) {
  const backup = Object.entries(ready.backup_minutes ?? {}).map(([key, minutes]) => `${minutes_names[key]} ${minutes}分`).join("、");
  return labelled([["電源が要るもの", ready.power_need], ["持ち時間", backup], ["数えないもの", ready.not_counted], ["水", ready.water],
    ["前回の透析", ready.last_dialysis_on], ["次の透析", ready.next_dialysis_on],
    ["透析の間隔（最長）", ready.max_gap_hours_seen && `${ready.max_gap_hours_seen}時間`], ["避難先", ready.evacuation_place],
    ["要支援者名簿", ready.registered_in_support_list], ["電力会社", ready.registered_with_power_company],
    ["消防署", ready.registered_with_fire_station], ["業者の安否確認", ready.supplier_safety_check], ["", ready.note]]);
}

function battery_text(battery) {
  if (!battery) return undefined;
  const pair = (label, measured, nominal) => measured && `${label} 実測${measured}分（公称${nominal}分）`;
  return [pair("内蔵", battery.internal_measured_minutes, battery.internal_nominal_minutes),
    pair("外部", battery.external_measured_minutes, battery.external_nominal_minutes),
    battery.external_count && `外部${battery.external_count}本`, battery.external_note,
    battery.measured_on && `${battery.measured_on} ${battery.measured_by}`].filter((part) => part).join("、");
}

export function procedure_note(procedure) {
  const cylinders = procedure.spare_cylinders;
  return labelled([["部位", procedure.site], ["電池", battery_text(procedure.battery)], ["カフ圧", procedure.cuff_pressure], ["予備", procedure.backup],
    ["ボンベ", cylinders && `${cylinders.inner_volume_l}L ${cylinders.full_pressure_mpa}MPa ${cylinders.count}本`],
    ["開始", procedure.started_on], ["曜日", procedure.weekday], ["装着・挿入", procedure.inserted_on], ["終了", procedure.ended_on],
    ["前回の実施", procedure.last_given_on], ["前回の交換", procedure.last_exchanged_on], ["皮膚", procedure.skin],
    ["排液", procedure.output], ["サイズ", procedure.size_note], ["", procedure.note]]);
}
