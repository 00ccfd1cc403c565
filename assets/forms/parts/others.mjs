// Owns the small forms: meeting, organisation, person, tasks, ledger, consent, what comes back from a station, and settings.

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
    ["key_verified_number", "string", "照合した番号", "Number compared"],
    ["key_made_on", "date", "鍵のカードの日付", "Date of the key card"],
    ["former_keys", "group", "前の鍵", "Former keys", { ...table, hidden: true }, [
      ["former_keys.agreement_key", "string", "受け取りの鍵", "Key for receiving", { hidden: true }],
      ["former_keys.signing_key", "string", "署名の鍵", "Key for signing", { hidden: true }],
      ["former_keys.verified_by", "string", "照合した人", "Compared by"],
      ["former_keys.verified_on", "date", "照合した日", "Compared on"],
      ["former_keys.verified_number", "string", "照合した番号", "Number compared"],
      ["former_keys.replaced_on", "date", "替わった日", "Replaced on"],
      ["former_keys.replaced_by", "string", "替えた人", "Replaced by"],
    ]],
    ["card_given", "string", "渡した鍵カードの鍵", "Key on the card they were given", { hidden: true }],
    ["card_given_on", "date", "鍵カードを渡した日", "Key card given on"],
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
    ["to_kid", "string", "相手の受け取りの鍵", "Recipient's key"],
    ["to_number", "string", "相手の照合番号", "Recipient's device number"],
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
    ["not_read", "text", "相手が読めなかったところ", "What the recipient could not read"],
    ["phone", "string", "相手の電話", "Telephone"],
    ["return_key", "string", "返送先の鍵", "Key for the way back", { hidden: true }],
    ["returned_at", "dateTime", "返送した日時", "Sent back at"],
    ["file_kind", "choice", "ファイルの種類", "Kind of file", { list: "file_kind", control: "radio-button" }],
    ["signer_kid", "string", "署名した鍵", "Signing key"],
    ["signer_number", "string", "送り主の照合番号", "Sender's device number"],
    ["signer_name", "string", "照合した端末", "Verified device"],
    ["sender_checked", "string", "送り主の確認", "How the sender was checked", { hidden: true }],
    ["set_aside", "integer", "取り込まなかった内容", "Left out when taken in"],
    ["content_until", "string", "内容の時点", "State of the contents", { hidden: true }],
    ["content_sha256", "string", "内容の指紋", "Fingerprint of the contents", { hidden: true }],
    ["again_of", "reference", "もとになった台帳の行", "Made again from"],
    ["withdraws", "reference", "撤回する台帳の行", "Entry that is withdrawn"],
    ["withdrawn_at", "dateTime", "撤回を知らせた日時", "Withdrawal told at"],
    ["withdrawn_by", "string", "撤回を知らせた人", "Withdrawal told by"],
    ["withdrawn_reason", "text", "撤回の理由", "Reason for the withdrawal"],
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
    ["first_visit_on", "date", "初回訪問の日", "First visit"],
    ["text", "text", "その後の様子", "How it went", {
      widget: "phrases",
      phrases: ["変わりなし", "食事は取れている", "眠れている", "薬は飲めている", "介護する人の疲れ", "痛みあり",
        "病棟へ："],
    }],
    ["differed", "text", "予定とちがったこと", "What differed from the plan", {
      widget: "phrases",
      phrases: ["薬が足りなかった", "物品が足りなかった", "手順が家では合わなかった", "家族の手が足りなかった",
        "連絡先がちがった"],
    }],
    ["readmission", "choice", "再入院", "Readmission", { list: "readmission", control: "radio-button" }],
    ["readmission_on", "date", "再入院の日", "Readmitted on",
      { when: ["readmission", "readmission", "planned", "unplanned"] }],
    ["readmission_reason", "text", "再入院の理由", "Why readmitted",
      { when: ["readmission", "readmission", "planned", "unplanned"] }],
  ],
};

const receipt = {
  name: "receipt",
  title: "受領票",
  english: "Receipt",
  subject: "Patient",
  items: [
    ["file_id", "string", "ファイルの番号", "File number", { hidden: true }],
    ["file_sha256", "string", "ファイルの指紋", "File fingerprint", { hidden: true }],
    ["received_at", "dateTime", "受け取った日時", "Received at", { hidden: true }],
    ["organisation", "string", "機関", "Organisation", { required: true, max_length: 120 }],
    ["received_by", "string", "受け取った人", "Received by", { required: true, max_length: 120 }],
    ["profession", "open-choice", "職種", "Profession", { list: "profession", control: "drop-down" }],
    ["phone", "string", "電話", "Telephone", { max_length: 60 }],
    ["readable", "choice", "読めたか", "Could it be read", { list: "receipt_readable", control: "radio-button" }],
    ["not_read", "text", "読めなかったところ", "What could not be read",
      { when: ["readable", "receipt_readable", "partly"] }],
  ],
};

const consult = {
  name: "consult",
  title: "質問と返事",
  english: "Question and answer",
  subject: "Patient",
  items: [
    ["question", "text", "質問", "Question", { required: true }],
    ["asked_by", "string", "きいた人", "Asked by"],
    ["asked_organisation", "string", "きいた機関", "Asked by (organisation)"],
    ["addressed_to", "string", "きく相手", "Asked of"],
    ["asked_at", "dateTime", "きいた日時", "Asked at"],
    ["answer", "text", "返事", "Answer"],
    ["answered_by", "string", "返事をした人", "Answered by"],
    ["answered_at", "dateTime", "返事の日時", "Answered at"],
  ],
};

// Travels by itself, about a file and not about a patient: nothing of the record is in it.
const withdrawal = {
  name: "withdrawal",
  title: "撤回のお知らせ",
  english: "Notice of withdrawal",
  items: [
    ["file_id", "string", "撤回するファイルの番号", "Number of the file withdrawn", { required: true, max_length: 32 }],
    ["file_name", "string", "ファイル名", "File name", { max_length: 120 }],
    ["file_sha256", "string", "ファイルの指紋", "File fingerprint", { required: true, max_length: 64 }],
    ["made_at", "dateTime", "そのファイルを作った日時", "When that file was made"],
    ["reason", "text", "撤回の理由", "Reason", {
      required: true, widget: "phrases",
      phrases: ["渡す相手を間違えた", "本人の同意が取り消された", "内容に間違いがあった", "合言葉が漏れたおそれがある"],
    }],
    ["withdrawn_at", "dateTime", "撤回した日時", "Withdrawn at", { required: true }],
    ["withdrawn_by", "string", "撤回した人", "Withdrawn by", { required: true }],
    ["organisation", "string", "撤回した機関", "Organisation"],
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
    ["key_years", "integer", "相手の鍵の期限", "Keys of others expire after", { min: 1, max: 10, unit: ["a", "年"] }],
    ["language", "choice", "表示の言語", "Language", { list: "language", control: "radio-button" }],
    ["recovery_kept_on", "date", "復旧コードをしまった日", "Recovery code put away on", { hidden: true }],
    ["last_backup_at", "dateTime", "最後のバックアップ", "Last backup", { hidden: true }],
    ["practice_shift_days", "integer", "練習の日付を進めた日数", "Days that practice is ahead", { hidden: true }],
    ["own_keys", "group", "この端末の鍵", "Keys of this tablet", { ...table, hidden: true }, [
      ["own_keys.kid", "string", "鍵の番号", "Key's number", { hidden: true }],
    ]],
  ],
};

export const other_forms = [
  meeting, organisation, person, tasks, ledger, consent, follow_up, receipt, consult, withdrawal, settings,
];
