// Owns what the dialogs about consent remember between frames. A lock throws all of it away.
#pragma once

#include "core/document.h"
#include "exchange/sections.h"

#include <string>

namespace tsunagi {

struct ConsentUi {
    enum class Step : std::uint8_t { none, record, withdraw };
    Step step = Step::none;
    DocumentId case_id, organisation;
    std::string to_name;
    SectionSet sections;          // agreed
    int giver = -1, method = -1;  // which of the choices; -1: not said yet
    std::string giver_name, given_on, until;
    DocumentId consent;  // being withdrawn
    int withdrawer = -1;
    std::string note;
};

}  // namespace tsunagi
