// Owns how entries of the ledger (台帳) are told: time, sections in words, the state of the receipt; and the
// question asked when a receipt was told by telephone.
#pragma once

#include "app/cases.h"
#include "app/command.h"
#include "views/screens/screen_state.h"
#include "views/widgets/button.h"
#include "views/widgets/chip.h"
#include "views/widgets/table.h"

#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace tsunagi {

// "10/21 16:18" where the tablet is; "" for what is no date-time.
std::string entry_time(const AppState& state, std::string_view iso);
std::string party_of(const LedgerEntry& entry);
// "第3版 最小セット（保険・制度・家計を除く）" from section codes; a short list is told one by one.
std::string sections_in_words(std::string_view codes);
std::string contents_of(const LedgerEntry& entry);
ChipSpec receipt_chip(const LedgerEntry& entry);
bool awaits_receipt(const LedgerEntry& entry);

// One case's entries: date, party, contents, receipt; a button where a receipt is awaited. Returns the lower
// edge.
float draw_case_entries(Ui& ui, const Rect& rect, const AppState& state,
                        const std::vector<LedgerEntry>& entries, ReceiptUi& own, Commands& commands);

// "電話で受領を記録" of an entry that awaits its receipt: opens the question.
bool draw_receipt_button(Ui& ui, std::string_view key, const Rect& place, const AppState& state,
                         const LedgerEntry& entry, ReceiptUi& own);
ButtonSpec receipt_button();
// The question, while it is open.
void draw_receipt_dialog(Ui& ui, const AppState& state, ReceiptUi& own, Commands& commands);

}  // namespace tsunagi
