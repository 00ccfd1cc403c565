#include "companion/native_files.h"

#include <array>
#include <memory>
#include <sys/stat.h>

namespace tsunagi {
namespace {

struct CloseFile {
    void operator()(std::FILE* file) const { static_cast<void>(std::fclose(file)); }
};

}  // namespace

Result<Bytes> read_file(const std::string& path, std::size_t max_bytes, std::string_view what) {
    const std::unique_ptr<std::FILE, CloseFile> file(std::fopen(path.c_str(), "rb"));
    struct stat about{};
    if (!file || fstat(fileno(file.get()), &about) != 0 || S_ISDIR(about.st_mode))
        return fail(Fault::file_not_read, std::string(what));
    if (S_ISREG(about.st_mode) && static_cast<std::uintmax_t>(about.st_size) > max_bytes)
        return fail(Fault::too_large, std::string(what));
    Bytes bytes;
    std::array<std::uint8_t, 64 * 1024> piece{};
    while (const std::size_t count = std::fread(piece.data(), 1, piece.size(), file.get())) {
        // A pipe has no size to ask for.
        if (count > max_bytes - bytes.size()) return fail(Fault::too_large, std::string(what));
        bytes.insert(bytes.end(), piece.begin(), piece.begin() + static_cast<std::ptrdiff_t>(count));
    }
    if (std::ferror(file.get()) != 0) return fail(Fault::file_not_read, std::string(what));
    return bytes;
}

std::string read_line(std::FILE* from, std::size_t max_bytes) {
    std::string line;
    while (line.size() < max_bytes) {
        const int c = std::fgetc(from);
        if (c == EOF || c == '\n') break;
        line += static_cast<char>(c);
    }
    if (line.ends_with('\r')) line.pop_back();
    return line;
}

}  // namespace tsunagi
