// A file that came in: opening it, reading it, taking it in. And the ledger.
#include "app/answers.h"
#include "app/cases.h"
#include "core/strings.h"
#include "views/ledger_rows.h"
#include "views/screens/screens.h"

#include "screens_fixture.h"
#include <catch2/catch_test_macros.hpp>

using namespace tsunagi;

namespace {

struct Receiving {
    AppState state = make_ward();
    ReceivedUi own;

    Receiving() {
        ReceivedFile& file = state.received;
        file.stage = ReceivedFile::Stage::asking;
        file.name = "renshu-20261121-9f2c71.tsunagi.json";
        file.bytes = Bytes(40'000, 1);
        file.wants_passphrase = true;
        state.place = Place{Screen::received, {}, {}, {}};
    }
    void open() {
        ReceivedFile& file = state.received;
        file.stage = ReceivedFile::Stage::opened;
        file.signer.kid = "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs";
        file.signer.number = "3736 cbb1 787c b830 9c77 ee8c 3705 c5e1";
        state.own_number = "9f2c 71ad 0e44 2b18 77c0 de5a 1f3e 6a90";
        file.created = "2026-11-21T11:30:00+09:00";
        file.bundle.origin = BundleOrigin::tsunagi;
        file.bundle.store = StoreKind::practice;
        file.bundle.made_at = file.created;
        file.bundle.sender = {"藤川 美咲", "看護師", "汐見原総合病院", "00-0000-0100"};
        file.bundle.sections = minimum_sections();
        file.bundle.documents = select(state.library.about_case(kuwahara), minimum_sections());
        show();
    }
    void show() {
        HandoverViewInput input;
        input.documents = &state.received.bundle.documents;
        for (const auto& [name, form] : state.forms.all()) input.forms.push_back(&form);
        input.sections = state.received.bundle.sections;
        input.as_of = "2026-11-21";
        state.received.view = make_handover_view(input);
    }
    void leave_account() {
        state.phase = Phase::reading;
        state.who.reset();
        state.staff.clear();
        state.own_number.clear();
    }
    Bench bench(Vec2 size = wide) {
        return Bench(size, [this](Ui& ui, Commands& commands) {
            draw_received(ui, ui.screen(), state, own, commands);
        });
    }
};

}  // namespace

TEST_CASE("a file by passphrase asks for its digits") {
    Receiving receiving;
    for (const Vec2 size : {wide, medium, phone}) {
        receiving.own = {};
        Bench bench = receiving.bench(size);
        bench.check_all();
        CHECK(bench.says("renshu-20261121-9f2c71.tsunagi.json"));
        CHECK_FALSE(bench.find(NodeRole::button, "開く")->state.enabled);
        CHECK_FALSE(bench.find(NodeRole::button, "この端末の鍵で開く"));
        bench.type("合言葉（24桁の数字）", "４８２１ 7305-1964 2087 5539");
        CHECK(bench.says("24桁のうち20桁"));
        bench.type("合言葉（24桁の数字）", "4821-7305-1964-2087-5539-6610");
        bench.press(NodeRole::button, "開く");
        const auto* opened = find_command<cmd::OpenReceived>(bench.commands);
        REQUIRE(opened);
        CHECK(opened->passphrase == "4821-7305-1964-2087-5539-6610");
    }
}

TEST_CASE("a file for this station opens with its key") {
    Receiving receiving;
    receiving.state.received.wants_passphrase = false;
    receiving.state.received.for_this_device = true;
    Bench bench = receiving.bench();
    bench.check_all();
    CHECK_FALSE(bench.find(NodeRole::textbox, "合言葉（24桁の数字）"));
    bench.press(NodeRole::button, "この端末の鍵で開く");
    const auto* opened = find_command<cmd::OpenReceived>(bench.commands);
    REQUIRE(opened);
    CHECK(opened->passphrase.empty());
}

TEST_CASE("a file for somebody else says who could open it") {
    Receiving receiving;
    receiving.state.received.wants_passphrase = false;
    Bench bench = receiving.bench();
    CHECK(bench.says(tr("received.not_for_us")));
    bench.press(NodeRole::button, "開かずに閉じる");
    CHECK(find_command<cmd::CloseReceived>(bench.commands));
}

TEST_CASE("a wrong passphrase keeps the file and what was typed") {
    Receiving receiving;
    Bench bench = receiving.bench(phone);
    bench.type("合言葉（24桁の数字）", "0000-0000-0000-0000-0000-0000");
    receiving.state.received.fault = Fault::cannot_open;
    bench.settle();
    CHECK(bench.find(NodeRole::alert, tr("fault.cannot_open.what")));
    CHECK(bench.says(tr("fault.cannot_open.safe")));
    CHECK(receiving.own.passphrase == "0000-0000-0000-0000-0000-0000");
    CHECK(bench.find(NodeRole::button, "開く")->state.enabled);
}

TEST_CASE("while it opens nothing can be pressed") {
    Receiving receiving;
    receiving.own.passphrase = "4821-7305-1964-2087-5539-6610";
    receiving.state.received.stage = ReceivedFile::Stage::opening;
    Bench bench = receiving.bench();
    REQUIRE(bench.find(NodeRole::button, "開いています"));
    CHECK_FALSE(bench.find(NodeRole::button, "開いています")->state.enabled);
}

TEST_CASE("what is typed for one file is not kept for the next") {
    Receiving receiving;
    Bench bench = receiving.bench();
    bench.type("合言葉（24桁の数字）", "4821");
    receiving.state.received.name = "another.tsunagi.json";
    bench.settle();
    CHECK(receiving.own.passphrase.empty());
}

TEST_CASE("a nurse without an account reads all of it, and cannot take it in") {
    Receiving receiving;
    receiving.open();
    receiving.leave_account();
    for (const Vec2 size : {wide, medium, phone}) {
        Bench bench = receiving.bench(size);
        bench.check_all();
        CHECK(bench.find(NodeRole::heading, "桒原 喜久代 様"));
        CHECK(bench.says("TRN-0008"));
        CHECK(bench.says("アレルギー：エビ・カニ"));
        CHECK(bench.says("練習用データ"));
        CHECK(bench.says("送り主 未照合"));
        CHECK(bench.says("送り主の照合番号 3736 CBB1 787C B830 9C77 EE8C 3705 C5E1"));
        CHECK(bench.says(tr("received.unknown_signer_reading")));
        CHECK(bench.says(tr("device.no_own_number")));
        for (const char* part : {"本人の願い", "医療の見通し", "医療処置と交換日", "薬・アレルギー・感染",
                                 "急変時の連絡", "決定と共有先"}) {
            INFO(part);
            CHECK(bench.find(NodeRole::heading, part));
        }
        CHECK_FALSE(bench.find(NodeRole::button, "取り込む"));
        CHECK(bench.says(tr("received.how_to_keep")));
        bench.press(NodeRole::button, "ロック");
        CHECK(find_command<cmd::Lock>(bench.commands));
        bench.press(NodeRole::button, "閉じる");
        CHECK(find_command<cmd::CloseReceived>(bench.commands));
    }
}

TEST_CASE("a file closed by a lock says that the answer begun to it waits, and asks before it is given up") {
    Receiving receiving;
    receiving.leave_account();
    receiving.state.received.answer_waits = true;
    for (const Vec2 size : {wide, medium, phone}) {
        Bench bench = receiving.bench(size);
        bench.check_all();
        CHECK(bench.says(tr("received.answer_waits")));
        CHECK_FALSE(bench.find(NodeRole::button, "ロック"));
        bench.press(NodeRole::button, "閉じる");
        CHECK_FALSE(find_command<cmd::CloseReceived>(bench.commands));
        bench.press(NodeRole::button, tr("reply.leave_go"));
        CHECK(find_command<cmd::CloseReceived>(bench.commands));
    }
}

TEST_CASE("the wish comes before who was in charge") {
    Receiving receiving;
    receiving.open();
    Bench bench = receiving.bench(phone);
    const SemanticNode* wish = bench.find(NodeRole::heading, "本人の願い");
    const SemanticNode* identity = bench.find(NodeRole::heading, "本人確認と担当");
    REQUIRE(wish);
    REQUIRE(identity);
    CHECK(wish->rect.y < identity->rect.y);
}

TEST_CASE("a verified sender's file is taken in at once, an unknown one's after a telephone call") {
    Receiving receiving;
    receiving.open();
    receiving.state.received.trust = SignerTrust::verified;
    {
        Bench verified = receiving.bench();
        verified.check_all();
        CHECK(verified.says("送り主 照合済"));
        verified.press(NodeRole::button, "取り込む");
        CHECK(find_command<cmd::ImportReceived>(verified.commands));
    }
    receiving.state.received.trust = SignerTrust::unknown;
    Bench unknown = receiving.bench();
    unknown.press(NodeRole::button, "取り込む");
    CHECK_FALSE(find_command<cmd::ImportReceived>(unknown.commands));
    unknown.check_all();
    CHECK(unknown.says("送り主の照合番号 3736 CBB1 787C B830 9C77 EE8C 3705 C5E1"));
    CHECK(unknown.says("この端末の照合番号（相手に聞かれたとき） 9F2C 71AD 0E44 2B18 77C0 DE5A 1F3E 6A90"));
    CHECK(unknown.says("00-0000-0100"));
    unknown.press(NodeRole::button, "番号が同じでした。取り込む");
    REQUIRE(find_command<cmd::ImportReceived>(unknown.commands));
    CHECK(find_command<cmd::ImportReceived>(unknown.commands)->number_compared);
}

TEST_CASE("an answer to a file of ours needs no call, and shows the file's own number") {
    Receiving receiving;
    receiving.open();
    ReceivedFile& file = receiving.state.received;
    file.answers = "0123456789abcdef0123456789abcdef";
    file.only_replies = true;
    file.signer.number.clear();
    file.sha256 = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
    for (const Vec2 size : {wide, medium, phone}) {
        Bench bench = receiving.bench(size);
        bench.check_all();
        CHECK(bench.says("この病棟への返事"));
        CHECK(bench.says(tr("received.answer_why")));
        CHECK(bench.says("ファイルの照合番号 9F86 D081 884C 7D65 9A2F EAA0 C55A D015"));
        bench.press(NodeRole::button, "取り込む");
        const auto* taken = find_command<cmd::ImportReceived>(bench.commands);
        REQUIRE(taken);
        CHECK_FALSE(taken->number_compared);
    }
    // The same of somebody else's file is asked about, by the number of the file.
    file.answers.clear();
    Bench asked = receiving.bench();
    asked.press(NodeRole::button, "取り込む");
    asked.check_all();
    CHECK(asked.says("返送ファイルの画面に出ている照合番号"));
    CHECK(asked.says("ファイルの照合番号 9F86 D081 884C 7D65 9A2F EAA0 C55A D015"));
}

TEST_CASE("what a file says in this ward's name is shown and said to be left out") {
    Receiving receiving;
    receiving.open();
    receiving.state.received.trust = SignerTrust::verified;
    receiving.state.received.signer_name = "訪問看護ステーション このは坂";
    Change forged{.id = "e", .path = "patient_wish", .value = std::string("延命は望まない")};
    receiving.state.received.set_aside = {{kuwahara, Kind::case_, "urn:tsunagi:form:case|1", forged}};
    for (const Vec2 size : {wide, medium, phone}) {
        Bench bench = receiving.bench(size);
        bench.check_all();
        CHECK(bench.says("ここにはない内容が1件あります"));
        CHECK(bench.says("延命は望まない"));
        CHECK(bench.says("照合した端末"));
    }
}

TEST_CASE("practice and real records do not mix, and foreign files are only read") {
    Receiving receiving;
    receiving.open();
    receiving.state.store = StoreKind::real;
    Bench bench = receiving.bench();
    CHECK(bench.says(tr("received.practice_into_real")));
    CHECK_FALSE(bench.find(NodeRole::button, "取り込む"));
    receiving.state.store = StoreKind::practice;
    receiving.state.received.bundle.origin = BundleOrigin::elsewhere;
    receiving.state.received.bundle.not_read = {{"Observation", 2}};
    bench.settle();
    CHECK(bench.says(tr("received.elsewhere")));
    CHECK(bench.says("Observation 2"));
    CHECK_FALSE(bench.find(NodeRole::button, "取り込む"));
}

TEST_CASE("hidden characters in a file are shown") {
    Receiving receiving;
    write(receiving.state, kuwahara, "patient_wish", std::string("家に\u202E帰りたい"));
    receiving.open();
    receiving.state.received.bundle.sender.name = "藤川\u200B美咲";
    Bench bench = receiving.bench();
    CHECK(bench.says("家に⟦U+202E⟧帰りたい"));
    CHECK(bench.says("藤川⟦U+200B⟧美咲"));
}

TEST_CASE("two texts nobody settled are both read") {
    Receiving receiving;
    receiving.open();
    for (ViewBlock& block : receiving.state.received.view.blocks) {
        if (block.section == Section::wish && !block.rows.empty()) {
            block.rows.front().values.front().others = {"施設でもよい"};
        }
    }
    Bench bench = receiving.bench();
    CHECK(bench.says("別の書き込み：施設でもよい"));
}

TEST_CASE("the index scrolls to a part") {
    Receiving receiving;
    receiving.open();
    Bench bench = receiving.bench();
    const SemanticNode* before = bench.find(NodeRole::heading, "保険・制度・家計");
    REQUIRE(before);
    REQUIRE_FALSE(overlaps(before->rect, before->clip));
    bench.press(NodeRole::button, "保険・制度・家計");
    const SemanticNode* after = bench.find(NodeRole::heading, "保険・制度・家計");
    REQUIRE(after);
    CHECK(overlaps(after->rect, after->clip));
}

// --- the ledger

namespace {

struct Keeping {
    AppState state = make_ward();
    LedgerUi own;
    DocumentId waiting;

    Keeping() {
        state.place = Place{Screen::ledger, {}, {}, {}};
        waiting = add_document(state, Kind::ledger, "ledger", kuwahara,
                               {{"direction", code_value("direction", "out", "渡した")},
                                {"to_name", std::string("青峰在宅クリニック")},
                                {"sections", std::string("identity,medications")},
                                {"made_at", DateTime{"2026-11-20T16:18:00+09:00"}},
                                {"handed_at", DateTime{"2026-11-20T16:30:00+09:00"}},
                                {"receipt_state", code_value("receipt-state", "waiting", "受領票待ち")},
                                {"receipt_due", Date{"2026-11-22"}}});
        add_document(state, Kind::ledger, "ledger", watanabe,
                     {{"direction", code_value("direction", "in", "受け取った")},
                      {"to_name", std::string("なぎさ丸\u202E")},
                      {"sections", std::string("identity,wish")},
                      {"made_at", DateTime{"2026-11-19T00:30:00Z"}}});
    }
    Bench bench(Vec2 size = wide) {
        return Bench(
            size, [this](Ui& ui, Commands& commands) { draw_ledger(ui, ui.screen(), state, own, commands); });
    }
};

}  // namespace

TEST_CASE("the ledger tells who got what, and when") {
    Keeping keeping;
    for (const Vec2 size : {wide, medium, phone}) {
        Bench bench = keeping.bench(size);
        bench.check_all();
        CHECK(bench.says("青峰在宅クリニック"));
        CHECK(bench.says("TRN-0008"));
        CHECK(bench.says("11/20 16:30"));
        CHECK(bench.says("薬・アレルギー・感染"));
        CHECK(bench.says("待ち 11/22 まで"));
        CHECK(bench.says("なぎさ丸⟦U+202E⟧"));
        CHECK(bench.says("11/19 09:30"));
        CHECK(bench.says("受領 9/25"));
    }
}

TEST_CASE("the ledger shows only what is asked for") {
    Keeping keeping;
    Bench bench = keeping.bench();
    bench.press(NodeRole::radio, "受領票待ち 1");
    CHECK(bench.says("青峰在宅クリニック"));
    CHECK_FALSE(bench.says("えんがわ居宅介護支援事業所"));
    bench.press(NodeRole::radio, "受け取った");
    CHECK(bench.says("なぎさ丸⟦U+202E⟧"));
    CHECK_FALSE(bench.says("11/20 16:30"));
    bench.press(NodeRole::radio, "渡した");
    CHECK_FALSE(bench.says("なぎさ丸⟦U+202E⟧"));
}

TEST_CASE("a receipt told by telephone is written down") {
    Keeping keeping;
    for (const Vec2 size : {wide, phone}) {
        keeping.own = {};
        Bench bench = keeping.bench(size);
        bench.press(NodeRole::button, "電話で受領を記録：青峰在宅クリニック");
        bench.check_all();
        CHECK_FALSE(bench.find(NodeRole::button, "記録する")->state.enabled);
        bench.type("受け取った人", "梶谷 むつみ");
        bench.press(NodeRole::button, "記録する");
        const cmd::EditTogether* edit = nullptr;
        for (const Command& command : bench.commands) {
            if (const auto* found = command.get_if<cmd::EditTogether>()) edit = found;
        }
        REQUIRE(edit != nullptr);
        CHECK(edit->document == keeping.waiting);
        REQUIRE(edit->fields.size() == 3);
        CHECK(std::get<Coding>(edit->fields[0].second).code == "received");
        CHECK(std::get<Date>(edit->fields[1].second).iso == "2026-11-21");
        CHECK(edit->fields[2].first == "received_by");
        CHECK(text_of(edit->fields[2].second) == "梶谷 むつみ");
    }
}

TEST_CASE("a row of the ledger opens what it says in whole") {
    Keeping keeping;
    for (const Vec2 size : {wide, phone}) {
        Bench bench = keeping.bench(size);
        std::string name;  // the newest comes first
        for (const SemanticNode& node : bench.screen.ui.semantics().nodes) {
            if (node.role != NodeRole::button || !node.name.contains("青峰")) continue;
            if (node.name.contains("電話")) continue;
            name = node.name;
            break;
        }
        REQUIRE_FALSE(name.empty());
        bench.press(NodeRole::button, name);
        const auto* go = find_command<cmd::GoTo>(bench.commands);
        REQUIRE(go);
        CHECK(go->place.screen == Screen::ledger_entry);
        CHECK(go->place.case_id == kuwahara);
        CHECK(std::ranges::contains(keeping.state.library.of_kind(Kind::ledger), go->place.entry));
    }
}

TEST_CASE("sections are told in words, the usual set by its name") {
    make_ward();
    CHECK(sections_in_words("identity,medications") == "薬・アレルギー・感染");
    CHECK(sections_in_words("") == "");
    CHECK(sections_in_words("nonsense") == "");
    CHECK(sections_in_words(codes_of(minimum_sections())) == "最小セット");
    SectionSet less = minimum_sections();
    less.remove(Section::insurance);
    less.add(Section::checklist);
    CHECK(sections_in_words(codes_of(less)) ==
          "最小セット（保険・制度・家計を除く）・退院支援チェックリスト");
}

TEST_CASE("a receipt that is late is red and says by how much") {
    LedgerEntry entry;
    entry.receipt_state = "waiting";
    entry.receipt_due = "2026-11-19";
    entry.days_left = -2;
    make_ward();
    CHECK(receipt_chip(entry).label == "期限切れ 2日");
    CHECK(receipt_chip(entry).tone == Tone::danger);
    entry.outgoing = false;
    CHECK_FALSE(awaits_receipt(entry));
}
