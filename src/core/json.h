// Owns the full definition of Json, which takes a second to read: for files that look into JSON or build it.
// Files that only name it include core/json_reader.h.
#pragma once

#include "core/json_reader.h"

#include <nlohmann/json.hpp>
