// Owns what the screens about accounts remember between frames. A lock throws all of it away.
#pragma once

#include "core/document.h"

#include <cstdint>
#include <string>

namespace tsunagi {

struct NewPasswordUi {
    std::string password, again;
    bool revealed = false;
    std::string error;  // string key
};

struct StaffUi {
    enum class Step : std::uint8_t { none, add, manage, reset, remove };
    Step step = Step::none;
    StaffId open;
    std::string name, profession;
    int role = 1;
    NewPasswordUi next;
    std::uint32_t steps = 0;  // of the app, when it was last looked at
};

struct AccountUi {
    enum class Step : std::uint8_t { none, password, passkey, pin, recovery, exchange };
    Step step = Step::none;
    std::string current;
    NewPasswordUi next;
    std::uint32_t steps = 0;
};

struct GivenPasswordUi {
    std::string current;
    NewPasswordUi next;
    bool put_off = false;  // until the next unlock
};

struct RecoveryUi {
    std::string first, second;  // groups typed back
    bool error = false;
    bool leaving = false;
};

struct WipeUi {
    bool asking = false;
    bool understood = false;  // what cannot be undone was ticked
    std::string password;
};

struct BackupUi {
    std::string code;
    bool sure = false;  // the question before restoring is open
    WipeUi wipe;
};

struct AuditUi {
    bool asked = false;
    int staff = -1;
    int kind = -1;
    std::string from, until;  // ISO dates
};

}  // namespace tsunagi
