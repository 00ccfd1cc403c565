// Owns what may become of a new version of the app.
#pragma once

#include <string_view>

namespace tsunagi {

class Updates {
  public:
    virtual ~Updates() = default;
    // Held: no version takes over but this one, and those confirmed. Remembered by the device.
    virtual void hold(bool held) = 0;
    // The version offered under this name may take over; nothing happens where another one is offered by now.
    virtual void confirm(std::string_view version) = 0;
};

}  // namespace tsunagi
