// Owns the table of kanji variants that search treats as one: pairs of (variant, what it is folded to).
// Old and new forms as names use them; the second part are Unicode's compatibility ideographs, escaped here
// because editors that normalise would turn them into what they stand for.
#pragma once

#include <string_view>

namespace tsunagi {

inline constexpr std::u32string_view kanji_variants =
    U"㐂喜乘乗亙亘亞亜佛仏來来假仮傳伝僞偽價価儉倹兒児內内兩両册冊冨富凉涼凜凛剩剰劍剣"
    U"劒剣勞労勳勲勵励區区卷巻參参單単嚴厳囑嘱國国圍囲圓円圖図團団埜野堯尭增増壓圧壘塁"
    U"壞壊壯壮壹壱壽寿奧奥孃嬢學学寢寝實実寬寛寳宝寶宝專専對対尙尚屆届屬属峯峰峽峡嵜崎"
    U"嶋島嶌島巖巌巢巣帶帯廢廃廣広廳庁彈弾彌弥從従德徳恆恒惠恵惡悪慘惨應応懷懐戀恋戰戦"
    U"戲戯戶戸拂払拔抜拜拝挾挟插挿搖揺搜捜擴拡攝摂收収敎教數数斎斉斷断晉晋晝昼曆暦曉暁"
    U"曾曽會会朞期杤栃枩松柗松栁柳桒桑桺柳條条榮栄槇槙槗橋樂楽樓楼樞枢樣様橫横檜桧檢検"
    U"櫻桜權権歐欧歡歓步歩歷歴歸帰殘残殼殻毆殴每毎氣気沒没淸清淺浅渊淵渕淵溫温滿満潛潜"
    U"澁渋澤沢濟済濤涛濱浜濵浜瀆涜瀧滝瀨瀬熈煕熙煕燈灯爲為狹狭獨独瑤瑶當当發発盡尽眞真"
    U"硏研碕崎祕秘祿禄禮礼禰祢稻稲穗穂穰穣竈竃籔薮籠篭粹粋絲糸經経緖緒緣縁縣県總総繩縄"
    U"繪絵續続罐缶聲声聽聴肅粛臺台與与舊旧舘館舩船艷艶莊荘莖茎萬万蔣蒋薗園藏蔵藥薬藪薮"
    U"蘆芦處処號号螢蛍衞衛裝装觀観觸触證証譽誉變変讓譲豐豊豫予賴頼輕軽轉転遙遥邉辺邊辺"
    U"邨村鄕郷鄰隣醉酔醫医釋釈錄録鎭鎮鐵鉄闗関關関陷陥險険雙双靈霊靎鶴靏鶴靑青靜静顏顔"
    U"顯顕餘余驒騨驗験驛駅體体髙高鬪闘鷄鶏鷗鴎鹽塩麥麦麴麹麵麺黃黄黑黒默黙點点齊斉齋斉"
    U"齒歯齡齢龍竜龜亀𠮷吉𡈽土𣘺橋"
    U"\uF929朗\uF9DC隆\uFA10塚\uFA11崎\uFA12晴\uFA15凞\uFA16猪\uFA17益"
    U"\uFA18礼\uFA19神\uFA1A祥\uFA1B福\uFA1C靖\uFA1D精\uFA1E羽\uFA20蘒"
    U"\uFA22諸\uFA25逸\uFA26都\uFA2A飯\uFA2B飼\uFA2C館\uFA2D鶴\uFA2E郞"
    U"\uFA2F隷\uFA30侮\uFA31僧\uFA32免\uFA33勉\uFA34勤\uFA35卑\uFA36喝"
    U"\uFA37嘆\uFA38器\uFA39塀\uFA3A墨\uFA3B層\uFA3C屮\uFA3D悔\uFA3E慨"
    U"\uFA3F憎\uFA40懲\uFA41敏\uFA42既\uFA43暑\uFA44梅\uFA45海\uFA46渚"
    U"\uFA47漢\uFA48煮\uFA49爫\uFA4A琢\uFA4B碑\uFA4C社\uFA4D祉\uFA4E祈"
    U"\uFA4F祐\uFA50祖\uFA51祝\uFA52禍\uFA53禎\uFA54穀\uFA55突\uFA56節"
    U"\uFA57練\uFA58縉\uFA59繁\uFA5A署\uFA5B者\uFA5C臭\uFA5D艹\uFA5E艹"
    U"\uFA5F著\uFA60褐\uFA61視\uFA62謁\uFA63謹\uFA64賓\uFA65贈\uFA66辶"
    U"\uFA67逸\uFA68難\uFA69響\uFA6A頻\uFA6B恵\uFA6C𤋮\uFA6D館";

}  // namespace tsunagi
