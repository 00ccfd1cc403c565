// Owns the algorithms themselves, over plain bytes: AES-GCM, AES key wrap, P-256, the key derivations.
// Must not know key handles. Every failure of the library is crypto_failed; what does not open is
// cannot_open.
#pragma once

#include "ports/crypto.h"

#include <openssl/evp.h>

#include <memory>

namespace tsunagi::openssl {

struct FreePkey {
    void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
};
using Pkey = std::unique_ptr<EVP_PKEY, FreePkey>;

Result<Bytes> random_bytes(std::size_t count);
Result<Digest> sha256(ByteView data);

Result<Sealed> seal_gcm(ByteView key, ByteView aad, ByteView plaintext);
Result<Bytes> open_gcm(ByteView key, ByteView aad, const Sealed& sealed);
// RFC 3394, 32 bytes to 40 and back.
Result<Bytes> wrap(ByteView kek, ByteView key);
Result<Bytes> unwrap(ByteView kek, ByteView wrapped);

// 32 bytes each.
Result<Bytes> derive_argon2id(std::string_view password, const Salt& salt, const Argon2Params& params);
Result<Bytes> derive_hkdf(ByteView secret, std::string_view info);
Result<Bytes> derive_pbes2(std::string_view passphrase, const Salt& p2s, std::uint32_t p2c);

Result<Pkey> generate_p256();
// bad_key for a point that is not on the curve.
Result<Pkey> public_p256(const PublicKey& point);
// bad_key also when d does not belong to the point.
Result<Pkey> private_p256(const PublicKey& point, ByteView d);
Result<PublicKey> point_of(EVP_PKEY* key);
Result<Bytes> scalar_of(EVP_PKEY* key);

// ES256: r and s, 32 bytes each.
Result<Bytes> sign_es256(EVP_PKEY* key, ByteView data);
Result<bool> verify_es256(EVP_PKEY* key, ByteView data, ByteView signature);
// ECDH, then the Concat KDF of RFC 7518 section 4.6.2 for ECDH-ES+A256KW without apu and apv.
Result<Bytes> agree(EVP_PKEY* own, EVP_PKEY* other);
// The Concat KDF by itself, for any algorithm name and party information (the RFC's own example has some).
Result<Bytes> concat_kdf(ByteView shared_secret, std::string_view algorithm, std::string_view apu,
                         std::string_view apv, std::uint32_t key_bytes);

}  // namespace tsunagi::openssl
