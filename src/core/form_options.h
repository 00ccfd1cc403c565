// Owns what a choice can be answered with: answerOption, and value sets contained in the form.
#pragma once

#include "core/form_issues.h"
#include "core/json.h"

namespace tsunagi {

// Reads answerOption and answerValueSet of an item into item.options. wrong_type when they are malformed;
// what cannot be offered is named in issues. root is the Questionnaire, for its contained value sets.
Status read_options(const Json& root, const Json& json, Item& item, FormIssues& issues);

}  // namespace tsunagi
