// Owns the tables of words and the filling of their gaps.
#include "core/strings.h"

#include "core/json.h"

#include <algorithm>
#include <array>
#include <map>

namespace tsunagi {

namespace {

struct StringTables {
    std::array<std::map<std::string, std::string, std::less<>>, 2> words;
    Language shown = Language::ja;
    std::vector<std::string> missing;
    std::map<std::string, std::string, std::less<>> own_keys;  // keys nobody has, shown as they are
};

// One per program, like the language of a page.
StringTables& tables() {
    static StringTables all;
    return all;
}

std::size_t slot(Language language) {
    return static_cast<std::size_t>(language);
}

}  // namespace

Status load_strings(Language language, std::string_view json) {
    Result<Json> parsed = parse_json(json, {.max_bytes = 1u << 20, .max_depth = 4});
    if (!parsed) return std::unexpected(parsed.error());
    if (!parsed->is_object()) return fail(Fault::wrong_type, "strings: not an object");
    std::map<std::string, std::string, std::less<>> words;
    for (const auto& [key, value] : parsed->items()) {
        const auto* text = value.get_ptr<const std::string*>();
        if (text == nullptr) return fail(Fault::wrong_type, "strings: " + key);
        words.emplace(key, *text);
    }
    tables().words[slot(language)] = std::move(words);
    tables().missing.clear();
    return {};
}

void set_language(Language language) {
    tables().shown = language;
}
Language language() {
    return tables().shown;
}

const std::string& tr(std::string_view key) {
    StringTables& all = tables();
    for (const Language from : {all.shown, Language::ja}) {
        const auto& words = all.words[slot(from)];
        if (const auto found = words.find(key); found != words.end()) return found->second;
    }
    const auto [entry, fresh] = all.own_keys.try_emplace(std::string(key), key);
    if (std::ranges::find(all.missing, key) == all.missing.end()) all.missing.emplace_back(key);
    return entry->second;
}

std::string tr(std::string_view key, std::initializer_list<Filler> fillers) {
    const std::string& words = tr(key);
    std::string out;
    for (std::size_t at = 0; at < words.size();) {
        const std::size_t open = words.find('{', at);
        const std::size_t close = open == std::string::npos ? open : words.find('}', open);
        out.append(words, at, std::min(open, words.size()) - at);
        if (close == std::string::npos) {
            if (open != std::string::npos) out.append(words, open);
            break;
        }
        const std::string_view name = std::string_view(words).substr(open + 1, close - open - 1);
        const auto* found = std::ranges::find(fillers, name, &Filler::first);
        out += found == fillers.end() ? words.substr(open, close - open + 1) : std::string(found->second);
        at = close + 1;
    }
    return out;
}

const std::vector<std::string>& missing_strings() {
    return tables().missing;
}

}  // namespace tsunagi
