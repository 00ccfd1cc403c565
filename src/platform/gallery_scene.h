// Owns the gallery of widgets as a scene: no data, nothing kept.
#pragma once

#include "platform/scene.h"
#include "views/gallery.h"

namespace tsunagi {

class GalleryScene final : public Scene {
  public:
    explicit GalleryScene(Files& files);

    void prepare(bool) override {}
    void draw(Ui& ui) override { draw_gallery(ui, state_); }
    void finish(const FrameOutput&) override {}
    std::optional<std::int64_t> next_deadline_ms() const override { return std::nullopt; }
    bool is_ready() const override { return ready_; }
    bool is_locked() const override { return true; }
    bool may_begin_anew() const override { return true; }
    const Display& display() const override { return display_; }
    void set_display(const Display& display) override { display_ = display; }
    bool is_covered() const override { return display_.away; }
    Rect clear_of_cover(const Ui&) const override { return {}; }
    std::string_view language() const override { return "ja"; }
    void set_language(std::string_view) override {}
    void take_file(PickedFile) override {}
    void set_online(bool) override {}
    void set_offline_ready() override {}
    void set_writing(bool) override {}
    void lock() override {}

  private:
    GalleryUi state_;
    Display display_;
    bool ready_ = false;  // its words have come
};

}  // namespace tsunagi
