// Owns what the browser offers as ports: made once, lives as long as the page.
#pragma once

#include "platform/clock_browser.h"
#include "platform/crypto_browser.h"
#include "platform/files_browser.h"
#include "platform/passkeys_browser.h"
#include "platform/random_browser.h"
#include "platform/store_browser.h"
#include "platform/updates_browser.h"

namespace tsunagi {

struct BrowserPorts {
    CryptoBrowser crypto;
    StoreBrowser store;
    FilesBrowser files;
    ClockBrowser clock;
    RandomBrowser random;
    PasskeysBrowser passkeys;
    UpdatesBrowser updates;
};

}  // namespace tsunagi
