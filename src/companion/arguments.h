// Owns the command line of tsunagi-file. Must not know what the commands do.
#pragma once

#include <cstdint>
#include <expected>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace tsunagi {

enum class UnknownSigner : std::uint8_t { refuse, accept };

struct OpenArguments {
    std::string file;
    std::optional<std::string>
        key;  // path of a private JWK; without it the passphrase comes from standard input
    std::optional<std::string> signer;
    UnknownSigner unknown_signer = UnknownSigner::refuse;
};

enum class Passphrase : std::uint8_t { none, generate };

struct MakeArguments {
    std::string bundle;
    std::vector<std::string> to;
    Passphrase passphrase = Passphrase::none;
    std::string sign;
};

struct CardArguments {
    std::string card;
};

struct FormArguments {
    std::string questionnaire;
};

struct HelpArguments {};

using Arguments = std::variant<OpenArguments, MakeArguments, CardArguments, FormArguments, HelpArguments>;

// Without the program's name. The error says what is wrong, in a line.
std::expected<Arguments, std::string> parse_arguments(std::span<const std::string_view> words);

std::string_view usage_text();

}  // namespace tsunagi
