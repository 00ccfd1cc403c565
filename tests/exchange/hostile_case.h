// Owns the table rows of the hostile file tests: what is bent, how it is opened, and what it must be refused
// as.
#pragma once

#include "hostile_file.h"

#include <string>
#include <vector>

namespace tsunagi {

enum class OpenBy : std::uint8_t { all, key, passphrase };

struct Case {
    const char* name;
    Fault expected;
    Bends bends;
    SealedFor sealed_for = SealedFor::both;
    OpenBy open_by = OpenBy::all;
};

// The tables: hostile_cases_outside.cpp, refused before any key is touched, and hostile_cases_inside.cpp.
std::vector<Case> text_cases();
std::vector<Case> member_cases();
std::vector<Case> recipient_cases();
std::vector<Case> tampering_cases();
std::vector<Case> inner_cases();
std::vector<Case> addressing_cases(const Parties& parties);

inline std::function<std::string(std::string)> replace(std::string from, std::string to) {
    return [from = std::move(from), to = std::move(to)](std::string text) {
        return replaced(std::move(text), from, to);
    };
}
template <class T>
std::function<void(Json&)> set(const char* name, T value) {
    return [name, value](Json& object) { object[name] = value; };
}
inline std::function<void(Json&)> erase(const char* name) {
    return [name](Json& object) { object.erase(name); };
}
inline std::function<std::string(std::string)> say(std::string text) {
    return [text = std::move(text)](std::string) { return text; };
}
// Bends the first recipient (the station) or the second (the passphrase).
inline std::function<void(Json&)> station(std::function<void(Json&)> bend) {
    return [bend = std::move(bend)](Json& outer) { bend(outer["recipients"][0]); };
}
inline std::function<void(Json&)> station_header(std::function<void(Json&)> bend) {
    return [bend = std::move(bend)](Json& outer) { bend(outer["recipients"][0]["header"]); };
}
inline std::function<void(Json&)> epk(std::function<void(Json&)> bend) {
    return [bend = std::move(bend)](Json& outer) { bend(outer["recipients"][0]["header"]["epk"]); };
}
inline std::function<void(Json&)> passphrase(std::function<void(Json&)> bend) {
    return [bend = std::move(bend)](Json& outer) { bend(outer["recipients"][1]); };
}
inline std::function<void(Json&)> passphrase_header(std::function<void(Json&)> bend) {
    return [bend = std::move(bend)](Json& outer) { bend(outer["recipients"][1]["header"]); };
}
inline std::function<void(Json&)> tampered(const char* name) {
    return [name](Json& object) { tamper(object, name); };
}
// As long as it should be, but with bits set behind the last byte.
inline std::function<void(Json&)> not_canonical(const char* name) {
    return [name](Json& object) {
        std::string text = *find_string(object, name);
        const std::string_view digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        text.back() = digits[(digits.find(text.back()) | 1) % 64];
        object[name] = text;
    };
}
inline std::string sized(std::size_t bytes) {
    return base64url_of(Bytes(bytes, 7));
}
inline std::string nested(int depth) {
    return std::string(static_cast<std::size_t>(depth), '[') +
           std::string(static_cast<std::size_t>(depth), ']');
}

inline void check(Parties& parties, const Case& one) {
    INFO(one.name);
    const Bytes file = HostileFile(parties).make(one.bends, one.sealed_for);
    const std::size_t keys = parties.crypto.key_count();
    const auto refused = [&](const Opener& opener) {
        const auto opened = parties.open(file, opener);
        CHECK(fault_code(fault_of(opened)) == fault_code(one.expected));
        CHECK(parties.crypto.key_count() == keys);
        // The log must not tell what was in it.
        if (!opened) CHECK(opened.error().detail.size() < 64);
    };
    if (one.open_by != OpenBy::passphrase) refused(parties.by_key());
    if (one.open_by != OpenBy::key) refused(ByPassphrase{.typed = test_passphrase});
}

}  // namespace tsunagi
