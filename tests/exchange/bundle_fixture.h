// Owns what the tests of sections, bundles and views share: practice records, forms, documents made by hand.
#pragma once

#include "core/document.h"
#include "core/form.h"
#include "core/json.h"
#include "exchange/bundle.h"

#include <catch2/catch_test_macros.hpp>

#include <string>
#include <utility>
#include <vector>

namespace tsunagi {

std::string read_project_file(const std::string& path);

// All documents of assets/practice/practice.json, read once.
const std::vector<Document>& practice_documents();
std::vector<DocumentId> practice_cases();
std::vector<Document> about_practice_case(const DocumentId& case_id);
// Questionnaire texts of every form a hand-over may use.
const std::vector<std::string>& questionnaires();
const std::vector<Form>& forms();
std::vector<const Form*> form_pointers();

// A document whose changes are the answers in order, one millisecond apart.
Document make_document(Kind kind, const std::string& id, const std::string& form, const std::string& subject,
                       const std::vector<std::pair<Path, Value>>& answers);
// One more change at a path; settles what stood there.
void change(Document& document, const Path& path, Value value);
std::string test_id(int number);  // 32 lower-case hex digits
Coding choice(const std::string& code, const std::string& word);

// Sender, recipient, time and id filled in; the caller gives documents and sections.
BundleInput make_input(std::vector<Document> documents, const DocumentId& case_id, SectionSet sections);

// The bundle's JSON, and the documents in its Binary as text.
Json parsed(const std::string& bundle);
std::string changes_text(const Json& bundle);
// Every resource of a type.
std::vector<Json> resources_of(const Json& bundle, const std::string& type);

}  // namespace tsunagi
