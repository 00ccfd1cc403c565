// Owns the meetings: the past ones from the notes, by day and rule, and the one that is next on the practice day.
import { coding, date, date_time, integer, reference, string, time, time_of } from "./store.mjs";

// The next meeting: who is still in hospital, what is still open there, and the minutes for it.
const next_agenda = [
  ["TRN-0002", "退院日と、月曜が祝日の時の注射日", 12, 1],
  ["TRN-0003", "11/25の退院と、水害の時の移動を決める人", 10, 0],
  ["TRN-0006", "母が倒れた時の預け先、12/5の退院の準備", 14, 0],
  ["TRN-0007", "喫茶店に病気のことを言うか、亡くなった時の知らせ", 12, 0],
  ["TRN-0008", "雪・停電の日の透析と、石段の送迎", 12, 0],
];

function class_of(kind) {
  if (/別枠|臨時/.test(kind)) return { title: kind, is_regular: false };
  const weekday = kind.includes("木曜") ? "thursday" : "wednesday";
  return { title: `看看連携カンファ ${weekday === "thursday" ? "木曜" : "水曜"}`, is_regular: true, weekday };
}

const add_minutes = (clock, minutes) => {
  const sum = Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3)) + minutes;
  return `${String(Math.floor(sum / 60)).padStart(2, "0")}:${String(sum % 60).padStart(2, "0")}`;
};

function group_notes(cases) {
  const groups = new Map();
  for (const source of cases) {
    for (const note of source.conference_notes) {
      const kind = class_of(note.kind);
      const key = `meeting ${note.date} ${kind.title}`;
      if (!groups.has(key)) groups.set(key, { key, kind, notes: [] });
      groups.get(key).notes.push({ source, note });
    }
  }
  const order = (a, b) => (a < b ? -1 : a > b ? 1 : 0);
  for (const group of groups.values()) group.notes.sort((a, b) => order(a.note.start_time, b.note.start_time));
  return [...groups.values()].sort((a, b) => order(a.notes[0].note.date + a.notes[0].note.start_time,
    b.notes[0].note.date + b.notes[0].note.start_time));
}

function ward_on(header, day) {
  const moved = header.ward_history?.find(({ from, to }) => from <= day && (to === null || day < to));
  return `${moved?.ward ?? header.ward}病棟`;
}

function make_past(store, { key, kind, notes }, hospital) {
  const first = notes[0].note;
  const rule = hospital.conference_rules.find(({ weekday, effective_from, effective_to }) => kind.is_regular
    && weekday === kind.weekday && effective_from <= first.date && (effective_to === null || first.date <= effective_to));
  const document = store.add(key, "meeting", "meeting");
  const last = notes.at(-1).note;
  const start = rule?.start_time ?? first.start_time;
  const end = rule?.end_time ?? add_minutes(last.start_time, last.meeting_minutes);
  const before = time_of(first.date, start) - 86_400_000;
  const by = store.writer(first.chair);
  const wards = [...new Set(notes.map(({ source }) => ward_on(source.header, first.date)))].sort();
  document.set("title", string(kind.title), before, by).set("ward", string(wards.join("・")), before, by)
    .set("held_on", date(first.date), before, by).set("start_time", time(start), before, by).set("end_time", time(end), before, by)
    .set("place", string(first.place), before, by);
  for (const { source, note } of notes) {
    const at = time_of(note.date, note.start_time) + note.meeting_minutes * 60_000;
    const case_id = store.id_of(`case ${source.header.patient_id}`);
    document.add_row("agenda", { case: reference(`Case/${case_id}`, source.header.name),
      topic: string(note.sections.open_questions[0]?.what ?? note.kind), minutes: integer(note.meeting_minutes),
      status: coding("agenda_status", "done"), started_at: date_time(note.date, note.start_time),
      used_minutes: integer(note.meeting_minutes), note: reference(`Note/${store.id_of(`note ${note.note_id}`)}`, note.note_id) }, at, by);
    store.note_rows.set(note.note_id, { id: document.id, title: kind.title });
  }
  document.set("status", coding("meeting_status", "held"), time_of(last.date, last.start_time) + last.meeting_minutes * 60_000, by);
}

function make_next(store, cases, day) {
  const document = store.add(`meeting ${day} next`, "meeting", "meeting");
  const at = time_of("2026-11-20", "16:55");
  const by = store.writer("濵田 くるみ");
  document.set("title", string("退院支援カンファレンス（臨時）"), at, by).set("ward", string("A3病棟"), at, by).set("held_on", date(day), at, by)
    .set("start_time", time("15:00"), at, by).set("end_time", time("16:00"), at, by).set("place", string("A3カンファレンス室"), at, by)
    .set("status", coding("meeting_status", "planned"), at, by);
  for (const [patient_id, topic, minutes, carried] of next_agenda) {
    const { header } = cases.find((source) => source.header.patient_id === patient_id);
    document.add_row("agenda", { case: reference(`Case/${store.id_of(`case ${patient_id}`)}`, header.name), topic: string(topic),
      minutes: integer(minutes), status: coding("agenda_status", "waiting"), carried_times: integer(carried) }, at, by);
  }
}

export function make_meetings(store, cases, hospital) {
  for (const group of group_notes(cases)) make_past(store, group, hospital);
  make_next(store, cases, store.reference_date);
}
