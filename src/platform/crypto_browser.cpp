#include "platform/crypto_browser.h"

#include "platform/port_calls.h"

#include <utility>

namespace tsunagi {

namespace {

using Answer = Future<Result<Bytes>>;

std::unexpected<Error> misread() {
    return fail(Fault::crypto_failed, "answer");
}

// What an answer's message holds. read(reader) takes the fields; whatever does not fit is crypto_failed.
template <class T, class Read>
Future<Result<T>> answer_as(Answer answer, Read read) {
    Result<Bytes> message = co_await answer;
    if (!message) co_return std::unexpected(message.error());
    MessageReader reader(*message);
    Result<T> value = read(reader);
    const bool is_complete = reader.is_complete();
    wipe(*message);
    if (!is_complete) co_return misread();
    co_return value;
}

Future<Result<KeyHandle>> handle_of(Answer answer) {
    return answer_as<KeyHandle>(std::move(answer), [](MessageReader& reader) { return reader.number(); });
}

Future<Result<Bytes>> bytes_of_answer(Answer answer) {
    return answer_as<Bytes>(std::move(answer), [](MessageReader& reader) {
        const ByteView field = reader.bytes();
        return Bytes(field.begin(), field.end());
    });
}

Future<Result<Sealed>> sealed_of(Answer answer) {
    return answer_as<Sealed>(std::move(answer), [](MessageReader& reader) {
        Sealed sealed;
        sealed.iv = reader.array<sizeof(GcmIv)>();
        sealed.tag = reader.array<sizeof(GcmTag)>();
        const ByteView ciphertext = reader.bytes();
        sealed.ciphertext.assign(ciphertext.begin(), ciphertext.end());
        return sealed;
    });
}

PublicKey read_point(MessageReader& reader) {
    PublicKey point;
    point.x = reader.array<32>();
    point.y = reader.array<32>();
    return point;
}

Future<Result<KeyPair>> pair_of(Answer answer) {
    return answer_as<KeyPair>(std::move(answer), [](MessageReader& reader) {
        KeyPair pair;
        pair.handle = reader.number();
        pair.public_key = read_point(reader);
        return pair;
    });
}

MessageWriter& put(MessageWriter& message, const Sealed& sealed) {
    return message.bytes(sealed.iv).bytes(sealed.tag).bytes(sealed.ciphertext);
}

MessageWriter& put(MessageWriter& message, const PublicKey& point) {
    return message.bytes(point.x).bytes(point.y);
}

std::uint32_t number_of(PrivateKeyUse use) {
    return static_cast<std::uint32_t>(use);
}

}  // namespace

Future<Result<KeyHandle>> CryptoBrowser::derive_password_key(std::string_view password, Salt salt,
                                                             Argon2Params params) {
    MessageWriter message;
    message.text(password).bytes(salt).number(params.memory_kib).number(params.passes).number(params.lanes);
    return handle_of(call_port(PortOp::derive_password_key, message.take()));
}

Future<Result<KeyHandle>> CryptoBrowser::derive_two_factor_key(std::string_view password, Salt salt,
                                                               Argon2Params params, KeyHandle factor) {
    MessageWriter message;
    message.text(password).bytes(salt).number(params.memory_kib).number(params.passes).number(params.lanes);
    return handle_of(call_port(PortOp::derive_two_factor_key, message.number(factor).take()));
}

Future<Status> CryptoBrowser::remember_key(std::string name, std::string_view pin, Argon2Params params,
                                           KeyHandle key) {
    MessageWriter message;
    message.text(name).text(pin).number(params.memory_kib).number(params.passes).number(params.lanes);
    auto answer = call_port(PortOp::remember_key, message.number(key).take());
    const Result<Bytes> remembered = co_await answer;
    if (!remembered) co_return std::unexpected(remembered.error());
    co_return Status{};
}

Future<Result<KeyHandle>> CryptoBrowser::recall_key(std::string name, std::string_view pin) {
    return handle_of(call_port(PortOp::recall_key, MessageWriter().text(name).text(pin).take()));
}

void CryptoBrowser::forget_key(std::string name) {
    post_port(PortOp::forget_key, MessageWriter().text(name).take());
}

Future<Result<KeyHandle>> CryptoBrowser::generate_key() {
    return handle_of(call_port(PortOp::generate_key, {}));
}

Future<Result<Bytes>> CryptoBrowser::wrap_key(KeyHandle kek, KeyHandle key) {
    return bytes_of_answer(call_port(PortOp::wrap_key, MessageWriter().number(kek).number(key).take()));
}

Future<Result<KeyHandle>> CryptoBrowser::unwrap_key(KeyHandle kek, Bytes wrapped) {
    return handle_of(call_port(PortOp::unwrap_key, MessageWriter().number(kek).bytes(wrapped).take()));
}

void CryptoBrowser::drop(KeyHandle key) {
    post_port(PortOp::drop, MessageWriter().number(key).take());
}

void CryptoBrowser::end_session() {
    end_keeper();
}

void CryptoBrowser::abort_session() {
    abort_keeper();
}

Future<Result<Sealed>> CryptoBrowser::seal(KeyHandle key, Bytes aad, Bytes plaintext) {
    auto answer = call_port(PortOp::seal, MessageWriter().number(key).bytes(aad).bytes(plaintext).take());
    wipe(plaintext);
    return sealed_of(std::move(answer));
}

Future<Result<Bytes>> CryptoBrowser::open(KeyHandle key, Bytes aad, Sealed sealed) {
    MessageWriter message;
    message.number(key).bytes(aad);
    return bytes_of_answer(call_port(PortOp::open, put(message, sealed).take()));
}

Future<Result<std::vector<std::optional<Bytes>>>> CryptoBrowser::open_all(KeyHandle key,
                                                                          std::vector<SealedItem> items) {
    using Opened = std::vector<std::optional<Bytes>>;
    MessageWriter message;
    message.number(key);
    for (const SealedItem& item : items) put(message.bytes(item.aad), item.sealed);
    const std::size_t count = items.size();
    return answer_as<Opened>(call_port(PortOp::open_all, message.take()), [count](MessageReader& reader) {
        Opened opened;
        opened.reserve(count);
        for (std::size_t i = 0; i < count; ++i) {
            const bool is_open = reader.number() == 1;
            const ByteView plaintext = reader.bytes();
            opened.emplace_back(is_open ? std::optional(Bytes(plaintext.begin(), plaintext.end()))
                                        : std::nullopt);
        }
        return opened;
    });
}

Future<Result<Digest>> CryptoBrowser::sha256(Bytes data) {
    auto answer = call_port(PortOp::sha256, MessageWriter().bytes(data).take());
    wipe(data);
    return answer_as<Digest>(std::move(answer),
                             [](MessageReader& reader) { return reader.array<sizeof(Digest)>(); });
}

Future<Result<KeyPair>> CryptoBrowser::generate_pair(PrivateKeyUse use) {
    return pair_of(call_port(PortOp::generate_pair, MessageWriter().number(number_of(use)).take()));
}

Future<Result<Sealed>> CryptoBrowser::seal_private(KeyHandle kek, KeyHandle private_key) {
    return sealed_of(call_port(PortOp::seal_private, MessageWriter().number(kek).number(private_key).take()));
}

Future<Result<KeyPair>> CryptoBrowser::open_private(KeyHandle kek, Sealed sealed, PrivateKeyUse use) {
    MessageWriter message;
    message.number(kek);
    return pair_of(call_port(PortOp::open_private, put(message, sealed).number(number_of(use)).take()));
}

Future<Result<KeyPair>> CryptoBrowser::import_private(PublicKey public_key, Bytes d, PrivateKeyUse use) {
    MessageWriter message;
    put(message, public_key).bytes(d).number(number_of(use));
    wipe(d);
    return pair_of(call_port(PortOp::import_private, message.take()));
}

Future<Result<Bytes>> CryptoBrowser::sign(KeyHandle private_key, Bytes data) {
    return bytes_of_answer(call_port(PortOp::sign, MessageWriter().number(private_key).bytes(data).take()));
}

Future<Result<bool>> CryptoBrowser::verify(PublicKey signer, Bytes data, Bytes signature) {
    MessageWriter message;
    put(message, signer).bytes(data).bytes(signature);
    return answer_as<bool>(call_port(PortOp::verify, message.take()),
                           [](MessageReader& reader) { return reader.number() == 1; });
}

Future<Result<AgreedKey>> CryptoBrowser::wrap_for(PublicKey recipient, KeyHandle content_key) {
    MessageWriter message;
    put(message, recipient).number(content_key);
    return answer_as<AgreedKey>(call_port(PortOp::wrap_for, message.take()), [](MessageReader& reader) {
        AgreedKey agreed;
        agreed.epk = read_point(reader);
        const ByteView wrapped = reader.bytes();
        agreed.wrapped.assign(wrapped.begin(), wrapped.end());
        return agreed;
    });
}

Future<Result<KeyHandle>> CryptoBrowser::unwrap_agreed(KeyHandle private_key, PublicKey epk, Bytes wrapped) {
    MessageWriter message;
    message.number(private_key);
    return handle_of(call_port(PortOp::unwrap_agreed, put(message, epk).bytes(wrapped).take()));
}

Future<Result<Bytes>> CryptoBrowser::wrap_by_passphrase(std::string_view passphrase, Salt p2s,
                                                        std::uint32_t p2c, KeyHandle content_key) {
    MessageWriter message;
    message.text(passphrase).bytes(p2s).number(p2c).number(content_key);
    return bytes_of_answer(call_port(PortOp::wrap_by_passphrase, message.take()));
}

Future<Result<KeyHandle>> CryptoBrowser::unwrap_by_passphrase(std::string_view passphrase, Salt p2s,
                                                              std::uint32_t p2c, Bytes wrapped) {
    MessageWriter message;
    message.text(passphrase).bytes(p2s).number(p2c).bytes(wrapped);
    return handle_of(call_port(PortOp::unwrap_by_passphrase, message.take()));
}

}  // namespace tsunagi
