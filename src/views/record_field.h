// Owns the fields that write straight into a document: drafts while typing, one change when left.
#pragma once

#include "app/command.h"
#include "app/state.h"
#include "views/widgets/field.h"

#include <string>
#include <string_view>

namespace tsunagi {

// "<document id>|<path>", as FieldSpec::record wants it.
std::string record_of(const DocumentId& document, std::string_view path);

// A text item of a document. spec.value and spec.record are filled in here.
FieldResult draw_record_field(Ui& ui, std::string_view key, const Rect& rect, const AppState& state,
                              const DocumentId& document, const Path& path, FieldSpec spec,
                              Commands& commands);

}  // namespace tsunagi
