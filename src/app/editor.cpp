#include "app/editor.h"

#include <algorithm>
#include <set>
#include <utility>

namespace tsunagi {

namespace {

constexpr std::size_t max_steps = 500;

using Standing = std::vector<const Change*>;

bool contains(const Standing& changes, const ChangeId& id) {
    return std::ranges::find(changes, id, &Change::id) != changes.end();
}

// Everything these changes replaced, directly or through others at their path.
std::set<ChangeId> ancestors_of(const Document& document, const Path& path, const Standing& changes) {
    std::set<ChangeId> found;
    for (const Change* change : changes) found.insert(change->replaces.begin(), change->replaces.end());
    const auto past = history(document, path);
    // Clocks can be years wrong, so the order of the changes says nothing: until no more are found.
    for (std::size_t before = 0; before != found.size();) {
        before = found.size();
        for (const Change* change : past) {
            if (found.contains(change->id)) found.insert(change->replaces.begin(), change->replaces.end());
        }
    }
    return found;
}

bool is_in_conflict(const Library& library, const DocumentId& document, const Path& path) {
    const Answer* answer = library.answers(document).find(path);
    return answer != nullptr && answer->in_conflict();
}

}  // namespace

bool Editor::write(Library& library, Random& random, const Author& author, const Document& document,
                   const Path& path, Value value, const Standing& replaced) {
    Edit edit{document.id, path, make_id(random), {}, value, {}};
    std::vector<ChangeId> ids;
    for (const Change* change : replaced) {
        edit.before.push_back({change->id, change->value});
        ids.push_back(change->id);
    }
    std::vector<Change> changes;
    changes.push_back(make_change_beside(path, std::move(value), clock_.next(author.now_ms), author.staff,
                                         author.device, edit.change, std::move(ids)));
    library.add(edit.document, std::move(changes));
    open_.push_back(std::move(edit));
    if (open_steps_ == 0) keep(std::exchange(open_, {}));
    return true;
}

bool Editor::edit(Library& library, Random& random, const Author& author, const DocumentId& document,
                  const Path& path, Value value) {
    const Document* found = library.find(document);
    if (!found) return false;
    Standing replaced = standing(*found, path);
    if (is_in_conflict(library, document, path)) {
        const bool is_there = std::ranges::any_of(replaced, [&value](const Change* change) {
            return change->value == value || (is_empty(change->value) && is_empty(value));
        });
        if (is_there) return false;
        std::erase_if(replaced, [&author](const Change* change) {
            return change->by != author.staff || change->on != author.device;
        });
        return write(library, random, author, *found, path, std::move(value), replaced);
    }
    // Asked for whether there is anything to write at all; the change itself is made in one place.
    if (!make_change(*found, path, value, {}, author.staff, author.device, {})) return false;
    return write(library, random, author, *found, path, std::move(value), replaced);
}

bool Editor::settle(Library& library, Random& random, const Author& author, const DocumentId& document,
                    const Path& path, Value value, std::span<const ChangeId> seen) {
    const Document* found = library.find(document);
    const Answer* answer = found ? library.answers(document).find(path) : nullptr;
    if (answer == nullptr || !answer->in_conflict()) return false;
    const bool all_seen = std::ranges::all_of(answer->current, [&seen](const Change* change) {
        return std::ranges::find(seen, change->id) != seen.end();
    });
    if (!all_seen) return false;
    return write(library, random, author, *found, path, std::move(value), standing(*found, path));
}

void Editor::end_step() {
    if (--open_steps_ == 0 && !open_.empty()) keep(std::exchange(open_, {}));
}

void Editor::keep(Step step) {
    done_.push_back(std::move(step));
    if (done_.size() > max_steps) done_.erase(done_.begin());
    undone_.clear();
}

const ChangeId& Editor::newest(const ChangeId& id) const {
    const ChangeId* now = &id;
    for (auto next = rewritten_.find(*now); next != rewritten_.end(); next = rewritten_.find(*now))
        now = &next->second;
    return *now;
}

ChangeId Editor::replace(Replay& replay, const Edit& edit, Value value, std::vector<ChangeId> replaced) {
    ChangeId id = make_id(replay.random);
    std::vector<Change> changes;
    changes.push_back(make_change_beside(edit.path, std::move(value), clock_.next(replay.author.now_ms),
                                         replay.author.staff, replay.author.device, id, std::move(replaced)));
    replay.library.add(edit.document, std::move(changes));
    auto& touched = replay.result.touched;
    if (std::ranges::find(touched, edit.document) == touched.end()) touched.push_back(edit.document);
    return id;
}

void Editor::take_back(Replay& replay, Edit& edit) {
    const Document* document = replay.library.find(edit.document);
    if (!document) return;
    const ChangeId held = newest(edit.change);
    Standing others = standing(*document, edit.path);
    if (!contains(others, held)) {
        replay.result.left_some = true;
        return;
    }
    std::erase_if(others, [&held](const Change* change) { return change->id == held; });
    // What others wrote knowing the words before must not meet those words again.
    const std::set<ChangeId> known_to_others = ancestors_of(*document, edit.path, others);
    std::vector<Held> again;
    for (const Held& before : edit.before) {
        if (!known_to_others.contains(before.id) && !known_to_others.contains(newest(before.id)))
            again.push_back(before);
    }
    Value instead = others.empty() ? Value{} : others.back()->value;  // copied: adding moves the changes
    if (again.empty()) {
        edit.undone.push_back(replace(replay, edit, std::move(instead), {held}));
        return;
    }
    for (const Held& before : again) {
        edit.undone.push_back(replace(replay, edit, before.value, {held}));
        rewritten_[newest(before.id)] = edit.undone.back();
    }
}

void Editor::bring_again(Replay& replay, Edit& edit) {
    const Document* document = replay.library.find(edit.document);
    if (!document || edit.undone.empty()) return;
    const Standing now = standing(*document, edit.path);
    std::vector<ChangeId> replaced;
    for (const ChangeId& id : edit.undone) replaced.push_back(newest(id));
    const bool stands =
        std::ranges::all_of(replaced, [&now](const ChangeId& id) { return contains(now, id); });
    if (!stands) {
        replay.result.left_some = true;
        return;
    }
    edit.undone.clear();
    const ChangeId held = newest(edit.change);
    rewritten_[held] = replace(replay, edit, edit.after, std::move(replaced));
}

Editor::Replayed Editor::undo(Library& library, Random& random, const Author& author) {
    if (done_.empty()) return {};
    Replay replay{library, random, author, {}};
    Step step = std::move(done_.back());
    done_.pop_back();
    for (auto edit = step.rbegin(); edit != step.rend(); ++edit) take_back(replay, *edit);
    undone_.push_back(std::move(step));
    return std::move(replay.result);
}

Editor::Replayed Editor::redo(Library& library, Random& random, const Author& author) {
    if (undone_.empty()) return {};
    Replay replay{library, random, author, {}};
    Step step = std::move(undone_.back());
    undone_.pop_back();
    for (Edit& edit : step) bring_again(replay, edit);
    done_.push_back(std::move(step));
    return std::move(replay.result);
}

void Editor::observe(const Document& document, std::int64_t now_ms) {
    if (!document.changes.empty()) clock_.observe(document.changes.back().at, now_ms);
}

void Editor::forget() {
    done_.clear();
    undone_.clear();
    open_.clear();
    open_steps_ = 0;
    rewritten_.clear();
}

}  // namespace tsunagi
