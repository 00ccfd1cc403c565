// Owns how a field, its value and whoever wrote it are called in words, from the form: in lists of conflicts
// and in the history, where the field itself is not in sight.
#pragma once

#include "app/state.h"

#include <string>
#include <string_view>
#include <vector>

namespace tsunagi {

// The item a path belongs to ("decisions[7f3].what" -> decisions.what); null when the form does not know it.
const Item* item_at(const AppState& state, const DocumentId& document, std::string_view path);
// "決めたこと「夜間の連絡先」 担当", "4. 訪問看護の初回日 ・回答"; the path itself where the form does not
// know it.
std::string field_words(const AppState& state, const DocumentId& document, std::string_view path);
// What stands at a path: each text with the change that wrote it first, oldest first; more than one is a
// conflict.
struct Side {
    const Change* change = nullptr;
    const Change* origin = nullptr;
};
std::vector<Side> sides_at(const AppState& state, const DocumentId& document, const Path& path);
// "10/21 会議の記録", "確認表", "患者の記録".
std::string document_words(const AppState& state, const DocumentId& document);
// A value as the form shows it: はい, 10/21, the words of a choice; "（消した）" for none.
std::string value_words(const Value& value);
// "藤川 美咲（看護師・このは坂訪問看護）".
std::string author_words(const AppState& state, const Change& change);
// "このは坂訪問看護のファイルで届きました（10/21 14:32）"; empty for what was written here.
std::string origin_words(const AppState& state, const Change& change);
// "本人の願い：延命は望まない（渡辺 ゆかり）", of a document that is not in the library.
std::string set_aside_words(const AppState& state, const SetAside& one);
// "10/21 14:32・この端末".
std::string moment_words(const AppState& state, const Change& change);
std::string time_words(const AppState& state, std::int64_t at_ms);

}  // namespace tsunagi
