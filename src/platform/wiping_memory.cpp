#include "platform/wiping_memory.h"

#include <emscripten/stack.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <malloc.h>

// Emscripten's own; its malloc, free and realloc are weak.
extern "C" void emscripten_builtin_free(void* block);

extern "C" {

void free(void* block) {
    if (block == nullptr) return;
    std::memset(block, 0, malloc_usable_size(block));
    emscripten_builtin_free(block);
}

// Always moves: growing in place would leave nothing behind, but shrinking would.
void* realloc(void* block, std::size_t size) {
    if (block == nullptr) return std::malloc(size);
    if (size == 0) {
        std::free(block);
        return nullptr;
    }
    void* moved = std::malloc(size);
    if (moved == nullptr) return nullptr;
    std::memcpy(moved, block, std::min(size, malloc_usable_size(block)));
    std::free(block);
    return moved;
}
}

namespace tsunagi {

[[gnu::noinline]] void wipe_unused_stack() {
    const std::uintptr_t lowest = emscripten_stack_get_end();
    const std::uintptr_t here = emscripten_stack_get_current();
    // The stack's end is known as a number alone.
    std::memset(reinterpret_cast<void*>(lowest), 0, here - lowest);  // NOLINT(performance-no-int-to-ptr)
}

}  // namespace tsunagi
