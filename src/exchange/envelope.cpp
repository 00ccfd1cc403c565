#include "exchange/envelope.h"

#include "core/calendar.h"
#include "exchange/jwk.h"
#include "exchange/jws.h"
#include "exchange/passphrase.h"

#include <algorithm>
#include <utility>

namespace tsunagi {
namespace {

// A key of this operation, dropped when the operation ends whichever way.
class KeyGuard {
  public:
    KeyGuard(Crypto& crypto, KeyHandle handle) : crypto_(crypto), handle_(handle) {}
    KeyGuard(const KeyGuard&) = delete;
    KeyGuard& operator=(const KeyGuard&) = delete;
    ~KeyGuard() { replace(0); }

    KeyHandle handle() const { return handle_; }
    void replace(KeyHandle handle) {
        if (handle_ != 0) crypto_.drop(handle_);
        handle_ = handle;
    }
    KeyHandle release() { return std::exchange(handle_, 0); }

  private:
    Crypto& crypto_;
    KeyHandle handle_;
};

Result<WrappedKey> exact_wrapped(const Bytes& bytes) {
    WrappedKey wrapped{};
    if (bytes.size() != wrapped.size()) return fail(Fault::crypto_failed, "wrapped key size");
    std::ranges::copy(bytes, wrapped.begin());
    return wrapped;
}

Future<Result<std::vector<std::string>>> thumbprints_of(Crypto& crypto, std::vector<PublicKey> keys) {
    std::vector<std::string> kids;
    for (const auto& key : keys) {
        auto waiting = thumbprint_of(crypto, key);
        Result<std::string> kid = co_await waiting;
        if (!kid) co_return std::unexpected(kid.error());
        if (std::ranges::contains(kids, *kid)) co_return fail(Fault::bad_header, "recipient twice");
        kids.push_back(std::move(*kid));
    }
    co_return kids;
}

// The signed inner file.
Future<Result<Bytes>> sign_payload(Crypto& crypto, JwsHeader header, Bytes payload, KeyHandle key) {
    const std::string signing_input = signing_input_of(header, payload);
    Bytes data = bytes_of(signing_input);
    auto waiting = crypto.sign(key, std::move(data));
    const Result<Bytes> signature = co_await waiting;
    if (!signature) co_return std::unexpected(signature.error());
    co_return bytes_of(jws_text_of(signing_input, *signature));
}

Future<Result<Recipient>> seal_for_station(Crypto& crypto, PublicKey station, std::string kid,
                                           KeyHandle content_key) {
    auto waiting = crypto.wrap_for(station, content_key);
    const Result<AgreedKey> agreed = co_await waiting;
    if (!agreed) co_return std::unexpected(agreed.error());
    const auto wrapped = exact_wrapped(agreed->wrapped);
    if (!wrapped) co_return std::unexpected(wrapped.error());
    co_return StationRecipient{.kid = std::move(kid), .epk = agreed->epk, .wrapped = *wrapped};
}

Future<Result<Recipient>> seal_by_passphrase(Crypto& crypto, Random& random, std::string passphrase,
                                             KeyHandle content_key) {
    Salt p2s{};
    random.fill(p2s);
    auto waiting = crypto.wrap_by_passphrase(passphrase, p2s, passphrase_iterations, content_key);
    const Result<Bytes> bytes = co_await waiting;
    wipe(passphrase);
    if (!bytes) co_return std::unexpected(bytes.error());
    const auto wrapped = exact_wrapped(*bytes);
    if (!wrapped) co_return std::unexpected(wrapped.error());
    co_return PassphraseRecipient{.p2s = p2s, .wrapped = *wrapped};
}

Status check_request(const MakeRequest& request) {
    const std::size_t recipients = request.to.size() + (request.passphrase ? 1 : 0);
    if (recipients == 0 || recipients > max_recipients)
        return fail(Fault::bad_header, "number of recipients");
    // A passphrase somebody made up would not stand against 10000 iterations.
    if (request.passphrase && parse_passphrase(*request.passphrase) != *request.passphrase) {
        return fail(Fault::bad_value, "passphrase was not generated");
    }
    if (!parse_date_time(request.created)) return fail(Fault::bad_value, "created");
    // Encoded twice, every three bytes are four; what does not fit even so is not worth starting.
    if (request.payload.size() > max_file_bytes / 16 * 9) return fail(Fault::too_large, "payload");
    return {};
}

Future<Result<std::vector<Recipient>>> seal_for_all(Crypto& crypto, Random& random, std::vector<PublicKey> to,
                                                    std::vector<std::string> kids,
                                                    std::optional<std::string> passphrase,
                                                    KeyHandle content_key) {
    std::vector<Recipient> recipients;
    for (std::size_t i = 0; i < to.size(); ++i) {
        auto waiting = seal_for_station(crypto, to[i], kids[i], content_key);
        Result<Recipient> recipient = co_await waiting;
        if (!recipient) co_return std::unexpected(recipient.error());
        recipients.push_back(std::move(*recipient));
    }
    if (passphrase) {
        auto waiting = seal_by_passphrase(crypto, random, std::move(*passphrase), content_key);
        Result<Recipient> recipient = co_await waiting;
        if (!recipient) co_return std::unexpected(recipient.error());
        recipients.push_back(std::move(*recipient));
    }
    co_return recipients;
}

// Every candidate is tried against every recipient, so that a right passphrase takes as long as a wrong one.
Future<Result<KeyHandle>> unwrap_by_typed(Crypto& crypto, std::vector<Recipient> recipients,
                                          std::string typed) {
    std::vector<std::string> candidates = passphrase_candidates(typed);
    wipe(typed);
    KeyGuard found(crypto, 0);
    Error error{.fault = Fault::cannot_open, .detail = "passphrase"};
    for (const auto& recipient : recipients) {
        const auto* by_passphrase = std::get_if<PassphraseRecipient>(&recipient);
        if (by_passphrase == nullptr) continue;
        for (const auto& candidate : candidates) {
            Bytes wrapped(by_passphrase->wrapped.begin(), by_passphrase->wrapped.end());
            auto waiting = crypto.unwrap_by_passphrase(candidate, by_passphrase->p2s, passphrase_iterations,
                                                       std::move(wrapped));
            const Result<KeyHandle> key = co_await waiting;
            if (key) {
                found.replace(*key);
            } else if (key.error().fault != Fault::cannot_open) {
                error = key.error();
            }
        }
    }
    for (auto& candidate : candidates) wipe(candidate);
    if (found.handle() == 0) co_return std::unexpected(error);
    co_return found.release();
}

Future<Result<KeyHandle>> unwrap_by_key(Crypto& crypto, std::vector<Recipient> recipients, std::string kid,
                                        KeyHandle key) {
    for (const auto& recipient : recipients) {
        const auto* station = std::get_if<StationRecipient>(&recipient);
        if (station == nullptr || station->kid != kid) continue;
        Bytes wrapped(station->wrapped.begin(), station->wrapped.end());
        auto waiting = crypto.unwrap_agreed(key, station->epk, std::move(wrapped));
        const Result<KeyHandle> content_key = co_await waiting;
        co_return content_key;
    }
    co_return fail(Fault::cannot_open, "not sealed for this key");
}

// own_kid is empty when opened by passphrase.
Future<Result<Bytes>> unseal(Crypto& crypto, Jwe jwe, Opener opener, std::string own_kid) {
    Result<KeyHandle> unwrapped = 0;
    if (auto* by_key = std::get_if<ByKey>(&opener)) {
        auto waiting = unwrap_by_key(crypto, jwe.recipients, own_kid, by_key->key);
        unwrapped = co_await waiting;
    } else {
        std::string typed = std::move(std::get<ByPassphrase>(opener).typed);
        auto waiting = unwrap_by_typed(crypto, jwe.recipients, std::move(typed));
        unwrapped = co_await waiting;
    }
    // RFC 7516 section 11.5: what does not unwrap goes on with a random key, so that a wrong passphrase, a
    // wrong key and a changed file fail at the same place and after the same work.
    if (!unwrapped && unwrapped.error().fault == Fault::cannot_open) {
        auto waiting = crypto.generate_key();
        unwrapped = co_await waiting;
    }
    if (!unwrapped) co_return std::unexpected(unwrapped.error());
    const KeyGuard content_key(crypto, *unwrapped);
    Bytes aad = bytes_of(jwe.protected_text);
    auto waiting = crypto.open(content_key.handle(), std::move(aad), std::move(jwe.sealed));
    Result<Bytes> plaintext = co_await waiting;
    if (!plaintext && plaintext.error().fault == Fault::cannot_open) co_return fail(Fault::cannot_open);
    co_return plaintext;
}

Future<Result<bool>> check_signature(Crypto& crypto, std::string kid, PublicKey key,
                                     std::string signing_input, Bytes signature) {
    auto naming = thumbprint_of(crypto, key);
    const Result<std::string> thumbprint = co_await naming;
    if (!thumbprint) co_return std::unexpected(thumbprint.error());
    if (*thumbprint != kid) co_return false;
    Bytes data = bytes_of(signing_input);
    auto verifying = crypto.verify(key, std::move(data), std::move(signature));
    const Result<bool> fits = co_await verifying;
    co_return fits;
}

// unknown when no known signer has this kid; bad_signature when one has and the signature does not fit.
Future<Result<SignerTrust>> trust_in(Crypto& crypto, std::string kid, std::string signing_input,
                                     Bytes signature, std::vector<PublicKey> known_signers) {
    for (const auto& key : known_signers) {
        auto naming = thumbprint_of(crypto, key);
        const Result<std::string> thumbprint = co_await naming;
        if (!thumbprint) co_return std::unexpected(thumbprint.error());
        if (*thumbprint != kid) continue;
        auto checking = check_signature(crypto, kid, key, std::move(signing_input), std::move(signature));
        const Result<bool> fits = co_await checking;
        if (!fits) co_return std::unexpected(fits.error());
        if (!*fits) co_return fail(Fault::bad_signature);
        co_return SignerTrust::verified;
    }
    co_return SignerTrust::unknown;
}

}  // namespace

Future<Result<MadeFile>> make_file(Crypto& crypto, Random& random, MakeRequest request) {
    if (const auto fine = check_request(request); !fine) co_return std::unexpected(fine.error());
    auto naming = thumbprints_of(crypto, request.to);
    Result<std::vector<std::string>> kids = co_await naming;
    if (!kids) co_return std::unexpected(kids.error());
    auto naming_signer = thumbprint_of(crypto, request.signer.public_key);
    Result<std::string> signer_kid = co_await naming_signer;
    if (!signer_kid) co_return std::unexpected(signer_kid.error());

    JwsHeader header{
        .signer_kid = *signer_kid, .id = make_id(random), .created = request.created, .to = *kids};
    std::string id = header.id;
    auto signing = sign_payload(crypto, std::move(header), std::move(request.payload), request.signer.key);
    Result<Bytes> signed_file = co_await signing;
    if (!signed_file) co_return std::unexpected(signed_file.error());

    auto generating = crypto.generate_key();
    const Result<KeyHandle> generated = co_await generating;
    if (!generated) co_return std::unexpected(generated.error());
    const KeyGuard content_key(crypto, *generated);
    Jwe jwe{.recipients = {}, .protected_text = jwe_protected_text(), .sealed = {}};
    auto sealing_keys = seal_for_all(crypto, random, std::move(request.to), std::move(*kids),
                                     std::move(request.passphrase), content_key.handle());
    Result<std::vector<Recipient>> recipients = co_await sealing_keys;
    if (!recipients) co_return std::unexpected(recipients.error());
    jwe.recipients = std::move(*recipients);

    Bytes aad = bytes_of(jwe.protected_text);
    auto sealing = crypto.seal(content_key.handle(), std::move(aad), std::move(*signed_file));
    Result<Sealed> sealed = co_await sealing;
    if (!sealed) co_return std::unexpected(sealed.error());
    jwe.sealed = std::move(*sealed);
    MadeFile made{.bytes = bytes_of(jwe_text_of(jwe)), .id = std::move(id)};
    if (made.bytes.size() > max_file_bytes) co_return fail(Fault::too_large, "file");
    co_return made;
}

Future<Result<OpenedFile>> open_file(Crypto& crypto, Bytes file, Opener opener,
                                     std::vector<PublicKey> known_signers) {
    Result<Jwe> jwe = parse_jwe(file);
    if (!jwe) co_return std::unexpected(jwe.error());
    const std::vector<std::string> sealed_for = kids_of(*jwe);
    std::string own_kid;
    if (const auto* by_key = std::get_if<ByKey>(&opener)) {
        auto naming = thumbprint_of(crypto, by_key->public_key);
        Result<std::string> kid = co_await naming;
        if (!kid) co_return std::unexpected(kid.error());
        own_kid = std::move(*kid);
    }
    auto unsealing = unseal(crypto, std::move(*jwe), std::move(opener), own_kid);
    const Result<Bytes> plaintext = co_await unsealing;
    if (!plaintext) co_return std::unexpected(plaintext.error());

    Result<Jws> jws = parse_jws(text_of(*plaintext));
    if (!jws) co_return std::unexpected(jws.error());
    auto trusting = trust_in(crypto, jws->header.signer_kid, jws->signing_input, jws->signature,
                             std::move(known_signers));
    const Result<SignerTrust> trust = co_await trusting;
    if (!trust) co_return std::unexpected(trust.error());
    // The signer's list against the envelope's: whoever was a recipient cannot seal the same words for
    // somebody else. The key that opened it is one of sealed_for, so it is in `to` as well.
    if (jws->header.to != sealed_for) co_return fail(Fault::not_addressed);
    co_return OpenedFile{.payload = std::move(jws->payload),
                         .id = std::move(jws->header.id),
                         .created = std::move(jws->header.created),
                         .signer_kid = std::move(jws->header.signer_kid),
                         .to = std::move(jws->header.to),
                         .trust = *trust,
                         .signing_input = std::move(jws->signing_input),
                         .signature = std::move(jws->signature)};
}

Future<Result<bool>> check_signer(Crypto& crypto, const OpenedFile& file, PublicKey key) {
    // Copied here: the file may be gone before the answer comes.
    return check_signature(crypto, file.signer_kid, key, file.signing_input, file.signature);
}

Result<EnvelopeInfo> inspect_file(ByteView file) {
    const auto jwe = parse_jwe(file);
    if (!jwe) return std::unexpected(jwe.error());
    return EnvelopeInfo{.kids = kids_of(*jwe),
                        .by_passphrase = std::ranges::any_of(jwe->recipients, [](const Recipient& recipient) {
                            return std::holds_alternative<PassphraseRecipient>(recipient);
                        })};
}

}  // namespace tsunagi
