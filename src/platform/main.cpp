// Owns the wiring: ports, app, window and what the page calls. Decides nothing.
#include "platform/app_scene.h"
#include "platform/clock_browser.h"
#include "platform/crypto_browser.h"
#include "platform/files_browser.h"
#include "platform/gallery_scene.h"
#include "platform/page.h"
#include "platform/passkeys_browser.h"
#include "platform/program.h"
#include "platform/random_browser.h"
#include "platform/store_browser.h"

#include <emscripten/em_macros.h>

#include <memory>
#include <utility>

namespace {

struct BrowserPorts {
    tsunagi::CryptoBrowser crypto;
    tsunagi::StoreBrowser store;
    tsunagi::FilesBrowser files;
    tsunagi::ClockBrowser clock;
    tsunagi::RandomBrowser random;
    tsunagi::PasskeysBrowser passkeys;
};

// They live as long as the page; the program goes first.
std::unique_ptr<BrowserPorts> ports;
std::unique_ptr<tsunagi::Program> program;

std::unique_ptr<tsunagi::Scene> make_scene() {
    if (tsunagi_page_shows_gallery() != 0) return std::make_unique<tsunagi::GalleryScene>(ports->files);
    return std::make_unique<tsunagi::AppScene>(
        tsunagi::Ports{ports->crypto, ports->store, ports->files, ports->clock, ports->random},
        tsunagi::VaultOptions{.password_cost = {}, .passkeys = &ports->passkeys});
}

void take_dropped(tsunagi::Result<tsunagi::PickedFile> file) {
    // One that could not be read is shown as one that is not ours: its message says that nothing was lost.
    if (program) program->scene().take_file(file ? std::move(*file) : tsunagi::PickedFile{});
}

}  // namespace

extern "C" {

EMSCRIPTEN_KEEPALIVE void tsunagi_frame(double time_ms) {
    if (program) program->draw_frame(time_ms);
}

EMSCRIPTEN_KEEPALIVE void tsunagi_context_restored() {
    if (program) program->window().restore_context();
    tsunagi_request_frames(2);
}

// mode: its place in screen_mode_codes.
EMSCRIPTEN_KEEPALIVE void tsunagi_display(int mode, int text_percent, int still, int away) {
    if (!program) return;
    const auto known = static_cast<std::size_t>(mode) < tsunagi::screen_mode_codes.size();
    program->scene().set_display(
        {.mode = known ? static_cast<tsunagi::ScreenMode>(mode) : tsunagi::ScreenMode::day,
         .text_percent = text_percent,
         .still = still != 0,
         .away = away != 0});
    tsunagi_draw_unseen();
}

EMSCRIPTEN_KEEPALIVE void tsunagi_online(int online) {
    if (program) program->scene().set_online(online != 0);
}

EMSCRIPTEN_KEEPALIVE void tsunagi_offline_ready() {
    if (program) program->scene().set_offline_ready();
}

EMSCRIPTEN_KEEPALIVE void tsunagi_writing(int may_write) {
    if (program) program->scene().set_writing(may_write != 0);
}

// The page has been out of sight for longer than it may stay open, or another tab wants to write.
EMSCRIPTEN_KEEPALIVE void tsunagi_lock() {
    if (!program) return;
    program->draw_frame(tsunagi_now_ms());  // what was typed since the last frame is a draft first
    program->scene().lock();
}
}

int main() {
    tsunagi::Window window;
    if (!window.open()) return 1;
    ports = std::make_unique<BrowserPorts>();
    ports->files.on_drop = take_dropped;
    program = std::make_unique<tsunagi::Program>(window, make_scene());
    return 0;
}
