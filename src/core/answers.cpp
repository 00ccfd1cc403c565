// Owns how the answers of a document come out of its changes.
#include "core/document.h"
#include "core/document_json.h"
#include "core/standing.h"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>
#include <utility>

namespace tsunagi {
namespace {

struct PathHistory {
    std::string_view path;
    std::vector<const Change*> changes;
    Answer answer;
};

// Paths in the order in which they first appeared.
std::vector<PathHistory> by_path(const Document& document) {
    std::vector<PathHistory> histories;
    std::unordered_map<std::string_view, std::size_t> index;
    for (const Change& change : document.changes) {
        const auto [found, is_new] = index.emplace(change.path, histories.size());
        if (is_new) histories.push_back({change.path, {}, {}});
        histories[found->second].changes.push_back(&change);
    }
    return histories;
}

struct RowState {
    std::string_view group;
    std::string_view row;
    std::optional<Hlc> removed_at;
    std::optional<Hlc> answered_at;
    bool resists = false;  // something was written here while somebody else deleted it

    // Text written after a row was taken away, or against its deletion, must not vanish with it.
    bool is_alive() const { return answered_at && (!removed_at || resists || *answered_at > *removed_at); }
};

// Calls visit(row path, group, row) for each row a path lies in, the outermost first.
template <class Visit>
void for_each_row(std::string_view path, Visit visit) {
    std::size_t from = 0;
    while (true) {
        const std::size_t open = path.find('[', from);
        const std::size_t close = open == std::string_view::npos ? open : path.find(']', open);
        if (close == std::string_view::npos) return;
        visit(path.substr(0, close + 1), path.substr(0, open), path.substr(open + 1, close - open - 1));
        from = close + 1;
    }
}

// The rows of all repeating groups of a document, in the order of their creation.
class RowTable {
  public:
    void note(const PathHistory& history) {
        for_each_row(history.path,
                     [&](std::string_view row_path, std::string_view group, std::string_view row) {
                         RowState& state = find_or_add(row_path, group, row);
                         note_answer(state, history.answer);
                         if (row_path.size() == history.path.size() && history.answer.current.empty()) {
                             state.removed_at = history.changes.back()->at;
                         }
                     });
    }
    bool is_visible(std::string_view path) const {
        bool visible = true;
        for_each_row(path, [&](std::string_view row_path, std::string_view, std::string_view) {
            visible = visible && states_[index_.find(row_path)->second].is_alive();
        });
        return visible;
    }
    std::map<std::string, std::vector<std::string>, std::less<>> visible_rows() const {
        std::map<std::string, std::vector<std::string>, std::less<>> rows;
        for (const RowState& state : states_) {
            if (state.is_alive() && is_visible(state.group))
                rows[std::string(state.group)].emplace_back(state.row);
        }
        return rows;
    }

  private:
    RowState& find_or_add(std::string_view row_path, std::string_view group, std::string_view row) {
        const auto [found, is_new] = index_.emplace(row_path, states_.size());
        if (is_new) states_.push_back({group, row, {}, {}});
        return states_[found->second];
    }
    static void note_answer(RowState& state, const Answer& answer) {
        bool has_value = false;
        bool has_delete = false;
        for (const Change* change : answer.current) {
            if (is_empty(change->value)) {
                has_delete = true;
                continue;
            }
            has_value = true;
            if (!state.answered_at || *state.answered_at < change->at) state.answered_at = change->at;
        }
        if (has_value && has_delete) state.resists = true;
    }

    std::unordered_map<std::string_view, std::size_t> index_;
    std::vector<RowState> states_;
};

const Value no_value;

}  // namespace

std::vector<const Change*> standing_changes(const std::vector<const Change*>& at_path) {
    if (at_path.size() < 2) return at_path;
    std::unordered_set<std::string_view> replaced;
    for (const Change* change : at_path) {
        for (const ChangeId& id : change->replaces) {
            if (id != change->id) replaced.insert(id);
        }
    }
    std::vector<const Change*> standing;
    for (const Change* change : at_path) {
        if (!replaced.contains(change->id)) standing.push_back(change);
    }
    // Only changes made to replace each other in a ring leave nothing; the newest is shown then.
    if (standing.empty()) standing.push_back(at_path.back());
    return standing;
}

Answer answer_of(const std::vector<const Change*>& standing) {
    Answer answer;
    const bool all_delete = std::all_of(standing.begin(), standing.end(),
                                        [](const Change* change) { return is_empty(change->value); });
    if (all_delete) return answer;
    if (standing.size() == 1) {
        answer.current = standing;
        return answer;
    }
    std::unordered_set<std::string> seen;
    for (auto change = standing.rbegin(); change != standing.rend(); ++change) {
        std::string value;
        append_json(value, (*change)->value);
        if (seen.insert(std::move(value)).second) answer.current.push_back(*change);
    }
    return answer;
}

Answers::Answers(const Document& document) {
    std::vector<PathHistory> histories = by_path(document);
    RowTable table;
    for (PathHistory& history : histories) {
        history.answer = answer_of(standing_changes(history.changes));
        table.note(history);
        if (history.changes.size() > 1) past_.emplace(history.path);
    }
    for (PathHistory& history : histories) {
        if (history.answer.current.empty() || !table.is_visible(history.path)) continue;
        answers_.emplace(history.path, std::move(history.answer));
    }
    rows_ = table.visible_rows();
}

const Answer* Answers::find(std::string_view path) const {
    const auto found = answers_.find(path);
    return found == answers_.end() ? nullptr : &found->second;
}

const Value& Answers::value(std::string_view path) const {
    const Answer* answer = find(path);
    if (answer == nullptr) return no_value;
    // A delete that somebody's value stands against is shown as a conflict, never as nothing.
    for (const Change* change : answer->current) {
        if (!is_empty(change->value)) return change->value;
    }
    return no_value;
}

std::vector<std::string> Answers::rows(std::string_view group) const {
    const auto found = rows_.find(group);
    return found == rows_.end() ? std::vector<std::string>{} : found->second;
}

std::vector<Path> Answers::conflicts() const {
    std::vector<Path> paths;
    for (const auto& [path, answer] : answers_) {
        if (answer.in_conflict()) paths.push_back(path);
    }
    return paths;
}

std::vector<Path> Answers::paths() const {
    std::vector<Path> paths;
    paths.reserve(answers_.size());
    for (const auto& [path, answer] : answers_) paths.push_back(path);
    return paths;
}

}  // namespace tsunagi
