// Owns how text breaks: grapheme clusters, line breaking with 禁則 (JIS X 4051), and measuring through an
// interface. Must not know ImGui, so that it is tested natively with made-up widths.
#pragma once

#include "views/theme.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace tsunagi {

// Where widths come from. `cluster` is one grapheme cluster in UTF-8; the result is its advance in px.
class Measure {
  public:
    virtual ~Measure() = default;
    virtual float advance(std::string_view cluster, float size_px, Weight weight) = 0;
};

// Bytes of the next code point at `at`; broken UTF-8 gives U+FFFD and moves on by one byte.
char32_t decode_utf8(std::string_view text, std::size_t& at);
std::string encode_utf8(char32_t code_point);

// End (byte offset) of the grapheme cluster that begins at `at`: base + combining marks, variation selectors,
// (han)dakuten, ZWJ sequences, skin tones, flags, keycaps, CRLF.
std::size_t cluster_end(std::string_view text, std::size_t at);
// The border of a cluster at `at` or the next one after it: where a caret may stand and a text may be cut.
std::size_t cluster_border(std::string_view text, std::size_t at);
std::vector<std::string_view> clusters_of(std::string_view text);

// prose: our own words, set with care. field: what a person types, broken as the browser's field breaks it
// (CSS line-break: strict; overflow-wrap: anywhere), so that nothing jumps when the field is focused.
enum class Breaking : std::uint8_t { prose, field };

// May a line end between these two clusters? 禁則: never before 、。」）ー々 small kana and the like, never
// after （「 and the like; Latin words, numbers with their unit (46.2kg, 10/28, 6:18, 12cm) stay whole; ……
// and —— too.
bool may_break_between(std::string_view before, std::string_view after, Breaking breaking = Breaking::prose);

struct Line {
    std::size_t begin = 0;  // byte offsets into the text
    std::size_t end = 0;    // without the spaces and the newline that end it
    float width = 0;        // px
    bool operator==(const Line&) const = default;
};

// Breaks at newlines and where max_width is full (<= 0: newlines only). A word longer than a line is broken
// between clusters. At least one line, also for an empty text. Avoids a last line of one character where the
// line before can give one away.
std::vector<Line> break_lines(std::string_view text, float max_width, float size_px, Weight weight,
                              Measure& measure, Breaking breaking = Breaking::prose);
float width_of(std::string_view text, float size_px, Weight weight, Measure& measure);  // widest line

// Remembers broken lines per (text, width, size, weight). Bounded: starts over when full.
class LineCache {
  public:
    const std::vector<Line>& lines(std::string_view text, float max_width, float size_px, Weight weight,
                                   Measure& measure, Breaking breaking = Breaking::prose);
    void clear() { entries_.clear(); }  // when fonts change
    std::size_t size() const { return entries_.size(); }

  private:
    struct Entry {
        std::string text;
        float max_width = 0;
        float size_px = 0;
        Weight weight = Weight::regular;
        Breaking breaking = Breaking::prose;
        std::vector<Line> lines;
    };
    std::unordered_map<std::uint64_t, Entry> entries_;
};

// A cluster of more than one code point (葛󠄀, か゚, family emoji) must be drawn as one glyph. It gets a private
// code point; the font loader asks back which text that stands for and rasterises it as a whole.
// The same goes for all beyond the first plane (𠮷, emoji), because ImGui keeps six bytes for every code
// point up to the highest one used, for every size of every font: 5.9 MB for one of plane 15, 0.4 MB within
// the first. And for what deceives the eye (bidi controls, zero-width characters): its glyph is its name,
// "⟦U+202E⟧", wherever it stands.
class ClusterRegistry {
  public:
    static constexpr char32_t first = 0xE200;  // behind the icons (icons.h)
    static constexpr char32_t last = 0xF8FF;

    char32_t code_point_for(std::string_view cluster);        // its own code point when that is all it has
    std::string_view cluster_for(char32_t code_point) const;  // "" when it is none of ours
    // The text with every such cluster replaced by its one code point: what AddText is given.
    std::string drawable(std::string_view text);
    static bool is_ours(char32_t code_point) { return code_point >= first && code_point <= last; }

  private:
    std::vector<std::string> clusters_;
    std::unordered_map<std::string, char32_t> code_points_;
};

}  // namespace tsunagi
