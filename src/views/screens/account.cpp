// Owns 自分のアカウント: one's own password, passkey and PIN, and, for administrators, the recovery code and
// the key.
#include "core/calendar.h"
#include "core/strings.h"
#include "vault/password.h"
#include "views/screens/account_parts.h"
#include "views/widgets.h"

#include <algorithm>

namespace tsunagi {

namespace {

using Step = AccountUi::Step;

// A card with words and a button that opens its fields.
template <class Body>
float draw_part(Ui& ui, std::string_view key, const Rect& area, const char* title, Icon icon,
                const std::string& words, Body&& body) {
    const Rect inner = begin_growing_card(ui, key, area, {.title = tr(title), .icon = icon});
    const Rect inside = inner.inset(16, 0);
    const float y = draw_text(ui, inside, words, {.font = Font::label, .color = ui.theme().col_ink_2});
    return end_growing_card(ui, body(Rect{inside.x, y + 12, inside.w, 0}) + 16);
}

float draw_go(Ui& ui, const Rect& area, const AppState& state, const char* label, bool enabled,
              bool& pressed) {
    Rect box;
    const ButtonSpec go{
        .label = tr(label), .kind = ButtonKind::primary, .enabled = enabled, .busy = state.accounts.busy};
    pressed = draw_button_left(ui, "go", {area.x, area.y}, go, &box);
    return box.bottom();
}

float draw_opener(Ui& ui, const Rect& area, const char* label, AccountUi& own, Step step) {
    Rect box;
    const ButtonSpec open{.label = tr(label)};
    if (draw_button_left(ui, "open", {area.x, area.y}, open, &box))
        own = AccountUi{.step = step, .steps = own.steps};
    return box.bottom();
}

float draw_password_part(Ui& ui, const Rect& area, const AppState& state, AccountUi& own,
                         Commands& commands) {
    return draw_part(
        ui, "password", area, "account.password", Icon::lock, tr("account.password_detail"), [&](Rect at) {
            if (own.step != Step::password)
                return draw_opener(ui, at, "account.password_change", own, Step::password);
            const bool passkey = state.who && state.who->has_passkey;
            float y = draw_secret(ui, "current", at, "account.current", own.current, own.next.revealed);
            y = draw_new_password(ui, {at.x, y + 12, at.w, 0}, state, own.next,
                                  state.who ? state.who->name : "", passkey);
            y = draw_account_fault(ui, {at.x, y + 8, at.w, 0}, state.accounts.fault);
            bool pressed = false;
            y = draw_go(ui, {at.x, y + 12, at.w, 0}, state, "account.password_go", !own.current.empty(),
                        pressed);
            if (pressed) {
                own.next.error = find_password_error(own.next, passkey);
                if (own.next.error.empty())
                    commands.emplace_back(cmd::ChangePassword{own.current, own.next.password});
            }
            return y;
        });
}

float draw_passkey_part(Ui& ui, const Rect& area, const AppState& state, AccountUi& own, Commands& commands) {
    const bool enrolled = state.who && state.who->has_passkey;
    const std::string words = tr(enrolled                            ? "account.passkey_on"
                                 : state.accounts.passkeys_available ? "account.passkey_off"
                                                                     : "account.passkey_none");
    return draw_part(ui, "passkey", area, "account.passkey", Icon::key, words, [&](Rect at) {
        if (!enrolled && !state.accounts.passkeys_available) return at.y - 12;
        if (own.step != Step::passkey) {
            return draw_opener(ui, at, enrolled ? "account.passkey_remove" : "account.passkey_enroll", own,
                               Step::passkey);
        }
        float y = draw_secret(ui, "current", at, "account.current", own.current, false);
        y = draw_account_fault(ui, {at.x, y + 8, at.w, 0}, state.accounts.fault);
        bool pressed = false;
        y = draw_go(ui, {at.x, y + 12, at.w, 0}, state,
                    enrolled ? "account.passkey_remove" : "account.passkey_enroll", !own.current.empty(),
                    pressed);
        if (pressed) commands.emplace_back(cmd::ChangePasskey{!enrolled, own.current});
        return y;
    });
}

float draw_pin_part(Ui& ui, const Rect& area, const AppState& state, AccountUi& own, Commands& commands) {
    const std::string words = tr(state.accounts.has_pin ? "account.pin_on" : "account.pin_off");
    return draw_part(ui, "pin", area, "account.pin", Icon::unlock, words, [&](Rect at) {
        if (state.accounts.has_pin) {
            Rect box;
            if (draw_button_left(ui, "forget", {at.x, at.y}, {.label = tr("account.pin_forget")}, &box))
                commands.emplace_back(cmd::SetPin{});
            return box.bottom();
        }
        if (own.step != Step::pin) return draw_opener(ui, at, "account.pin_choose", own, Step::pin);
        FieldSpec spec{
            .label = tr("account.pin_new"), .value = own.next.password, .hint = tr("account.pin_hint")};
        spec.kind = FieldKind::secret;
        spec.input_mode = InputMode::numeric;
        spec.max_length = 6;
        if (!own.next.password.empty() && own.next.error == "account.pin_bad")
            spec.error = tr(own.next.error);
        const FieldResult typed = draw_field(ui, "pin", {at.x, at.y, std::min(at.w, 320.0f), 0}, spec);
        own.next.password = typed.text;
        float y = draw_secret(ui, "current", {at.x, typed.bottom + 12, at.w, 0}, "account.current",
                              own.current, false);
        y = draw_account_fault(ui, {at.x, y + 8, at.w, 0}, state.accounts.fault);
        bool pressed = false;
        const bool is_filled = !own.next.password.empty() && !own.current.empty();
        y = draw_go(ui, {at.x, y + 12, at.w, 0}, state, "account.pin_go", is_filled, pressed);
        if (pressed) {
            own.next.error = is_pin(own.next.password) ? "" : "account.pin_bad";
            if (own.next.error.empty()) commands.emplace_back(cmd::SetPin{own.next.password, own.current});
        }
        return y;
    });
}

float draw_recovery_part(Ui& ui, const Rect& area, const AppState& state, AccountUi& own,
                         Commands& commands) {
    const std::string kept = setting(state, "recovery_kept_on");
    const RecoveryCodes& codes = state.accounts.recovery;
    const std::string words = kept.empty()        ? tr("account.recovery_missing")
                              : codes.is_outdated ? tr(codes.is_pending ? "account.recovery_outdated_pending"
                                                                        : "account.recovery_outdated")
                              : codes.is_pending  ? tr("account.recovery_pending")
                                                  : tr("account.recovery_kept", {{"date", short_day(kept)}});
    return draw_part(ui, "recovery", area, "account.recovery", Icon::shield, words, [&](Rect at) {
        if (own.step != Step::recovery)
            return draw_opener(ui, at, "account.recovery_make", own, Step::recovery);
        float y = draw_secret(ui, "current", at, "account.current", own.current, false);
        y = draw_account_fault(ui, {at.x, y + 8, at.w, 0}, state.accounts.fault);
        bool pressed = false;
        y = draw_go(ui, {at.x, y + 12, at.w, 0}, state, "account.recovery_make", !own.current.empty(),
                    pressed);
        if (pressed) commands.emplace_back(cmd::MakeRecoveryCode{own.current});
        return y;
    });
}

float draw_key_part(Ui& ui, const Rect& area, const AppState& state, AccountUi& own) {
    const std::string words = tr(state.accounts.is_rotating ? "account.key_running" : "account.key_detail");
    return draw_part(ui, "data-key", area, "account.key", Icon::refresh, words, [&](Rect at) {
        Rect box;
        const ButtonSpec go{.label = tr("account.key_go"), .enabled = !state.accounts.is_rotating};
        if (draw_button_left(ui, "exchange", {at.x, at.y}, go, &box)) own.step = Step::exchange;
        return box.bottom();
    });
}

}  // namespace

void draw_account(Ui& ui, const Rect& area, const AppState& state, AccountUi& own, Commands& commands) {
    const IdScope scope(ui, "account");
    if (own.steps != state.accounts.steps) {
        if (state.accounts.fault == Fault::none) own = AccountUi{};
        own.steps = state.accounts.steps;
    }
    const float pad = page_padding(ui);
    const Rect view = ui.begin_scroll("page", area);
    Rect page{view.x + pad, view.y + 16, area.w - 2 * pad, 0};
    const std::string who = state.who ? state.who->name + "　" + role_name(state.who->role) : std::string();
    page.y = draw_inner_title(ui, page, tr("nav.account"), who, commands) + 12;
    const std::size_t columns = ui.is_phone() ? 1 : 2;
    Column left(column_of(page, 0, columns, 16), 16);
    left.reached(draw_password_part(ui, left.next(), state, own, commands));
    Column right = columns == 2 ? Column(column_of(page, 1, columns, 16), 16)
                                : Column({page.x, left.y + 16, page.w, 0}, 16);
    right.reached(draw_passkey_part(ui, right.next(), state, own, commands));
    right.reached(draw_pin_part(ui, right.next(), state, own, commands));
    if (state.who && state.who->role == role_administrator && !state.practice()) {
        if (columns == 1) left.reached(right.y);
        left.reached(draw_recovery_part(ui, left.next(), state, own, commands));
        left.reached(draw_key_part(ui, left.next(), state, own));
    }
    ui.end_scroll(std::max(left.y, right.y) + 24);
    if (own.step != Step::exchange) return;
    const ConfirmResult sure =
        draw_confirm(ui, "exchange",
                     {.title = tr("account.key_title"),
                      .body = tr("account.key_means"),
                      .confirm = {.label = tr("account.key_go"), .kind = ButtonKind::primary},
                      .cancel = tr("dialog.cancel"),
                      .icon = Icon::refresh});
    if (sure == ConfirmResult::confirmed) commands.emplace_back(cmd::ExchangeKey{});
    if (sure != ConfirmResult::open) own.step = Step::none;
}

}  // namespace tsunagi
