// Owns how tables look and how their columns share the width.
#include "views/widgets/table.h"

#include <algorithm>

namespace tsunagi {

std::vector<Rect> table_columns(const Rect& rect, const TableSpec& spec) {
    float fixed =
        2 * spec.padding + spec.gap * static_cast<float>(std::max<std::size_t>(1, spec.columns.size()) - 1);
    float shares = 0;
    for (const TableColumn& column : spec.columns) {
        fixed += column.width;
        if (column.width <= 0) shares += column.share;
    }
    const float rest = std::max(0.0f, rect.w - fixed);
    std::vector<Rect> boxes;
    float x = rect.x + spec.padding;
    for (const TableColumn& column : spec.columns) {
        const float width = column.width > 0 ? column.width : rest * column.share / std::max(shares, 0.001f);
        boxes.push_back({x, rect.y, width, rect.h});
        x += width + spec.gap;
    }
    return boxes;
}

float begin_table(Ui& ui, std::string_view key, const Rect& rect, const TableSpec& spec) {
    const Theme& t = ui.theme();
    ui.begin_group(key, NodeRole::table, spec.name, rect);
    float height = spec.head_height;
    const std::vector<Rect> boxes = table_columns(rect.with_height(height), spec);
    const TextSpec text{.font = Font::label,
                        .weight = Weight::bold,
                        .color = t.col_ink_2,
                        .valign = VAlign::middle,
                        .silent = true};
    for (std::size_t i = 0; i < boxes.size(); ++i) {
        height = std::max(height, measure_text(ui, spec.columns[i].title, text, boxes[i].w).y + 12);
    }
    const Rect head = rect.with_height(height);
    fill_rect(ui, head.inset(1, 0), t.col_surface_alt);
    draw_line(ui, head.origin(), {head.right(), head.y}, t.col_line_soft);
    draw_line(ui, {head.x, head.bottom() - 1}, {head.right(), head.bottom() - 1}, t.col_line);
    const GroupScope row(ui, "head", NodeRole::row, {}, head);
    for (std::size_t i = 0; i < boxes.size(); ++i) {
        TextSpec own = text;
        own.align = spec.columns[i].align;
        const Rect box = boxes[i].with_height(height);
        draw_text(ui, box, spec.columns[i].title, own);
        ui.record("column" + std::to_string(i), NodeRole::column_header, spec.columns[i].title, box);
    }
    return head.bottom();
}

void end_table(Ui& ui) {
    ui.end_group();
}

namespace {

TextSpec text_of(const TableCell& cell) {
    return {.font = cell.font,
            .weight = cell.weight,
            .color = cell.color,
            .line = cell.font == Font::body ? 24.0f : 22.0f,
            .tabular = false,
            .silent = true};
}
constexpr TextSpec cell_detail_spec{.font = Font::label, .line = 22, .silent = true};

float cell_height(Ui& ui, const TableCell& cell, float width) {
    if (cell.chip) return measure_chip(ui, *cell.chip, width).y;
    return measure_text(ui, cell.text, text_of(cell), width).y +
           measure_text(ui, cell.detail, cell_detail_spec, width).y;
}

std::string words_of(const TableCell& cell) {
    if (cell.chip) return cell.chip->label;
    return cell.detail.empty() ? cell.text : cell.text + " " + cell.detail;
}

std::string words_of(std::span<const TableCell> cells) {
    std::string words;
    for (const TableCell& cell : cells) {
        const std::string own = words_of(cell);
        if (own.empty()) continue;
        if (!words.empty()) words += ' ';
        words += own;
    }
    return words;
}

void draw_cell(Ui& ui, const Rect& box, const TableCell& cell, Align align) {
    if (cell.chip) {
        const Vec2 size = measure_chip(ui, *cell.chip, box.w);
        const float x = align == Align::right ? box.right() - size.x : box.x;
        draw_chips(ui, {x, box.y + (box.h - size.y) / 2, std::max(size.x, box.right() - x), 0},
                   std::span(&*cell.chip, 1));
        return;
    }
    TextSpec text = text_of(cell);
    text.align = align;
    TextSpec detail = cell_detail_spec;
    detail.align = align;
    detail.color = ui.theme().col_ink_2;
    const float y =
        draw_text(ui, {box.x, box.y + (box.h - cell_height(ui, cell, box.w)) / 2, box.w, 0}, cell.text, text);
    draw_text(ui, {box.x, cell.text.empty() ? box.y + (box.h - 22) / 2 : y, box.w, 0}, cell.detail, detail);
}

}  // namespace

float measure_table_row(Ui& ui, float width, const TableSpec& spec, std::span<const TableCell> cells) {
    const std::vector<Rect> boxes = table_columns({0, 0, width, 0}, spec);
    float height = 0;
    for (std::size_t i = 0; i < std::min(boxes.size(), cells.size()); ++i) {
        height = std::max(height, cell_height(ui, cells[i], boxes[i].w));
    }
    return std::max(spec.min_row_height, height + 8);
}

TableRowResult draw_table_row(Ui& ui, std::string_view key, const Rect& rect, const TableSpec& spec,
                              std::span<const TableCell> cells, RowPress press, Color background) {
    const Theme& t = ui.theme();
    const Rect row = rect.with_height(measure_table_row(ui, rect.w, spec, cells));
    TableRowResult result{false, row.bottom()};
    Interaction act;
    NodeOptions options;
    options.ring_gap = -3;
    const std::vector<Rect> boxes = table_columns(row, spec);
    if (press == RowPress::pressable) {
        // A table holds rows, a row cells: the button is all there is in its one cell.
        const GroupScope line(ui, std::string(key) + "#row", NodeRole::row, {}, row);
        const GroupScope cell(ui, "cell", NodeRole::cell, {}, row);
        act = ui.interact(key, row, NodeRole::button, words_of(cells), options);
        result.pressed = act.fired;
    } else {
        const GroupScope group(ui, key, NodeRole::row, {}, row);
        for (std::size_t i = 0; i < std::min(boxes.size(), cells.size()); ++i) {
            ui.record("cell" + std::to_string(i), NodeRole::cell, words_of(cells[i]), boxes[i]);
        }
    }
    if (!ui.is_visible(row)) return result;
    if (act.held) background = t.col_accent_tint;
    fill_rect(ui, row.inset(1, 0), background);
    draw_line(ui, {row.x, row.bottom() - 1}, {row.right(), row.bottom() - 1}, t.col_line_soft);
    const SilentScope silent(ui);
    for (std::size_t i = 0; i < std::min(boxes.size(), cells.size()); ++i) {
        draw_cell(ui, boxes[i], cells[i], spec.columns[i].align);
    }
    return result;
}

float draw_stacked_row(Ui& ui, std::string_view key, const Rect& rect, const TableSpec& spec,
                       std::span<const TableCell> cells) {
    const Theme& t = ui.theme();
    const GroupScope group(ui, key, NodeRole::list_item, words_of(cells));
    // Term beside the words, or above them where the words would stand on their heads.
    const float room = rect.w - 2 * spec.padding;
    const bool above = room < 200;
    const float term_width = above ? 0 : 104;
    float y = rect.y + 10;
    for (std::size_t i = 0; i < std::min(spec.columns.size(), cells.size()); ++i) {
        if (words_of(cells[i]).empty()) continue;
        const float below_term =
            draw_text(ui, {rect.x + spec.padding, y, above ? room : term_width - 8, 0}, spec.columns[i].title,
                      {.font = Font::label, .color = t.col_ink_2});
        if (above) y = below_term;
        const Rect words{rect.x + spec.padding + term_width, y, room - term_width, 0};
        const float height = std::max(24.0f, cell_height(ui, cells[i], words.w));
        if (const auto& chip = cells[i].chip) {
            draw_chips(ui, words, std::span(&*chip, 1));
        } else {
            TextSpec text = text_of(cells[i]);
            text.silent = false;
            const float below = draw_text(ui, words, cells[i].text, text);
            draw_text(ui, {words.x, below, words.w, 0}, cells[i].detail,
                      {.font = Font::label, .color = t.col_ink_2});
        }
        y += height + 4;
    }
    draw_line(ui, {rect.x, y + 5}, {rect.right(), y + 5}, t.col_line_soft);
    return y + 6;
}

}  // namespace tsunagi
