// Owns the coded lists of the forms: [code, Japanese, English]. The list's name is the end of its system:
// task_status is urn:tsunagi:code:task-status. Codes are stored in records: never rename one, never use one again for another meaning.

export const sex = [
  ["male", "男性", "Male"],
  ["female", "女性", "Female"],
  ["other", "その他", "Other"],
];

export const disclosure_stage = [
  ["undecided", "未確定", "Diagnosis not settled"],
  ["before_explanation", "説明前", "Not explained yet"],
  ["explained", "説明済", "Explained"],
];

export const conference_kind = [
  ["discharge_support", "退院支援カンファレンス", "Discharge-support conference"],
  ["before_discharge", "退院前カンファレンス", "Pre-discharge conference"],
  ["ward", "病棟内カンファレンス", "Ward conference"],
  ["service_meeting", "サービス担当者会議", "Service providers' meeting"],
  ["case_review", "事例検討会", "Case review"],
  ["bereavement_review", "振り返りカンファレンス", "Look-back conference"],
  ["other", "その他", "Other"],
];

export const conference_mode = [
  ["in_person", "対面", "In person"],
  ["video", "ビデオ", "Video"],
  ["phone", "電話", "Telephone"],
  ["written", "書面", "In writing"],
  ["in_person_and_video", "対面＋ビデオ", "In person and video"],
  ["in_person_and_phone", "対面＋電話", "In person and telephone"],
];

export const attendance = [
  ["present", "出席", "Present"],
  ["video", "ビデオ", "By video"],
  ["phone", "電話", "By telephone"],
  ["written", "書面", "In writing"],
  ["absent", "欠席", "Absent"],
  ["left_early", "途中退席", "Left early"],
  ["joined_late", "途中参加", "Joined late"],
];

export const task_status = [
  ["open", "未", "Open"],
  ["done", "済", "Done"],
  ["cancelled", "中止", "Cancelled"],
];

export const checklist_answer = [
  ["done", "済", "Done"],
  ["open", "未", "Not yet"],
  ["not_applicable", "対象外", "Not applicable"],
  ["check", "要確認", "To be checked"],
];

export const meeting_status = [
  ["planned", "予定", "Planned"],
  ["running", "進行中", "Running"],
  ["held", "終了", "Held"],
  ["cancelled", "中止", "Cancelled"],
];

export const agenda_status = [
  ["waiting", "待ち", "Waiting"],
  ["running", "進行中", "Running"],
  ["done", "済", "Done"],
  ["carried", "持ち越し", "Carried over"],
];

export const direction = [
  ["out", "渡した", "Handed out"],
  ["in", "受け取った", "Received"],
];

export const receipt_state = [
  ["none", "まだ渡していない", "Not handed over yet"],
  ["waiting", "受領票待ち", "Waiting for the receipt"],
  ["received", "受領", "Received"],
  ["not_needed", "不要", "Not needed"],
];

export const receipt_readable = [
  ["all", "すべて読めた", "Everything could be read"],
  ["partly", "読めないところがあった", "Something could not be read"],
];

export const readmission = [
  ["no", "なし", "No"],
  ["planned", "予定の入院", "Planned"],
  ["unplanned", "予定外の入院", "Not planned"],
];

export const file_kind = [
  ["handover", "申し送り", "Hand-over"],
  ["withdrawal", "撤回のお知らせ", "Notice of withdrawal"],
];

export const consent_method = [
  ["spoken", "口頭", "Spoken"],
  ["written", "書面", "In writing"],
  ["spoken_and_charted", "口頭・カルテ記載", "Spoken, noted in the chart"],
];

// Who agreed. A mayor agrees where nobody else can (medical protection admission, or no family).
export const consent_giver = [
  ["self", "本人", "The patient"],
  ["family", "家族", "Family"],
  ["guardian", "後見人", "Guardian"],
  ["mayor", "市町村長", "Mayor"],
];

export const audience = [
  ["ward", "病棟", "Ward"],
  ["visiting_nurse", "訪問看護", "Visiting nurse"],
  ["care_manager", "ケアマネジャー", "Care manager"],
  ["family", "本人・家族", "Patient and family"],
];

export const language = [
  ["ja", "日本語", "Japanese"],
  ["en", "English", "English"],
];

// The word on the ward first; anything else may be typed.
export const profession = [
  ["patient", "本人", "Patient"],
  ["family", "家族", "Family"],
  ["ward_nurse", "病棟看護師", "Ward nurse"],
  ["head_nurse", "病棟看護師（師長）", "Ward nurse (head)"],
  ["discharge_support_nurse", "退院支援看護師", "Discharge-support nurse"],
  ["visiting_nurse", "訪問看護師", "Visiting nurse"],
  ["visiting_nurse_manager", "訪問看護師（管理者）", "Visiting nurse (manager)"],
  ["outpatient_nurse", "外来看護師", "Outpatient nurse"],
  ["dialysis_nurse", "透析室看護師", "Dialysis nurse"],
  ["nurse", "看護師", "Nurse"],
  ["wound_ostomy_nurse", "皮膚・排泄ケア認定看護師", "Wound, ostomy and continence nurse"],
  ["palliative_nurse", "緩和ケア認定看護師", "Palliative care nurse"],
  ["public_health_nurse", "保健師", "Public health nurse"],
  ["doctor", "医師", "Doctor"],
  ["dentist", "歯科医師", "Dentist"],
  ["pharmacist", "薬剤師", "Pharmacist"],
  ["physical_therapist", "PT", "Physical therapist"],
  ["occupational_therapist", "OT", "Occupational therapist"],
  ["speech_therapist", "ST", "Speech therapist"],
  ["dietitian", "管理栄養士", "Dietitian"],
  ["dental_hygienist", "歯科衛生士", "Dental hygienist"],
  ["clinical_engineer", "臨床工学技士", "Clinical engineer"],
  ["ward_nursery_teacher", "病棟保育士", "Ward nursery teacher"],
  ["msw", "MSW", "Medical social worker"],
  ["psychiatric_social_worker", "精神保健福祉士", "Psychiatric social worker"],
  ["social_worker", "社会福祉士", "Certified social worker"],
  ["care_worker", "介護福祉士", "Certified care worker"],
  ["care_manager", "介護支援専門員", "Care manager"],
  ["chief_care_manager", "介護支援専門員（主任）", "Chief care manager"],
  ["consultation_support", "相談支援専門員", "Consultation support specialist"],
  ["community_support_staff", "地域包括支援センター職員", "Community support centre staff"],
  ["service_supervisor", "サービス提供責任者", "Service supervisor"],
  ["case_worker", "ケースワーカー", "Welfare case worker"],
  ["equipment_supplier", "機器担当", "Equipment supplier"],
  ["liaison_clerk", "地域連携室事務", "Liaison office clerk"],
];
