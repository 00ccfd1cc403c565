// Owns the bytes of a backup's header, of its parts' first lines and of its summary. Private to backup*.cpp.
#pragma once

#include "exchange/backup.h"

#include <optional>
#include <string>
#include <string_view>

namespace tsunagi::backup {

enum class Holds : std::uint8_t { documents, audit, end };

struct PartLine {
    std::string id;  // of the backup: 32 lower-case hex digits
    std::uint64_t part = 1;
    Holds holds = Holds::documents;
    PublicKey signer;
};

std::string text_of(const BackupHeader& header);
std::string text_of(const PartLine& line);
std::string text_of(const BackupSummary& summary);
Result<PartLine> parse_line(std::string_view text);
Result<BackupSummary> parse_summary(std::string_view text);

// What a line of the exported log says about the chain: the head it names before it, or, for the last line,
// what was signed.
struct LogLine {
    Digest prev{};
    std::optional<std::string> signed_text;
    std::string head;  // hex, of the signed text
    Bytes signature;
};
Result<LogLine> parse_log_line(std::string_view text);

}  // namespace tsunagi::backup
