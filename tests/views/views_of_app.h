// Owns the list of everything the app can show, each with the state that leads there: what a test has to hold
// for every screen, it holds for these.
#pragma once

#include "views/shell.h"

#include <functional>
#include <string>
#include <vector>

namespace tsunagi {

// Opened in the ward of make_ward() after begin_anew().
struct View {
    std::string name;
    std::function<void(AppState&, ShellUi&)> open;
};

std::vector<View> views_of_work();      // 今日, 症例, 会議, 確認表 and what opens over them
std::vector<View> views_of_exchange();  // 受け渡し, 台帳, key cards, answers
std::vector<View> views_of_tablet();    // 設定, accounts, storage, and what stands before the lock is open
// Opened in the ward of make_disputed_ward() instead.
std::vector<View> views_of_settling();  // conflicts, versions, an identity question
std::vector<View> views();              // all but those of settling

AppState make_disputed_ward();

// As if the page had just been opened; documents stay.
void begin_anew(AppState& state);

// A screen, of this case where it is one of a case.
inline Place at(Screen screen, const DocumentId& case_id = {}) {
    return Place{screen, case_id, {}, {}};
}
// In the meeting whose agenda has the note, with the clock running.
void open_conference(AppState& state);

}  // namespace tsunagi
