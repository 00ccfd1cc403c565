// Owns choosing who one is and giving the password.
#include "app/practice.h"
#include "core/search.h"
#include "core/strings.h"
#include "views/screens/account_parts.h"
#include "views/screens/unlock_parts.h"
#include "views/widgets.h"

#include <algorithm>
#include <array>

namespace tsunagi {

namespace {

constexpr std::size_t names_at_first = 6;

std::vector<StaffCard> shown_staff(const AppState& state, const UnlockUi& own) {
    std::vector<StaffCard> result;
    for (const StaffCard& card : state.staff) {
        if (own.everybody && !own.search.empty() && !matches(parse_query(own.search), search_key(card.name)))
            continue;
        result.push_back(card);
    }
    if (!own.everybody && result.size() > names_at_first) result.resize(names_at_first);
    return result;
}

float draw_names(Ui& ui, const Rect& area, const AppState& state, UnlockUi& own) {
    const auto staff = shown_staff(state, own);
    const GroupScope group(ui, "names", NodeRole::radio_group, tr("unlock.choose_name"));
    const std::size_t columns = ui.is_phone() ? 1 : 2;
    float bottom = area.y;
    float row_top = area.y;
    for (std::size_t i = 0; i < staff.size(); ++i) {
        if (i % columns == 0) row_top = i == 0 ? area.y : bottom + Theme::sp_15;
        const Rect column = column_of({area.x, row_top, area.w, 0}, i % columns, columns, Theme::sp_15);
        const AvatarSpec spec{staff[i].name, staff[i].profession, own.staff == staff[i].id};
        const float height = measure_avatar(ui, column.w, spec);
        if (draw_avatar(ui, staff[i].id, column.with_height(height), spec)) {
            own.staff = staff[i].id;
            own.password.clear();
            ui.focus(ui.id("password"));
        }
        bottom = std::max(bottom, row_top + height);
    }
    return bottom;
}

void try_to_open(const UnlockUi& own, Commands& commands) {
    if (!own.password.empty()) commands.emplace_back(cmd::Unlock{own.staff, own.password});
}

float draw_password(Ui& ui, const Rect& area, const AppState& state, UnlockUi& own, const std::string& name,
                    Commands& commands) {
    const bool busy = state.phase == Phase::opening;
    const ButtonSpec open{.label = tr(busy ? "unlock.opening" : "unlock.open"),
                          .kind = ButtonKind::primary,
                          .size = ButtonSize::large,
                          .icon = Icon::unlock,
                          .busy = busy};
    float y = draw_text(ui, area, tr("unlock.password_of", {{"name", name}}),
                        {.font = Font::body, .weight = Weight::bold});
    Rect row{area.x, y + 8, area.w, Theme::sz_button_l};
    const bool stacked = ui.is_phone();
    const Rect open_box = stacked ? Rect{} : row.cut_right(176, Theme::sp_15);
    const Rect eye_box = row.cut_right(Theme::sz_touch, Theme::sp_15);
    FieldSpec field{.label = tr("unlock.password"), .show_label = false, .value = own.password};
    field.kind = FieldKind::secret;
    field.revealed = own.revealed;
    field.enter_key = EnterKey::go;
    field.enabled = !busy;
    field.box_height = Theme::sz_button_l;
    if (state.fault == Fault::wrong_password) field.error = tr("unlock.wrong_password");
    const FieldResult typed = draw_field(ui, "password", row, field);
    if (!field.error.empty())
        ui.record("fault", NodeRole::alert, field.error, row);  // said aloud, not only shown
    own.password = typed.text;
    const ButtonSpec eye{.label = "",
                         .size = ButtonSize::square,
                         .icon = own.revealed ? Icon::eye_off : Icon::eye,
                         .name = tr(own.revealed ? "unlock.hide" : "unlock.reveal")};
    if (draw_button(ui, "eye", eye_box.middle(Theme::sz_touch), eye)) own.revealed = !own.revealed;
    float bottom = std::max(typed.bottom, row.bottom());
    Rect button = open_box;
    if (stacked) {
        button = {area.x, bottom + Theme::sp_15, area.w, Theme::sz_button_l};
        bottom = button.bottom();
    }
    if (draw_button(ui, "open", button, open) || typed.submitted) try_to_open(own, commands);
    return bottom;
}

// A session that was opened by password since the page was loaded opens again by its PIN.
float draw_pin(Ui& ui, const Rect& area, const AppState& state, UnlockUi& own, const std::string& name,
               Commands& commands) {
    const bool busy = state.phase == Phase::opening;
    float y = draw_text(ui, area, tr("unlock.pin_of", {{"name", name}}),
                        {.font = Font::body, .weight = Weight::bold});
    FieldSpec field{.label = tr("unlock.pin"), .show_label = false, .value = own.password};
    field.kind = FieldKind::secret;
    field.input_mode = InputMode::numeric;
    field.enter_key = EnterKey::go;
    field.enabled = !busy;
    field.max_length = 6;
    field.box_height = Theme::sz_button_l;
    if (state.fault == Fault::wrong_password) field.error = tr("unlock.wrong_pin");
    const float width = std::min(area.w, 300.0f);
    const FieldResult typed = draw_field(ui, "pin", {area.x, y + 8, width, 0}, field);
    own.password = typed.text;
    const std::array buttons{ButtonSpec{.label = tr("unlock.by_password"), .size = ButtonSize::large},
                             ButtonSpec{.label = tr(busy ? "unlock.opening" : "unlock.open"),
                                        .kind = ButtonKind::primary,
                                        .size = ButtonSize::large,
                                        .icon = Icon::unlock,
                                        .busy = busy}};
    const float height = measure_button_row(ui, area.w, buttons);
    const auto pressed = draw_button_row(ui, "pin-go", {area.x, typed.bottom + 12, area.w, height}, buttons);
    if (pressed == 0u) {
        own.by_password = true;
        own.password.clear();
    }
    if ((pressed == 1u || typed.submitted) && !own.password.empty())
        commands.emplace_back(cmd::UnlockByPin{own.staff, own.password});
    return typed.bottom + 12 + height;
}

// What else may have gone wrong than the password.
float draw_unlock_fault(Ui& ui, const Rect& area, const AppState& state) {
    const bool beside_field = state.fault == Fault::none || state.fault == Fault::wrong_password;
    if (beside_field || state.phase != Phase::locked) return area.y;
    if (state.fault == Fault::locked) {
        return draw_hint(ui, "no-pin", {area.x, area.y + 12, area.w, 0},
                         {.text = tr("unlock.pin_gone"), .tone = Tone::warn, .icon = Icon::warn});
    }
    return draw_account_fault(ui, {area.x, area.y + 12, area.w, 0}, state.fault);
}

float draw_ways_out(Ui& ui, const Rect& area, const AppState& state, UnlockUi& own, Commands& commands) {
    float y = area.y;
    const auto way = [&](std::string_view key, const char* label, Icon icon) {
        Rect box;
        const ButtonSpec spec{
            .label = tr(label), .kind = ButtonKind::ghost, .size = ButtonSize::small, .icon = icon};
        const bool pressed = draw_button_left(ui, key, {area.x - 12, y}, spec, &box);
        y = box.bottom();
        return pressed;
    };
    if (!state.practice() && way("recover", "unlock.forgotten", Icon::key))
        own = UnlockUi{.recovering = true};
    if (way("file", "unlock.open_file", Icon::file_in)) commands.emplace_back(cmd::PickFile{});
    if (state.practice()) {
        if (way("real", "unlock.to_real", Icon::swap)) commands.emplace_back(cmd::OpenRealStore{});
    } else if (way("practice", "unlock.to_practice", Icon::swap)) {
        commands.emplace_back(cmd::StartPractice{});
    }
    return y;
}

}  // namespace

float draw_name_choice(Ui& ui, const Rect& area, const AppState& state, UnlockUi& own, Commands& commands) {
    const auto chosen =
        std::ranges::find_if(state.staff, [&own](const StaffCard& card) { return card.id == own.staff; });
    if (chosen == state.staff.end() && !state.staff.empty()) own.staff = state.staff.front().id;
    float y = area.y;
    if (state.unsaved_at_lock) {
        y = draw_error_box(ui, "unsaved", area,
                           {tr("unlock.unsaved_what"), tr("unlock.unsaved_safe"), tr("unlock.unsaved_do"),
                            std::nullopt}) +
            20;
    }
    y = draw_heading(ui, {area.x, y, area.w, 0}, tr("unlock.choose_name"), 2, Font::h1) + 16;
    if (own.everybody) {
        const FieldSpec search{.label = tr("unlock.search"),
                               .show_label = false,
                               .value = own.search,
                               .placeholder = tr("unlock.search"),
                               .icon = Icon::search};
        const FieldResult typed = draw_field(ui, "search", {area.x, y, area.w, 0}, search);
        own.search = typed.text;
        y = typed.bottom + Theme::sp_15;
    }
    y = draw_names(ui, {area.x, y, area.w, 0}, state, own);
    if (!own.everybody && state.staff.size() > names_at_first) {
        Rect box;
        const ButtonSpec more{.label = tr("unlock.everybody"),
                              .kind = ButtonKind::ghost,
                              .size = ButtonSize::small,
                              .icon_after = Icon::right};
        if (draw_button_left(ui, "everybody", {area.x - 12, y + 8}, more, &box)) own.everybody = true;
        y = box.bottom();
    }
    if (chosen != state.staff.end()) {
        const bool pin = !own.by_password && std::ranges::contains(state.pins, chosen->id);
        const Rect at{area.x, y + 20, area.w, 0};
        y = pin ? draw_pin(ui, at, state, own, chosen->name, commands)
                : draw_password(ui, at, state, own, chosen->name, commands);
        y = draw_unlock_fault(ui, {area.x, y, area.w, 0}, state);
    }
    const IconTextSpec caption{.icon = Icon::clock,
                               .text = {.font = Font::label, .color = ui.theme().col_ink_2}};
    y = draw_icon_text(ui, {area.x, y + 20, area.w, 0}, tr("unlock.locks_itself"), caption);
    if (state.practice()) {
        const std::string words = tr("unlock.practice_password", {{"password", practice_password}});
        y = draw_hint(ui, "hint", {area.x, y + 16, area.w, 0}, {.text = words});
    }
    return draw_ways_out(ui, {area.x, y + 12, area.w, 0}, state, own, commands);
}

}  // namespace tsunagi
