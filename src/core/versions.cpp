#include "core/versions.h"

#include "core/document_json.h"
#include "core/standing.h"

#include <algorithm>
#include <set>
#include <tuple>
#include <unordered_map>
#include <utility>

namespace tsunagi {

namespace {

constexpr std::string_view hash_prefix = "sha256:";
constexpr std::size_t hash_digits = 64;

bool is_finalising(std::string_view path) {
    return path.starts_with(finalised_group) && path.size() > finalised_group.size() &&
           path[finalised_group.size()] == '[';
}

// The values, each once, in the order of their bytes.
std::set<std::string> values_of(const std::vector<const Change*>& changes) {
    std::set<std::string> values;
    for (const Change* change : changes) {
        std::string value;
        append_json(value, change->value);
        values.insert(std::move(value));
    }
    return values;
}

// A path where nothing is left is no part of the content.
void keep(Content& content, std::string_view path, std::vector<const Change*> changes) {
    const bool empty =
        std::ranges::all_of(changes, [](const Change* change) { return is_empty(change->value); });
    if (!empty) content.emplace(path, std::move(changes));
}

bool is_hash(std::string_view text) {
    return text.size() == hash_digits &&
           std::ranges::all_of(text, [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

}  // namespace

Content content_of(const Document& document) {
    std::map<std::string_view, std::vector<const Change*>> by_path;
    for (const Change& change : document.changes) {
        if (!is_finalising(change.path)) by_path[change.path].push_back(&change);
    }
    const Answers answers(document);
    Content content;
    for (const auto& [path, changes] : by_path) {
        if (answers.find(path) != nullptr) keep(content, path, standing_changes(changes));
    }
    return content;
}

std::string text_of_content(const Content& content) {
    std::string text;
    for (const auto& [path, changes] : content) {
        for (const std::string& value : values_of(changes)) {
            text += path;
            text += '\t';
            text += value;
            text += '\n';
        }
    }
    return text;
}

std::string finalising_value(std::string_view hash, const Content& content) {
    std::string value{hash_prefix};
    value += hash;
    for (const auto& [path, changes] : content) {
        for (const Change* change : changes) {
            value += '\n';
            value += change->id;
        }
    }
    return value;
}

std::vector<Version> versions_of(const Document& document) {
    std::vector<Version> versions;
    std::unordered_map<std::string_view, const Change*> by_id;
    const Answers answers(document);
    for (const std::string& row : answers.rows(finalised_group)) {
        const Answer* answer = answers.find(row_path(finalised_group, row));
        if (answer == nullptr || answer->current.empty()) continue;
        const Change* change = answer->current.front();
        const auto* text = std::get_if<std::string>(&change->value);
        if (text == nullptr || !text->starts_with(hash_prefix)) continue;
        Version version;
        version.row = row;
        version.hash = text->substr(hash_prefix.size(), hash_digits);
        if (!is_hash(version.hash)) continue;
        version.change = change;
        if (by_id.empty()) {
            for (const Change& known : document.changes) by_id.emplace(known.id, &known);
        }
        std::map<std::string_view, std::vector<const Change*>> by_path;
        std::string_view rest = std::string_view(*text).substr(hash_prefix.size() + hash_digits);
        while (rest.starts_with('\n')) {
            rest.remove_prefix(1);
            const std::string_view id = rest.substr(0, rest.find('\n'));
            rest.remove_prefix(id.size());
            const auto found = by_id.find(id);
            if (found == by_id.end()) {
                ++version.missing;
            } else {
                by_path[found->second->path].push_back(found->second);
            }
        }
        for (auto& [path, changes] : by_path) keep(version.content, path, std::move(changes));
        versions.push_back(std::move(version));
    }
    std::ranges::sort(versions, [](const Version& a, const Version& b) {
        return std::tie(a.change->at, a.change->id) < std::tie(b.change->at, b.change->id);
    });
    return versions;
}

std::vector<Path> differing(const Content& before, const Content& after) {
    std::vector<Path> paths;
    for (const auto& [path, changes] : before) {
        const auto found = after.find(path);
        if (found == after.end() || values_of(changes) != values_of(found->second)) paths.push_back(path);
    }
    for (const auto& [path, changes] : after) {
        if (!before.contains(path)) paths.push_back(path);
    }
    std::ranges::sort(paths);
    return paths;
}

}  // namespace tsunagi
