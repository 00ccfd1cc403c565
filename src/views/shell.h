// Owns the frame around every screen (rail, top bar, banner, notices) and which screen is shown.
#pragma once

#include "app/command.h"
#include "app/state.h"
#include "views/screens/screen_state.h"
#include "views/ui.h"
#include "views/whereabouts.h"

namespace tsunagi {

struct ShellUi {
    UnlockUi unlock;
    TodayUi today;
    CasesUi cases;
    CaseHomeUi case_home;
    MeetingsUi meetings;
    ConferenceUi conference;
    ChecklistUi checklist;
    HistoryUi history;
    HandoverUi handover;
    ReceivedUi received;
    ReplyUi reply;
    LedgerUi ledger;
    SettingsUi settings;
    AccountUi account;
    StaffUi staff;
    AuditUi audit;
    RecoveryUi recovery;
    GivenPasswordUi given;
    BackupUi backup;
    QuestionUi question;
    bool help = false;              // the list of keys is open
    Phase phase = Phase::starting;  // of the last frame
    std::uint32_t locks = 0;        // of the last frame
    DocumentId case_id;             // of the last frame: another patient clears what was being filled in
    std::string code;               // the last one read that no field wanted
    std::uint32_t last_notice = 0;  // notices up to here were shown as toasts
    Whereabouts whereabouts;        // outlives a lock
};

// Draws the whole page for a state. Commands come back in the order they were wished for.
void draw_app(Ui& ui, const AppState& state, ShellUi& own, Commands& commands);

// Where it is said that the idle lock comes soon, design px.
Rect lock_warning_box(const Ui& ui);

// A field that vanished while it was typed in: its words are kept in the record it names.
void push_left_behind(const LeftBehind& left, Commands& commands);

}  // namespace tsunagi
