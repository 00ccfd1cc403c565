// Owns holding new versions of the app back until an administrator has confirmed them.
#include "app/updates.h"

#include "app/app.h"

namespace tsunagi {

namespace {

// Of the ward's own store: everybody knows the password of the practice store's.
bool may_decide(const AppState& state) {
    return state.phase == Phase::open && !state.practice() && state.who &&
           state.who->role == role_administrator;
}

}  // namespace

std::string version_words(std::string_view version) {
    const auto space = version.find(' ');
    std::string words(version.substr(0, space));
    if (space == std::string_view::npos) return words;
    words += "（";
    const std::string_view hash = version.substr(space + 1);
    for (std::size_t at = 0; at < hash.size(); at += 4) {
        if (at > 0) words += ' ';
        words += hash.substr(at, 4);
    }
    return words + "）";
}

void App::set_version(std::string version) {
    state_.updates.version = std::move(version);
}

void App::set_updates(bool held, std::string offered) {
    state_.updates.held = held;
    state_.updates.offered = std::move(offered);
}

void App::on(const cmd::HoldUpdates& wish) {
    if (!may_decide(state_)) return notify(Fault::administrators_only);
    if (ports_.updates) ports_.updates->hold(wish.held);
    run(vault_->record({AuditAction::change_settings, {}, wish.held ? "updates held" : "updates not held"}));
}

void App::on(const cmd::ConfirmUpdate& wish) {
    if (!may_decide(state_)) return notify(Fault::administrators_only);
    if (wish.version.empty() || wish.version != state_.updates.offered) return;
    if (ports_.updates) ports_.updates->confirm(wish.version);
    run(vault_->record({AuditAction::change_settings, {}, "update " + wish.version}));
}

}  // namespace tsunagi
