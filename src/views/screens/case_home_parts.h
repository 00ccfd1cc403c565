// Owns what the patient's page shows of the case form, and the dialogs that change it.
#pragma once

#include "views/screens/screens.h"

namespace tsunagi {

// Conflicts nobody has settled, and another record with the same patient's number; nothing where there are
// none. Returns the lower edge, with the gap to what follows.
float draw_case_conflicts(Ui& ui, const Rect& area, const AppState& state, const DocumentId& case_id,
                          CaseHomeUi& own, Commands& commands);
// The parts of the case form as a list: what is filled in, one tap to write. Returns the lower edge.
float draw_case_record(Ui& ui, const Rect& area, const AppState& state, const DocumentId& case_id,
                       CaseHomeUi& own);
// Whatever dialog is open: a part of the form, earlier views of life, a task.
void draw_case_dialogs(Ui& ui, const AppState& state, const DocumentId& case_id, CaseHomeUi& own,
                       Commands& commands);

// 撤回されました: files this case came by that their sender took back (case_home_withdrawn.cpp). The lower
// edge; the upper one when there are none.
float draw_withdrawn_files(Ui& ui, const Rect& area, const AppState& state, const DocumentId& case_id,
                           Commands& commands);

}  // namespace tsunagi
