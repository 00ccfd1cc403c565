// Owns entries of a history as they are drawn, in a dialog and on a screen.
#pragma once

#include "app/command.h"
#include "app/history.h"
#include "app/state.h"
#include "views/ui.h"

#include <span>

namespace tsunagi {

enum class EntryTitle : std::uint8_t { none, field };  // field: the list holds more than one field

// The first `shown` of them (0: as many as fit a first look), then a button for more, which raises `shown`.
// Returns the lower edge.
float draw_history_entries(Ui& ui, const Rect& area, const AppState& state, const DocumentId& document,
                           std::span<const PastChange> past, EntryTitle title, std::size_t& shown,
                           Commands& commands);

}  // namespace tsunagi
