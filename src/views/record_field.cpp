#include "views/record_field.h"

#include "app/field_words.h"
#include "core/strings.h"
#include "core/text.h"
#include "views/form_commands.h"
#include "views/widgets/button.h"

namespace tsunagi {

std::string record_of(const DocumentId& document, std::string_view path) {
    return document + "|" + std::string(path);
}

std::vector<ConflictText> conflict_texts(const AppState& state, const DocumentId& document,
                                         const Path& path) {
    std::vector<ConflictText> texts;
    for (const Side& side : sides_at(state, document, path)) {
        texts.push_back({mark_deceptive(value_words(side.change->value)),
                         author_words(state, *side.origin) + "　" + moment_words(state, *side.origin)});
    }
    return texts;
}

FormViewSpec form_view_of(const AppState& state, const DocumentId& document) {
    FormViewSpec spec;
    spec.document = document;
    spec.today = today_iso(state);
    spec.texts_at = [&state, document](const Path& path) { return conflict_texts(state, document, path); };
    return spec;
}

FieldResult draw_record_field(Ui& ui, std::string_view key, const Rect& rect, const AppState& state,
                              const DocumentId& document, const Path& path, FieldSpec spec,
                              Commands& commands) {
    spec.value = field_text(state, document, path);
    spec.record = record_of(document, path);
    if (is_in_conflict(state, document, path)) {
        FieldResult shown;
        if (draw_conflict(ui, std::string(key) + "#conflict", rect, spec.label, spec.show_label,
                          conflict_texts(state, document, path), &shown.bottom))
            commands.emplace_back(cmd::AskField{{FieldQuestion::Is::settle, document, path}});
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

float draw_record_item(Ui& ui, const Rect& rect, const AppState& state, const DocumentId& document,
                       const Path& path, const Item& item, const ItemFieldSpec& spec, Commands& commands) {
    const Value& value = state.library.answers(document).value(path);
    if (!is_in_conflict(state, document, path)) {
        const ItemFieldResult result = draw_item_field(ui, path, rect, item, value, spec);
        if (result.committed) commands.emplace_back(cmd::Edit{document, path, *result.committed});
        return result.bottom;
    }
    float bottom = rect.y;
    if (draw_conflict(ui, path + "#conflict", rect, label_of(item), spec.show_label,
                      conflict_texts(state, document, path), &bottom))
        commands.emplace_back(cmd::AskField{{FieldQuestion::Is::settle, document, path}});
    return bottom;
}

float draw_field_conflict(Ui& ui, std::string_view key, const Rect& rect, const AppState& state,
                          const DocumentId& document, const Path& path, std::string_view label,
                          Commands& commands) {
    if (!is_in_conflict(state, document, path)) return rect.y;
    float bottom = rect.y;
    if (draw_conflict(ui, key, rect, label, false, conflict_texts(state, document, path), &bottom))
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
