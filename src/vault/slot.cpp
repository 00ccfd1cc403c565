// Owns the bytes of key slots and the rules for what goes into them.
#include "vault/slot.h"

#include "core/text.h"
#include "vault/members.h"
#include "vault/vault.h"

#include <algorithm>
#include <set>

namespace tsunagi {
namespace {

constexpr std::size_t min_password_code_points = 13;
constexpr std::size_t max_password_bytes = 1024;
constexpr std::size_t max_name_code_points = 100;
constexpr std::size_t wrapped_key_size = 40;
// A slot asking for more was not written by us and would only hang the tablet.
constexpr Argon2Params cost_ceiling{1024 * 1024, 16, 4};
constexpr JsonLimits limits{64 * 1024, 4};

bool is_within_bounds(const Argon2Params& cost) {
    const auto& low = password_cost_floor;
    return cost.memory_kib >= low.memory_kib && cost.memory_kib <= cost_ceiling.memory_kib &&
           cost.passes >= low.passes && cost.passes <= cost_ceiling.passes && cost.lanes >= low.lanes &&
           cost.lanes <= cost_ceiling.lanes;
}

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

bool read_kdf(const Json& json, Slot& into) {
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

}  // namespace

Status check_password(std::string_view password) {
    if (password.size() > max_password_bytes || !is_utf8(password)) return fail(Fault::bad_value, "password");
    const CodePoints points = code_points(password);
    std::set<char32_t> distinct;
    for (char32_t point : points) distinct.insert(point);
    if (count_code_points(password) < min_password_code_points || distinct.size() < 2)
        return fail(Fault::weak_password);
    return {};
}

std::string json_without_card(const Slot& slot) {
    std::string json = "{\"v\":1,\"type\":\"password\"";
    append_text(json, "store", slot.store_id);
    append_number(json, "revision", slot.revision);
    append_number(json, "key_id", slot.key_id);
    json += ",\"kdf\":{\"name\":\"argon2id\"";
    append_number(json, "memory_kib", slot.cost.memory_kib);
    append_number(json, "passes", slot.cost.passes);
    append_number(json, "lanes", slot.cost.lanes);
    append_text(json, "salt", base64url_of(slot.salt));
    json += '}';
    append_text(json, "wrapped", base64url_of(slot.wrapped));
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
    if (*version != 1 || *type != "password") return fail(Fault::future_version, "slot");
    Slot slot;
    if (!read_text(*json, "store", slot.store_id) || !read_u32(*json, "revision", slot.revision) ||
        !read_u32(*json, "key_id", slot.key_id) || !read_kdf(*json, slot) ||
        !read_base64url(*json, "wrapped", slot.wrapped) || !read_staff(*json, slot.staff) ||
        slot.wrapped.size() != wrapped_key_size) {
        return fail(Fault::wrong_type, "slot");
    }
    if (!is_within_bounds(slot.cost)) return fail(Fault::bad_value, "slot cost");
    if (find_member(*json, "card") && !read_base64url(*json, "card", slot.card))
        return fail(Fault::wrong_type, "card");
    return slot;
}

std::string json_of_store(std::string_view store_id) {
    std::string json = "{\"v\":1";
    append_text(json, "id", store_id);
    return json + "}";
}

Result<std::string> parse_store(std::string_view text) {
    auto json = parse_json(text, limits);
    if (!json) return std::unexpected(json.error());
    const auto version = find_int(*json, "v");
    std::string id;
    if (!version || !read_text(*json, "id", id) || id.empty())
        return fail(Fault::data_missing, "store record");
    if (*version != 1) return fail(Fault::future_version, "store record");
    return id;
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
