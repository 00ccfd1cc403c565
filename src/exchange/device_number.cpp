#include "exchange/device_number.h"

#include "core/bytes.h"
#include "exchange/jwk.h"

namespace tsunagi {
namespace {

constexpr std::string_view number_domain = "tsunagi-device-v1";
constexpr std::size_t number_digits = 32;
constexpr std::size_t digits_per_group = 4;

std::string in_groups(std::string_view hex) {
    std::string groups;
    for (std::size_t i = 0; i < number_digits; i += digits_per_group) {
        if (i > 0) groups += ' ';
        groups += hex.substr(i, digits_per_group);
    }
    return groups;
}

}  // namespace

Future<Result<std::string>> device_number(Crypto& crypto, DeviceKeys keys) {
    auto naming_agreement = thumbprint_of(crypto, keys.agreement);
    const Result<std::string> agreement = co_await naming_agreement;
    if (!agreement) co_return std::unexpected(agreement.error());
    auto naming_signing = thumbprint_of(crypto, keys.signing);
    const Result<std::string> signing = co_await naming_signing;
    if (!signing) co_return std::unexpected(signing.error());
    Bytes input = bytes_of(std::string(number_domain) + "." + *agreement + "." + *signing);
    auto hashing = crypto.sha256(std::move(input));
    const Result<Digest> digest = co_await hashing;
    if (!digest) co_return std::unexpected(digest.error());
    co_return in_groups(hex_of(*digest));
}

std::string file_number(std::string_view sha256) {
    const bool is_sha256 = sha256.size() == 2 * sizeof(Digest) &&
                           sha256.find_first_not_of("0123456789abcdef") == std::string_view::npos;
    return is_sha256 ? in_groups(sha256) : std::string();
}

}  // namespace tsunagi
