// Owns the page before a store is open: the app's name at the side, and what is asked beside it.
#include "app/updates.h"
#include "core/calendar.h"
#include "core/strings.h"
#include "views/screen_mode.h"
#include "views/screens/screens.h"
#include "views/screens/unlock_parts.h"
#include "views/widgets.h"

#include <algorithm>

namespace tsunagi {

namespace {

constexpr float content_width = 676;

void draw_brand_facts(Ui& ui, Rect area, const AppState& state) {
    const Theme& theme = ui.theme();
    const auto line = [&](Icon icon, std::string_view words) {
        const IconTextSpec spec{.icon = icon,
                                .text = {.font = Font::label, .color = theme.col_rail_ink},
                                .icon_color = theme.col_rail_ink,
                                .icon_size = Theme::sz_icon,
                                .gap = 12};
        const float height = measure_icon_text(ui, words, spec, area.w).y;
        draw_icon_text(ui, area.cut_bottom(std::max(height, 28.0f), Theme::sp_15), words, spec);
    };
    line(Icon::file_lock, tr("unlock.encrypted"));
    line(state.online ? Icon::app : Icon::offline, tr(state.online ? "network.local" : "network.offline"));
    if (state.save.saved_at_ms > 0) {
        const std::string time = short_time(local_time(state.save.saved_at_ms, state.offset_minutes));
        line(Icon::saved, tr("unlock.last_saved", {{"time", time}}));
    }
}

// The dark panel at the left of a wide page.
void draw_brand_panel(Ui& ui, const Rect& panel, const AppState& state) {
    const Theme& theme = ui.theme();
    fill_rect(ui, panel, theme.col_rail);
    Rect area = panel.inset(40, 40);
    paint_icon(ui, area.cut_top(88).with_width(88), Icon::brand, theme.col_rail_ink, 88);
    area.cut_top(24);
    float bottom =
        draw_text(ui, area, tr("app.name"),
                  {.font = Font::display, .weight = Weight::bold, .color = theme.col_rail_ink, .heading = 1});
    bottom = draw_text(ui, {area.x, bottom + 8, area.w, 0}, tr("app.tagline"),
                       {.font = Font::body, .color = theme.col_rail_ink});
    draw_line(ui, {area.x, bottom + 28}, {area.right(), bottom + 28}, theme.col_rail_line);
    if (state.practice()) {
        draw_tag(ui, {area.x, bottom + 52}, tr("practice.tag"), theme.col_rail_ink, theme.col_rail_ink,
                 theme.col_rail);
    }
    draw_brand_facts(ui, area, state);
}

// The same, as a strip on top where the page is narrow. The practice tag goes under the name where it must.
float draw_brand_strip(Ui& ui, Rect& page, const AppState& state, Commands& commands) {
    const Theme& theme = ui.theme();
    const TextSpec name{.font = ui.is_narrow() ? Font::h2 : Font::h1,
                        .weight = Weight::bold,
                        .color = theme.col_rail_ink,
                        .valign = VAlign::middle,
                        .heading = 1};
    const float pad = page_padding(ui);
    const float lead = ui.is_narrow() ? 0 : 56;
    const float tag = state.practice() ? measure_tag(ui, tr("practice.tag")) : 0;
    const float room = page.w - 2 * pad - lead - Theme::sz_touch - 8;
    const bool beside = measure_text(ui, tr("app.name"), name).x + 12 + tag <= room;
    const float height = ui.is_phone() ? 64 : 88;
    const Rect strip = page.cut_top(tag > 0 && !beside ? height + 36 : height);
    fill_rect(ui, {strip.x, 0, strip.w, strip.bottom()}, theme.col_rail);
    Rect area = strip.with_height(height).inset(pad, 0);
    draw_mode_button(ui, area.cut_right(Theme::sz_touch, 8).middle(Theme::sz_touch), state.display, commands);
    if (lead > 0) paint_icon(ui, area.cut_left(44, 12), Icon::brand, theme.col_rail_ink, 40);
    draw_text(ui, area, tr("app.name"), name);
    if (tag > 0) {
        const Vec2 at =
            beside ? Vec2{area.right() - tag, area.y + (area.h - 28) / 2} : Vec2{area.x, strip.bottom() - 36};
        draw_tag(ui, at, tr("practice.tag"), theme.col_rail_ink, theme.col_rail_ink, theme.col_rail);
    }
    return strip.bottom();
}

float draw_question(Ui& ui, const Rect& area, const AppState& state, UnlockUi& own, Commands& commands) {
    switch (state.phase) {
        case Phase::first_run: return draw_first_run(ui, area, state, own, commands);
        case Phase::broken: return draw_broken(ui, area, state, commands);
        case Phase::opening:
            if (state.staff.empty() && !own.recovering) return draw_first_run(ui, area, state, own, commands);
            [[fallthrough]];
        case Phase::locked:
            if (state.staff.empty()) own.recovering = true;  // no name can be read: no other way in
            if (own.recovering) return draw_recover(ui, area, state, own, commands);
            return draw_name_choice(ui, area, state, own, commands);
        default: return draw_text(ui, area, tr("unlock.starting"), {.font = Font::h2});
    }
}

}  // namespace

float draw_broken(Ui& ui, const Rect& area, const AppState& state, Commands& commands) {
    const std::string code(fault_code(state.fault));
    float bottom = draw_heading(ui, area, tr("unlock.broken_title"), 2, Font::h1) + 16;
    bottom = draw_error_box(ui, "broken", {area.x, bottom, area.w, 0},
                            {tr("fault." + code + ".what"), tr("fault." + code + ".safe"),
                             tr("fault." + code + ".do"), std::nullopt});
    if (!state.practice()) return bottom;
    const ButtonSpec back{.label = tr("unlock.to_real")};
    if (draw_button_left(ui, "real", {area.x, bottom + 24}, back))
        commands.emplace_back(cmd::OpenRealStore{});
    return bottom + 24 + Theme::sz_button;
}

void draw_unlock(Ui& ui, const AppState& state, UnlockUi& own, Commands& commands) {
    const IdScope scope(ui, "unlock");
    Rect page = ui.screen();
    if (ui.is_wide()) {
        Rect panel = page.cut_left(Theme::lay_unlock_left);
        const Rect full = ui.full_screen();
        draw_brand_panel(ui, {full.x, full.y, panel.right() - full.x, full.h}, state);
        const Rect corner = page.cut_top(64).inset(16, 8);
        draw_mode_button(ui, {corner.right() - Theme::sz_touch, corner.y, Theme::sz_touch, Theme::sz_touch},
                         state.display, commands);
    } else {
        draw_brand_strip(ui, page, state, commands);
    }
    const Rect view = ui.begin_scroll("page", page);
    const float width = std::min(content_width, page.w - 2 * page_padding(ui));
    const float height = ui.remembered("height", 560);
    const float top = std::max(ui.is_phone() ? 16.0f : 24.0f, (page.h - height) / 2 - 16);
    const Rect area{view.x + (page.w - width) / 2, view.y + top, width, 0};
    float bottom = draw_question(ui, area, state, own, commands);
    if (!state.updates.version.empty()) {
        bottom = draw_text(ui, {area.x, bottom + 20, area.w, 0},
                           tr("unlock.version", {{"version", version_words(state.updates.version)}}),
                           {.font = Font::label, .color = ui.theme().col_ink_2});
    }
    ui.remember("height", bottom - area.y);
    ui.end_scroll(bottom + 32);
}

}  // namespace tsunagi
