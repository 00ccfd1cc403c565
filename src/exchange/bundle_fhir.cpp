#include "exchange/bundle_fhir.h"

#include "core/text.h"

namespace tsunagi::fhir {
namespace {

constexpr std::string_view reason_url = "http://hl7.org/fhir/StructureDefinition/data-absent-reason";
constexpr std::string_view changed_url = "urn:tsunagi:spaces-changed";

enum class Space : std::uint8_t { none, allowed, blank, line };

// The white space of ECMAScript, which is what FHIR's patterns mean by \S.
Space space_of(char32_t c) {
    if (c == U' ' || c == U'\t' || c == U'\n' || c == U'\r' || c == 0x3000) return Space::allowed;
    if (c == 0x0B || c == 0x0C || c == 0x2028 || c == 0x2029) return Space::line;
    if (c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) || c == 0x202F || c == 0x205F ||
        c == 0xFEFF) {
        return Space::blank;
    }
    return Space::none;
}

std::string hex_of_bits(std::uint64_t bits) {
    std::string hex(16, '0');
    for (std::size_t i = 16; i-- > 0; bits >>= 4) hex[i] = "0123456789abcdef"[bits & 15];
    return hex;
}

std::uint64_t fnv1a(std::string_view text, std::uint64_t state) {
    for (const char c : text) state = (state ^ static_cast<unsigned char>(c)) * 0x100000001b3u;
    return state;
}

constexpr std::string_view base64_digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

}  // namespace

Text fit_text(std::string_view typed) {
    Text fitted;
    bool blank = true;
    for (const char32_t c : code_points(typed)) {
        switch (space_of(c)) {
            case Space::none:
                blank = false;
                // NUL is refused by every reader of ours, so it must not get into a file.
                append_utf8(fitted.text, c == 0 ? replacement_character : c);
                fitted.changed |= c == 0;
                break;
            case Space::allowed: append_utf8(fitted.text, c); break;
            case Space::blank:
                fitted.text += ' ';
                fitted.changed = true;
                break;
            case Space::line:
                fitted.text += '\n';
                fitted.changed = true;
                break;
        }
    }
    if (blank) return {};
    return fitted;
}

bool set_text(Json& object, const std::string& name, std::string_view typed) {
    Text fitted = fit_text(typed);
    if (fitted.text.empty()) return false;
    object[name] = std::move(fitted.text);
    if (fitted.changed)
        object["_" + name]["extension"] = Json::array({extension(changed_url, "valueBoolean", true)});
    return true;
}

void set_text_or_reason(Json& object, const std::string& name, std::string_view typed) {
    if (set_text(object, name, typed)) return;
    object["_" + name]["extension"] = Json::array({extension(reason_url, "valueCode", "unsupported")});
}

bool is_code(std::string_view code) {
    bool after_space = true;
    for (const char32_t c : code_points(code)) {
        const bool space = space_of(c) != Space::none;
        if (space && after_space) return false;
        after_space = space;
    }
    return !after_space;
}

bool is_uri(std::string_view uri) {
    for (const char32_t c : code_points(uri)) {
        if (space_of(c) != Space::none) return false;
    }
    return !uri.empty();
}

std::optional<Json> number_of(std::string_view digits) {
    Json number = Json::parse(digits, nullptr, false);
    if (number.is_discarded() || !number.is_number()) return std::nullopt;
    return number;
}

std::string base64_of(ByteView bytes) {
    std::string text;
    text.reserve((bytes.size() + 2) / 3 * 4);
    for (std::size_t i = 0; i < bytes.size(); i += 3) {
        const std::size_t left = bytes.size() - i;
        std::uint32_t block = static_cast<std::uint32_t>(bytes[i]) << 16;
        if (left > 1) block |= static_cast<std::uint32_t>(bytes[i + 1]) << 8;
        if (left > 2) block |= bytes[i + 2];
        text += base64_digits[block >> 18];
        text += base64_digits[(block >> 12) & 63];
        text += left > 1 ? base64_digits[(block >> 6) & 63] : '=';
        text += left > 2 ? base64_digits[block & 63] : '=';
    }
    return text;
}

Result<Bytes> parse_base64(std::string_view text) {
    if (text.size() % 4 != 0) return fail(Fault::bad_base64url, "base64 length");
    const std::size_t padding = text.ends_with("==") ? 2 : text.ends_with('=') ? 1 : 0;
    // The same bits as base64url without padding, which is read strictly in one place.
    std::string url(text.substr(0, text.size() - padding));
    for (char& c : url) {
        if (c == '-' || c == '_') return fail(Fault::bad_base64url, "base64url where base64 belongs");
        if (c == '+') c = '-';
        if (c == '/') c = '_';
    }
    return parse_base64url(url);
}

std::string uuid_of(std::string_view id) {
    std::string hex(id);
    const bool is_id = id.size() == 32 && id.find_first_not_of("0123456789abcdef") == std::string_view::npos;
    if (!is_id) {
        const std::uint64_t high = fnv1a(id, 0xcbf29ce484222325u);
        const std::uint64_t low = fnv1a(id, 0x6c62272e07bb0142u);
        hex = hex_of_bits((high & ~0xf000ull) | 0x8000u) + hex_of_bits((low & ~(3ull << 62)) | (2ull << 62));
    }
    return hex.substr(0, 8) + "-" + hex.substr(8, 4) + "-" + hex.substr(12, 4) + "-" + hex.substr(16, 4) +
           "-" + hex.substr(20);
}

Json reference(std::string_view full_url, std::string_view display) {
    Json json = Json::object();
    if (!full_url.empty()) json["reference"] = full_url;
    set_text(json, "display", display);
    return json;
}

Json coding(std::string_view system, std::string_view code, std::string_view display) {
    Json json = Json::object();
    if (is_uri(system)) json["system"] = system;
    if (is_code(code)) json["code"] = code;
    set_text(json, "display", display);
    return json;
}

Json concept_of(std::string_view system, std::string_view code, std::string_view display) {
    Json json = Json::object();
    json["coding"] = Json::array({coding(system, code, display)});
    return json;
}

Json concept_text(std::string_view text) {
    Json json = Json::object();
    set_text(json, "text", text);
    return json;
}

Json extension(std::string_view url, std::string_view value_name, Json value) {
    Json json = Json::object();
    json["url"] = url;
    json[std::string(value_name)] = std::move(value);
    return json;
}

void set(Json& object, const std::string& name, Json value) {
    if (value.is_null() || (value.is_structured() && value.empty())) return;
    object[name] = std::move(value);
}

}  // namespace tsunagi::fhir
