// Owns the order of the gallery's parts and the marks, bars and colours of the reference sheet.
#include "views/gallery.h"

#include "views/widgets.h"

#include <array>
#include <string>

namespace tsunagi {

namespace {

float draw_chips_card(Ui& ui, const Rect& area) {
    const Rect inside = begin_growing_card(ui, "chips", area, {});
    float y = draw_heading(ui, {inside.x + 16, inside.y + 12, inside.w - 32, 0}, "しるし（色と言葉と形）", 2);
    const std::vector<ChipSpec> chips = {
        {"済", Tone::ok, Icon::check},
        {"あと1日", Tone::warn, Icon::clock},
        {"期限切れ 1日", Tone::danger, Icon::overdue},
        {"注意", Tone::warn, Icon::warn},
        {"10/28 まで", Tone::neutral, Icon::clock},
        {"第3版 記入中", Tone::accent, Icon::edit},
        {"鍵 照合済", Tone::ok, Icon::shield},
        {"鍵 未照合", Tone::warn, Icon::shield_q},
        {"いま", Tone::now, Icon::none},
    };
    y = draw_chips(ui, {inside.x + 16, y + 8, inside.w - 32, 0}, chips);
    return end_growing_card(ui, y + 12);
}

float draw_progress_card(Ui& ui, const Rect& area) {
    const Rect inside = begin_growing_card(ui, "progress", area, {});
    float y = draw_heading(ui, {inside.x + 16, inside.y + 12, inside.w - 32, 0}, "進みと残り", 2) + 8;
    Rect pair{inside.x + 16, y, inside.w - 32, 88};
    draw_ring(ui, pair.cut_left(88, 20), {.part = 0.45f, .thickness = 12});
    struct Sample {
        BarTone tone;
        float part;
    };
    Column bars(pair.middle(4 * Theme::sz_bar + 3 * 14), 14);
    for (const Sample& sample : std::array<Sample, 4>{{{BarTone::accent, 0.6f},
                                                       {BarTone::ok, 1.0f},
                                                       {BarTone::warn, 0.35f},
                                                       {BarTone::danger, 0.16f}}}) {
        draw_bar(ui, bars.next(Theme::sz_bar), sample.part, sample.tone, {});
    }
    return end_growing_card(ui, y + 88 + 12);
}

float draw_colours_card(Ui& ui, const Rect& area) {
    const Theme& t = ui.theme();
    const Rect inside = begin_growing_card(ui, "colours", area, {});
    float y = draw_heading(ui, {inside.x + 16, inside.y + 12, inside.w - 32, 0}, "色", 2) + 8;
    struct Swatch {
        const char* name;
        Color color;
    };
    const std::array<Swatch, 10> swatches{{{"accent", t.col_accent},
                                           {"canvas", t.col_canvas},
                                           {"surface", t.col_surface},
                                           {"sunk", t.col_sunk},
                                           {"ink", t.col_ink},
                                           {"amber", t.col_amber_tint},
                                           {"red", t.col_red_tint},
                                           {"green", t.col_green_tint},
                                           {"tint", t.col_accent_tint},
                                           {"rail", t.col_rail}}};
    for (std::size_t i = 0; i < swatches.size(); ++i) {
        Rect box = column_of({inside.x + 16, y, inside.w - 32, 32}, i % 5, 5, 8);
        box.y += rows_above(i, 5) * 62;
        draw_box(ui, box, swatches[i].color, t.col_line, Theme::rad_s);
        draw_text(ui, {box.x - 4, box.bottom() + 4, box.w + 8, 0}, swatches[i].name,
                  {.font = Font::caption, .color = t.col_ink_2, .align = Align::center, .line = 18});
    }
    return end_growing_card(ui, y + 2 * 62 + 4);
}

}  // namespace

float draw_gallery_marks(Ui& ui, const Rect& area) {
    Column column(area, 12);
    column.reached(draw_chips_card(ui, column.next()));
    const ErrorBoxSpec error{.happened = "ファイルを作れませんでした。",
                             .safe = "記録はこの端末に残っています。",
                             .todo = "空きを増やしてから、もう一度押してください。"};
    column.reached(draw_error_box(ui, "error", column.next(), error));
    column.reached(draw_progress_card(ui, column.next()));
    column.reached(draw_colours_card(ui, column.next()));
    return column.bottom();
}

void draw_gallery(Ui& ui, GalleryUi& state) {
    fill_rect(ui, ui.full_screen(), ui.theme().col_canvas);
    const Rect screen = ui.screen();
    const Rect content = ui.begin_scroll("gallery", screen);
    const float padding = page_padding(ui);
    Rect page = content.inset({padding, 16, padding, 0});
    const float title = measure_text(ui, "部品と状態", {.font = Font::h1, .weight = Weight::bold}).x;
    draw_heading(ui, {page.x, page.y + 4, page.w, 0}, "部品と状態", 1, Font::h1);
    draw_tag(ui, {page.x + title + 16, page.y + 8}, "練習用データ");
    page.cut_top(44, 12);
    Column column(page, 16);
    if (ui.is_wide()) {
        Rect pair = column.next();
        const Rect side = pair.cut_right(356, 16);
        column.reached(draw_gallery_states(ui, pair));
        column.reached(draw_gallery_marks(ui, side));
    } else {
        column.reached(draw_gallery_states(ui, column.next()));
        column.reached(draw_gallery_marks(ui, column.next()));
    }
    column.reached(draw_gallery_working(ui, column.next(), state));
    column.reached(draw_gallery_lists(ui, column.next(), state));
    ui.end_scroll(column.bottom() + 24);
}

}  // namespace tsunagi
