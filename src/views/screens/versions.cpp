// Owns 確定 on screen: who declared a note final and when, what was changed since, and any two versions side
// by side.
#include "app/field_words.h"
#include "core/strings.h"
#include "views/finalised.h"
#include "views/screens/question_parts.h"
#include "views/widgets.h"

#include <algorithm>

namespace tsunagi {

namespace {

std::string version_words(const AppState& state, const Finalised& finalised, int index) {
    if (index >= static_cast<int>(finalised.versions.size())) return tr("finalise.now");
    const Change& change = *finalised.versions[static_cast<std::size_t>(index)].change;
    return tr("finalise.version", {{"n", std::to_string(index + 1)},
                                   {"name", staff_name(state, change.by)},
                                   {"time", time_words(state, change.at.wall_ms)}});
}

// All texts at a path; more than one were in conflict.
std::string words_at(const Content& content, const Path& path) {
    const auto found = content.find(path);
    if (found == content.end()) return {};
    std::string words;
    for (const Change* change : found->second)
        words += (words.empty() ? "" : "\n") + value_words(change->value);
    return words;
}

void choose_version(Ui& ui, std::string_view key, const Rect& rect, std::string_view label,
                    const std::vector<std::string>& names, int& chosen, float* bottom) {
    ChoiceSpec choice;
    choice.label = label;
    choice.options = names;
    choice.selected = chosen;
    const ChoiceResult result = draw_choice(ui, key, rect, choice);
    if (result.chosen && *result.chosen >= 0) chosen = *result.chosen;
    *bottom = std::max(*bottom, result.bottom);
}

float draw_side(Ui& ui, const Rect& area, std::string_view title, std::string_view words,
                const TextPart& part) {
    const Theme& theme = ui.theme();
    float y = draw_text(ui, area, title, {.font = Font::caption, .color = theme.col_ink_2});
    const Rect below{area.x, y, area.w, 0};
    if (words.empty()) {
        y = draw_text(ui, below, tr("finalise.empty"), {.font = Font::body, .color = theme.col_ink_3});
    } else {
        y = draw_marked_text(ui, below, words, part, {.font = Font::body});
    }
    return y;
}

float draw_differences(Ui& ui, const Rect& area, const AppState& state, const DocumentId& document,
                       const Content& left, const Content& right, const std::string& left_name,
                       const std::string& right_name) {
    const auto paths = differing(left, right);
    if (paths.empty()) return draw_text(ui, area, tr("finalise.same"), {.font = Font::body});
    const GroupScope list(ui, "differences", NodeRole::list, tr("finalise.differences"));
    const bool beside = area.w >= 600;
    float y = area.y;
    for (const Path& path : paths) {
        const GroupScope item(ui, path, NodeRole::list_item, {});
        y = draw_text(ui, {area.x, y, area.w, 0}, field_words(state, document, path),
                      {.font = Font::label, .weight = Weight::bold}) +
            4;
        const std::string before = words_at(left, path);
        const std::string after = words_at(right, path);
        const Difference parts = compare_texts(before, after);
        const Rect row{area.x, y, area.w, 0};
        const float left_bottom =
            draw_side(ui, beside ? column_of(row, 0, 2, 24) : row, left_name, before, parts.left);
        const Rect second = beside ? column_of(row, 1, 2, 24) : Rect{area.x, left_bottom + 8, area.w, 0};
        const float right_bottom = draw_side(ui, second, right_name, after, parts.right);
        y = std::max(left_bottom, right_bottom) + 8;
        draw_line(ui, {area.x, y}, {area.right(), y}, ui.theme().col_line_soft);
        y += 12;
    }
    return y;
}

}  // namespace

std::vector<ChipSpec> finalised_chips(const AppState& state, const DocumentId& document) {
    std::vector<ChipSpec> chips;
    const Finalised& finalised = state.library.finalised(document);
    if (finalised.versions.empty()) return chips;
    const Change& last = *finalised.versions.back().change;
    chips.push_back({.label = tr("finalise.by", {{"name", staff_name(state, last.by)},
                                                 {"time", time_words(state, last.at.wall_ms)}}),
                     .tone = Tone::ok,
                     .icon = Icon::check});
    if (!finalised.changed.empty())
        chips.push_back({.label = tr("finalise.changed", {{"n", std::to_string(finalised.changed.size())}}),
                         .tone = Tone::warn,
                         .icon = Icon::edit});
    return chips;
}

float draw_finalised_card(Ui& ui, const Rect& area, const AppState& state, const DocumentId& case_id,
                          const DocumentId& note, bool& asking, Commands& commands) {
    const Finalised& finalised = state.library.finalised(note);
    const bool again = !finalised.versions.empty();
    const bool may_compare = finalised.versions.size() > 1 || !finalised.changed.empty();
    const Rect inner = begin_growing_card(ui, "finalised", area, {.title = tr("finalise.title")});
    const Rect inside{inner.x + 16, inner.y, inner.w - 32, 0};
    float y = again ? draw_chips(ui, inside, finalised_chips(state, note))
                    : draw_text(ui, inside, tr("finalise.none"),
                                {.font = Font::label, .color = ui.theme().col_ink_2});
    std::vector<ButtonSpec> buttons{
        ButtonSpec{.label = tr("history.title"), .size = ButtonSize::small, .icon = Icon::history}};
    if (may_compare)
        buttons.push_back(
            {.label = tr("finalise.compare"), .size = ButtonSize::small, .icon = Icon::compare});
    if (!again || !finalised.changed.empty())
        buttons.push_back({.label = tr(again ? "finalise.again" : "finalise.go"),
                           .edits = true,
                           .size = ButtonSize::small,
                           .icon = Icon::check});
    const float height = measure_button_row(ui, inside.w, buttons);
    const auto pressed = draw_button_row(ui, "buttons", {inside.x, y + 12, inside.w, height}, buttons);
    y += 12 + height;
    if (pressed == 0u) commands.emplace_back(cmd::GoTo{Place{Screen::history, case_id, note, {}}});
    if (pressed == 1u && may_compare)
        commands.emplace_back(cmd::AskField{{FieldQuestion::Is::versions, note, {}}});
    if (pressed && *pressed > 0 && !(may_compare && *pressed == 1)) asking = true;
    return end_growing_card(ui, y + 16);
}

void draw_finalising(Ui& ui, const DocumentId& note, bool& asking, Commands& commands) {
    const ConfirmResult result = draw_confirm(
        ui, "finalising",
        {tr("finalise.ask"), tr("finalise.ask_detail"),
         ButtonSpec{
             .label = tr("finalise.go"), .edits = true, .kind = ButtonKind::primary, .icon = Icon::check},
         tr("dialog.cancel"), Icon::check_circle, Tone::neutral});
    if (result == ConfirmResult::open) return;
    asking = false;
    if (result == ConfirmResult::confirmed) commands.emplace_back(cmd::Finalise{note});
}

void draw_versions_compared(Ui& ui, const AppState& state, QuestionUi& own, Commands& commands) {
    const DocumentId& document = own.asked.document;
    const Finalised& finalised = state.library.finalised(document);
    const int now = static_cast<int>(finalised.versions.size());
    if (now == 0) {
        commands.emplace_back(cmd::PutAwayQuestion{});
        return;
    }
    if (own.left < 0 || own.left > now) own.left = finalised.changed.empty() ? std::max(0, now - 2) : now - 1;
    if (own.right < 0 || own.right > now) own.right = finalised.changed.empty() ? now - 1 : now;
    DialogSpec dialog{.title = tr("finalise.compare_title"), .icon = Icon::compare, .width = 960};
    dialog.buttons = {ButtonSpec{.label = tr("notice.close"), .kind = ButtonKind::primary}};
    const Rect body = begin_dialog(ui, "versions", dialog);
    std::vector<std::string> names;
    for (int i = 0; i <= now; ++i) names.push_back(version_words(state, finalised, i));
    const bool beside = body.w >= 600;
    float y = body.y;
    choose_version(ui, "left", beside ? column_of(body, 0, 2, 24) : body, tr("finalise.before"), names,
                   own.left, &y);
    const Rect second = beside ? column_of(body, 1, 2, 24) : Rect{body.x, y + 8, body.w, 0};
    choose_version(ui, "right", second, tr("finalise.after"), names, own.right, &y);
    const Content today = content_of(*state.library.find(document));
    const auto content = [&](int index) -> const Content& {
        return index < now ? finalised.versions[static_cast<std::size_t>(index)].content : today;
    };
    y = draw_differences(ui, {body.x, y + 16, body.w, 0}, state, document, content(own.left),
                         content(own.right), names[static_cast<std::size_t>(own.left)],
                         names[static_cast<std::size_t>(own.right)]);
    if (own.left < now && finalised.versions[static_cast<std::size_t>(own.left)].missing > 0)
        y = draw_caption(ui, {body.x, y, body.w, 0}, tr("finalise.missing"));
    if (end_dialog(ui, y + 8).done()) commands.emplace_back(cmd::PutAwayQuestion{});
}

}  // namespace tsunagi
