// Tests that every form of the site is honoured in full, so that none shows half.
#include "core/form.h"

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
