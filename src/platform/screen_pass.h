// Owns the pass over a finished frame: night colours and the mosaic (shaders/). Plain day needs none of it.
// Must not know what is drawn.
#pragma once

#include "views/geometry.h"

#include <GLES3/gl3.h>

namespace tsunagi {

struct ScreenEffect {
    bool night = false;   // one hue, red
    bool mosaic = false;  // nothing can be read
    Rect clear = {};      // but what is in here; device px from the upper left
    float stone_px = 32;  // side of one stone, device px
    bool any() const { return night || mosaic; }
};

class ScreenPass {
  public:
    // What is drawn from here on goes into a texture of this size. False where the device has no room for it:
    // then it goes straight to the screen.
    bool begin(int width, int height);
    // Puts the texture on the screen.
    void end(const ScreenEffect& effect);
    // The graphics context is another one: everything is made anew when it is needed.
    void forget();

  private:
    bool make_program();
    bool make_frame(int width, int height);

    GLuint program_ = 0, frame_ = 0, target_ = 0, vertices_ = 0, effect_ = 0;
    int width_ = 0, height_ = 0;
};

}  // namespace tsunagi
