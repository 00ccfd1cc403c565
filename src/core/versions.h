// Owns 確定: what of a document was declared final, by whom, and what differs between two such versions.
// Must not know the screen or the crypto.
#pragma once

#include "core/document.h"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace tsunagi {

// The group whose rows are the finalisings of a document. Never leaves with a hand-over
// (exchange/sections.h): it names answers the recipient may not see.
inline constexpr std::string_view finalised_group = "finalised";

// What stood at each path: the values, in an order that every copy agrees on. More than one is a conflict.
using Content = std::map<Path, std::vector<const Change*>, std::less<>>;

// Points into the document, like Answers.
struct Version {
    std::string row;                 // its row id in finalised_group
    const Change* change = nullptr;  // who and when
    std::string hash;                // SHA-256 of text_of_content, 64 hex digits
    Content content;                 // of the changes this copy holds
    std::size_t missing = 0;         // changes it names that this copy does not hold
};

// The content as it stands now, without the finalisings themselves.
Content content_of(const Document& document);
// Canonical text of a content: equal contents give equal bytes. What the hash is made of.
std::string text_of_content(const Content& content);
// The value of a finalising: "sha256:<hash>" and the ids of the changes of the content, a line each.
std::string finalising_value(std::string_view hash, const Content& content);
// All finalisings that stand, the oldest first. Values that are no finalising are left out.
std::vector<Version> versions_of(const Document& document);
// Paths at which two contents hold different values, in order.
std::vector<Path> differing(const Content& before, const Content& after);

}  // namespace tsunagi
