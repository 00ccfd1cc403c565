// Owns what ships with the program, for tests: read and parsed once a program, however many cases ask.
#pragma once

#include "core/bytes.h"
#include "core/document.h"
#include "core/form.h"

#include <map>
#include <string>
#include <vector>

namespace tsunagi {

// A file of this project, by its path from the root.
std::string read_project_file(const std::string& path);

// An asset as the site serves it: JSON without its blanks (web/assemble.mjs).
const Bytes& served_asset(const std::string& path);
bool has_asset(const std::string& path);

// The words of both languages, the Japanese ones shown.
void show_shipped_words();

struct ShippedForm {
    std::string json;
    Form form;
};
// Every form of assets/forms, by its name.
const std::map<std::string, ShippedForm>& shipped_forms();
const Form& shipped_form(const std::string& name);

// All documents of assets/practice/practice.json.
const std::vector<Document>& practice_documents();
// Those of one case, the case first.
std::vector<Document> about_practice_case(const DocumentId& case_id);

}  // namespace tsunagi
