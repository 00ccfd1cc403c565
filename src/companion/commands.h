// Owns what tsunagi-file does, as values: arguments in, an outcome out. Must not write to any stream.
#pragma once

#include "companion/arguments.h"
#include "core/bytes.h"
#include "ports/clock.h"
#include "ports/crypto.h"
#include "ports/random.h"

#include <cstdio>
#include <string>

namespace tsunagi {

enum class ExitCode : std::uint8_t { done = 0, usage = 2, refused = 3, signer_unknown = 4 };

struct Outcome {
    ExitCode exit = ExitCode::done;
    Bytes out;          // standard output: the file or nothing
    std::string notes;  // standard error
};

struct Outside {
    Crypto& crypto;
    Random& random;
    const Clock& clock;
    std::FILE* input;  // standard input: only a passphrase is ever read from it
};

Outcome run_open(const Outside& outside, const OpenArguments& arguments);
Outcome run_make(const Outside& outside, const MakeArguments& arguments);
// A key card whose signature fits: {"name","organisation","created","number","agreement_key","signing_key"}.
Outcome run_card(const Outside& outside, const CardArguments& arguments);
Outcome run_form(const FormArguments& arguments);

// {exit 3, "fault: CODE detail"}
Outcome refusal(const Error& error);

}  // namespace tsunagi
