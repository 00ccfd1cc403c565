// Handing over: who, what, the preview, making, and recording that it was handed over.
#include "app/answers.h"
#include "app/sharing.h"
#include "core/strings.h"
#include "views/screens/screens.h"

#include "screens_fixture.h"
#include <catch2/catch_test_macros.hpp>

using namespace tsunagi;

namespace {

const DocumentId akariya = "502efab08e7d149f50e72eb7755e8cf4";
const DocumentId konoha = "6b1d1f26f30af4aa9ae46b4806f1b4f6";
constexpr std::string_view konoha_name = "訪問看護ステーション このは坂";
constexpr std::string_view akariya_name = "こころ訪問看護ステーション 灯りや";

struct Handing {
    AppState state = make_ward();
    HandoverUi own;
    std::string number = "9f2c 71ad 0e44 40b8 d3e1 772a 0011 2233";

    explicit Handing(const DocumentId& case_id = {}) {
        state.place = Place{Screen::handover, case_id, {}, {}};
    }

    void give_key(const DocumentId& organisation) {
        write(state, organisation, "agreement_key", std::string("{\"kty\":\"EC\"}"));
        state.device_numbers[organisation] = {"{\"kty\":\"EC\"}", {}, number};
    }
    // Somebody agreed that the organisation may be told of everything, or of these sections.
    DocumentId agree(const DocumentId& organisation, SectionSet sections = SectionSet::all()) {
        return add_document(state, Kind::consent, "consent", state.place.case_id,
                            {{"to_organisation", Reference{"Organisation/" + organisation, {}}},
                             {"to_name", state.library.answers(organisation).text("name")},
                             {"sections", codes_of(sections)},
                             {"given_by", Coding{"self", "本人", "urn:tsunagi:code:consent-giver"}},
                             {"method", Coding{"written", "書面", "urn:tsunagi:code:consent-method"}},
                             {"given_on", Date{"2026-11-18"}}});
    }
    void verify(const DocumentId& organisation) {
        write(state, organisation, "key_verified_by", std::string("練習 花子"));
        write(state, organisation, "key_verified_on", Date{"2026-11-20"});
        write(state, organisation, "key_verified_number", number);
    }
    Bench bench(Vec2 size = wide) {
        return Bench(size, [this](Ui& ui, Commands& commands) {
            draw_handover(ui, ui.screen(), state, own, commands);
        });
    }
    // A file for 灯りや, opened again and found equal.
    void make_file(HandoverJob::Stage stage = HandoverJob::Stage::checked) {
        HandoverJob& job = state.handover;
        job.stage = stage;
        job.case_id = state.place.case_id;
        job.to_organisation = akariya;
        job.to_name = std::string(akariya_name);
        job.sections = {Section::identity, Section::wish};
        job.passphrase = "4821-7305-1964-2087-5539-6610";
        job.file_name = "renshu-20261121-9f2c71.tsunagi.json";
        job.bytes = {1, 2, 3};
        job.made_at_ms = state.now_ms;
        job.checked_at_ms = state.now_ms + 60'000;
    }
};

std::string radio(std::string_view name, std::string_view chip) {
    return std::string(name) + " " + std::string(chip);
}

}  // namespace

TEST_CASE("without a patient one is chosen, or a file that came in is opened") {
    Handing handing;
    for (const Vec2 size : {wide, medium, phone}) {
        Bench bench = handing.bench(size);
        bench.check_all();
        bench.press(NodeRole::button, "ファイルを選ぶ");
        CHECK(find_command<cmd::PickFile>(bench.commands));
        CHECK(bench.find(NodeRole::heading, "入院中"));
        CHECK(bench.find(NodeRole::heading, "退院後"));
    }
}

TEST_CASE("pressing a patient opens their hand-over") {
    Handing handing;
    Bench bench = handing.bench();
    const SemanticNode* row = nullptr;
    for (const SemanticNode& node : bench.screen.ui.semantics().nodes) {
        if (node.role == NodeRole::button && node.name.starts_with("德永 冨美夫 TRN-0007")) row = &node;
    }
    REQUIRE(row);
    bench.press(NodeRole::button, row->name);
    const auto* go = find_command<cmd::GoTo>(bench.commands);
    REQUIRE(go);
    CHECK(go->place == Place{Screen::handover, tokunaga, {}, {}});
}

TEST_CASE("a file is made for whom and of what was chosen") {
    Handing handing(tokunaga);
    handing.agree(akariya);
    Bench bench = handing.bench();
    bench.check_all();
    REQUIRE(bench.find(NodeRole::button, "ファイルを作る"));
    CHECK_FALSE(bench.find(NodeRole::button, "ファイルを作る")->state.enabled);
    bench.press(NodeRole::radio, radio(akariya_name, "鍵なし"));
    bench.press(NodeRole::checkbox, "保険・制度・家計");
    bench.press(NodeRole::button, "ファイルを作る");
    const auto* made = find_command<cmd::MakeHandover>(bench.commands);
    REQUIRE(made);
    CHECK(made->case_id == tokunaga);
    CHECK(made->to_organisation == akariya);
    CHECK(made->by_passphrase);  // it has no key yet
    CHECK_FALSE(made->sections.has(Section::insurance));
    CHECK(made->sections.has(Section::wish));
    CHECK_FALSE(made->sections.has(Section::checklist));  // not of the minimum set
    SectionSet filled = filled_sections(handing.state.library.about_case(tokunaga));
    for (const SectionInfo& info : section_table()) {
        if (made->sections.has(info.section))
            CHECK((info.section == Section::identity || filled.has(info.section)));
    }
}

TEST_CASE("the preview holds the chosen sections and nothing else") {
    Handing handing(kuwahara);
    const std::string insurance = "特定疾病療養受療証";
    REQUIRE(handing.state.library.answers(kuwahara).text("insurance").contains(insurance));
    for (const Vec2 size : {wide, medium}) {
        handing.own = {};
        Bench bench = handing.bench(size);
        CHECK(bench.says(insurance));
        CHECK(bench.says("練習用データ"));
        CHECK(bench.says("アレルギー：エビ・カニ"));
        bench.press(NodeRole::checkbox, "保険・制度・家計");
        CHECK_FALSE(bench.says(insurance));
        bench.press(NodeRole::checkbox, "薬・アレルギー・感染");
        CHECK_FALSE(bench.says("アレルギー：エビ・カニ"));
        bench.press(NodeRole::button, "はじめの選び方に戻す");
        CHECK(bench.says(insurance));
    }
}

TEST_CASE("what is typed while the preview is open shows in it at once") {
    Handing handing(kuwahara);
    Bench bench = handing.bench();
    write(handing.state, kuwahara, "patient_wish", std::string("庭の柿をもう一度見たい"));
    bench.settle();
    CHECK(bench.says("庭の柿をもう一度見たい"));
}

TEST_CASE("without a consent nothing is offered, it is said, and it is recorded on the spot") {
    Handing handing(tokunaga);
    Bench bench = handing.bench();
    CHECK_FALSE(bench.says("同意の記録がありません"));  // nobody is chosen yet
    bench.press(NodeRole::radio, radio(akariya_name, "鍵なし"));
    CHECK(bench.says("この相手に伝える同意の記録がありません"));
    CHECK(bench.says("同意の範囲：すべて（ファイルは誓約書の更新後に渡す）"));  // the words of the note
    const SemanticNode* wish = bench.find(NodeRole::checkbox, "本人の願い");
    REQUIRE(wish);
    CHECK_FALSE(wish->state.enabled);
    CHECK(bench.says("同意の記録がありません"));
    bench.check_all();
    // The note's 共有先 says who agreed, how and when: one tap opens it, one more records it.
    bench.press(NodeRole::button, "同意を記録");
    bench.check_all();
    REQUIRE(bench.find(NodeRole::button, "記録する"));
    CHECK(bench.find(NodeRole::button, "記録する")->state.enabled);
    bench.press(NodeRole::button, "記録する");
    const auto* recorded = find_command<cmd::RecordConsent>(bench.commands);
    REQUIRE(recorded);
    CHECK(recorded->case_id == tokunaga);
    for (const auto& [name, value] : recorded->fields) {
        if (name == "given_on") CHECK(text_of(value) == "2026-11-18");
        if (name == "to_organisation") CHECK(std::get<Reference>(value).target == "Organisation/" + akariya);
    }
}

TEST_CASE("who agreed and how has to be said where no note says it") {
    Handing handing(tokunaga);
    Bench bench = handing.bench();
    bench.press(NodeRole::button, "ほかの相手を見る");
    bench.press(NodeRole::radio, radio(konoha_name, "鍵なし"));
    bench.press(NodeRole::button, "同意を記録");
    CHECK_FALSE(bench.find(NodeRole::button, "記録する")->state.enabled);
    bench.press(NodeRole::checkbox, "本人");
    CHECK_FALSE(bench.find(NodeRole::button, "記録する")->state.enabled);
    bench.press(NodeRole::checkbox, "口頭");
    CHECK(bench.find(NodeRole::button, "記録する")->state.enabled);
}

TEST_CASE("in an emergency a written reason opens what protects life, and the wish carries it") {
    Handing handing(kuwahara);
    Bench bench = handing.bench();
    bench.press(NodeRole::button, "ほかの相手を見る");
    bench.press(NodeRole::radio, radio(konoha_name, "鍵なし"));
    bench.press(NodeRole::button, "ファイルを作る");  // asks why, makes nothing
    CHECK_FALSE(find_command<cmd::MakeHandover>(bench.commands));
    bench.check_all();
    CHECK_FALSE(bench.find(NodeRole::button, "この理由で続ける")->state.enabled);
    bench.press(NodeRole::checkbox, "急変・救急で、命と体を守るため");
    bench.press(NodeRole::button, "この理由で続ける");
    CHECK(bench.says("同意の範囲をこえて渡す理由：急変・救急で、命と体を守るため"));
    bench.press(NodeRole::button, "ファイルを作る");
    const auto* made = find_command<cmd::MakeHandover>(bench.commands);
    REQUIRE(made);
    CHECK(made->beyond_consent == "急変・救急で、命と体を守るため");
    CHECK(made->sections.has(Section::medications));
    CHECK(made->sections.has(Section::sudden));
    CHECK_FALSE(made->sections.has(Section::wish));  // the rest is pressed one by one
}

TEST_CASE("what lies outside the consent, and what has ended, is named with its reason") {
    Handing handing(kuwahara);
    const DocumentId consent = handing.agree(konoha, {Section::wish, Section::medications});
    handing.own.case_id = kuwahara;
    handing.own.organisation = konoha;
    Bench bench = handing.bench();
    CHECK(bench.says("本人（書面）"));
    CHECK(bench.says("同意の範囲の外です"));
    bench.press(NodeRole::button, "ファイルを作る");
    REQUIRE(find_command<cmd::MakeHandover>(bench.commands));
    CHECK(find_command<cmd::MakeHandover>(bench.commands)->sections ==
          SectionSet{Section::identity, Section::wish, Section::medications});
    write(handing.state, consent, "until", Date{"2026-11-20"});
    bench.settle();
    CHECK(bench.says("同意の期限が切れています（11/20まで）。"));
    write(handing.state, consent, "withdrawn_on", Date{"2026-11-21"});
    bench.settle();
    CHECK(bench.says("同意は11/21に取り消されています"));
    CHECK(bench.says("同意が取り消されています"));
    CHECK_FALSE(bench.find(NodeRole::checkbox, "本人の願い")->state.enabled);
}

TEST_CASE("a withdrawal names what the recipient was given already") {
    Handing handing(watanabe);
    handing.own.case_id = watanabe;
    handing.own.organisation = konoha;
    Bench bench = handing.bench();
    bench.press(NodeRole::button, "同意を取り消す");
    bench.check_all();
    CHECK(bench.says("訪問看護ステーション このは坂には、すでに1回渡しています"));
    CHECK(bench.says("9/24"));
    bench.press(NodeRole::checkbox, "本人");
    bench.press(NodeRole::button, "同意を取り消す");
    const auto* withdrawn = find_command<cmd::WithdrawConsent>(bench.commands);
    REQUIRE(withdrawn);
    CHECK(withdrawn->by == "本人");
}

TEST_CASE("for the patient and the family the preview speaks plainly and leaves staff's words out") {
    Handing handing(kuwahara);
    Bench bench = handing.bench();
    bench.press(NodeRole::radio, "一覧にない相手");
    bench.press(NodeRole::checkbox, "本人");
    CHECK(bench.says("本人に渡します。同意の記録はいりません。"));
    CHECK(bench.find(NodeRole::checkbox, "本人・家族")->state.checked == Check::on);
    CHECK(bench.says("こまったときの連絡先"));
    CHECK(bench.says("ことばの説明"));
    CHECK_FALSE(bench.says("退院を難しくする点"));
    CHECK(bench.says("本人・家族には渡しません"));
    bench.check_all();
    bench.press(NodeRole::button, "ファイルを作る");
    const auto* made = find_command<cmd::MakeHandover>(bench.commands);
    REQUIRE(made);
    CHECK(made->audience == Audience::family);
    CHECK(made->to_name == "本人");
    CHECK(made->beyond_consent.empty());
    bench.press(NodeRole::checkbox, "ケアマネ");
    CHECK_FALSE(bench.says("こまったときの連絡先"));
}

TEST_CASE("what must not be told to the recipient is said beside the scope") {
    Handing handing(kuwahara);
    const DocumentId clinic = "4e23ca80b36dce7b319c7211976f3d32";
    Bench bench = handing.bench();
    bench.press(NodeRole::button, "ほかの相手を見る");
    bench.press(NodeRole::radio, radio(handing.state.library.answers(clinic).text("name"), "鍵なし"));
    CHECK(bench.says("この相手に伝えないこと：家族のこと"));
}

TEST_CASE("an unverified key is offered to be verified by telephone, and blocks nothing") {
    Handing handing(tokunaga);
    handing.give_key(akariya);
    handing.agree(akariya);
    handing.state.own_number = "3736 cbb1 787c b830 9c77 ee8c 3705 c5e1";
    Bench bench = handing.bench();
    bench.press(NodeRole::radio, radio(akariya_name, "鍵 未照合"));
    bench.press(NodeRole::button, "ファイルを作る");
    const auto* made = find_command<cmd::MakeHandover>(bench.commands);
    REQUIRE(made);
    CHECK_FALSE(made->by_passphrase);
    bench.press(NodeRole::button, "電話で照合する");
    CHECK(bench.says("9F2C 71AD 0E44"));
    CHECK(bench.says("3736 CBB1"));  // this tablet's own, should they ask
    bench.check_all();
    bench.type("照合した人", "");
    CHECK_FALSE(bench.find(NodeRole::button, "番号が同じでした")->state.enabled);
    bench.type("照合した人", "師長 小林");
    bench.press(NodeRole::button, "番号が同じでした");
    const auto* verified = find_command<cmd::MarkKeyVerified>(bench.commands);
    REQUIRE(verified);
    CHECK(verified->organisation == akariya);
    CHECK(verified->by == "師長 小林");
    CHECK(verified->number == handing.number);
}

TEST_CASE("a number compared before it covered the signing key is asked for again, with the reason") {
    Handing handing(tokunaga);
    handing.give_key(akariya);
    handing.verify(akariya);
    write(handing.state, akariya, "key_verified_number", Value{});
    handing.agree(akariya);
    for (const Vec2 size : {wide, medium, phone}) {
        handing.own = {};
        Bench bench = handing.bench(size);
        bench.press(NodeRole::radio, radio(akariya_name, "鍵 未照合"));
        CHECK(bench.says("署名の鍵が含まれていませんでした"));
        bench.check_all();
        bench.press(NodeRole::button, "電話で照合する");
        CHECK(bench.says("署名の鍵が含まれていませんでした"));
        CHECK(bench.says("相手の照合番号 9F2C 71AD 0E44 40B8 D3E1 772A 0011 2233"));
        bench.check_all();
    }
}

TEST_CASE("a verified key shows the beginning of its number; a passphrase can be chosen instead") {
    Handing handing(tokunaga);
    handing.give_key(akariya);
    handing.verify(akariya);
    handing.agree(akariya);
    Bench bench = handing.bench();
    CHECK(bench.says("鍵 9F2C 71AD 0E44"));
    bench.press(NodeRole::radio, radio(akariya_name, "鍵 照合済"));
    CHECK_FALSE(bench.find(NodeRole::button, "電話で照合する"));
    bench.press(NodeRole::radio, "合言葉（予備）");
    bench.press(NodeRole::button, "ファイルを作る");
    REQUIRE(find_command<cmd::MakeHandover>(bench.commands));
    CHECK(find_command<cmd::MakeHandover>(bench.commands)->by_passphrase);
    bench.press(NodeRole::button, "鍵カードを取り込む");
    CHECK(find_command<cmd::PickKeyCard>(bench.commands));
}

TEST_CASE("a file that was checked is saved, then recorded as handed over") {
    Handing handing(tokunaga);
    handing.state.can_share = true;
    handing.make_file();
    Bench bench = handing.bench();
    bench.check_all();
    CHECK(bench.says("4821 7305 1964 2087 5539 6610"));
    CHECK(bench.says("ファイルと別に、電話で読み上げてください"));
    CHECK(bench.says("12:01 中身がすべて一致"));
    CHECK_FALSE(bench.find(NodeRole::checkbox, "本人の願い")->state.enabled);  // the file is made
    bench.press(NodeRole::button, "ファイルを保存");
    CHECK(find_command<cmd::SaveHandover>(bench.commands));
    bench.press(NodeRole::button, "共有");
    CHECK(find_command<cmd::ShareHandover>(bench.commands));
    handing.state.handover.taken_out = true;
    bench.settle();
    bench.press(NodeRole::button, "渡したことを記録");
    bench.check_all();
    CHECK_FALSE(bench.find(NodeRole::button, "記録する")->state.enabled);
    bench.press(NodeRole::checkbox, "USB");
    bench.type("くわしく（なくてもかまいません）", "受付で管理者に");
    bench.press(NodeRole::button, "記録する");
    const auto* handed = find_command<cmd::RecordHanded>(bench.commands);
    REQUIRE(handed);
    CHECK(handed->how == "USB：受付で管理者に");
}

TEST_CASE("a file nobody took out yet may be recorded, with a warning") {
    Handing handing(tokunaga);
    handing.make_file();
    Bench bench = handing.bench();
    bench.press(NodeRole::button, "渡したことを記録");
    CHECK(bench.says("まだ保存も共有もしていません"));
    bench.press(NodeRole::checkbox, "手渡し");
    CHECK(bench.find(NodeRole::button, "記録する")->state.enabled);
}

TEST_CASE("what is typed after a file was made is not in its preview") {
    Handing handing(kuwahara);
    handing.make_file();
    handing.state.handover.made_at_ms -= 3'600'000;
    write(handing.state, kuwahara, "patient_wish", std::string("あとから書いた願い"));
    Bench bench = handing.bench();
    CHECK_FALSE(bench.says("あとから書いた願い"));
    handing.state.handover = {};
    bench.settle();
    CHECK(bench.says("あとから書いた願い"));
}

TEST_CASE("putting away a file that was saved asks first") {
    Handing handing(tokunaga);
    handing.make_file();
    handing.state.handover.taken_out = true;
    Bench bench = handing.bench();
    bench.press(NodeRole::button, "作り直す");
    CHECK_FALSE(find_command<cmd::DiscardHandover>(bench.commands));
    bench.press(NodeRole::button, "作り直す");
    CHECK(find_command<cmd::DiscardHandover>(bench.commands));
}

TEST_CASE("a failed check stays at its step, says what is safe, and can be tried again") {
    Handing handing(tokunaga);
    handing.make_file(HandoverJob::Stage::failed);
    handing.state.handover.fault = Fault::self_check_failed;
    handing.state.handover.checked_at_ms = 0;
    handing.own.case_id = tokunaga;
    handing.own.organisation = akariya;
    handing.agree(akariya);
    for (const Vec2 size : {wide, medium}) {
        Bench bench = handing.bench(size);
        bench.check_all();
        CHECK(bench.find(NodeRole::alert, tr("fault.self_check_failed.what")));
        CHECK(bench.says(tr("fault.self_check_failed.safe")));
        CHECK_FALSE(bench.says("4821 7305"));
        CHECK_FALSE(bench.find(NodeRole::button, "渡したことを記録"));
        bench.press(NodeRole::button, "もう一度作る");
        CHECK(find_command<cmd::MakeHandover>(bench.commands));
    }
}

TEST_CASE("while it is being made nothing can be pressed twice") {
    Handing handing(tokunaga);
    handing.make_file(HandoverJob::Stage::making);
    handing.state.handover.made_at_ms = handing.state.handover.checked_at_ms = 0;
    Bench bench = handing.bench();
    REQUIRE(bench.find(NodeRole::button, "作っています"));
    CHECK_FALSE(bench.find(NodeRole::button, "作っています")->state.enabled);
}

TEST_CASE("another patient's file that was not handed over is told") {
    Handing handing(tokunaga);
    handing.make_file();
    handing.state.place.case_id = kuwahara;
    Bench bench = handing.bench();
    CHECK_FALSE(bench.says("4821 7305"));
    CHECK(bench.says("TRN-0007"));
    bench.press(NodeRole::button, "その患者へ");
    const auto* go = find_command<cmd::GoTo>(bench.commands);
    REQUIRE(go);
    CHECK(go->place.case_id == tokunaga);
}

TEST_CASE("the case's own entries of the ledger are listed") {
    Handing handing(watanabe);
    for (const Vec2 size : {wide, medium}) {
        Bench bench = handing.bench(size);
        CHECK(bench.says("えんがわ居宅介護支援事業所"));
        CHECK(bench.says("受領 9/25"));
        CHECK_FALSE(bench.says("三つ葉のみち 鍵なし 受領"));
    }
}

TEST_CASE("on a phone it goes step by step") {
    Handing handing(tokunaga);
    handing.agree(akariya);
    Bench bench = handing.bench(phone);
    bench.check_all();
    CHECK_FALSE(bench.find(NodeRole::button, "次へ：渡す範囲")->state.enabled);
    bench.press(NodeRole::radio, radio(akariya_name, "鍵なし"));
    bench.press(NodeRole::button, "次へ：渡す範囲");
    bench.check_all();
    bench.press(NodeRole::checkbox, "住まい・災害の備え");
    bench.press(NodeRole::button, "次へ：相手から見える内容");
    bench.check_all();
    bench.press(NodeRole::button, "次へ：作成と受け渡し");
    bench.check_all();
    CHECK(bench.says(akariya_name));
    bench.press(NodeRole::button, "ファイルを作る");
    const auto* made = find_command<cmd::MakeHandover>(bench.commands);
    REQUIRE(made);
    CHECK_FALSE(made->sections.has(Section::home));
    handing.make_file();
    bench.settle();
    bench.check_all();
    CHECK(bench.says("4821 7305 1964 2087 5539 6610"));
    CHECK(bench.find(NodeRole::button, "ファイルを保存"));
}

TEST_CASE("somebody who is not listed gets a passphrase") {
    Handing handing(tokunaga);
    Bench bench = handing.bench();
    bench.press(NodeRole::radio, "一覧にない相手");
    bench.type("相手の名前", "海辺の救急隊");
    bench.press(NodeRole::button, "理由を書いて続ける");
    bench.press(NodeRole::checkbox, "急変・救急で、命と体を守るため");
    bench.press(NodeRole::button, "この理由で続ける");
    bench.press(NodeRole::button, "ファイルを作る");
    const auto* made = find_command<cmd::MakeHandover>(bench.commands);
    REQUIRE(made);
    CHECK(made->to_name == "海辺の救急隊");
    CHECK(made->to_organisation.empty());
    CHECK(made->by_passphrase);
}
