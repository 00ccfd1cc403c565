// Owns deadlines as data: rules from assets/rules, counted on a case. They are hints (目安) and never block.
#pragma once

#include "app/library.h"
#include "core/error.h"

#include <string>
#include <string_view>
#include <vector>

namespace tsunagi {

struct DeadlineRule {
    std::string id, title, english;
    int days = 0;
    std::string from;                  // path of the case form the days are counted from
    std::string done_when_checklist;   // item ("admission_to_day3.7") that satisfies it; empty for none
    bool done_when_note = false;       // a conference note within the time satisfies it
    std::string valid_from, valid_to;  // ISO dates; empty for open
    std::string source, provenance;
    bool verify = false;  // shown as 要確認: the value must still be checked
};
Result<std::vector<DeadlineRule>> parse_rules(std::string_view json);

struct Deadline {
    DocumentId case_id;
    std::string title;
    std::string due;    // ISO date
    int days_left = 0;  // negative: late by so many
    bool verify = false;
};

// Deadlines of cases still in hospital that nothing has satisfied, the most pressing first.
std::vector<Deadline> open_deadlines(const Library& library, const std::vector<DeadlineRule>& rules,
                                     std::string_view today, std::string_view language);

}  // namespace tsunagi
