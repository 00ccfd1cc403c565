#include "platform/updates_browser.h"

#include "platform/page.h"

namespace tsunagi {

void UpdatesBrowser::hold(bool held) {
    tsunagi_updates_hold(held ? 1 : 0);
}

void UpdatesBrowser::confirm() {
    tsunagi_updates_confirm();
}

}  // namespace tsunagi
