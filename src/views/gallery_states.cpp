// Owns the table of the reference sheet: each widget as it is, pressed, focused, disabled and in error.
#include "views/gallery.h"
#include "views/widgets.h"

#include <array>
#include <string>

namespace tsunagi {

namespace {

enum class Shown : std::uint8_t { plain, pressed, focused, disabled, error };
constexpr std::array<Shown, 5> all_shown{Shown::plain, Shown::pressed, Shown::focused, Shown::disabled,
                                         Shown::error};
constexpr std::array<const char*, 5> titles{"通常", "押下・選択", "フォーカス", "使えない", "エラー"};

// In the reference "pressed or selected" of a choice is the chosen one, not the finger on it.
void pretend_for(Ui& ui, Shown shown, bool presses) {
    if (shown == Shown::focused) ui.pretend(Pretend::focused);
    if (shown == Shown::pressed && presses) ui.pretend(Pretend::held);
}

Rect in_middle(const Rect& cell, Vec2 size) {
    return cell.centered({std::min(size.x, cell.w), size.y});
}

void draw_none(Ui& ui, const Rect& cell) {
    draw_text(ui, cell, "—",
              {.font = Font::caption,
               .color = ui.theme().col_ink_3,
               .align = Align::center,
               .valign = VAlign::middle});
}

void draw_button_cell(Ui& ui, const Rect& cell, Shown shown, const ButtonSpec& plain, bool retries) {
    ButtonSpec button = plain;
    button.enabled = shown != Shown::disabled;
    if (shown == Shown::error) {
        if (!retries) return draw_none(ui, cell);
        button = {.label = "やり直す",
                  .kind = ButtonKind::danger,
                  .size = ButtonSize::normal,
                  .icon = Icon::refresh};
    }
    pretend_for(ui, shown, true);
    const Vec2 size = measure_button(ui, button);
    draw_button(ui, "button", in_middle(cell, {std::max(104.0f, size.x), size.y}), button);
}

void draw_primary(Ui& ui, const Rect& cell, Shown shown) {
    draw_button_cell(ui, cell, shown, {.label = "保存する", .kind = ButtonKind::primary}, true);
}
void draw_secondary(Ui& ui, const Rect& cell, Shown shown) {
    draw_button_cell(ui, cell, shown, {.label = "印刷"}, false);
}

void draw_field_cell(Ui& ui, const Rect& cell, Shown shown) {
    FieldSpec field;
    field.label = "体重";
    field.show_label = false;
    field.value = shown == Shown::error ? "462kg" : "46.2kg";
    field.enabled = shown != Shown::disabled;
    if (shown == Shown::error) field.error = "桁を確認";
    pretend_for(ui, shown, true);
    const Rect box = in_middle(cell, {116, shown == Shown::error ? 72.0f : 48.0f});
    draw_field(ui, "field", box, field);
}

void draw_phrase_cell(Ui& ui, const Rect& cell, Shown shown, std::string_view label, Icon icon,
                      Icon selected) {
    if (shown == Shown::error) return draw_none(ui, cell);
    const PhraseSpec phrase{.label = std::string(label),
                            .selected = shown == Shown::pressed,
                            .enabled = shown != Shown::disabled,
                            .icon = icon,
                            .selected_icon = selected};
    pretend_for(ui, shown, false);
    draw_phrase(ui, "phrase", in_middle(cell, measure_phrase(ui, phrase)), phrase);
}
void draw_words(Ui& ui, const Rect& cell, Shown shown) {
    draw_phrase_cell(ui, cell, shown, "段差", Icon::none, Icon::check);
}
void draw_speech(Ui& ui, const Rect& cell, Shown shown) {
    const bool absent = shown == Shown::disabled;
    draw_phrase_cell(ui, cell, shown, absent ? "欠席" : "薬剤師", absent ? Icon::none : Icon::speech,
                     Icon::speech_on);
}

void draw_answer_cell(Ui& ui, const Rect& cell, Shown shown) {
    const std::array<SegmentSpec, 2> answers{
        {{"済", Icon::check, SegmentLook::ok}, {"未", Icon::circle, SegmentLook::todo}}};
    SegmentedSpec spec;
    spec.segments = answers;
    spec.selected = shown == Shown::pressed ? 0 : -1;
    spec.enabled = shown != Shown::disabled;
    spec.fill = false;
    spec.name = "答え";
    if (shown == Shown::error) spec.error = "選んでください";
    const Vec2 size = measure_segmented(ui, spec, cell.w);
    if (shown == Shown::focused) ui.pretend(Pretend::focused);
    draw_segmented(ui, "answer", in_middle(cell, size), spec);
}

void draw_check_cell(Ui& ui, const Rect& cell, Shown shown) {
    CheckboxSpec box;
    box.name = "同意";
    box.mark = shown == Shown::pressed || shown == Shown::focused ? CheckMark::on : CheckMark::off;
    box.enabled = shown != Shown::disabled;
    box.error = shown == Shown::error;
    pretend_for(ui, shown, false);
    draw_check_square(ui, "check", in_middle(cell, {48, 48}), box);
}

void draw_row_cell(Ui& ui, const Rect& cell, Shown shown) {
    const Theme& t = ui.theme();
    RowSpec row;
    row.title = "三宅 武";
    row.title_bold = false;
    row.divider = false;
    row.radius = Theme::rad_m;
    row.min_height = 48;
    const Rect box = in_middle(cell, {116, 48});
    if (shown == Shown::pressed) row.state = RowState::selected;
    if (shown == Shown::disabled) row.state = RowState::disabled;
    if (shown == Shown::error) row.state = RowState::danger;
    if (shown == Shown::plain || shown == Shown::focused) fill_rect(ui, box, t.col_surface, Theme::rad_m);
    pretend_for(ui, shown, false);
    draw_row(ui, "row", box, row);
    if (shown == Shown::error) {
        const Rect mark{box.right() - 30, box.y, 20, box.h};
        paint_icon(ui, mark, Icon::overdue, t.col_red_ink, Theme::sz_icon_s);
    }
    const Color edge = shown == Shown::error ? t.col_red_line : shown == Shown::pressed ? 0 : t.col_line_soft;
    stroke_rect(ui, box, edge, 1, Theme::rad_m);
}

struct StateRow {
    const char* key;
    const char* name;
    void (*draw)(Ui&, const Rect&, Shown);
};
constexpr std::array<StateRow, 8> rows{{{"primary", "主ボタン", draw_primary},
                                        {"secondary", "副ボタン", draw_secondary},
                                        {"field", "入力欄", draw_field_cell},
                                        {"phrase", "語句", draw_words},
                                        {"answer", "答え", draw_answer_cell},
                                        {"check", "チェック", draw_check_cell},
                                        {"speech", "発言の印", draw_speech},
                                        {"row", "行", draw_row_cell}}};

void draw_cell(Ui& ui, const StateRow& row, const Rect& cell, Shown shown) {
    const IdScope scope(ui, titles[static_cast<std::size_t>(shown)]);
    row.draw(ui, cell, shown);
    ui.pretend(Pretend::nothing);
}

// 96 px of name, then five columns, as on the reference sheet.
float draw_wide_rows(Ui& ui, const Rect& inside) {
    const Theme& t = ui.theme();
    const TextSpec head{.font = Font::label,
                        .weight = Weight::bold,
                        .color = t.col_ink_2,
                        .align = Align::center,
                        .valign = VAlign::middle};
    fill_rect(ui, inside.with_height(40).inset(1, 1), t.col_surface_alt, Theme::rad_l);
    Rect top = inside.with_height(40).inset(12, 0);
    TextSpec first = head;
    first.align = Align::left;
    draw_text(ui, top.cut_left(96, 8), "部品", first);
    for (std::size_t i = 0; i < titles.size(); ++i) draw_text(ui, column_of(top, i, 5, 8), titles[i], head);
    float y = inside.y + 40;
    for (const StateRow& row : rows) {
        const IdScope scope(ui, row.key);
        draw_line(ui, {inside.x, y}, {inside.right(), y},
                  &row == &rows.front() ? t.col_line : t.col_line_soft);
        Rect line = Rect{inside.x, y, inside.w, 85}.inset(12, 0);
        draw_text(ui, line.cut_left(96, 8), row.name,
                  {.font = Font::label, .weight = Weight::bold, .valign = VAlign::middle, .line = 20});
        for (const Shown shown : all_shown)
            draw_cell(ui, row, column_of(line, static_cast<std::size_t>(shown), 5, 8), shown);
        y += 85;
    }
    return y + 8;
}

// Each widget's name above its states, two or three a line.
float draw_narrow_rows(Ui& ui, const Rect& inside) {
    const std::size_t per_row = ui.is_phone() ? 2 : 3;
    float y = inside.y + 8;
    for (const StateRow& row : rows) {
        const IdScope scope(ui, row.key);
        y = draw_heading(ui, {inside.x + 16, y, inside.w - 32, 0}, row.name, 3, Font::body);
        for (const Shown shown : all_shown) {
            const auto index = static_cast<std::size_t>(shown);
            Rect cell = column_of({inside.x + 16, y, inside.w - 32, 96}, index % per_row, per_row, 8);
            cell.y += rows_above(index, per_row) * 104;
            draw_caption(ui, cell.cut_top(20), titles[index]);
            draw_cell(ui, row, cell, shown);
        }
        y += rows_for(all_shown.size(), per_row) * 104 + 8;
    }
    return y;
}

}  // namespace

float draw_gallery_states(Ui& ui, const Rect& area) {
    const Rect inside = begin_growing_card(ui, "states", area, {});
    return end_growing_card(ui, ui.is_wide() ? draw_wide_rows(ui, inside) : draw_narrow_rows(ui, inside));
}

}  // namespace tsunagi
