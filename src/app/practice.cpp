#include "app/practice.h"

#include "app/dates.h"
#include "core/json.h"

namespace tsunagi {

Result<Practice> parse_practice(std::string_view json) {
    auto parsed = parse_json(json);
    if (!parsed) return std::unexpected(parsed.error());
    const std::string* date = find_string(*parsed, "reference_date");
    if (!date) return fail(Fault::wrong_type, "practice: reference_date");
    Practice practice;
    practice.reference_date = *date;
    parsed->erase("reference_date");
    auto documents = parse_documents(dump_json(*parsed));
    if (!documents) return std::unexpected(documents.error());
    practice.documents = std::move(*documents);
    return practice;
}

std::int64_t practice_shift_ms(std::string_view reference_date, std::int64_t now_ms, int offset_minutes) {
    const auto days = days_between(iso_date(now_ms, offset_minutes), reference_date);
    return days ? *days * std::int64_t{86'400'000} : 0;
}

}  // namespace tsunagi
