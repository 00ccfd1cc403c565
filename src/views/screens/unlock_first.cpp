// Owns the first run: the first account, the practice data, or only reading a file that came.
#include "core/strings.h"
#include "core/text.h"
#include "views/screens/account_parts.h"
#include "views/screens/unlock_parts.h"
#include "views/widgets.h"

#include <algorithm>
#include <array>

namespace tsunagi {

namespace {

constexpr std::size_t least_password = 13;  // code points; the vault has the last word

float draw_way(Ui& ui, std::string_view key, const Rect& area, const char* title, const char* detail,
               const ButtonSpec& button, bool& pressed) {
    const Rect inner = begin_growing_card(ui, key, area, {});
    Rect body = inner.inset(16, 16);
    float y = draw_heading(ui, body, tr(title), 3, Font::h2);
    y = draw_text(ui, {body.x, y + 4, body.w, 0}, tr(detail),
                  {.font = Font::label, .color = ui.theme().col_ink_2});
    const Vec2 size = measure_button(ui, button, body.w);
    const float width = ui.is_phone() ? body.w : std::min(body.w, size.x);
    pressed = draw_button(ui, "go", {body.x, y + 12, width, size.y}, button);
    return end_growing_card(ui, y + 12 + size.y + 16);
}

float draw_ways(Ui& ui, const Rect& area, UnlockUi& own, Commands& commands) {
    float y = draw_heading(ui, area, tr("first.title"), 2, Font::h1);
    y = draw_text(ui, {area.x, y + 4, area.w, 0}, tr("first.intro"),
                  {.font = Font::body, .color = ui.theme().col_ink_2});
    bool pressed = false;
    const ButtonSpec start{.label = tr("first.start"),
                           .kind = ButtonKind::primary,
                           .size = ButtonSize::large,
                           .icon = Icon::person};
    y = draw_way(ui, "account", {area.x, y + 20, area.w, 0}, "first.account_title", "first.account_detail",
                 start, pressed);
    if (pressed) own.starting = true;
    const ButtonSpec restore{.label = tr("first.restore"), .size = ButtonSize::large, .icon = Icon::backup};
    y = draw_way(ui, "restore", {area.x, y + 12, area.w, 0}, "first.restore_title", "first.restore_detail",
                 restore, pressed);
    if (pressed) own.starting = own.restoring = true;
    const ButtonSpec practice{.label = tr("first.practice"), .size = ButtonSize::large, .icon = Icon::book};
    y = draw_way(ui, "practice", {area.x, y + 12, area.w, 0}, "first.practice_title", "first.practice_detail",
                 practice, pressed);
    if (pressed) commands.emplace_back(cmd::StartPractice{});
    const ButtonSpec file{.label = tr("first.file"), .size = ButtonSize::large, .icon = Icon::file_in};
    y = draw_way(ui, "file", {area.x, y + 12, area.w, 0}, "first.file_title", "first.file_detail", file,
                 pressed);
    if (pressed) commands.emplace_back(cmd::PickFile{});
    return y;
}

std::string find_error(const UnlockUi& own) {
    if (own.name.empty()) return "first.error_name";
    if (count_code_points(own.password) < least_password) return "first.error_short";
    if (own.password != own.again) return "first.error_differs";
    return {};
}

// One field of the form; its text lives in own until the account is made.
float draw_own_field(Ui& ui, std::string_view key, const Rect& rect, const char* label, std::string& text,
                     FieldSpec spec = {}) {
    spec.label = tr(label);
    spec.value = text;
    const FieldResult result = draw_field(ui, key, rect, spec);
    text = result.text;
    return result.bottom;
}

float draw_person_fields(Ui& ui, const Rect& area, UnlockUi& own) {
    const std::size_t columns = ui.is_phone() ? 1 : 2;
    const auto place = [&](std::size_t index, float y) {
        return column_of({area.x, y, area.w, 0}, index % columns, columns, 16);
    };
    FieldSpec name{.required = true};
    name.max_length = 100;
    if (own.error == "first.error_name") name.error = tr(own.error);
    FieldSpec optional{};
    optional.max_length = 100;
    float y = area.y;
    float left = draw_own_field(ui, "name", place(0, y), "first.name", own.name, name);
    if (columns == 1) y = left + 12;
    float right = draw_own_field(ui, "profession", place(1, y), "first.profession", own.profession, optional);
    y = std::max(left, right) + 12;
    left = draw_own_field(ui, "facility", place(0, y), "first.facility", own.facility, optional);
    if (columns == 1) y = left + 12;
    right = draw_own_field(ui, "ward", place(1, y), "first.ward", own.ward, optional);
    return std::max(left, right);
}

float draw_password_fields(Ui& ui, const Rect& area, const AppState& state, UnlockUi& own) {
    FieldSpec secret{.required = true};
    secret.kind = FieldKind::secret;
    secret.revealed = own.revealed;
    secret.hint = tr("first.password_hint");
    if (own.error == "first.error_short") secret.error = tr(own.error);
    float y = draw_own_field(ui, "password", area, "first.password", own.password, secret);
    y = draw_password_meter(ui, {area.x, y + 4, area.w, 0}, state, own.password, own.name);
    secret.hint.clear();
    secret.error = own.error == "first.error_differs" ? tr(own.error) : std::string();
    y = draw_own_field(ui, "again", {area.x, y + 12, area.w, 0}, "first.again", own.again, secret);
    Rect box;
    const ButtonSpec eye{.label = tr(own.revealed ? "unlock.hide" : "unlock.reveal"),
                         .kind = ButtonKind::ghost,
                         .size = ButtonSize::small,
                         .icon = own.revealed ? Icon::eye_off : Icon::eye};
    if (draw_button_left(ui, "eye", {area.x - 12, y + 4}, eye, &box)) own.revealed = !own.revealed;
    return box.bottom();
}

float draw_account_form(Ui& ui, const Rect& area, const AppState& state, UnlockUi& own, Commands& commands) {
    float y = draw_heading(ui, area, tr("first.account_title"), 2, Font::h1);
    y = draw_text(ui, {area.x, y + 4, area.w, 0}, tr("first.account_note"),
                  {.font = Font::label, .color = ui.theme().col_ink_2});
    y = draw_person_fields(ui, {area.x, y + 16, area.w, 0}, own);
    y = draw_password_fields(ui, {area.x, y + 12, area.w, 0}, state, own);
    if (state.fault != Fault::none) {
        const std::string code(fault_code(state.fault));
        y = draw_error_box(ui, "fault", {area.x, y + 12, area.w, 0},
                           {tr("fault." + code + ".what"), tr("fault." + code + ".safe"),
                            tr("fault." + code + ".do"), std::nullopt});
    }
    const bool busy = state.phase == Phase::opening;
    const std::array buttons{
        ButtonSpec{.label = tr("first.back"), .size = ButtonSize::large, .enabled = !busy},
        ButtonSpec{.label = tr(busy ? "first.making" : "first.register"),
                   .kind = ButtonKind::primary,
                   .size = ButtonSize::large,
                   .busy = busy}};
    const float height = measure_button_row(ui, area.w, buttons);
    const auto pressed = draw_button_row(ui, "go", {area.x, y + 20, area.w, height}, buttons);
    if (pressed == 0u) own = UnlockUi{};
    if (pressed == 1u) {
        own.error = find_error(own);
        if (own.error.empty()) {
            commands.emplace_back(
                cmd::CreateAccount{own.name, own.profession, own.password, own.facility, own.ward});
        }
    }
    return y + 20 + height;
}

}  // namespace

float draw_first_run(Ui& ui, const Rect& area, const AppState& state, UnlockUi& own, Commands& commands) {
    if (own.starting) return draw_account_form(ui, area, state, own, commands);
    if (state.phase == Phase::opening) return draw_text(ui, area, tr("first.preparing"), {.font = Font::h2});
    const float y = draw_wiped(ui, area, state, commands);
    return draw_ways(ui, {area.x, y, area.w, area.h}, own, commands);
}

}  // namespace tsunagi
