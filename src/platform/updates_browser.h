// Owns the browser half of holding updates back (web/updates.js).
#pragma once

#include "ports/updates.h"

namespace tsunagi {

class UpdatesBrowser final : public Updates {
  public:
    void hold(bool held) override;
    void confirm(std::string_view version) override;
};

}  // namespace tsunagi
