// Owns the bytes of key slots and the rules for what goes into them.
#include "vault/slot.h"

#include "core/text.h"
#include "vault/members.h"
#include "vault/vault.h"

#include <algorithm>

namespace tsunagi {
namespace {

constexpr std::size_t max_name_code_points = 100;
constexpr std::size_t wrapped_key_size = 40;
constexpr std::size_t sealed_pair_size = 96;
constexpr std::size_t max_credential_size = 1023;
constexpr int slot_version = 2;
constexpr JsonLimits limits{64 * 1024, 4};

bool is_plain_text(std::string_view text, std::size_t min_count) {
    if (!is_utf8(text) || has_deceptive(text)) return false;
    const std::size_t count = count_code_points(text);
    return count >= min_count && count <= max_name_code_points;
}

bool is_role(std::string_view role) {
    return role == role_administrator || role == role_recorder || role == role_reader;
}

bool read_staff(const Json& json, StaffCard& into) {
    const Json* staff = find_object(json, "staff");
    return staff && read_text(*staff, "id", into.id) && read_text(*staff, "name", into.name) &&
           read_text(*staff, "profession", into.profession) && read_text(*staff, "role", into.role);
}

bool read_kdf(const Json& json, LockedPair& into) {
    const Json* kdf = find_object(json, "kdf");
    if (!kdf) return false;
    const std::string* name = find_string(*kdf, "name");
    Bytes salt;
    if (!name || *name != "argon2id" || !read_u32(*kdf, "memory_kib", into.cost.memory_kib) ||
        !read_u32(*kdf, "passes", into.cost.passes) || !read_u32(*kdf, "lanes", into.cost.lanes) ||
        !read_base64url(*kdf, "salt", salt) || salt.size() != into.salt.size()) {
        return false;
    }
    std::ranges::copy(salt, into.salt.begin());
    return true;
}

// Fixed parts one after the other, and the rest.
Bytes joined(std::initializer_list<ByteView> parts) {
    Bytes bytes;
    for (const ByteView part : parts) bytes.insert(bytes.end(), part.begin(), part.end());
    return bytes;
}

ByteView take(ByteView& rest, std::span<std::uint8_t> into) {
    std::ranges::copy(rest.first(into.size()), into.begin());
    return rest = rest.subspan(into.size());
}

// iv 12, tag 16, ciphertext of this size.
bool read_sealed(const Json& json, std::string_view name, std::size_t size, Sealed& into) {
    Bytes bytes;
    if (!read_base64url(json, name, bytes) || bytes.size() != sizeof(GcmIv) + sizeof(GcmTag) + size)
        return false;
    ByteView rest = bytes;
    take(rest, into.iv);
    take(rest, into.tag);
    into.ciphertext.assign(rest.begin(), rest.end());
    return true;
}

std::string text_of_sealed(const Sealed& sealed) {
    return base64url_of(joined({sealed.iv, sealed.tag, sealed.ciphertext}));
}

// x 32, y 32, and what follows of this size.
bool read_point(const Json& json, std::string_view name, PublicKey& point, std::size_t size, Bytes& rest) {
    Bytes bytes;
    if (!read_base64url(json, name, bytes) || bytes.size() != 64 + size) return false;
    ByteView left = bytes;
    take(left, point.x);
    take(left, point.y);
    rest.assign(left.begin(), left.end());
    return true;
}

bool read_passkey(const Json& json, std::optional<SlotPasskey>& into) {
    if (!find_member(json, "passkey")) return true;
    const Json* passkey = find_object(json, "passkey");
    Bytes salt;
    SlotPasskey& read = into.emplace();
    if (!passkey || !read_base64url(*passkey, "credential", read.credential) ||
        !read_base64url(*passkey, "salt", salt) || salt.size() != read.salt.size() ||
        read.credential.empty() || read.credential.size() > max_credential_size) {
        return false;
    }
    std::ranges::copy(salt, read.salt.begin());
    return true;
}

bool read_keys(const Json& json, Slot& into) {
    Bytes nothing;
    if (!read_kdf(json, into.pair) || !read_point(json, "public", into.pair.public_key, 0, nothing) ||
        !read_sealed(json, "private", sealed_pair_size, into.pair.sealed) ||
        !read_point(json, "data_key", into.data_key.epk, wrapped_key_size, into.data_key.wrapped) ||
        !read_passkey(json, into.passkey)) {
        return false;
    }
    if (into.type == SlotType::password) return true;
    if (find_member(json, "signer") && !read_point(json, "signer", into.signer.emplace(), 0, nothing))
        return false;
    return read_sealed(json, "vouched", sizeof(PublicKey), into.vouched.emplace());
}

}  // namespace

std::string json_without_card(const Slot& slot) {
    std::string json = "{\"v\":" + std::to_string(slot_version);
    append_text(json, "type", slot.type == SlotType::password ? "password" : "recovery");
    append_text(json, "store", slot.store_id);
    append_number(json, "revision", slot.revision);
    append_number(json, "key_id", slot.key_id);
    json += ",\"kdf\":{\"name\":\"argon2id\"";
    append_number(json, "memory_kib", slot.pair.cost.memory_kib);
    append_number(json, "passes", slot.pair.cost.passes);
    append_number(json, "lanes", slot.pair.cost.lanes);
    append_text(json, "salt", base64url_of(slot.pair.salt));
    json += '}';
    append_text(json, "public", base64url_of(joined({slot.pair.public_key.x, slot.pair.public_key.y})));
    append_text(json, "private", text_of_sealed(slot.pair.sealed));
    append_text(json, "data_key",
                base64url_of(joined({slot.data_key.epk.x, slot.data_key.epk.y, slot.data_key.wrapped})));
    if (slot.passkey) {
        json += ",\"passkey\":{\"v\":1";
        append_text(json, "credential", base64url_of(slot.passkey->credential));
        append_text(json, "salt", base64url_of(slot.passkey->salt));
        json += '}';
    }
    if (slot.vouched) append_text(json, "vouched", text_of_sealed(*slot.vouched));
    if (slot.signer) append_text(json, "signer", base64url_of(joined({slot.signer->x, slot.signer->y})));
    if (slot.staff.password != PasswordOf::owner)
        append_number(json, "given", static_cast<std::uint32_t>(slot.staff.password));
    json += ",\"staff\":{\"v\":1";
    append_text(json, "id", slot.staff.id);
    append_text(json, "name", slot.staff.name);
    append_text(json, "profession", slot.staff.profession);
    append_text(json, "role", slot.staff.role);
    return json + "}}";
}

std::string json_of(const Slot& slot) {
    std::string json = json_without_card(slot);
    json.pop_back();
    append_text(json, "card", base64url_of(slot.card));
    return json + "}";
}

Result<Slot> parse_slot(std::string_view text) {
    auto json = parse_json(text, limits);
    if (!json) return std::unexpected(json.error());
    const auto version = find_int(*json, "v");
    const std::string* type = find_string(*json, "type");
    if (!version || !type) return fail(Fault::wrong_type, "slot");
    Slot slot;
    if (*type == "recovery") slot.type = SlotType::recovery;
    if (*version != slot_version || (*type != "password" && *type != "recovery"))
        return fail(Fault::future_version, "slot");
    if (!read_text(*json, "store", slot.store_id) || !read_u32(*json, "revision", slot.revision) ||
        !read_u32(*json, "key_id", slot.key_id) || !read_keys(*json, slot) ||
        !read_staff(*json, slot.staff)) {
        return fail(Fault::wrong_type, "slot");
    }
    slot.staff.has_passkey = slot.passkey.has_value();
    if (find_member(*json, "given")) {
        std::uint32_t given = 0;
        if (!read_u32(*json, "given", given) || given < 1 || given > 2)
            return fail(Fault::wrong_type, "given");
        slot.staff.password = static_cast<PasswordOf>(given);
    }
    if (!is_password_cost(slot.pair.cost)) return fail(Fault::bad_value, "slot cost");
    if (find_member(*json, "card") && !read_base64url(*json, "card", slot.card))
        return fail(Fault::wrong_type, "card");
    return slot;
}

std::string json_of_store(const StoreRecord& record) {
    std::string json = "{\"v\":" + std::to_string(record.format);
    append_text(json, "id", record.id);
    return json + "}";
}

Result<StoreRecord> parse_store(std::string_view text) {
    auto json = parse_json(text, limits);
    if (!json) return std::unexpected(json.error());
    StoreRecord record;
    if (!read_u32(*json, "v", record.format) || record.format == 0)
        return fail(Fault::data_missing, "store record");
    if (record.format > store_format) return fail(Fault::future_version, "store record");
    if (!read_text(*json, "id", record.id) || record.id.empty())
        return fail(Fault::data_missing, "store record");
    return record;
}

Status check_staff(const NewStaff& staff) {
    if (!is_plain_text(staff.name, 1) || !is_plain_text(staff.profession, 0))
        return fail(Fault::bad_value, "name");
    if (!is_role(staff.role)) return fail(Fault::bad_value, "role");
    return {};
}

Argon2Params at_least_floor(Argon2Params cost) {
    const auto& low = password_cost_floor;
    return {std::max(cost.memory_kib, low.memory_kib), std::max(cost.passes, low.passes),
            std::max(cost.lanes, low.lanes)};
}

}  // namespace tsunagi
