#include "platform/app_scene.h"

#include "app/replies.h"
#include "platform/browser_ports.h"
#include "platform/page.h"
#include "platform/port_calls.h"

#include <utility>

namespace tsunagi {

// What the app does by itself is drawn even out of sight: a locked page must not keep the last picture.
AppScene::AppScene(Ports ports, VaultOptions vault)
    : app_(
          ports,
          [this] {
              if (!is_preparing_) tsunagi_draw_unseen();
          },
          vault) {
    app_.start();
}

// What changes here is shown by the frame that is being made.
void AppScene::prepare(bool somebody_acted) {
    is_preparing_ = true;
    drain_completions();
    if (somebody_acted) app_.note_activity();
    app_.tick();
    is_preparing_ = false;
}

void AppScene::draw(Ui& ui) {
    draw_app(ui, app_.state(), shell_, wishes_);
}

void AppScene::finish(const FrameOutput& output) {
    for (const LeftBehind& left : output.left_behind) push_left_behind(left, wishes_);
    if (wishes_.empty()) return;
    app_.apply(std::exchange(wishes_, {}));
    tsunagi_request_frames(1);  // show what they did
}

bool AppScene::is_locked() const {
    const AppState& state = app_.state();
    const bool waits = state.phase == Phase::starting || state.phase == Phase::opening || app_.is_locking();
    return !waits && !shows_record(state);
}

bool AppScene::holds_unsaved() const {
    return would_lose_reply(app_.state()) || app_.holds_unsaved();
}

// Where nobody's records are open there is nothing to cover.
bool AppScene::is_covered() const {
    const AppState& state = app_.state();
    return shows_record(state) && (state.display.away || state.display.locking_soon);
}

Rect AppScene::clear_of_cover(const Ui& ui) const {
    return app_.state().display.locking_soon ? lock_warning_box(ui) : Rect{};
}

void AppScene::set_language(std::string_view code) {
    wishes_.emplace_back(cmd::SetLanguage{std::string(code)});
    tsunagi_request_frames(1);
}

void AppScene::take_file(PickedFile file) {
    wishes_.emplace_back(cmd::TakeFile{std::move(file.name), std::move(file.bytes)});
    tsunagi_request_frames(2);
}

void AppScene::set_online(bool online) {
    app_.set_online(online);
    tsunagi_request_frames(1);
}

void AppScene::set_offline_ready() {
    app_.set_offline_ready(true);
    tsunagi_request_frames(1);
}

void AppScene::set_version(std::string_view version) {
    app_.set_version(std::string(version));
    tsunagi_request_frames(1);
}

void AppScene::set_updates(bool held, std::string_view offered) {
    app_.set_updates(held, std::string(offered));
    tsunagi_request_frames(1);
}

void AppScene::set_writing(bool may_write) {
    app_.set_writing(may_write);
    tsunagi_request_frames(1);
}

void AppScene::lock() {
    Commands commands;
    commands.emplace_back(cmd::Lock{});
    app_.apply(commands);
}

std::unique_ptr<Scene> make_scene(BrowserPorts& ports) {
    return std::make_unique<AppScene>(
        Ports{ports.crypto, ports.store, ports.files, ports.clock, ports.random, &ports.updates},
        VaultOptions{.password_cost = std::nullopt, .passkeys = &ports.passkeys});
}

}  // namespace tsunagi
