// Owns making changes and taking them back: undo adds a change, nothing is ever removed, and what somebody
// else wrote is never replaced without having been seen.
// Must not know the vault or the screen.
#pragma once

#include "app/library.h"
#include "core/hlc.h"
#include "ports/random.h"

#include <map>
#include <span>
#include <string>
#include <vector>

namespace tsunagi {

// Who writes, where, and when.
struct Author {
    StaffId staff;
    std::string device;
    std::int64_t now_ms = 0;
};

class Editor {
  public:
    // Writes a value. Where a conflict stands, only what the author wrote on this device is replaced: the
    // other texts go on standing until somebody settles them. False when nothing changed.
    bool edit(Library& library, Random& random, const Author& author, const DocumentId& document,
              const Path& path, Value value);
    // Settles a conflict: one change that replaces all that stands. False, and nothing is written, when
    // something stands there that is not among those seen.
    bool settle(Library& library, Random& random, const Author& author, const DocumentId& document,
                const Path& path, Value value, std::span<const ChangeId> seen);
    // Edits made between begin_step and end_step are undone together.
    void begin_step() { ++open_steps_; }
    void end_step();

    // What taking a step back (or forth) did.
    struct Replayed {
        std::vector<DocumentId> touched;
        bool left_some = false;  // somebody else has written there since: that was left as it is
    };
    Replayed undo(Library& library, Random& random, const Author& author);
    Replayed redo(Library& library, Random& random, const Author& author);
    bool can_undo() const { return !done_.empty(); }
    bool can_redo() const { return !undone_.empty(); }

    Hlc next_time(std::int64_t now_ms) { return clock_.next(now_ms); }
    void observe(const Document& document, std::int64_t now_ms);
    void forget();

  private:
    struct Held {
        ChangeId id;
        Value value;
    };
    struct Edit {
        DocumentId document;
        Path path;
        ChangeId change;           // the one that was written
        std::vector<Held> before;  // what it replaced; more than one when it settled a conflict
        Value after;
        std::vector<ChangeId> undone;  // the changes that took it back; empty while it stands
    };
    using Step = std::vector<Edit>;
    // What a replay needs at every edit of a step.
    struct Replay {
        Library& library;
        Random& random;
        const Author& author;
        Replayed result;
    };

    bool write(Library& library, Random& random, const Author& author, const Document& document,
               const Path& path, Value value, const std::vector<const Change*>& replaced);
    ChangeId replace(Replay& replay, const Edit& edit, Value value, std::vector<ChangeId> replaced);
    void take_back(Replay& replay, Edit& edit);
    void bring_again(Replay& replay, Edit& edit);
    // The change that holds now what this one held: undo and redo write it anew.
    const ChangeId& newest(const ChangeId& id) const;
    void keep(Step step);

    HybridClock clock_;
    std::vector<Step> done_, undone_;
    Step open_;
    int open_steps_ = 0;
    std::map<ChangeId, ChangeId> rewritten_;
};

}  // namespace tsunagi
