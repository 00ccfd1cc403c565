// Owns what may become of a new version of the app.
#pragma once

namespace tsunagi {

class Updates {
  public:
    virtual ~Updates() = default;
    // Held: no version takes over but this one, and those confirmed. Remembered by the device.
    virtual void hold(bool held) = 0;
    // The one that is offered may take over.
    virtual void confirm() = 0;
};

}  // namespace tsunagi
