// Owns how Dear ImGui's draw lists and textures get onto the screen. The context is the page's alone, so
// nothing is saved, restored or asked: each question would wait for the graphics process. Must not know what
// is drawn.
#pragma once

#include <GLES3/gl3.h>

struct ImDrawData;
struct ImDrawList;

namespace tsunagi {

class DrawListsGl {
  public:
    // Into the framebuffer that is bound, over what is there. Sets all the state it needs. Textures that wait
    // to be made, changed or given back are dealt with first.
    void draw(const ImDrawData& data);
    // The graphics context is another one: everything is made anew when it is needed.
    void forget();

  private:
    bool make();
    void set_up_state(const ImDrawData& data, int width, int height);
    void draw_list(const ImDrawList& list, const ImDrawData& data, int height);

    GLuint program_ = 0, vertex_array_ = 0, vertices_ = 0, indices_ = 0, view_ = 0;
};

}  // namespace tsunagi
