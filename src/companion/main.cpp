// Owns the process of tsunagi-file: words in, streams and the exit code out. What happens in between is
// commands.h.
#include "companion/arguments.h"
#include "companion/clock_native.h"
#include "companion/commands.h"
#include "companion/crypto_openssl.h"
#include "companion/random_openssl.h"

#include <cstdio>
#include <string_view>
#include <vector>

namespace tsunagi {
namespace {

bool write_all(std::FILE* to, ByteView bytes) {
    return std::fwrite(bytes.data(), 1, bytes.size(), to) == bytes.size() && std::fflush(to) == 0;
}

Outcome run(const Outside& outside, const Arguments& arguments) {
    if (const auto* open = std::get_if<OpenArguments>(&arguments)) return run_open(outside, *open);
    if (const auto* make = std::get_if<MakeArguments>(&arguments)) return run_make(outside, *make);
    if (const auto* card = std::get_if<CardArguments>(&arguments)) return run_card(outside, *card);
    if (const auto* form = std::get_if<FormArguments>(&arguments)) return run_form(*form);
    return {.exit = ExitCode::done, .out = bytes_of(usage_text()), .notes = {}};
}

int finish(Outcome outcome) {
    // The passphrase of a file that was not written in full would be a false comfort.
    if (!write_all(stdout, outcome.out)) outcome = refusal({Fault::file_not_saved, "standard output"});
    write_all(stderr, view_of(outcome.notes));
    return static_cast<int>(outcome.exit);
}

}  // namespace
}  // namespace tsunagi

int main(int argc, char** argv) {
    using namespace tsunagi;
    std::vector<std::string_view> words(argv + (argc > 0 ? 1 : 0), argv + argc);
    const auto arguments = parse_arguments(words);
    if (!arguments) {
        const std::string complaint =
            "tsunagi-file: " + arguments.error() + "\n\n" + std::string(usage_text());
        return finish({.exit = ExitCode::usage, .out = {}, .notes = complaint});
    }
    CryptoOpenssl crypto;
    RandomOpenssl random;
    const ClockNative clock;
    return finish(run({.crypto = crypto, .random = random, .clock = clock, .input = stdin}, *arguments));
}
