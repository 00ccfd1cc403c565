// Owns the wiring: ports, app, window and what the page calls. Decides nothing.
#include "platform/browser_ports.h"
#include "platform/page.h"
#include "platform/program.h"

#include <emscripten/em_macros.h>

#include <memory>
#include <utility>

namespace {

// They live as long as the page; the program goes first.
std::unique_ptr<tsunagi::BrowserPorts> ports;
std::unique_ptr<tsunagi::Program> program;

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

EMSCRIPTEN_KEEPALIVE void tsunagi_english() {
    if (program) program->scene().set_language("en");
}

EMSCRIPTEN_KEEPALIVE void tsunagi_online(int online) {
    if (program) program->scene().set_online(online != 0);
}

EMSCRIPTEN_KEEPALIVE void tsunagi_offline_ready() {
    if (program) program->scene().set_offline_ready();
}

EMSCRIPTEN_KEEPALIVE void tsunagi_version(const char* version) {
    if (program) program->scene().set_version(version);
}

EMSCRIPTEN_KEEPALIVE void tsunagi_updates(int held, const char* offered) {
    if (program) program->scene().set_updates(held != 0, offered);
}

EMSCRIPTEN_KEEPALIVE void tsunagi_writing(int may_write) {
    if (program) program->scene().set_writing(may_write != 0);
}

// The page has been out of sight for longer than it may stay open, or another tab wants to write.
EMSCRIPTEN_KEEPALIVE void tsunagi_lock() {
    if (!program) return;
    program->draw_frame(tsunagi_now_ms());  // what was typed since the last frame is a draft first
    program->scene().lock();
    program->draw_frame(
        tsunagi_now_ms());  // at once: a page out of sight may not get another frame for a long time
}
}

int main() {
    tsunagi::Window window;
    if (!window.open()) return 1;
    ports = std::make_unique<tsunagi::BrowserPorts>();
    ports->files.on_drop = take_dropped;
    program = std::make_unique<tsunagi::Program>(window, tsunagi::make_scene(*ports));
    return 0;
}
