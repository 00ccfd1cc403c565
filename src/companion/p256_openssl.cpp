// Owns the P-256 half of primitives_openssl.h: keys in and out of OpenSSL, ES256, key agreement.
#include "companion/primitives_openssl.h"

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/ecdsa.h>
#include <openssl/param_build.h>

#include <algorithm>

namespace tsunagi::openssl {
namespace {

template <auto free_function>
struct Free {
    template <class T>
    void operator()(T* thing) const {
        free_function(thing);
    }
};
using Number = std::unique_ptr<BIGNUM, Free<BN_clear_free>>;
using PkeyContext = std::unique_ptr<EVP_PKEY_CTX, Free<EVP_PKEY_CTX_free>>;
using DigestContext = std::unique_ptr<EVP_MD_CTX, Free<EVP_MD_CTX_free>>;
using ParamBuild = std::unique_ptr<OSSL_PARAM_BLD, Free<OSSL_PARAM_BLD_free>>;
using Params = std::unique_ptr<OSSL_PARAM, Free<OSSL_PARAM_free>>;
using Signature = std::unique_ptr<ECDSA_SIG, Free<ECDSA_SIG_free>>;

constexpr const char* group_name = "prime256v1";
constexpr std::size_t coordinate_bytes = 32;

std::unexpected<Error> broken(const char* step) {
    return fail(Fault::crypto_failed, step);
}

// 04 x y, as SEC 1 writes a point.
std::array<std::uint8_t, 65> uncompressed(const PublicKey& point) {
    std::array<std::uint8_t, 65> bytes{};
    bytes[0] = 4;
    std::ranges::copy(point.x, bytes.begin() + 1);
    std::ranges::copy(point.y, bytes.begin() + 33);
    return bytes;
}

Result<Pkey> key_from(const PublicKey& point, const BIGNUM* d) {
    const auto encoded = uncompressed(point);
    const ParamBuild build(OSSL_PARAM_BLD_new());
    if (!build ||
        OSSL_PARAM_BLD_push_utf8_string(build.get(), OSSL_PKEY_PARAM_GROUP_NAME, group_name, 0) != 1 ||
        OSSL_PARAM_BLD_push_octet_string(build.get(), OSSL_PKEY_PARAM_PUB_KEY, encoded.data(),
                                         encoded.size()) != 1 ||
        (d != nullptr && OSSL_PARAM_BLD_push_BN(build.get(), OSSL_PKEY_PARAM_PRIV_KEY, d) != 1)) {
        return broken("key parameters");
    }
    const Params params(OSSL_PARAM_BLD_to_param(build.get()));
    const PkeyContext context(EVP_PKEY_CTX_new_from_name(nullptr, "EC", nullptr));
    EVP_PKEY* made = nullptr;
    if (!params || !context || EVP_PKEY_fromdata_init(context.get()) != 1) return broken("key");
    const int selection = d == nullptr ? EVP_PKEY_PUBLIC_KEY : EVP_PKEY_KEYPAIR;
    // OpenSSL refuses a point off the curve here; the full check after it also refuses what lies outside the
    // range.
    if (EVP_PKEY_fromdata(context.get(), &made, selection, params.get()) != 1)
        return fail(Fault::bad_key, "point");
    Pkey key(made);
    const PkeyContext check(EVP_PKEY_CTX_new_from_pkey(nullptr, key.get(), nullptr));
    if (!check) return broken("key check");
    const int valid = d == nullptr ? EVP_PKEY_public_check(check.get()) : EVP_PKEY_check(check.get());
    if (valid != 1) return fail(Fault::bad_key, "key check");
    return key;
}

}  // namespace

Result<Pkey> generate_p256() {
    Pkey key(EVP_PKEY_Q_keygen(nullptr, nullptr, "EC", group_name));
    if (!key) return broken("generate");
    return key;
}

Result<Pkey> public_p256(const PublicKey& point) {
    return key_from(point, nullptr);
}

Result<Pkey> private_p256(const PublicKey& point, ByteView d) {
    if (d.size() != coordinate_bytes) return fail(Fault::bad_key, "scalar size");
    const Number scalar(BN_secure_new());
    if (!scalar || BN_bin2bn(d.data(), static_cast<int>(d.size()), scalar.get()) == nullptr)
        return broken("scalar");
    BN_set_flags(scalar.get(), BN_FLG_CONSTTIME);
    return key_from(point, scalar.get());
}

Result<PublicKey> point_of(EVP_PKEY* key) {
    std::array<std::uint8_t, 65> encoded{};
    std::size_t length = 0;
    if (EVP_PKEY_get_octet_string_param(key, OSSL_PKEY_PARAM_ENCODED_PUBLIC_KEY, encoded.data(),
                                        encoded.size(), &length) != 1 ||
        length != encoded.size() || encoded[0] != 4) {
        return broken("point");
    }
    PublicKey point;
    std::copy_n(encoded.begin() + 1, coordinate_bytes, point.x.begin());
    std::copy_n(encoded.begin() + 33, coordinate_bytes, point.y.begin());
    return point;
}

Result<Bytes> scalar_of(EVP_PKEY* key) {
    BIGNUM* read = nullptr;
    if (EVP_PKEY_get_bn_param(key, OSSL_PKEY_PARAM_PRIV_KEY, &read) != 1) return broken("scalar");
    const Number scalar(read);
    Bytes d(coordinate_bytes);
    if (BN_bn2binpad(scalar.get(), d.data(), static_cast<int>(d.size())) != static_cast<int>(d.size())) {
        return broken("scalar");
    }
    return d;
}

Result<Bytes> sign_es256(EVP_PKEY* key, ByteView data) {
    const DigestContext context(EVP_MD_CTX_new());
    std::size_t length = 0;
    if (!context ||
        EVP_DigestSignInit_ex(context.get(), nullptr, "SHA256", nullptr, nullptr, key, nullptr) != 1 ||
        EVP_DigestSign(context.get(), nullptr, &length, data.data(), data.size()) != 1) {
        return broken("sign");
    }
    Bytes der(length);
    if (EVP_DigestSign(context.get(), der.data(), &length, data.data(), data.size()) != 1)
        return broken("sign");
    const std::uint8_t* cursor = der.data();
    const Signature signature(d2i_ECDSA_SIG(nullptr, &cursor, static_cast<long>(length)));
    Bytes raw(2 * coordinate_bytes);
    constexpr int half = static_cast<int>(coordinate_bytes);
    if (!signature || BN_bn2binpad(ECDSA_SIG_get0_r(signature.get()), raw.data(), half) != half ||
        BN_bn2binpad(ECDSA_SIG_get0_s(signature.get()), raw.data() + half, half) != half) {
        return broken("sign");
    }
    return raw;
}

Result<bool> verify_es256(EVP_PKEY* key, ByteView data, ByteView signature) {
    if (signature.size() != 2 * coordinate_bytes) return false;
    constexpr int half = static_cast<int>(coordinate_bytes);
    const Signature parsed(ECDSA_SIG_new());
    Number r(BN_bin2bn(signature.data(), half, nullptr));
    Number s(BN_bin2bn(signature.data() + half, half, nullptr));
    if (!parsed || !r || !s || ECDSA_SIG_set0(parsed.get(), r.get(), s.get()) != 1) return broken("verify");
    static_cast<void>(r.release());
    static_cast<void>(s.release());
    const int der_length = i2d_ECDSA_SIG(parsed.get(), nullptr);
    if (der_length <= 0) return broken("verify");
    Bytes der(static_cast<std::size_t>(der_length));
    std::uint8_t* cursor = der.data();
    i2d_ECDSA_SIG(parsed.get(), &cursor);
    const DigestContext context(EVP_MD_CTX_new());
    if (!context ||
        EVP_DigestVerifyInit_ex(context.get(), nullptr, "SHA256", nullptr, nullptr, key, nullptr) != 1) {
        return broken("verify");
    }
    // r or s of zero or beyond the order is an error to OpenSSL; to a caller it is a signature that does not
    // fit.
    return EVP_DigestVerify(context.get(), der.data(), der.size(), data.data(), data.size()) == 1;
}

Result<Bytes> agree(EVP_PKEY* own, EVP_PKEY* other) {
    const PkeyContext context(EVP_PKEY_CTX_new_from_pkey(nullptr, own, nullptr));
    Bytes shared(coordinate_bytes);
    std::size_t length = shared.size();
    if (!context || EVP_PKEY_derive_init(context.get()) != 1 ||
        EVP_PKEY_derive_set_peer(context.get(), other) != 1 ||
        EVP_PKEY_derive(context.get(), shared.data(), &length) != 1 || length != shared.size()) {
        wipe(shared);
        return broken("agree");
    }
    auto derived = concat_kdf(shared, "ECDH-ES+A256KW", {}, {}, 32);
    wipe(shared);
    return derived;
}

}  // namespace tsunagi::openssl
