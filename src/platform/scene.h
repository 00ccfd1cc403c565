// Owns what the platform asks of whatever is shown: the app, or the gallery of widgets.
#pragma once

#include "app/display.h"
#include "ports/files.h"
#include "views/ui.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

namespace tsunagi {

class Scene {
  public:
    virtual ~Scene() = default;
    // Once before each frame; somebody_acted: a person touched or typed something since the last one.
    virtual void prepare(bool somebody_acted) = 0;
    // Once a pass, one to three passes a frame.
    virtual void draw(Ui& ui) = 0;
    // Once after each frame.
    virtual void finish(const FrameOutput& output) = 0;
    // Monotonic milliseconds at which prepare() wants to be called next.
    virtual std::optional<std::int64_t> next_deadline_ms() const = 0;
    // What is drawn takes input: no longer only "reading".
    virtual bool is_ready() const = 0;
    // Nothing of a person's is open, and what was typed is on the disk, or waits sealed.
    virtual bool is_locked() const = 0;
    // Loading the page anew would take nothing away from anybody: a new version of the app may take over.
    virtual bool may_begin_anew() const = 0;

    // Something was written that closing the page would lose: the browser asks first.
    virtual bool holds_unsaved() const { return false; }

    virtual const Display& display() const = 0;
    virtual void set_display(const Display& display) = 0;
    // Nobody but the one who works with it is to read the screen just now.
    virtual bool is_covered() const = 0;
    // What a covered screen still shows, design px.
    virtual Rect clear_of_cover(const Ui& ui) const = 0;
    // BCP 47: of the words on screen.
    virtual std::string_view language() const = 0;
    // The one that was chosen on this device before.
    virtual void set_language(std::string_view code) = 0;

    virtual void take_file(PickedFile file) = 0;
    virtual void set_online(bool online) = 0;
    // Everything the app is made of lies on the device, checked: it starts without a network from now on.
    virtual void set_offline_ready() = 0;
    // Of the page, and one that is held back ("": none): App::set_version, set_updates.
    virtual void set_version(std::string_view) {}
    virtual void set_updates(bool, std::string_view) {}
    // Whether this tab, and no other, may write what is stored.
    virtual void set_writing(bool may_write) = 0;
    // The page is out of sight, now or since a moment ago: the next frame shows nothing of a person's.
    virtual void lock() = 0;
};

struct BrowserPorts;
// The program's own scene: app_scene.cpp or gallery_scene.cpp, whichever is linked. ports outlive it.
std::unique_ptr<Scene> make_scene(BrowserPorts& ports);

}  // namespace tsunagi
