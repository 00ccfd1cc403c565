// Every screen at 100, 150 and 200 % on the three sizes: no word cut, none over another, the keyboard in
// reading order.
#include "app/answers.h"
#include "app/cases.h"
#include "app/replies.h"
#include "views/shell.h"

#include "ledger_states.h"
#include "screens_fixture.h"
#include "settling_fixture.h"
#include "words_check.h"
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include <algorithm>
#include <array>
#include <format>
#include <functional>

using namespace tsunagi;

namespace {

const DocumentId engawa = "52d4e534992943d8b655154e9fcc2324";  // agreed to less than is written

struct View {
    std::string name;
    std::function<void(AppState&, ShellUi&)> open;
};

Place at(Screen screen, const DocumentId& case_id = {}) {
    return Place{screen, case_id, {}, {}};
}

// In the meeting whose agenda has the note, with the clock running.
void open_conference(AppState& state) {
    DocumentId meeting;
    for (const DocumentId& id : state.library.of_kind(Kind::meeting)) {
        for (const AgendaItem& item : list_agenda(state, id)) {
            if (item.note == watanabe_note) meeting = id;
        }
    }
    REQUIRE_FALSE(meeting.empty());
    state.place = Place{Screen::conference, watanabe, watanabe_note, meeting};
}

// Two who work here, one with a rare name and a long profession.
void open_staff(AppState& state) {
    state.place = at(Screen::staff);
    state.staff = {*state.who, *state.who};
    state.staff.back().id = "5f0c6d0c9d5b4f0e8a1b2c3d4e5f6071";
    state.staff.back().name = "勘解由小路 茉莉花";
    state.staff.back().profession = "退院支援看護師（入退院支援部門・専従）";
}

void open_log(AppState& state) {
    open_staff(state);
    state.place = at(Screen::audit);
    state.audit.read = true;
    for (const AuditAction action : {AuditAction::view, AuditAction::edit, AuditAction::hand_over}) {
        AuditEntry entry;
        entry.seq = state.audit.entries.size() + 1;
        entry.utc_ms = state.now_ms;
        entry.staff = state.staff.back().id;
        entry.action = action;
        entry.object = watanabe;
        state.audit.entries.push_back(entry);
    }
    state.audit.next_before = 1;
    state.audit.broken = 1;
}

void open_storage(AppState& state) {
    state.place = at(Screen::storage);
    state.storage = StorageState{false, 900'000'000, 1'000'000'000};
}

// A file from the ward was taken in, answered in part, and a question came.
void add_incoming(AppState& state) {
    if (!find_incoming(state, watanabe)) {
        add_document(state, Kind::ledger, "ledger", watanabe,
                     {{"direction", code_value("direction", "in", "受け取った")},
                      {"to_name", std::string("汐見原総合病院 地域医療連携・入退院支援センター")},
                      {"file_id", std::string(32, '7')},
                      {"file_sha256", std::string(64, '7')},
                      {"return_key", std::string("{}")},
                      {"sections", std::string("identity,wish")},
                      {"made_at", DateTime{"2026-11-20T16:18:00+09:00"}}});
        add_document(state, Kind::receipt, "receipt", watanabe,
                     {{"file_id", std::string(32, '7')},
                      {"organisation", std::string("訪問看護ステーション このは坂")},
                      {"received_by", std::string("勘解由小路 茉莉花")},
                      {"readable", code_value("receipt-readable", "partly", "読めないところがあった")},
                      {"not_read", std::string("薬の一回量が読めなかった")}});
        add_document(state, Kind::consult, "consult", watanabe,
                     {{"question",
                       std::string("夜間に酸素の機械が止まったときは、どこへ最初に電話すればよいですか。")},
                      {"asked_organisation", std::string("訪問看護ステーション このは坂")},
                      {"asked_by", std::string("勘解由小路 茉莉花")},
                      {"asked_at", DateTime{"2026-11-20T18:02:00+09:00"}}});
        add_document(state, Kind::follow_up, "follow-up", watanabe,
                     {{"on", Date{"2026-11-20"}},
                      {"from", std::string("勘解由小路 茉莉花")},
                      {"organisation", std::string("訪問看護ステーション このは坂")},
                      {"first_visit_on", Date{"2026-11-20"}},
                      {"text", std::string("食事は取れている。夜は二度起きる。")},
                      {"differed", std::string("酸素の延長管が寝室まで届かない")},
                      {"readmission", code_value("readmission", "unplanned", "予定外の入院")},
                      {"readmission_reason", std::string("発熱と食事量の低下")}});
    }
}

void open_reply(AppState& state, ReplyJob::Stage stage) {
    add_incoming(state);
    state.device_id = "tablet";
    state.place = at(Screen::reply, watanabe);
    state.reply.stage = stage;
    state.reply.case_id = watanabe;
    state.reply.file_name = "20261121-0f3a9c-reply.tsunagi.json";
    state.reply.passphrase = "4821-0937-5562-1180-7346-2295";
}

// Somebody without an account reads the file and answers it.
void read_and_answer(AppState& state, ShellUi& own) {
    open_reply(state, ReplyJob::Stage::writing);
    state.phase = Phase::reading;
    ReceivedFile& file = state.received;
    file.stage = ReceivedFile::Stage::opened;
    file.file_id = std::string(32, '7');
    file.name = "20261120-777777.tsunagi.json";
    file.bundle.origin = BundleOrigin::tsunagi;
    file.bundle.sender = {"藤川 美咲", "退院支援看護師", "汐見原総合病院 A3病棟", ""};
    own.received.file = file.name + "|0";
    own.received.reply.open = true;
}

// What a conflict, a version and an identity question add; written into a ward of its own.
std::vector<View> settling_views() {
    const auto ask = [](FieldQuestion::Is is, const DocumentId& document, const Path& path) {
        return [=](AppState& s, ShellUi& own) {
            s.place = at(Screen::case_home, watanabe);
            own.case_id = watanabe;
            s.question = {is, document, path};
        };
    };
    const auto with_choice = [](std::function<void(AppState&, ShellUi&)> open, int choice) {
        return [=](AppState& s, ShellUi& own) {
            open(s, own);
            own.question.asked = s.question;
            own.question.choice = choice;
            own.question.text = "家で猫と暮らしたい。夜は吸引があるので、訪問看護と家族で手順を確かめる。";
        };
    };
    const auto settle_words = ask(FieldQuestion::Is::settle, watanabe_note, "patient_wish");
    return {
        {"today, conflicts", [](AppState& s, ShellUi&) { s.place = at(Screen::today); }},
        {"cases, conflicts", [](AppState& s, ShellUi&) { s.place = at(Screen::cases); }},
        {"case, conflicts", [](AppState& s, ShellUi&) { s.place = at(Screen::case_home, watanabe); }},
        {"case, part of the form in conflict",
         [](AppState& s, ShellUi& own) {
             s.place = at(Screen::case_home, watanabe);
             own.case_id = watanabe;
             own.case_home.form_section = "g_identity";
         }},
        {"conference, conflict",
         [](AppState& s, ShellUi& own) {
             open_conference(s);
             own.conference.note = watanabe_note;
             own.conference.section = "s_wish";
         }},
        {"conference, finalising",
         [](AppState& s, ShellUi& own) {
             open_conference(s);
             own.conference.note = watanabe_note;
             own.conference.finalising = true;
         }},
        {"checklist, conflict",
         [](AppState& s, ShellUi& own) {
             s.place = at(Screen::checklist, watanabe);
             own.checklist.phase = 0;
             own.case_id = watanabe;
         }},
        {"settling words", settle_words},
        {"settling words, both", with_choice(settle_words, 2)},
        {"settling a day", ask(FieldQuestion::Is::settle, watanabe, "planned_discharge_date")},
        {"earlier values", ask(FieldQuestion::Is::history, watanabe_note, "patient_wish")},
        {"versions compared", ask(FieldQuestion::Is::versions, watanabe_note, "")},
        {"history",
         [](AppState& s, ShellUi&) { s.place = Place{Screen::history, watanabe, watanabe_note, {}}; }},
        {"identity", [](AppState& s, ShellUi&) { ask_identity(s); }},
        {"identity, another person",
         [](AppState& s, ShellUi&) {
             ask_identity(s);
             s.received.identity = IdentityAnswer::other;
         }},
    };
}

// The view of life changed after two were told the one before.
void open_outdated(AppState& state, Screen screen) {
    state.place = at(screen, screen == Screen::today ? DocumentId{} : watanabe);
    add_document(state, Kind::note, "conference-note", watanabe,
                 {{"held_on", Date{"2026-11-20"}},
                  {"life_assessment", std::string("夜はひとりでは難しい。理容店の店主が朝だけ見に来る。")}});
}

std::vector<View> views() {
    return {
        {"reply", [](AppState& s, ShellUi&) { open_reply(s, ReplyJob::Stage::writing); }},
        {"reply, made", [](AppState& s, ShellUi&) { open_reply(s, ReplyJob::Stage::made); }},
        {"reply, failed",
         [](AppState& s, ShellUi&) {
             open_reply(s, ReplyJob::Stage::failed);
             s.reply.fault = Fault::self_check_failed;
         }},
        {"reply, asking",
         [](AppState& s, ShellUi& own) {
             open_reply(s, ReplyJob::Stage::writing);
             own.reply.asking = true;
             own.case_id = watanabe;
         }},
        {"reply, without an account", read_and_answer},
        {"reply, leaving",
         [](AppState& s, ShellUi& own) {
             read_and_answer(s, own);
             own.received.reply.leaving = true;
         }},
        {"case, writing a follow-up",
         [](AppState& s, ShellUi& own) {
             add_incoming(s);
             s.place = at(Screen::case_home, watanabe);
             own.case_id = watanabe;
             own.case_home.follow_up_wanted = true;
         }},
        {"case, answering a question",
         [](AppState& s, ShellUi& own) {
             add_incoming(s);
             s.place = at(Screen::case_home, watanabe);
             own.case_id = watanabe;
             own.case_home.answering.consult = list_questions(s, watanabe).front();
         }},
        {"today", [](AppState& s, ShellUi&) { s.place = at(Screen::today); }},
        {"today, offline and not saved",
         [](AppState& s, ShellUi&) {
             s.place = at(Screen::today);
             s.online = false;
             s.save = {SaveView::Is::failed, 0, Fault::quota_exceeded};
         }},
        {"cases", [](AppState& s, ShellUi&) { s.place = at(Screen::cases); }},
        {"adding a case",
         [](AppState& s, ShellUi& own) {
             s.place = at(Screen::cases);
             own.cases.adding = true;
         }},
        {"case", [](AppState& s, ShellUi&) { s.place = at(Screen::case_home, watanabe); }},
        {"case, second tab",
         [](AppState& s, ShellUi& own) {
             s.place = at(Screen::case_home, watanabe);
             own.case_home.tab = 1;
             own.case_id = watanabe;
         }},
        {"adding a task",
         [](AppState& s, ShellUi& own) {
             s.place = at(Screen::case_home, watanabe);
             own.case_home.adding_task = true;
             own.case_id = watanabe;
         }},
        {"meetings", [](AppState& s, ShellUi&) { s.place = at(Screen::meetings); }},
        {"adding a meeting",
         [](AppState& s, ShellUi& own) {
             s.place = at(Screen::meetings);
             own.meetings.adding = true;
         }},
        {"conference", [](AppState& s, ShellUi&) { open_conference(s); }},
        {"conference, agenda",
         [](AppState& s, ShellUi& own) {
             open_conference(s);
             own.conference.note = watanabe_note;
             own.conference.phone_tab = 0;
         }},
        {"keys",
         [](AppState& s, ShellUi& own) {
             s.place = at(Screen::settings);
             own.help = true;
         }},
        {"about to lock",
         [](AppState& s, ShellUi&) {
             s.place = at(Screen::today);
             s.display.locking_soon = true;
         }},
        {"conference, people",
         [](AppState& s, ShellUi& own) {
             open_conference(s);
             own.conference.note = watanabe_note;
             own.conference.phone_tab = 2;
         }},
        {"conference, decisions",
         [](AppState& s, ShellUi& own) {
             open_conference(s);
             own.conference.note = watanabe_note;
             own.conference.phone_tab = 3;
         }},
        {"checklist", [](AppState& s, ShellUi&) { s.place = at(Screen::checklist, watanabe); }},
        {"handover", [](AppState& s, ShellUi&) { s.place = at(Screen::handover, watanabe); }},
        {"handover outside a consent",
         [](AppState& s, ShellUi& own) {
             s.place = at(Screen::handover, watanabe);
             own.handover.case_id = watanabe;
             own.handover.organisation = engawa;
             own.handover.phone_step = 1;
         }},
        {"handover without a consent, to the family",
         [](AppState& s, ShellUi& own) {
             s.place = at(Screen::handover, watanabe);
             own.handover.case_id = watanabe;
             own.handover.elsewhere = true;
             own.handover.to_name = "長女 渡邉 さつき（勘解由小路様方）と家族";
             own.handover.beyond = "急変・救急で、命と体を守るため";
             own.handover.phone_step = 1;
         }},
        {"asking why it goes without consent",
         [](AppState& s, ShellUi& own) {
             s.place = at(Screen::handover, watanabe);
             own.handover.case_id = watanabe;
             own.handover.elsewhere = true;
             own.handover.asking_reason = true;
         }},
        {"recording a consent",
         [](AppState& s, ShellUi& own) {
             s.place = at(Screen::handover, watanabe);
             own.handover.case_id = watanabe;
             own.handover.organisation = engawa;
             own.handover.consent.step = ConsentUi::Step::record;
             own.handover.consent.to_name = "えんがわ居宅介護支援事業所";
             own.handover.consent.giver = 1;
         }},
        {"withdrawing a consent",
         [](AppState& s, ShellUi& own) {
             s.place = at(Screen::handover, watanabe);
             own.handover.case_id = watanabe;
             own.handover.organisation = engawa;
             own.handover.consent.step = ConsentUi::Step::withdraw;
             own.handover.consent.organisation = engawa;
             own.handover.consent.to_name = "えんがわ居宅介護支援事業所";
         }},
        {"case, an older view told", [](AppState& s, ShellUi&) { open_outdated(s, Screen::case_home); }},
        {"today, an older view told", [](AppState& s, ShellUi&) { open_outdated(s, Screen::today); }},
        {"handover without a case", [](AppState& s, ShellUi&) { s.place = at(Screen::handover); }},
        {"ledger", [](AppState& s, ShellUi&) { s.place = at(Screen::ledger); }},
        {"ledger entry", [](AppState& s, ShellUi&) { open_ledger_entry(s); }},
        {"ledger entry, made again",
         [](AppState& s, ShellUi& own) {
             open_ledger_entry(s);
             own.ledger.entry = s.place.entry;
             own.ledger.again = true;
         }},
        {"ledger entry, withdrawing",
         [](AppState& s, ShellUi& own) {
             open_ledger_entry(s);
             own.ledger.entry = s.place.entry;
             own.ledger.withdrawing = true;
         }},
        {"ledger entry, notice made", [](AppState& s, ShellUi&) { open_ledger_notice(s); }},
        {"case by a withdrawn file", [](AppState& s, ShellUi&) { open_withdrawn_case(s); }},
        {"own key card", [](AppState& s, ShellUi&) { open_own_card(s); }},
        {"another key", [](AppState& s, ShellUi&) { open_key_change(s); }},
        {"key card by its code",
         [](AppState& s, ShellUi& own) {
             s.place = at(Screen::handover, watanabe);
             own.case_id = watanabe;
             own.handover.case_id = watanabe;
             own.handover.reading_code = true;
         }},
        {"key too old",
         [](AppState& s, ShellUi& own) {
             s.place = at(Screen::handover, watanabe);
             own.case_id = watanabe;
             own.handover.case_id = watanabe;
             own.handover.accepting_expired = true;
         }},
        {"notice of withdrawal", [](AppState& s, ShellUi&) { open_received_withdrawal(s); }},
        {"file for a former key", [](AppState& s, ShellUi&) { open_file_for_former_key(s); }},
        {"settings", [](AppState& s, ShellUi&) { s.place = at(Screen::settings); }},
        {"own account", [](AppState& s, ShellUi&) { s.place = at(Screen::account); }},
        {"own account, new password",
         [](AppState& s, ShellUi& own) {
             s.place = at(Screen::account);
             own.account.step = AccountUi::Step::password;
         }},
        {"staff", [](AppState& s, ShellUi&) { open_staff(s); }},
        {"staff, adding one",
         [](AppState& s, ShellUi& own) {
             open_staff(s);
             own.staff.step = StaffUi::Step::add;
         }},
        {"staff, one of them",
         [](AppState& s, ShellUi& own) {
             open_staff(s);
             own.staff.step = StaffUi::Step::manage;
             own.staff.open = s.staff.back().id;
         }},
        {"staff, removing one",
         [](AppState& s, ShellUi& own) {
             open_staff(s);
             own.staff.step = StaffUi::Step::remove;
             own.staff.open = s.staff.back().id;
         }},
        {"log", [](AppState& s, ShellUi&) { open_log(s); }},
        {"storage", [](AppState& s, ShellUi&) { open_storage(s); }},
        {"storage, a backup was made",
         [](AppState& s, ShellUi&) {
             open_storage(s);
             s.backup.stage = BackupJob::Stage::made;
             s.backup.file_name = "tsunagi-backup-2026-11-21.json";
         }},
        {"storage, a backup was picked",
         [](AppState& s, ShellUi&) {
             open_storage(s);
             s.backup.stage = BackupJob::Stage::asking;
             s.backup.file_name = "tsunagi-backup-2026-11-21.json";
             s.backup.fault = Fault::cannot_open;
         }},
        {"the guideline", [](AppState& s, ShellUi&) { s.place = at(Screen::guideline); }},
        {"storage, about to wipe",
         [](AppState& s, ShellUi& own) {
             open_storage(s);
             s.store = StoreKind::real;
             s.who->role = role_administrator;
             s.wipe.fault = Fault::wrong_password;
             own.backup.wipe.asking = true;
         }},
        {"first run, wiped",
         [](AppState& s, ShellUi&) {
             s.phase = Phase::first_run;
             s.wipe.stage = WipeJob::Stage::wiped;
             s.wipe.facts = WipeFacts{.device_id = std::string(32, 'c'), .slots = 3, .records = 1200};
             s.wipe.by = "勘解由小路 茉莉花";
             s.wipe.file_name = "tsunagi-wipe-20261121.json";
             s.wipe.certificate = "{}";
             s.wipe.saved = true;
         }},
        {"a password from an administrator",
         [](AppState& s, ShellUi&) {
             s.place = at(Screen::today);
             s.who->password = PasswordOf::administrator;
         }},
        {"a password from an administrator, put off before",
         [](AppState& s, ShellUi&) {
             s.place = at(Screen::today);
             s.who->password = PasswordOf::put_off;
         }},
        {"writing down the recovery code",
         [](AppState& s, ShellUi&) { s.accounts.recovery_code = "7Q2M-4FZK-9XWD-1HVT-6RBN-3PCJ-8YAE"; }},
        {"first run", [](AppState& s, ShellUi&) { s.phase = Phase::first_run; }},
        {"first account",
         [](AppState& s, ShellUi& own) {
             s.phase = Phase::first_run;
             own.unlock.starting = true;
         }},
        {"locked, no name can be read", [](AppState& s, ShellUi&) { s.phase = Phase::locked; }},
        {"locked",
         [](AppState& s, ShellUi&) {
             s.phase = Phase::locked;
             s.staff = {*s.who};
         }},
    };
}

struct Size {
    const char* name;
    Vec2 px;
};
// As they are held, and so high that everything a screen scrolls to is painted.
constexpr std::array sizes{Size{"1180x820", {1180, 820}},   Size{"820x1180", {820, 1180}},
                           Size{"390x844", {390, 844}},     Size{"844x390", {844, 390}},
                           Size{"1180x9000", {1180, 9000}}, Size{"820x9000", {820, 9000}},
                           Size{"390x9000", {390, 9000}}};

// One line for each thing that the keyboard reaches before what stands to its left or above it.
std::vector<std::string> find_out_of_order(const SemanticsFrame& frame) {
    std::vector<std::string> wrong;
    const SemanticNode* last = nullptr;
    for (const SemanticNode& node : frame.nodes) {
        if (!node.focuses || !node.state.enabled || node.role == NodeRole::dialog) continue;
        if (!overlaps(node.rect, node.clip)) continue;
        if (last != nullptr) {
            const Rect a = intersect(last->rect, last->clip);
            const Rect b = intersect(node.rect, node.clip);
            const bool one_row = intersect(a, {a.x, b.y, a.w, b.h}).h > std::min(a.h, b.h) / 2;
            const bool to_the_left = one_row && b.right() <= a.x + 1;
            const bool above = !one_row && b.bottom() <= a.y + 1 && b.x < a.right() - 1;
            if (to_the_left || above) wrong.push_back("\"" + last->name + "\" before \"" + node.name + "\"");
        }
        last = &node;
    }
    return wrong;
}

// One line for each list that holds something else than items, and each item outside a list.
std::vector<std::string> find_broken_lists(const SemanticsFrame& frame) {
    std::vector<std::string> wrong;
    for (const SemanticNode& node : frame.nodes) {
        const SemanticNode* parent = frame.find(node.parent);
        const bool in_list = parent != nullptr && parent->role == NodeRole::list;
        if (in_list != (node.role == NodeRole::list_item)) wrong.push_back(node.id);
    }
    return wrong;
}

// One line for each thing that stands out of its card: the card was measured wrongly.
std::vector<std::string> find_outside_card(const SemanticsFrame& frame) {
    std::vector<std::string> wrong;
    for (const SemanticNode& node : frame.nodes) {
        const SemanticNode* card = frame.find(node.parent);
        while (card != nullptr && card->role != NodeRole::region) card = frame.find(card->parent);
        if (card == nullptr || card->rect.h <= 0 || node.rect.h <= 0) continue;
        if (node.rect.bottom() > card->rect.bottom() + 2) wrong.push_back(node.id + " " + node.name);
    }
    return wrong;
}

void begin_anew(AppState& state) {
    state.phase = Phase::open;
    state.who->password = PasswordOf::owner;
    state.place = {};
    state.online = true;
    state.save = {};
    state.display = {};
    state.staff.clear();
    state.accounts = {};
    state.audit = {};
    state.backup = {};
    state.received = {};
    state.reply = {};
    state.storage.reset();
    state.own_card.reset();
    state.key_change.reset();
    state.handover = {};
    state.question = {};
}

void check_views(AppState& state, const std::vector<View>& all, float scale) {
    for (const View& view : all) {
        for (const Size& size : sizes) {
            begin_anew(state);
            ShellUi own;
            view.open(state, own);
            Commands commands;
            TestScreen screen(size.px);
            screen.input.text_scale = scale;
            std::vector<PaintedLine> lines;
            screen.ui.watch_words(&lines);
            screen.frames(2, [&](Ui& ui) { draw_app(ui, state, own, commands); });
            const std::string where = std::format("{} {} {}: ", view.name, size.name, scale);
            for (const std::string& wrong : find_unreadable(screen, lines)) FAIL_CHECK(where << wrong);
            for (const std::string& wrong : find_out_of_order(screen.ui.semantics())) {
                FAIL_CHECK(where << "order: " << wrong);
            }
            for (const std::string& wrong : find_broken_lists(screen.ui.semantics())) {
                FAIL_CHECK(where << "list: " << wrong);
            }
            for (const std::string& wrong : find_outside_card(screen.ui.semantics())) {
                FAIL_CHECK(where << "outside its card: " << wrong);
            }
            for (const SemanticNode& node : screen.ui.semantics().nodes) {
                if (!node.activates && node.role != NodeRole::textbox) continue;
                if (node.rect.h >= 47.5f && node.rect.w >= 47.5f) continue;
                FAIL_CHECK(where << "small: " << node.name << " " << node.rect.w << "x" << node.rect.h);
            }
        }
    }
}

}  // namespace

namespace {

constexpr float low_keyboard = 200;  // as high as one gets on a phone held sideways

// What is seen of a thing above the keyboard, CSS px.
Rect seen_of(const SemanticNode& node) {
    return intersect(intersect(node.rect, node.clip), {0, 0, 844, 390 - low_keyboard});
}

}  // namespace

TEST_CASE("on a phone held sideways the field typed in stays in sight above the keyboard", "[text_size]") {
    AppState state = make_ward();
    const float scale = GENERATE(1.0f, 1.5f, 2.0f);
    for (const View& view : views()) {
        begin_anew(state);
        ShellUi own;
        view.open(state, own);
        Commands commands;
        TestScreen screen({844, 390});
        screen.input.text_scale = scale;
        const auto draw = [&](Ui& ui) { draw_app(ui, state, own, commands); };
        screen.frames(2, draw);
        std::vector<std::string> fields;
        for (const SemanticNode& node : screen.ui.semantics().nodes) {
            if (node.role == NodeRole::textbox && node.state.enabled) fields.push_back(node.id);
        }
        // The first, one in the middle and the last: what is in the way differs by where a field lies.
        if (fields.size() > 3) fields = {fields.front(), fields[fields.size() / 2], fields.back()};
        for (const std::string& id : fields) {
            screen.field_event({id, FieldEventKind::focus, ""});
            screen.frame(draw);
            screen.input.keyboard_inset = low_keyboard;
            screen.frames(4, draw);
            const std::string where = std::format("{} {} {}", view.name, scale, id);
            if (!screen.has(id)) {
                FAIL_CHECK(where << ": is gone");
            } else {
                const Rect seen = seen_of(screen.node(id));
                if (seen.h < 44) FAIL_CHECK(where << ": " << seen.h << " px are seen");
            }
            screen.field_event({id, FieldEventKind::blur, ""});
            screen.input.keyboard_inset = 0;
            screen.frames(2, draw);
        }
    }
}

TEST_CASE("no word is cut at any text size", "[text_size]") {
    AppState state = make_ward();
    check_views(state, views(), GENERATE(1.0f, 1.5f, 2.0f));
}

TEST_CASE("no word of a conflict, a version or an identity is cut at any text size", "[text_size]") {
    AppState state = make_ward();
    declare_final(state, watanabe_note);
    disagree(state, watanabe_note, "patient_wish",
             std::string("家へ帰りたい。夜は息が苦しくなるのがこわいので、だれかに居てほしい。"),
             std::string("施設の見学をしてから決めたい。家族に迷惑をかけたくないと話された。"));
    disagree(state, watanabe, "planned_discharge_date", Date{"2026-12-01"}, Value{});
    disagree(state, watanabe, "ward_nurse", std::string("勘解由小路 茉莉花"), std::string("𠮷野 髙子"));
    const auto row = list_checklist(state, watanabe).front().rows.front();
    disagree(state, find_checklist(state, watanabe), row.item + ".answer",
             Coding{"done", "済", "urn:tsunagi:code:checklist-answer"},
             Coding{"open", "未", "urn:tsunagi:code:checklist-answer"});
    check_views(state, settling_views(), GENERATE(1.0f, 1.5f, 2.0f));
}
