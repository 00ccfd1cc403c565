// Owns the recovery code: showing it once, checking that it was written down, and opening the tablet with it.
#include "core/strings.h"
#include "views/screens/account_parts.h"
#include "views/screens/unlock_parts.h"
#include "views/widgets.h"

#include <algorithm>
#include <array>

namespace tsunagi {

namespace {

constexpr std::size_t first_asked = 1, second_asked = 5;  // groups typed back, of seven

bool is_group(std::string_view typed, std::string_view code, std::size_t index) {
    const auto groups = groups_of_four(code);
    const auto given = groups_of_four(typed);
    return index < groups.size() && given.size() == 1 && given.front() == groups[index];
}

float draw_check(Ui& ui, const Rect& area, const AppState& state, RecoveryUi& own) {
    float y = draw_text(ui, area, tr("recovery.check")) + 8;
    const auto field = [&](std::string_view key, std::size_t index, std::string& text, const Rect& place) {
        FieldSpec spec{.label = tr("recovery.group", {{"n", std::to_string(index + 1)}}), .value = text};
        spec.max_length = 8;
        if (own.error && !is_group(text, state.accounts.recovery_code, index))
            spec.error = tr("recovery.differs");
        const FieldResult typed = draw_field(ui, key, place, spec);
        text = typed.text;
        return typed.bottom;
    };
    const Rect row{area.x, y, std::min(area.w, 520.0f), 0};
    const float left = field("first", first_asked, own.first, column_of(row, 0, 2, 16));
    const float right = field("second", second_asked, own.second, column_of(row, 1, 2, 16));
    return std::max(left, right);
}

}  // namespace

void draw_recovery_code(Ui& ui, const Rect& area, const AppState& state, RecoveryUi& own,
                        Commands& commands) {
    const IdScope scope(ui, "recovery");
    const float pad = page_padding(ui);
    const Rect view = ui.begin_scroll("page", area);
    const float width = std::min(area.w - 2 * pad, 676.0f);
    const Rect page{view.x + (area.w - width) / 2, view.y + 24, width, 0};
    float y = draw_heading(ui, page, tr("recovery.title"), 1, Font::h1);
    y = draw_text(ui, {page.x, y + 8, page.w, 0}, tr("recovery.intro")) + 16;
    y = draw_passphrase(ui, {page.x, y, page.w, 0}, state.accounts.recovery_code) + 12;
    Rect box;
    const ButtonSpec print{.label = tr("recovery.print"), .size = ButtonSize::large, .icon = Icon::print};
    if (draw_button_left(ui, "print", {page.x, y}, print, &box))
        commands.emplace_back(cmd::PrintRecoveryCode{});
    y = draw_hint(ui, "seal", {page.x, box.bottom() + 12, page.w, 0},
                  {.text = tr("recovery.seal"), .tone = Tone::warn, .icon = Icon::warn}) +
        16;
    y = draw_check(ui, {page.x, y, page.w, 0}, state, own) + 20;
    y = draw_account_fault(ui, {page.x, y, page.w, 0}, state.accounts.fault);
    const bool busy = state.accounts.busy;
    const std::array buttons{ButtonSpec{.label = tr("recovery.later"),
                                        .kind = ButtonKind::ghost,
                                        .size = ButtonSize::large,
                                        .enabled = !busy},
                             ButtonSpec{.label = tr("recovery.done"),
                                        .kind = ButtonKind::primary,
                                        .size = ButtonSize::large,
                                        .enabled = !own.first.empty() && !own.second.empty(),
                                        .busy = busy}};
    const float height = measure_button_row(ui, page.w, buttons);
    const auto pressed = draw_button_row(ui, "go", {page.x, y, page.w, height}, buttons);
    ui.end_scroll(y + height + 32);
    const std::string& code = state.accounts.recovery_code;
    if (pressed == 0u) own.leaving = true;
    if (pressed == 1u) {
        own.error = !is_group(own.first, code, first_asked) || !is_group(own.second, code, second_asked);
        if (!own.error) commands.emplace_back(cmd::DismissRecoveryCode{true});
    }
    if (!own.leaving) return;
    const ConfirmResult sure = draw_confirm(
        ui, "later",
        {.title = tr("recovery.later_title"),
         .body =
             tr(state.accounts.recovery.is_in_force ? "recovery.later_means" : "recovery.later_means_none"),
         .confirm = {.label = tr("recovery.later_go"), .kind = ButtonKind::danger},
         .cancel = tr("recovery.back"),
         .icon = Icon::warn,
         .tone = Tone::warn});
    if (sure == ConfirmResult::confirmed) commands.emplace_back(cmd::DismissRecoveryCode{false});
    if (sure != ConfirmResult::open) own = RecoveryUi{};
}

// Whose password is made anew: an administrator's.
float draw_recover(Ui& ui, const Rect& area, const AppState& state, UnlockUi& own, Commands& commands) {
    const bool busy = state.phase == Phase::opening;
    float y = draw_heading(ui, area, tr("recover.title"), 2, Font::h1);
    // No name can be read any more: somebody new begins as an administrator.
    const bool nobody = state.staff.empty();
    if (nobody) {
        y = draw_hint(ui, "nobody", {area.x, y + 8, area.w, 0},
                      {.text = tr("recover.nobody"), .tone = Tone::warn, .icon = Icon::warn}) +
            16;
        FieldSpec name{.label = tr("recover.name"), .value = own.name, .required = true};
        name.enabled = !busy;
        const FieldResult typed = draw_field(ui, "name", {area.x, y, area.w, 0}, name);
        own.name = typed.text;
        y = typed.bottom + 12;
    } else {
        y = draw_text(ui, {area.x, y + 4, area.w, 0}, tr("recover.intro")) + 16;
    }
    for (const StaffCard& card : state.staff) {
        if (card.role != role_administrator) continue;
        if (own.staff.empty()) own.staff = card.id;
        const AvatarSpec spec{card.name, card.profession, own.staff == card.id};
        const float height = measure_avatar(ui, area.w, spec);
        if (draw_avatar(ui, card.id, {area.x, y, area.w, height}, spec)) own.staff = card.id;
        y += height + 8;
    }
    const auto chosen = std::ranges::find(state.staff, own.staff, &StaffCard::id);
    const bool fits =
        nobody ? !own.name.empty() : chosen != state.staff.end() && chosen->role == role_administrator;
    const std::string whose = nobody ? own.name : fits ? chosen->name : std::string();
    FieldSpec code{
        .label = tr("recover.code"), .value = own.search, .placeholder = "7K2M-", .required = true};
    code.max_length = 60;
    code.enabled = !busy;
    const bool refused = state.fault == Fault::wrong_password || state.fault == Fault::bad_value;
    if (refused) code.error = tr(state.fault == Fault::bad_value ? "recover.mistyped" : "recover.refused");
    const FieldResult typed = draw_field(ui, "code", {area.x, y + 4, area.w, 0}, code);
    own.search = typed.text;
    NewPasswordUi next{own.password, own.again, own.revealed, own.error};
    y = draw_new_password(ui, {area.x, typed.bottom + 12, area.w, 0}, state, next, whose);
    own.password = next.password;
    own.again = next.again;
    own.revealed = next.revealed;
    if (!refused) y = draw_account_fault(ui, {area.x, y + 8, area.w, 0}, state.fault);
    const std::array buttons{
        ButtonSpec{.label = tr("first.back"), .size = ButtonSize::large, .enabled = !busy && !nobody},
        ButtonSpec{.label = tr(busy ? "unlock.opening" : "recover.go"),
                   .kind = ButtonKind::primary,
                   .size = ButtonSize::large,
                   .enabled = fits && !own.search.empty(),
                   .busy = busy}};
    const float height = measure_button_row(ui, area.w, buttons);
    const auto pressed = draw_button_row(ui, "go", {area.x, y + 16, area.w, height}, buttons);
    if (pressed == 0u) own = UnlockUi{};
    if (pressed == 1u) {
        own.error = find_password_error(next);
        if (own.error.empty()) {
            commands.emplace_back(cmd::Recover{own.search, nobody ? std::string() : own.staff, own.password,
                                               nobody ? own.name : std::string()});
        }
    }
    return y + 16 + height;
}

}  // namespace tsunagi
