#include "app/state.h"

#include "app/dates.h"

namespace tsunagi {

bool may_write(const AppState& state) {
    return state.phase == Phase::open && state.who && state.who->role != role_reader && !state.elsewhere;
}

bool shows_record(const AppState& state) {
    using Stage = ReceivedFile::Stage;
    const Stage stage = state.received.stage;
    return state.phase == Phase::open ||
           (state.phase == Phase::reading && (stage == Stage::opened || stage == Stage::imported));
}

bool may_write_to(const AppState& state, const DocumentId& document) {
    if (state.phase != Phase::reading) return may_write(state);
    const Document* found = state.library.find(document);
    const bool writing = state.reply.stage != ReplyJob::Stage::none && !state.reply.guest.empty();
    return writing && found && is_reply(found->kind);
}

std::string setting(const AppState& state, std::string_view path) {
    const auto ids = state.library.of_kind(Kind::settings);
    return ids.empty() ? std::string() : state.library.answers(ids.front()).text(path);
}

std::optional<std::int64_t> last_backup_ms(const AppState& state) {
    return parse_date_time_ms(setting(state, "last_backup_at"));
}

std::string today_iso(const AppState& state) {
    return iso_date(state.now_ms, state.offset_minutes);
}

std::string staff_name(const AppState& state, const StaffId& id) {
    if (state.library.find(id)) return state.library.answers(id).text("name");
    for (const StaffCard& card : state.staff) {
        if (card.id == id) return card.name;
    }
    return {};
}

std::string field_text(const AppState& state, const DocumentId& document, const Path& path) {
    const auto draft = state.drafts.find(TypedKey{document, path});
    return draft != state.drafts.end() ? draft->second.text : state.library.answers(document).text(path);
}

}  // namespace tsunagi
