// Owns the case form: who the patient is and what home asks for. Groups follow the sections of a hand-over.

const section = { widget: "section" };
const table = { widget: "table", control: "gtable", repeats: true };

export const case_form = {
  name: "case",
  title: "症例",
  english: "Case",
  subject: "Patient",
  items: [
    ["g_identity", "group", "基本情報", "Identity", section, [
      ["patient_id", "string", "患者ID", "Patient ID", { required: true, max_length: 64 }],
      ["name", "string", "氏名", "Name", { required: true, max_length: 120 }],
      ["kana", "string", "フリガナ", "Name in kana", { max_length: 120 }],
      ["birth_date", "date", "生年月日", "Date of birth"],
      ["sex", "choice", "性別", "Sex", { list: "sex", control: "radio-button" }],
      ["ward", "string", "病棟", "Ward", { max_length: 60 }],
      ["bed", "string", "部屋・ベッド", "Room and bed", { max_length: 60 }],
      ["admission_date", "date", "入院日", "Admission date"],
      ["admission_type", "string", "入院の種類", "Type of admission"],
      ["admission_route", "string", "入院の経路", "Route of admission"],
      ["admission_reason", "string", "入院の理由", "Reason for admission"],
      ["planned_discharge_date", "date", "退院予定日", "Planned discharge date"],
      ["actual_discharge_date", "date", "退院日", "Discharge date"],
      ["discharge_destination", "string", "退院先", "Discharge destination"],
      ["attending_physician", "string", "主治医", "Attending physician"],
      ["attending_department", "string", "診療科", "Department"],
      ["ward_nurse", "string", "受け持ち看護師", "Ward nurse in charge"],
      ["discharge_support_nurse", "string", "退院支援看護師", "Discharge-support nurse"],
      ["msw", "string", "MSW", "Medical social worker"],
    ]],
    ["g_medical", "group", "病名と説明", "Diagnoses and what was explained", section, [
      ["diagnoses", "group", "病名", "Diagnoses", table, [
        ["diagnoses.name", "string", "病名", "Diagnosis"],
        ["diagnoses.kind", "string", "区分", "Kind"],
      ]],
      ["disclosure_stage", "choice", "説明の段階", "Stage of explanation",
        { list: "disclosure_stage", control: "radio-button" }],
      ["disclosure_note", "text", "説明の内容と注意", "What was explained, and cautions"],
      ["infections", "group", "感染症", "Infections", table, [
        ["infections.what", "string", "検査・病名", "Test or infection"],
        ["infections.result", "string", "結果", "Result"],
        ["infections.on", "date", "検査日", "Tested on"],
      ]],
    ]],
    ["g_wish", "group", "願いと暮らし", "Wishes and life so far", section, [
      ["patient_wish", "text", "本人の願い", "The patient's wish"],
      ["family_wishes", "text", "家族の思い", "The family's wishes"],
      ["life_story", "text", "暮らしの歴史", "Life story"],
      ["acp", "text", "今後の治療・看取りの話し合い（ACP）", "Advance care planning"],
    ]],
    ["g_people", "group", "家族と支える人", "Family and supporters", section, [
      ["key_person_name", "string", "キーパーソン", "Key person"],
      ["key_person_relation", "string", "続柄", "Relation"],
      ["key_person_phone", "string", "電話", "Telephone"],
      ["key_person_note", "text", "キーパーソンについて", "About the key person"],
      ["decision_supporter", "text", "判断を支える人", "Who supports decisions"],
      ["contact_order", "text", "連絡の順番", "Order of contact"],
      ["family", "text", "家族", "Family"],
      ["informal_support", "text", "近所・知人の支え", "Informal support"],
      ["care_manager_name", "string", "ケアマネジャー", "Care manager"],
      ["care_manager_office", "string", "居宅介護支援事業所", "Care manager's office"],
      ["services_before", "text", "入院前のサービス", "Services before admission"],
      ["family_doctor", "string", "かかりつけ医", "Family doctor"],
      ["family_doctor_last_visit", "date", "最終受診日", "Last visit to the family doctor"],
    ]],
    ["g_procedures", "group", "医療処置", "Procedures", section, [
      ["procedures", "group", "医療処置", "Procedures", table, [
        ["procedures.name", "string", "処置", "Procedure"],
        ["procedures.specification", "text", "規格", "Specification"],
        ["procedures.setting", "text", "設定・回数", "Setting and frequency"],
        ["procedures.supplier", "string", "供給元", "Supplier"],
        ["procedures.exchange", "string", "交換の間隔", "Exchange interval"],
        ["procedures.next_exchange_on", "date", "次の交換日", "Next exchange"],
        ["procedures.performed_by", "string", "実施する人", "Performed by"],
        ["procedures.skill_stage", "string", "習得の段階", "Stage of learning"],
        ["procedures.supplies", "text", "物品", "Supplies"],
        ["procedures.power_failure_plan", "text", "停電の時", "When the power fails"],
        ["procedures.note", "text", "メモ", "Note"],
      ]],
    ]],
    ["g_medications", "group", "薬・アレルギー", "Medicines and allergies", section, [
      ["allergies", "group", "アレルギー", "Allergies", table, [
        ["allergies.what", "string", "原因", "Cause"],
        ["allergies.reaction", "string", "症状", "Reaction"],
      ]],
      ["medications", "group", "薬", "Medicines", table, [
        ["medications.name", "string", "薬", "Medicine"],
        ["medications.dose", "string", "用法・用量", "Dose"],
        ["medications.note", "string", "メモ", "Note"],
      ]],
      ["medication_management", "text", "薬の管理", "How medicines are managed"],
    ]],
    ["g_adl", "group", "ADLと介護度", "Activities of daily living", section, [
      ["care_level", "string", "要介護度", "Care level"],
      ["care_level_valid_until", "date", "認定の有効期限", "Care level valid until"],
      ["bedridden_degree", "string", "寝たきり度", "Bedridden degree"],
      ["dementia_degree", "string", "認知症自立度", "Dementia degree"],
      ["adl_before", "integer", "入院前のBI", "Barthel index before", { min: 0, max: 100, unit: ["{score}", "点"] }],
      ["adl_now", "integer", "いまのBI", "Barthel index now", { min: 0, max: 100, unit: ["{score}", "点"] }],
      ["adl_note", "text", "動き・排泄・食事・認知", "How the patient manages"],
    ]],
    ["g_home", "group", "住まい・災害", "Home and disaster", section, [
      ["housing", "text", "住まい", "Housing"],
      ["disaster_readiness", "text", "停電・災害の備え", "Readiness for power failure and disaster"],
    ]],
    ["g_insurance", "group", "保険・制度", "Insurance and benefits", section, [
      ["insurance", "text", "保険・公費・収入", "Insurance, benefits and income"],
    ]],
    ["g_discharge", "group", "退院に向けて", "Towards discharge", section, [
      ["difficulty_factors", "group", "退院を難しくする要因", "What makes discharge difficult", table, [
        ["difficulty_factors.factor", "string", "要因", "Factor"],
        ["difficulty_factors.reason", "string", "理由", "Reason"],
      ]],
      ["obstacles", "text", "妨げになっていること", "Obstacles"],
      ["first_visit", "text", "退院後の初回の予定", "First visit after discharge"],
    ]],
  ],
};
