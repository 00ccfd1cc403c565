// Owns the canvas: SDL2 window, WebGL2 context, and what is lost and made anew with the
// context. Must not know what is drawn.
#pragma once

#include "platform/draw_lists_gl.h"
#include "platform/screen_pass.h"
#include "views/ui.h"

#include <SDL_video.h>

namespace tsunagi {

class Window {
  public:
    // SDL, the context and ImGui; false where there is no WebGL2.
    bool open();

    Vec2 size() const;  // CSS px
    // Once or more a frame, each time before Ui::begin_frame; text_scale zooms everything. A pass that only
    // measured is not presented: the next one draws over it.
    void begin_pass(float text_scale, float pixel_ratio, const UiFonts& fonts);
    // clear: what a mosaic leaves readable, design px of the last pass.
    void present(Color background, ScreenEffect effect, const Rect& clear);
    // Every picture goes up again with the next frame.
    void restore_context();

  private:
    SDL_Window* window_ = nullptr;
    SDL_GLContext context_ = nullptr;
    DrawListsGl draw_lists_;
    ScreenPass pass_;
};

}  // namespace tsunagi
