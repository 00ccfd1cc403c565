// Owns rail, bottom navigation, bottom bar, tabs, page title, drill stripe, and where the frame's parts go.
#include "views/widgets/frame.h"

#include "core/strings.h"

#include <algorithm>

namespace tsunagi {

float page_padding(const Ui& ui) {
    switch (ui.width_class()) {
        case WidthClass::wide: return Theme::sp_3;
        case WidthClass::medium: return Theme::sp_2;
        case WidthClass::phone: break;
    }
    return Theme::sp_15;
}

float phone_nav_height(const Ui& ui) {
    return ui.is_low() ? Theme::sz_touch : Theme::sz_phone_nav;
}

FrameLayout layout_frame(const Ui& ui, BottomNav nav, float top_bar) {
    FrameLayout layout;
    const Rect full = ui.full_screen();
    const Insets safe = ui.safe();
    Rect rest = full;
    const float keyboard = std::max(0.0f, ui.keyboard_inset());
    if (ui.is_phone()) {
        rest = full.inset({safe.left, 0, safe.right, keyboard});
        const float below = keyboard > 0 ? 0 : safe.bottom;
        if (nav == BottomNav::shown && keyboard <= 0)
            layout.bottom_nav = rest.cut_bottom(phone_nav_height(ui) + below);
        if (nav == BottomNav::hidden) rest.cut_bottom(below);
    } else {
        const float rail = ui.is_wide() ? Theme::sz_rail : Theme::sz_rail_mid;
        layout.rail = rest.cut_left(rail + safe.left);
        rest = rest.inset({0, 0, safe.right, std::max(keyboard, safe.bottom)});
    }
    if (ui.is_low() && keyboard > 0) {
        rest.cut_top(safe.top);
    } else {
        layout.top_bar = rest.cut_top(top_bar + safe.top);
    }
    layout.content = rest;
    return layout;
}

// --- rail and bottom navigation

namespace {

constexpr float nav_words_gap = 6;  // px between the words of two places of a phone

void draw_nav_face(Ui& ui, const Rect& box, const NavItem& item, bool current, bool held, bool phone) {
    const Theme& t = ui.theme();
    if (current) fill_rect(ui, box, t.col_rail_sel, Theme::rad_l);
    if (held && !current) fill_rect(ui, box, t.col_rail_line, Theme::rad_l);
    const Color ink = current ? t.col_rail_sel_ink : t.col_rail_ink;
    TextSpec text{.font = phone ? Font::caption : Font::label,
                  .weight = current ? Weight::bold : Weight::regular,
                  .color = ink,
                  .align = Align::center,
                  .line = phone ? 18.0f : 20.0f,
                  .silent = true};
    // Five places stay side by side: their words grow only as far as they fit, and are hardly smaller than at
    // first.
    const float natural = measure_text(ui, item.label, text).x;
    const float room = box.w - nav_words_gap;
    if (phone && natural > room) {
        const float size = metrics_of(text.font).size;
        text.size = std::max(0.9f * size / ui.text_scale(), size * room / natural - 0.2f);
    }
    if (phone && ui.is_low()) {
        // Beside each other while that fits, or else the words alone.
        const float wanted = measure_text(ui, item.label, text).x;
        const bool both = wanted + Theme::sz_icon_s + 6 <= box.w;
        Rect line = box.centered({std::min(box.w, both ? wanted + Theme::sz_icon_s + 6 : wanted), box.h});
        if (both) paint_icon(ui, line.cut_left(Theme::sz_icon_s, 6), item.icon, ink, Theme::sz_icon_s);
        line.w += 1;
        text.align = Align::left;
        text.valign = VAlign::middle;
        draw_text(ui, line, item.label, text);
        return;
    }
    // Words a little wider than the box run over its edge, as they do not touch their neighbours.
    const float width = std::max(box.w, std::min(measure_text(ui, item.label, text).x + 1, box.w + 12));
    const float words = measure_text(ui, item.label, text, width).y;
    const bool small = phone || box.h < 60;
    const float icon = small ? Theme::sz_icon : Theme::sz_icon_l;
    const float gap = small ? 2 : 4;
    const float y = box.y + (box.h - icon - gap - words) / 2;
    paint_icon(ui, {box.x, y, box.w, icon}, item.icon, ink, icon);
    draw_text(ui, {box.x + (box.w - width) / 2, y + icon + gap, width, words}, item.label, text);
}

bool draw_nav_item(Ui& ui, const Rect& box, const NavItem& item, std::string_view current, bool phone) {
    NodeOptions options;
    options.current = item.key == current;
    options.radius = Theme::rad_l;
    options.ring_gap = -4;
    const Interaction act = ui.interact(item.key, box, NodeRole::link, item.label, options);
    draw_nav_face(ui, box, item, options.current, act.held, phone);
    return act.fired;
}

}  // namespace

std::optional<std::size_t> draw_rail(Ui& ui, const Rect& rect, std::span<const NavItem> items,
                                     std::string_view current) {
    const Theme& t = ui.theme();
    std::optional<std::size_t> pressed;
    const GroupScope group(ui, "rail", NodeRole::navigation, tr("frame.menu"), rect);
    fill_rect(ui, rect, t.col_rail);
    Rect inside = rect.inset({ui.safe().left, ui.safe().top, 0, 12 + ui.safe().bottom});
    paint_icon(ui, inside.cut_top(Theme::sz_topbar), Icon::brand, t.col_rail_ink, 40);
    const float item_width = std::min(72.0f, inside.w - 8);
    const auto count = static_cast<float>(items.size());
    // On low screens the items come closer before anything is cut off.
    const float item_height =
        std::clamp((inside.h - 8 * count) / std::max(1.0f, count), Theme::sz_touch, 72.0f);
    const float gap = item_height < 72 ? 4 : 8;
    const auto draw_at = [&](std::size_t index, const Rect& slot) {
        if (draw_nav_item(ui, slot.centered({item_width, slot.h}), items[index], current, false))
            pressed = index;
    };
    for (std::size_t i = 0; i < items.size(); ++i) {
        if (items[i].at_end) continue;
        inside.cut_top(gap);
        draw_at(i, inside.cut_top(item_height));
    }
    for (std::size_t i = items.size(); i-- > 0;) {
        if (items[i].at_end) draw_at(i, inside.cut_bottom(item_height, gap));
    }
    return pressed;
}

std::optional<std::size_t> draw_bottom_nav(Ui& ui, const Rect& rect, std::span<const NavItem> items,
                                           std::string_view current) {
    std::optional<std::size_t> pressed;
    const GroupScope group(ui, "bottom_nav", NodeRole::navigation, tr("frame.menu"), rect);
    fill_rect(ui, rect, ui.theme().col_rail);
    const Rect row = rect.with_height(phone_nav_height(ui));
    for (std::size_t i = 0; i < items.size(); ++i) {
        const Rect box = column_of(row, i, items.size(), 0).inset(2, ui.is_low() ? 0.0f : 4.0f);
        if (draw_nav_item(ui, box, items[i], current, true)) pressed = i;
    }
    return pressed;
}

Rect draw_bottom_bar(Ui& ui, const Rect& rect) {
    const Theme& t = ui.theme();
    fill_rect(ui, rect, t.col_surface);
    draw_line(ui, rect.origin(), {rect.right(), rect.y}, t.col_line);
    return rect.inset(ui.is_phone() ? Theme::sp_15 : Theme::sp_2, 0);
}

std::optional<int> draw_tabs(Ui& ui, std::string_view key, const Rect& rect,
                             std::span<const std::string> labels, int selected) {
    const Theme& t = ui.theme();
    std::optional<int> pressed;
    const GroupScope group(ui, key, NodeRole::tab_list, {}, rect);
    fill_rect(ui, rect, t.col_surface);
    draw_line(ui, {rect.x, rect.bottom() - 1}, {rect.right(), rect.bottom() - 1}, t.col_line);
    for (std::size_t i = 0; i < labels.size(); ++i) {
        const Rect box = column_of(rect, i, labels.size(), 0);
        const bool on = static_cast<int>(i) == selected;
        NodeOptions options;
        options.selected = on;
        options.ring_gap = -4;
        const Interaction act =
            ui.interact("tab" + std::to_string(i), box, NodeRole::tab, labels[i], options);
        if (act.fired) pressed = static_cast<int>(i);
        if (act.held) fill_rect(ui, box, t.col_accent_tint);
        if (on) fill_rect(ui, {box.x, box.bottom() - 4, box.w, 4}, t.col_accent);
        draw_text(ui, box, labels[i],
                  {.font = Font::label,
                   .weight = on ? Weight::bold : Weight::regular,
                   .color = on ? t.col_accent : t.col_ink_2,
                   .align = Align::center,
                   .valign = VAlign::middle,
                   .line = 22,
                   .silent = true});
    }
    return pressed;
}

void draw_drill_stripe(Ui& ui, const Rect& rect, std::string_view words, std::string_view mark) {
    const Theme& t = ui.theme();
    paint_stripes(ui, rect, t.col_stripe_a, t.col_stripe_b, 13);
    draw_line(ui, {rect.x, rect.bottom() - 1}, {rect.right(), rect.bottom() - 1}, t.col_line);
    const TextSpec text{
        .font = Font::label, .weight = Weight::bold, .align = Align::center, .valign = VAlign::middle};
    const auto plate = [&](float center_x, std::string_view label) {
        const float width = measure_text(ui, label, text).x + 28;
        const Rect box{
            std::clamp(center_x - width / 2, rect.x + 8, std::max(rect.x + 8, rect.right() - width - 8)),
            rect.y + 3, std::min(width, rect.w - 16), 30};
        draw_box(ui, box, t.col_surface, t.col_stripe_b, Theme::rad_s);
        draw_text(ui, box, label, text);
    };
    plate(rect.center().x, words);
    if (!ui.is_phone()) {
        const SilentScope silent(ui);
        const float half = measure_text(ui, mark, text).x / 2 + 14;
        plate(rect.x + page_padding(ui) + half, mark);
        plate(rect.right() - page_padding(ui) - half, mark);
    }
}

void draw_watermark(Ui& ui, Vec2 at, std::string_view word) {
    paint_line(ui, at, word, 120, 120, Weight::bold, ui.theme().col_watermark);
}

PageTitleResult draw_page_title(Ui& ui, std::string_view key, const Rect& rect, std::string_view title,
                                std::string_view note, std::span<const ButtonSpec> buttons) {
    const Theme& t = ui.theme();
    PageTitleResult result;
    const TextSpec title_spec{.font = Font::h1, .weight = Weight::bold, .heading = 1};
    const TextSpec note_spec{.color = t.col_ink_2};
    const Vec2 words = measure_text(ui, title, title_spec, rect.w);
    const Vec2 beside = measure_text(ui, note, note_spec);
    float buttons_width = 0;
    for (const ButtonSpec& button : buttons) buttons_width += measure_button(ui, button).x + 12;
    const bool note_fits = words.x + 16 + beside.x + buttons_width <= rect.w;
    const bool buttons_fit = words.x + buttons_width <= rect.w;
    const float row = std::max(Theme::sz_row_s, words.y);
    draw_text(ui, {rect.x, rect.y + (row - words.y) / 2, rect.w, words.y}, title, title_spec);
    float y = rect.y + row;
    if (note_fits) {
        draw_text(ui, {rect.x + words.x + 16, rect.y + (row - 28) / 2 + 2, beside.x + 1, 28}, note,
                  note_spec);
    } else {
        y = draw_text(ui, {rect.x, y, rect.w, 0}, note, note_spec);
    }
    Rect place{rect.x + words.x, rect.y, rect.w - words.x, row};
    if (!buttons_fit) {
        place = {rect.x, y + 8, rect.w, measure_button_row(ui, rect.w, buttons)};
        y = place.bottom();
    }
    result.pressed = draw_button_row(ui, key, place, buttons);
    result.bottom = y;
    return result;
}

}  // namespace tsunagi
