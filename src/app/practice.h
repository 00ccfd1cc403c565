// Owns the practice store's contents: fictional cases and a shifted clock.
#pragma once

#include "core/document.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace tsunagi {

// Everybody may know it: it guards fictional data, so that locking can be practised too. Shown on the lock
// screen.
inline constexpr std::string_view practice_password = "renshu-renshu-2026";

struct Practice {
    std::string reference_date;  // the day the cases take for today, "2026-11-21"
    std::vector<Document> documents;
};

// {"v":1,"reference_date":"...","documents":[...]}
Result<Practice> parse_practice(std::string_view json);

// What to add to the wall clock, in whole days, so that today is the reference date.
std::int64_t practice_shift_ms(std::string_view reference_date, std::int64_t now_ms, int offset_minutes);

}  // namespace tsunagi
