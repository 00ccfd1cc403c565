// Owns the conference note made from a source conference: sections word for word, rows for people and decisions.
import { coding, coding_or_string, date, integer, is_date, labelled, reference, string, time, time_of } from "./store.mjs";

const modes = { 対面: "in_person", "対面＋電話": "in_person_and_phone", "対面＋ビデオ": "in_person_and_video" };
const attendances = {
  対面: "present", ビデオ: "video", 電話: "phone", "電話（スピーカー）": "phone", 途中退席: "left_early", 途中参加: "joined_late",
};
const statuses = { 予定: "open", 済: "done" };

function kind_of(kind) {
  if (kind.startsWith("退院前")) return "before_discharge";
  if (kind.startsWith("病棟内")) return "ward";
  if (kind.startsWith("振り返り")) return "bereavement_review";
  return "discharge_support";
}

function add_participants(store, document, note, at, by) {
  for (const person of note.participants) {
    const attendance = attendances[person.attendance];
    if (!attendance) throw new Error(`attendance ${person.attendance}`);
    document.add_row("participants", { name: string(person.name), profession: coding_or_string("profession", person.profession),
      organisation: string(person.organisation), attendance: coding("attendance", attendance) }, at, by);
  }
  for (const { who, how } of note.absent_and_how_informed) {
    const known = store.people.get(who);
    document.add_row("participants", { name: string(who),
      profession: known && coding_or_string("profession", known.role), organisation: known && string(known.organisation_name),
      attendance: coding("attendance", "absent"), told_by: string(how) }, at, by);
  }
}

// The form has one text for the view; which version it is, why it changed and who heard it belongs to the discussion.
function discussion_text({ version, replaces_version, reason_for_change, told_to, told_old_view_and_must_hear_again: again }) {
  return labelled([
    ["見立て", replaces_version ? `第${replaces_version}版から第${version}版へ` : `第${version}版`],
    ["変えた理由", reason_for_change], ["伝えた相手", told_to?.join("、")], ["前の見立てを聞いていて、もう一度伝える相手", again?.join("、")],
  ]);
}

function set_next(document, text, at, by) {
  const day = /^\d{4}-\d\d-\d\d/.exec(text)?.[0];
  if (day) document.set("next_conference", date(day), at, by);
  const rest = day ? /^[\d-]{10}（(.*)）$/.exec(text)?.[1] ?? (text === day ? "" : text) : text;
  document.set("next_conference_note", string(rest), at, by);
}

function set_rows(document, sections, at, by) {
  for (const { what, owner, owner_profession, due, status } of sections.decisions) {
    document.add_row("decisions", { what: string(what), owner: string(owner ?? ""),
      owner_profession: owner_profession && coding_or_string("profession", owner_profession),
      due: is_date(due) ? date(due) : undefined, status: coding("task_status", statuses[status]) }, at, by);
  }
  for (const { what, who_decides, by_when } of sections.open_questions) {
    document.add_row("open_questions", { what: string(what), who_decides: string(who_decides ?? ""),
      by_when: is_date(by_when) ? date(by_when) : undefined }, at, by);
  }
  for (const share of sections.sharing_and_consent) {
    document.add_row("sharing", { to: string(share.to), scope: string(share.scope), not_shared: string(share.not_shared ?? ""),
      consent_by: string(share.consent_by ?? ""), consent_on: is_date(share.consent_on) ? date(share.consent_on) : undefined,
      consent_method: share.consent_method && coding_or_string("consent_method", share.consent_method) }, at, by);
  }
}

export function make_note(store, source, note) {
  const { sections } = note;
  const document = store.add(`note ${note.note_id}`, "note", "conference-note", store.id_of(`case ${source.header.patient_id}`));
  const by = store.writer(note.recorder);
  const at = time_of(note.date, note.start_time);
  const end = at + note.meeting_minutes * 60_000;
  const meeting = store.note_rows.get(note.note_id);
  document.set("held_on", date(note.date), at, by).set("start_time", time(note.start_time), at, by)
    .set("kind", coding("conference_kind", kind_of(note.kind)), at, by).set("mode", coding("conference_mode", modes[note.mode]), at, by)
    .set("place", string(note.place), at, by).set("chair", string(note.chair), at, by).set("recorder", string(note.recorder), at, by)
    .set("meeting", reference(`Meeting/${meeting.id}`, meeting.title), at, by);
  add_participants(store, document, note, at, by);
  const minutes = ["patient_wish", "family_feelings", "medical_outlook"].map((name) => [name, sections[name]]);
  const written = [...minutes, ["life_assessment", sections.life_assessment.text], ["troubles", sections.troubles],
    ["discussion", discussion_text(sections.life_assessment)], ["sudden_change", sections.in_case_of_sudden_change]];
  written.forEach(([path, text], index) => {
    const writer = path === "life_assessment" ? store.writer(sections.life_assessment.written_by, note.recorder) : by;
    document.set(path, string(text), at + (index + 1) * 60_000, writer);
  });
  set_rows(document, sections, end, by);
  set_next(document, note.next_conference, end, by);
  document.set("preparation_minutes", integer(note.preparation_minutes), end, by);
  document.set("meeting_minutes", integer(note.meeting_minutes), end, by);
}
