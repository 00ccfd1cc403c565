// Owns the small forms: meeting, organisation, person, tasks, ledger, consent, follow-up and settings.

const table = { widget: "table", control: "gtable", repeats: true };
const minutes = { min: 0, max: 600, unit: ["min", "分"] };

const meeting = {
  name: "meeting",
  title: "会議",
  english: "Meeting",
  items: [
    ["title", "string", "会議名", "Title", { required: true, max_length: 120 }],
    ["ward", "string", "病棟", "Ward"],
    ["held_on", "date", "開催日", "Held on", { required: true }],
    ["start_time", "time", "開始", "Start"],
    ["end_time", "time", "終了", "End"],
    ["place", "string", "場所", "Place"],
    ["status", "choice", "状態", "Status", { list: "meeting_status", control: "radio-button" }],
    ["current", "string", "進行中の検討症例", "Agenda item in progress", { hidden: true }],
    ["agenda", "group", "検討症例", "Agenda", table, [
      ["agenda.case", "reference", "症例", "Case"],
      ["agenda.topic", "string", "話すこと", "Topic"],
      ["agenda.minutes", "integer", "持ち時間", "Minutes planned", minutes],
      ["agenda.extra_minutes", "integer", "延ばした分数", "Minutes added", minutes],
      ["agenda.status", "choice", "状態", "Status", { list: "agenda_status", control: "radio-button" }],
      ["agenda.started_at", "dateTime", "始めた時刻", "Started at"],
      ["agenda.used_minutes", "integer", "かかった分数", "Minutes used", minutes],
      ["agenda.carried_times", "integer", "持ち越した回数", "Times carried over", { min: 0, max: 99 }],
      ["agenda.note", "reference", "記録", "Note"],
    ]],
  ],
};

const organisation = {
  name: "organisation",
  title: "機関",
  english: "Organisation",
  items: [
    ["name", "string", "名称", "Name", { required: true, max_length: 120 }],
    ["short_name", "string", "略称", "Short name", { max_length: 60 }],
    ["type", "string", "種別", "Type"],
    ["kana", "string", "フリガナ", "Name in kana"],
    ["address", "string", "住所", "Address"],
    ["tel", "string", "電話", "Telephone"],
    ["fax", "string", "FAX", "Fax"],
    ["telephone_hours", "string", "電話の時間帯", "Telephone hours"],
    ["contact_route", "text", "連絡のしかた", "How to get in touch"],
    ["accepts_file", "boolean", "ファイルで受け取れる", "Accepts a file"],
    ["agreement_key", "string", "受け取りの鍵", "Key for receiving", { hidden: true }],
    ["signing_key", "string", "署名の鍵", "Key for signing", { hidden: true }],
    ["key_verified_by", "string", "鍵を照合した人", "Key compared by"],
    ["key_verified_on", "date", "鍵を照合した日", "Key compared on"],
    ["note", "text", "メモ", "Note"],
  ],
};

const person = {
  name: "person",
  title: "人",
  english: "Person",
  items: [
    ["name", "string", "氏名", "Name", { required: true, max_length: 120 }],
    ["kana", "string", "フリガナ", "Name in kana", { max_length: 120 }],
    ["profession", "open-choice", "職種", "Profession", { list: "profession", control: "drop-down" }],
    ["organisation", "reference", "機関", "Organisation"],
    ["organisation_name", "string", "機関名", "Name of the organisation"],
    ["department", "string", "部署・診療科", "Department"],
  ],
};

const tasks = {
  name: "tasks",
  title: "課題",
  english: "Tasks",
  subject: "Patient",
  items: [
    ["tasks", "group", "課題", "Tasks", table, [
      ["tasks.what", "string", "すること", "What to do"],
      ["tasks.owner", "string", "担当", "Owner"],
      ["tasks.owner_profession", "open-choice", "担当の職種", "Owner's profession",
        { list: "profession", control: "drop-down" }],
      ["tasks.due", "date", "期限", "Due"],
      ["tasks.status", "choice", "状態", "Status", { list: "task_status", control: "radio-button" }],
      ["tasks.source", "string", "もとになった記録", "Where it came from"],
    ]],
  ],
};

const ledger = {
  name: "ledger",
  title: "持出し台帳",
  english: "Ledger of hand-overs",
  subject: "Patient",
  items: [
    ["direction", "choice", "向き", "Direction", { list: "direction", control: "radio-button" }],
    ["to_name", "string", "相手", "Handed to"],
    ["to_organisation", "reference", "相手の機関", "Organisation"],
    ["to_kid", "string", "相手の鍵の番号", "Recipient's key number"],
    ["by_passphrase", "boolean", "合言葉で開けるファイル", "Opened by passphrase"],
    ["sections", "string", "渡した範囲", "Sections handed over"],
    ["assessment_version", "integer", "見立ての版", "Version of the view", { min: 1, max: 999 }],
    ["file_name", "string", "ファイル名", "File name"],
    ["file_sha256", "string", "ファイルの指紋", "File fingerprint"],
    ["file_id", "string", "ファイルの番号", "File number"],
    ["made_at", "dateTime", "作った日時", "Made at"],
    ["made_by", "string", "作った人", "Made by"],
    ["checked_at", "dateTime", "開けることを確かめた日時", "Checked at"],
    ["handed_at", "dateTime", "渡した日時", "Handed over at"],
    ["handed_by", "string", "渡した人", "Handed over by"],
    ["handed_how", "string", "渡した方法", "How it was handed over"],
    ["receipt_state", "choice", "受領票", "Receipt", { list: "receipt_state", control: "radio-button" }],
    ["receipt_due", "date", "受領票の期限", "Receipt due"],
    ["received_on", "date", "受領日", "Received on"],
    ["received_by", "string", "受け取った人", "Received by"],
    ["audience", "choice", "だれに向けた見せ方", "Made for", { list: "audience", control: "radio-button" }],
    ["consent", "reference", "もとにした同意", "Consent it rests on"],
    ["beyond_consent", "text", "同意なしで渡した理由", "Why it went beyond the consent"],
    ["assessment_mark", "string", "伝えた見立ての印", "Mark of the view told", { hidden: true }],
  ],
};

// One for each time somebody agreed. Where it ends, by withdrawal or by its date, it stays as the record of what was
// agreed; it never leaves the tablet with a hand-over (sections.cpp knows no path of it).
const consent = {
  name: "consent",
  title: "同意",
  english: "Consent",
  subject: "Patient",
  items: [
    ["to_organisation", "reference", "伝える相手の機関", "Organisation that may be told"],
    ["to_name", "string", "伝える相手", "Who may be told", { required: true, max_length: 120 }],
    ["sections", "string", "伝えてよい範囲", "What may be told", { required: true }],
    ["given_by", "open-choice", "同意した人", "Agreed by", { list: "consent_giver", control: "radio-button" }],
    ["given_by_name", "string", "同意した人の氏名・続柄", "Name and relation", { max_length: 120 }],
    ["method", "open-choice", "同意の方法", "How it was given", { list: "consent_method", control: "drop-down" }],
    ["given_on", "date", "同意した日", "Given on", { required: true }],
    ["until", "date", "いつまで", "Until"],
    ["note", "text", "メモ", "Note"],
    ["withdrawn_on", "date", "取り消した日", "Withdrawn on"],
    ["withdrawn_by", "string", "取り消した人", "Withdrawn by"],
    ["withdrawn_note", "text", "取り消しについて", "About the withdrawal"],
  ],
};

const follow_up = {
  name: "follow-up",
  title: "その後メモ",
  english: "Follow-up",
  subject: "Patient",
  items: [
    ["on", "date", "日付", "Date", { required: true }],
    ["days_after_discharge", "integer", "退院から", "Days after discharge", { min: 0, max: 9999, unit: ["d", "日"] }],
    ["from", "string", "知らせてくれた人", "From"],
    ["organisation", "string", "機関", "Organisation"],
    ["method", "string", "方法", "By"],
    ["text", "text", "その後の様子", "How it went", {
      widget: "phrases",
      phrases: ["変わりなし", "食事は取れている", "眠れている", "薬は飲めている", "介護する人の疲れ", "痛みあり",
        "予定とちがったこと：", "病棟へ："],
    }],
  ],
};

const settings = {
  name: "settings",
  title: "設定",
  english: "Settings",
  items: [
    ["facility", "string", "施設名", "Facility", { max_length: 120 }],
    ["ward", "string", "病棟", "Ward", { max_length: 60 }],
    ["tablet_name", "string", "端末の名前", "Name of this tablet", { max_length: 60 }],
    ["lock_minutes", "integer", "自動でロックするまで", "Locks by itself after", { min: 1, max: 10, unit: ["min", "分"] }],
    ["language", "choice", "表示の言語", "Language", { list: "language", control: "radio-button" }],
  ],
};

export const other_forms = [meeting, organisation, person, tasks, ledger, consent, follow_up, settings];
