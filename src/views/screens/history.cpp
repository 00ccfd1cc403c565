// Owns 記録の履歴: everything that was written in one document, in the order of time.
#include "app/history.h"

#include "app/field_words.h"
#include "core/strings.h"
#include "views/history_entries.h"
#include "views/screens/screens.h"
#include "views/widgets.h"

#include <array>

namespace tsunagi {

void draw_history(Ui& ui, const Rect& area, const AppState& state, HistoryUi& own, Commands& commands) {
    const IdScope scope(ui, "history");
    const DocumentId& document = state.place.note;
    if (!state.library.find(document)) {
        draw_empty(ui, "empty", area.inset(24, 48), {tr("history.none"), Icon::history, std::nullopt});
        return;
    }
    if (own.document != document) own = {.document = document};
    const IdScope of_document(ui, document);
    const float pad = page_padding(ui);
    const Rect view = ui.begin_scroll("page", area);
    const Rect page{view.x + pad, view.y + 16, area.w - 2 * pad, 0};
    const std::array buttons{
        ButtonSpec{.label = tr("nav.back"), .size = ButtonSize::small, .icon = Icon::arrow_left}};
    const PageTitleResult title =
        draw_page_title(ui, "title", page, tr("history.title"), document_words(state, document), buttons);
    if (title.pressed) commands.emplace_back(cmd::GoBack{});
    const auto past = list_history(state, document, {});
    const CardSpec card{.title = tr("history.changes"),
                        .count = tr("unit.count", {{"n", std::to_string(past.size())}}),
                        .icon = Icon::history};
    const Rect inner = begin_growing_card(ui, "changes", {page.x, title.bottom + 12, page.w, 0}, card);
    const float bottom = draw_history_entries(ui, {inner.x + 16, inner.y, inner.w - 32, 0}, state, document,
                                              past, EntryTitle::field, own.entries, commands);
    ui.end_scroll(end_growing_card(ui, bottom + 16) + 24);
}

}  // namespace tsunagi
