#include "views/record_field.h"

namespace tsunagi {

std::string record_of(const DocumentId& document, std::string_view path) {
    return document + "|" + std::string(path);
}

FieldResult draw_record_field(Ui& ui, std::string_view key, const Rect& rect, const AppState& state,
                              const DocumentId& document, const Path& path, FieldSpec spec,
                              Commands& commands) {
    spec.value = field_text(state, document, path);
    spec.record = record_of(document, path);
    FieldResult result = draw_field(ui, key, rect, spec);
    if (result.committed) {
        commands.emplace_back(cmd::Edit{document, path, result.text.empty() ? Value{} : Value{result.text}});
    } else if (result.changed) {
        commands.emplace_back(cmd::EditDraft{document, path, result.text});
    }
    return result;
}

}  // namespace tsunagi
