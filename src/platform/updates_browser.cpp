#include "platform/updates_browser.h"

#include "platform/page.h"

#include <string>

namespace tsunagi {

void UpdatesBrowser::hold(bool held) {
    tsunagi_updates_hold(held ? 1 : 0);
}

void UpdatesBrowser::confirm(std::string_view version) {
    tsunagi_updates_confirm(std::string(version).c_str());
}

}  // namespace tsunagi
