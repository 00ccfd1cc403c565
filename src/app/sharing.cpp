#include "app/sharing.h"

#include "app/cases.h"

namespace tsunagi {

std::optional<SharingRow> find_sharing(const AppState& state, const DocumentId& case_id,
                                       const DocumentId& organisation) {
    const std::string name = state.library.answers(organisation).text("name");
    const std::string short_name = state.library.answers(organisation).text("short_name");
    if (name.empty()) return std::nullopt;
    for (const DocumentId& note : list_notes(state, case_id)) {
        const Answers& answers = state.library.answers(note);
        for (const std::string& row : answers.rows("sharing")) {
            const auto field = [&](std::string_view path) {
                return answers.text(row_path("sharing", row, path));
            };
            const std::string to = field("to");
            if (to != name && (short_name.empty() || to != short_name)) continue;
            return SharingRow{note,
                              to,
                              field("scope"),
                              field("not_shared"),
                              field("consent_by"),
                              field("consent_on"),
                              field("consent_method")};
        }
    }
    return std::nullopt;
}

}  // namespace tsunagi
