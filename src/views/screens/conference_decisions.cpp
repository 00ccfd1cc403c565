// Owns decisions in a conference: what, by whom, until when. Each is a task (課題) from the moment it is
// written.
#include "core/strings.h"
#include "views/form_commands.h"
#include "views/record_field.h"
#include "views/screens/conference_parts.h"

#include <algorithm>
#include <array>

namespace tsunagi {

Value field_of(const ConferenceUi& own, std::string_view field) {
    const auto found =
        std::ranges::find(own.fields, field, [](const auto& pair) { return std::string_view(pair.first); });
    return found == own.fields.end() ? Value{} : found->second;
}

namespace {

constexpr std::string_view decision_rows = "decisions";

bool has_conflict(const ConferenceView& view, const std::string& row) {
    return std::ranges::any_of(
        std::array{"what", "owner", "owner_profession", "due", "status"}, [&](const char* field) {
            return is_in_conflict(view.state, view.note, row_path(decision_rows, row, field));
        });
}

float draw_one(Ui& ui, const Rect& area, const ConferenceView& view, const std::string& row,
               ConferenceUi& own) {
    const Answers& answers = *view.answers;
    const auto text = [&](std::string_view field) {
        return answers.text(row_path(decision_rows, row, field));
    };
    const Theme& theme = ui.theme();
    const std::string what = text("what");
    std::string owner = text("owner_profession");
    if (const std::string name = text("owner"); !name.empty()) owner += (owner.empty() ? "" : " ") + name;
    const std::string due = text("due");
    const TextSpec body{.font = Font::body};
    const IconTextSpec person{.icon = Icon::person, .text = {.font = Font::label, .color = theme.col_ink_2}};
    const IconTextSpec clock{.icon = Icon::clock, .text = {.font = Font::label, .color = theme.col_ink_2}};
    const std::string owner_words = owner.empty() ? tr("decision.no_owner") : owner;
    const std::string due_words = due.empty() ? tr("decision.no_due") : short_day(due);
    const Vec2 owner_size = measure_icon_text(ui, owner_words, person, area.w);
    const Vec2 due_size = measure_icon_text(ui, due_words, clock, area.w);
    const bool one_line = owner_size.x + 20 + due_size.x <= area.w;
    const ChipSpec mark{.label = tr("conflict.chip"), .tone = Tone::warn, .icon = Icon::merge};
    const bool in_conflict = has_conflict(view, row);
    const float words =
        measure_text(ui, what, body, area.w).y + (in_conflict ? measure_chip(ui, mark, area.w).y + 4 : 0.0f);
    const float height = 10 + words + 4 + owner_size.y + (one_line ? 0 : due_size.y + 2) + 10;
    const Rect box = area.with_height(std::max(height, 64.0f));
    const std::string name =
        (in_conflict ? mark.label + " " : "") + what + " " + owner_words + " " + due_words;
    const Interaction touch = ui.interact(row, box, NodeRole::button, name);
    if (touch.fired) own.decision = row;
    const SilentScope silent(ui);
    if (touch.held) fill_rect(ui, box, theme.col_accent_tint);
    draw_line(ui, box.origin(), {box.right(), box.y}, theme.col_line_soft);
    float y = draw_text(ui, {box.x, box.y + 10, box.w, 0}, what, body) + 4;
    if (in_conflict) y = draw_chips(ui, {box.x, y, box.w, 0}, std::array{mark}) + 4;
    draw_icon_text(ui, {box.x, y, box.w, owner_size.y}, owner_words, person);
    if (one_line) {
        draw_icon_text(ui, {box.x + owner_size.x + 20, y, due_size.x + 1, due_size.y}, due_words, clock);
    } else {
        draw_icon_text(ui, {box.x, y + owner_size.y + 2, box.w, due_size.y}, due_words, clock);
    }
    return box.bottom();
}

void set_field(ConferenceUi& own, const std::string& field, Value value) {
    std::erase_if(own.fields, [&field](const auto& pair) { return pair.first == field; });
    own.fields.emplace_back(field, std::move(value));
}

// Those at the table are the likely owners: one tap fills in name and profession.
float draw_owners(Ui& ui, const Rect& area, const ConferenceView& view, ConferenceUi& own, bool adding,
                  Commands& commands) {
    std::vector<PhraseSpec> phrases;
    std::vector<std::pair<std::string, std::string>> people;
    const std::string chosen = adding ? text_of(field_of(own, "owner"))
                                      : view.answers->text(row_path(decision_rows, own.decision, "owner"));
    for (const std::string& row : view.answers->rows("participants")) {
        const std::string name = view.answers->text(row_path("participants", row, "name"));
        const std::string profession = view.answers->text(row_path("participants", row, "profession"));
        if (name.empty()) continue;
        people.emplace_back(name, profession);
        std::string label = profession;
        if (!label.empty()) label += ' ';
        label += name;
        phrases.push_back({.label = std::move(label), .selected = chosen == name});
    }
    if (phrases.empty()) return area.y;
    const float y = draw_field_label(ui, area, tr("decision.owner"));
    float bottom = y;
    const auto pressed = draw_phrases(ui, "owners", {area.x, y, area.w, 0}, phrases, &bottom);
    if (pressed) {
        const auto& [name, profession] = people[*pressed];
        const Value profession_value = profession.empty() ? Value{} : Value{profession};
        const Path owner = row_path(decision_rows, own.decision, "owner");
        if (!adding && is_in_conflict(view.state, view.note, owner)) {
            commands.emplace_back(cmd::AskField{{FieldQuestion::Is::settle, view.note, owner}});
        } else if (adding) {
            set_field(own, "owner", name);
            set_field(own, "owner_profession", profession_value);
        } else {
            commands.emplace_back(cmd::EditTogether{
                view.note,
                {{row_path(decision_rows, own.decision, "owner"), name},
                 {row_path(decision_rows, own.decision, "owner_profession"), profession_value}}});
        }
    }
    return bottom + 12;
}

}  // namespace

float draw_decisions(Ui& ui, const Rect& area, const ConferenceView& view, ConferenceUi& own, Commands&) {
    const GroupScope scope(ui, "decisions", NodeRole::region, tr("decision.title"));
    const auto rows = view.answers->rows(decision_rows);
    const Rect line = area.with_height(48);
    draw_icon(ui, {line.x, line.y + 10, 28, 28}, Icon::flag, ui.theme().col_accent, Theme::sz_icon);
    const TextSpec title{.font = Font::h2, .weight = Weight::bold, .valign = VAlign::middle, .heading = 2};
    const float width = measure_text(ui, tr("decision.title"), title).x;
    draw_text(ui, {line.x + 36, line.y, width + 1, line.h}, tr("decision.title"), title);
    draw_text(ui, {line.x + 36 + width + 10, line.y, 80, line.h},
              tr("unit.count", {{"n", std::to_string(rows.size())}}),
              {.font = Font::label, .color = ui.theme().col_ink_2, .valign = VAlign::middle});
    const ButtonSpec add{.label = tr("people.add"),
                         .edits = true,
                         .kind = ButtonKind::ghost,
                         .size = ButtonSize::small,
                         .icon = Icon::plus,
                         .name = tr("decision.add")};
    if (draw_button_right(ui, "add_decision", line.right(), line.y + 24, add)) own.decision = "new";
    float y = line.bottom() + 4;
    if (rows.empty()) {
        y = draw_text(ui, {area.x, y, area.w, 0}, tr("decision.none"),
                      {.font = Font::label, .color = ui.theme().col_ink_2});
    }
    for (const std::string& row : rows) y = draw_one(ui, {area.x, y, area.w, 0}, view, row, own);
    return y;
}

void draw_decision_dialog(Ui& ui, const ConferenceView& view, ConferenceUi& own, Commands& commands) {
    const Item* item = view.form->find(decision_rows);
    if (!item) return;
    const bool adding = own.decision == "new";
    const bool complete = !adding || !text_of(field_of(own, "what")).empty();
    DialogSpec dialog{
        .title = tr(adding ? "decision.add" : "decision.change"), .icon = Icon::flag, .width = 600};
    dialog.dismissal = adding ? Dismissal::by_button : Dismissal::anywhere;
    if (adding) {
        dialog.buttons = {ButtonSpec{.label = tr("dialog.cancel")}, ButtonSpec{.label = tr("decision.add_go"),
                                                                               .edits = true,
                                                                               .kind = ButtonKind::primary,
                                                                               .enabled = complete}};
    } else {
        dialog.buttons = {ButtonSpec{.label = tr("decision.remove"),
                                     .edits = true,
                                     .kind = ButtonKind::danger,
                                     .icon = Icon::trash},
                          ButtonSpec{.label = tr("dialog.done"), .kind = ButtonKind::primary}};
    }
    const Rect body = begin_dialog(ui, "decision", dialog);
    float y = body.y;
    for (const Item& field : item->items) {
        const std::string name = field.link_id.substr(decision_rows.size() + 1);
        if (adding && name == "status") continue;
        if (name == "owner") y = draw_owners(ui, {body.x, y, body.w, 0}, view, own, adding, commands);
        const Path path = row_path(decision_rows, own.decision, name);
        const Rect place{body.x, y, body.w, 0};
        const ItemFieldSpec spec{.today = today_iso(view.state)};
        if (!adding) {
            y = draw_record_item(ui, place, view.state, view.note, path, field, spec, commands) + 12;
            continue;
        }
        const ItemFieldResult result = draw_item_field(ui, name, place, field, field_of(own, name), spec);
        if (result.draft) set_field(own, name, result.draft->empty() ? Value{} : Value{*result.draft});
        if (result.committed) set_field(own, name, *result.committed);
        y = result.bottom + 12;
    }
    if (!adding) {
        y = draw_past_of(ui, "past", {body.x, y, body.w, 0}, view.note,
                         row_path(decision_rows, own.decision) + ".", commands);
    }
    const DialogResult result = end_dialog(ui, y);
    if (adding && result.button == 1u) {
        set_field(own, "status", Coding{"open", "未", "urn:tsunagi:code:task-status"});
        commands.emplace_back(cmd::AddRow{view.note, std::string(decision_rows), own.fields});
    } else if (!adding && result.button == 0u) {
        commands.emplace_back(cmd::DeleteRow{view.note, std::string(decision_rows), own.decision});
    }
    if (result.done()) {
        own.decision.clear();
        own.fields.clear();
    }
}

}  // namespace tsunagi
