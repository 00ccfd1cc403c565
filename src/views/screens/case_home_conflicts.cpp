// Owns what a patient's page says first: conflicts nobody has settled, and another record of the same
// patient.
#include "app/cases.h"
#include "app/field_words.h"
#include "core/strings.h"
#include "views/screens/case_home_parts.h"
#include "views/widgets.h"

#include <algorithm>

namespace tsunagi {

namespace {

constexpr std::size_t conflicts_at_first = 5;

// "藤川 美咲 と 梶谷 むつみ": whoever wrote the texts that stand.
std::string writers_of(const AppState& state, const ConflictPlace& place) {
    std::string words;
    const Document* document = state.library.find(place.document);
    const Answer* answer = state.library.answers(place.document).find(place.path);
    if (document == nullptr || answer == nullptr) return words;
    for (const Change* change : answer->current) {
        const Change& origin = origin_of(*document, *change);
        std::string name = staff_name(state, origin.by);
        if (name.empty()) name = tr("settle.unknown_author");
        words += (words.empty() ? "" : "・") + name + " " + time_words(state, origin.at.wall_ms);
    }
    return words;
}

}  // namespace

float draw_case_conflicts(Ui& ui, const Rect& area, const AppState& state, const DocumentId& case_id,
                          CaseHomeUi& own, Commands& commands) {
    float bottom = area.y;
    for (const DocumentId& other : state.library.same_patient(case_id)) {
        const HintSpec hint{
            .text = tr("case.same_patient", {{"name", state.library.answers(other).text("name")}}),
            .tone = Tone::warn,
            .icon = Icon::id,
            .action = ButtonSpec{.label = tr("case.open_other"), .size = ButtonSize::small}};
        bool pressed = false;
        bottom = draw_hint(ui, other, {area.x, bottom, area.w, 0}, hint, &pressed) + 16;
        if (pressed) commands.emplace_back(cmd::GoTo{Place{Screen::case_home, other, {}, {}}});
    }
    const auto& places = state.library.conflicts_of(case_id);
    if (places.empty()) return bottom;
    const std::size_t shown = own.all_conflicts ? places.size() : std::min(conflicts_at_first, places.size());
    CardSpec card{.title = tr("conflict.card"),
                  .count = tr("unit.count", {{"n", std::to_string(places.size())}}),
                  .icon = Icon::merge};
    if (places.size() > conflicts_at_first)
        card.action = ButtonSpec{.label = tr(own.all_conflicts ? "conflict.fewer" : "conflict.all"),
                                 .kind = ButtonKind::ghost,
                                 .size = ButtonSize::small};
    bool pressed = false;
    const Rect inner = begin_growing_card(ui, "conflicts", {area.x, bottom, area.w, 0}, card, &pressed);
    if (pressed) own.all_conflicts = !own.all_conflicts;
    float y = draw_text(ui, {inner.x + 16, inner.y, inner.w - 32, 0}, tr("conflict.card_detail"),
                        {.font = Font::label, .color = ui.theme().col_ink_2}) +
              8;
    for (std::size_t i = 0; i < shown; ++i) {
        const ConflictPlace& place = places[i];
        RowSpec row;
        row.title = field_words(state, place.document, place.path);
        row.detail = document_words(state, place.document) + "　" + writers_of(state, place);
        row.chips = {{.label = tr("conflict.chip"), .tone = Tone::warn, .icon = Icon::merge}};
        row.chevron = true;
        const float height = measure_row(ui, inner.w, row);
        if (draw_row(ui, place.document + place.path, {inner.x, y, inner.w, height}, row))
            commands.emplace_back(cmd::AskField{{FieldQuestion::Is::settle, place.document, place.path}});
        y += height;
    }
    return end_growing_card(ui, y) + 16;
}

}  // namespace tsunagi
