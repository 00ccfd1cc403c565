// Owns 設定: this tablet and its facility, practice, and what is kept how.
#include "app/cases.h"
#include "core/strings.h"
#include "views/screens/screens.h"
#include "views/screens/settings_parts.h"
#include "views/widgets.h"

#include <algorithm>
#include <array>

namespace tsunagi {

std::string megabytes(std::uint64_t bytes) {
    return std::to_string((bytes + 1'048'575) / 1'048'576) + " MB";
}

namespace {

float draw_tablet(Ui& ui, const Rect& area, const AppState& state, Commands& commands) {
    const Form* form = state.forms.find("settings");
    const Rect inner =
        begin_growing_card(ui, "tablet", area, {.title = tr("settings.tablet"), .icon = Icon::app});
    Column column({inner.x + 16, inner.y, inner.w - 32, 0}, 12);
    const auto documents = state.library.of_kind(Kind::settings);
    for (const char* path : {"facility", "ward", "tablet_name", "lock_minutes", "key_years"}) {
        const Item* item = form ? form->find(path) : nullptr;
        if (!item) continue;
        const Value value =
            documents.empty() ? Value{} : state.library.answers(documents.front()).value(path);
        const ItemFieldResult result =
            draw_item_field(ui, path, column.next(), *item, value, {.today = today_iso(state)});
        if (result.committed) commands.emplace_back(cmd::SetSetting{path, *result.committed});
        column.reached(result.bottom);
    }
    return end_growing_card(ui, column.y + 16);
}

float draw_storage(Ui& ui, const Rect& area, const AppState& state, Commands& commands) {
    const Rect inner =
        begin_growing_card(ui, "storage", area, {.title = tr("settings.storage"), .icon = Icon::saved});
    std::vector<PairSpec> pairs{
        {tr("settings.records"), tr("settings.records_count", {{"n", std::to_string(state.library.size())}})},
        {tr("ready.app"), tr(state.offline_ready ? "settings.offline_ready" : "settings.offline_not")}};
    if (state.storage) {
        pairs.push_back(
            {tr("settings.kept"), tr(state.storage->persistent ? "settings.kept_yes" : "settings.kept_no")});
        pairs.push_back({tr("settings.space"),
                         tr("settings.space_of", {{"used", megabytes(state.storage->used_bytes)},
                                                  {"all", megabytes(state.storage->quota_bytes)}})});
    }
    float y = draw_pairs(ui, {inner.x + 16, inner.y, inner.w - 32, 0}, pairs, 120) + 12;
    Rect box;
    const ButtonSpec swap{.label = tr(state.practice() ? "unlock.to_real" : "unlock.to_practice"),
                          .icon = Icon::swap};
    if (draw_button_left(ui, "swap", {inner.x + 16, y}, swap, &box)) {
        if (state.practice()) {
            commands.emplace_back(cmd::OpenRealStore{});
        } else {
            commands.emplace_back(cmd::StartPractice{});
        }
    }
    return end_growing_card(ui, box.bottom() + 16);
}

float draw_more_places(Ui& ui, const Rect& area, Commands& commands) {
    const Rect inner = begin_growing_card(ui, "places", area, {});
    RowSpec row;
    row.icon = Icon::ledger;
    row.title = tr("nav.ledger");
    row.detail = tr("settings.ledger_detail");
    row.chevron = true;
    row.divider = false;
    const float height = measure_row(ui, inner.w, row);
    if (draw_row(ui, "ledger", {inner.x, inner.y, inner.w, height}, row)) {
        commands.emplace_back(cmd::GoTo{Place{Screen::ledger, {}, {}, {}}});
    }
    return end_growing_card(ui, inner.y + height);
}

}  // namespace

void draw_settings(Ui& ui, const Rect& area, const AppState& state, SettingsUi& own, Commands& commands) {
    const IdScope scope(ui, "settings");
    const float pad = page_padding(ui);
    const Rect view = ui.begin_scroll("page", area);
    Rect page{view.x + pad, view.y + 16, area.w - 2 * pad, 0};
    page.y =
        draw_page_title(ui, "title", page, tr(ui.is_phone() ? "nav.more" : "nav.settings"), "").bottom + 12;
    const std::size_t columns = ui.is_phone() ? 1 : 2;
    Column left(column_of(page, 0, columns, 16), 16);
    if (ui.is_phone()) left.reached(draw_more_places(ui, left.next(), commands));
    left.reached(draw_display_settings(ui, left.next(), state, own, commands));
    left.reached(draw_security_places(ui, left.next(), state, commands));
    left.reached(draw_tablet(ui, left.next(), state, commands));
    Column right = columns == 2 ? Column(column_of(page, 1, columns, 16), 16)
                                : Column({page.x, left.y + 16, page.w, 0}, 16);
    right.reached(draw_own_key(ui, right.next(), state, own, commands));
    right.reached(draw_storage(ui, right.next(), state, commands));
    ui.end_scroll(std::max(left.y, right.y) + 24);
}

}  // namespace tsunagi
