// Owns what two copies leave behind, for the tests of screens: a conflict, a version, an identity question.
#pragma once

#include "app/state.h"
#include "views/widgets.h"

#include "screens_fixture.h"

#include <string>

namespace tsunagi {

// One value written here, another by 梶谷 むつみ on another tablet, neither knowing of the other.
void disagree(AppState& state, const DocumentId& document, const Path& path, Value here, Value there);
// By whoever the state was opened by.
void declare_final(AppState& state, const DocumentId& document);
// A file that came in, about 高橋 一, where 髙橋 一 has the same number.
void ask_identity(AppState& state);

}  // namespace tsunagi
