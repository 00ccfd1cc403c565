// Owns what the tests of sections, bundles and views share: practice records, forms, documents made by hand.
#pragma once

#include "core/document.h"
#include "core/form.h"
#include "core/json.h"
#include "exchange/bundle.h"
#include "support/shipped.h"

#include <catch2/catch_test_macros.hpp>

#include <string>
#include <utility>
#include <vector>

namespace tsunagi {

std::vector<DocumentId> practice_cases();
std::vector<const Form*> form_pointers();  // of every form that ships

// A document whose changes are the answers in order, one millisecond apart.
Document make_document(Kind kind, const std::string& id, const std::string& form, const std::string& subject,
                       const std::vector<std::pair<Path, Value>>& answers);
// One more change at a path; settles what stood there.
void change(Document& document, const Path& path, Value value);
std::string test_id(int number);  // 32 lower-case hex digits
Coding choice(const std::string& code, const std::string& word);

// Sender, recipient, time, id and the forms of the documents filled in; the caller gives documents and
// sections.
BundleInput make_input(std::vector<Document> documents, const DocumentId& case_id, SectionSet sections);

// The bundle's JSON, and the documents in its Binary as text.
Json parsed(const std::string& bundle);
std::string changes_text(const Json& bundle);
// Every resource of a type.
std::vector<Json> resources_of(const Json& bundle, const std::string& type);
// Beside the test program, where tests/check/fhir_schema.mjs finds it.
void keep_for_schema_check(const std::string& name, const std::string& bundle);

}  // namespace tsunagi
