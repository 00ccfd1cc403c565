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

struct FormDrawer {
    Ui& ui;
    const Form& form;
    const Answers& answers;
    const FormViewSpec& spec;
    FormEdits& edits;

    // The part of a linkId after its group's: "decisions.what" in group "decisions" is the field "what".
    static std::string field_of(const Item& group, const Item& item) {
        const std::string prefix = group.link_id + ".";
        return item.link_id.starts_with(prefix) ? item.link_id.substr(prefix.size()) : item.link_id;
    }

    bool is_shown(const Item& item, std::string_view row) const {
        return !item.hidden && is_enabled(form, item, answers, row);
    }

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

    float draw_leaf(const Item& item, const Path& path, const Rect& rect) {
        ItemFieldSpec field;
        field.today = spec.today;
        field.record = spec.document + "|" + path;
        field.enabled = spec.enabled;
        field.generation = spec.generation;
        const ItemFieldResult told = draw_item_field(ui, path, rect, item, answers.value(path), field);
        if (told.committed) edits.edits.push_back({path, *told.committed});
        if (told.draft) edits.drafts.push_back({path, *told.draft});
        const Answer* answer = answers.find(path);
        if (answer == nullptr || !answer->in_conflict()) return told.bottom;
        return draw_conflicting(path, *answer, rect, told.bottom);
    }

    // Short items stand two a row where there is room.
    static bool is_short(const Item& item) {
        switch (item.type) {
            case ItemType::group:
            case ItemType::display:
            case ItemType::text:
            case ItemType::attachment:
            case ItemType::choice: return false;
            default: return item.phrases.empty();
        }
    }

    float draw_items(const std::vector<Item>& items, const Rect& rect, const Item* row_group,
                     std::string_view row) {
        float y = rect.y;
        const bool two = rect.w >= 560;
        float pair_bottom = 0;  // > 0: the left half of a row is taken, this low
        float pair_top = 0;
        const std::string prefix =
            row_group == nullptr ? std::string() : row_path(row_group->link_id, row) + ".";
        for (const Item& item : items) {
            if (!is_shown(item, prefix)) continue;
            const Path path = row_group == nullptr
                                  ? item.link_id
                                  : row_path(row_group->link_id, row, field_of(*row_group, item));
            if (two && is_short(item)) {
                const bool right = pair_bottom > 0;
                if (!right) pair_top = y;
                const Rect half = column_of({rect.x, pair_top, rect.w, 0}, right ? 1 : 0, 2, 16);
                const float bottom = draw_leaf(item, path, half);
                y = std::max(right ? y : bottom + 16, bottom + 16);
                pair_bottom = right ? 0 : bottom;
                continue;
            }
            pair_bottom = 0;
            const Rect place{rect.x, y, rect.w, 0};
            y = (item.type == ItemType::group ? draw_group(item, place) : draw_leaf(item, path, place)) + 16;
        }
        return std::max(rect.y, y - 16);
    }

    float draw_group(const Item& group, const Rect& rect) {
        const GroupScope scope(ui, group.link_id, NodeRole::group, label_of(group), rect);
        const float y = draw_heading(ui, rect, label_of(group), 3) + 8;
        if (group.repeats) return draw_rows(group, {rect.x, y, rect.w, 0});
        return draw_items(group.items, {rect.x, y, rect.w, 0}, nullptr, {});
    }

    float draw_rows(const Item& group, const Rect& rect) {
        float y = rect.y;
        for (const std::string& row : answers.rows(group.link_id)) {
            const Rect card{rect.x, y, rect.w, 0};
            const Rect inside = begin_growing_card(ui, "row-" + row, card, {});
            float bottom =
                draw_items(group.items, {inside.x + 16, inside.y + 16, inside.w - 32, 0}, &group, row);
            if (spec.enabled && !group.read_only) {
                const ButtonSpec remove{.label = tr("form.remove_row"),
                                        .kind = ButtonKind::ghost,
                                        .size = ButtonSize::small,
                                        .icon = Icon::trash};
                const Vec2 size = measure_button(ui, remove);
                const Rect place{inside.right() - 16 - size.x, bottom + 8, size.x, size.y};
                if (draw_button(ui, "remove", place, remove))
                    edits.remove_rows.emplace_back(group.link_id, row);
                bottom = place.bottom();
            }
            y = end_growing_card(ui, bottom + 12) + 12;
        }
        if (!spec.enabled || group.read_only) return std::max(rect.y, y - 12);
        const ButtonSpec add{.label = tr("form.add_row", {{"what", label_of(group)}}), .icon = Icon::plus};
        const Vec2 size = measure_button(ui, add, rect.w);
        if (draw_button(ui, "add", {rect.x, y, size.x, size.y}, add)) edits.add_rows.push_back(group.link_id);
        return y + size.y;
    }
};

}  // namespace

FormEdits draw_form(Ui& ui, std::string_view key, const Rect& rect, const Form& form, const Answers& answers,
                    const FormViewSpec& spec) {
    FormEdits edits;
    const IdScope scope(ui, key);
    FormDrawer drawer{ui, form, answers, spec, edits};
    const Item* only = spec.only_group.empty() ? nullptr : form.find(spec.only_group);
    if (only != nullptr && only->type == ItemType::group && !only->repeats) {
        edits.bottom = drawer.draw_items(only->items, rect, nullptr, {});
    } else if (only != nullptr) {
        edits.bottom = only->type == ItemType::group ? drawer.draw_rows(*only, rect)
                                                     : drawer.draw_leaf(*only, only->link_id, rect);
    } else {
        edits.bottom = drawer.draw_items(form.items, rect, nullptr, {});
    }
    return edits;
}

}  // namespace tsunagi
