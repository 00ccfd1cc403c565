// Owns drawing a whole form: groups, rows of repeating groups, what is enabled, and conflicts.
#include "core/strings.h"
#include "views/widgets/card.h"
#include "views/widgets/item_field.h"

#include <algorithm>

namespace tsunagi {

bool draw_conflict(Ui& ui, std::string_view key, const Rect& rect, std::string_view label, bool show_label,
                   std::span<const ConflictText> texts, float* bottom) {
    const IdScope scope(ui, key);
    const Theme& t = ui.theme();
    const TextSpec small{.font = Font::label, .color = t.col_ink_2};
    float y = show_label ? draw_field_label(ui, rect, label) : rect.y;
    for (const ConflictText& text : texts) {
        const float room = rect.w - 24;
        const float height = measure_text(ui, text.words, {.font = Font::body}, room).y +
                             measure_text(ui, text.by, small, room).y;
        const Rect box{rect.x, y, rect.w, height + 16};
        draw_box(ui, box, t.col_surface_alt, t.col_line, Theme::rad_m);
        const float below = draw_text(ui, {box.x + 12, box.y + 8, room, 0}, text.words, {.font = Font::body});
        draw_text(ui, {box.x + 12, below, room, 0}, text.by, small);
        y = box.bottom() + 8;
    }
    const HintSpec hint{.text = tr("conflict.mark"),
                        .tone = Tone::warn,
                        .icon = Icon::merge,
                        .action = ButtonSpec{.label = tr("conflict.open"),
                                             .size = ButtonSize::small,
                                             .name = tr("conflict.open_of", {{"what", std::string(label)}})}};
    bool pressed = false;
    const float lower = draw_hint(ui, "mark", {rect.x, y, rect.w, 0}, hint, &pressed);
    if (bottom != nullptr) *bottom = lower;
    return pressed;
}

bool draw_past_button(Ui& ui, std::string_view key, const Rect& place, std::string_view label) {
    const ButtonSpec past{.kind = ButtonKind::ghost,
                          .size = ButtonSize::square,
                          .icon = Icon::history,
                          .name = tr("history.of_field", {{"what", std::string(label)}})};
    return draw_button(ui, key, place, past);
}

namespace {

// Where an item's answers lie: at the top by their linkIds, in a row by what follows the group's linkId.
struct RowContext {
    std::string path;  // "procedures[7f3]."; "" at the top
    std::string link;  // "procedures."

    Path path_of(const Item& item) const {
        if (path.empty()) return item.link_id;
        return path + (item.link_id.starts_with(link) ? item.link_id.substr(link.size()) : item.link_id);
    }
};

struct FormDrawer {
    Ui& ui;
    const Form& form;
    const Answers& answers;
    const FormViewSpec& spec;
    FormEdits& edits;

    bool is_shown(const Item& item, const RowContext& row) const {
        return !item.hidden && is_enabled(form, item, answers, row.path);
    }
    bool may_edit(const Item& item) const { return spec.enabled && !item.read_only; }

    // Under the field's label: beside the box, not beside the words above it.
    float top_of_box(const Item& item, const Rect& rect, bool show_label) const {
        if (!show_label || item.type == ItemType::boolean) return rect.y;
        return rect.y +
               measure_text(ui, label_of(item), {.font = Font::label, .weight = Weight::bold}, rect.w).y +
               Theme::sp_05;
    }

    float draw_standing(const Item& item, const Path& path, const Rect& rect, bool show_label) {
        const auto texts = spec.texts_at ? spec.texts_at(path) : std::vector<ConflictText>{};
        float bottom = rect.y;
        if (draw_conflict(ui, path + "#conflict", rect, label_of(item), show_label, texts, &bottom))
            edits.settle.push_back(path);
        return bottom;
    }

    float draw_leaf(const Item& item, const Path& path, const Rect& rect, bool show_label = true) {
        const Answer* answer = answers.find(path);
        const bool in_conflict = answer != nullptr && answer->in_conflict();
        const bool has_past = answers.has_past(path);
        ItemFieldSpec field;
        field.today = spec.today;
        field.record = spec.document + "|" + path;
        field.enabled = spec.enabled;
        field.show_label = show_label;
        field.generation = spec.generation;
        const Rect place = has_past ? rect.with_width(rect.w - past_button_width) : rect;
        if (in_conflict) return draw_standing(item, path, rect, show_label);
        const ItemFieldResult told = draw_item_field(ui, path, place, item, answers.value(path), field);
        if (told.committed) edits.edits.push_back({path, *told.committed});
        if (told.draft) edits.drafts.push_back({path, *told.draft});
        float bottom = told.bottom;
        if (has_past) {
            const Rect button{rect.right() - Theme::sz_touch, top_of_box(item, place, show_label),
                              Theme::sz_touch, Theme::sz_touch};
            if (draw_past_button(ui, path + "#past", button, label_of(item))) edits.history.push_back(path);
            bottom = std::max(bottom, button.bottom());
        }
        return bottom;
    }

    // Several answers to one question. A choice is ticked; anything else is one field an answer.
    float draw_repeating_leaf(const Item& item, const Path& path, const Rect& rect) {
        const GroupScope scope(ui, path, NodeRole::group, label_of(item), rect);
        const std::vector<std::string> rows = answers.rows(path);
        float y = draw_field_label(ui, rect, label_of(item), item.required);
        for (const AnswerOption& option : item.options) {
            const auto row = std::ranges::find_if(rows, [&](const std::string& id) {
                return answers.value(row_path(path, id)) == option.value;
            });
            CheckboxSpec box{.label = text_of(option.value), .enabled = may_edit(item)};
            if (row != rows.end()) box.mark = CheckMark::on;
            const Rect place{rect.x, y, rect.w, measure_checkbox(ui, rect.w, box)};
            if (draw_checkbox(ui, box.label, place, box)) {
                if (row == rows.end()) edits.add_values.push_back({path, option.value});
                if (row != rows.end()) edits.remove_rows.emplace_back(path, *row);
            }
            y = place.bottom();
        }
        if (!item.options.empty()) return y;
        for (const std::string& row : rows) {
            const Rect place{rect.x, y, rect.w - (may_edit(item) ? 56.0f : 0.0f), 0};
            const float bottom = draw_leaf(item, row_path(path, row), place, false);
            if (may_edit(item)) draw_remove(path, row, {place.right() + 8, y, 48, 48});
            y = bottom + 8;
        }
        return may_edit(item) ? draw_add(item, path, {rect.x, y, rect.w, 0}, Value{std::string()}) : y;
    }

    void draw_remove(const Path& group, const std::string& row, const Rect& place) {
        const ButtonSpec remove{
            .size = ButtonSize::square, .icon = Icon::trash, .name = tr("form.remove_row")};
        if (draw_button(ui, "remove-" + row, place, remove)) edits.remove_rows.emplace_back(group, row);
    }

    float draw_add(const Item& item, const Path& path, const Rect& place, const Value& first) {
        const ButtonSpec add{.label = tr("form.add_row", {{"what", label_of(item)}}), .icon = Icon::plus};
        const Vec2 size = measure_button(ui, add, place.w);
        if (draw_button(ui, "add", {place.x, place.y, size.x, size.y}, add)) {
            if (is_empty(first)) edits.add_rows.push_back(path);
            if (!is_empty(first)) edits.add_values.push_back({path, first});
        }
        return place.y + size.y;
    }

    // Short items stand two a row where there is room.
    static bool is_short(const Item& item) {
        if (item.repeats) return false;
        switch (item.type) {
            case ItemType::group:
            case ItemType::display:
            case ItemType::text:
            case ItemType::attachment:
            case ItemType::date_time:
            case ItemType::choice: return false;
            default: return item.phrases.empty();
        }
    }

    float draw_one(const Item& item, const RowContext& row, const Rect& place) {
        const Path path = row.path_of(item);
        if (item.type == ItemType::group) return draw_group(item, row, place);
        return item.repeats ? draw_repeating_leaf(item, path, place) : draw_leaf(item, path, place);
    }

    float draw_items(const std::vector<Item>& items, const Rect& rect, const RowContext& row) {
        float y = rect.y;
        float left_top = 0;  // where the row began whose right half is still free
        bool right_free = false;
        for (const Item& item : items) {
            if (!is_shown(item, row)) continue;
            if (rect.w < 560 || !is_short(item)) {
                right_free = false;
                y = draw_one(item, row, {rect.x, y, rect.w, 0}) + 16;
            } else if (right_free) {
                right_free = false;
                y = std::max(y, draw_one(item, row, column_of({rect.x, left_top, rect.w, 0}, 1, 2, 16)) + 16);
            } else {
                right_free = true;
                left_top = y;
                y = draw_one(item, row, column_of({rect.x, y, rect.w, 0}, 0, 2, 16)) + 16;
            }
            // FHIR lets any question have questions of its own.
            if (item.type == ItemType::group || item.items.empty()) continue;
            right_free = false;
            y = draw_items(item.items, {rect.x + 16, y, rect.w - 16, 0}, row) + 16;
        }
        return std::max(rect.y, y - 16);
    }

    float draw_group(const Item& group, const RowContext& row, const Rect& rect) {
        const Path path = row.path_of(group);
        const GroupScope scope(ui, path, NodeRole::group, label_of(group), rect);
        const float y = draw_heading(ui, rect, label_of(group), 3) + 8;
        if (group.repeats) return draw_rows(group, path, {rect.x, y, rect.w, 0});
        return draw_items(group.items, {rect.x, y, rect.w, 0}, row);
    }

    float draw_rows(const Item& group, const Path& path, const Rect& rect) {
        float y = rect.y;
        for (const std::string& id : answers.rows(path)) {
            const Rect inside = begin_growing_card(ui, "row-" + id, {rect.x, y, rect.w, 0}, {});
            const RowContext row{row_path(path, id) + ".", group.link_id + "."};
            Rect body{inside.x + 16, inside.y + 16, inside.w - 32, 0};
            if (may_edit(group)) {
                draw_remove(path, id, {body.right() - 48, inside.y + 12, 48, 48});
                body.w -= 60;
            }
            const float bottom = draw_items(group.items, body, row);
            y = end_growing_card(ui, std::max(bottom, inside.y + 60) + 16) + 12;
        }
        if (!may_edit(group)) return std::max(rect.y, y - 12);
        return draw_add(group, path, {rect.x, y, rect.w, 0}, Value{});
    }
};

}  // namespace

FormEdits draw_form(Ui& ui, std::string_view key, const Rect& rect, const Form& form, const Answers& answers,
                    const FormViewSpec& spec) {
    FormEdits edits;
    const IdScope scope(ui, key);
    FormDrawer drawer{ui, form, answers, spec, edits};
    const Item* only = spec.only_group.empty() ? nullptr : form.find(spec.only_group);
    if (only == nullptr) {
        edits.bottom = drawer.draw_items(form.items, rect, {});
    } else if (only->type != ItemType::group) {
        edits.bottom = drawer.draw_one(*only, {}, rect);
    } else if (only->repeats) {
        edits.bottom = drawer.draw_rows(*only, only->link_id, rect);
    } else {
        edits.bottom = drawer.draw_items(only->items, rect, {});
    }
    return edits;
}

}  // namespace tsunagi
