// Owns what is done with key slots: locking one with a password, sealing the data key into it, opening it,
// and believing it.
#include "vault/vault_state.h"

#include <algorithm>
#include <utility>

namespace tsunagi {
namespace {

constexpr std::string_view vouch_label = "[\"vouch/v1\"]";

bool is_of_platform_or_disk(Fault fault) {
    return fault == Fault::locked || fault == Fault::crypto_failed || fault == Fault::storage_failed;
}

Bytes bytes_of_point(const PublicKey& point) {
    Bytes bytes(point.x.begin(), point.x.end());
    bytes.insert(bytes.end(), point.y.begin(), point.y.end());
    return bytes;
}

}  // namespace

Future<Result<KeyHandle>> Vault::State::derive_kek(std::string password, LockedPair pair, KeyHandle factor) {
    auto deriving = factor == 0 ? crypto.derive_password_key(password, pair.salt, pair.cost)
                                : crypto.derive_two_factor_key(password, pair.salt, pair.cost, factor);
    auto derived = co_await deriving;
    wipe(password);
    co_return derived;
}

// 0 where no passkey is asked for. Drop it like every key.
Future<Result<KeyHandle>> Vault::State::ask_factor(std::optional<SlotPasskey> passkey) {
    if (!passkey) co_return KeyHandle{0};
    if (options.passkeys == nullptr) co_return fail(Fault::not_allowed, "no passkeys on this device");
    auto factor = co_await options.passkeys->ask(passkey->credential, passkey->salt);
    if (!factor && factor.error().fault == Fault::cannot_open)
        co_return fail(Fault::not_allowed, "passkey is not on this device");
    co_return factor;
}

// A new pair under this password. The data key is not in it yet: seal_slot.
Future<Result<Slot>> Vault::State::lock_slot(Slot slot, std::string password, KeyHandle factor) {
    auto cost = co_await cost_of_new_slots();
    if (!cost) co_return std::unexpected(cost.error());
    slot.pair.cost = *cost;
    random.fill(slot.pair.salt);
    auto derived = co_await derive_kek(std::move(password), slot.pair, factor);
    if (!derived) co_return std::unexpected(derived.error());
    const KeyHold kek(crypto, *derived);
    auto pair = co_await crypto.generate_pair(PrivateKeyUse::agree);
    if (!pair) co_return std::unexpected(pair.error());
    const KeyHold own(crypto, pair->handle);
    auto sealed = co_await crypto.seal_private(kek.get(), own.get());
    if (!sealed) co_return std::unexpected(sealed.error());
    slot.pair.public_key = pair->public_key;
    slot.pair.sealed = std::move(*sealed);
    if (slot.type == SlotType::recovery) {
        Bytes signer = bytes_of_point(identity.signing.public_key);
        auto vouched = co_await crypto.seal(kek.get(), bytes_of(vouch_label), std::move(signer));
        if (!vouched) co_return std::unexpected(vouched.error());
        slot.vouched = std::move(*vouched);
        slot.signer = identity.signing.public_key;
    }
    co_return slot;
}

// Puts the data key in, counts the revision up and seals the card.
Future<Result<Slot>> Vault::State::seal_slot(Sealer with, Slot slot) {
    slot.store_id = with.store_id();
    slot.key_id = with.key_id();
    // Never one that was used before, whatever the slot on the disk says.
    if (const auto mark = slots.find(slot.staff.id); mark != slots.end())
        slot.revision = std::max(slot.revision, mark->second.revision);
    ++slot.revision;
    auto wrapped = co_await crypto.wrap_for(slot.pair.public_key, with.key());
    if (!wrapped) co_return std::unexpected(wrapped.error());
    slot.data_key = std::move(*wrapped);
    Bytes content = bytes_of(json_without_card(slot));
    auto sealed = co_await with.seal({record_type::slot, slot.staff.id, slot.revision}, std::move(content));
    if (!sealed) co_return std::unexpected(sealed.error());
    slot.card = std::move(sealed->bytes);
    co_return slot;
}

Future<Result<Slot>> Vault::State::read_slot(StaffId staff) {
    auto stored = co_await store.read(Collection::slots, staff);
    if (!stored) co_return std::unexpected(stored.error());
    if (!*stored) co_return fail(Fault::data_missing, "no such slot");
    auto slot = parse_slot(text_of(**stored));
    if (!slot && slot.error().fault == Fault::future_version) co_return slot;
    if (!slot || slot->staff.id != staff) co_return fail(Fault::data_missing, "slot");
    co_return slot;
}

// The data key inside. wrong_password is counted, for the chain: the answer is the same whether it could be
// counted or not.
Future<Result<KeyHandle>> Vault::State::open_slot(Slot slot, std::string password, KeyHandle factor) {
    const StaffId staff = slot.staff.id;
    auto key = co_await try_slot(std::move(slot), std::move(password), factor);
    if (!key && key.error().fault == Fault::wrong_password) (void)co_await count_attempt(staff);
    co_return key;
}

Future<Result<KeyHandle>> Vault::State::try_slot(Slot slot, std::string password, KeyHandle factor) {
    auto derived = co_await derive_kek(std::move(password), slot.pair, factor);
    if (!derived) co_return std::unexpected(derived.error());
    const KeyHold kek(crypto, *derived);
    auto pair = co_await crypto.open_private(kek.get(), slot.pair.sealed, PrivateKeyUse::agree);
    if (!pair && pair.error().fault == Fault::cannot_open) co_return fail(Fault::wrong_password);
    if (!pair) co_return std::unexpected(pair.error());
    const KeyHold own(crypto, pair->handle);
    auto key = co_await crypto.unwrap_agreed(own.get(), slot.data_key.epk, slot.data_key.wrapped);
    if (!key && key.error().fault == Fault::cannot_open) co_return fail(Fault::data_missing, "data key");
    co_return key;
}

// What the card vouches for is what the slot says, and it is the newest one.
bool Vault::State::is_trusted(const Slot& slot, const Result<OpenedRecord>& card) const {
    if (are_rights_limited) return false;  // in doubt as a whole, or one's own: nothing is made from it
    if (!card || text_of(card->plaintext) != json_without_card(slot)) return false;
    const auto mark = slots.find(slot.staff.id);
    return mark != slots.end() && mark->second == RecordMark{card->revision, card->tag};
}

Future<Result<Slot>> Vault::State::read_trusted_slot(StaffId staff) {
    auto slot = co_await read_slot(std::move(staff));
    if (!slot) co_return slot;
    auto card = co_await sealer->open(record_type::slot, slot->staff.id, slot->card);
    if (!card && is_of_platform_or_disk(card.error().fault)) co_return std::unexpected(card.error());
    if (!is_trusted(*slot, card)) co_return fail(Fault::data_missing, "slot is not to be believed");
    co_return slot;
}

Future<Result<std::vector<Slot>>> Vault::State::read_trusted_slots() {
    auto stored = co_await store.read_all(Collection::slots);
    if (!stored) co_return std::unexpected(stored.error());
    std::vector<Slot> trusted;
    for (const StoredRecord& record : *stored) {
        auto slot = parse_slot(text_of(record.bytes));
        if (!slot || slot->staff.id != record.key) continue;
        auto card = co_await sealer->open(record_type::slot, record.key, slot->card);
        if (!card && is_of_platform_or_disk(card.error().fault)) co_return std::unexpected(card.error());
        if (is_trusted(*slot, card)) trusted.push_back(std::move(*slot));
    }
    co_return trusted;
}

// All of it in one transaction, or nothing: whoever was told that it failed will do it again, so it must not
// happen later by itself.
Future<Status> Vault::State::commit_slots(SlotChanges changes, AuditEvent event, std::vector<Write> writes) {
    const bool is_one =
        changes.size() == 1 && changes.begin()->second && changes.begin()->first == event.object;
    AuditLine line = line_of(std::move(event), is_one ? AuditLine::About::slot : AuditLine::About::many);
    line.ticket = ++last_ticket;
    const std::uint32_t ticket = line.ticket;
    std::vector<StaffId> ids;
    for (auto& [id, slot] : changes) {
        ids.push_back(id);
        queue.slots.insert_or_assign(id, std::move(slot));
    }
    queue.lines.push_back(std::move(line));
    std::vector<std::string> keys;
    for (Write& write : writes) {
        keys.push_back(write.key);
        queue.writes.push_back(std::move(write));
    }
    Status written = co_await flush();
    if (!written) {
        for (const StaffId& id : ids) queue.slots.erase(id);
        std::erase_if(queue.lines, [ticket](const AuditLine& other) { return other.ticket == ticket; });
        std::erase_if(queue.writes,
                      [&keys](const Write& write) { return std::ranges::contains(keys, write.key); });
        changed();
    }
    co_return written;
}

}  // namespace tsunagi
