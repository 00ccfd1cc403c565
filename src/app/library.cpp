#include "app/library.h"

#include "app/companions.h"

#include <algorithm>

namespace tsunagi {

namespace {
Hlc created_at(const Document& document) {
    return document.changes.empty() ? Hlc{} : document.changes.front().at;
}
}  // namespace

void Library::put(Document document) {
    const DocumentId id = document.id;
    if (auto found = entries_.find(id); found != entries_.end()) {
        found->second->document = std::move(document);
        forget_worked_out(*found->second);
        return;
    }
    const auto in_order = [this](const DocumentId& left, const DocumentId& right) {
        const auto left_at = created_at(entries_.at(left)->document);
        const auto right_at = created_at(entries_.at(right)->document);
        return left_at != right_at ? left_at < right_at : left < right;
    };
    auto entry = std::make_unique<Entry>();
    entry->document = std::move(document);
    const Kind kind = entry->document.kind;
    const DocumentId subject = entry->document.subject;
    forget_worked_out(*entry);
    entries_.emplace(id, std::move(entry));
    auto& same_kind = by_kind_[kind];
    same_kind.insert(std::ranges::upper_bound(same_kind, id, in_order), id);
    if (!subject.empty()) {
        auto& same_case = by_case_[subject];
        same_case.insert(std::ranges::upper_bound(same_case, id, in_order), id);
    }
}

void Library::clear() {
    entries_.clear();
    by_kind_.clear();
    by_case_.clear();
    conflicts_.clear();
    same_patient_.clear();
}

void Library::forget_worked_out(const Entry& entry) {
    entry.answers.reset();
    entry.finalised.reset();
    if (entry.document.kind == Kind::case_) same_patient_.clear();
    conflicts_.erase(entry.document.subject.empty() ? entry.document.id : entry.document.subject);
}

const Library::Entry* Library::find_entry(std::string_view id) const {
    const auto found = entries_.find(id);
    return found == entries_.end() ? nullptr : found->second.get();
}

const Document* Library::find(std::string_view id) const {
    const Entry* entry = find_entry(id);
    return entry ? &entry->document : nullptr;
}

const Answers& Library::answers(std::string_view id) const {
    const Entry* entry = find_entry(id);
    if (!entry) {
        static const Document none;
        static const Answers empty(none);
        return empty;
    }
    if (!entry->answers) entry->answers = std::make_unique<Answers>(entry->document);
    return *entry->answers;
}

const Finalised& Library::finalised(std::string_view id) const {
    static const Finalised none;
    const Entry* entry = find_entry(id);
    if (!entry) return none;
    if (!entry->finalised) {
        auto result = std::make_unique<Finalised>();
        result->versions = versions_of(entry->document);
        if (!result->versions.empty())
            result->changed = differing(result->versions.back().content, content_of(entry->document));
        entry->finalised = std::move(result);
    }
    return *entry->finalised;
}

const std::vector<ConflictPlace>& Library::conflicts_of(std::string_view case_id) const {
    if (const auto known = conflicts_.find(case_id); known != conflicts_.end()) return known->second;
    std::vector<ConflictPlace> places;
    const auto collect = [&](const DocumentId& id) {
        const Answers& found = answers(id);
        for (Path& path : found.conflicts()) {
            if (!is_settled_with(found, path)) places.push_back({id, std::move(path)});
        }
    };
    if (find(case_id)) collect(DocumentId(case_id));
    if (const auto about = by_case_.find(case_id); about != by_case_.end())
        std::ranges::for_each(about->second, collect);
    return conflicts_.emplace(case_id, std::move(places)).first->second;
}

const std::vector<DocumentId>& Library::same_patient(std::string_view case_id) const {
    if (const auto known = same_patient_.find(case_id); known != same_patient_.end()) return known->second;
    std::vector<DocumentId> cases;
    const std::string patient_id = answers(case_id).text("patient_id");
    const auto all = by_kind_.find(Kind::case_);
    if (all != by_kind_.end() && !patient_id.empty()) {
        std::ranges::copy_if(all->second, std::back_inserter(cases), [&](const DocumentId& id) {
            return id != case_id && answers(id).text("patient_id") == patient_id;
        });
    }
    return same_patient_.emplace(case_id, std::move(cases)).first->second;
}

std::vector<DocumentId> Library::ids() const {
    std::vector<DocumentId> result;
    result.reserve(entries_.size());
    for (const auto& [id, entry] : entries_) result.push_back(id);
    return result;
}

std::vector<DocumentId> Library::of_kind(Kind kind) const {
    const auto found = by_kind_.find(kind);
    return found == by_kind_.end() ? std::vector<DocumentId>{} : found->second;
}

std::vector<DocumentId> Library::of_case(std::string_view case_id, Kind kind) const {
    std::vector<DocumentId> result;
    const auto found = by_case_.find(case_id);
    if (found == by_case_.end()) return result;
    std::ranges::copy_if(found->second, std::back_inserter(result),
                         [&](const DocumentId& id) { return entries_.at(id)->document.kind == kind; });
    return result;
}

std::vector<Document> Library::about_case(std::string_view case_id) const {
    std::vector<Document> result;
    if (const Document* patient = find(case_id)) result.push_back(*patient);
    if (const auto found = by_case_.find(case_id); found != by_case_.end()) {
        for (const DocumentId& id : found->second) result.push_back(entries_.at(id)->document);
    }
    return result;
}

std::size_t Library::add(std::string_view id, std::vector<Change> changes) {
    const auto found = entries_.find(id);
    if (found == entries_.end()) return 0;
    const std::size_t added = add_changes(found->second->document, std::move(changes));
    if (added > 0) forget_worked_out(*found->second);
    return added;
}

void FormShelf::put(std::string name, Form form, std::string json) {
    json_.insert_or_assign(name, std::move(json));
    forms_.insert_or_assign(std::move(name), std::move(form));
}

std::string FormShelf::json_of(std::string_view name) const {
    const auto found = json_.find(name);
    return found == json_.end() ? std::string() : found->second;
}

const Form* FormShelf::find(std::string_view name) const {
    const auto found = forms_.find(name);
    return found == forms_.end() ? nullptr : &found->second;
}

const Form* FormShelf::find_for(const Document& document) const {
    constexpr std::string_view prefix = "urn:tsunagi:form:";
    std::string_view url = document.form;
    url = url.substr(0, url.find('|'));
    if (!url.starts_with(prefix)) return nullptr;
    return find(url.substr(prefix.size()));
}

}  // namespace tsunagi
