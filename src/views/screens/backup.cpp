// Owns バックアップ: making the file, rehearsing with one, and merging one into this tablet.
#include "core/calendar.h"
#include "core/date_words.h"
#include "core/strings.h"
#include "views/screens/account_parts.h"
#include "views/widgets.h"

#include <algorithm>
#include <array>

namespace tsunagi {

namespace {

std::string date_and_time(const AppState& state, std::int64_t at_ms) {
    return day_in_words(local_date(at_ms, state.offset_minutes)) + " " +
           short_time(local_time(at_ms, state.offset_minutes));
}

void put_away(BackupUi& own) {
    own.code.clear();
    own.sure = false;
}

// What a backup holds, in words, before anything is taken from it.
float draw_report(Ui& ui, const Rect& area, const AppState& state) {
    if (!state.backup.report) return area.y;
    const BackupReport& report = *state.backup.report;
    std::string people;
    for (const BackupStaff& person : report.summary.staff)
        people += (people.empty() ? "" : "、") + person.name;
    const auto made = parse_date_time(report.summary.made_at);
    const std::array pairs{
        PairSpec{tr("backup.made_at"), made ? date_and_time(state, unix_ms(*made)) : report.summary.made_at},
        PairSpec{tr("backup.holds"),
                 tr("backup.holds_n", {{"n", std::to_string(report.summary.documents)},
                                       {"changes", std::to_string(report.summary.changes)}})},
        PairSpec{tr("nav.staff"), people.empty() ? "-" : people}};
    float y = draw_hint(ui, "checked", area,
                        {.text = tr(report.is_vouched ? "backup.checked" : "backup.not_vouched"),
                         .tone = report.is_vouched ? Tone::ok : Tone::warn,
                         .icon = report.is_vouched ? Icon::check_circle : Icon::warn}) +
              12;
    return draw_pairs(ui, {area.x, y, area.w, 0}, pairs, 120);
}

// A file was picked: the code opens it, first to look and then to take.
float draw_picked(Ui& ui, const Rect& area, const AppState& state, BackupUi& own, Commands& commands) {
    const BackupJob& job = state.backup;
    const bool busy = job.stage == BackupJob::Stage::checking || job.stage == BackupJob::Stage::restoring;
    float y = draw_text(ui, area, job.file_name, {.weight = Weight::bold}) + 12;
    FieldSpec code{
        .label = tr("recover.code"), .value = own.code, .hint = tr("backup.code_hint"), .required = true};
    code.max_length = 60;
    code.enabled = !busy && job.stage == BackupJob::Stage::asking;
    if (job.fault == Fault::bad_value) code.error = tr("recover.mistyped");
    if (job.fault == Fault::cannot_open) code.error = tr("backup.other_code");
    const FieldResult typed = draw_field(ui, "code", {area.x, y, std::min(area.w, 520.0f), 0}, code);
    own.code = typed.text;
    y = typed.bottom + 12;
    if (code.error.empty()) y = draw_account_fault(ui, {area.x, y, area.w, 0}, job.fault) + 8;
    if (job.report) y = draw_report(ui, {area.x, y, area.w, 0}, state) + 12;
    const bool administrator = state.who && state.who->role == role_administrator;
    const bool checked = job.stage == BackupJob::Stage::checked || job.stage == BackupJob::Stage::restoring;
    const std::array buttons{ButtonSpec{.label = tr("notice.close"), .enabled = !busy},
                             ButtonSpec{.label = tr(checked ? "backup.restore" : "backup.check"),
                                        .kind = ButtonKind::primary,
                                        .enabled = !own.code.empty() && (!checked || administrator),
                                        .busy = busy}};
    const float height = measure_button_row(ui, area.w, buttons);
    const auto pressed = draw_button_row(ui, "go", {area.x, y, area.w, height}, buttons);
    if (pressed == 0u) {
        put_away(own);
        commands.emplace_back(cmd::CloseBackup{});
    }
    if (pressed == 1u && !checked) commands.emplace_back(cmd::CheckBackup{own.code});
    if (pressed == 1u && checked) own.sure = true;
    return y + height;
}

void ask_before_restoring(Ui& ui, BackupUi& own, Commands& commands) {
    if (!own.sure) return;
    const ConfirmResult sure =
        draw_confirm(ui, "restore",
                     {.title = tr("backup.restore_title"),
                      .body = tr("backup.restore_means"),
                      .confirm = {.label = tr("backup.restore"), .kind = ButtonKind::primary},
                      .cancel = tr("dialog.cancel"),
                      .icon = Icon::backup});
    if (sure == ConfirmResult::confirmed) commands.emplace_back(cmd::RestoreBackup{own.code});
    if (sure != ConfirmResult::open) own.sure = false;
}

float draw_idle(Ui& ui, const Rect& area, const AppState& state, Commands& commands) {
    const BackupJob& job = state.backup;
    float y = area.y;
    if (job.stage == BackupJob::Stage::made || job.stage == BackupJob::Stage::restored) {
        const std::string words = job.stage == BackupJob::Stage::made
                                      ? tr("backup.made", {{"name", job.file_name}})
                                      : tr("backup.restored", {{"n", std::to_string(job.new_changes)}});
        y = draw_hint(ui, "done", area, {.text = words, .tone = Tone::ok, .icon = Icon::check_circle}) + 12;
    }
    if (job.fault == Fault::data_missing) {
        y = draw_hint(ui, "no-code", {area.x, y, area.w, 0},
                      {.text = tr("backup.no_code"), .tone = Tone::warn, .icon = Icon::warn}) +
            12;
    } else {
        y = draw_account_fault(ui, {area.x, y, area.w, 0}, job.fault) +
            (job.fault == Fault::none ? 0.0f : 12.0f);
    }
    const std::array buttons{ButtonSpec{.label = tr("backup.pick"), .icon = Icon::file_in},
                             ButtonSpec{.label = tr("backup.make"),
                                        .edits = true,
                                        .kind = ButtonKind::primary,
                                        .icon = Icon::backup,
                                        .busy = job.stage == BackupJob::Stage::making}};
    const float height = measure_button_row(ui, area.w, buttons);
    const auto pressed = draw_button_row(ui, "do", {area.x, y, area.w, height}, buttons);
    if (pressed == 0u) commands.emplace_back(cmd::PickBackup{});
    if (pressed == 1u) commands.emplace_back(cmd::MakeBackup{});
    return y + height;
}

}  // namespace

std::string backup_age(const AppState& state) {
    const auto made_ms = last_backup_ms(state);
    if (!made_ms) return tr("backup.never");
    const auto days = days_between(local_date(*made_ms, state.offset_minutes),
                                   local_date(state.now_ms, state.offset_minutes));
    return days <= 0 ? tr("backup.today") : tr("backup.days_ago", {{"n", std::to_string(days)}});
}

bool wants_backup(const AppState& state) {
    constexpr std::int64_t often_ms = std::int64_t{7} * 86'400'000;
    const auto made_ms = last_backup_ms(state);
    return !state.practice() && !state.library.of_kind(Kind::case_).empty() &&
           (!made_ms || state.now_ms - *made_ms > often_ms);
}

float draw_backup(Ui& ui, const Rect& area, const AppState& state, BackupUi& own, Commands& commands) {
    const Rect inner =
        begin_growing_card(ui, "backup", area, {.title = tr("backup.title"), .icon = Icon::backup});
    const Rect inside = inner.inset(16, 0);
    float y =
        draw_text(ui, inside, tr("backup.detail"), {.font = Font::label, .color = ui.theme().col_ink_2}) + 8;
    y = draw_icon_text(ui, {inside.x, y, inside.w, 0}, tr("backup.last", {{"when", backup_age(state)}}),
                       {.icon = wants_backup(state) ? Icon::warn : Icon::clock,
                        .text = {.weight = Weight::bold,
                                 .color = wants_backup(state) ? ui.theme().col_amber_ink : Color{0}}}) +
        12;
    const BackupJob::Stage stage = state.backup.stage;
    const bool picked = stage == BackupJob::Stage::asking || stage == BackupJob::Stage::checking ||
                        stage == BackupJob::Stage::checked || stage == BackupJob::Stage::restoring;
    if (!picked) put_away(own);
    const Rect at{inside.x, y, inside.w, 0};
    y = picked ? draw_picked(ui, at, state, own, commands) : draw_idle(ui, at, state, commands);
    const float bottom = end_growing_card(ui, y + 16);
    ask_before_restoring(ui, own, commands);
    return bottom;
}

}  // namespace tsunagi
