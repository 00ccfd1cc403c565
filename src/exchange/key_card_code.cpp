#include "exchange/key_card_code.h"

#include "core/text.h"
#include "exchange/jwk.h"
#include "exchange/jws.h"
#include "exchange/key_card.h"
#include "exchange/p256_point.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>

namespace tsunagi {
namespace {

constexpr std::string_view mark = "TNK1-";
constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
constexpr std::size_t max_code_bytes = 16u << 10;
constexpr std::uint8_t version = 1;

std::string base32_of(const Bytes& bytes) {
    std::string text;
    std::uint32_t held = 0;
    int bits = 0;
    for (const std::uint8_t byte : bytes) {
        held = (held << 8 | byte) & 0xFFFF;
        bits += 8;
        for (; bits >= 5; bits -= 5) text += alphabet[(held >> (bits - 5)) & 31];
    }
    if (bits > 0) text += alphabet[(held << (5 - bits)) & 31];
    return text;
}

// Strict but for what typing does: letters that carry nothing, or bits left over, mean that something is
// missing.
Result<Bytes> parse_base32(std::string_view text) {
    Bytes bytes;
    std::uint32_t held = 0;
    int bits = 0;
    for (const char letter : text) {
        const std::size_t value = alphabet.find(letter);
        if (value == std::string_view::npos) return fail(Fault::wrong_type, "letter of a key card code");
        held = (held << 5 | static_cast<std::uint32_t>(value)) & 0xFFFF;
        bits += 5;
        if (bits < 8) continue;
        bits -= 8;
        bytes.push_back(static_cast<std::uint8_t>(held >> bits));
    }
    if (bits >= 5 || (held & ((1u << bits) - 1)) != 0)
        return fail(Fault::wrong_type, "end of a key card code");
    return bytes;
}

// Upper case, half width, no white space: what readers, keyboards and mail programs make of it. Stops at
// limit.
std::string plain(std::string_view typed, std::size_t limit) {
    std::string text;
    for (char32_t c : code_points(typed)) {
        if (text.size() >= limit) break;
        if (c >= U'！' && c <= U'～') c = c - U'！' + U'!';
        if (c == U'−' || c == U'ー' || c == U'‐') c = U'-';
        if (c == U' ' || c == U'　' || c == U'\n' || c == U'\r' || c == U'\t') continue;
        if (c >= U'a' && c <= U'z') c = c - U'a' + U'A';
        append_utf8(text, c);
    }
    return text;
}

void append(Bytes& bytes, ByteView more) {
    bytes.insert(bytes.end(), more.begin(), more.end());
}

void append_text(Bytes& bytes, std::string_view text) {
    bytes.push_back(static_cast<std::uint8_t>(text.size() >> 8));
    bytes.push_back(static_cast<std::uint8_t>(text.size() & 0xFF));
    append(bytes, view_of(text));
}

class Reader {
  public:
    explicit Reader(ByteView bytes) : rest_(bytes) {}
    bool take(std::size_t count, ByteView& out) {
        if (rest_.size() < count) return false;
        out = rest_.first(count);
        rest_ = rest_.subspan(count);
        return true;
    }
    bool take_text(std::string& out) {
        ByteView length;
        if (!take(2, length)) return false;
        ByteView text;
        if (!take(static_cast<std::size_t>(length[0]) << 8 | length[1], text)) return false;
        out = text_of(text);
        return true;
    }
    bool take_key(PublicKey& key) {
        ByteView x, y;
        if (!take(32, x) || !take(32, y)) return false;
        std::ranges::copy(x, key.x.begin());
        std::ranges::copy(y, key.y.begin());
        return true;
    }
    bool is_empty() const { return rest_.empty(); }

  private:
    ByteView rest_;
};

Result<KeyCardParts> parts_of(ByteView bytes) {
    Reader reader(bytes);
    ByteView first, signature;
    KeyCardParts parts;
    if (!reader.take(1, first)) return fail(Fault::wrong_type, "key card code");
    if (first[0] > version) return fail(Fault::future_version, "key card code");
    const bool whole = first[0] == version && reader.take_key(parts.card.agreement_key) &&
                       reader.take_key(parts.card.signing_key) && reader.take(signature_bytes, signature) &&
                       reader.take_text(parts.card.created) && reader.take_text(parts.card.name) &&
                       reader.take_text(parts.card.organisation) && reader.is_empty();
    if (!whole) return fail(Fault::wrong_type, "key card code");
    // Before it is written into JSON: half a character there would be somebody else's fault.
    for (const std::string* text : {&parts.card.created, &parts.card.name, &parts.card.organisation}) {
        if (!is_utf8(*text)) return fail(Fault::bad_utf8, "key card code");
    }
    if (!is_on_curve(parts.card.agreement_key) || !is_on_curve(parts.card.signing_key)) {
        return fail(Fault::wrong_type, "key of a key card code");
    }
    parts.signature.assign(signature.begin(), signature.end());
    return parts;
}

// "kid" in a header: taken over only to see whether the rest gives the card back as it was.
std::optional<std::string> kid_in(std::string_view card) {
    const auto json = parse_json(card, {.max_bytes = max_code_bytes, .max_depth = 8});
    const std::string* part = json ? find_string(*json, "protected") : nullptr;
    const auto bytes = part != nullptr ? parse_base64url(*part) : Result<Bytes>(fail(Fault::wrong_type));
    if (!bytes) return std::nullopt;
    const auto header = parse_json(text_of(*bytes), {.max_bytes = max_code_bytes, .max_depth = 8});
    const std::string* kid = header ? find_string(*header, "kid") : nullptr;
    return kid != nullptr ? std::optional(*kid) : std::nullopt;
}

}  // namespace

Result<std::string> code_of_key_card(std::string_view card) {
    const auto parts = parse_key_card(card);
    if (!parts) return std::unexpected(parts.error());
    const auto kid = kid_in(card);
    if (!kid || key_card_text(*parts, *kid) != card) {
        return fail(Fault::bad_value, "key card of another writer");
    }
    Bytes bytes{version};
    for (const PublicKey* key : {&parts->card.agreement_key, &parts->card.signing_key}) {
        append(bytes, key->x);
        append(bytes, key->y);
    }
    append(bytes, parts->signature);
    for (const std::string* text : {&parts->card.created, &parts->card.name, &parts->card.organisation}) {
        append_text(bytes, *text);
    }
    return std::string(mark) + base32_of(bytes);
}

Future<Result<std::string>> key_card_of_code(Crypto& crypto, std::string typed) {
    if (typed.size() > max_code_bytes) co_return fail(Fault::too_large, "key card code");
    const std::string text = is_utf8(typed) ? plain(typed, max_code_bytes) : std::string();
    if (!text.starts_with(mark)) co_return fail(Fault::not_our_file, "no key card code");
    const auto bytes = parse_base32(std::string_view(text).substr(mark.size()));
    if (!bytes) co_return std::unexpected(bytes.error());
    const auto parts = parts_of(*bytes);
    if (!parts) co_return std::unexpected(parts.error());
    auto naming = thumbprint_of(crypto, parts->card.signing_key);
    const Result<std::string> kid = co_await naming;
    if (!kid) co_return std::unexpected(kid.error());
    co_return key_card_text(*parts, *kid);
}

bool looks_like_key_card_code(std::string_view typed) {
    return is_utf8(typed) && plain(typed, mark.size()).starts_with(mark);
}

}  // namespace tsunagi
