// Owns the discharge checklist made from a source case's answers.
import { coding, date, is_date, string, time_of } from "./store.mjs";

const answers = { 済: "done", 未: "open", 対象外: "not_applicable", 要確認: "check" };

export function make_checklist(store, source) {
  const id = source.header.patient_id;
  const document = store.add(`checklist ${id}`, "checklist", "discharge-checklist", store.id_of(`case ${id}`));
  for (const { phase, answers: rows } of source.checklist_answers) {
    for (const row of rows) {
      const item = `${phase}.${row.item_no}`;
      const at = time_of(row.checked_on, "16:40");
      const by = store.writer(row.checked_by);
      document.set(`${item}.answer`, coding("checklist_answer", answers[row.answer]), at, by);
      document.set(`${item}.owner`, string(row.owner ?? ""), at, by);
      if (is_date(row.due)) document.set(`${item}.due`, date(row.due), at, by);
      document.set(`${item}.note`, string([row.reason, row.note].filter((text) => text).join("\n")), at, by);
      document.set(`${item}.checked_by`, string(row.checked_by ?? ""), at, by);
      document.set(`${item}.checked_on`, date(row.checked_on), at, by);
    }
  }
}
