#include "app/editor.h"

#include <algorithm>
#include <utility>

namespace tsunagi {

namespace {
constexpr std::size_t max_steps = 500;
}

bool Editor::edit(Library& library, Random& random, const Author& author, const DocumentId& document,
                  const Path& path, Value value) {
    const Document* found = library.find(document);
    if (!found) return false;
    const Value before = library.answers(document).value(path);
    auto change = make_change(*found, path, value, clock_.next(author.now_ms), author.staff, author.device,
                              make_id(random));
    if (!change) return false;
    std::vector<Change> changes;
    changes.push_back(std::move(*change));
    library.add(document, std::move(changes));
    open_.push_back({document, path, before, std::move(value)});
    if (open_steps_ == 0) keep(std::exchange(open_, {}));
    return true;
}

void Editor::end_step() {
    if (--open_steps_ == 0 && !open_.empty()) keep(std::exchange(open_, {}));
}

void Editor::keep(Step step) {
    done_.push_back(std::move(step));
    if (done_.size() > max_steps) done_.erase(done_.begin());
    undone_.clear();
}

std::vector<DocumentId> Editor::replay(Step& step, bool forward, Library& library, Random& random,
                                       const Author& author) {
    std::vector<DocumentId> touched;
    const auto write = [&](const Edit& edit) {
        const Document* document = library.find(edit.document);
        if (!document) return;
        auto change = make_change(*document, edit.path, forward ? edit.after : edit.before,
                                  clock_.next(author.now_ms), author.staff, author.device, make_id(random));
        if (!change) return;
        std::vector<Change> changes;
        changes.push_back(std::move(*change));
        library.add(edit.document, std::move(changes));
        if (std::ranges::find(touched, edit.document) == touched.end()) touched.push_back(edit.document);
    };
    if (forward) {
        std::ranges::for_each(step, write);
    } else {
        for (auto edit = step.rbegin(); edit != step.rend(); ++edit) write(*edit);
    }
    return touched;
}

std::vector<DocumentId> Editor::undo(Library& library, Random& random, const Author& author) {
    if (done_.empty()) return {};
    Step step = std::move(done_.back());
    done_.pop_back();
    auto touched = replay(step, false, library, random, author);
    undone_.push_back(std::move(step));
    return touched;
}

std::vector<DocumentId> Editor::redo(Library& library, Random& random, const Author& author) {
    if (undone_.empty()) return {};
    Step step = std::move(undone_.back());
    undone_.pop_back();
    auto touched = replay(step, true, library, random, author);
    done_.push_back(std::move(step));
    return touched;
}

void Editor::observe(const Document& document, std::int64_t now_ms) {
    if (!document.changes.empty()) clock_.observe(document.changes.back().at, now_ms);
}

void Editor::forget() {
    done_.clear();
    undone_.clear();
    open_.clear();
    open_steps_ = 0;
}

}  // namespace tsunagi
