// Documents with their changes: what is read is written the same, and merging with itself adds nothing.
#include "core/document.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

using namespace tsunagi;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    auto documents = parse_documents(text);
    if (!documents) return 0;
    const std::string json = json_of(*documents);
    auto again = parse_documents(json);
    if (!again || json_of(*again) != json) std::abort();
    for (std::size_t i = 0; i < documents->size(); ++i) {
        Document& document = (*documents)[i];
        const std::size_t before = document.changes.size();
        if (!merge(document, (*again)[i]) || document.changes.size() != before) std::abort();
        (void)Answers(document).paths();
    }
    return 0;
}
