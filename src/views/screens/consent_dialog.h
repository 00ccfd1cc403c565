// Owns the dialogs that record a consent and take one back. Must not know which screen they lie over.
#pragma once

#include "app/consents.h"
#include "views/screens/screens.h"

namespace tsunagi {

// Begins recording; what a note's 共有先 says is filled in, the rest a person has to say.
struct ConsentStart {
    DocumentId case_id, organisation;
    std::string to_name;
    SectionSet sections;
    std::string given_by, given_on, method;  // as a note has them; may be empty
};
void begin_consent(const AppState& state, const ConsentStart& start, ConsentUi& own);
void begin_withdrawal(const ConsentView& consent, ConsentUi& own);
// Whichever is open; nothing when none is.
void draw_consent_dialogs(Ui& ui, const AppState& state, ConsentUi& own, Commands& commands);

// "本人（書面）", "家族 次女（口頭）".
std::string giver_words(const ConsentView& consent);
// "9/17から", "9/17〜12/31".
std::string period_words(const ConsentView& consent);

}  // namespace tsunagi
