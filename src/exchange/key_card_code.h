// Owns the short form of a key card for QR codes and keyboards: the same signed card in a third of its
// length. Must not know how it is shown or read.
#pragma once

#include "core/error.h"
#include "ports/crypto.h"

#include <string>
#include <string_view>

namespace tsunagi {

// code := "TNK1-" base32(card), without padding (RFC 4648 section 6)
// card := 01 agreement_x:32 agreement_y:32 signing_x:32 signing_y:32 signature:64 created name organisation
// text (created, name, organisation) := length:u16 big-endian, UTF-8
// Only upper-case letters, digits and one hyphen: dense in a QR code, and the same keys on every keyboard, so
// that a reader that types cannot get it wrong. What is left out of the card follows from the rest.
// bad_value for a card that this form would not give back byte for byte (made by other software); otherwise
// what open_key_card says.
Result<std::string> code_of_key_card(std::string_view card);

// The card as it was signed, from what was typed, pasted or read: upper or lower case, half or full width,
// with white space anywhere. Nothing is trusted yet: open_key_card checks the signature. not_our_file when it
// is no such code, wrong_type when it was cut or mistyped, too_large over 16 KiB.
Future<Result<std::string>> key_card_of_code(Crypto& crypto, std::string typed);

// Whether a text begins as such a code does.
bool looks_like_key_card_code(std::string_view typed);

}  // namespace tsunagi
