// Owns what happens to a document: a change is made, changes arrive, copies meet.
#include "core/document.h"

#include "core/document_json.h"
#include "core/standing.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cstdint>
#include <iterator>
#include <tuple>
#include <unordered_map>
#include <utility>

namespace tsunagi {
namespace {

struct KindName {
    Kind kind;
    std::string_view code;
};
constexpr std::array kind_names = {
    KindName{Kind::case_, "case"},
    KindName{Kind::note, "note"},
    KindName{Kind::checklist, "checklist"},
    KindName{Kind::meeting, "meeting"},
    KindName{Kind::tasks, "tasks"},
    KindName{Kind::plan, "plan"},
    KindName{Kind::assessment, "assessment"},
    KindName{Kind::follow_up, "follow_up"},
    KindName{Kind::receipt, "receipt"},
    KindName{Kind::organisation, "organisation"},
    KindName{Kind::person, "person"},
    KindName{Kind::consult, "consult"},
    KindName{Kind::survey, "survey"},
    KindName{Kind::drill, "drill"},
    KindName{Kind::ledger, "ledger"},
    KindName{Kind::consent, "consent"},
    KindName{Kind::settings, "settings"},
    KindName{Kind::withdrawal, "withdrawal"},
};

bool is_before(const Change& a, const Change& b) {
    return std::tie(a.at, a.id) < std::tie(b.at, b.id);
}

// Where each came from is no part of it.
bool is_same(const Change& a, const Change& b) {
    return std::tie(a.id, a.at, a.by, a.on, a.path, a.value, a.replaces) ==
           std::tie(b.id, b.at, b.by, b.on, b.path, b.value, b.replaces);
}

void put_in_order(std::vector<ChangeId>& ids) {
    std::sort(ids.begin(), ids.end());
    ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
}

// "url|10" is newer than "url|9". Only an order that all copies agree on matters here.
bool is_newer_form(std::string_view a, std::string_view b) {
    const auto version = [](std::string_view form) {
        return form.substr(std::min(form.rfind('|'), form.size()));
    };
    return std::tuple(version(a).size(), version(a), a) > std::tuple(version(b).size(), version(b), b);
}

// Two changes under one id were made on purpose: taking either would depend on who came first.
bool disagree(const Document& a, const Document& b) {
    std::unordered_map<std::string_view, const Change*> by_id;
    by_id.reserve(b.changes.size());
    for (const Change& change : b.changes) by_id.emplace(change.id, &change);
    return std::any_of(a.changes.begin(), a.changes.end(), [&by_id](const Change& change) {
        const auto found = by_id.find(change.id);
        return found != by_id.end() && !is_same(change, *found->second);
    });
}

// Leaves the first of each id, and none that the document has.
void drop_known(const Document& document, std::vector<Change>& changes) {
    std::unordered_map<std::string_view, std::size_t> wanted;
    wanted.reserve(changes.size());
    for (std::size_t i = 0; i < changes.size(); ++i) wanted.emplace(changes[i].id, i);
    for (const Change& known : document.changes) wanted.erase(known.id);
    std::vector<std::size_t> kept;
    kept.reserve(wanted.size());
    for (const auto& [id, index] : wanted) kept.push_back(index);
    std::sort(kept.begin(), kept.end());
    wanted.clear();  // its keys look into the changes moved from here on
    std::vector<Change> fresh;
    fresh.reserve(kept.size());
    for (const std::size_t index : kept) fresh.push_back(std::move(changes[index]));
    changes = std::move(fresh);
}

}  // namespace

std::string_view kind_code(Kind kind) {
    for (const KindName& name : kind_names) {
        if (name.kind == kind) return name.code;
    }
    return {};
}

std::optional<Kind> find_kind(std::string_view code) {
    for (const KindName& name : kind_names) {
        if (name.code == code) return name.kind;
    }
    return std::nullopt;
}

Path row_path(std::string_view group, std::string_view row, std::string_view field) {
    Path path;
    path.reserve(group.size() + row.size() + field.size() + 3);
    path += group;
    path += '[';
    path += row;
    path += ']';
    if (!field.empty()) {
        path += '.';
        path += field;
    }
    return path;
}

std::optional<Change> make_change(const Document& document, const Path& path, Value value, Hlc at,
                                  const StaffId& by, const std::string& on, ChangeId id) {
    assert(is_path(path) && is_storable(value, {.max_text_bytes = SIZE_MAX}) && "would not open again");
    if (const auto* text = std::get_if<std::string>(&value); text != nullptr && text->empty()) value = {};
    const std::vector<const Change*> standing = standing_changes(history(document, path));
    const bool is_agreed = standing.empty()
                               ? is_empty(value)
                               : std::all_of(standing.begin(), standing.end(),
                                             [&value](const Change* c) { return c->value == value; });
    if (is_agreed) return std::nullopt;
    Change change{std::move(id), at, by, on, path, std::move(value), {}};
    change.replaces.reserve(standing.size());
    for (const Change* replaced : standing) change.replaces.push_back(replaced->id);
    put_in_order(change.replaces);
    return change;
}

Change make_change_beside(const Path& path, Value value, Hlc at, const StaffId& by, const std::string& on,
                          ChangeId id, std::vector<ChangeId> replaced) {
    assert(is_path(path) && is_storable(value, {.max_text_bytes = SIZE_MAX}) && "would not open again");
    if (const auto* text = std::get_if<std::string>(&value); text != nullptr && text->empty()) value = {};
    put_in_order(replaced);
    return {std::move(id), at, by, on, path, std::move(value), std::move(replaced)};
}

void forget_origins(std::vector<Document>& documents) {
    for (Document& document : documents) {
        for (Change& change : document.changes) change.from.clear();
    }
}

std::size_t add_changes(Document& document, std::vector<Change> changes) {
    drop_known(document, changes);
    for (Change& change : changes) put_in_order(change.replaces);
    std::sort(changes.begin(), changes.end(), is_before);
    std::vector<Change>& all = document.changes;
    const auto old_size = static_cast<std::ptrdiff_t>(all.size());
    std::move(changes.begin(), changes.end(), std::back_inserter(all));
    const auto middle = all.begin() + old_size;
    const bool is_in_order = old_size == 0 || middle == all.end() || is_before(*(middle - 1), *middle);
    if (!is_in_order) std::inplace_merge(all.begin(), middle, all.end(), is_before);
    return changes.size();
}

Status merge(Document& into, const Document& from) {
    if (into.id != from.id) return fail(Fault::wrong_type, "merge: another document");
    if (into.kind != from.kind) return fail(Fault::wrong_type, "merge: another kind");
    if (!into.subject.empty() && !from.subject.empty() && into.subject != from.subject) {
        return fail(Fault::wrong_type, "merge: another subject");
    }
    if (disagree(into, from)) return fail(Fault::wrong_type, "merge: two changes under one id");
    if (into.subject.empty()) into.subject = from.subject;
    if (is_newer_form(from.form, into.form)) into.form = from.form;
    add_changes(into, from.changes);
    return {};
}

std::vector<const Change*> history(const Document& document, std::string_view path) {
    std::vector<const Change*> changes;
    for (const Change& change : document.changes) {
        if (change.path == path) changes.push_back(&change);
    }
    return changes;
}

std::vector<const Change*> standing(const Document& document, std::string_view path) {
    return standing_changes(history(document, path));
}

const Change& origin_of(const Document& document, const Change& change) {
    const std::vector<const Change*> past = history(document, change.path);
    const auto find = [&past](const ChangeId& id) {
        const auto found = std::ranges::find(past, id, &Change::id);
        return found == past.end() ? nullptr : *found;
    };
    const Change* origin = &change;
    // A settlement can be taken back more than once; no further than there are changes, should they go round.
    for (std::size_t steps = 0; steps < past.size() && origin->replaces.size() == 1; ++steps) {
        const Change* settled = find(origin->replaces.front());
        if (settled == nullptr || settled->replaces.size() < 2) break;
        const auto first = std::ranges::find_if(settled->replaces, [&](const ChangeId& id) {
            const Change* replaced = find(id);
            return replaced != nullptr && replaced->value == change.value;
        });
        if (first == settled->replaces.end()) break;
        origin = find(*first);
    }
    return *origin;
}

}  // namespace tsunagi
