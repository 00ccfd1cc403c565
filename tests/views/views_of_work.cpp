#include "app/cases.h"

#include "screens_fixture.h"
#include "settling_fixture.h"
#include "views_of_app.h"
#include <catch2/catch_test_macros.hpp>

namespace tsunagi {

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

namespace {

// The view of life changed after two were told the one before.
void open_outdated(AppState& state, Screen screen) {
    state.place = at(screen, screen == Screen::today ? DocumentId{} : watanabe);
    add_document(state, Kind::note, "conference-note", watanabe,
                 {{"held_on", Date{"2026-11-20"}},
                  {"life_assessment", std::string("夜はひとりでは難しい。理容店の店主が朝だけ見に来る。")}});
}

}  // namespace

std::vector<View> views_of_work() {
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
        {"case, an older view told", [](AppState& s, ShellUi&) { open_outdated(s, Screen::case_home); }},
        {"today, an older view told", [](AppState& s, ShellUi&) { open_outdated(s, Screen::today); }},
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
    };
}

}  // namespace tsunagi
