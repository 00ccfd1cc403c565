#include "platform/random_browser.h"

#include "platform/page.h"

namespace tsunagi {

void RandomBrowser::fill(std::span<std::uint8_t> bytes) {
    tsunagi_random_fill(bytes.data(), static_cast<std::uint32_t>(bytes.size()));
}

}  // namespace tsunagi
