#include "views/widgets/marked_text.h"

#include "core/text.h"

#include <algorithm>

namespace tsunagi {

namespace {

bool continues(char byte) {
    return (static_cast<unsigned char>(byte) & 0xC0u) == 0x80u;
}

// At least four digits, as code points are written.
std::string hex_of(char32_t c) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string hex;
    for (auto left = static_cast<std::uint32_t>(c); left > 0 || hex.size() < 4; left >>= 4)
        hex.insert(hex.begin(), digits[left & 15u]);
    return hex;
}

float width_of(Ui& ui, std::string_view text, const TextSpec& spec) {
    return measure_text(ui, text, spec).x;
}

}  // namespace

Difference compare_texts(std::string_view left, std::string_view right) {
    const std::size_t most = std::min(left.size(), right.size());
    std::size_t head = 0;
    while (head < most && left[head] == right[head]) ++head;
    // Never inside a code point.
    while (head > 0 &&
           ((head < left.size() && continues(left[head])) || (head < right.size() && continues(right[head]))))
        --head;
    std::size_t tail = 0;
    while (tail < most - head && left[left.size() - 1 - tail] == right[right.size() - 1 - tail]) ++tail;
    while (tail > 0 && continues(left[left.size() - tail])) --tail;
    return {{head, left.size() - tail}, {head, right.size() - tail}};
}

float draw_marked_text(Ui& ui, const Rect& rect, std::string_view text, const TextPart& part,
                       const TextSpec& spec) {
    if (part.empty()) return draw_text(ui, rect, text, spec);
    const float size = spec.size > 0 ? spec.size : metrics_of(spec.font).size;
    const float line_px = spec.line > 0 ? spec.line : metrics_of(spec.font).line;
    const auto& lines = ui.line_cache().lines(text, rect.w, size, spec.weight, ui.measure());
    const Theme& t = ui.theme();
    float y = rect.y;
    for (const Line& line : lines) {
        const std::size_t from = std::max(line.begin, part.from);
        const std::size_t to = std::min(line.end, part.to);
        if (from < to) {
            const float x = rect.x + width_of(ui, text.substr(line.begin, from - line.begin), spec);
            const float width = width_of(ui, text.substr(from, to - from), spec);
            fill_rect(ui, {x, y + 1, width, line_px - 2}, t.col_amber_tint, 2);
            draw_line(ui, {x, y + line_px - 2}, {x + width, y + line_px - 2}, t.col_amber_ink, 2);
        }
        y += line_px;
    }
    return draw_text(ui, rect, text, spec);
}

std::string code_point_words(std::string_view part) {
    constexpr std::size_t most = 8;
    std::string words;
    std::size_t count = 0;
    for (std::size_t at = 0; at < part.size() && count < most; ++count) {
        const std::size_t begin = at;
        const char32_t c = decode_utf8(part, at);
        if (c == U' ' || c == U'\u3000') continue;
        const std::string shown = mark_deceptive(part.substr(begin, at - begin));
        words += (words.empty() ? "" : "、") + shown + " U+" + hex_of(c);
    }
    return words;
}

}  // namespace tsunagi
