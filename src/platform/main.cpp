// Owns the wiring: ports, app, window and what the page calls. Decides nothing.
#include <emscripten/em_macros.h>

#include <memory>
#include <utility>

#include "platform/files_browser.h"
#include "platform/gallery_scene.h"
#include "platform/page.h"
#include "platform/program.h"

namespace {

std::unique_ptr<tsunagi::Program> program;

}  // namespace

extern "C" {

EMSCRIPTEN_KEEPALIVE void tsunagi_frame(double time_ms) {
    if (program) program->draw_frame(time_ms);
}

EMSCRIPTEN_KEEPALIVE void tsunagi_context_restored() {
    if (program) program->window().restore_context();
    tsunagi_request_frames(2);
}

EMSCRIPTEN_KEEPALIVE void tsunagi_online(int online) {
    if (program) program->scene().set_online(online != 0);
}

EMSCRIPTEN_KEEPALIVE void tsunagi_offline_ready() {
    if (program) program->scene().set_offline_ready();
}

// The page has been out of sight for longer than it may stay open.
EMSCRIPTEN_KEEPALIVE void tsunagi_lock() {
    if (program) program->scene().lock();
}
}

int main() {
    using namespace tsunagi;
    Window window;
    if (!window.open()) return 1;
    program = std::make_unique<Program>(window, std::make_unique<GalleryScene>());
    return 0;
}
