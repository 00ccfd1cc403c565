// Owns the states of the ledger, of withdrawals and of key cards that the tests of screens put on the screen.
#pragma once

#include "views/shell.h"

namespace tsunagi {

// An entry that was handed out by key and awaits its receipt.
void open_ledger_entry(AppState& state);
void open_ledger_notice(AppState& state);  // its notice of withdrawal was made
void open_withdrawn_case(AppState& state);
void open_own_card(AppState& state);
void open_key_change(AppState& state);
void open_received_withdrawal(AppState& state);
void open_file_for_former_key(AppState& state);

}  // namespace tsunagi
