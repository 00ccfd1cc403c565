// Documents with their changes: what is read is written the same, and merging with itself adds nothing. Read
// as this store's own records; what comes from elsewhere is the same without saying where it came from.
#include "core/document.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

using namespace tsunagi;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const bool from_elsewhere = parse_documents(text).has_value();
    auto documents = parse_documents(text, {}, DocumentSource::own_records);
    if (from_elsewhere && !documents) std::abort();
    if (!documents) return 0;
    std::vector<Document> leaving = *documents;
    forget_origins(leaving);
    const std::string left = json_of(leaving);
    if (!parse_documents(left) || (from_elsewhere && left != json_of(*documents))) std::abort();
    const std::string json = json_of(*documents);
    auto again = parse_documents(json, {}, DocumentSource::own_records);
    if (!again || json_of(*again) != json) std::abort();
    for (std::size_t i = 0; i < documents->size(); ++i) {
        Document& document = (*documents)[i];
        const std::size_t before = document.changes.size();
        if (!merge(document, (*again)[i]) || document.changes.size() != before) std::abort();
        (void)Answers(document).paths();
    }
    return 0;
}
