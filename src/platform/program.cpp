#include "platform/program.h"

#include "platform/browser_fonts.h"
#include "platform/page.h"
#include "platform/wiping_memory.h"

#include <algorithm>
#include <utility>

namespace tsunagi {

namespace {

constexpr double never = -1.0;

// What another pass of the same frame is given: the same place and time, and nothing that was done.
InputFrame without_events(const InputFrame& input) {
    InputFrame empty;
    empty.screen = input.screen;
    empty.text_scale = input.text_scale;
    empty.safe = input.safe;
    empty.keyboard_inset = input.keyboard_inset;
    empty.still = input.still;
    empty.file_over = input.file_over;
    empty.now_ms = input.now_ms;
    return empty;
}

ThemeName theme_for(ScreenMode mode) {
    switch (mode) {
        case ScreenMode::night: return ThemeName::night;
        case ScreenMode::contrast: return ThemeName::contrast;
        case ScreenMode::day: break;
    }
    return ThemeName::light;
}

}  // namespace

Program::Program(Window window, std::unique_ptr<Scene> scene)
    : window_(window), scene_(std::move(scene)), fonts_(add_browser_fonts(ui_.clusters())) {
    ui_.set_fonts(fonts_);
}

FrameOutput Program::run_passes(InputFrame input) {
    const auto pixel_ratio = static_cast<float>(tsunagi_page_pixel_ratio());
    while (true) {
        window_.begin_pass(input.text_scale, pixel_ratio, fonts_);
        ui_.begin_frame(input);
        scene_->draw(ui_);
        FrameOutput output = ui_.end_frame();
        if (!output.needs_layout) return output;
        input = without_events(input);
    }
}

void Program::sleep_until_needed(const FrameOutput& output) {
    if (output.wants_frames > 0) tsunagi_request_frames(output.wants_frames);
    std::optional<std::int64_t> deadline_ms = output.next_deadline_ms;
    if (const auto own = scene_->next_deadline_ms()) {
        deadline_ms = deadline_ms ? std::min(*deadline_ms, *own) : *own;
    }
    tsunagi_set_deadline(deadline_ms ? static_cast<double>(*deadline_ms) : never);
}

void Program::draw_frame(double time_ms) {
    scene_->prepare(input_.take_activity());
    was_ready_ = was_ready_ || scene_->is_ready();
    if (!was_ready_) return;  // the page says that it is being read; whoever reads asks for the next frame
    const Display display = scene_->display();
    ui_.set_theme(theme_for(display.mode));
    InputFrame input = input_.take(window_.size(), static_cast<std::int64_t>(time_ms));
    input.text_scale = static_cast<float>(display.text_percent) / 100;
    input.still = display.still;
    const FrameOutput output = run_passes(std::move(input));
    const PageLook look{display.mode, display.text_percent, scene_->is_covered(),
                        std::string(scene_->language())};
    window_.present(ui_.theme().col_canvas,
                    {.night = display.mode == ScreenMode::night, .mosaic = look.covered},
                    scene_->clear_of_cover(ui_));
    output_.send(ui_, output, look, static_cast<std::int64_t>(time_ms));
    scene_->finish(output);
    sleep_until_needed(output);
    if (locked_ != scene_->is_locked()) {
        locked_ = !locked_;
        if (locked_) {
            ui_.release_spare_memory();
            output_.release_spare_memory();
            wipe_unused_stack();
        }
        tsunagi_page_set_locked(locked_ ? 1 : 0);
    }
    if (held_ != scene_->holds_unsaved()) {
        held_ = !held_;
        tsunagi_page_hold(held_ ? 1 : 0);
    }
    if (replaceable_ != scene_->may_begin_anew()) {
        replaceable_ = !replaceable_;
        tsunagi_page_set_replaceable(replaceable_ ? 1 : 0);
    }
    if (scene_->is_ready()) tsunagi_page_ready();
}

}  // namespace tsunagi
