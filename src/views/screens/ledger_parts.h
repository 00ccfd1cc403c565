// Owns the parts of one entry of 台帳 that have a file of their own.
#pragma once

#include "app/ledger.h"
#include "views/screens/screens.h"
#include "views/widgets.h"

namespace tsunagi {

// ledger_questions.cpp: what to make again, and why to withdraw; while one of them is asked.
void draw_entry_questions(Ui& ui, const AppState& state, const LedgerDetail& detail, LedgerUi& own,
                          Commands& commands);

}  // namespace tsunagi
