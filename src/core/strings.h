// Owns the words of the interface: flat tables from assets/strings/{ja,en}.json, one language shown at a
// time. Must not know who shows them.
#pragma once

#include "core/error.h"

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tsunagi {

enum class Language : std::uint8_t { ja, en };

// {"today.title": "今日", ...}: flat, string values only. Replaces the table of that language. bad_json,
// wrong_type.
Status load_strings(Language language, std::string_view json);
void set_language(Language language);
Language language();

// The words for a key; Japanese where the language has none; the key itself where nobody has it (see
// missing_strings).
const std::string& tr(std::string_view key);
// Fills "{n}" and its like: tr("agenda.total", {{"n", "5"}}).
using Filler = std::pair<std::string_view, std::string_view>;
std::string tr(std::string_view key, std::initializer_list<Filler> fillers);

// Keys that were asked for and not found, for tests.
const std::vector<std::string>& missing_strings();

}  // namespace tsunagi
