// Owns the two checklists: six phases of discharge support, and the list for a drill or a real disaster.
// Item numbers are part of stored paths: a new item gets a new number, an old number is never used again.

const discharge_phases = [
  ["admission_to_day3", "入院〜3日", "Admission to day 3", [
    ["入院前の一日の過ごし方と役割を聞いた", "Heard how a usual day went before admission, and their role"],
    ["本人が大事にしたいこと・帰りたい場所を本人の言葉で書いた", "Wrote in their own words what matters and where they want to return"],
    ["家族構成、同居、主に介護する人、連絡がつく順番を確認", "Checked family, who lives together, main carer and order of contact"],
    ["キーパーソンと、判断を支える人(代理)は同じか確認", "Checked whether the key person also supports decisions"],
    ["身寄り・同居者が不明ならその時点で旗を立てた", "Flagged at once if no relative or housemate is known"],
    ["ケアマネの有無・事業所・連絡先を確認し入院を知らせた",
      "Checked for a care manager (office, contact) and told them of the admission"],
    ["入院前情報を受け取った(受領日時・方法・折返し)", "Got the pre-admission information (date, how, call back)"],
    ["介護認定(未申請/申請中/区分/期限)を確認", "Checked care certification (none, applied, level, expiry)"],
    ["使っていたサービス・福祉用具・訪問看護を確認", "Checked services, equipment and home nursing in use"],
    ["飲んでいる薬、管理する人、アレルギーを確認", "Checked medicines, who manages them, and allergies"],
    ["入院前の動き・排泄・食事・認知の様子(BI等)を記録",
      "Recorded moving, toilet, eating and cognition before admission (Barthel etc.)"],
    ["退院を難しくしそうな点を拾った(要因一覧)", "Picked out what may make discharge difficult (list of factors)"],
    ["入院前から在宅が苦しかった兆しはないか聞いた", "Asked for signs that home was already hard before admission"],
    ["家の環境のあらまし(段差・トイレ・寝室・電気)を聞いた", "Asked about the home (steps, toilet, bedroom, electricity)"],
    ["保険・手帳・公費・収入面の心配を確認", "Checked insurance, disability cards, benefits and money worries"],
    ["病状の説明段階(未確定/説明前/説明済)を全員で共有", "Everybody knows the stage of explanation (open, before, explained)"],
    ["情報を渡してよい相手と範囲の同意を得た", "Got consent on whom may be told and how much"],
  ]],
  ["by_day7", "〜7日", "By day 7", [
    ["本人・家族と面談し、退院後の暮らしの希望を確認", "Met patient and family about life after discharge"],
    ["多職種で初回カンファレンスを開き、見立てを日付つきで残した", "Held the first conference with all professions and dated the view"],
    ["退院支援計画の作成に着手、説明日を決めた", "Started the discharge plan and set the day to explain it"],
    ["帰る条件(本人・家族・医療・住まい)を書き出した", "Wrote the conditions for going home (patient, family, medical, house)"],
    ["退院先の候補と、無理な行き先はその理由を書いた", "Wrote candidate destinations, and why some are not possible"],
    ["病棟の入院期限・目安の退院日を共有", "Shared the ward's stay limit and target discharge date"],
    ["訪問看護が要りそうか判断し、候補へ声をかけた", "Judged the need for home nursing and spoke to candidates"],
    ["介護認定の申請・区分変更の要否を決めた", "Decided on applying for, or changing, care certification"],
    ["覚える必要のある手技と覚える人を決めた", "Decided which skills must be learnt and by whom"],
    ["今後の治療や看取りの希望(ACP)を話す時期を決めた", "Decided when to talk about future treatment and end of life (ACP)"],
    ["かかりつけ医・最終受診日を確認", "Checked the family doctor and the last visit"],
    ["担当(MSW・退支Ns・病棟Ns)の名前と電話を全員に知らせた",
      "Told everybody the names and telephones (MSW, discharge nurse, ward nurse)"],
  ]],
  ["midway", "中間", "Midway", [
    ["状態・ADLの変化と見立ての変更を記録し関係先へ知らせた", "Recorded changes in condition, ADL and view, and told those concerned"],
    ["リハ見学・病状説明へケアマネ等を招いた", "Invited the care manager and others to therapy and explanations"],
    ["手技練習の段階(見学/一緒に/見守り/ひとりで)を更新",
      "Updated the stage of each skill (watching, together, supervised, alone)"],
    ["薬の回数・形・管理方法を家でできる形にした", "Made medicines manageable at home (times, form, who)"],
    ["処置を家の物品・手順に置き換えた", "Turned procedures into home materials and steps"],
    ["家屋評価・退院前訪問の要否を決めた", "Decided on a house assessment or pre-discharge visit"],
    ["介護する人の体調・仕事・限界を確認", "Checked the carer's health, work and limits"],
    ["費用の見込みと使える制度を説明", "Explained expected costs and the help available"],
    ["住まいの改修・用具の手配を始めた", "Started on house changes and equipment"],
    ["家族間・職種間の意見の違いを書き、次の話し合いを決めた", "Wrote differing views and set the next talk"],
    ["訪問看護の保険(介護/医療)と別表該当を確認", "Checked home-nursing insurance and the appended tables"],
    ["計画を見直した(目標・期限・担当)", "Reviewed the plan (goals, dates, owners)"],
  ]],
  ["before_discharge", "退院前", "Before discharge", [
    ["退院前カンファレンスの参加者・役割・欠席者への伝え方を決めた",
      "Decided who comes to the pre-discharge conference, roles, and how the absent are told"],
    ["訪問看護師が処置・機器を実際に見て確認した", "The visiting nurse saw procedures and equipment in person"],
    ["訪問看護指示書の依頼・指示期間・特別指示の要否を確認", "Checked the home-nursing order, its period and any special order"],
    ["看護サマリーを訪問先の読み手に合わせて書いた", "Wrote the nursing summary for its reader"],
    ["退院日・時間・移送方法・付き添いを確定", "Fixed discharge day, time, transport and company"],
    ["初回の訪問診療・訪問看護・受診の日時を確定", "Fixed the first home doctor's visit, nurse's visit and appointment"],
    ["急に悪くなった時の見方・最初にすること・電話の順番を紙で渡した", "Gave on paper: signs, first action and call order if it worsens"],
    ["医療機器・酸素・衛生材料・栄養剤の数と次の受け取り先を確認",
      "Checked numbers of equipment, oxygen, materials and feeds, and where the next come from"],
    ["本人・家族が自分の言葉で説明できるか確かめた", "Checked that patient and family can explain in their own words"],
    ["DNAR等の指示と、家での扱い・共有範囲を確認", "Checked DNAR and the like, handling at home and who knows"],
    ["停電・断水時の手順、電源・酸素の持ち時間、避難先を確認", "Checked power and water failure steps, supply and oxygen time, shelter"],
    ["市町村の要支援者名簿・個別避難計画の登録や更新を勧めた", "Advised registering for the support list and evacuation plan"],
    ["退院後のケアプランをもらう段取りをした", "Arranged to receive the care plan after discharge"],
    ["未決事項と誰がいつ決めるかを一覧にした", "Listed what is still open, who decides and when"],
  ]],
  ["day_of_discharge", "退院当日", "Day of discharge", [
    ["状態(体温・血圧・SpO2・痛み・意識)と最終の処置・内服時刻を書いた",
      "Wrote the state (temperature, pressure, SpO2, pain, alertness) and last treatment and dose times"],
    ["管・カテーテルの種類・太さ・挿入日・次の交換日を書いた", "Wrote tubes and catheters: kind, size, inserted, next exchange"],
    ["創・褥瘡の部位・大きさ・処置・写真の有無を書いた", "Wrote wounds and sores: place, size, care, photograph or not"],
    ["薬・物品・書類・貴重品を一緒に数えた", "Counted medicines, materials, papers and valuables together"],
    ["家の鍵・暖房・寝具・食事の用意を確認", "Checked house key, heating, bedding and meals"],
    ["訪問看護・ケアマネへ「出た」連絡をした", "Told home nursing and care manager: \"on the way\""],
    ["暗号化ファイルを作り、開けることを確かめて渡した(相手・番号・合言葉は別経路)",
      "Made the encrypted file, tested opening it and handed it over (to whom, number, passphrase by another way)"],
    ["受け取り確認(受領票)の期限を決めた", "Set the date for the receipt"],
    ["時間外の連絡先を声に出して確認", "Read the after-hours contacts aloud"],
  ]],
  ["after_discharge", "退院後", "After discharge", [
    ["翌日〜3日: 電話または訪問看護からの様子を受けた", "Day 1 to 3: heard how it goes, by phone or from home nursing"],
    ["受領票が戻った/戻らない時に電話した", "Receipt came back, or phoned when it did not"],
    ["1週: 薬・処置・食事・眠り・介護者の疲れを確認", "Week 1: checked medicines, treatment, meals, sleep, carer's fatigue"],
    ["ケアプランの写しを受け取り保管", "Received and filed the care plan"],
    ["退院後訪問の要否と同行を決めた", "Decided on a visit after discharge and who goes along"],
    ["予定と違ったことを「その後メモ」として病棟へ返した", "Returned to the ward, as a follow-up, what went otherwise than planned"],
    ["30日: 再入院・受診の有無と理由を記録", "Day 30: recorded readmission or visits, and why"],
    ["事例検討に出すか決めた", "Decided whether to bring it to a case review"],
    ["訪問看護・ケアマネから連携の評価をもらった", "Home nursing and care manager rated the cooperation"],
  ]],
];

const disaster_phases = [
  ["bcp", "BCP訓練・災害", "Drill and disaster", [
    ["訓練/本番の区別を画面と出力に常に表示", "Drill or real is always shown on screen and output"],
    ["発災時刻・状況(電気/水/酸素/通信/カルテ)を記録", "Recorded time and situation (power, water, oxygen, lines, charts)"],
    ["病棟の患者一覧を紙で出した", "Printed the ward's patient list"],
    ["呼吸器・酸素・吸引・透析・インスリン等の優先者を先に確認",
      "Checked first those on ventilators, oxygen, suction, dialysis, insulin and the like"],
    ["電源・酸素の残り時間を書き、次の確認時刻を決めた", "Wrote minutes of power and oxygen left and set the next check"],
    ["早めに退院できる人/できない人と条件を医師と確認", "Checked with the doctor who can leave early, who cannot, and conditions"],
    ["退院先の安全・道路・電気水道・介護者の安否を確認", "Checked safety at the destination, roads, power, water and carers"],
    ["訪問看護STの稼働・受入可否・連絡手段を確認", "Checked stations: working, able to take patients, how to reach them"],
    ["搬送・避難先と付き添い、薬・機器の持ち出しを確認", "Checked transport, shelter, company, medicines and equipment to take"],
    ["伝令・手渡しで渡した情報を持出し台帳に残した", "Entered in the ledger what went by messenger or by hand"],
    ["復旧後に電子カルテへ写す項目と担当を決めた", "Decided what is copied to the hospital record afterwards, and by whom"],
    ["振り返り: できた/困った/次に直す", "Looked back: done, trouble, next fix"],
  ]],
];

// One row: its text, the answer, who does it by when, and who checked. Nothing here blocks saving.
function row_of(link_id, text, english) {
  return [link_id, "group", text, english, { widget: "checklist-row" }, [
    [`${link_id}.answer`, "choice", "答え", "Answer", { list: "checklist_answer", control: "radio-button" }],
    [`${link_id}.owner`, "string", "担当", "Owner"],
    [`${link_id}.due`, "date", "期限", "Due"],
    [`${link_id}.note`, "text", "メモ・対象外の理由", "Note, or why it does not apply"],
    [`${link_id}.checked_by`, "string", "確認した人", "Checked by"],
    [`${link_id}.checked_on`, "date", "確認した日", "Checked on"],
  ]];
}

const phase_of = ([code, text, english, rows]) => [
  `p_${code}`, "group", text, english, { widget: "section" },
  rows.map(([row, row_english], index) => row_of(`${code}.${index + 1}`, row, row_english)),
];

export const checklist_forms = [
  {
    name: "discharge-checklist",
    title: "退院支援の確認表",
    english: "Discharge-support checklist",
    subject: "Patient",
    items: discharge_phases.map(phase_of),
  },
  {
    name: "bcp-checklist",
    title: "BCP訓練・災害の確認表",
    english: "Drill and disaster checklist",
    items: disaster_phases.map(phase_of),
  },
];
