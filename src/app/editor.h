// Owns making changes and taking them back: undo adds a change, nothing is ever removed.
// Must not know the vault or the screen.
#pragma once

#include "app/library.h"
#include "core/hlc.h"
#include "ports/random.h"

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
    // Writes a value; the documents touched come back through the library. False when nothing changed.
    bool edit(Library& library, Random& random, const Author& author, const DocumentId& document,
              const Path& path, Value value);
    // Edits made between begin_step and end_step are undone together.
    void begin_step() { ++open_steps_; }
    void end_step();

    // Puts the values of the last step back (or forth). Returns the documents touched.
    std::vector<DocumentId> undo(Library& library, Random& random, const Author& author);
    std::vector<DocumentId> redo(Library& library, Random& random, const Author& author);
    bool can_undo() const { return !done_.empty(); }
    bool can_redo() const { return !undone_.empty(); }

    Hlc next_time(std::int64_t now_ms) { return clock_.next(now_ms); }
    void observe(const Document& document, std::int64_t now_ms);
    void forget();

  private:
    struct Edit {
        DocumentId document;
        Path path;
        Value before, after;
    };
    using Step = std::vector<Edit>;
    std::vector<DocumentId> replay(Step& step, bool forward, Library& library, Random& random,
                                   const Author& author);
    void keep(Step step);

    HybridClock clock_;
    std::vector<Step> done_, undone_;
    Step open_;
    int open_steps_ = 0;
};

}  // namespace tsunagi
