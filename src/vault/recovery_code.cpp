// Owns recovery codes.
#include "vault/recovery_code.h"

#include "core/bytes.h"
#include "core/text.h"

#include <array>

namespace tsunagi {
namespace {

constexpr std::string_view symbols = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
constexpr std::size_t secret_symbols = 26;
constexpr std::size_t all_symbols = 28;
constexpr unsigned check_modulus = 1021;  // the largest prime below 32 * 32

// The two check symbols of the 26 before them.
std::string check_of(std::string_view secret) {
    unsigned rest = 0;
    for (const char symbol : secret)
        rest = (rest * 32 + static_cast<unsigned>(symbols.find(symbol))) % check_modulus;
    return {symbols[rest / 32], symbols[rest % 32]};
}

// One code point as a symbol; 0 for a separator or anything else.
char symbol_of(char32_t point) {
    if (point >= U'\uFF01' && point <= U'\uFF5E') point -= 0xFEE0;  // full width
    if (point >= U'a' && point <= U'z') point -= 32;
    if (point == U'O') return '0';
    if (point == U'I' || point == U'L') return '1';
    const char symbol = point < 128 ? static_cast<char>(point) : ' ';
    return symbols.contains(symbol) ? symbol : '\0';
}

bool is_separator(char32_t point) {
    constexpr std::u32string_view separators =
        U" -_.,\t\n\r\u3000\uFF0D\u2010\u2011\u2012\u2013\u2014\u2212\u30FC";
    return separators.contains(point);
}

}  // namespace

std::string generate_recovery_code(Random& random) {
    std::array<std::uint8_t, secret_symbols> bits{};
    random.fill(bits);
    std::string code;
    for (const std::uint8_t byte : bits) code += symbols[byte % 32];
    code += check_of(code);
    for (std::size_t at = all_symbols - 4; at > 0; at -= 4) code.insert(at, 1, '-');
    return code;
}

Result<std::string> parse_recovery_code(std::string_view typed) {
    if (typed.size() > 512 || !is_utf8(typed)) return fail(Fault::bad_value, "recovery code");
    std::string code;
    for (const char32_t point : code_points(typed)) {
        if (is_separator(point)) continue;
        const char symbol = symbol_of(point);
        if (symbol == '\0') return fail(Fault::bad_value, "recovery code");
        code += symbol;
    }
    if (code.size() != all_symbols || check_of(std::string_view(code).substr(0, secret_symbols)) !=
                                          std::string_view(code).substr(secret_symbols)) {
        wipe(code);
        return fail(Fault::bad_value, "recovery code");
    }
    for (std::size_t at = all_symbols - 4; at > 0; at -= 4) code.insert(at, 1, '-');
    return code;
}

}  // namespace tsunagi
