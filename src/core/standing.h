// Owns which changes still stand at a path, and the answer they make together.
#pragma once

#include "core/document.h"

#include <vector>

namespace tsunagi {

// at_path: every change of one path, oldest first. Returns those nobody has replaced, oldest first; never
// none unless there was none.
std::vector<const Change*> standing_changes(const std::vector<const Change*>& at_path);

// The values those changes agree or disagree on, newest first, each value once. Empty when all of them
// delete.
Answer answer_of(const std::vector<const Change*>& standing);

}  // namespace tsunagi
