// A key card, and single keys.
#include "exchange/key_card.h"

#include "companion/crypto_openssl.h"
#include "exchange/jwk.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

using namespace tsunagi;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    static CryptoOpenssl crypto;
    (void)looks_like_key_card(text);
    (void)open_key_card(crypto, std::string(text)).take();
    (void)parse_public_jwk(text);
    (void)parse_private_jwk(text);
    return 0;
}
