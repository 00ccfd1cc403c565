// Owns the bytes of a draft. Must not know where drafts are kept.
#pragma once

#include "core/error.h"
#include "vault/vault_types.h"

#include <compare>
#include <string>
#include <string_view>

namespace tsunagi {

struct DraftKey {
    DocumentId document;
    Path path;
    StaffId staff;
    auto operator<=>(const DraftKey&) const = default;
};
inline DraftKey key_of(const Draft& draft) {
    return {draft.document, draft.path, draft.staff};
}

// {"v":1,"document","path","text","staff","saved_at"}
std::string json_of(const Draft& draft);
Result<Draft> parse_draft(std::string_view json);

}  // namespace tsunagi
