// The outer and the inner half of a hand-over file. What is read is written again the same.
#include "exchange/envelope.h"

#include "exchange/jwe.h"
#include "exchange/jws.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

using namespace tsunagi;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    if (const auto jwe = parse_jwe(view_of(text))) {
        const auto again = parse_jwe(view_of(jwe_text_of(*jwe)));
        if (!again || jwe_text_of(*again) != jwe_text_of(*jwe)) std::abort();
    }
    (void)inspect_file(view_of(text));
    if (const auto jws = parse_jws(text)) {
        if (!parse_jws(jws_text_of(jws->signing_input, jws->signature))) std::abort();
    }
    return 0;
}
