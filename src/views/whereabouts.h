// Owns where a person was when the page locked: which part of a screen, which field, where the caret stood.
// Must not hold a word of what was written.
#pragma once

#include "app/state.h"
#include "views/screens/screen_state.h"
#include "views/ui.h"

#include <cstdint>
#include <optional>

namespace tsunagi {

struct ShellUi;

struct Whereabouts {
    StoreKind store = StoreKind::real;
    StaffId staff;  // whose it is; nobody else is ever taken there
    Place place;
    std::optional<FieldFocus> field;
    std::int64_t field_seen_ms = 0;  // when it was last focused: the tap on ロック takes the focus away first
    int tries = 0;                   // frames left in which the field may still appear
    DocumentId note, checklist_case;
    std::string section, form_section;
    int phone_tab = 1, checklist_phase = -1, checklist_filter = 0, checklist_order = 0, case_tab = 0;
};

// Once a frame while a store is open, after the screen was drawn.
void note_whereabouts(const Ui& ui, const AppState& state, const ShellUi& shell, Whereabouts& own);
// The same person has opened the same store again: their screen's parts, and soon their field.
void return_to(const AppState& state, Whereabouts& own, ShellUi& shell);
// Once a frame after that, until the field has been found or is not to be found.
void return_to_field(Ui& ui, const AppState& state, Whereabouts& own);

}  // namespace tsunagi
