#include "app/answers.h"
#include "app/cases.h"

#include "screens_fixture.h"
#include "settling_fixture.h"
#include "views_of_app.h"

namespace tsunagi {

AppState make_disputed_ward() {
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
    return state;
}

std::vector<View> views_of_settling() {
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

}  // namespace tsunagi
