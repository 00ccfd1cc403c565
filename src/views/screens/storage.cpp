// Owns 端末と保存: whether the browser keeps the records, how much room is left, and what to do so that
// nothing is lost.
#include "core/calendar.h"
#include "core/strings.h"
#include "views/screens/account_parts.h"
#include "views/screens/settings_parts.h"
#include "views/widgets.h"

#include <algorithm>
#include <array>

namespace tsunagi {

namespace {

float draw_kept(Ui& ui, const Rect& area, const AppState& state) {
    const Rect inner =
        begin_growing_card(ui, "kept", area, {.title = tr("storage.kept"), .icon = Icon::saved});
    const Rect inside = inner.inset(16, 0);
    const bool kept = state.storage && state.storage->persistent;
    float y = draw_hint(ui, "promise", inside,
                        {.text = tr(kept ? "storage.kept_yes" : "storage.kept_no"),
                         .tone = kept ? Tone::ok : Tone::warn,
                         .icon = kept ? Icon::check_circle : Icon::warn}) +
              12;
    const std::array pairs{
        PairSpec{tr("settings.records"),
                 tr("settings.records_count", {{"n", std::to_string(state.library.size())}})},
        PairSpec{tr("ready.app"),
                 tr(state.offline_ready ? "settings.offline_ready" : "settings.offline_not")}};
    y = draw_pairs(ui, {inside.x, y, inside.w, 0}, pairs, 120);
    return end_growing_card(ui, y + 16);
}

float draw_room(Ui& ui, const Rect& area, const AppState& state) {
    const Rect inner =
        begin_growing_card(ui, "room", area, {.title = tr("storage.room"), .icon = Icon::backup});
    const Rect inside = inner.inset(16, 0);
    float y = inside.y;
    if (state.storage && state.storage->quota_bytes > 0) {
        const double share =
            static_cast<double>(state.storage->used_bytes) / static_cast<double>(state.storage->quota_bytes);
        const bool tight = share > 0.8;
        const Rect bar{inside.x, y, inside.w, 12};
        fill_rect(ui, bar, ui.theme().col_line, 6);
        fill_rect(ui, bar.with_width(std::max(6.0f, bar.w * static_cast<float>(std::min(1.0, share)))),
                  tight ? ui.theme().col_red_ink : ui.theme().col_accent, 6);
        y = draw_text(ui, {inside.x, y + 20, inside.w, 0},
                      tr("settings.space_of", {{"used", megabytes(state.storage->used_bytes)},
                                               {"all", megabytes(state.storage->quota_bytes)}}) +
                          "　" + tr(tight ? "storage.tight" : "storage.enough"));
    } else {
        y = draw_text(ui, inside, tr("storage.room_unknown"));
    }
    return end_growing_card(ui, y + 16);
}

float draw_words(Ui& ui, std::string_view key, const Rect& area, const char* title, Icon icon,
                 const char* words) {
    const Rect inner = begin_growing_card(ui, key, area, {.title = tr(title), .icon = icon});
    return end_growing_card(ui, draw_text(ui, inner.inset(16, 0), tr(words)) + 16);
}

}  // namespace

void draw_storage(Ui& ui, const Rect& area, const AppState& state, BackupUi& own, Commands& commands) {
    const IdScope scope(ui, "storage");
    const float pad = page_padding(ui);
    const Rect view = ui.begin_scroll("page", area);
    Rect page{view.x + pad, view.y + 16, area.w - 2 * pad, 0};
    page.y = draw_inner_title(ui, page, tr("nav.storage"), "", commands) + 12;
    const std::size_t columns = ui.is_phone() ? 1 : 2;
    Column left(column_of(page, 0, columns, 16), 16);
    left.reached(draw_kept(ui, left.next(), state));
    left.reached(draw_backup(ui, left.next(), state, own, commands));
    left.reached(draw_room(ui, left.next(), state));
    Column right = columns == 2 ? Column(column_of(page, 1, columns, 16), 16)
                                : Column({page.x, left.y + 16, page.w, 0}, 16);
    right.reached(draw_words(ui, "home", right.next(), "storage.home", Icon::app, "storage.home_how"));
    right.reached(draw_words(ui, "gone", right.next(), "storage.gone", Icon::warn, "storage.gone_how"));
    const bool administrator = state.who && state.who->role == role_administrator;
    if (administrator && !state.practice()) {
        right.reached(draw_updates(ui, right.next(), state, commands));
        right.reached(draw_disposal(ui, right.next(), state, own.wipe, commands));
    }
    ui.end_scroll(std::max(left.y, right.y) + 24);
}

// --- the way to these screens

float draw_security_places(Ui& ui, const Rect& area, const AppState& state, Commands& commands) {
    const bool administrator = state.who && state.who->role == role_administrator;
    struct Way {
        Screen screen;
        const char* key;
        const char* detail;
        Icon icon;
        bool shown;
    };
    const std::array ways{
        Way{Screen::account, "nav.account", "settings.account_detail", Icon::person, true},
        Way{Screen::staff, "nav.staff", "settings.staff_detail", Icon::people,
            administrator && !state.practice()},
        Way{Screen::storage, "nav.storage", "settings.storage_detail", Icon::saved, true},
        Way{Screen::audit, "nav.audit", "settings.audit_detail", Icon::shield, administrator},
        Way{Screen::guideline, "nav.guideline", "settings.guideline_detail", Icon::book, true}};
    const Rect inner = begin_growing_card(ui, "security", area, {});
    float y = inner.y;
    for (const Way& way : ways) {
        if (!way.shown) continue;
        RowSpec row;
        row.icon = way.icon;
        row.title = tr(way.key);
        row.detail = tr(way.detail);
        row.chevron = true;
        row.divider = y > inner.y;
        const float height = measure_row(ui, inner.w, row);
        if (draw_row(ui, way.key, {inner.x, y, inner.w, height}, row))
            commands.emplace_back(cmd::GoTo{Place{way.screen, {}, {}, {}}});
        y += height;
    }
    return end_growing_card(ui, y);
}

}  // namespace tsunagi
