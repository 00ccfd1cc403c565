// Owns the opened documents in memory and the ways to find them. Must not know the store or the screen.
#pragma once

#include "core/document.h"
#include "core/form.h"
#include "core/versions.h"

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tsunagi {

// A conflict that stands in a document of a case.
struct ConflictPlace {
    DocumentId document;
    Path path;
};

// 確定 of a document, and what was changed since the last one.
struct Finalised {
    std::vector<Version> versions;  // oldest first
    std::vector<Path> changed;      // since the newest of them; empty without one
};

class Library {
  public:
    // Adds a document or replaces the one with its id.
    void put(Document document);
    void clear();
    std::size_t size() const { return entries_.size(); }

    const Document* find(std::string_view id) const;
    // Answers of a document, computed when first asked after a change. The empty answers for an unknown id.
    const Answers& answers(std::string_view id) const;
    // 確定 of a document, worked out when first asked after a change. Points into the document.
    const Finalised& finalised(std::string_view id) const;
    // The conflicts of the case and of everything about it, worked out when first asked after a change. What
    // is settled together counts once: who checked a row belongs to its answer.
    const std::vector<ConflictPlace>& conflicts_of(std::string_view case_id) const;
    // Other cases with the same patient's number, worked out when first asked after a change of a case.
    const std::vector<DocumentId>& same_patient(std::string_view case_id) const;
    std::vector<DocumentId> ids() const;
    // Ids of a kind, in order of creation; of a case when subject is given.
    std::vector<DocumentId> of_kind(Kind kind) const;
    std::vector<DocumentId> of_case(std::string_view case_id, Kind kind) const;
    // The case and everything about it, the case first.
    std::vector<Document> about_case(std::string_view case_id) const;

    // Applies changes to a document that is there. Returns how many were new.
    std::size_t add(std::string_view id, std::vector<Change> changes);

  private:
    struct Entry {
        Document document;
        mutable std::unique_ptr<Answers> answers;
        mutable std::unique_ptr<Finalised> finalised;
    };
    void forget_worked_out(const Entry& entry);
    const Entry* find_entry(std::string_view id) const;

    std::map<DocumentId, std::unique_ptr<Entry>, std::less<>> entries_;
    std::map<Kind, std::vector<DocumentId>> by_kind_;
    std::map<DocumentId, std::vector<DocumentId>, std::less<>> by_case_;
    mutable std::map<DocumentId, std::vector<ConflictPlace>, std::less<>> conflicts_;  // by case
    mutable std::map<DocumentId, std::vector<DocumentId>, std::less<>> same_patient_;  // by case
};

// The forms the app knows, by the part of their url after "urn:tsunagi:form:".
class FormShelf {
  public:
    void put(std::string name, Form form, std::string json);
    const Form* find(std::string_view name) const;
    const Form* find_for(const Document& document) const;
    // The Questionnaire as it was read; empty for an unknown form.
    std::string json_of(std::string_view name) const;
    const std::map<std::string, Form, std::less<>>& all() const { return forms_; }

  private:
    std::map<std::string, Form, std::less<>> forms_;
    std::map<std::string, std::string, std::less<>> json_;
};

}  // namespace tsunagi
