// Owns the app as a scene: time and completions go in before a frame, commands come out after it.
#pragma once

#include "app/app.h"
#include "platform/scene.h"
#include "views/shell.h"

namespace tsunagi {

class AppScene final : public Scene {
  public:
    AppScene(Ports ports, VaultOptions vault);

    void prepare(bool somebody_acted) override;
    void draw(Ui& ui) override;
    void finish(const FrameOutput& output) override;
    std::optional<std::int64_t> next_deadline_ms() const override { return app_.next_deadline_ms(); }
    bool is_ready() const override { return app_.state().phase != Phase::starting; }
    bool is_locked() const override;
    bool may_begin_anew() const override { return app_.may_begin_anew(); }
    bool holds_unsaved() const override;
    const Display& display() const override { return app_.state().display; }
    void set_display(const Display& display) override { app_.set_display(display); }
    bool is_covered() const override;
    Rect clear_of_cover(const Ui& ui) const override;
    std::string_view language() const override { return app_.state().language; }
    void set_language(std::string_view code) override;
    void take_file(PickedFile file) override;
    void set_online(bool online) override;
    void set_offline_ready() override;
    void set_version(std::string_view version) override;
    void set_updates(bool held, std::string_view offered) override;
    void set_writing(bool may_write) override;
    void lock() override;

  private:
    bool is_preparing_ = false;
    App app_;
    ShellUi shell_;
    Commands wishes_;
};

}  // namespace tsunagi
