// Owns what the screens about accounts share: new passwords with their meter, and what came of the last step.
#pragma once

#include "views/screens/screens.h"

#include <string>
#include <string_view>

namespace tsunagi {

// A line of bars and words: how hard a password is to guess. Returns the lower edge.
float draw_password_meter(Ui& ui, const Rect& area, const AppState& state, std::string_view password,
                          std::string_view name);
// Twice the password, the meter, the eye. Returns the lower edge.
float draw_new_password(Ui& ui, const Rect& area, const AppState& state, NewPasswordUi& own,
                        std::string_view name, bool with_passkey = false);
// The string key of what is wrong with it; "" when it may be sent.
std::string find_password_error(const NewPasswordUi& own, bool with_passkey = false);
// What was refused last, if anything was. Returns the lower edge, area's top when nothing was.
float draw_account_fault(Ui& ui, const Rect& area, Fault fault);
float draw_secret(Ui& ui, std::string_view key, const Rect& area, const char* label, std::string& text,
                  bool revealed, bool enabled = true);
// The card about backups. Returns the lower edge.
float draw_backup(Ui& ui, const Rect& area, const AppState& state, BackupUi& own, Commands& commands);
// The card about disposing of the tablet, for administrators, with its dialog. Returns the lower edge.
float draw_disposal(Ui& ui, const Rect& area, const AppState& state, WipeUi& own, Commands& commands);
// The card about new versions of the app, for administrators. Returns the lower edge.
float draw_updates(Ui& ui, const Rect& area, const AppState& state, Commands& commands);
// What was wiped, and the certificate to take away: on the screen after it. Returns the lower edge.
float draw_wiped(Ui& ui, const Rect& area, const AppState& state, Commands& commands);
// How long ago the last one was made, in words; whether one is due.
std::string backup_age(const AppState& state);
bool wants_backup(const AppState& state);
std::string role_name(std::string_view role);
// A back button and the title: the screens behind 設定. Returns the lower edge.
float draw_inner_title(Ui& ui, const Rect& page, std::string_view title, std::string_view note,
                       Commands& commands);

}  // namespace tsunagi
