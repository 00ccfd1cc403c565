// Owns how a day is said in the language shown.
#pragma once

#include "core/calendar.h"

#include <string>

namespace tsunagi {

std::string day_in_words(const CivilDate& date);       // "10月21日(水)", "Wed 10/21"
std::string full_day_in_words(const CivilDate& date);  // "2026年10月21日(水)", "Wed 2026-10-21"

}  // namespace tsunagi
