// Owns how a version of the app is named to people.
#pragma once

#include <string>
#include <string_view>

namespace tsunagi {

// "1.0.0 3f2a91c044de8b17" -> "1.0.0（3f2a 91c0 44de 8b17）", so that the hash can be compared by eye.
std::string version_words(std::string_view version);

}  // namespace tsunagi
