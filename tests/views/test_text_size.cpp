// Every screen at 100, 150 and 200 % on the three sizes: no word cut, none over another, the keyboard in
// reading order.
#include "app/answers.h"
#include "app/cases.h"
#include "views/shell.h"

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

std::vector<View> views() {
    return {
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
        {"handover without a case", [](AppState& s, ShellUi&) { s.place = at(Screen::handover); }},
        {"ledger", [](AppState& s, ShellUi&) { s.place = at(Screen::ledger); }},
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
        {"writing down the recovery code",
         [](AppState& s, ShellUi&) { s.accounts.recovery_code = "7Q2M-4FZK-9XWD-1HVT-6RBN-3PCJ-8YAE"; }},
        {"first run", [](AppState& s, ShellUi&) { s.phase = Phase::first_run; }},
        {"first account",
         [](AppState& s, ShellUi& own) {
             s.phase = Phase::first_run;
             own.unlock.starting = true;
         }},
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
constexpr std::array sizes{Size{"1180x820", {1180, 820}}, Size{"820x1180", {820, 1180}},
                           Size{"390x844", {390, 844}},   Size{"1180x9000", {1180, 9000}},
                           Size{"820x9000", {820, 9000}}, Size{"390x9000", {390, 9000}}};

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

void begin_anew(AppState& state) {
    state.phase = Phase::open;
    state.place = {};
    state.online = true;
    state.save = {};
    state.display = {};
    state.staff.clear();
    state.accounts = {};
    state.audit = {};
    state.backup = {};
    state.storage.reset();
    state.question = {};
    state.received = {};
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
            for (const SemanticNode& node : screen.ui.semantics().nodes) {
                if (!node.activates && node.role != NodeRole::textbox) continue;
                if (node.rect.h >= 47.5f && node.rect.w >= 47.5f) continue;
                FAIL_CHECK(where << "small: " << node.name << " " << node.rect.w << "x" << node.rect.h);
            }
        }
    }
}

}  // namespace

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
