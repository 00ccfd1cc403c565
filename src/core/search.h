// Owns search keys: text folded so that different spellings of the same word meet, and the match over them.
// Keys are for finding only; what was typed is never changed by them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace tsunagi {

// Folds kana to ひらがな, widths to the usual one, case to lower, variants of a kanji to the common one (髙
// to 高); drops white space, variation selectors and characters that draw nothing.
std::string search_key(std::string_view text);

// What somebody typed into the search field: words in between white space, each folded.
struct SearchQuery {
    std::vector<std::string> words;
    bool empty() const { return words.empty(); }
};
SearchQuery parse_query(std::string_view typed);

// Whether every word occurs in the key (of search_key). An empty query matches everything.
bool matches(const SearchQuery& query, std::string_view key);

}  // namespace tsunagi
