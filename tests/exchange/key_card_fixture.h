// Owns what the tests of key cards share: whoever makes one, with both keys.
#pragma once

#include "exchange/key_card.h"

#include "envelope_fixture.h"

#include <string>

namespace tsunagi {

struct CardMaker {
    CryptoOpenssl crypto;
    KeyPair agreement = value_of(crypto.generate_pair(PrivateKeyUse::agree));
    KeyPair signing = value_of(crypto.generate_pair(PrivateKeyUse::sign));

    KeyCard card() const {
        return {"梶谷 むつみ", "訪問看護ステーション このは坂", agreement.public_key, signing.public_key,
                "2026-11-21T14:05:00+09:00"};
    }
    std::string made() { return value_of(make_key_card(crypto, card(), signing.handle)); }
};

}  // namespace tsunagi
