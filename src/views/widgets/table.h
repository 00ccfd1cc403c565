// Owns tables: columns, head, rows of cells.
#pragma once

#include "views/widgets/chip.h"
#include "views/widgets/text.h"

#include <span>
#include <string>
#include <vector>

namespace tsunagi {

struct TableColumn {
    std::string title = {};
    float width = 0;  // px; 0: a share of what is left
    float share = 1;
    Align align = Align::left;
};
struct TableCell {
    std::string text = {};
    std::string detail = {};            // second line, label size, ink_2
    std::optional<ChipSpec> chip = {};  // instead of the text
    Weight weight = Weight::regular;
    Color color = 0;
    Font font = Font::label;
};
struct TableSpec {
    std::span<const TableColumn> columns = {};
    float padding = 16;  // left and right of the table
    float gap = 12;      // between columns
    float min_row_height = Theme::sz_row_s;
    float head_height = 40;
    std::string name = {};
};

// The box of each column for a table as wide as rect (heights as rect's).
std::vector<Rect> table_columns(const Rect& rect, const TableSpec& spec);
// begin: draws the head and returns its lower edge. Rows follow one below the other, then end.
float begin_table(Ui& ui, std::string_view key, const Rect& rect, const TableSpec& spec);
float measure_table_row(Ui& ui, float width, const TableSpec& spec, std::span<const TableCell> cells);
struct TableRowResult {
    bool pressed = false;
    float bottom = 0;
};
enum class RowPress : std::uint8_t { none, pressable };
TableRowResult draw_table_row(Ui& ui, std::string_view key, const Rect& rect, const TableSpec& spec,
                              std::span<const TableCell> cells, RowPress press = RowPress::none,
                              Color background = 0);
void end_table(Ui& ui);

// The same rows where the width does not allow columns: one small card of "title words" lines a row.
float draw_stacked_row(Ui& ui, std::string_view key, const Rect& rect, const TableSpec& spec,
                       std::span<const TableCell> cells);

}  // namespace tsunagi
