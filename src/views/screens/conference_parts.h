// Owns the parts of the conference screen and what they share for one frame.
#pragma once

#include "app/cases.h"
#include "views/screens/screens.h"
#include "views/widgets.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tsunagi {

// Read once a frame, passed to every part.
struct ConferenceView {
    const AppState& state;
    DocumentId note, case_id, meeting;
    const Form* form = nullptr;           // of the note
    const Answers* answers = nullptr;     // of the note
    std::vector<AgendaItem> agenda;       // empty outside a meeting
    std::optional<AgendaItem> here;       // the agenda item of this note
    std::optional<AgendaItem> next;       // the next waiting one
    std::optional<std::int64_t> left_ms;  // of this item's time; negative when it is over
};
ConferenceView read_conference(const AppState& state);

// Section groups of the note's form ("s_wish", ...), those shown as buttons; 共有先・次回 comes after them.
std::vector<const Item*> sections_of(const Form& form);
bool has_words(const Item& section, const Answers& answers);
// The first text item of a section; none for one that has only rows.
const Item* text_of_section(const Item& section);

// queue (conference_queue.cpp)
void draw_queue_column(Ui& ui, const Rect& area, const ConferenceView& view, Commands& commands);
float draw_queue_strip(Ui& ui, const Rect& area, const ConferenceView& view, Commands& commands);
float draw_phone_clock(Ui& ui, const Rect& area, const ConferenceView& view);
float draw_phone_agenda(Ui& ui, const Rect& area, const ConferenceView& view, Commands& commands);

// the note (conference_note.cpp): each returns the lower edge
float draw_sections(Ui& ui, const Rect& area, const ConferenceView& view, ConferenceUi& own,
                    Commands& commands);
float draw_section_card(Ui& ui, const Rect& area, const ConferenceView& view, ConferenceUi& own,
                        Commands& commands);
void draw_compare(Ui& ui, const ConferenceView& view, ConferenceUi& own);

// people and decisions (conference_people.cpp, conference_decisions.cpp): each returns the lower edge
float draw_participants(Ui& ui, const Rect& area, const ConferenceView& view, ConferenceUi& own,
                        Commands& commands);
float draw_decisions(Ui& ui, const Rect& area, const ConferenceView& view, ConferenceUi& own,
                     Commands& commands);
// What the open dialog holds for a field so far; empty when nothing.
Value field_of(const ConferenceUi& own, std::string_view field);
// The dialogs over the screen that are open.
void draw_participant_dialog(Ui& ui, const ConferenceView& view, ConferenceUi& own, Commands& commands);
void draw_decision_dialog(Ui& ui, const ConferenceView& view, ConferenceUi& own, Commands& commands);

}  // namespace tsunagi
