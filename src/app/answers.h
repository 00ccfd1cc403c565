// Owns the small readings of answers that the app's parts share: codes, whole numbers, what a reference
// points at.
#pragma once

#include "core/document.h"

#include <cstdint>
#include <string>

namespace tsunagi {

// The code of a coded answer; empty for none.
inline std::string code_at(const Answers& answers, const Path& path) {
    const Coding* coding = std::get_if<Coding>(&answers.value(path));
    return coding ? coding->code : std::string();
}

inline std::int64_t int_at(const Answers& answers, const Path& path) {
    const std::int64_t* number = std::get_if<std::int64_t>(&answers.value(path));
    return number ? *number : 0;
}

// "Case/<id>" -> <id>; empty for anything else.
inline std::string target_id(const Value& value) {
    const Reference* reference = std::get_if<Reference>(&value);
    if (!reference) return {};
    const auto slash = reference->target.find('/');
    return slash == std::string::npos ? std::string() : reference->target.substr(slash + 1);
}

inline Value text_or_none(const std::string& text) {
    return text.empty() ? Value{} : Value{text};
}

// A coded value of one of our own lists.
inline Value code_value(const std::string& list, std::string code, std::string display) {
    return Coding{std::move(code), std::move(display), "urn:tsunagi:code:" + list};
}

}  // namespace tsunagi
