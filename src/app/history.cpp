#include "app/history.h"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

namespace tsunagi {

namespace {

bool is_asked(std::string_view path, std::string_view asked) {
    const bool whole_row = asked.ends_with('.') || asked.ends_with(']');
    return asked.empty() || path == asked || (whole_row && path.starts_with(asked));
}

}  // namespace

std::optional<FileOrigin> find_file_origin(const AppState& state, const Change& change) {
    if (change.from.empty()) return std::nullopt;
    const Answers& entry = state.library.answers(change.from);
    FileOrigin origin{.entry = change.from, .name = entry.text("signer_name")};
    origin.is_claimed = origin.name.empty();
    if (origin.is_claimed) origin.name = entry.text("to_name");
    origin.taken_in_at = entry.text("made_at");
    return origin;
}

std::vector<PastChange> list_history(const AppState& state, const DocumentId& document,
                                     std::string_view path) {
    const Document* found = state.library.find(document);
    std::vector<PastChange> past;
    if (!found) return past;
    std::unordered_map<std::string_view, const Change*> by_id;
    std::unordered_set<std::string_view> replaced;
    for (const Change& change : found->changes) {
        if (!is_asked(change.path, path)) continue;
        by_id.emplace(change.id, &change);
        replaced.insert(change.replaces.begin(), change.replaces.end());
    }
    for (const Change& change : found->changes) {
        if (!by_id.contains(change.id)) continue;
        PastChange entry{&change, nullptr, change.replaces.size(), !replaced.contains(change.id)};
        for (const ChangeId& id : change.replaces) {
            const auto before = by_id.find(id);
            if (before == by_id.end()) continue;
            if (entry.before == nullptr || entry.before->at < before->second->at)
                entry.before = before->second;
        }
        past.push_back(entry);
    }
    std::ranges::reverse(past);
    return past;
}

}  // namespace tsunagi
