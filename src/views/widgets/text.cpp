// Owns laying words out in boxes.
#include "views/widgets/text.h"

#include <algorithm>

namespace tsunagi {

namespace {

// Digits of one width, so that a running clock does not tremble.
class TabularMeasure : public Measure {
  public:
    TabularMeasure(Measure& measure, float size_px, Weight weight) : measure_(measure) {
        for (char digit = '0'; digit <= '9'; ++digit) {
            widest_ = std::max(widest_, measure_.advance({&digit, 1}, size_px, weight));
        }
    }
    float advance(std::string_view cluster, float size_px, Weight weight) override {
        const bool digit = cluster.size() == 1 && cluster[0] >= '0' && cluster[0] <= '9';
        return digit ? widest_ : measure_.advance(cluster, size_px, weight);
    }

  private:
    Measure& measure_;
    float widest_ = 0;
};

float size_of(const TextSpec& spec) {
    return spec.size > 0 ? spec.size : metrics_of(spec.font).size;
}

std::vector<Line> lines_of(Ui& ui, std::string_view text, const TextSpec& spec, float max_width) {
    const float size = size_of(spec);
    if (spec.tabular) {
        TabularMeasure tabular(ui.measure(), size, spec.weight);
        return break_lines(text, max_width, size, spec.weight, tabular);
    }
    return ui.line_cache().lines(text, max_width, size, spec.weight, ui.measure());
}

float line_height(const TextSpec& spec) {
    return spec.line > 0 ? spec.line : metrics_of(spec.font).line;
}

}  // namespace

Vec2 measure_text(Ui& ui, std::string_view text, const TextSpec& spec, float max_width) {
    if (text.empty()) return {0, 0};
    const std::vector<Line> lines = lines_of(ui, text, spec, max_width);
    float width = 0;
    for (const Line& line : lines) width = std::max(width, line.width);
    return {width, static_cast<float>(lines.size()) * line_height(spec)};
}

float draw_text(Ui& ui, const Rect& rect, std::string_view text, const TextSpec& spec) {
    if (text.empty()) return rect.y;
    const float size = size_of(spec);
    const float line_px = line_height(spec);
    const std::vector<Line> lines = lines_of(ui, text, spec, rect.w);
    const float height = static_cast<float>(lines.size()) * line_px;
    float y = rect.y;
    if (spec.valign == VAlign::middle) y += (rect.h - height) / 2;
    if (spec.valign == VAlign::bottom) y += rect.h - height;
    const Rect block{rect.x, y, rect.w, height};
    if (!spec.silent) {
        ui.record(spec.key, spec.heading > 0 ? NodeRole::heading : NodeRole::text, text, block, spec.heading);
    }
    const Color color = spec.color != 0 ? spec.color : ui.theme().col_ink;
    if (ui.is_visible(block)) {
        for (const Line& line : lines) {
            float x = rect.x;
            if (spec.align == Align::center) x += (rect.w - line.width) / 2;
            if (spec.align == Align::right) x += rect.w - line.width;
            paint_line(ui, {x, y}, text.substr(line.begin, line.end - line.begin), size, line_px, spec.weight,
                       color, spec.tabular);
            if (ui.watches_words()) {
                const Rect room{rect.x, rect.y, rect.w, spec.valign == VAlign::top ? 0.0f : rect.h};
                ui.note_painted({.text = std::string(text.substr(line.begin, line.end - line.begin)),
                                 .ink = {x, y + (line_px - size) / 2, line.width, size},
                                 .room = room,
                                 .lines = lines.size()});
            }
            y += line_px;
        }
    }
    return block.bottom();
}

float draw_heading(Ui& ui, const Rect& rect, std::string_view text, int level, Font font) {
    return draw_text(ui, rect, text, {.font = font, .weight = Weight::bold, .heading = level});
}

float draw_caption(Ui& ui, const Rect& rect, std::string_view text) {
    return draw_text(ui, rect, text, {.font = Font::caption, .color = ui.theme().col_ink_3});
}

void draw_icon(Ui& ui, const Rect& rect, Icon icon, Color color, float size, std::string_view name) {
    paint_icon(ui, rect, icon, color, size);
    if (!name.empty()) ui.record({}, NodeRole::image, name, rect);
}

Vec2 measure_icon_text(Ui& ui, std::string_view text, const IconTextSpec& spec, float max_width) {
    const float lead = spec.icon == Icon::none ? 0 : spec.icon_size + spec.gap;
    const Vec2 words =
        measure_text(ui, text, spec.text, max_width > 0 ? std::max(1.0f, max_width - lead) : 0);
    return {words.x + lead, std::max(words.y, line_height(spec.text))};
}

float draw_icon_text(Ui& ui, const Rect& rect, std::string_view text, const IconTextSpec& spec) {
    Rect words = rect;
    if (spec.icon != Icon::none) {
        const float line_px = line_height(spec.text);
        const Rect lead = words.cut_left(spec.icon_size, spec.gap);
        const Color color = spec.icon_color != 0   ? spec.icon_color
                            : spec.text.color != 0 ? spec.text.color
                                                   : ui.theme().col_ink;
        float y = rect.y;
        if (spec.text.valign == VAlign::middle)
            y += (rect.h - measure_text(ui, text, spec.text, words.w).y) / 2;
        paint_icon(ui, {lead.x, y, lead.w, line_px}, spec.icon, color, spec.icon_size);
    }
    return draw_text(ui, words, text, spec.text);
}

}  // namespace tsunagi
