// Owns 廃棄: making the records of a tablet unreadable before it is given away, and the certificate of it.
#include "core/calendar.h"
#include "core/date_words.h"
#include "core/strings.h"
#include "views/screens/account_parts.h"
#include "views/widgets.h"

#include <array>

namespace tsunagi {

namespace {

void draw_question(Ui& ui, const AppState& state, WipeUi& own, Commands& commands) {
    if (!own.asking) return;
    const bool busy = state.wipe.stage == WipeJob::Stage::wiping;
    DialogSpec dialog{.title = tr("wipe.title"), .icon = Icon::warn, .tone = Tone::danger, .width = 640};
    dialog.dismissal = Dismissal::by_button;
    dialog.close_button = false;
    dialog.buttons = {ButtonSpec{.label = tr("dialog.cancel"), .enabled = !busy},
                      ButtonSpec{.label = tr(busy ? "wipe.busy" : "wipe.go"),
                                 .kind = ButtonKind::danger,
                                 .enabled = own.understood && !own.password.empty(),
                                 .busy = busy}};
    const Rect body = begin_dialog(ui, "wiping", dialog);
    float y = draw_text(ui, body, tr("wipe.means")) + 12;
    const std::string age = backup_age(state);
    y = draw_hint(ui, "backup", {body.x, y, body.w, 0},
                  {.text = tr("wipe.backup", {{"age", age}}), .tone = Tone::warn, .icon = Icon::backup}) +
        12;
    y = draw_account_fault(ui, {body.x, y, body.w, 0}, state.wipe.fault) +
        (state.wipe.fault == Fault::none ? 0.0f : 12.0f);
    CheckboxSpec sure{.label = tr("wipe.understood"), .enabled = !busy};
    sure.mark = own.understood ? CheckMark::on : CheckMark::off;
    const Rect place{body.x, y, body.w, measure_checkbox(ui, body.w, sure)};
    if (draw_checkbox(ui, "sure", place, sure)) own.understood = !own.understood;
    y = draw_secret(ui, "password", {body.x, place.bottom() + 12, body.w, 0}, "wipe.password", own.password,
                    false, !busy);
    const DialogResult result = end_dialog(ui, y);
    if (result.button == 1u) {
        commands.emplace_back(cmd::WipeStore{own.password});
        own.password.clear();
    } else if (result.done()) {
        own = {};
        commands.emplace_back(cmd::PutAwayWipe{});
    }
}

}  // namespace

float draw_disposal(Ui& ui, const Rect& area, const AppState& state, WipeUi& own, Commands& commands) {
    const Rect inner =
        begin_growing_card(ui, "disposal", area, {.title = tr("wipe.card"), .icon = Icon::trash});
    const Rect inside = inner.inset(16, 0);
    const float y = draw_text(ui, inside, tr("wipe.card_detail")) + 12;
    Rect box;
    const ButtonSpec begin{
        .label = tr("wipe.begin"), .edits = true, .kind = ButtonKind::danger, .icon = Icon::trash};
    if (draw_button_left(ui, "begin", {inside.x, y}, begin, &box)) own = {.asking = true};
    const float bottom = end_growing_card(ui, box.bottom() + 16);
    draw_question(ui, state, own, commands);
    return bottom;
}

float draw_wiped(Ui& ui, const Rect& area, const AppState& state, Commands& commands) {
    const WipeJob& job = state.wipe;
    if (job.stage != WipeJob::Stage::wiped) return area.y;
    const Rect inner =
        begin_growing_card(ui, "wiped", area, {.title = tr("wipe.done"), .icon = Icon::check_circle});
    const Rect inside = inner.inset(16, 0);
    float y = draw_text(ui, inside, tr(job.facts.is_emptied ? "wipe.done_detail" : "wipe.done_left")) + 12;
    const std::array pairs{
        PairSpec{tr("wipe.at"), day_in_words(local_date(job.facts.at_ms, state.offset_minutes)) + " " +
                                    short_time(local_time(job.facts.at_ms, state.offset_minutes))},
        PairSpec{tr("wipe.by"), job.by},
        PairSpec{tr("wipe.what"), tr("wipe.what_n", {{"slots", std::to_string(job.facts.slots)},
                                                     {"records", std::to_string(job.facts.records)}})},
        PairSpec{tr("wipe.device"), job.facts.device_id}};
    y = draw_pairs(ui, {inside.x, y, inside.w, 0}, pairs, 120) + 12;
    if (job.certificate.empty()) {
        y = draw_hint(ui, "unsigned", {inside.x, y, inside.w, 0},
                      {.text = tr("wipe.unsigned"), .tone = Tone::warn, .icon = Icon::warn}) +
            12;
    } else if (job.saved) {
        y = draw_hint(ui, "saved", {inside.x, y, inside.w, 0},
                      {.text = tr("wipe.saved", {{"name", job.file_name}}),
                       .tone = Tone::ok,
                       .icon = Icon::check_circle}) +
            12;
    }
    const bool may_close = job.saved || job.certificate.empty();
    const std::array buttons{ButtonSpec{.label = tr("notice.close"), .enabled = may_close},
                             ButtonSpec{.label = tr("wipe.save"),
                                        .kind = job.saved ? ButtonKind::secondary : ButtonKind::primary,
                                        .icon = Icon::download,
                                        .enabled = !job.certificate.empty()}};
    const float height = measure_button_row(ui, inside.w, buttons);
    const auto pressed = draw_button_row(ui, "do", {inside.x, y, inside.w, height}, buttons);
    if (pressed == 0u) commands.emplace_back(cmd::PutAwayWipe{});
    if (pressed == 1u) commands.emplace_back(cmd::SaveWipeCertificate{});
    return end_growing_card(ui, y + height + 16) + 20;
}

}  // namespace tsunagi
