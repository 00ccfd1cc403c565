#include "app/authorship.h"

#include <algorithm>
#include <string_view>
#include <unordered_set>

namespace tsunagi {

OwnWriters own_writers(const AppState& state) {
    OwnWriters own;
    own.devices.insert(state.device_id);
    for (const StaffCard& card : state.staff) own.staff.insert(card.id);
    for (const DocumentId& id : state.library.ids()) {
        const Document& document = *state.library.find(id);
        if (may_travel(document.kind)) continue;
        for (const Change& change : document.changes) {
            own.devices.insert(change.on);
            own.staff.insert(change.by);
        }
    }
    // Whoever was removed may have written nothing but what travels.
    for (const DocumentId& id : state.library.ids()) {
        for (const Change& change : state.library.find(id)->changes) {
            if (change.from.empty() && own.devices.contains(change.on)) own.staff.insert(change.by);
        }
    }
    return own;
}

std::vector<SetAside> set_aside(const AppState& state, std::vector<Document>& documents) {
    const OwnWriters own = own_writers(state);
    std::vector<SetAside> aside;
    for (Document& document : documents) {
        std::unordered_set<std::string_view> known;
        if (const Document* ours = state.library.find(document.id)) {
            for (const Change& change : ours->changes) known.insert(change.id);
        }
        const bool is_ours = document.kind == Kind::person && own.staff.contains(document.id);
        const auto is_forged = [&](const Change& change) {
            return !known.contains(change.id) && (is_ours || own.wrote(change));
        };
        for (const Change& change : document.changes) {
            if (is_forged(change)) aside.push_back({document.id, document.kind, document.form, change});
        }
        std::erase_if(document.changes, is_forged);
    }
    std::erase_if(documents, [](const Document& document) { return document.changes.empty(); });
    return aside;
}

}  // namespace tsunagi
