#include "companion/primitives_openssl.h"

#include <argon2.h>
#include <openssl/core_names.h>
#include <openssl/kdf.h>
#include <openssl/rand.h>

#include <algorithm>
#include <climits>

namespace tsunagi::openssl {
namespace {

struct FreeCipher {
    void operator()(EVP_CIPHER_CTX* context) const { EVP_CIPHER_CTX_free(context); }
};
using CipherContext = std::unique_ptr<EVP_CIPHER_CTX, FreeCipher>;

constexpr std::size_t secret_bytes = 32;
constexpr std::size_t wrapped_bytes = 40;

// OpenSSL counts in int.
bool fits(ByteView bytes) {
    return bytes.size() <= static_cast<std::size_t>(INT_MAX);
}
int count_of(ByteView bytes) {
    return static_cast<int>(bytes.size());
}

std::unexpected<Error> broken(const char* step) {
    return fail(Fault::crypto_failed, step);
}

}  // namespace

Result<Bytes> random_bytes(std::size_t count) {
    Bytes bytes(count);
    if (RAND_bytes(bytes.data(), static_cast<int>(count)) != 1) return broken("random");
    return bytes;
}

Result<Digest> sha256(ByteView data) {
    Digest digest{};
    unsigned int length = 0;
    if (EVP_Digest(data.data(), data.size(), digest.data(), &length, EVP_sha256(), nullptr) != 1 ||
        length != digest.size()) {
        return broken("sha256");
    }
    return digest;
}

Result<Sealed> seal_gcm(ByteView key, ByteView aad, ByteView plaintext) {
    if (key.size() != secret_bytes || !fits(aad) || !fits(plaintext)) return broken("seal: size");
    Sealed sealed;
    const CipherContext context(EVP_CIPHER_CTX_new());
    if (RAND_bytes(sealed.iv.data(), static_cast<int>(sealed.iv.size())) != 1) return broken("seal: iv");
    sealed.ciphertext.resize(plaintext.size());
    int length = 0;
    std::array<std::uint8_t, 16> last{};
    const bool done =
        context &&
        EVP_EncryptInit_ex(context.get(), EVP_aes_256_gcm(), nullptr, key.data(), sealed.iv.data()) == 1 &&
        (aad.empty() || EVP_EncryptUpdate(context.get(), nullptr, &length, aad.data(), count_of(aad)) == 1) &&
        (plaintext.empty() || EVP_EncryptUpdate(context.get(), sealed.ciphertext.data(), &length,
                                                plaintext.data(), count_of(plaintext)) == 1) &&
        EVP_EncryptFinal_ex(context.get(), last.data(), &length) == 1 &&
        EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_AEAD_GET_TAG, static_cast<int>(sealed.tag.size()),
                            sealed.tag.data()) == 1;
    if (!done) return broken("seal");
    return sealed;
}

Result<Bytes> open_gcm(ByteView key, ByteView aad, const Sealed& sealed) {
    if (key.size() != secret_bytes || !fits(aad) || !fits(sealed.ciphertext)) return broken("open: size");
    const CipherContext context(EVP_CIPHER_CTX_new());
    Bytes plaintext(sealed.ciphertext.size());
    GcmTag tag = sealed.tag;
    int length = 0;
    const bool set_up =
        context &&
        EVP_DecryptInit_ex(context.get(), EVP_aes_256_gcm(), nullptr, key.data(), sealed.iv.data()) == 1 &&
        (aad.empty() || EVP_DecryptUpdate(context.get(), nullptr, &length, aad.data(), count_of(aad)) == 1) &&
        (plaintext.empty() ||
         EVP_DecryptUpdate(context.get(), plaintext.data(), &length, sealed.ciphertext.data(),
                           count_of(sealed.ciphertext)) == 1) &&
        EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_AEAD_SET_TAG, static_cast<int>(tag.size()), tag.data()) ==
            1;
    std::array<std::uint8_t, 16> last{};
    // Nothing deciphered leaves this function before the tag has been checked.
    if (!set_up || EVP_DecryptFinal_ex(context.get(), last.data(), &length) != 1) {
        wipe(plaintext);
        return set_up ? fail(Fault::cannot_open, "gcm tag") : broken("open");
    }
    return plaintext;
}

Result<Bytes> wrap(ByteView kek, ByteView key) {
    if (kek.size() != secret_bytes || key.size() != secret_bytes) return broken("wrap: size");
    const CipherContext context(EVP_CIPHER_CTX_new());
    Bytes wrapped(wrapped_bytes + 8);
    int length = 0;
    if (!context) return broken("wrap");
    EVP_CIPHER_CTX_set_flags(context.get(), EVP_CIPHER_CTX_FLAG_WRAP_ALLOW);
    if (EVP_EncryptInit_ex(context.get(), EVP_aes_256_wrap(), nullptr, kek.data(), nullptr) != 1 ||
        EVP_EncryptUpdate(context.get(), wrapped.data(), &length, key.data(), count_of(key)) != 1 ||
        length != static_cast<int>(wrapped_bytes)) {
        return broken("wrap");
    }
    wrapped.resize(wrapped_bytes);
    return wrapped;
}

Result<Bytes> unwrap(ByteView kek, ByteView wrapped) {
    if (kek.size() != secret_bytes) return broken("unwrap: size");
    if (wrapped.size() != wrapped_bytes) return fail(Fault::cannot_open, "unwrap: size");
    const CipherContext context(EVP_CIPHER_CTX_new());
    Bytes key(wrapped_bytes + 8);
    int length = 0;
    if (!context) return broken("unwrap");
    EVP_CIPHER_CTX_set_flags(context.get(), EVP_CIPHER_CTX_FLAG_WRAP_ALLOW);
    if (EVP_DecryptInit_ex(context.get(), EVP_aes_256_wrap(), nullptr, kek.data(), nullptr) != 1) {
        return broken("unwrap");
    }
    if (EVP_DecryptUpdate(context.get(), key.data(), &length, wrapped.data(), count_of(wrapped)) != 1 ||
        length != static_cast<int>(secret_bytes)) {
        wipe(key);
        return fail(Fault::cannot_open, "unwrap");
    }
    key.resize(secret_bytes);
    return key;
}

Result<Bytes> derive_argon2id(std::string_view password, const Salt& salt, const Argon2Params& params) {
    constexpr std::uint32_t least_memory_kib = 19 * 1024;
    constexpr std::uint32_t most_memory_kib = 1024 * 1024;
    // A slot is read from outside: too little is a downgrade, too much would hang the unlock.
    if (params.memory_kib < least_memory_kib || params.memory_kib > most_memory_kib || params.passes < 2 ||
        params.passes > 64 || params.lanes < 1 || params.lanes > 16) {
        return broken("argon2id: parameters");
    }
    Bytes derived(secret_bytes);
    const int status =
        argon2id_hash_raw(params.passes, params.memory_kib, params.lanes, password.data(), password.size(),
                          salt.data(), salt.size(), derived.data(), derived.size());
    if (status != ARGON2_OK) return broken("argon2id");
    return derived;
}

Result<Bytes> derive_hkdf(ByteView secret, std::string_view info) {
    EVP_KDF* kdf = EVP_KDF_fetch(nullptr, "HKDF", nullptr);
    EVP_KDF_CTX* context = EVP_KDF_CTX_new(kdf);
    EVP_KDF_free(kdf);
    if (context == nullptr) return broken("hkdf");
    std::string digest = "SHA256";
    Bytes ikm(secret.begin(), secret.end());
    std::string info_text(info);
    const std::array<OSSL_PARAM, 4> params = {
        OSSL_PARAM_construct_utf8_string(OSSL_KDF_PARAM_DIGEST, digest.data(), 0),
        OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_KEY, ikm.data(), ikm.size()),
        OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_INFO, info_text.data(), info_text.size()),
        OSSL_PARAM_construct_end(),
    };
    Bytes derived(secret_bytes);
    const bool done = EVP_KDF_derive(context, derived.data(), derived.size(), params.data()) == 1;
    EVP_KDF_CTX_free(context);
    wipe(ikm);
    if (!done) return broken("hkdf");
    return derived;
}

Result<Bytes> derive_pbes2(std::string_view passphrase, const Salt& p2s, std::uint32_t p2c) {
    constexpr std::string_view algorithm = "PBES2-HS512+A256KW";
    if (passphrase.size() > 1024 || p2c == 0 || p2c > 1'000'000) return broken("pbes2: parameters");
    Bytes salt = bytes_of(algorithm);
    salt.push_back(0);
    salt.insert(salt.end(), p2s.begin(), p2s.end());
    Bytes derived(secret_bytes);
    const int done =
        PKCS5_PBKDF2_HMAC(passphrase.data(), static_cast<int>(passphrase.size()), salt.data(), count_of(salt),
                          static_cast<int>(p2c), EVP_sha512(), count_of(derived), derived.data());
    if (done != 1) return broken("pbes2");
    return derived;
}

Result<Bytes> concat_kdf(ByteView shared_secret, std::string_view algorithm, std::string_view apu,
                         std::string_view apv, std::uint32_t key_bytes) {
    if (key_bytes > secret_bytes) return broken("concat kdf: more than one round");
    const auto add_number = [](Bytes& to, std::size_t number) {
        for (int shift = 24; shift >= 0; shift -= 8) to.push_back(static_cast<std::uint8_t>(number >> shift));
    };
    const auto add_text = [&](Bytes& to, std::string_view text) {
        add_number(to, text.size());
        to.insert(to.end(), text.begin(), text.end());
    };
    Bytes input;
    input.reserve(4 + shared_secret.size() + 4 * 4 + algorithm.size() + apu.size() + apv.size());
    add_number(input, 1);
    input.insert(input.end(), shared_secret.begin(), shared_secret.end());
    add_text(input, algorithm);
    add_text(input, apu);
    add_text(input, apv);
    add_number(input, std::size_t{key_bytes} * 8);
    const auto digest = sha256(input);
    wipe(input);
    if (!digest) return std::unexpected(digest.error());
    return Bytes(digest->begin(), digest->begin() + key_bytes);
}

}  // namespace tsunagi::openssl
