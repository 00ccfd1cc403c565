// Owns who may write as whom in a file that comes in.
//
// - Whoever made a file signs all of it, and all of it is that maker's claim, also what it says that others
//   wrote. So it may bring changes by anybody: each keeps the ledger's entry of the file it came in
//   (Change::from), which the history shows.
// - Nobody else speaks for this store. A change by a device or a person of this store is taken in only where
//   it is here already; what is not is set aside and told, and never merged.
// - This device does: a file it signed itself may bring back what was written here.
#pragma once

#include "app/state.h"

#include <set>
#include <string>
#include <vector>

namespace tsunagi {

// This device, those whose records were restored to it, and everybody who has or had an account: the writers
// of documents of kinds that never come with a file, and whoever wrote anything on one of these devices.
struct OwnWriters {
    std::set<std::string, std::less<>> devices;
    std::set<StaffId, std::less<>> staff;
    bool wrote(const Change& change) const {
        return devices.contains(change.on) || staff.contains(change.by);
    }
};
OwnWriters own_writers(const AppState& state);

// Takes out of documents that came in, and gives back, every change that says this store wrote it and is not
// here; and a person's document that says who one of ours is. Documents of which nothing is left go too.
std::vector<SetAside> set_aside(const AppState& state, std::vector<Document>& documents);

}  // namespace tsunagi
