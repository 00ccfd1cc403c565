#include "views/record_field.h"

#include "core/strings.h"
#include "views/form_commands.h"
#include "views/widgets/button.h"

namespace tsunagi {

std::string record_of(const DocumentId& document, std::string_view path) {
    return document + "|" + std::string(path);
}

FieldResult draw_record_field(Ui& ui, std::string_view key, const Rect& rect, const AppState& state,
                              const DocumentId& document, const Path& path, FieldSpec spec,
                              Commands& commands) {
    spec.value = field_text(state, document, path);
    spec.record = record_of(document, path);
    if (is_in_conflict(state, document, path)) {
        spec.read_only = true;
        FieldResult shown = draw_field(ui, key, rect, spec);
        shown.bottom =
            draw_field_conflict(ui, std::string(key) + "#conflict", {rect.x, shown.bottom + 8, rect.w, 0},
                                state, document, path, spec.label, commands);
        return shown;
    }
    FieldResult result = draw_field(ui, key, rect, spec);
    if (result.committed) {
        commands.emplace_back(cmd::Edit{document, path, result.text.empty() ? Value{} : Value{result.text}});
    } else if (result.changed) {
        commands.emplace_back(cmd::EditDraft{document, path, result.text});
    }
    return result;
}

float draw_record_item(Ui& ui, std::string_view key, const Rect& rect, const AppState& state,
                       const DocumentId& document, const Path& path, const Item& item,
                       const ItemFieldSpec& spec, Commands& commands) {
    const Value& value = state.library.answers(document).value(path);
    if (!is_in_conflict(state, document, path)) {
        const ItemFieldResult result = draw_item_field(ui, key, rect, item, value, spec);
        if (result.committed) commands.emplace_back(cmd::Edit{document, path, *result.committed});
        return result.bottom;
    }
    Item shown = item;
    shown.read_only = true;
    shown.phrases.clear();
    const float bottom = draw_item_field(ui, key, rect, shown, value, spec).bottom;
    return draw_field_conflict(ui, std::string(key) + "#conflict", {rect.x, bottom + 8, rect.w, 0}, state,
                               document, path, label_of(item), commands);
}

float draw_field_conflict(Ui& ui, std::string_view key, const Rect& rect, const AppState& state,
                          const DocumentId& document, const Path& path, std::string_view label,
                          Commands& commands) {
    if (!is_in_conflict(state, document, path)) return rect.y;
    float bottom = rect.y;
    if (draw_conflict_mark(ui, key, rect, label, &bottom))
        commands.emplace_back(cmd::AskField{{FieldQuestion::Is::settle, document, path}});
    return bottom;
}

float draw_past_of(Ui& ui, std::string_view key, const Rect& rect, const DocumentId& document,
                   const Path& path, Commands& commands) {
    const ButtonSpec past{.label = tr("history.open"),
                          .kind = ButtonKind::ghost,
                          .size = ButtonSize::small,
                          .icon = Icon::history};
    const Vec2 size = measure_button(ui, past, rect.w);
    const Rect place{rect.x, rect.y, size.x, size.y};
    if (draw_button(ui, key, place, past))
        commands.emplace_back(cmd::AskField{{FieldQuestion::Is::history, document, path}});
    return place.bottom();
}

}  // namespace tsunagi
