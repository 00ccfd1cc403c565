#include "platform/gallery_scene.h"

#include "core/strings.h"
#include "platform/browser_ports.h"

#include <string>

namespace tsunagi {

GalleryScene::GalleryScene(Files& files) {
    files.load_asset("strings/ja.json").then([this](Result<Bytes> words) {
        if (!words) return;
        const std::string text(words->begin(), words->end());
        ready_ = load_strings(Language::ja, text).has_value();
    });
}

std::unique_ptr<Scene> make_scene(BrowserPorts& ports) {
    return std::make_unique<GalleryScene>(ports.files);
}

}  // namespace tsunagi
