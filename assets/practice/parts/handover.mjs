// Owns ledger entries and follow-ups made from what the source cases say about files and the time after discharge.
import { boolean, coding, coding_or_string, date, date_time, integer, is_date, reference, string, time_of } from "./store.mjs";

const of_a_note = "identity,wish,family,medical,assessment,troubles,decisions,open,sudden";
const of_a_summary = `${of_a_note},procedures,medications,adl,home,insurance`;

function sections_of(what) {
  if (/看護サマリー|同上/.test(what)) return of_a_summary;
  return /カンファ記録/.test(what) ? of_a_note : "identity,decisions,adl,home";
}

const answer_to = (source, phase, number) =>
  source.checklist_answers.find((entry) => entry.phase === phase)?.answers.find(({ item_no }) => item_no === number);

// "9/28まで" in the answer about the receipt.
function receipt_due(source, year) {
  const found = /(\d+)\/(\d+)まで/.exec(answer_to(source, "day_of_discharge", 8)?.note ?? "");
  return found ? `${year}-${found[1].padStart(2, "0")}-${found[2].padStart(2, "0")}` : undefined;
}

export function make_ledger(store, source) {
  const id = source.header.patient_id;
  source.handover_log.forEach((entry, index) => {
    const document = store.add(`ledger ${id} ${index + 1}`, "ledger", "ledger", store.id_of(`case ${id}`));
    const made_by = answer_to(source, "day_of_discharge", 7).checked_by;
    const by = store.writer(made_by);
    const at = time_of(entry.on, "10:30") + index * 600_000;
    const version = source.conference_notes.filter((note) => note.date <= entry.on).at(-1).sections.life_assessment.version;
    const clock = `10:${30 + index * 10}`;
    const organisation = store.organisations.get(entry.to);
    const due = receipt_due(source, entry.on.slice(0, 4));
    document.set("direction", coding("direction", "out"), at, by).set("to_name", string(entry.to), at, by)
      .set("to_organisation", reference(`Organisation/${organisation}`, entry.to), at, by)
      .set("by_passphrase", boolean(entry.method.includes("合言葉")), at, by).set("sections", string(sections_of(entry.what)), at, by)
      .set("assessment_version", integer(version), at, by).set("made_at", date_time(entry.on, clock), at, by)
      .set("made_by", string(made_by), at, by).set("handed_at", date_time(entry.on, clock), at, by)
      .set("handed_by", string(made_by), at, by)
      .set("handed_how", string([entry.method, entry.what, entry.note].filter((text) => text).join("\n")), at, by);
    if (due) document.set("receipt_due", date(due), at, by);
    const received = time_of(entry.receipt_on, "15:00");
    document.set("receipt_state", coding("receipt_state", "waiting"), at, by).set("receipt_state", coding("receipt_state", "received"), received, by)
      .set("received_on", date(entry.receipt_on), received, by).set("received_by", string(entry.receipt_by), received, by);
  });
}

// What was handed over rests on what the newest note before it says was agreed.
export function make_consents(store, source) {
  const id = source.header.patient_id;
  source.handover_log.forEach((entry, index) => {
    const agreed = source.conference_notes.filter((note) => note.date <= entry.on)
      .flatMap((note) => note.sections.sharing_and_consent)
      .filter((share) => share.to === entry.to && is_date(share.consent_on)).at(-1);
    if (!agreed) return;
    const document = store.add(`consent ${id} ${index + 1}`, "consent", "consent", store.id_of(`case ${id}`));
    const by = store.writer(answer_to(source, "day_of_discharge", 7).checked_by);
    const at = time_of(agreed.consent_on, "16:00") + index * 600_000;
    const giver = agreed.consent_by === "本人" ? coding("consent_giver", "self") : coding("consent_giver", "family");
    document.set("to_organisation", reference(`Organisation/${store.organisations.get(entry.to)}`, entry.to), at, by)
      .set("to_name", string(entry.to), at, by).set("sections", string(sections_of(entry.what)), at, by)
      .set("given_by", giver, at, by).set("method", coding_or_string("consent_method", agreed.consent_method), at, by)
      .set("given_on", date(agreed.consent_on), at, by);
    if (agreed.consent_by !== "本人") document.set("given_by_name", string(agreed.consent_by), at, by);
  });
}

export function make_follow_ups(store, source) {
  const id = source.header.patient_id;
  source.after_discharge_notes.forEach((entry, index) => {
    const document = store.add(`follow-up ${id} ${index + 1}`, "follow_up", "follow-up", store.id_of(`case ${id}`));
    const at = time_of(entry.on, "16:00");
    const by = store.writer(entry.from);
    document.set("on", date(entry.on), at, by).set("days_after_discharge", integer(entry.days_after_discharge), at, by)
      .set("from", string(entry.from), at, by).set("organisation", string(entry.organisation), at, by)
      .set("method", string(entry.method), at, by).set("text", string(entry.text), at, by);
  });
}
