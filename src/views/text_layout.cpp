// Owns line breaking over clusters, and the caches that keep its results.
#include "views/text_layout.h"

#include "core/text.h"

#include <algorithm>
#include <functional>

namespace tsunagi {

namespace {

bool is_newline(std::string_view cluster) {
    return cluster == "\n" || cluster == "\r" || cluster == "\r\n";
}
// Spaces hang over the end of a line; U+3000 does too.
bool is_space(std::string_view cluster) {
    return cluster == " " || cluster == "\t" || cluster == "\xE3\x80\x80";
}

// A ward's own gaiji must never be drawn as one of our icons or clusters: they are registered like clusters.
bool is_private(char32_t c) {
    return c >= 0xE000 && c <= 0xF8FF;
}
bool stands_for_itself(char32_t c) {
    return c <= 0xFFFF && !is_private(c) && !is_deceptive(c);
}

struct Piece {
    std::size_t begin;
    std::size_t end;
    float width;
    bool space;
};

struct Breaker {
    std::string_view text;
    float max_width;
    Breaking breaking;
    std::vector<Line>& lines;
    std::vector<Piece> pieces = {};  // of the paragraph at hand

    std::string_view words(const Piece& piece) const {
        return text.substr(piece.begin, piece.end - piece.begin);
    }

    bool may_break_before(std::size_t index) const {
        return index > 0 && index < pieces.size() &&
               may_break_between(words(pieces[index - 1]), words(pieces[index]), breaking);
    }

    Line line_of(std::size_t from, std::size_t to) const {
        while (to > from && pieces[to - 1].space) --to;
        Line line;
        line.begin = pieces[from].begin;
        line.end = to > from ? pieces[to - 1].end : line.begin;
        for (std::size_t i = from; i < to; ++i) line.width += pieces[i].width;
        return line;
    }

    // The first piece of the next line, given that a line begins at `from`.
    std::size_t end_of_line(std::size_t from) const {
        float width = 0;
        std::size_t opportunity = from;
        for (std::size_t i = from; i < pieces.size(); ++i) {
            if (i > from && may_break_before(i)) opportunity = i;
            if (pieces[i].space) {
                width += pieces[i].width;
                continue;
            }
            if (i > from && width + pieces[i].width > max_width + 0.01f)
                return opportunity > from ? opportunity : i;
            width += pieces[i].width;
        }
        return pieces.size();
    }

    // A last line of one character (a full stop after it does not count) looks lost.
    bool is_widow(std::size_t from) const {
        const std::size_t count = pieces.size() - from;
        if (count == 1) return true;
        return count == 2 && words(pieces[from + 1]) == "\xE3\x80\x82";
    }

    std::size_t earlier_break(std::size_t line_begin, std::size_t line_end) const {
        for (std::size_t i = line_end - 1; i > line_begin + (line_end - line_begin) / 2; --i) {
            if (may_break_before(i) && line_of(i, pieces.size()).width <= max_width) return i;
        }
        return line_end;
    }

    void break_paragraph(std::size_t paragraph_begin) {
        if (pieces.empty()) {
            lines.push_back({paragraph_begin, paragraph_begin, 0});
            return;
        }
        std::size_t from = 0;
        while (from < pieces.size()) {
            std::size_t to = max_width > 0 ? end_of_line(from) : pieces.size();
            if (breaking == Breaking::prose && to < pieces.size() && is_widow(to))
                to = earlier_break(from, to);
            lines.push_back(line_of(from, to));
            from = to;
        }
    }
};

}  // namespace

std::vector<Line> break_lines(std::string_view text, float max_width, float size_px, Weight weight,
                              Measure& measure, Breaking breaking) {
    std::vector<Line> lines;
    Breaker breaker{text, max_width, breaking, lines};
    std::size_t at = 0;
    std::size_t paragraph = 0;
    while (at < text.size()) {
        const std::size_t end = cluster_end(text, at);
        const std::string_view cluster = text.substr(at, end - at);
        if (is_newline(cluster)) {
            breaker.break_paragraph(paragraph);
            breaker.pieces.clear();
            paragraph = end;
        } else {
            breaker.pieces.push_back({at, end, measure.advance(cluster, size_px, weight), is_space(cluster)});
        }
        at = end;
    }
    breaker.break_paragraph(paragraph);
    return lines;
}

float width_of(std::string_view text, float size_px, Weight weight, Measure& measure) {
    float widest = 0;
    float width = 0;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = cluster_end(text, at);
        const std::string_view cluster = text.substr(at, end - at);
        if (is_newline(cluster)) {
            width = 0;
        } else {
            width += measure.advance(cluster, size_px, weight);
        }
        widest = std::max(widest, width);
        at = end;
    }
    return widest;
}

const std::vector<Line>& LineCache::lines(std::string_view text, float max_width, float size_px,
                                          Weight weight, Measure& measure, Breaking breaking) {
    constexpr std::size_t max_entries = 8192;
    std::uint64_t key = std::hash<std::string_view>{}(text);
    const auto mix = [&key](std::uint64_t part) {
        key = (key ^ (part + 0x9E3779B97F4A7C15ull + (key << 6) + (key >> 2)));
    };
    mix(std::hash<float>{}(max_width));
    mix(std::hash<float>{}(size_px));
    mix(static_cast<std::uint64_t>(weight) * 2 + static_cast<std::uint64_t>(breaking));
    if (auto found = entries_.find(key); found != entries_.end()) {
        const Entry& entry = found->second;
        if (entry.text == text && entry.max_width == max_width && entry.size_px == size_px &&
            entry.weight == weight && entry.breaking == breaking) {
            return entry.lines;
        }
    } else if (entries_.size() >= max_entries) {
        entries_.clear();
    }
    Entry& entry = entries_[key];
    entry = {std::string(text), max_width,
             size_px,           weight,
             breaking,          break_lines(text, max_width, size_px, weight, measure, breaking)};
    return entry.lines;
}

char32_t ClusterRegistry::code_point_for(std::string_view cluster) {
    std::size_t at = 0;
    const char32_t own = decode_utf8(cluster, at);
    if (at >= cluster.size() && stands_for_itself(own)) return own;
    if (auto found = code_points_.find(std::string(cluster)); found != code_points_.end())
        return found->second;
    // 5,888 different clusters in one session: a mark that something is there, rather than another character.
    if (first + clusters_.size() > last) return 0xFFFD;
    const char32_t given = first + static_cast<char32_t>(clusters_.size());
    clusters_.push_back(mark_deceptive(cluster));
    code_points_.emplace(std::string(cluster), given);
    return given;
}

std::string_view ClusterRegistry::cluster_for(char32_t code_point) const {
    if (!is_ours(code_point) || code_point - first >= clusters_.size()) return {};
    return clusters_[code_point - first];
}

std::string ClusterRegistry::drawable(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = cluster_end(text, at);
        const std::string_view cluster = text.substr(at, end - at);
        if (end - at == 1 && static_cast<unsigned char>(text[at]) >= 0x20 && text[at] != 0x7F) {
            out += cluster;
        } else {
            out += encode_utf8(code_point_for(cluster));
        }
        at = end;
    }
    return out;
}

}  // namespace tsunagi
