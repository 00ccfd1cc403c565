// Owns reading files and standard input on the command line, bounded. Must not know what is in them.
#pragma once

#include "core/bytes.h"

#include <cstdio>
#include <string>
#include <string_view>

namespace tsunagi {

// too_large (before reading where the size is known), file_not_read; what names the file in the error.
Result<Bytes> read_file(const std::string& path, std::size_t max_bytes, std::string_view what);

// Up to the first line break or the end, without it; what is beyond max_bytes is left.
std::string read_line(std::FILE* from, std::size_t max_bytes);

}  // namespace tsunagi
