// Owns whom a hand-over is written for: which sections each reader is offered, in which order they stand, and
// what is for staff alone. One table; the file, the preview and the recipient's screen all ask it.
#pragma once

#include "exchange/sections.h"

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace tsunagi {

inline constexpr std::size_t audience_count = 4;

struct AudienceInfo {
    Audience audience = Audience::visiting_nurse;
    std::string_view code;       // as in the file's tag and in the ledger
    std::string_view word;       // Japanese, as written into the ledger whatever language the screen has
    std::string_view label_key;  // string key of the words on screen
    SectionSet proposed;         // chosen at first
    SectionSet most;             // what can be chosen at all
};
// In the order in which they are offered.
const std::array<AudienceInfo, audience_count>& audience_table();
const AudienceInfo& info_of(Audience audience);
std::optional<Audience> find_audience(std::string_view code);
// Reading order of the sections; every section once.
std::span<const Section> order_of(Audience audience);

}  // namespace tsunagi
