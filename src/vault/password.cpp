// Owns what a password must be, and how good one is.
#include "vault/password.h"

#include "core/search.h"
#include "core/text.h"

#include <algorithm>
#include <array>

namespace tsunagi {
namespace {

constexpr std::size_t min_alone = 13;
constexpr std::size_t min_with_passkey = 8;
constexpr std::size_t max_password_bytes = 1024;

// Short ones are here for being most of a longer one, or of one that goes with a passkey.
constexpr std::array<std::string_view, 24> common = {
    "password", "passw0rd", "pa55word", "qwerty",  "asdfgh",     "1qaz2wsx", "123456",     "iloveyou",
    "welcome",  "letmein",  "admin",    "abc123",  "sakura",     "doraemon", "pokemon",    "kangoshi",
    "byouin",   "hospital", "nurse",    "tsunagi", "ぱすわーど", "さくら",   "あいうえお", "いろはにほへと",
};

std::u32string points_of(std::string_view text) {
    std::u32string points;
    for (const char32_t point : code_points(text)) points += point;
    return points;
}

// The part of it that is not one of the common words is what somebody has to guess.
bool is_mostly_common(std::string_view folded) {
    const std::size_t count = count_code_points(folded);
    return std::ranges::any_of(common, [&](std::string_view word) {
        return folded.contains(search_key(word)) && count < count_code_points(word) + 5;
    });
}

// How many code points merely repeat or continue the one before: "aaa", "1234", "fedc".
struct Runs {
    std::size_t repeats = 0;
    std::size_t steps = 0;
};

Runs count_runs(const std::u32string& points) {
    Runs runs;
    for (std::size_t i = 1; i < points.size(); ++i) {
        if (points[i] == points[i - 1]) ++runs.repeats;
        const bool up = points[i] == points[i - 1] + 1;
        const bool down = points[i] + 1 == points[i - 1];
        if (up || down) ++runs.steps;
    }
    return runs;
}

// "abcabcabc" is one "abc".
std::size_t shortest_period(const std::u32string& points) {
    for (std::size_t period = 1; period < points.size(); ++period) {
        bool repeats = true;
        for (std::size_t i = period; repeats && i < points.size(); ++i)
            repeats = points[i] == points[i - period];
        if (repeats) return period;
    }
    return points.size();
}

bool has_own_word(std::string_view folded, const std::vector<std::string>& own_words) {
    return std::ranges::any_of(own_words, [&folded](const std::string& word) {
        const std::string own = search_key(word);
        return count_code_points(own) >= 2 && folded.contains(own);
    });
}

}  // namespace

Status check_password(std::string_view password, Factors factors) {
    if (password.size() > max_password_bytes || !is_utf8(password)) return fail(Fault::bad_value, "password");
    const std::u32string points = points_of(password);
    const std::size_t least = factors == Factors::password ? min_alone : min_with_passkey;
    if (points.size() < least || shortest_period(points) == 1 || is_mostly_common(search_key(password)))
        return fail(Fault::weak_password);
    return {};
}

bool is_pin(std::string_view text) {
    if (text.size() < 4 || text.size() > 6) return false;
    if (!std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; })) return false;
    const Runs runs = count_runs(points_of(text));
    return runs.repeats + 1 < text.size() && runs.steps + 1 < text.size();
}

PasswordRating rate_password(std::string_view password, const std::vector<std::string>& own_words,
                             Factors factors) {
    PasswordRating rating;
    if (password.empty() || password.size() > max_password_bytes || !is_utf8(password)) {
        rating.weaknesses.push_back(PasswordWeakness::too_short);
        return rating;
    }
    const auto weak = [&rating](PasswordWeakness weakness) { rating.weaknesses.push_back(weakness); };
    const std::u32string points = points_of(password);
    const std::string folded = search_key(password);
    const std::size_t least = factors == Factors::password ? min_alone : min_with_passkey;
    const Runs runs = count_runs(points);
    const std::size_t period = shortest_period(points);
    if (points.size() < least) weak(PasswordWeakness::too_short);
    if (is_mostly_common(folded)) weak(PasswordWeakness::common);
    if (std::ranges::all_of(folded, [](char c) { return c >= '0' && c <= '9'; }))
        weak(PasswordWeakness::digits_only);
    if (runs.repeats * 2 >= points.size() || period * 2 <= points.size()) weak(PasswordWeakness::repeats);
    if (runs.steps * 2 >= points.size()) weak(PasswordWeakness::sequence);
    if (has_own_word(folded, own_words)) weak(PasswordWeakness::own_words);
    if (!check_password(password, factors)) return rating;
    // What remains to be guessed: neither repeated nor continued, and a digit counts half.
    const auto digits = static_cast<std::size_t>(
        std::ranges::count_if(points, [](char32_t point) { return point >= U'0' && point <= U'9'; }));
    std::size_t telling =
        std::min(points.size() - std::min(points.size(), runs.repeats + runs.steps), period);
    telling -= std::min(telling, digits / 2);
    rating.score = telling >= 16 ? 4 : telling >= 11 ? 3 : telling >= 7 ? 2 : 1;
    if (!rating.weaknesses.empty()) rating.score = std::min(rating.score, 2);
    return rating;
}

}  // namespace tsunagi
