// Owns that nothing readable outlives its use in the program's memory: what is given back to the heap is
// overwritten before (wiping_memory.cpp defines free and realloc), and the stack when the page has locked.
#pragma once

namespace tsunagi {

// What calls that have returned left on the stack.
void wipe_unused_stack();

}  // namespace tsunagi
