#include "exchange/members.h"

namespace tsunagi {

Status check_members(const Json& object, std::initializer_list<std::string_view> names,
                     std::string_view where) {
    if (!object.is_object()) return fail(Fault::wrong_type, std::string(where) + " is not an object");
    // As many members as names and every name there: none is missing, none is extra (the reader refuses
    // duplicates).
    if (object.size() != names.size())
        return fail(Fault::wrong_type, std::string(where) + " has other members");
    for (const auto name : names) {
        if (find_member(object, name) == nullptr) {
            return fail(Fault::wrong_type, std::string(where) + " lacks " + std::string(name));
        }
    }
    return {};
}

Result<Bytes> read_base64url(const Json& object, std::string_view name) {
    const auto* text = find_string(object, name);
    if (text == nullptr) return fail(Fault::wrong_type, std::string(name) + " is not text");
    return parse_base64url(*text);
}

}  // namespace tsunagi
