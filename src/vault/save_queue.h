// Owns what waits to be made durable: what came last wins, what came first is never lost.
// Must not know how it is sealed or kept.
#pragma once

#include "core/document.h"
#include "ports/store.h"
#include "vault/audit.h"
#include "vault/draft.h"
#include "vault/slot.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tsunagi {

// Our own records: whatever was saved can be read back.
inline constexpr DocumentLimits own_limits{256u << 20, 100'000, 1'000'000, 16u << 20};

// An audit entry to be: its place, its predecessor and what was written with it are known when it is
// committed.
struct AuditLine {
    // Whose revision and hash go into the entry; many: the marks of all slots and resealed records.
    enum class About : std::uint8_t { nothing, document, slot, many };
    About about = About::nothing;
    AuditEvent event;
    StaffId staff;
    std::int64_t utc_ms = 0;
    std::int64_t monotonic_ms = 0;
    std::uint32_t ticket = 0;  // of a step that takes its lines back when it fails; 0: none
};

// Records to be sealed anew with another key, as they are.
struct Reseal {
    Collection collection = Collection::records;
    std::vector<std::string> keys;
};

struct Pending {
    std::map<DocumentId, Document> documents;
    std::map<DraftKey, std::optional<Draft>> drafts;  // none: the draft goes
    std::map<StaffId, std::optional<Slot>> slots;     // none: the slot goes
    std::vector<AuditLine> lines;
    std::vector<Write> writes;  // of meta, as they are
    Reseal reseal;

    std::size_t size() const {
        return documents.size() + drafts.size() + slots.size() + lines.size() + writes.size() +
               reseal.keys.size();
    }
    bool is_empty() const { return size() == 0; }
    bool has_saves() const { return !documents.empty() || !drafts.empty(); }

    void put(Document document, AuditLine line);
    void put(Draft draft);
    void drop(const DraftKey& key) { drafts[key] = std::nullopt; }
    // Takes in what was waiting before this and could not be committed, but for what was to be resealed.
    void put_back(Pending older);
};

// For keeping in memory, sealed, while the vault is locked: documents, drafts and lines (slots and writes
// belong to steps that failed and told so).
std::string json_of(const Pending& pending);
Result<Pending> parse_pending(std::string_view json);

}  // namespace tsunagi
