#include "platform/page_input.h"

#include "platform/page.h"

#include <SDL.h>
#include <emscripten/em_macros.h>

#include <algorithm>
#include <array>
#include <string>
#include <utility>

namespace tsunagi {

namespace {

constexpr float wheel_step_px = 100.0f;  // SDL counts steps of this many CSS px
constexpr int frames_after_input = 2;

PageInput* active_input = nullptr;

// Fingers and mouse wake the page when they come; SDL itself only queues them.
int wake_on_event(void*, SDL_Event* event) {
    switch (event->type) {
        case SDL_FINGERDOWN:
        case SDL_FINGERMOTION:
        case SDL_FINGERUP:
        case SDL_MOUSEBUTTONDOWN:
        case SDL_MOUSEBUTTONUP:
        case SDL_MOUSEMOTION:
        case SDL_MOUSEWHEEL: tsunagi_request_frames(1); break;
        case SDL_WINDOWEVENT: tsunagi_request_frames(frames_after_input); break;
        default: break;
    }
    return 1;
}

}  // namespace

PageInput::PageInput() {
    active_input = this;
    ticks_offset_ms_ =
        static_cast<std::int64_t>(tsunagi_now_ms()) - static_cast<std::int64_t>(SDL_GetTicks());
    SDL_AddEventWatch(wake_on_event, nullptr);
    // Keyboard focus is the page's: fields and the mirror. SDL seeing keys too would count each of them
    // twice.
    for (const Uint32 type : {SDL_KEYDOWN, SDL_KEYUP, SDL_TEXTINPUT, SDL_TEXTEDITING}) {
        SDL_EventState(type, SDL_IGNORE);
    }
}

PageInput::~PageInput() {
    SDL_DelEventWatch(wake_on_event, nullptr);
    active_input = nullptr;
}

std::int64_t PageInput::page_time(std::uint32_t sdl_ticks) const {
    return static_cast<std::int64_t>(sdl_ticks) + ticks_offset_ms_;
}

void PageInput::push_pointer(PointerPhase phase, Vec2 at, std::int64_t at_ms, PointerKind kind) {
    activity_ = activity_ || phase != PointerPhase::move || finger_ || mouse_down_;
    next_.pointer.push_back({phase, at, at_ms, kind});
}

void PageInput::read_finger(const SDL_TouchFingerEvent& finger, PointerPhase phase) {
    if (phase == PointerPhase::down) {
        if (finger_) return;
        finger_ = finger.fingerId;
    } else if (finger_ != finger.fingerId) {
        return;
    }
    const Vec2 at{finger.x * screen_.x, finger.y * screen_.y};
    push_pointer(phase, at, page_time(finger.timestamp), PointerKind::touch);
    if (phase == PointerPhase::up) finger_.reset();
}

void PageInput::read_mouse(const SDL_Event& event) {
    if (event.type == SDL_MOUSEMOTION) {
        const Vec2 at{static_cast<float>(event.motion.x), static_cast<float>(event.motion.y)};
        push_pointer(PointerPhase::move, at, page_time(event.motion.timestamp), PointerKind::mouse);
        return;
    }
    if (event.button.button != SDL_BUTTON_LEFT) return;
    mouse_down_ = event.type == SDL_MOUSEBUTTONDOWN;
    const Vec2 at{static_cast<float>(event.button.x), static_cast<float>(event.button.y)};
    push_pointer(mouse_down_ ? PointerPhase::down : PointerPhase::up, at, page_time(event.button.timestamp),
                 PointerKind::mouse);
}

void PageInput::read_event(const SDL_Event& event) {
    switch (event.type) {
        case SDL_FINGERDOWN: read_finger(event.tfinger, PointerPhase::down); break;
        case SDL_FINGERMOTION: read_finger(event.tfinger, PointerPhase::move); break;
        case SDL_FINGERUP: read_finger(event.tfinger, PointerPhase::up); break;
        case SDL_MOUSEMOTION:
        case SDL_MOUSEBUTTONDOWN:
        case SDL_MOUSEBUTTONUP: read_mouse(event); break;
        case SDL_MOUSEWHEEL:
            // Where the mouse is, which need not be where a finger was last.
            add_wheel({{static_cast<float>(event.wheel.mouseX), static_cast<float>(event.wheel.mouseY)},
                       {event.wheel.preciseX * wheel_step_px, -event.wheel.preciseY * wheel_step_px}});
            break;
        default: break;
    }
}

void PageInput::read_sdl() {
    SDL_Event event;
    while (SDL_PollEvent(&event) != 0) read_event(event);
}

InputFrame PageInput::take(Vec2 screen, std::int64_t now_ms) {
    screen_ = screen;
    read_sdl();
    InputFrame frame = std::exchange(next_, {});
    next_.file_over = frame.file_over;
    frame.screen = screen;
    frame.now_ms = now_ms;
    // A frame's time is that of the display; what was done may be a little newer.
    for (const PointerEvent& event : frame.pointer) frame.now_ms = std::max(frame.now_ms, event.at_ms);
    std::array<double, 5> insets{};
    tsunagi_page_insets(insets.data());
    frame.safe = {static_cast<float>(insets[0]), static_cast<float>(insets[1]), static_cast<float>(insets[2]),
                  static_cast<float>(insets[3])};
    frame.keyboard_inset = static_cast<float>(insets[4]);
    return frame;
}

bool PageInput::take_activity() {
    return std::exchange(activity_, false);
}

void PageInput::add_pointer(PointerPhase phase, Vec2 at) {
    read_sdl();
    if (phase == PointerPhase::cancel) finger_.reset();
    push_pointer(phase, at, static_cast<std::int64_t>(tsunagi_now_ms()), PointerKind::touch);
    tsunagi_request_frames(1);
}

void PageInput::add_wheel(WheelEvent event) {
    activity_ = true;
    next_.wheel.push_back(event);
    tsunagi_request_frames(1);
}

void PageInput::add_key(KeyEvent event) {
    activity_ = true;
    next_.keys.push_back(event);
    tsunagi_request_frames(frames_after_input);
}

void PageInput::add_field(FieldEvent event) {
    activity_ = activity_ || event.kind != FieldEventKind::blur;
    next_.fields.push_back(std::move(event));
    // What is typed is applied after the frame that took it, and shown by the next, which that asks for
    // itself.
    tsunagi_request_frames(1);
}

void PageInput::add_semantic(SemanticEvent event) {
    activity_ = true;
    next_.semantics.push_back(std::move(event));
    tsunagi_request_frames(frames_after_input);
}

void PageInput::add_code(std::string code) {
    activity_ = true;
    next_.code = std::move(code);
    tsunagi_request_frames(frames_after_input);
}

void PageInput::set_file_over(bool over) {
    if (next_.file_over == over) return;
    next_.file_over = over;
    tsunagi_request_frames(frames_after_input);
}

}  // namespace tsunagi

// Numbers that stand for words are the places in the lists of web/boot.js.
extern "C" {

EMSCRIPTEN_KEEPALIVE void tsunagi_pointer_event(int phase, float x, float y) {
    using namespace tsunagi;
    constexpr std::array phases = {PointerPhase::down, PointerPhase::move, PointerPhase::up,
                                   PointerPhase::cancel};
    if (active_input == nullptr || phase < 0 || phase >= static_cast<int>(phases.size())) return;
    active_input->add_pointer(phases[static_cast<std::size_t>(phase)], {x, y});
}

EMSCRIPTEN_KEEPALIVE void tsunagi_wheel_event(float x, float y, float dx, float dy) {
    if (tsunagi::active_input != nullptr) tsunagi::active_input->add_wheel({{x, y}, {dx, dy}});
}

EMSCRIPTEN_KEEPALIVE void tsunagi_key_event(int key, int shift) {
    using namespace tsunagi;
    if (active_input == nullptr || key < 0 || key > static_cast<int>(Key::help)) return;
    active_input->add_key({static_cast<Key>(key), shift != 0});
}

EMSCRIPTEN_KEEPALIVE void tsunagi_field_event(int kind, const char* id, const char* text, int start, int end,
                                              int composing) {
    using namespace tsunagi;
    if (active_input == nullptr || kind < 0 || kind > static_cast<int>(FieldEventKind::cut)) return;
    active_input->add_field({id, static_cast<FieldEventKind>(kind), text, start, end, composing != 0});
}

EMSCRIPTEN_KEEPALIVE void tsunagi_semantic_event(int kind, const char* id) {
    using namespace tsunagi;
    if (active_input == nullptr || kind < 0 || kind > static_cast<int>(SemanticEventKind::focus)) return;
    active_input->add_semantic(
        {id, static_cast<SemanticEventKind>(kind), static_cast<std::int64_t>(tsunagi_now_ms())});
}

EMSCRIPTEN_KEEPALIVE void tsunagi_code_read(const char* code) {
    if (tsunagi::active_input != nullptr) tsunagi::active_input->add_code(code);
}

EMSCRIPTEN_KEEPALIVE void tsunagi_file_over(int over) {
    if (tsunagi::active_input != nullptr) tsunagi::active_input->set_file_over(over != 0);
}
}
