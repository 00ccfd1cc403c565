// Owns the conference record: eight things to talk about, then who is told. Phrase chips are words a ward uses,
// each fit to stand in a sentence as it is.

const table = { widget: "table", control: "gtable", repeats: true };
const written = (phrases, more = {}) => ({ widget: "phrases", phrases, ...more });
const kept = { carry_over: true };
const minutes = { min: 0, max: 600, unit: ["min", "分"] };

const phrases = {
  patient_wish: ["家に帰りたい", "ひとりで暮らしたい", "家族に迷惑をかけたくない", "痛いのはいや", "自分で食べたい",
    "トイレは自分で行きたい", "まだ決められない", "本人の言葉："],
  family_feelings: ["家でみたい", "夜が心配", "仕事は休めない", "介護する人の体調が心配", "施設も考えたい",
    "本人と意見がちがう", "説明を受けて納得", "来院は週末のみ"],
  medical_outlook: ["病状は安定", "退院後も処置が続く", "悪くなりやすい時期", "再入院のおそれあり", "酸素は継続",
    "外来で経過をみる", "退院のめやす：", "検査の結果待ち"],
  life_assessment: ["見守りで可", "ひとりは難しい", "酸素使用中", "段差", "服薬", "夜間", "食事", "買い物", "入浴", "トイレ"],
  troubles: ["夜間の対応", "介護する人がいない", "薬の飲み忘れ", "段差と手すり", "お金の心配", "認定がまだ",
    "処置を覚える人", "連絡がつかない時間帯", "物品の受け取り先"],
  discussion: ["見立てが変わった", "意見が分かれた", "次回までに確かめる", "全員で一致", "本人が同席", "家族が同席",
    "欠席者へ伝える"],
  sudden_change: ["まず訪問看護へ電話", "呼びかけに反応がない時は119", "息苦しさが続く時", "38度以上の熱", "食べられない日が続く時",
    "夜間の電話番号", "かかりつけ医へ連絡", "家で様子をみてよい目安"],
};

export const conference_note = {
  name: "conference-note",
  title: "カンファレンスの記録",
  english: "Conference note",
  subject: "Patient",
  items: [
    ["held_on", "date", "開催日", "Held on", { required: true }],
    ["start_time", "time", "開始時刻", "Start time"],
    ["kind", "choice", "種別", "Kind of conference", { list: "conference_kind", control: "drop-down" }],
    ["mode", "choice", "方式", "How it was held", { list: "conference_mode", control: "drop-down" }],
    ["place", "string", "場所", "Place"],
    ["chair", "string", "司会", "Chair"],
    ["recorder", "string", "記録", "Recorder"],
    ["meeting", "reference", "会議", "Meeting"],
    ["participants", "group", "参加者", "Participants", { ...table, ...kept }, [
      ["participants.name", "string", "氏名", "Name"],
      ["participants.profession", "open-choice", "職種", "Profession", { list: "profession", control: "drop-down" }],
      ["participants.organisation", "string", "機関", "Organisation"],
      ["participants.attendance", "choice", "参加の方法", "Attendance", { list: "attendance", control: "drop-down" }],
      ["participants.spoken", "boolean", "発言した", "Has spoken"],
      ["participants.told_by", "string", "欠席の人へ伝える人・方法", "Who tells the absent, and how"],
    ]],
    ["s_wish", "group", "本人の願い", "The patient's wish", { widget: "section" }, [
      ["patient_wish", "text", "本人の願い", "The patient's wish", written(phrases.patient_wish, kept)],
    ]],
    ["s_family", "group", "家族の思い", "The family's feelings", { widget: "section" }, [
      ["family_feelings", "text", "家族の思い", "The family's feelings", written(phrases.family_feelings, kept)],
    ]],
    ["s_medical", "group", "医療の見通し", "Medical outlook", { widget: "section" }, [
      ["medical_outlook", "text", "医療の見通し", "Medical outlook", written(phrases.medical_outlook, kept)],
    ]],
    ["s_life", "group", "生活の見立て", "View of life at home", { widget: "section" }, [
      ["life_assessment", "text", "生活の見立て", "View of life at home", written(phrases.life_assessment, kept)],
    ]],
    ["s_troubles", "group", "困りごと", "Troubles", { widget: "section" }, [
      ["troubles", "text", "困りごと", "Troubles", written(phrases.troubles, kept)],
    ]],
    ["s_decisions", "group", "決定", "Decisions", { widget: "section" }, [
      ["discussion", "text", "話し合い", "Discussion", written(phrases.discussion)],
      ["decisions", "group", "決定", "Decisions", table, [
        ["decisions.what", "string", "決めたこと", "What was decided"],
        ["decisions.owner", "string", "担当", "Owner"],
        ["decisions.owner_profession", "open-choice", "担当の職種", "Owner's profession",
          { list: "profession", control: "drop-down" }],
        ["decisions.due", "date", "期限", "Due"],
        ["decisions.status", "choice", "状態", "Status", { list: "task_status", control: "radio-button" }],
      ]],
    ]],
    ["s_open", "group", "未決", "Still open", { widget: "section" }, [
      ["open_questions", "group", "未決", "Still open", { ...table, ...kept }, [
        ["open_questions.what", "string", "決まっていないこと", "What is still open"],
        ["open_questions.who_decides", "string", "決める人", "Who decides"],
        ["open_questions.by_when", "date", "いつまでに", "By when"],
      ]],
    ]],
    ["s_sudden", "group", "急変時", "If the condition suddenly changes", { widget: "section" }, [
      ["sudden_change", "text", "急変時", "If the condition suddenly changes", written(phrases.sudden_change, kept)],
    ]],
    ["s_after", "group", "共有先・次回", "Who is told, and next time", { widget: "section" }, [
      ["sharing", "group", "共有先と同意", "Shared with, by consent", { ...table, ...kept }, [
        ["sharing.to", "string", "共有先", "Shared with"],
        ["sharing.scope", "string", "伝える範囲", "What is shared"],
        ["sharing.not_shared", "string", "伝えないこと", "What is not shared"],
        ["sharing.consent_by", "string", "同意した人", "Consent given by"],
        ["sharing.consent_on", "date", "同意した日", "Consent given on"],
        ["sharing.consent_method", "open-choice", "同意の方法", "How consent was given",
          { list: "consent_method", control: "drop-down" }],
      ]],
      ["next_conference", "date", "次回", "Next conference"],
      ["next_conference_note", "string", "次回について", "About the next conference"],
      ["preparation_minutes", "integer", "準備にかかった分数", "Minutes of preparation", minutes],
      ["meeting_minutes", "integer", "会議の分数", "Minutes of the conference", minutes],
    ]],
  ],
};
