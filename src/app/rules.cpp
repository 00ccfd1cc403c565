#include "app/rules.h"

#include "app/dates.h"
#include "core/json.h"
#include "core/sorting.h"

#include <algorithm>

namespace tsunagi {

namespace {

std::string text_or_empty(const Json& object, std::string_view name) {
    const std::string* text = find_string(object, name);
    return text ? *text : std::string();
}

bool is_satisfied(const Library& library, const DocumentId& case_id, const DeadlineRule& rule) {
    if (rule.done_when_note && !library.of_case(case_id, Kind::note).empty()) return true;
    if (rule.done_when_checklist.empty()) return false;
    return std::ranges::any_of(library.of_case(case_id, Kind::checklist), [&](const DocumentId& id) {
        const Value& answer = library.answers(id).value(rule.done_when_checklist + ".answer");
        const Coding* coding = std::get_if<Coding>(&answer);
        return coding && (coding->code == "done" || coding->code == "not_applicable");
    });
}

bool is_in_force(const DeadlineRule& rule, const std::string& on) {
    return (rule.valid_from.empty() || rule.valid_from <= on) &&
           (rule.valid_to.empty() || on <= rule.valid_to);
}

}  // namespace

Result<std::vector<DeadlineRule>> parse_rules(std::string_view json) {
    auto parsed = parse_json(json);
    if (!parsed) return std::unexpected(parsed.error());
    const Json* rules = find_array(*parsed, "rules");
    if (!rules) return fail(Fault::wrong_type, "rules");
    std::vector<DeadlineRule> result;
    for (const Json& entry : *rules) {
        const std::string* id = find_string(entry, "id");
        const std::string* title = find_string(entry, "title");
        const std::string* from = find_string(entry, "from");
        const auto days = find_int(entry, "days");
        if (!id || !title || !from || !days) return fail(Fault::wrong_type, "rules: id, title, from, days");
        DeadlineRule rule;
        rule.id = *id;
        rule.title = *title;
        rule.english = text_or_empty(entry, "title_en");
        rule.from = *from;
        rule.days = static_cast<int>(*days);
        if (const Json* done = find_object(entry, "done_when")) {
            rule.done_when_checklist = text_or_empty(*done, "checklist");
            rule.done_when_note = find_string(*done, "note") != nullptr;
        }
        rule.valid_from = text_or_empty(entry, "valid_from");
        rule.valid_to = text_or_empty(entry, "valid_to");
        rule.source = text_or_empty(entry, "source");
        rule.provenance = text_or_empty(entry, "provenance");
        const bool* verify = find_bool(entry, "verify");
        rule.verify = verify && *verify;
        result.push_back(std::move(rule));
    }
    return result;
}

std::vector<Deadline> open_deadlines(const Library& library, const std::vector<DeadlineRule>& rules,
                                     std::string_view today, std::string_view language) {
    std::vector<Deadline> result;
    for (const DocumentId& case_id : library.of_kind(Kind::case_)) {
        const Answers& answers = library.answers(case_id);
        const std::string admitted = answers.text("admission_date");
        const std::string left = answers.text("actual_discharge_date");
        if (admitted.empty() || (!left.empty() && left < today)) continue;
        for (const DeadlineRule& rule : rules) {
            const std::string from = answers.text(rule.from);
            if (from.empty() || !is_in_force(rule, admitted) || is_satisfied(library, case_id, rule))
                continue;
            const auto due = add_days(from, rule.days);
            const auto days_left = due ? days_between(today, *due) : std::nullopt;
            if (!days_left) continue;
            const std::string& title = language == "en" && !rule.english.empty() ? rule.english : rule.title;
            result.push_back({case_id, title, *due, static_cast<int>(*days_left), rule.verify});
        }
    }
    sort_by(result, [](const Deadline& deadline) { return deadline.days_left; });
    return result;
}

}  // namespace tsunagi
