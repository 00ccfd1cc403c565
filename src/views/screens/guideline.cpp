// Owns the page about the national guideline: what it asks for, what the app does of it, what is the
// hospital's to do. README has the same table; tests/check/assets.mjs compares them.
#include "core/strings.h"
#include "views/screens/account_parts.h"
#include "views/widgets.h"

#include <array>
#include <string>

namespace tsunagi {

namespace {

constexpr std::array requirements{"identify",     "two_factors", "roles",        "clear_screen", "access_log",
                                  "authenticity", "readability", "preservation", "encryption",   "ledger",
                                  "ppap",         "media",       "disposal",     "network"};

float draw_requirement(Ui& ui, const Rect& area, const char* requirement) {
    const std::string key = std::string("guideline.") + requirement;
    const Rect inner = begin_growing_card(ui, requirement, area, {.title = tr(key + ".asked")});
    const std::array pairs{PairSpec{tr("guideline.app"), tr(key + ".app")},
                           PairSpec{tr("guideline.hospital"), tr(key + ".hospital")}};
    return end_growing_card(ui, draw_pairs(ui, inner.inset(16, 0), pairs, 120) + 16);
}

}  // namespace

void draw_guideline(Ui& ui, const Rect& area, Commands& commands) {
    const IdScope scope(ui, "guideline");
    const float pad = page_padding(ui);
    const Rect view = ui.begin_scroll("page", area);
    Rect page{view.x + pad, view.y + 16, area.w - 2 * pad, 0};
    page.y = draw_inner_title(ui, page, tr("nav.guideline"), "", commands) + 12;
    page.y =
        draw_text(ui, page, tr("guideline.source"), {.font = Font::label, .color = ui.theme().col_ink_2}) +
        12;
    const std::size_t columns = page.w >= 900 ? 2 : 1;
    std::array sides{Column(column_of(page, 0, columns, 16), 16),
                     Column(column_of(page, columns - 1, columns, 16), 16)};
    for (const char* requirement : requirements) {
        Column& side = columns == 2 && sides[1].y < sides[0].y ? sides[1] : sides[0];
        side.reached(draw_requirement(ui, side.next(), requirement));
    }
    const float bottom = columns == 2 ? std::max(sides[0].y, sides[1].y) : sides[0].y;
    ui.end_scroll(draw_hint(ui, "not", {page.x, bottom + 16, page.w, 0},
                            {.text = tr("guideline.not"), .icon = Icon::info}) +
                  24);
}

}  // namespace tsunagi
