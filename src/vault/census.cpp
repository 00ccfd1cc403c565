#include "vault/census.h"

#include "core/bytes.h"

#include <algorithm>
#include <charconv>
#include <utility>
#include <vector>

namespace tsunagi {
namespace {

constexpr std::size_t leaf_name_size = 2;
constexpr std::uint8_t leaf_prefix = 0;
constexpr std::uint8_t census_prefix = 1;

using Hashing = Future<Result<Digest>>;

void append(Bytes& out, std::uint32_t value) {
    for (int shift = 24; shift >= 0; shift -= 8)
        out.push_back(static_cast<std::uint8_t>(value >> shift & 0xFFu));
}

void append(Bytes& out, std::string_view text) {
    append(out, static_cast<std::uint32_t>(text.size()));
    const ByteView bytes = view_of(text);
    out.insert(out.end(), bytes.begin(), bytes.end());
}

// Empty for no records.
Bytes input_of_leaf(const RecordMarks& marks, std::string_view name) {
    Bytes input;
    for (auto item = marks.lower_bound(name); item != marks.end() && leaf_of(item->first) == name; ++item) {
        if (input.empty()) input.push_back(leaf_prefix);
        append(input, item->first);
        append(input, item->second.revision);
        input.insert(input.end(), item->second.tag.begin(), item->second.tag.end());
    }
    return input;
}

Future<Result<Leaves>> hash_all(std::vector<std::pair<std::string, Hashing>> hashings) {
    Leaves leaves;
    for (auto& [name, hashing] : hashings) {
        auto hashed = co_await hashing;
        if (!hashed) co_return std::unexpected(hashed.error());
        leaves.emplace(name, *hashed);
    }
    co_return leaves;
}

Future<Result<Census>> named(Hashing hashing, std::uint64_t count) {
    auto hashed = co_await hashing;
    if (!hashed) co_return std::unexpected(hashed.error());
    co_return Census{count, *hashed};
}

Future<Result<Census>> census_after(Crypto& crypto, Future<Result<Leaves>> hashing, std::uint64_t count) {
    auto leaves = co_await hashing;
    if (!leaves) co_return std::unexpected(leaves.error());
    co_return co_await census_of(crypto, *leaves, count);
}

}  // namespace

void append_mark(std::string& marks, char kind, std::string_view id, const RecordMark& mark) {
    if (!marks.empty()) marks += ' ';
    marks += kind;
    marks += id;
    marks += '/' + std::to_string(mark.revision) + '/' + hex_of(mark.tag);
}

bool apply_marks(std::string_view text, MarksOfKinds& into) {
    while (!text.empty()) {
        const std::string_view one = text.substr(0, text.find(' '));
        text.remove_prefix(std::min(text.size(), one.size() + 1));
        const std::size_t at = one.find('/');
        const std::size_t end = one.rfind('/');
        if (at == std::string_view::npos || at == end || at < 2) return false;
        RecordMark mark;
        const std::string_view digits = one.substr(at + 1, end - at - 1);
        if (std::from_chars(digits.begin(), digits.end(), mark.revision).ptr != digits.end()) return false;
        const auto tag = parse_hex(one.substr(end + 1));
        if (!tag || tag->size() != mark.tag.size()) return false;
        std::ranges::copy(*tag, mark.tag.begin());
        RecordMarks& marks = one[0] == 's' ? into.slots : one[0] == 'd' ? into.drafts : into.records;
        std::string id(one.substr(1, at - 1));
        if (mark.revision == 0) {
            marks.erase(id);
        } else {
            marks[std::move(id)] = mark;
        }
    }
    return true;
}

std::string leaf_of(std::string_view key) {
    return std::string(key.substr(0, leaf_name_size));
}

Future<Result<Leaves>> leaves_of(Crypto& crypto, const RecordMarks& marks,
                                 const std::set<std::string>& names) {
    std::vector<std::pair<std::string, Hashing>> hashings;
    for (const std::string& name : names) {
        Bytes input = input_of_leaf(marks, name);
        if (!input.empty()) hashings.emplace_back(name, crypto.sha256(std::move(input)));
    }
    return hash_all(std::move(hashings));
}

Future<Result<Leaves>> leaves_of(Crypto& crypto, const RecordMarks& marks) {
    std::set<std::string> names;
    for (const auto& [key, mark] : marks) names.insert(leaf_of(key));
    return leaves_of(crypto, marks, names);
}

Future<Result<Census>> census_of(Crypto& crypto, const Leaves& leaves, std::uint64_t count) {
    if (leaves.empty()) return ready(Result<Census>(Census{}));
    Bytes input{census_prefix};
    for (const auto& [name, leaf] : leaves) {
        append(input, name);
        input.insert(input.end(), leaf.begin(), leaf.end());
    }
    return named(crypto.sha256(std::move(input)), count);
}

Future<Result<Census>> census_of(Crypto& crypto, const RecordMarks& marks) {
    return census_after(crypto, leaves_of(crypto, marks), marks.size());
}

SummedCensus summed_census_of(const RecordMarks& marks) {
    SummedCensus census;
    for (const auto& [key, mark] : marks) {
        ++census.count;
        census.revisions += mark.revision;
        unsigned carry = 0;
        for (std::size_t i = census.tags.size(); i-- > 0;) {
            const unsigned sum = unsigned{census.tags[i]} + mark.tag[i] + carry;
            census.tags[i] = static_cast<std::uint8_t>(sum & 0xFFu);
            carry = sum >> 8;
        }
    }
    return census;
}

}  // namespace tsunagi
