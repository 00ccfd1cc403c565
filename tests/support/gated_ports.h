// Owns ports whose calls are counted, and of which one, or all of a kind, wait for their answer until a test
// gives it: a disk or a worker that is slow, hangs, or ends.
#pragma once

#include "ports/crypto.h"
#include "ports/files.h"
#include "ports/passkeys.h"
#include "ports/store.h"

#include <algorithm>
#include <cstddef>
#include <deque>
#include <functional>
#include <limits>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tsunagi {

enum class PortKind : std::uint8_t { crypto, store, files, passkeys };

class Gate {
  public:
    static constexpr std::size_t no_call = std::numeric_limits<std::size_t>::max();

    // The call that is held: its number from 0 on, counted from now.
    void hold(std::size_t number) {
        calls_ = 0;
        held_number_ = number;
    }
    // Every call of a kind, from now on.
    void hold_all(PortKind kind) { held_kinds_.push_back(kind); }
    void hold_nothing() {
        held_number_ = no_call;
        held_kinds_.clear();
    }
    std::size_t calls() const { return calls_; }
    std::size_t held() const { return held_.size(); }

    // Gives what is held its answers: those it would have had, or locked. What they lead to may be held
    // again.
    void release() { answer(false); }
    void release_as_locked() { answer(true); }
    void release(bool well) { answer(!well); }
    // How many workers have ended: another one knows nothing of what was open before.
    int workers_ended() const { return workers_ended_; }
    // A worker that ends answers for its keys and its store.
    void end_worker() {
        ++workers_ended_;
        std::deque<Held> others;
        std::deque<Held> of_worker;
        for (Held& held : std::exchange(held_, {})) {
            const bool ends = held.kind == PortKind::crypto || held.kind == PortKind::store;
            (ends ? of_worker : others).push_back(std::move(held));
        }
        held_ = std::move(others);
        for (const Held& held : of_worker) held.answer(true);
    }

    // The answer is worked out at once, as a port does that was only slow to tell.
    template <class T>
    Future<Result<T>> pass(PortKind kind, Future<Result<T>> call) {
        const bool is_held = calls_++ == held_number_ || std::ranges::contains(held_kinds_, kind);
        if (!is_held) return call;
        const Promise<Result<T>> promise;
        auto value = std::make_shared<Result<T>>(call.take());
        held_.push_back({kind, [promise, value](bool as_locked) {
                             promise.complete(as_locked ? Result<T>(fail(Fault::locked, "held"))
                                                        : std::move(*value));
                         }});
        return promise.future();
    }

  private:
    struct Held {
        PortKind kind;
        std::function<void(bool as_locked)> answer;
    };
    void answer(bool as_locked) {
        for (const Held& held : std::exchange(held_, {})) held.answer(as_locked);
    }

    int workers_ended_ = 0;
    std::size_t calls_ = 0;
    std::size_t held_number_ = no_call;
    std::vector<PortKind> held_kinds_;
    std::deque<Held> held_;
};

class GatedCrypto final : public Crypto {
  public:
    GatedCrypto(Crypto& inner, Gate& gate) : in_(inner), gate_(gate) {}

    int sessions_ended = 0;
    int sessions_aborted = 0;

    Future<Result<KeyHandle>> derive_password_key(std::string_view password, Salt salt,
                                                  Argon2Params params) override {
        return pass(in_.derive_password_key(password, salt, params));
    }
    Future<Result<KeyHandle>> derive_two_factor_key(std::string_view password, Salt salt, Argon2Params params,
                                                    KeyHandle factor) override {
        return pass(in_.derive_two_factor_key(password, salt, params, factor));
    }
    Future<Result<KeyHandle>> generate_key() override { return pass(in_.generate_key()); }
    Future<Result<Bytes>> wrap_key(KeyHandle kek, KeyHandle key) override {
        return pass(in_.wrap_key(kek, key));
    }
    Future<Result<KeyHandle>> unwrap_key(KeyHandle kek, Bytes wrapped) override {
        return pass(in_.unwrap_key(kek, std::move(wrapped)));
    }
    void drop(KeyHandle key) override { in_.drop(key); }
    void end_session() override {
        ++sessions_ended;
        in_.end_session();
    }
    void abort_session() override {
        ++sessions_aborted;
        in_.end_session();
        gate_.end_worker();
    }
    Future<Status> remember_key(std::string name, std::string_view pin, Argon2Params params,
                                KeyHandle key) override {
        return pass(in_.remember_key(std::move(name), pin, params, key));
    }
    Future<Result<KeyHandle>> recall_key(std::string name, std::string_view pin) override {
        return pass(in_.recall_key(std::move(name), pin));
    }
    void forget_key(std::string name) override { in_.forget_key(std::move(name)); }
    Future<Result<Sealed>> seal(KeyHandle key, Bytes aad, Bytes plaintext) override {
        return pass(in_.seal(key, std::move(aad), std::move(plaintext)));
    }
    Future<Result<Bytes>> open(KeyHandle key, Bytes aad, Sealed sealed) override {
        return pass(in_.open(key, std::move(aad), std::move(sealed)));
    }
    Future<Result<std::vector<std::optional<Bytes>>>> open_all(KeyHandle key,
                                                               std::vector<SealedItem> items) override {
        return pass(in_.open_all(key, std::move(items)));
    }
    Future<Result<Digest>> sha256(Bytes data) override { return pass(in_.sha256(std::move(data))); }
    Future<Result<KeyPair>> generate_pair(PrivateKeyUse use) override { return pass(in_.generate_pair(use)); }
    Future<Result<Sealed>> seal_private(KeyHandle kek, KeyHandle private_key) override {
        return pass(in_.seal_private(kek, private_key));
    }
    Future<Result<KeyPair>> open_private(KeyHandle kek, Sealed sealed, PrivateKeyUse use) override {
        return pass(in_.open_private(kek, std::move(sealed), use));
    }
    Future<Result<KeyPair>> import_private(PublicKey public_key, Bytes d, PrivateKeyUse use) override {
        return pass(in_.import_private(public_key, std::move(d), use));
    }
    Future<Result<Bytes>> sign(KeyHandle private_key, Bytes data) override {
        return pass(in_.sign(private_key, std::move(data)));
    }
    Future<Result<bool>> verify(PublicKey signer, Bytes data, Bytes signature) override {
        return pass(in_.verify(signer, std::move(data), std::move(signature)));
    }
    Future<Result<AgreedKey>> wrap_for(PublicKey recipient, KeyHandle content_key) override {
        return pass(in_.wrap_for(recipient, content_key));
    }
    Future<Result<KeyHandle>> unwrap_agreed(KeyHandle private_key, PublicKey epk, Bytes wrapped) override {
        return pass(in_.unwrap_agreed(private_key, epk, std::move(wrapped)));
    }
    Future<Result<Bytes>> wrap_by_passphrase(std::string_view passphrase, Salt p2s, std::uint32_t p2c,
                                             KeyHandle content_key) override {
        return pass(in_.wrap_by_passphrase(passphrase, p2s, p2c, content_key));
    }
    Future<Result<KeyHandle>> unwrap_by_passphrase(std::string_view passphrase, Salt p2s, std::uint32_t p2c,
                                                   Bytes wrapped) override {
        return pass(in_.unwrap_by_passphrase(passphrase, p2s, p2c, std::move(wrapped)));
    }

  private:
    template <class T>
    Future<Result<T>> pass(Future<Result<T>> call) {
        return gate_.pass(PortKind::crypto, std::move(call));
    }

    Crypto& in_;
    Gate& gate_;
};

class GatedStore final : public Store {
  public:
    GatedStore(Store& inner, Gate& gate) : in_(inner), gate_(gate) {}

    Future<Status> open(StoreKind kind) override {
        opened_by_ = gate_.workers_ended();
        return pass(in_.open(kind));
    }
    Future<Result<std::vector<StoredRecord>>> read_all(Collection collection) override {
        return is_gone() ? gone<std::vector<StoredRecord>>() : pass(in_.read_all(collection));
    }
    Future<Result<std::optional<Bytes>>> read(Collection collection, std::string key) override {
        return is_gone() ? gone<std::optional<Bytes>>() : pass(in_.read(collection, std::move(key)));
    }
    Future<Result<std::vector<StoredRecord>>> read_range(Collection collection, std::string first_key,
                                                         std::string last_key) override {
        return is_gone() ? gone<std::vector<StoredRecord>>()
                         : pass(in_.read_range(collection, std::move(first_key), std::move(last_key)));
    }
    Future<Result<std::uint64_t>> count(Collection collection) override {
        return is_gone() ? gone<std::uint64_t>() : pass(in_.count(collection));
    }
    Future<Status> commit(std::vector<Write> writes) override {
        return is_gone() ? gone<void>() : pass(in_.commit(std::move(writes)));
    }
    Future<Status> destroy_keys() override { return is_gone() ? gone<void>() : pass(in_.destroy_keys()); }
    Future<Status> destroy(StoreKind kind) override {
        return is_gone() ? gone<void>() : pass(in_.destroy(kind));
    }
    Future<Status> take_over() override { return is_gone() ? gone<void>() : pass(in_.take_over()); }
    Future<Result<StorageState>> request_persistence() override {
        return is_gone() ? gone<StorageState>() : pass(in_.request_persistence());
    }

  private:
    // The worker it was opened in has ended, and nobody opened it in another one.
    bool is_gone() const { return opened_by_ != gate_.workers_ended(); }
    template <class T>
    static Future<Result<T>> gone() {
        return ready(Result<T>(fail(Fault::locked, "the worker has ended")));
    }
    template <class T>
    Future<Result<T>> pass(Future<Result<T>> call) {
        return gate_.pass(PortKind::store, std::move(call));
    }

    Store& in_;
    Gate& gate_;
    int opened_by_ = 0;
};

class GatedFiles final : public Files {
  public:
    GatedFiles(Files& inner, Gate& gate) : in_(inner), gate_(gate) {}

    Future<Result<PickedFile>> pick(std::string accept, std::size_t max_bytes) override {
        return pass(in_.pick(std::move(accept), max_bytes));
    }
    Future<Status> save(std::string name, std::string mime, Bytes bytes) override {
        return pass(in_.save(std::move(name), std::move(mime), std::move(bytes)));
    }
    Future<Status> share(std::string name, std::string mime, Bytes bytes) override {
        return pass(in_.share(std::move(name), std::move(mime), std::move(bytes)));
    }
    Future<Status> print(std::vector<std::string> lines) override {
        return pass(in_.print(std::move(lines)));
    }
    bool can_share() const override { return in_.can_share(); }
    Future<Result<Bytes>> load_asset(std::string path) override {
        return pass(in_.load_asset(std::move(path)));
    }

  private:
    template <class T>
    Future<Result<T>> pass(Future<Result<T>> call) {
        return gate_.pass(PortKind::files, std::move(call));
    }

    Files& in_;
    Gate& gate_;
};

class GatedPasskeys final : public Passkeys {
  public:
    GatedPasskeys(Passkeys& inner, Gate& gate) : in_(inner), gate_(gate) {}

    bool is_available() const override { return in_.is_available(); }
    Future<Result<Bytes>> enroll(std::string user_id, std::string name) override {
        return gate_.pass(PortKind::passkeys, in_.enroll(std::move(user_id), std::move(name)));
    }
    Future<Result<KeyHandle>> ask(Bytes credential_id, PrfSalt salt) override {
        return gate_.pass(PortKind::passkeys, in_.ask(std::move(credential_id), salt));
    }

  private:
    Passkeys& in_;
    Gate& gate_;
};

}  // namespace tsunagi
