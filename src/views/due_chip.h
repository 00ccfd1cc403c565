// Owns how a due date is said on a chip: あと2日, 今日まで, 期限切れ 1日, 10/28 まで.
#pragma once

#include "views/widgets/chip.h"

#include <optional>
#include <string>

namespace tsunagi {

// Nothing without a date. Three days and fewer are amber, late ones red; further away it is only a date.
std::optional<ChipSpec> due_chip(const std::string& due, std::optional<int> days_left);

}  // namespace tsunagi
