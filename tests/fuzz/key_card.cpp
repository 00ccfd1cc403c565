// A key card, its code as it is typed or read, and single keys.
#include "exchange/key_card.h"

#include "companion/crypto_openssl.h"
#include "exchange/jwk.h"
#include "exchange/key_card_code.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

using namespace tsunagi;

namespace {

// A card that a code gives has a code again, and that one gives the same card: else somebody would show
// another card than they took in.
void try_code(CryptoOpenssl& crypto, std::string_view typed) {
    (void)looks_like_key_card_code(typed);
    const auto card = key_card_of_code(crypto, std::string(typed)).take();
    if (!card) return;
    const auto code = code_of_key_card(*card);
    if (!code) return;  // a name of a length that no card has
    const auto again = key_card_of_code(crypto, *code).take();
    if (!again || *again != *card) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    static CryptoOpenssl crypto;
    (void)looks_like_key_card(text);
    (void)open_key_card(crypto, std::string(text)).take();
    try_code(crypto, text);
    (void)parse_public_jwk(text);
    (void)parse_private_jwk(text);
    return 0;
}
