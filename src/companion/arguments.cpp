#include "companion/arguments.h"

#include <algorithm>
#include <array>
#include <map>

namespace tsunagi {
namespace {

using Words = std::span<const std::string_view>;

// The words after the command's name, sorted into one file and options. An option with a value takes the next
// word, even when that begins with a hyphen.
struct Sorted {
    std::vector<std::string> files;
    std::map<std::string, std::vector<std::string>, std::less<>> values;
    std::vector<std::string> switches;

    bool has(std::string_view name) const { return std::ranges::contains(switches, name); }
    std::vector<std::string> all(std::string_view name) const {
        const auto found = values.find(name);
        return found == values.end() ? std::vector<std::string>{} : found->second;
    }
};

std::expected<Sorted, std::string> sort_words(Words words, std::span<const std::string_view> with_value,
                                              std::span<const std::string_view> without_value) {
    Sorted sorted;
    for (std::size_t i = 0; i < words.size(); ++i) {
        const std::string word(words[i]);
        if (std::ranges::contains(with_value, word)) {
            if (i + 1 == words.size()) return std::unexpected(word + " needs a file");
            sorted.values[word].emplace_back(words[++i]);
        } else if (std::ranges::contains(without_value, word)) {
            if (sorted.has(word)) return std::unexpected(word + " is given twice");
            sorted.switches.push_back(word);
        } else if (word.starts_with("-") && word.size() > 1) {
            return std::unexpected("unknown option " + word);
        } else {
            sorted.files.push_back(word);
        }
    }
    if (sorted.files.size() != 1)
        return std::unexpected("one file is needed, " + std::to_string(sorted.files.size()) + " are given");
    return sorted;
}

std::expected<std::optional<std::string>, std::string> at_most_one(const Sorted& sorted,
                                                                   std::string_view name) {
    const auto all = sorted.all(name);
    if (all.size() > 1) return std::unexpected(std::string(name) + " is given twice");
    return all.empty() ? std::nullopt : std::optional(all.front());
}

std::expected<Arguments, std::string> parse_open(Words words) {
    constexpr std::array<std::string_view, 2> with_value = {"--key", "--signer"};
    constexpr std::array<std::string_view, 2> without_value = {"--passphrase-stdin",
                                                               "--accept-unknown-signer"};
    const auto sorted = sort_words(words, with_value, without_value);
    if (!sorted) return std::unexpected(sorted.error());
    const auto key = at_most_one(*sorted, "--key");
    if (!key) return std::unexpected(key.error());
    const auto signer = at_most_one(*sorted, "--signer");
    if (!signer) return std::unexpected(signer.error());
    if (key->has_value() == sorted->has("--passphrase-stdin")) {
        return std::unexpected("either --passphrase-stdin or --key is needed");
    }
    return OpenArguments{.file = sorted->files.front(),
                         .key = *key,
                         .signer = *signer,
                         .unknown_signer = sorted->has("--accept-unknown-signer") ? UnknownSigner::accept
                                                                                  : UnknownSigner::refuse};
}

std::expected<Arguments, std::string> parse_make(Words words) {
    constexpr std::array<std::string_view, 2> with_value = {"--to", "--sign"};
    constexpr std::array<std::string_view, 1> without_value = {"--passphrase"};
    const auto sorted = sort_words(words, with_value, without_value);
    if (!sorted) return std::unexpected(sorted.error());
    const auto sign = at_most_one(*sorted, "--sign");
    if (!sign) return std::unexpected(sign.error());
    if (!sign->has_value()) return std::unexpected("--sign is needed");
    MakeArguments made{.bundle = sorted->files.front(),
                       .to = sorted->all("--to"),
                       .passphrase = sorted->has("--passphrase") ? Passphrase::generate : Passphrase::none,
                       .sign = **sign};
    if (made.to.empty() && made.passphrase == Passphrase::none) {
        return std::unexpected("nobody could open it: --to or --passphrase is needed");
    }
    return made;
}

// One file and no options: a card or a form.
template <class One>
std::expected<Arguments, std::string> parse_one_file(Words words) {
    const auto sorted = sort_words(words, {}, {});
    if (!sorted) return std::unexpected(sorted.error());
    return One{sorted->files.front()};
}

}  // namespace

std::expected<Arguments, std::string> parse_arguments(std::span<const std::string_view> words) {
    if (words.empty()) return std::unexpected("a command is needed");
    const Words rest = words.subspan(1);
    if (words[0] == "open") return parse_open(rest);
    if (words[0] == "make") return parse_make(rest);
    if (words[0] == "card") return parse_one_file<CardArguments>(rest);
    if (words[0] == "form") return parse_one_file<FormArguments>(rest);
    if (words[0] == "--help" || words[0] == "-h" || words[0] == "help") return HelpArguments{};
    return std::unexpected("unknown command " + std::string(words[0]));
}

std::string_view usage_text() {
    return R"(tsunagi-file: hand-over files (*.tsunagi.json) on the command line

  tsunagi-file open FILE (--passphrase-stdin | --key JWK) [--signer JWK] [--accept-unknown-signer]
      Writes the payload (a FHIR Bundle) exactly as it was signed.
      --passphrase-stdin         the passphrase is read from standard input, separators do not matter
      --key JWK                  the private key (EC P-256) of a station the file was made for
      --signer JWK               the public key of whoever must have made it
      --accept-unknown-signer    goes on although nobody vouches for the signer
  tsunagi-file make BUNDLE.json [--to JWK]... [--passphrase] --sign JWK
      Writes a hand-over file; a generated passphrase goes to standard error.
      --to JWK                   the public key of a station
      --sign JWK                 the private key (EC P-256) that signs
  tsunagi-file card CARD
      Checks a key card and says whose it is, its keys, and the device number to be compared by telephone.
  tsunagi-file form QUESTIONNAIRE.json
      Says what a form holds, and on standard error what cannot be honoured in full.

Keys are files. Exit: 0 done, 2 usage, 3 refused (`fault: CODE ...` on standard error), 4 signer unknown.
)";
}

}  // namespace tsunagi
