// Owns the fields that write straight into a document: drafts while typing, one change when left.
#pragma once

#include "app/command.h"
#include "app/state.h"
#include "views/widgets/field.h"
#include "views/widgets/item_field.h"

#include <string>
#include <string_view>
#include <vector>

namespace tsunagi {

// "<document id>|<path>", as FieldSpec::record wants it.
std::string record_of(const DocumentId& document, std::string_view path);

// All texts that stand at a path, as draw_conflict wants them.
std::vector<ConflictText> conflict_texts(const AppState& state, const DocumentId& document, const Path& path);

// A whole document, as draw_form wants it. Refers to state: for this frame only.
FormViewSpec form_view_of(const AppState& state, const DocumentId& document);

// A text item of a document; in conflict all its texts, read only. spec.value and spec.record
// are filled in here.
FieldResult draw_record_field(Ui& ui, std::string_view key, const Rect& rect, const AppState& state,
                              const DocumentId& document, const Path& path, FieldSpec spec,
                              Commands& commands);

// Any item of a document, in a dialog of its own. Returns the lower edge.
float draw_record_item(Ui& ui, const Rect& rect, const AppState& state, const DocumentId& document,
                       const Path& path, const Item& item, const ItemFieldSpec& spec, Commands& commands);
// What stands under a field that is drawn some other way: the texts in conflict, if they are. Returns the
// lower edge.
float draw_field_conflict(Ui& ui, std::string_view key, const Rect& rect, const AppState& state,
                          const DocumentId& document, const Path& path, std::string_view label,
                          Commands& commands);
// The quiet way to the history of a field or of a row ("decisions[7f3]."), in words. Returns the lower edge.
float draw_past_of(Ui& ui, std::string_view key, const Rect& rect, const DocumentId& document,
                   const Path& path, Commands& commands);

}  // namespace tsunagi
