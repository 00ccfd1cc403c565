#include "views/screens/account_parts.h"

#include "app/accounts.h"
#include "core/strings.h"
#include "vault/password.h"
#include "views/widgets.h"

#include <algorithm>
#include <array>

namespace tsunagi {

std::string role_name(std::string_view role) {
    return tr("role." + std::string(role));
}

float draw_inner_title(Ui& ui, const Rect& page, std::string_view title, std::string_view note,
                       Commands& commands) {
    float y = page.y;
    if (!ui.is_phone()) {  // a phone has its arrow in the top bar
        Rect box;
        const ButtonSpec back{.label = tr("nav.settings"),
                              .kind = ButtonKind::ghost,
                              .size = ButtonSize::small,
                              .icon = Icon::left};
        if (draw_button_left(ui, "back", {page.x - 12, y}, back, &box)) {
            commands.emplace_back(cmd::GoTo{Place{Screen::settings, {}, {}, {}}});
        }
        y = box.bottom();
    }
    return draw_page_title(ui, "title", {page.x, y, page.w, 0}, title, note).bottom;
}

float draw_password_meter(Ui& ui, const Rect& area, const AppState& state, std::string_view password,
                          std::string_view name) {
    if (password.empty()) return area.y;
    const Theme& theme = ui.theme();
    const PasswordRating rating = rate(state, password, name);
    const Color ink = rating.score == 0   ? theme.col_red_ink
                      : rating.score <= 2 ? theme.col_amber_ink
                                          : theme.col_green_ink;
    constexpr std::size_t bars = 4;
    for (std::size_t i = 0; i < bars; ++i) {
        const Rect bar = column_of({area.x, area.y + 4, std::min(area.w, 320.0f), 8}, i, bars, 6);
        const bool lit = i < static_cast<std::size_t>(std::max(rating.score, 1));
        fill_rect(ui, bar, lit ? ink : theme.col_line, 4);
    }
    std::string words = tr("meter.score" + std::to_string(rating.score));
    for (const PasswordWeakness weakness : rating.weaknesses) {
        words += " " + tr("meter.weak" + std::to_string(static_cast<int>(weakness)));
    }
    return draw_text(ui, {area.x, area.y + 18, area.w, 0}, words,
                     {.font = Font::label, .color = ink, .key = "meter"});
}

float draw_secret(Ui& ui, std::string_view key, const Rect& area, const char* label, std::string& text,
                  bool revealed, bool enabled) {
    FieldSpec spec{.label = tr(label), .value = text, .required = true};
    spec.kind = FieldKind::secret;
    spec.revealed = revealed;
    spec.enabled = enabled;
    const FieldResult typed = draw_field(ui, key, area, spec);
    text = typed.text;
    return typed.bottom;
}

float draw_new_password(Ui& ui, const Rect& area, const AppState& state, NewPasswordUi& own,
                        std::string_view name, bool with_passkey) {
    FieldSpec secret{.label = tr("account.next"), .value = own.password, .required = true};
    secret.kind = FieldKind::secret;
    secret.revealed = own.revealed;
    secret.hint = tr(with_passkey ? "account.hint_passkey" : "first.password_hint");
    if (own.error == "first.error_short" || own.error == "account.error_short8") secret.error = tr(own.error);
    const FieldResult next = draw_field(ui, "next", area, secret);
    own.password = next.text;
    float y = draw_password_meter(ui, {area.x, next.bottom + 4, area.w, 0}, state, own.password, name);
    secret.label = tr("first.again");
    secret.value = own.again;
    secret.hint.clear();
    secret.error = own.error == "first.error_differs" ? tr(own.error) : std::string();
    const FieldResult again = draw_field(ui, "again", {area.x, y + 12, area.w, 0}, secret);
    own.again = again.text;
    Rect box;
    const ButtonSpec eye{.label = tr(own.revealed ? "unlock.hide" : "unlock.reveal"),
                         .kind = ButtonKind::ghost,
                         .size = ButtonSize::small,
                         .icon = own.revealed ? Icon::eye_off : Icon::eye};
    if (draw_button_left(ui, "eye", {area.x - 12, again.bottom + 4}, eye, &box)) own.revealed = !own.revealed;
    return box.bottom();
}

std::string find_password_error(const NewPasswordUi& own, bool with_passkey) {
    const Factors factors = with_passkey ? Factors::password_and_passkey : Factors::password;
    if (!check_password(own.password, factors))
        return with_passkey ? "account.error_short8" : "first.error_short";
    return own.password == own.again ? "" : "first.error_differs";
}

float draw_account_fault(Ui& ui, const Rect& area, Fault fault) {
    if (fault == Fault::none) return area.y;
    const std::string code(fault_code(fault));
    return draw_error_box(ui, "fault", area,
                          {tr("fault." + code + ".what"), tr("fault." + code + ".safe"),
                           tr("fault." + code + ".do"), std::nullopt});
}

}  // namespace tsunagi
