// Owns turning what a form view was told into commands on its document.
#pragma once

#include "app/command.h"
#include "app/state.h"
#include "views/widgets/item_field.h"

namespace tsunagi {

// Whether more than one text stands at a field.
bool is_in_conflict(const AppState& state, const DocumentId& document, std::string_view path);
// A value chosen by one tap: written, or, where the field is in conflict, asked about.
void push_edit(const AppState& state, const DocumentId& document, const Path& path, Value value,
               Commands& commands);
void push_form_edits(const FormEdits& edits, const DocumentId& document, Commands& commands);

}  // namespace tsunagi
