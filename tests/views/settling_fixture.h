// Owns what two copies leave behind, for the tests of screens: a conflict, a version, an identity question.
#pragma once

#include "app/state.h"
#include "views/widgets.h"

#include "screens_fixture.h"

#include <string>

namespace tsunagi {

inline const DocumentId watanabe = "aa7f3e0dc0ae3f7e1854ca4a70e6f060";
inline const DocumentId watanabe_note = "d5da6c58d06442c8053de7c7a4a6d695";

// One value written here, another by 梶谷 むつみ on another tablet, neither knowing of the other.
void disagree(AppState& state, const DocumentId& document, const Path& path, Value here, Value there);
// By whoever the state was opened by.
void declare_final(AppState& state, const DocumentId& document);
// A file that came in, about 高橋 一, where 髙橋 一 has the same number.
void ask_identity(AppState& state);

}  // namespace tsunagi
