// Owns what a case's page says when a file it came by was withdrawn by whoever sent it.
#include "app/ledger.h"
#include "core/strings.h"
#include "core/text.h"
#include "views/ledger_rows.h"
#include "views/screens/case_home_parts.h"
#include "views/widgets.h"

namespace tsunagi {

float draw_withdrawn_files(Ui& ui, const Rect& area, const AppState& state, const DocumentId& case_id,
                           Commands& commands) {
    float y = area.y;
    for (const LedgerEntry& entry : list_withdrawn(state, case_id)) {
        if (y > area.y) y += 8;
        const std::string reason = state.library.answers(entry.id).text("withdrawn_reason");
        const HintSpec hint{
            .text = tr("case.withdrawn", {{"name", party_of(entry)},
                                          {"when", entry_time(state, entry.withdrawn_at)},
                                          {"reason", mark_deceptive(reason)}}),
            .tone = Tone::danger,
            .icon = Icon::undo,
            .action = ButtonSpec{
                .label = tr("case.withdrawn_entry"), .size = ButtonSize::small, .icon_after = Icon::right}};
        bool pressed = false;
        y = draw_hint(ui, "withdrawn" + entry.id, {area.x, y, area.w, 0}, hint, &pressed);
        if (pressed) {
            commands.emplace_back(cmd::GoTo{Place{Screen::ledger_entry, case_id, {}, {}, entry.id}});
        }
    }
    return y;
}

}  // namespace tsunagi
