// Owns how rows, people tiles and pairs look, and how they wrap on narrow screens.
#include "views/widgets/list.h"

#include "core/strings.h"
#include "views/person_name.h"

#include <algorithm>

namespace tsunagi {

namespace {

constexpr float row_gap = 12;
constexpr float least_words = 110;   // px for a title; with less, what stands at the end goes below
constexpr float least_share = 0.6f;  // of a row on a phone for words that wrap; with less, chips go below

float row_padding(const Ui& ui) {
    return ui.is_narrow() ? 8.0f : 16.0f;
}

TextSpec title_spec(const RowSpec& spec) {
    return {.weight = spec.title_bold ? Weight::bold : Weight::regular, .line = 24, .silent = true};
}
constexpr TextSpec row_detail_spec{.font = Font::label, .line = 22, .silent = true};
constexpr TextSpec column_spec{.font = Font::label, .line = 22, .silent = true};
constexpr TextSpec trailing_spec{.weight = Weight::bold, .line = 24, .tabular = true, .silent = true};

struct Words {
    float height = 0;
    bool note_beside = false;
};

Words measure_words(Ui& ui, const RowSpec& spec, float width) {
    Words words;
    const Vec2 title = measure_text(ui, spec.title, title_spec(spec), width);
    const float note =
        spec.title_note.empty() ? 0 : measure_text(ui, spec.title_note, row_detail_spec).x + 10;
    words.note_beside = title.x + note <= width && title.y <= 24;
    words.height = title.y + measure_text(ui, spec.detail, row_detail_spec, width).y;
    if (!words.note_beside && note > 0)
        words.height += measure_text(ui, spec.title_note, row_detail_spec, width).y;
    return words;
}

float chips_width(Ui& ui, const RowSpec& spec) {
    float width = 0;
    for (const ChipSpec& chip : spec.chips) width += measure_chip(ui, chip).x + Theme::sp_1;
    return spec.chips.empty() ? 0 : width - Theme::sp_1 + row_gap;
}

// Where everything goes: columns in one line when there is room, chips and owner below the words when not.
struct RowPlan {
    float lead = 0;           // mark or icon
    float tail = 0;           // trailing words and chevron
    float chips = 0;          // beside the words
    float middle = 0;         // owner column
    float title = 0;          // width of title and detail
    float column = 0;         // width of text and text_detail
    bool below = false;       // chips and owner stand below
    bool tail_below = false;  // and so do the trailing words; no chevron then
    float words_height = 0;
    float below_height = 0;
    float middle_height = 0;  // of the owner beside the words
};

float words_height(Ui& ui, const RowSpec& spec, const RowPlan& plan) {
    float height = measure_words(ui, spec, plan.title).height;
    if (!spec.text.empty() || !spec.text_detail.empty()) {
        const float column = measure_text(ui, spec.text, column_spec, plan.column).y +
                             measure_text(ui, spec.text_detail, column_spec, plan.column).y;
        height =
            spec.title_width > 0 && plan.column != plan.title ? std::max(height, column) : height + column;
    }
    return height;
}

IconTextSpec owner_text(Ui& ui, const RowSpec& spec) {
    return {
        .icon = spec.middle_icon,
        .text = {
            .font = Font::label, .color = ui.theme().col_ink_2, .valign = VAlign::middle, .silent = true}};
}

// Below the words the owner has as many lines as the name needs.
Vec2 owner_size(Ui& ui, const RowSpec& spec, float room) {
    const float width = std::min(room, measure_icon_text(ui, spec.middle, owner_text(ui, spec)).x + 1);
    return {width, std::max(32.0f, measure_icon_text(ui, spec.middle, owner_text(ui, spec), width).y + 4)};
}

Vec2 trailing_size(Ui& ui, const RowSpec& spec) {
    return {measure_text(ui, spec.trailing, trailing_spec).x + 1, 32};
}

// The longest line of the words, were there room for it.
float widest_line(Ui& ui, const RowSpec& spec) {
    float title = measure_text(ui, spec.title, title_spec(spec)).x;
    if (!spec.title_note.empty()) title += measure_text(ui, spec.title_note, row_detail_spec).x + 10;
    return std::max({title, measure_text(ui, spec.detail, row_detail_spec).x,
                     measure_text(ui, spec.text, column_spec).x,
                     measure_text(ui, spec.text_detail, column_spec).x});
}

RowPlan plan_row(Ui& ui, float width, const RowSpec& spec) {
    RowPlan plan;
    if (spec.mark) plan.lead = spec.mark->diameter + row_gap;
    if (!spec.mark && spec.icon != Icon::none) plan.lead = Theme::sz_icon + row_gap;
    if (!spec.trailing.empty()) plan.tail += measure_text(ui, spec.trailing, trailing_spec).x + row_gap;
    if (spec.chevron) plan.tail += Theme::sz_icon_s + row_gap;
    plan.tail_below = width - 2 * row_padding(ui) - plan.lead - plan.tail < least_words;
    if (plan.tail_below) plan.tail = 0;
    const float room = width - 2 * row_padding(ui) - plan.lead - plan.tail;
    const float chips = chips_width(ui, spec);
    const float middle = spec.middle.empty() ? 0 : spec.middle_width + row_gap;
    const bool has_column = !spec.text.empty() || !spec.text_detail.empty();
    const float title = measure_text(ui, spec.title, title_spec(spec)).x;
    float least = std::clamp(title, 96.0f, 240.0f);
    if (has_column && spec.title_width > 0) {
        const float column = std::max(measure_text(ui, spec.text, column_spec).x,
                                      measure_text(ui, spec.text_detail, column_spec).x);
        least = spec.title_width + row_gap + std::clamp(column, 96.0f, 220.0f);
    }
    const bool tail = plan.tail_below && !spec.trailing.empty();
    const float beside = room - chips - middle;
    const bool squeezed = ui.is_phone() && beside < least_share * room && widest_line(ui, spec) > beside;
    plan.below = tail || ((chips + middle > 0) && (beside < least || squeezed));
    plan.chips = plan.below ? 0 : chips;
    plan.middle = plan.below ? 0 : middle;
    const float words = room - plan.chips - plan.middle;
    const bool columns = has_column && spec.title_width > 0 && words >= spec.title_width + row_gap + 96;
    plan.title = columns ? spec.title_width : words;
    plan.column = columns ? words - spec.title_width - row_gap : words;
    plan.words_height = words_height(ui, spec, plan);
    if (plan.middle > 0)
        plan.middle_height = measure_icon_text(ui, spec.middle, owner_text(ui, spec), spec.middle_width).y;
    if (plan.below) {
        Flow flow({0, 0, room, 0}, row_gap, Theme::sp_05);
        if (!spec.middle.empty()) flow.place(owner_size(ui, spec, room));
        if (tail) flow.place(trailing_size(ui, spec));
        for (const ChipSpec& chip : spec.chips) flow.place(measure_chip(ui, chip, room));
        plan.below_height = flow.bottom() + Theme::sp_05;
    }
    return plan;
}

std::string name_of(const RowSpec& spec) {
    if (!spec.name.empty()) return spec.name;
    std::string name;
    const auto add = [&name](std::string_view part) {
        if (part.empty()) return;
        if (!name.empty()) name += ' ';
        name += part;
    };
    if (spec.mark) add(spec.mark->text);
    for (const std::string* part :
         {&spec.title, &spec.title_note, &spec.detail, &spec.text, &spec.text_detail, &spec.middle}) {
        add(*part);
    }
    for (const ChipSpec& chip : spec.chips) add(chip.label);
    add(spec.trailing);
    return name;
}

void draw_row_ground(Ui& ui, const Rect& rect, const RowSpec& spec, bool held) {
    const Theme& t = ui.theme();
    switch (spec.state) {
        case RowState::selected: draw_box(ui, rect, t.col_accent_tint, t.col_accent, Theme::rad_m, 2); return;
        case RowState::disabled: fill_rect(ui, rect, t.col_sunk, spec.radius); break;
        case RowState::danger: fill_rect(ui, rect, t.col_red_tint, spec.radius); break;
        case RowState::normal:
            if (held) fill_rect(ui, rect.inset(1, 0), t.col_accent_tint, spec.radius);
            break;
    }
    if (spec.divider) draw_line(ui, {rect.x + 1, rect.y}, {rect.right() - 1, rect.y}, t.col_line_soft);
}

void draw_title_words(Ui& ui, Rect area, const RowSpec& spec, Color ink) {
    const Theme& t = ui.theme();
    const Words words = measure_words(ui, spec, area.w);
    TextSpec title = title_spec(spec);
    title.color = ink;
    TextSpec detail = row_detail_spec;
    detail.color = t.col_ink_2;
    float y = draw_text(ui, area, spec.title, title);
    if (!spec.title_note.empty()) {
        const float x = words.note_beside ? measure_text(ui, spec.title, title).x + 10 : 0;
        const float top = words.note_beside ? area.y + 1 : y;
        const float bottom = draw_text(ui, {area.x + x, top, area.w - x, 0}, spec.title_note, detail);
        if (!words.note_beside) y = bottom;
    }
    draw_text(ui, {area.x, y, area.w, 0}, spec.detail, detail);
}

void draw_columns(Ui& ui, Rect inside, const RowSpec& spec, const RowPlan& plan, Color ink) {
    const Theme& t = ui.theme();
    const bool columns = plan.column != plan.title;
    const float own = measure_words(ui, spec, plan.title).height;
    // With chips below, both begin at the top: what is below belongs to the first.
    const bool centred = columns && !plan.below;
    const Rect title{inside.x, inside.y + (centred ? (plan.words_height - own) / 2 : 0), plan.title, own};
    draw_title_words(ui, title, spec, ink);
    if (spec.text.empty() && spec.text_detail.empty()) return;
    TextSpec first = column_spec;
    first.color = ink;
    TextSpec second = column_spec;
    second.color = t.col_ink_2;
    const float height = measure_text(ui, spec.text, first, plan.column).y +
                         measure_text(ui, spec.text_detail, second, plan.column).y;
    const float x = columns ? inside.x + plan.title + row_gap : inside.x;
    const float top = centred   ? inside.y + (plan.words_height - height) / 2
                      : columns ? inside.y
                                : title.bottom();
    const float y = draw_text(ui, {x, top, plan.column, 0}, spec.text, first);
    draw_text(ui, {x, y, plan.column, 0}, spec.text_detail, second);
}

void draw_tail(Ui& ui, Rect& inside, const RowSpec& spec) {
    if (spec.chevron) {
        paint_icon(ui, inside.cut_right(Theme::sz_icon_s, row_gap), Icon::right, ui.theme().col_ink_3,
                   Theme::sz_icon_s);
    }
    if (!spec.trailing.empty()) {
        TextSpec text = trailing_spec;
        text.align = Align::right;
        text.valign = VAlign::middle;
        draw_text(ui, inside.cut_right(measure_text(ui, spec.trailing, text).x, row_gap), spec.trailing,
                  text);
    }
}

void draw_row_words(Ui& ui, const Rect& rect, const RowSpec& spec) {
    const Theme& t = ui.theme();
    const RowPlan plan = plan_row(ui, rect.w, spec);
    Rect inside = rect.inset(row_padding(ui), 0);
    if (spec.mark) {
        draw_mark(ui, inside.cut_left(spec.mark->diameter, row_gap).center(), *spec.mark);
    } else if (spec.icon != Icon::none) {
        const Color color = spec.icon_color != 0 ? spec.icon_color : t.col_ink_2;
        paint_icon(ui, inside.cut_left(Theme::sz_icon, row_gap), spec.icon, color);
    }
    if (!plan.tail_below) draw_tail(ui, inside, spec);
    if (!plan.below) {
        for (auto chip = spec.chips.rbegin(); chip != spec.chips.rend(); ++chip) {
            inside.cut_right(inside.right() - draw_chip_right(ui, inside.right(), inside.center().y, *chip),
                             Theme::sp_1);
        }
        if (plan.middle > 0) {
            draw_icon_text(ui, inside.cut_right(spec.middle_width, row_gap), spec.middle,
                           owner_text(ui, spec));
        }
    }
    const Color ink = spec.state == RowState::disabled ? t.col_ink_disabled : t.col_ink;
    Rect words = inside.middle(plan.words_height + plan.below_height);
    draw_columns(ui, words.cut_top(plan.words_height), spec, plan, ink);
    if (plan.below) {
        Flow flow({words.x, words.y + Theme::sp_05, words.w, 0}, row_gap, Theme::sp_05);
        if (!spec.middle.empty())
            draw_icon_text(ui, flow.place(owner_size(ui, spec, words.w)), spec.middle, owner_text(ui, spec));
        if (plan.tail_below && !spec.trailing.empty()) {
            TextSpec text = trailing_spec;
            text.valign = VAlign::middle;
            draw_text(ui, flow.place(trailing_size(ui, spec)), spec.trailing, text);
        }
        for (const ChipSpec& chip : spec.chips) {
            const Rect place = flow.place(measure_chip(ui, chip, words.w));
            draw_chips(ui, {place.x, place.y, words.right() - place.x, 0}, std::span(&chip, 1));
        }
    }
}

}  // namespace

float measure_row(Ui& ui, float width, const RowSpec& spec) {
    const RowPlan plan = plan_row(ui, width, spec);
    return std::max({spec.min_height, plan.words_height + plan.below_height + 16, plan.middle_height + 16});
}

bool draw_row(Ui& ui, std::string_view key, const Rect& rect, const RowSpec& spec) {
    NodeOptions options;
    options.enabled = spec.state != RowState::disabled;
    options.selected = spec.state == RowState::selected;
    options.ring_gap = spec.radius > 0 ? 2.0f : -3.0f;
    Interaction act;
    if (spec.pressable) {
        act = ui.interact(key, rect, NodeRole::button, name_of(spec), options);
    } else {
        ui.record(key, NodeRole::text, name_of(spec), rect, 0, options);
    }
    if (!ui.is_visible(rect)) return act.fired;
    const SilentScope silent(ui);
    draw_row_ground(ui, rect, spec, act.held);
    draw_row_words(ui, rect, spec);
    return act.fired;
}

// --- people

namespace {

constexpr TextSpec spoke_title{.font = Font::label, .weight = Weight::bold, .line = 22, .silent = true};
constexpr TextSpec spoke_detail{.font = Font::caption, .line = 20, .silent = true};
constexpr float spoke_room = 20 + 24;  // padding and icon

}  // namespace

float measure_spoke(Ui& ui, float width, const SpokeSpec& spec) {
    const float height = measure_text(ui, spec.profession, spoke_title, width - spoke_room).y +
                         measure_text(ui, spec.person, spoke_detail, width - 20).y;
    return std::max(52.0f, height + 10);
}

bool draw_spoke(Ui& ui, std::string_view key, const Rect& rect, const SpokeSpec& spec) {
    const Theme& t = ui.theme();
    NodeOptions options;
    options.checked = spec.state == SpokeState::spoken ? Check::on : Check::off;
    if (spec.state == SpokeState::absent) options.description = tr("spoke.absent");
    const Interaction act =
        ui.interact(key, rect, NodeRole::checkbox, full_name(spec.profession, spec.person), options);
    if (!ui.is_visible(rect)) return act.fired;
    const SilentScope silent(ui);
    Color ground = t.col_surface;
    Color edge = t.col_line;
    Color icon_color = t.col_ink_3;
    Icon icon = Icon::speech;
    if (spec.state == SpokeState::spoken) {
        ground = t.col_accent_tint, edge = t.col_accent_line, icon_color = t.col_accent,
        icon = Icon::speech_on;
    } else if (spec.state == SpokeState::absent) {
        ground = t.col_sunk, icon = Icon::phone;
    }
    draw_box(ui, rect, ground, act.held ? t.col_accent : edge, Theme::rad_m);
    paint_icon(ui, {rect.right() - 28, rect.y + 6, 20, 20}, icon, icon_color, Theme::sz_icon_s);
    const Rect inside = rect.inset(10, 0);
    const float height = measure_text(ui, spec.profession, spoke_title, rect.w - spoke_room).y +
                         measure_text(ui, spec.person, spoke_detail, rect.w - 20).y;
    const float y = draw_text(ui, {inside.x, rect.y + (rect.h - height) / 2, rect.w - spoke_room, 0},
                              spec.profession, spoke_title);
    TextSpec detail = spoke_detail;
    detail.color = t.col_ink_2;
    draw_text(ui, {inside.x, y, inside.w, 0}, spec.person, detail);
    return act.fired;
}

float measure_avatar(Ui& ui, float width, const AvatarSpec& spec) {
    const float room = width - 32 - 58 - (spec.selected ? 32.0f : 0.0f);
    const float height = measure_text(ui, spec.name, {.weight = Weight::bold, .line = 24}, room).y +
                         measure_text(ui, spec.detail, {.font = Font::label, .line = 24}, room).y;
    return std::max(Theme::sz_row_xl, height + 16);
}

bool draw_avatar(Ui& ui, std::string_view key, const Rect& rect, const AvatarSpec& spec) {
    const Theme& t = ui.theme();
    NodeOptions options;
    options.checked = spec.selected ? Check::on : Check::off;
    options.radius = Theme::rad_l;
    const Interaction act = ui.interact(key, rect, NodeRole::radio, spec.name + " " + spec.detail, options);
    if (!ui.is_visible(rect)) return act.fired;
    const SilentScope silent(ui);
    const bool lit = spec.selected || act.held;
    draw_box(ui, rect, lit ? t.col_accent_tint : t.col_surface, spec.selected ? t.col_accent : t.col_line,
             Theme::rad_l, spec.selected ? 2.0f : 1.0f);
    Rect inside = rect.inset(16, 0);
    const Rect face = inside.cut_left(44, 14);
    fill_circle(ui, face.center(), 22, spec.selected ? t.col_accent : t.col_sunk);
    paint_icon(ui, face, Icon::person, spec.selected ? t.col_on_accent : t.col_ink_2);
    if (spec.selected) paint_icon(ui, inside.cut_right(Theme::sz_icon, 8), Icon::check_circle, t.col_accent);
    const TextSpec name{.weight = Weight::bold, .line = 24};
    const TextSpec detail{.font = Font::label, .color = t.col_ink_2, .line = 24};
    const float height =
        measure_text(ui, spec.name, name, inside.w).y + measure_text(ui, spec.detail, detail, inside.w).y;
    const float y = draw_text(ui, {inside.x, rect.y + (rect.h - height) / 2, inside.w, 0}, spec.name, name);
    draw_text(ui, {inside.x, y, inside.w, 0}, spec.detail, detail);
    return act.fired;
}

// --- pairs

namespace {
constexpr float pair_gap = 10;
constexpr float pair_row_gap = 3;
bool pairs_beside(float width, float term_width) {
    return width >= term_width + 140;
}
}  // namespace

float draw_pairs(Ui& ui, const Rect& rect, std::span<const PairSpec> pairs, float term_width, Font font) {
    const Theme& t = ui.theme();
    const bool beside = pairs_beside(rect.w, term_width);
    float y = rect.y;
    for (const PairSpec& pair : pairs) {
        const TextSpec term{.font = font, .color = t.col_ink_2};
        const TextSpec words{.font = font};
        const float first = draw_text(ui, {rect.x, y, beside ? term_width : rect.w, 0}, pair.term, term);
        const Rect place = beside ? Rect{rect.x + term_width + pair_gap, y, rect.w - term_width - pair_gap, 0}
                                  : Rect{rect.x, first, rect.w, 0};
        y = std::max(first, draw_text(ui, place, pair.words, words)) + pair_row_gap;
    }
    return pairs.empty() ? rect.y : y - pair_row_gap;
}

float measure_pairs(Ui& ui, float width, std::span<const PairSpec> pairs, float term_width, Font font) {
    const bool beside = pairs_beside(width, term_width);
    float height = 0;
    for (const PairSpec& pair : pairs) {
        const float term = measure_text(ui, pair.term, {.font = font}, beside ? term_width : width).y;
        const float room = beside ? width - term_width - pair_gap : width;
        const float words = measure_text(ui, pair.words, {.font = font}, room).y;
        height += (beside ? std::max(term, words) : term + words) + pair_row_gap;
    }
    return pairs.empty() ? 0 : height - pair_row_gap;
}

void draw_more_below(Ui& ui, const Rect& rect, int hidden_rows) {
    if (hidden_rows <= 0) return;
    const std::string words = tr("list.more_below", {{"n", std::to_string(hidden_rows)}});
    draw_icon_text(ui, rect, words,
                   {.icon = Icon::down,
                    .text = {.font = Font::label, .color = ui.theme().col_ink_2, .valign = VAlign::middle},
                    .icon_size = Theme::sz_icon_s,
                    .gap = 16});
}

}  // namespace tsunagi
