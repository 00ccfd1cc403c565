// Owns a screen without a screen: ImGui with a font loader that draws nothing, and a Ui fed by hand.
#pragma once

#include "views/ui.h"

#include <functional>
#include <string>

struct ImGuiContext;

namespace tsunagi {

// Full-width characters are one em wide, all others half an em.
class FakeMeasure : public Measure {
  public:
    float advance(std::string_view cluster, float size_px, Weight weight) override;
};

// A tablet and a phone as they are held, CSS px.
inline constexpr Vec2 wide{1180, 820};
inline constexpr Vec2 medium{820, 1180};
inline constexpr Vec2 phone{390, 844};
inline constexpr Vec2 phone_sideways{844, 390};

// What becomes of the letters: laid into the draw list as on a page, or measured alone, which takes a
// fraction of the time where only their places are looked at.
enum class Glyphs : std::uint8_t { painted, measured };

class TestScreen {
  public:
    explicit TestScreen(Vec2 size = wide, Glyphs glyphs = Glyphs::painted);
    ~TestScreen();
    TestScreen(const TestScreen&) = delete;
    TestScreen& operator=(const TestScreen&) = delete;

    // One frame as the page draws it: layout passes included. Input given is used up.
    const FrameOutput& frame(const std::function<void(Ui&)>& draw);
    void frames(int count, const std::function<void(Ui&)>& draw) {
        for (int i = 0; i < count; ++i) frame(draw);
    }

    // Input for the next frame. Places are CSS px.
    void touch(PointerPhase phase, Vec2 at, std::int64_t after_ms = 8, PointerKind kind = PointerKind::touch);
    void tap(Vec2 at);
    void tap_node(std::string_view id);
    void press_key(Key key, bool shift = false);
    void click_mirror(std::string_view id);  // as assistive technology does
    void field_event(FieldEvent event);
    void pass(std::int64_t ms) { input.now_ms += ms; }

    const SemanticNode& node(std::string_view id) const;
    bool has(std::string_view id) const { return ui.semantics().find(id) != nullptr; }

    Ui ui;
    InputFrame input;
    FrameOutput output;
    int passes = 0;  // of the last frame
    int vertices = 0;

  private:
    ImGuiContext* context_;
    FakeMeasure measure_;
};

}  // namespace tsunagi
