// Owns drawing a whole form: groups, rows of repeating groups, what is enabled, and conflicts.
#include "core/strings.h"
#include "views/widgets/card.h"
#include "views/widgets/item_field.h"

#include <algorithm>

namespace tsunagi {

std::optional<std::size_t> draw_conflict(Ui& ui, std::string_view key, const Rect& rect,
                                         std::span<const ConflictChoice> choices, float* bottom) {
    std::optional<std::size_t> kept;
    const IdScope scope(ui, key);
    float y = draw_hint(ui, "hint", rect,
                        {.text = tr("conflict.two_texts"), .tone = Tone::warn, .icon = Icon::merge});
    for (std::size_t i = 0; i < choices.size(); ++i) {
        const ConflictChoice& choice = choices[i];
        const ButtonSpec button{.label = tr("conflict.keep"),
                                .size = ButtonSize::small,
                                .name = tr("conflict.keep") + " " + choice.text};
        const Vec2 size = measure_button(ui, button);
        const float room = rect.w - size.x - 36;
        const std::string& text = choice.text.empty() ? tr("conflict.no_text") : choice.text;
        const float words = measure_text(ui, text, {}, room).y + 20;
        const Rect box{rect.x, y + 8, rect.w, std::max(Theme::sz_row_l, words + 16)};
        draw_box(ui, box, ui.theme().col_surface_alt, ui.theme().col_amber_line, Theme::rad_m);
        const float under = draw_text(ui, {box.x + 12, box.y + 8, room, 0}, text);
        draw_caption(ui, {box.x + 12, under, room, 0}, choice.by);
        if (draw_button(ui, "keep" + std::to_string(i),
                        {box.right() - size.x - 12, box.center().y - 24, size.x, 48}, button)) {
            kept = i;
        }
        y = box.bottom();
    }
    if (bottom != nullptr) *bottom = y;
    return kept;
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

    float draw_conflicting(const Path& path, const Answer& answer, const Rect& rect, float y) {
        std::vector<ConflictChoice> choices;
        for (const Change* change : answer.current) {
            choices.push_back({text_of(change->value), spec.author ? spec.author(*change) : std::string()});
        }
        float bottom = y;
        const auto kept = draw_conflict(ui, path + "#conflict", {rect.x, y + 8, rect.w, 0}, choices, &bottom);
        if (kept) edits.edits.push_back({path, answer.current[*kept]->value});
        return bottom;
    }

    float draw_leaf(const Item& item, const Path& path, const Rect& rect, bool show_label = true) {
        ItemFieldSpec field;
        field.today = spec.today;
        field.record = spec.document + "|" + path;
        field.enabled = spec.enabled;
        field.show_label = show_label;
        field.generation = spec.generation;
        const ItemFieldResult told = draw_item_field(ui, path, rect, item, answers.value(path), field);
        if (told.committed) edits.edits.push_back({path, *told.committed});
        if (told.draft) edits.drafts.push_back({path, *told.draft});
        const Answer* answer = answers.find(path);
        if (answer == nullptr || !answer->in_conflict()) return told.bottom;
        return draw_conflicting(path, *answer, rect, told.bottom);
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
