// Owns the list of screens. Each reads the state, draws in its area and pushes commands; none owns data.
#pragma once

#include "app/command.h"
#include "app/state.h"
#include "views/screens/screen_state.h"
#include "views/ui.h"

namespace tsunagi {

// Before a store is open (starting, first run, locked, opening, broken): the whole page.
void draw_unlock(Ui& ui, const AppState& state, UnlockUi& own, Commands& commands);
// A file that came in, with an account (inside the frame) or without one (the whole page).
void draw_received(Ui& ui, const Rect& area, const AppState& state, ReceivedUi& own, Commands& commands);
// The answer to a file that came in; on the page of that file (the area under its bar) without an account.
void draw_reply(Ui& ui, const Rect& area, const AppState& state, ReplyUi& own, Commands& commands);

void draw_today(Ui& ui, const Rect& area, const AppState& state, TodayUi& own, Commands& commands);
void draw_cases(Ui& ui, const Rect& area, const AppState& state, CasesUi& own, Commands& commands);
void draw_case_home(Ui& ui, const Rect& area, const AppState& state, CaseHomeUi& own, Commands& commands);
void draw_meetings(Ui& ui, const Rect& area, const AppState& state, MeetingsUi& own, Commands& commands);
void draw_conference(Ui& ui, const Rect& area, const AppState& state, ConferenceUi& own, Commands& commands);
void draw_checklist(Ui& ui, const Rect& area, const AppState& state, ChecklistUi& own, Commands& commands);
void draw_history(Ui& ui, const Rect& area, const AppState& state, HistoryUi& own, Commands& commands);
void draw_handover(Ui& ui, const Rect& area, const AppState& state, HandoverUi& own, Commands& commands);
void draw_ledger(Ui& ui, const Rect& area, const AppState& state, LedgerUi& own, Commands& commands);
void draw_ledger_entry(Ui& ui, const Rect& area, const AppState& state, LedgerUi& own, Commands& commands);
void draw_settings(Ui& ui, const Rect& area, const AppState& state, SettingsUi& own, Commands& commands);
void draw_account(Ui& ui, const Rect& area, const AppState& state, AccountUi& own, Commands& commands);
// Over everything, after an administrator made somebody's password anew: asks for one of their own.
void draw_given_password(Ui& ui, const AppState& state, GivenPasswordUi& own, Commands& commands);
void draw_staff(Ui& ui, const Rect& area, const AppState& state, StaffUi& own, Commands& commands);
void draw_audit(Ui& ui, const Rect& area, const AppState& state, AuditUi& own, Commands& commands);
void draw_guideline(Ui& ui, const Rect& area, Commands& commands);
void draw_storage(Ui& ui, const Rect& area, const AppState& state, BackupUi& own, Commands& commands);
// What state.question asks, over any screen; nothing when it asks nothing.
void draw_question(Ui& ui, const AppState& state, QuestionUi& own, Commands& commands);
// The recovery code, once: instead of any screen, until it was written down.
void draw_recovery_code(Ui& ui, const Rect& area, const AppState& state, RecoveryUi& own, Commands& commands);
// The rows of 設定 that lead to these. Returns the lower edge.
float draw_security_places(Ui& ui, const Rect& area, const AppState& state, Commands& commands);

}  // namespace tsunagi
