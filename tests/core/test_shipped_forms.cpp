// Tests that every form of the site is honoured in full, so that none shows half, and that the practice
// records fit their forms. What has to hold for any form's text is checked by tests/check/assets.mjs.
#include "core/form.h"
#include "support/shipped.h"

#include <catch2/catch_test_macros.hpp>

#include <algorithm>

using namespace tsunagi;

namespace {

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

// The row a path lies in, as path_of wants it: "decisions[7f3]."; empty outside any.
std::string_view row_of(std::string_view path) {
    return path.substr(0, path.find("].") == std::string_view::npos ? 0 : path.find("].") + 2);
}

const Form& form_for(const Document& document) {
    const auto found = std::ranges::find_if(shipped_forms(), [&document](const auto& named) {
        return named.second.form.reference() == document.form;
    });
    INFO(document.form);
    REQUIRE(found != shipped_forms().end());
    return found->second.form;
}

// A code alone would fit; what is shown of it is what the form says.
bool is_worded_as_offered(const Item& item, const Value& value) {
    if (!std::holds_alternative<Coding>(value)) return true;
    return std::ranges::contains(item.options, value, &AnswerOption::value);
}

}  // namespace

TEST_CASE("every shipped form is honoured in full", "[form]") {
    for (const auto& [name, shipped] : shipped_forms()) {
        for (const FormIssue& issue : shipped.form.issues)
            FAIL_CHECK(name << ": " << issue.link_id << ": " << issue.reason);
        CHECK_FALSE(shipped.form.english.empty());
    }
}

TEST_CASE("every change of the practice records fits its form", "[form]") {
    REQUIRE_FALSE(practice_documents().empty());
    for (const Document& document : practice_documents()) {
        const Form& form = form_for(document);
        for (const Change& change : document.changes) {
            INFO(document.form << " " << change.path);
            const Item* item = form.find(without_rows(change.path));
            REQUIRE(item != nullptr);
            if (path_of(form, *item, row_of(change.path)) != change.path)
                FAIL_CHECK("in no row, or in a wrong one");
            if (!check_value(*item, change.value)) FAIL_CHECK("does not fit: " << text_of(change.value));
            if (!is_worded_as_offered(*item, change.value))
                FAIL_CHECK("not as offered: " << text_of(change.value));
        }
    }
}
