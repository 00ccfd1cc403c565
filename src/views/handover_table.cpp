#include "views/handover_table.h"

#include "core/strings.h"
#include "core/text.h"
#include "views/handover_blocks.h"
#include "views/widgets/table.h"

#include <algorithm>
#include <string>
#include <vector>

namespace tsunagi {

namespace {

constexpr float least_column = 64;
constexpr float most_column = 260;  // a longer text wraps

// 済, 要確認 and their like are chips: a word with its icon, never a colour alone.
std::optional<ChipSpec> chip_of(const ViewCell& cell) {
    if (cell.text.key.empty()) return std::nullopt;
    const std::string label = words_of(cell.text);
    switch (cell.tone) {
        case ViewTone::ok: return ChipSpec{.label = label, .tone = Tone::ok, .icon = Icon::check};
        case ViewTone::care: return ChipSpec{.label = label, .tone = Tone::warn, .icon = Icon::question};
        case ViewTone::normal: return ChipSpec{.label = label, .icon = Icon::circle};
        case ViewTone::muted:
        case ViewTone::danger: break;
    }
    return std::nullopt;
}

TableCell cell_of(const Theme& theme, const ViewCell& cell, Font font) {
    TableCell result;
    result.chip = chip_of(cell);
    if (!result.chip) result.text = words_of(cell.text);
    for (const std::string& other : cell.others) {
        result.detail += (result.detail.empty() ? "" : "\n") +
                         tr("handover.other_text", {{"text", mark_deceptive(other)}});
    }
    result.weight = cell.tone == ViewTone::danger ? Weight::bold : Weight::regular;
    result.color = color_of(theme, cell.tone);
    result.font = font;
    return result;
}

bool is_filled(const ViewBlock& block, std::size_t column) {
    return std::ranges::any_of(block.table, [column](const auto& line) {
        return column < line.size() && !line[column].text.empty();
    });
}

float widest_of(Ui& ui, const std::vector<std::vector<TableCell>>& lines, std::size_t column) {
    float widest = 0;
    for (const auto& line : lines) {
        const TableCell& cell = line[column];
        const float width = cell.chip
                                ? measure_chip(ui, *cell.chip).x
                                : measure_text(ui, cell.text, {.font = cell.font, .weight = cell.weight}).x;
        widest = std::max(widest, width);
    }
    return widest;
}

struct Plan {
    std::vector<TableColumn> columns;
    std::vector<std::vector<TableCell>> lines;
    float natural = 0;  // width with every column as wide as it would like
};

Plan plan_table(Ui& ui, const ViewBlock& block, Font font) {
    Plan plan;
    plan.lines.resize(block.table.size());
    for (std::size_t column = 0; column < block.columns.size(); ++column) {
        if (!is_filled(block, column)) continue;
        for (std::size_t i = 0; i < block.table.size(); ++i) {
            const auto& line = block.table[i];
            plan.lines[i].push_back(column < line.size() ? cell_of(ui.theme(), line[column], font)
                                                         : TableCell{});
        }
        const std::string title = words_of(block.columns[column]);
        const float head = measure_text(ui, title, {.font = Font::label, .weight = Weight::bold}).x;
        const float width = std::clamp(std::max(head, widest_of(ui, plan.lines, plan.columns.size())),
                                       least_column, most_column);
        plan.columns.push_back({.title = title, .share = width});
        plan.natural += width;
    }
    return plan;
}

}  // namespace

Color color_of(const Theme& theme, ViewTone tone) {
    switch (tone) {
        case ViewTone::normal: return theme.col_ink;
        case ViewTone::muted: return theme.col_ink_2;
        case ViewTone::ok: return theme.col_green_ink;
        case ViewTone::care: return theme.col_amber_ink;
        case ViewTone::danger: return theme.col_red_ink;
    }
    return theme.col_ink;
}

float draw_view_table(Ui& ui, const Rect& rect, const ViewBlock& block, Font font, float padding) {
    const Plan plan = plan_table(ui, block, font);
    if (plan.columns.empty()) return rect.y;
    const std::string title = block.title.empty() ? plan.columns.front().title : words_of(block.title);
    const TableSpec spec{.columns = plan.columns, .padding = padding, .name = title};
    const float gaps = spec.gap * static_cast<float>(plan.columns.size() - 1) + 2 * padding;
    const bool stacked = plan.natural * 0.8f + gaps > rect.w;
    float y = rect.y;
    if (stacked) {
        const GroupScope list(ui, "lines", NodeRole::list, title);
        for (std::size_t i = 0; i < plan.lines.size(); ++i) {
            y = draw_stacked_row(ui, "line" + std::to_string(i), {rect.x, y, rect.w, 0}, spec, plan.lines[i]);
        }
        return y;
    }
    y = begin_table(ui, "table", rect, spec);
    for (std::size_t i = 0; i < plan.lines.size(); ++i) {
        const bool danger = std::ranges::any_of(
            block.table[i], [](const ViewCell& cell) { return cell.tone == ViewTone::danger; });
        y = draw_table_row(ui, "line" + std::to_string(i), {rect.x, y, rect.w, 0}, spec, plan.lines[i],
                           RowPress::none, danger ? ui.theme().col_red_tint : 0)
                .bottom;
    }
    end_table(ui);
    return y;
}

}  // namespace tsunagi
