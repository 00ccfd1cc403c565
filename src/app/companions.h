// Owns which answers are given by one act, and so are settled together: a checklist row's answer, who gave
// it, and when.
#pragma once

#include "core/document.h"

#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace tsunagi {

inline constexpr std::string_view checklist_answer = ".answer";
inline constexpr std::array<std::string_view, 2> checklist_signature{".checked_by", ".checked_on"};

// The paths written together with this one; empty for most.
inline std::vector<Path> companions_of(std::string_view path) {
    std::vector<Path> paths;
    if (!path.ends_with(checklist_answer)) return paths;
    const std::string row(path.substr(0, path.size() - checklist_answer.size()));
    for (const std::string_view field : checklist_signature) paths.push_back(row + std::string(field));
    return paths;
}

// Whether a conflict here goes away with the one at the answer it belongs to.
inline bool is_settled_with(const Answers& answers, std::string_view path) {
    for (const std::string_view field : checklist_signature) {
        if (!path.ends_with(field)) continue;
        std::string answer(path.substr(0, path.size() - field.size()));
        answer += checklist_answer;
        const Answer* found = answers.find(answer);
        return found != nullptr && found->in_conflict();
    }
    return false;
}

}  // namespace tsunagi
