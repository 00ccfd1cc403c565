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

// An audit entry to be: its place, its predecessor and what was written with it are known when it is
// committed.
struct AuditLine {
    enum class About : std::uint8_t { nothing, document, slot };  // whose revision and hash go into the entry
    About about = About::nothing;
    AuditEvent event;
    StaffId staff;
    std::int64_t utc_ms = 0;
    std::int64_t monotonic_ms = 0;
};

struct Pending {
    std::map<DocumentId, Document> documents;
    std::map<DraftKey, std::optional<Draft>> drafts;  // none: the draft goes
    std::map<StaffId, Slot> slots;
    std::vector<AuditLine> lines;
    std::vector<Write> writes;  // of meta, as they are

    std::size_t size() const {
        return documents.size() + drafts.size() + slots.size() + lines.size() + writes.size();
    }
    bool is_empty() const { return size() == 0; }
    bool has_saves() const { return !documents.empty() || !drafts.empty(); }

    void put(Document document, AuditLine line);
    void put(Draft draft);
    void drop(const DraftKey& key) { drafts[key] = std::nullopt; }
    // Takes in what was waiting before this and could not be committed.
    void put_back(Pending older);
};

// For keeping in memory, sealed, while the vault is locked: documents, drafts and lines (slots and writes
// belong to steps that failed and told so).
std::string json_of(const Pending& pending);
Result<Pending> parse_pending(std::string_view json);

}  // namespace tsunagi
