// Owns how recipients who know an older 見立て are shown and told again, on the patient's page and on 今日.
#pragma once

#include "app/told.h"
#include "views/screens/screens.h"

namespace tsunagi {

// Within the card of the view of life: who knows an older one, a button for each and one for all in turn.
// Nothing when everybody knows. Returns the lower edge.
float draw_outdated(Ui& ui, const Rect& rect, const AppState& state, const DocumentId& case_id,
                    Commands& commands);
// A card of its own over all patients, of list_outdated with no case.
float draw_outdated_card(Ui& ui, const Rect& rect, const AppState& state,
                         const std::vector<OutdatedRecipient>& recipients, Commands& commands);
// The consents of a case as a card, newest of each recipient; nothing when there are none.
float draw_consent_card(Ui& ui, const Rect& rect, const AppState& state, const DocumentId& case_id,
                        ConsentUi& own);

}  // namespace tsunagi
