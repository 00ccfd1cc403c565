// Owns what a person did since the last frame: SDL's pointer and wheel, and what the page's modules report.
// Must not know what is on screen.
#pragma once

#include "views/ui_events.h"

#include <SDL_events.h>

#include <cstdint>
#include <optional>

namespace tsunagi {

class PageInput {
  public:
    PageInput();
    ~PageInput();
    PageInput(const PageInput&) = delete;
    PageInput& operator=(const PageInput&) = delete;

    // Everything since the last call, in order of arrival; screen size in CSS px.
    InputFrame take(Vec2 screen, std::int64_t now_ms);
    // True once after a person touched or typed something.
    bool take_activity();

    // From JavaScript. Pointer events of SDL that came before are read first, so that the order holds.
    void add_pointer(PointerPhase phase, Vec2 at);
    void add_wheel(WheelEvent event);
    void add_key(KeyEvent event);
    void add_field(FieldEvent event);
    void add_semantic(SemanticEvent event);
    void add_code(std::string code);  // from a barcode or wristband reader
    void set_file_over(bool over);

  private:
    void read_sdl();
    void read_event(const SDL_Event& event);
    void read_finger(const SDL_TouchFingerEvent& finger, PointerPhase phase);
    void read_mouse(const SDL_Event& event);
    void push_pointer(PointerPhase phase, Vec2 at, std::int64_t at_ms, PointerKind kind);
    std::int64_t page_time(std::uint32_t sdl_ticks) const;

    InputFrame next_;
    Vec2 screen_;
    std::optional<SDL_FingerID> finger_;  // the first one down; the others do nothing
    bool mouse_down_ = false;
    bool activity_ = false;
    std::int64_t ticks_offset_ms_ = 0;  // page time minus SDL's ticks
};

}  // namespace tsunagi
