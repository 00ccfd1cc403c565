// Owns asking for a password of one's own, after an administrator made one.
#include "core/strings.h"
#include "views/screens/account_parts.h"
#include "views/widgets.h"

namespace tsunagi {

void draw_given_password(Ui& ui, const AppState& state, GivenPasswordUi& own, Commands& commands) {
    const bool asked = state.who && state.who->password != PasswordOf::owner && !state.elsewhere;
    if (!asked || own.put_off) return;
    const bool last = state.who->password == PasswordOf::put_off;
    const bool busy = state.accounts.busy;
    DialogSpec dialog;
    dialog.title = tr("given.title");
    dialog.icon = Icon::key;
    dialog.dismissal = Dismissal::by_button;
    dialog.close_button = false;
    // The second time the only other way is out.
    dialog.buttons = {{.label = tr(last ? "lock.button" : "given.later"), .enabled = !busy},
                      {.label = tr("given.go"),
                       .kind = ButtonKind::primary,
                       .enabled = !own.current.empty() && !own.next.password.empty(),
                       .busy = busy}};
    const Rect body = begin_dialog(ui, "given", dialog);
    float y = draw_text(ui, body, tr("given.why")) + 8;
    y = draw_hint(ui, "once", {body.x, y, body.w, 0},
                  {.text = tr(last ? "given.last" : "given.once"), .tone = Tone::warn, .icon = Icon::warn}) +
        12;
    y = draw_secret(ui, "current", {body.x, y, body.w, 0}, "given.current", own.current, own.next.revealed,
                    !busy);
    y = draw_new_password(ui, {body.x, y + 12, body.w, 0}, state, own.next, state.who->name);
    y = draw_account_fault(ui, {body.x, y + 8, body.w, 0}, state.accounts.fault);
    const DialogResult result = end_dialog(ui, y + 8);
    if (result.button == 0u && last) commands.emplace_back(cmd::Lock{});
    if (result.button == 0u && !last) {
        own.put_off = true;
        commands.emplace_back(cmd::PutOffPassword{});
    }
    if (result.button != 1u) return;
    own.next.error = find_password_error(own.next);
    if (own.next.error.empty() && own.next.password == own.current) own.next.error = "given.same";
    if (own.next.error.empty()) commands.emplace_back(cmd::ChangePassword{own.current, own.next.password});
}

}  // namespace tsunagi
