// Owns the device's own keys: made with the store, sealed by its data key, and renewed when they may have
// become known. What was sent to the ones before can still be read; nothing is signed with them.
//
// device := JSON {"v":1,"device","signing","agreement","former"?:[{"agreement","signer","until"}]}; signing
// and agreement are envelopes of private keys (base64url) under the data key of the record itself, signer is
// the public point x 32, y 32, until is a wall clock in milliseconds. Oldest first.
#include "vault/members.h"
#include "vault/vault_state.h"

#include <algorithm>
#include <utility>

namespace tsunagi {
namespace {

// Many leaks; nobody sends to a key after years. Bounds what an unlock opens.
constexpr std::size_t most_former = 16;

struct StoredFormer {
    Sealed agreement;
    PublicKey signer;
    std::int64_t until_ms = 0;
};

struct StoredDevice {
    std::string device_id;
    Sealed signing;
    Sealed agreement;
    std::vector<StoredFormer> former;
};

Result<Sealed> read_sealed_key(const Json& json, std::string_view name) {
    Bytes bytes;
    if (!read_base64url(json, name, bytes)) return fail(Fault::wrong_type, "device");
    auto envelope = parse_envelope(bytes);
    if (!envelope) return std::unexpected(envelope.error());
    return std::move(envelope->sealed);
}

Result<StoredFormer> parse_former(const Json& json) {
    auto agreement = read_sealed_key(json, "agreement");
    if (!agreement) return std::unexpected(agreement.error());
    StoredFormer former;
    Bytes point;
    const auto until = find_int(json, "until");
    if (!until || !read_base64url(json, "signer", point) || point.size() != sizeof(PublicKey))
        return fail(Fault::wrong_type, "former device keys");
    former.agreement = std::move(*agreement);
    former.until_ms = *until;
    std::copy_n(point.begin(), former.signer.x.size(), former.signer.x.begin());
    std::copy_n(point.begin() + 32, former.signer.y.size(), former.signer.y.begin());
    return former;
}

Result<StoredDevice> parse_device(std::string_view text) {
    auto json = parse_json(text, {64 * 1024, 4});
    if (!json) return std::unexpected(json.error());
    StoredDevice device;
    if (!read_text(*json, "device", device.device_id)) return fail(Fault::wrong_type, "device");
    auto signing = read_sealed_key(*json, "signing");
    if (!signing) return std::unexpected(signing.error());
    auto agreement = read_sealed_key(*json, "agreement");
    if (!agreement) return std::unexpected(agreement.error());
    device.signing = std::move(*signing);
    device.agreement = std::move(*agreement);
    if (!find_member(*json, "former")) return device;
    const Json* list = find_array(*json, "former");
    if (!list) return fail(Fault::wrong_type, "former device keys");
    for (const Json& item : *list) {
        auto former = parse_former(item);
        if (!former) return std::unexpected(former.error());
        device.former.push_back(std::move(*former));
    }
    return device;
}

}  // namespace

// Fills in identity as well.
Future<Result<Write>> Vault::State::make_device(Sealer with) {
    auto made = co_await generate_device_keys();
    if (!made) co_return std::unexpected(made.error());
    made->device_id = make_id(random);
    auto write = co_await seal_device(with, *made);
    if (write) {
        identity = std::move(*made);
    } else {
        drop_device(*made);
    }
    co_return write;
}

// The two pairs alone. They are the caller's to drop.
Future<Result<DeviceIdentity>> Vault::State::generate_device_keys() {
    auto signing = co_await crypto.generate_pair(PrivateKeyUse::sign);
    if (!signing) co_return std::unexpected(signing.error());
    KeyHold signing_key(crypto, signing->handle);
    auto agreement = co_await crypto.generate_pair(PrivateKeyUse::agree);
    if (!agreement) co_return std::unexpected(agreement.error());
    signing_key.keep();
    co_return DeviceIdentity{{}, *signing, *agreement, {}};
}

void Vault::State::drop_device(const DeviceIdentity& own) {
    if (own.signing.handle != 0) crypto.drop(own.signing.handle);
    if (own.agreement.handle != 0) crypto.drop(own.agreement.handle);
    for (const FormerKeys& former : own.former) crypto.drop(former.agreement.handle);
}

// The keys that are used until now become the newest former ones.
DeviceIdentity Vault::State::renewed(DeviceIdentity fresh) const {
    fresh.device_id = identity.device_id;
    fresh.former = identity.former;
    fresh.former.push_back({identity.agreement, identity.signing.public_key, clock.now_ms()});
    return fresh;
}

// The device's own keys as they are, under this data key.
Future<Result<Write>> Vault::State::seal_device(Sealer with, DeviceIdentity own) {
    auto signing = co_await crypto.seal_private(with.key(), own.signing.handle);
    if (!signing) co_return std::unexpected(signing.error());
    auto agreement = co_await crypto.seal_private(with.key(), own.agreement.handle);
    if (!agreement) co_return std::unexpected(agreement.error());
    std::string former;
    const std::size_t left_out = own.former.size() - std::min(own.former.size(), most_former);
    for (std::size_t i = left_out; i < own.former.size(); ++i) {
        const FormerKeys& keys = own.former[i];
        auto sealed = co_await crypto.seal_private(with.key(), keys.agreement.handle);
        if (!sealed) co_return std::unexpected(sealed.error());
        Bytes point(keys.signer.x.begin(), keys.signer.x.end());
        point.insert(point.end(), keys.signer.y.begin(), keys.signer.y.end());
        former += ",{\"agreement\":\"" + base64url_of(envelope_of(*sealed, with.key_id())) + "\"";
        append_text(former, "signer", base64url_of(point));
        append_number(former, "until", keys.until_ms);
        former += '}';
    }
    std::string json = "{\"v\":1";
    append_text(json, "device", own.device_id);
    append_text(json, "signing", base64url_of(envelope_of(*signing, with.key_id())));
    append_text(json, "agreement", base64url_of(envelope_of(*agreement, with.key_id())));
    if (!former.empty()) json += ",\"former\":[" + former.substr(1) + "]";
    auto sealed = co_await with.seal({record_type::device, device_record, 1}, bytes_of(json + "}"));
    if (!sealed) co_return std::unexpected(sealed.error());
    co_return Write{Collection::meta, device_record, std::move(sealed->bytes)};
}

// One that was put back would bring keys into use again that may have become known. Where the checkpoint does
// not name it: the transaction that exchanges the data key seals it anew, so that a record under the key
// before is an older one; only stores from before checkpoints named it may have one.
bool Vault::State::is_device_believed(const OpenedRecord& record) const {
    if (checkpoint.device) return *checkpoint.device == record.tag;
    return record.key_id == sealer->key_id() || !checkpoint.slots_in_doubt;
}

Future<Status> Vault::State::open_device() {
    auto stored = co_await store.read(Collection::meta, device_record);
    if (!stored) co_return std::unexpected(stored.error());
    Fault reason = Fault::data_missing;
    if (*stored) {
        auto opened = co_await sealer->open(record_type::device, device_record, std::move(**stored));
        if (!opened && !is_of_record(opened.error().fault)) co_return std::unexpected(opened.error());
        if (opened && !is_device_believed(*opened)) {
            opened = fail(Fault::rolled_back, "device");
            reason = Fault::rolled_back;
        }
        auto device = opened ? parse_device(text_of(opened->plaintext))
                             : Result<StoredDevice>(fail(Fault::data_missing));
        // Authentic, so written by a version that knows more.
        if (opened && !device) co_return std::unexpected(device.error());
        if (device) {
            checkpoint.device = opened->tag;
            // The keys inside are under the same data key as the record itself.
            const KeyHandle key =
                opened->key_id == sealer->key_id() ? sealer->key() : sealer->before().handle;
            auto signing = co_await crypto.open_private(key, device->signing, PrivateKeyUse::sign);
            if (!signing) co_return std::unexpected(signing.error());
            identity = {device->device_id, *signing, {}, {}};
            auto agreement = co_await crypto.open_private(key, device->agreement, PrivateKeyUse::agree);
            if (!agreement) co_return std::unexpected(agreement.error());
            identity.agreement = *agreement;
            for (StoredFormer& former : device->former) {
                auto pair =
                    co_await crypto.open_private(key, std::move(former.agreement), PrivateKeyUse::agree);
                if (!pair) co_return std::unexpected(pair.error());
                identity.former.push_back({*pair, former.signer, former.until_ms});
            }
            co_return Status{};
        }
    }
    // The records can still be read and written; only the device's own keys are lost. It gets new ones.
    found.push_back({Collection::meta, device_record, reason, {}});
    auto made = co_await make_device(*sealer);
    if (!made) co_return std::unexpected(made.error());
    queue.writes.push_back(std::move(*made));
    queue.lines.push_back(
        line_of({AuditAction::renew_device, identity.device_id, {}}, AuditLine::About::nothing));
    co_return Status{};
}

}  // namespace tsunagi
