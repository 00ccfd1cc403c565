#include "app/field_words.h"

#include "app/companions.h"
#include "app/dates.h"
#include "app/history.h"
#include "core/date_words.h"
#include "core/strings.h"
#include "core/text.h"
#include "core/versions.h"

#include <algorithm>
#include <array>
#include <utility>

namespace tsunagi {

namespace {

constexpr std::size_t row_words_code_points = 16;

std::string words_of(const Item& item) {
    return language() == Language::en && !item.english.empty() ? item.english : item.text;
}

// "decisions[7f3].what" -> "decisions.what"
std::string link_id_of(std::string_view path) {
    std::string link;
    bool in_row = false;
    for (const char c : path) {
        if (c == '[') in_row = true;
        if (!in_row) link += c;
        if (c == ']') in_row = false;
    }
    return link;
}

// What a checklist row holds besides its question.
const char* checklist_field(std::string_view field) {
    constexpr std::array<std::pair<std::string_view, const char*>, 6> fields{
        {{"answer", "checklist.column_answer"},
         {"owner", "checklist.column_owner"},
         {"due", "checklist.column_due"},
         {"note", "checklist.column_memo"},
         {"checked_by", "settle.checked_by"},
         {"checked_on", "settle.checked_on"}}};
    for (const auto& [code, key] : fields) {
        if (code == field) return key;
    }
    return nullptr;
}

// The first words a row has, so that it can be told from the others.
std::string row_words(const AppState& state, const DocumentId& document, const Item& group,
                      std::string_view row) {
    const Answers& answers = state.library.answers(document);
    for (const Item& item : group.items) {
        if (!item.link_id.starts_with(group.link_id + ".")) continue;
        const std::string text =
            answers.text(std::string(row) + "." + item.link_id.substr(group.link_id.size() + 1));
        if (text.empty()) continue;
        const std::string_view head = first_code_points(text, row_words_code_points);
        return std::string(head) + (head.size() < text.size() ? "…" : "");
    }
    return {};
}

const Form* form_of(const AppState& state, const DocumentId& document) {
    const Document* found = state.library.find(document);
    return found ? state.forms.find_for(*found) : nullptr;
}

}  // namespace

const Item* item_at(const AppState& state, const DocumentId& document, std::string_view path) {
    const Form* form = form_of(state, document);
    if (!form) return nullptr;
    const std::string link = link_id_of(path);
    if (const Item* item = form->find(link)) return item;
    const auto dot = link.rfind('.');
    const Item* row = dot == std::string::npos ? nullptr : form->find(link.substr(0, dot));
    return row && row->widget == ItemWidget::checklist_row ? row : nullptr;
}

std::string field_words(const AppState& state, const DocumentId& document, std::string_view path) {
    if (path.starts_with(finalised_group)) return tr("finalise.mark");
    const Form* form = form_of(state, document);
    const Item* item = item_at(state, document, path);
    if (!form || !item) return std::string(path);
    if (item->widget == ItemWidget::checklist_row) {
        const char* key = checklist_field(path.substr(path.rfind('.') + 1));
        return key ? words_of(*item) + "　" + tr(key) : words_of(*item);
    }
    const auto close = path.rfind(']');
    if (close == std::string_view::npos) return words_of(*item);
    const Item* group = form->find(link_id_of(path.substr(0, close + 1)));
    if (!group) return words_of(*item);
    std::string words = words_of(*group);
    const std::string row = row_words(state, document, *group, path.substr(0, close + 1));
    if (!row.empty()) words += tr("settle.row", {{"what", row}});
    return group == item ? words : words + "　" + words_of(*item);
}

std::string document_words(const AppState& state, const DocumentId& document) {
    const Document* found = state.library.find(document);
    if (!found) return {};
    if (found->kind == Kind::case_) return tr("case.record");
    if (found->kind == Kind::checklist) return tr("case.checklist");
    if (found->kind == Kind::note) {
        const auto day = parse_date(state.library.answers(document).text("held_on"));
        return day ? tr("settle.note_of", {{"date", short_date(*day)}}) : tr("case.notes");
    }
    const Form* form = state.forms.find_for(*found);
    if (!form) return std::string(kind_code(found->kind));
    return language() == Language::en && !form->english.empty() ? form->english : form->title;
}

std::string value_words(const Value& value) {
    if (is_empty(value)) return tr("settle.deleted");
    if (const bool* ticked = std::get_if<bool>(&value)) return tr(*ticked ? "settle.yes" : "settle.no");
    if (const auto* date = std::get_if<Date>(&value)) {
        const auto day = parse_date(date->iso);
        return day ? full_day_in_words(*day) : date->iso;
    }
    if (const auto* time = std::get_if<Time>(&value)) {
        const auto clock = parse_time(time->iso);
        return clock ? short_time(*clock) : time->iso;
    }
    return mark_deceptive(text_of(value));
}

std::vector<Side> sides_at(const AppState& state, const DocumentId& document, const Path& path) {
    std::vector<Side> sides;
    const Document* found = state.library.find(document);
    const Answer* answer = state.library.answers(document).find(path);
    if (found == nullptr || answer == nullptr) return sides;
    for (const Change* change : answer->current) sides.push_back({change, &origin_of(*found, *change)});
    std::ranges::stable_sort(sides, [](const Side& a, const Side& b) { return a.origin->at < b.origin->at; });
    return sides;
}

std::string author_words(const AppState& state, const Change& change) {
    std::string name = staff_name(state, change.by);
    if (name.empty()) name = tr("settle.unknown_author");
    const Answers& person = state.library.answers(change.by);
    std::string where = person.text("organisation_name");
    const bool ours =
        std::ranges::any_of(state.staff, [&change](const StaffCard& card) { return card.id == change.by; });
    if (where.empty() && (ours || (state.who && state.who->id == change.by)))
        where = setting(state, "facility");
    std::string detail = person.text("profession");
    if (!where.empty()) detail += (detail.empty() ? "" : "・") + where;
    return mark_deceptive(detail.empty() ? name : tr("settle.author", {{"name", name}, {"detail", detail}}));
}

std::string origin_words(const AppState& state, const Change& change) {
    const auto origin = find_file_origin(state, change);
    if (!origin) return {};
    const auto at = parse_date_time_ms(origin->taken_in_at);
    const std::string name =
        origin->name.empty() ? tr("received.unknown_sender") : mark_deceptive(origin->name);
    return tr(origin->is_claimed ? "history.came_in_unverified" : "history.came_in",
              {{"name", name}, {"when", at ? time_words(state, *at) : std::string()}});
}

std::string set_aside_words(const AppState& state, const SetAside& one) {
    const Form* form = state.forms.find_for(Document{one.document, one.kind, one.form, {}, {}});
    const Item* item = form ? form->find(link_id_of(one.change.path)) : nullptr;
    const std::string field = item ? words_of(*item) : mark_deceptive(one.change.path);
    return field + "：" +
           tr("settle.author",
              {{"name", value_words(one.change.value)}, {"detail", author_words(state, one.change)}});
}

std::string time_words(const AppState& state, std::int64_t at_ms) {
    std::string iso = iso_date_time(at_ms, state.offset_minutes);
    const auto day = parse_date(iso.substr(0, 10));
    if (!day) return iso;
    // The year only where it is another one: a record of years is read, too.
    const bool this_year = iso.substr(0, 4) == today_iso(state).substr(0, 4);
    return (this_year ? short_date(*day) : iso.substr(0, 4) + "/" + short_date(*day)) + " " +
           iso.substr(11, 5);
}

std::string moment_words(const AppState& state, const Change& change) {
    return time_words(state, change.at.wall_ms) + "・" +
           tr(change.on == state.device_id ? "settle.this_device" : "settle.other_device");
}

}  // namespace tsunagi
