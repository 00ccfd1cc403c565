// Tests that every form of the site is honoured in full, so that none shows half.
#include "core/form.h"
#include "core/json.h"

#include <catch2/catch_test_macros.hpp>

#include <filesystem>
#include <fstream>
#include <sstream>

using namespace tsunagi;

namespace {

std::string read_text(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

const std::filesystem::path forms_folder = std::filesystem::path(TSUNAGI_SOURCE_DIR) / "assets" / "forms";

void check_english(const std::vector<Item>& items) {
    for (const Item& item : items) {
        CAPTURE(item.link_id);
        CHECK((item.text.empty() || !item.english.empty()));
        check_english(item.items);
    }
}

// "decisions[7f3].owner" is asked by "decisions.owner".
std::string without_rows(std::string_view path) {
    std::string name;
    bool in_row = false;
    for (const char c : path) {
        if (c == '[') in_row = true;
        if (!in_row) name += c;
        if (c == ']') in_row = false;
    }
    return name;
}

Form shipped(const char* name) {
    Result<Form> form = parse_form(read_text(forms_folder / (std::string(name) + ".json")));
    REQUIRE(form.has_value());
    return std::move(*form);
}

}  // namespace

TEST_CASE("every shipped form is honoured in full, in both languages", "[form]") {
    int count = 0;
    for (const auto& entry : std::filesystem::directory_iterator(forms_folder)) {
        if (entry.path().extension() != ".json") continue;
        ++count;
        CAPTURE(entry.path().filename().string());
        const Result<Form> form = parse_form(read_text(entry.path()));
        if (!form) FAIL(fault_code(form.error().fault) << ": " << form.error().detail);
        for (const FormIssue& issue : form->issues) UNSCOPED_INFO(issue.link_id << ": " << issue.reason);
        CHECK(form->issues.empty());
        CHECK(form->url == "urn:tsunagi:form:" + entry.path().stem().string());
        CHECK(form->version == "1");
        CHECK_FALSE(form->english.empty());
        check_english(form->items);
    }
    CHECK(count >= 9);
}

TEST_CASE("every answer of the practice data fits its form", "[form]") {
    const std::string text = read_text(forms_folder.parent_path() / "practice" / "practice.json");
    Json practice = parse_json(text).value();
    CHECK(practice.erase("reference_date") == 1);
    const auto documents = parse_documents(dump_json(practice));
    if (!documents) FAIL(fault_code(documents.error().fault) << ": " << documents.error().detail);
    CHECK(documents->size() > 50);
    std::map<std::string, Form> forms;
    for (const Document& document : *documents) {
        const std::string name =
            document.form.substr(std::string("urn:tsunagi:form:").size(),
                                 document.form.find('|') - std::string("urn:tsunagi:form:").size());
        if (!forms.contains(name)) forms.emplace(name, shipped(name.c_str()));
        const Form& form = forms.at(name);
        CHECK(form.reference() == document.form);
        const Answers answers(document);
        for (const Path& path : answers.paths()) {
            const Item* item = form.find(without_rows(path));
            INFO(name << " " << path);
            REQUIRE(item != nullptr);
            const Status status = check_value(*item, answers.value(path));
            CHECK(status.has_value());
        }
    }
}

TEST_CASE("the conference note has its sections in order", "[form]") {
    const Form form = shipped("conference-note");
    std::vector<std::string> sections;
    for (const Item& item : form.items) {
        if (item.link_id.starts_with("s_")) sections.push_back(item.link_id);
    }
    CHECK(sections == std::vector<std::string>{"s_wish", "s_family", "s_medical", "s_life", "s_troubles",
                                               "s_decisions", "s_open", "s_sudden", "s_after"});
    const Item* due = form.find("decisions.due");
    REQUIRE(due != nullptr);
    CHECK(due->type == ItemType::date);
    CHECK(path_of(form, *due, "decisions[7f3].") == "decisions[7f3].due");
    CHECK_FALSE(form.find("patient_wish")->phrases.empty());
    CHECK(form.find("patient_wish")->carry_over);
}

TEST_CASE("the checklist has its six phases and 73 items with four answers each", "[form]") {
    const Form form = shipped("discharge-checklist");
    std::size_t rows = 0;
    for (const Item& phase : form.items) {
        for (const Item& item : phase.items) {
            if (item.widget != ItemWidget::checklist_row) continue;
            ++rows;
            const Item* answer = form.find(item.link_id + ".answer");
            REQUIRE(answer != nullptr);
            CHECK(answer->options.size() == 4);
        }
    }
    CHECK(form.items.size() == 6);
    CHECK(rows == 73);
}
