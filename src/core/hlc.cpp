// Owns the order of changes: text form of a time, and the clock that never goes back.
#include "core/hlc.h"

#include "core/calendar.h"

#include <charconv>
#include <limits>

namespace tsunagi {
namespace {

constexpr std::int64_t max_wall_ms = 9'007'199'254'740'991;  // 2^53 - 1: any JSON reader keeps it exactly

// Only the canonical digits: no sign, no leading zero.
template <class Number>
bool read_number(std::string_view digits, Number& number) {
    if (digits.empty() || (digits.size() > 1 && digits[0] == '0') || digits[0] == '-') return false;
    const char* const begin = digits.data();
    const char* const end = begin + digits.size();
    const auto [stop, code] = std::from_chars(begin, end, number);
    return code == std::errc{} && stop == end;
}

Hlc after(const Hlc& at) {
    if (at.count == std::numeric_limits<std::uint32_t>::max()) return {at.wall_ms + 1, 0};
    return {at.wall_ms, at.count + 1};
}

bool is_too_far_ahead(const Hlc& at, std::int64_t now_ms) {
    return at.wall_ms - day_ms > now_ms;
}

}  // namespace

std::string text_of(const Hlc& at) {
    return std::to_string(at.wall_ms) + "." + std::to_string(at.count);
}

Result<Hlc> parse_hlc(std::string_view text) {
    const std::size_t dot = text.find('.');
    Hlc at;
    if (dot == std::string_view::npos || !read_number(text.substr(0, dot), at.wall_ms) ||
        !read_number(text.substr(dot + 1), at.count) || at.wall_ms > max_wall_ms) {
        return fail(Fault::bad_value, "not a hybrid logical time");
    }
    return at;
}

Hlc HybridClock::next(std::int64_t now_ms) {
    if (ahead_ != Hlc{} && !is_too_far_ahead(ahead_, now_ms)) {
        if (last_ < ahead_) last_ = ahead_;
        ahead_ = {};
    }
    last_ = now_ms > last_.wall_ms ? Hlc{now_ms, 0} : after(last_);
    return last_;
}

void HybridClock::observe(const Hlc& seen, std::int64_t now_ms) {
    if (is_too_far_ahead(seen, now_ms)) {
        if (ahead_ == Hlc{} || seen < ahead_) ahead_ = seen;
    } else if (last_ < seen) {
        last_ = seen;
    }
}

}  // namespace tsunagi
