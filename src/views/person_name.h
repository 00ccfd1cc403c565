// Owns how a person is called on the screen.
#pragma once

#include <string>

namespace tsunagi {

// "退院支援看護師 藤川 美咲", or one of both where the other is empty.
inline std::string full_name(const std::string& profession, const std::string& name) {
    return profession.empty() || name.empty() ? profession + name : profession + " " + name;
}

}  // namespace tsunagi
