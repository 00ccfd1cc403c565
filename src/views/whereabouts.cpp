#include "views/whereabouts.h"

#include "views/shell.h"

namespace tsunagi {

namespace {
constexpr std::int64_t just_left_ms = 1'000;
constexpr int frames_to_find_field = 12;
}  // namespace

void note_whereabouts(const Ui& ui, const AppState& state, const ShellUi& shell, Whereabouts& own) {
    if (!state.who || own.tries > 0) return;  // on the way back there: nothing new yet
    own.store = state.store;
    own.staff = state.who->id;
    if (own.place != state.place) own.field.reset();
    own.place = state.place;
    if (const auto field = ui.field_focus()) {
        own.field = field;
        own.field_seen_ms = ui.now_ms();
    } else if (ui.now_ms() - own.field_seen_ms > just_left_ms) {
        own.field.reset();
    }
    own.note = shell.conference.note;
    own.section = shell.conference.section;
    own.phone_tab = shell.conference.phone_tab;
    own.case_tab = shell.case_home.tab;
    own.form_section = shell.case_home.form_section;
    own.checklist_case = shell.checklist.case_id;
    own.checklist_phase = shell.checklist.phase;
    own.checklist_filter = shell.checklist.filter;
    own.checklist_order = shell.checklist.order;
}

void return_to(const AppState& state, Whereabouts& own, ShellUi& shell) {
    if (!state.who || own.staff != state.who->id || own.store != state.store || own.place != state.place) {
        own = {};
        return;
    }
    shell.conference.note = own.note;
    shell.conference.section = own.section;
    shell.conference.phone_tab = own.phone_tab;
    shell.case_home.tab = own.case_tab;
    shell.case_home.form_section = own.form_section;
    shell.checklist.case_id = own.checklist_case;
    shell.checklist.phase = own.checklist_phase;
    shell.checklist.filter = own.checklist_filter;
    shell.checklist.order = own.checklist_order;
    own.tries = own.field ? frames_to_find_field : 0;
}

void return_to_field(Ui& ui, const AppState& state, Whereabouts& own) {
    if (own.tries == 0 || !own.field) return;
    --own.tries;
    const auto now = ui.field_focus();  // the right field may have the focus again, but not its caret
    const bool elsewhere = own.place != state.place || (now && now->id != own.field->id);
    if (elsewhere || ui.focus_field(*own.field)) own.tries = 0;
    own.field_seen_ms = ui.now_ms();
    ui.request_frames(2);
}

}  // namespace tsunagi
