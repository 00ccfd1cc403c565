// Owns passphrases of hand-over files: 24 random digits (79.7 bits), shown as 6 groups of 4 joined by
// hyphens. A person never makes one up.
#pragma once

#include "core/error.h"
#include "ports/random.h"

#include <string>
#include <string_view>
#include <vector>

namespace tsunagi {

std::string generate_passphrase(Random& random);  // "0123-4567-8901-2345-6789-0123"

// What somebody typed, in the form that was generated: any separators, half- or full-width digits. bad_value
// unless it is exactly 24 digits.
Result<std::string> parse_passphrase(std::string_view typed);

// What a file may have been sealed with, given what was typed, most likely first: as we generate it; the bare
// digits, as another maker may read the format; and where it is no 24 digits, the text itself.
std::vector<std::string> passphrase_candidates(std::string_view typed);

}  // namespace tsunagi
