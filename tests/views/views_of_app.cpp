#include "views_of_app.h"

#include <iterator>

namespace tsunagi {

std::vector<View> views() {
    std::vector<View> all = views_of_work();
    std::ranges::move(views_of_exchange(), std::back_inserter(all));
    std::ranges::move(views_of_tablet(), std::back_inserter(all));
    return all;
}

void begin_anew(AppState& state) {
    state.phase = Phase::open;
    state.who->password = PasswordOf::owner;
    state.place = {};
    state.online = true;
    state.save = {};
    state.display = {};
    state.staff.clear();
    state.accounts = {};
    state.audit = {};
    state.backup = {};
    state.received = {};
    state.wipe = {};
    state.store = StoreKind::practice;
    state.reply = {};
    state.storage.reset();
    state.own_card.reset();
    state.key_change.reset();
    state.handover = {};
    state.question = {};
    state.updates = {.version = "1.0.0 3f2a91c044de8b17"};
}

}  // namespace tsunagi
