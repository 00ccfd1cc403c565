#include "exchange/glossary.h"

#include "core/json.h"
#include "core/text.h"

#include <algorithm>
#include <utility>

namespace tsunagi {
namespace {

constexpr std::size_t most_words = 2'000;

// Full-width letters and small figures (₂) as the plain ones; nothing else changes, so places stay the same.
char32_t folded(char32_t c) {
    if (c >= U'\uFF01' && c <= U'\uFF5E') return c - U'\uFF01' + U'!';
    if (c >= U'\u2080' && c <= U'\u2089') return c - U'\u2080' + U'0';
    return c;
}

std::u32string fold(std::string_view text) {
    std::u32string result;
    for (const char32_t c : code_points(text)) result += folded(c);
    return result;
}

bool is_letter(char32_t c) {
    return (c >= U'A' && c <= U'Z') || (c >= U'a' && c <= U'z');
}
bool is_digit(char32_t c) {
    return c >= U'0' && c <= U'9';
}

// A word of letters ends where the letters end; one that ends in a figure ends where the figures end.
bool goes_on(char32_t edge, char32_t beyond) {
    if (is_letter(edge)) return is_letter(beyond);
    return is_digit(edge) && (is_digit(beyond) || is_letter(beyond));
}

bool is_whole(const std::u32string& text, std::size_t at, const std::u32string& term) {
    const std::size_t end = at + term.size();
    if (at > 0 && goes_on(term.front(), text[at - 1])) return false;
    return end >= text.size() || !goes_on(term.back(), text[end]);
}

struct Term {
    std::u32string folded;
    const Gloss* gloss = nullptr;
};

struct Found {
    std::size_t at = 0;
    const Gloss* gloss = nullptr;
};

// Longer words first: NPPV is not PPV, 在宅酸素 is not 酸素.
std::vector<Found> find_all(const Glossary& glossary, const std::u32string& text,
                            std::vector<bool>& covered) {
    std::vector<Term> terms;
    for (const Gloss& gloss : glossary.glosses) {
        for (const std::string& term : gloss.terms) terms.push_back({fold(term), &gloss});
    }
    std::ranges::stable_sort(terms,
                             [](const Term& a, const Term& b) { return a.folded.size() > b.folded.size(); });
    std::vector<Found> found;
    for (const Term& term : terms) {
        std::size_t at = text.find(term.folded);
        for (; at != std::u32string::npos; at = text.find(term.folded, at + 1)) {
            if (covered[at] || !is_whole(text, at, term.folded)) continue;
            const auto first = covered.begin() + static_cast<std::ptrdiff_t>(at);
            std::fill(first, first + static_cast<std::ptrdiff_t>(term.folded.size()), true);
            found.push_back({at, term.gloss});
        }
    }
    std::ranges::stable_sort(found, [](const Found& a, const Found& b) { return a.at < b.at; });
    return found;
}

Result<Gloss> read_gloss(const Json& json) {
    const std::string* plain = find_string(json, "plain");
    const Json* terms = find_array(json, "terms");
    if (plain == nullptr || plain->empty() || terms == nullptr || terms->empty())
        return fail(Fault::wrong_type, "glossary: terms, plain");
    Gloss gloss{.plain = *plain};
    for (const Json& term : *terms) {
        if (!term.is_string() || term.get_ref<const std::string&>().empty())
            return fail(Fault::wrong_type, "glossary: a term");
        gloss.terms.push_back(term.get_ref<const std::string&>());
    }
    return gloss;
}

}  // namespace

Result<Glossary> parse_glossary(std::string_view json) {
    const auto parsed = parse_json(json);
    if (!parsed) return std::unexpected(parsed.error());
    const auto version = find_int(*parsed, "v");
    const Json* words = find_array(*parsed, "words");
    if (!version || words == nullptr) return fail(Fault::wrong_type, "glossary");
    if (*version != 1) return fail(Fault::future_version, "glossary");
    if (words->size() > most_words) return fail(Fault::too_large, "glossary");
    Glossary glossary;
    for (const Json& one : *words) {
        auto gloss = read_gloss(one);
        if (!gloss) return std::unexpected(gloss.error());
        glossary.glosses.push_back(std::move(*gloss));
    }
    return glossary;
}

std::vector<const Gloss*> find_glosses(const Glossary& glossary, std::string_view text) {
    const std::u32string points = fold(text);
    std::vector<bool> covered(points.size());
    std::vector<const Gloss*> result;
    for (const Found& found : find_all(glossary, points, covered)) {
        if (std::ranges::find(result, found.gloss) == result.end()) result.push_back(found.gloss);
    }
    return result;
}

std::vector<std::string> find_unexplained(const Glossary& glossary, std::string_view text) {
    const std::u32string points = fold(text);
    std::vector<bool> covered(points.size());
    find_all(glossary, points, covered);
    std::vector<std::string> result;
    for (std::size_t at = 0; at < points.size();) {
        std::size_t end = at;
        int capitals = 0;
        bool known = false;
        for (; end < points.size() && (is_letter(points[end]) || is_digit(points[end])); ++end) {
            capitals += points[end] >= U'A' && points[end] <= U'Z' ? 1 : 0;
            known = known || covered[end];
        }
        if (capitals >= 2 && !known) {
            std::string word;
            for (std::size_t i = at; i < end; ++i) append_utf8(word, points[i]);
            if (std::ranges::find(result, word) == result.end()) result.push_back(std::move(word));
        }
        at = std::max(end, at + 1);
    }
    return result;
}

}  // namespace tsunagi
