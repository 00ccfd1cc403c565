#include "views/history_entries.h"

#include "app/field_words.h"
#include "core/strings.h"
#include "core/text.h"
#include "core/versions.h"
#include "views/form_commands.h"
#include "views/widgets.h"

#include <algorithm>

namespace tsunagi {

namespace {

constexpr std::size_t entries_at_first = 30;
constexpr std::size_t before_code_points = 120;

bool is_finalising(const Change& change) {
    return change.path.starts_with(finalised_group);
}

std::string words_of(const Change& change) {
    if (!is_finalising(change)) return value_words(change.value);
    return tr(is_empty(change.value) ? "finalise.taken_back" : "finalise.did");
}

std::string before_words(const PastChange& entry) {
    if (entry.before == nullptr || is_finalising(*entry.change)) return {};
    const std::string words = value_words(entry.before->value);
    const std::string_view head = first_code_points(words, before_code_points);
    return tr("history.before", {{"what", std::string(head) + (head.size() < words.size() ? "…" : "")}});
}

std::vector<ChipSpec> chips_of(const PastChange& entry) {
    std::vector<ChipSpec> chips;
    if (is_finalising(*entry.change)) {
        chips.push_back({.label = tr("finalise.mark"), .tone = Tone::ok, .icon = Icon::check});
    } else if (entry.replaced > 1) {
        chips.push_back({.label = tr("history.settled"), .icon = Icon::merge});
    }
    if (entry.stands && !is_finalising(*entry.change))
        chips.push_back({.label = tr("history.now"), .tone = Tone::accent, .icon = Icon::check});
    return chips;
}

// The words are there already, or the form draws nothing that could be put back.
bool can_bring_back(const AppState& state, const DocumentId& document, const PastChange& entry) {
    if (entry.stands || is_empty(entry.change->value) || is_finalising(*entry.change)) return false;
    if (item_at(state, document, entry.change->path) == nullptr) return false;
    return state.library.answers(document).value(entry.change->path) != entry.change->value;
}

float draw_entry(Ui& ui, const Rect& area, const AppState& state, const DocumentId& document,
                 const PastChange& entry, EntryTitle title, Commands& commands) {
    const Change& change = *entry.change;
    const GroupScope scope(ui, change.id, NodeRole::list_item, {});
    const Theme& theme = ui.theme();
    float y = area.y + 12;
    const auto line = [&](std::string_view words, const TextSpec& spec) {
        y = draw_text(ui, {area.x, y, area.w, 0}, words, spec);
    };
    line(moment_words(state, change) + "　" + author_words(state, change),
         {.font = Font::label, .color = theme.col_ink_2});
    if (title == EntryTitle::field) {
        line(field_words(state, document, change.path), {.font = Font::label, .weight = Weight::bold});
    }
    line(words_of(change), {.font = Font::body});
    line(before_words(entry), {.font = Font::label, .color = theme.col_ink_2});
    if (const std::string came = origin_words(state, change); !came.empty()) {
        const IconTextSpec spec{.icon = Icon::file_in,
                                .text = {.font = Font::label, .color = theme.col_ink_2}};
        y = draw_icon_text(ui, {area.x, y, area.w, 0}, came, spec);
    }
    if (const auto chips = chips_of(entry); !chips.empty())
        y = draw_chips(ui, {area.x, y + 4, area.w, 0}, chips);
    if (can_bring_back(state, document, entry)) {
        const ButtonSpec back{.label = tr("history.bring_back"),
                              .edits = true,
                              .kind = ButtonKind::ghost,
                              .size = ButtonSize::small,
                              .icon = Icon::undo,
                              .name = tr("history.bring_back_of", {{"what", value_words(change.value)}})};
        Rect box;
        if (draw_button_left(ui, "back", {area.x, y + 4}, back, &box))
            push_edit(state, document, change.path, change.value, commands);
        y = box.bottom();
    }
    draw_line(ui, {area.x, y + 8}, {area.right(), y + 8}, theme.col_line_soft);
    return y + 8;
}

}  // namespace

float draw_history_entries(Ui& ui, const Rect& area, const AppState& state, const DocumentId& document,
                           std::span<const PastChange> past, EntryTitle title, std::size_t& shown,
                           Commands& commands) {
    if (past.empty())
        return draw_text(ui, area, tr("history.none"), {.font = Font::body, .color = ui.theme().col_ink_2});
    if (shown == 0) shown = entries_at_first;
    float y = area.y;
    {
        const GroupScope list(ui, "entries", NodeRole::list, tr("history.title"));
        for (const PastChange& entry : past.first(std::min(shown, past.size()))) {
            y = draw_entry(ui, {area.x, y, area.w, 0}, state, document, entry, title, commands);
        }
    }
    if (shown >= past.size()) return y;
    const ButtonSpec more{.label = tr("history.more", {{"n", std::to_string(past.size() - shown)}}),
                          .size = ButtonSize::small,
                          .icon = Icon::down};
    Rect box;
    if (draw_button_left(ui, "more", {area.x, y + 12}, more, &box)) shown += entries_at_first;
    return box.bottom();
}

}  // namespace tsunagi
