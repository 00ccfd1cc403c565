// Owns the bytes of a draft.
#include "vault/draft.h"

#include "vault/members.h"

namespace tsunagi {

std::string json_of(const Draft& draft) {
    std::string json = "{\"v\":1";
    append_text(json, "document", draft.document);
    append_text(json, "path", draft.path);
    append_text(json, "text", draft.text);
    append_text(json, "staff", draft.staff);
    append_number(json, "saved_at", draft.saved_at_ms);
    return json + "}";
}

Result<Draft> parse_draft(std::string_view text) {
    constexpr JsonLimits limits{8u << 20, 2};
    auto json = parse_json(text, limits);
    if (!json) return std::unexpected(json.error());
    const auto version = find_int(*json, "v");
    if (!version) return fail(Fault::wrong_type, "draft v");
    if (*version != 1) return fail(Fault::future_version, "draft");
    Draft draft;
    const auto saved_at = find_int(*json, "saved_at");
    if (!saved_at || !read_text(*json, "document", draft.document) || !read_text(*json, "path", draft.path) ||
        !read_text(*json, "text", draft.text) || !read_text(*json, "staff", draft.staff)) {
        return fail(Fault::wrong_type, "draft");
    }
    draft.saved_at_ms = *saved_at;
    return draft;
}

}  // namespace tsunagi
