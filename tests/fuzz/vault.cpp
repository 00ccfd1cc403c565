// What lies on the disk in clear or sealed: somebody may have edited it.
#include "vault/audit.h"
#include "vault/checkpoint.h"
#include "vault/draft.h"
#include "vault/recovery_code.h"
#include "vault/save_queue.h"
#include "vault/sealer.h"
#include "vault/slot.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

using namespace tsunagi;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    if (const auto slot = parse_slot(text)) {
        if (!parse_slot(json_of(*slot))) std::abort();
    }
    if (const auto entry = parse_audit_entry(text)) {
        const auto again = parse_audit_entry(json_of(*entry));
        if (!again || *again != *entry) std::abort();
    }
    (void)parse_store(text);
    (void)parse_checkpoint(text);
    (void)parse_draft(text);
    (void)parse_pending(text);
    (void)parse_envelope(view_of(text));
    (void)parse_recovery_code(text);
    MarksOfKinds marks;
    (void)apply_marks(text, marks);
    return 0;
}
