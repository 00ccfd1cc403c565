// Owns the extensions of a Questionnaire item that are understood: SDC's and our own.
#pragma once

#include "core/form_issues.h"
#include "core/json.h"

namespace tsunagi {

// Reads item.extension; those we do not know are ignored, those known to change behaviour are named in
// issues.
void read_item_extensions(const Json& json, Item& item, FormIssues& issues);

// "group" and the like fits its control, its unit and its limits; what does not is named and taken back.
void check_item_extensions(Item& item, FormIssues& issues);

}  // namespace tsunagi
