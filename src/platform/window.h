// Owns the canvas: SDL2 window, WebGL2 context, ImGui's renderer, and what is lost and made anew with the
// context. Must not know what is drawn.
#pragma once

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
    void present(Color background);
    // Every picture goes up again with the next frame.
    void restore_context();

  private:
    SDL_Window* window_ = nullptr;
    SDL_GLContext context_ = nullptr;
};

}  // namespace tsunagi
