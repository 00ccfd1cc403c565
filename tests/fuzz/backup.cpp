// The header of a backup, the first line of a part, its summary, and a line of its log.
#include "exchange/backup_format.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

using namespace tsunagi;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    (void)inspect_backup(view_of(text));
    (void)backup::parse_log_line(text);
    if (const auto line = backup::parse_line(text)) {
        if (!backup::parse_line(backup::text_of(*line))) std::abort();
    }
    if (const auto summary = backup::parse_summary(text)) {
        if (!backup::parse_summary(backup::text_of(*summary))) std::abort();
    }
    return 0;
}
