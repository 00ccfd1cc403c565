// Owns one frame from end to end: what was done comes in, the scene is drawn, the page is told, sleep until
// needed. Must not know what the scene shows.
#pragma once

#include "platform/page_input.h"
#include "platform/page_output.h"
#include "platform/scene.h"
#include "platform/window.h"
#include "views/ui.h"

#include <memory>

namespace tsunagi {

class Program {
  public:
    // The window is open already: the fonts go into its ImGui context.
    Program(Window window, std::unique_ptr<Scene> scene);

    void draw_frame(double time_ms);
    Scene& scene() { return *scene_; }
    Window& window() { return window_; }

  private:
    FrameOutput run_passes(InputFrame input);
    void sleep_until_needed(const FrameOutput& output);

    Window window_;
    std::unique_ptr<Scene> scene_;
    Ui ui_;
    UiFonts fonts_;
    PageInput input_;
    PageOutput output_;
    bool was_ready_ = false;
    bool locked_ = false;
    bool replaceable_ = false;
    bool held_ = false;
};

}  // namespace tsunagi
