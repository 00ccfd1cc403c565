// Owns who takes part in a conference: one tap marks who has spoken; a dialog adds and changes people.
#include "core/strings.h"
#include "views/form_commands.h"
#include "views/person_name.h"
#include "views/record_field.h"
#include "views/screens/conference_parts.h"

#include <algorithm>
#include <array>

namespace tsunagi {

namespace {

constexpr std::string_view participant_rows = "participants";

struct Participant {
    std::string row, name, profession, organisation, attendance, told_by;
    bool spoken = false;
};

std::vector<Participant> list_participants(const Answers& answers) {
    std::vector<Participant> result;
    for (const std::string& row : answers.rows(participant_rows)) {
        const auto text = [&](std::string_view field) {
            return answers.text(row_path(participant_rows, row, field));
        };
        Participant person{row, text("name"), text("profession"), text("organisation"), {}, text("told_by")};
        const Coding* attendance =
            std::get_if<Coding>(&answers.value(row_path(participant_rows, row, "attendance")));
        person.attendance = attendance ? attendance->code : "present";
        const bool* spoken = std::get_if<bool>(&answers.value(row_path(participant_rows, row, "spoken")));
        person.spoken = spoken && *spoken;
        result.push_back(std::move(person));
    }
    return result;
}

SpokeSpec spoke_of(const Participant& person) {
    SpokeSpec spec;
    spec.profession = person.profession.empty() ? person.name : person.profession;
    if (person.attendance == "absent") {
        spec.profession += " " + tr("people.absent");
        spec.person = person.told_by.empty() ? tr("people.nobody_tells")
                                             : tr("people.told_by", {{"name", person.told_by}});
        spec.state = SpokeState::absent;
        return spec;
    }
    spec.person = person.name + (person.organisation.empty() ? "" : "・" + person.organisation);
    spec.state = person.spoken ? SpokeState::spoken : SpokeState::silent;
    return spec;
}

float draw_head(Ui& ui, const Rect& area, const std::vector<Participant>& people, ConferenceUi& own) {
    const auto present =
        std::ranges::count_if(people, [](const Participant& p) { return p.attendance != "absent"; });
    const auto spoken = std::ranges::count_if(people, &Participant::spoken);
    const Rect line = area.with_height(48);
    draw_icon(ui, {line.x, line.y + 10, 28, 28}, Icon::people, ui.theme().col_accent, Theme::sz_icon);
    const TextSpec title{.font = Font::h2, .weight = Weight::bold, .valign = VAlign::middle, .heading = 2};
    const float width = measure_text(ui, tr("people.title"), title).x;
    draw_text(ui, {line.x + 36, line.y, width + 1, line.h}, tr("people.title"), title);
    const std::string count =
        tr("people.spoken", {{"m", std::to_string(spoken)}, {"n", std::to_string(present)}});
    const TextSpec small{.font = Font::label, .color = ui.theme().col_ink_2, .valign = VAlign::middle};
    const float room = line.w - width - 46 - 92;
    const bool beside = measure_text(ui, count, small).x <= room;
    if (beside) draw_text(ui, {line.x + 36 + width + 10, line.y, room, line.h}, count, small);
    if (!beside) draw_text(ui, {line.x, line.bottom(), line.w, 24}, count, small);
    ButtonSpec add{.label = tr("people.add"),
                   .edits = true,
                   .kind = ButtonKind::ghost,
                   .size = ButtonSize::small,
                   .icon = Icon::plus,
                   .name = tr("people.add_name")};
    if (ui.is_narrow()) {
        add.label.clear();
        add.size = ButtonSize::square;
    }
    if (draw_button_right(ui, "add_person", line.right(), line.y + 24, add)) own.participant = "new";
    return line.bottom() + (beside ? 0.0f : 28.0f);
}

}  // namespace

float draw_participants(Ui& ui, const Rect& area, const ConferenceView& view, ConferenceUi& own,
                        Commands& commands) {
    const GroupScope scope(ui, "people", NodeRole::region, tr("people.title"));
    const auto people = list_participants(*view.answers);
    float y = draw_head(ui, area, people, own) + 4;
    if (people.empty()) {
        y = draw_text(ui, {area.x, y, area.w, 0}, tr("people.none"),
                      {.font = Font::label, .color = ui.theme().col_ink_2});
    }
    float bottom = y;
    for (std::size_t i = 0; i < people.size(); ++i) {
        const SpokeSpec spec = spoke_of(people[i]);
        const Rect place = column_of({area.x, y, area.w, 0}, i % 2, 2, 8);
        const std::size_t partner = i % 2 == 0 ? i + 1 : i - 1;
        float height = measure_spoke(ui, place.w, spec);
        if (partner < people.size())
            height = std::max(height, measure_spoke(ui, place.w, spoke_of(people[partner])));
        if (draw_spoke(ui, people[i].row, place.with_height(height), spec)) {
            if (people[i].attendance == "absent") {
                own.participant = people[i].row;
            } else {
                push_edit(view.state, view.note, row_path(participant_rows, people[i].row, "spoken"),
                          !people[i].spoken, commands);
            }
        }
        bottom = y + height;
        if (i % 2 == 1) y = bottom + 8;
    }
    if (people.empty()) return bottom;
    Rect box;
    const ButtonSpec change{.label = tr("people.change"),
                            .edits = true,
                            .kind = ButtonKind::ghost,
                            .size = ButtonSize::small,
                            .icon = Icon::edit};
    if (draw_button_left(ui, "change", {area.x - 12, bottom + 4}, change, &box)) own.participant = "choose";
    return box.bottom();
}

namespace {

void draw_choosing(Ui& ui, const ConferenceView& view, ConferenceUi& own) {
    DialogSpec dialog{.title = tr("people.change"), .icon = Icon::people};
    dialog.buttons = {ButtonSpec{.label = tr("notice.close")}};
    const Rect body = begin_dialog(ui, "choose", dialog);
    float y = body.y;
    for (const Participant& person : list_participants(*view.answers)) {
        RowSpec row;
        row.title = full_name(person.profession, person.name);
        row.detail = person.organisation;
        row.chevron = true;
        if (person.attendance == "absent") row.chips.push_back({.label = tr("people.absent")});
        const float height = measure_row(ui, body.w, row);
        if (draw_row(ui, person.row, {body.x, y, body.w, height}, row)) own.participant = person.row;
        y += height;
    }
    if (end_dialog(ui, y).done()) own.participant.clear();
}

// People of the directory whose name or organisation is not on the list yet: one tap adds them.
struct Known {
    std::string name, profession, organisation;
};
std::vector<Known> list_known(const ConferenceView& view) {
    std::vector<Known> result;
    const auto here = list_participants(*view.answers);
    const auto add = [&](Known known) {
        const bool there =
            known.name.empty() ||
            std::ranges::any_of(here, [&](const Participant& p) { return p.name == known.name; }) ||
            std::ranges::any_of(result, [&](const Known& k) { return k.name == known.name; });
        if (!there) result.push_back(std::move(known));
    };
    for (const DocumentId& note : list_notes(view.state, view.case_id)) {
        for (const Participant& person : list_participants(view.state.library.answers(note))) {
            add({person.name, person.profession, person.organisation});
        }
    }
    if (view.state.who) add({view.state.who->name, view.state.who->profession, setting(view.state, "ward")});
    constexpr std::size_t most = 8;
    if (result.size() > most) result.resize(most);
    return result;
}

float draw_known(Ui& ui, const Rect& area, const ConferenceView& view, ConferenceUi& own,
                 Commands& commands) {
    const auto known = list_known(view);
    if (known.empty()) return area.y;
    float y = draw_field_label(ui, area, tr("people.known"));
    std::vector<PhraseSpec> phrases;
    for (const Known& person : known) {
        phrases.push_back(
            {.label = full_name(person.profession, person.name), .icon = Icon::plus, .toggles = false});
    }
    float bottom = y;
    if (const auto pressed = draw_phrases(ui, "known", {area.x, y, area.w, 0}, phrases, &bottom)) {
        const Known& person = known[*pressed];
        Fields fields{{"name", person.name}, {"spoken", false}};
        if (!person.profession.empty()) fields.emplace_back("profession", person.profession);
        if (!person.organisation.empty()) fields.emplace_back("organisation", person.organisation);
        commands.emplace_back(cmd::AddRow{view.note, std::string(participant_rows), fields});
        own.participant.clear();
        own.fields.clear();
    }
    return bottom + 16;
}

}  // namespace

void draw_participant_dialog(Ui& ui, const ConferenceView& view, ConferenceUi& own, Commands& commands) {
    if (own.participant == "choose") return draw_choosing(ui, view, own);
    const Item* item = view.form->find(participant_rows);
    if (!item) return;
    const bool adding = own.participant == "new";
    const bool named = !adding || !text_of(field_of(own, "name")).empty();
    DialogSpec dialog{
        .title = tr(adding ? "people.add_name" : "people.change"), .icon = Icon::people, .width = 600};
    if (adding) {
        dialog.buttons = {
            ButtonSpec{.label = tr("dialog.cancel")},
            ButtonSpec{
                .label = tr("people.add_go"), .edits = true, .kind = ButtonKind::primary, .enabled = named}};
    } else {
        dialog.buttons = {
            ButtonSpec{
                .label = tr("people.remove"), .edits = true, .kind = ButtonKind::danger, .icon = Icon::trash},
            ButtonSpec{.label = tr("dialog.done"), .kind = ButtonKind::primary}};
    }
    const Rect body = begin_dialog(ui, "person", dialog);
    float y = adding ? draw_known(ui, body, view, own, commands) : body.y;
    for (const Item& field : item->items) {
        const std::string name = field.link_id.substr(participant_rows.size() + 1);
        if (name == "spoken") continue;
        const Path path = row_path(participant_rows, own.participant, name);
        const Rect place{body.x, y, body.w, 0};
        const ItemFieldSpec spec{.today = today_iso(view.state)};
        if (!adding) {
            y = draw_record_item(ui, place, view.state, view.note, path, field, spec, commands) + 12;
            continue;
        }
        const ItemFieldResult result = draw_item_field(ui, name, place, field, field_of(own, name), spec);
        if (result.committed) {
            std::erase_if(own.fields, [&name](const auto& pair) { return pair.first == name; });
            own.fields.emplace_back(name, *result.committed);
        }
        y = result.bottom + 12;
    }
    if (!adding) {
        y = draw_past_of(ui, "past", {body.x, y, body.w, 0}, view.note,
                         row_path(participant_rows, own.participant) + ".", commands);
    }
    const DialogResult result = end_dialog(ui, y);
    if (adding && result.button == 1u) {
        commands.emplace_back(cmd::AddRow{view.note, std::string(participant_rows), own.fields});
    } else if (!adding && result.button == 0u) {
        commands.emplace_back(cmd::DeleteRow{view.note, std::string(participant_rows), own.participant});
    }
    if (result.done()) {
        own.participant.clear();
        own.fields.clear();
    }
}

}  // namespace tsunagi
