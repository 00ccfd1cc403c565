// Owns the note in a conference: its sections, the text being written, its phrases, and the view of life's
// versions.
#include "app/dates.h"
#include "core/strings.h"
#include "views/form_commands.h"
#include "views/record_field.h"
#include "views/screens/conference_parts.h"

#include <algorithm>

namespace tsunagi {

namespace {

constexpr std::string_view after_section = "s_after";  // 共有先・次回

const Item* find_section(const ConferenceView& view, std::string_view link_id) {
    const Item* section = view.form->find(link_id);
    return section ? section : sections_of(*view.form).front();
}

bool contains(std::string_view text, std::string_view words) {
    return text.find(words) != std::string_view::npos;
}

// The section before this one, read only, so that what was just agreed stays in sight.
float draw_section_before(Ui& ui, const Rect& area, const ConferenceView& view, const std::string& current) {
    const auto sections = sections_of(*view.form);
    const auto here =
        std::ranges::find(sections, current, [](const Item* section) { return section->link_id; });
    if (here == sections.end() || here == sections.begin() || ui.is_phone()) return area.y;
    const Item* before = *(here - 1);
    const Item* item = text_of_section(*before);
    const std::string text = item ? view.answers->text(item->link_id) : std::string();
    if (text.empty()) return area.y;
    const float term = 116;
    const TextSpec body{.font = Font::body};
    // Enough to recall it; the whole is one tap away.
    constexpr int lines = 2;
    const float full = measure_text(ui, text, body, area.w - 32 - term).y;
    const float height = std::min(full, lines * 28.0f);
    const Rect card{area.x, area.y, area.w, height + 24};
    const Theme& theme = ui.theme();
    draw_box(ui, card, theme.col_surface, theme.col_line_soft, Theme::rad_l);
    Rect inside = card.inset(16, 12);
    draw_text(ui, inside.cut_left(term), words_of(*before),
              {.font = Font::label, .weight = Weight::bold, .color = theme.col_ink_2});
    ui.push_clip(inside);
    draw_text(ui, inside, text, body);
    ui.pop_clip();
    return card.bottom() + 12;
}

void write(const ConferenceView& view, const Path& path, const std::string& text, Commands& commands) {
    commands.emplace_back(cmd::Edit{view.note, path, text.empty() ? Value{} : Value{text}});
}

float draw_phrases_of(Ui& ui, const Rect& area, const ConferenceView& view, const Item& item,
                      const std::string& field_id, Commands& commands) {
    if (item.phrases.empty()) return area.y;
    const std::string text = field_text(view.state, view.note, item.link_id);
    std::vector<PhraseSpec> phrases;
    for (const std::string& phrase : item.phrases) {
        phrases.push_back({.label = phrase,
                           .selected = contains(text, phrase),
                           .enabled = !ui.only_reads(),
                           .icon = Icon::plus});
    }
    std::ranges::stable_partition(phrases, &PhraseSpec::selected);
    float bottom = area.y;
    const auto pressed = draw_phrases(ui, "phrases", area, phrases, &bottom);
    if (!pressed) return bottom;
    const std::string& label = phrases[*pressed].label;
    if (phrases[*pressed].selected)
        return bottom;  // it is in the sentence; taking it out is the writer's business
    const bool needs_stop =
        !text.empty() && !text.ends_with("。") && !text.ends_with("\n") && !text.ends_with("、");
    if (auto whole = ui.insert_text(field_id, text, (needs_stop ? "、" : "") + label)) {
        write(view, item.link_id, *whole, commands);
    }
    return bottom;
}

float draw_text_item(Ui& ui, const Rect& area, const ConferenceView& view, const Item& item,
                     Commands& commands) {
    FieldSpec spec{.label = words_of(item), .show_label = false};
    spec.kind = FieldKind::lines;
    spec.enter_key = EnterKey::enter;
    spec.min_lines = ui.is_phone() ? 4 : 5;
    spec.max_length = item.max_length.value_or(0);
    const FieldResult field =
        draw_record_field(ui, item.link_id, area, view.state, view.note, item.link_id, spec, commands);
    const Rect below{area.x, field.bottom + 12, area.w, 0};
    if (is_in_conflict(view.state, view.note, item.link_id)) return field.bottom;
    const float bottom = draw_phrases_of(ui, below, view, item, ui.id(item.link_id), commands);
    return bottom > below.y ? bottom : field.bottom;
}

// Rows and single answers of a section that are not its main text: by the form, without a line of code for
// them.
float draw_rest(Ui& ui, const Rect& area, const ConferenceView& view, const Item& section,
                Commands& commands) {
    FormViewSpec spec = form_view_of(view.state, view.note);
    float y = area.y;
    for (const Item& item : section.items) {
        if (&item == text_of_section(section) || item.link_id == "decisions") continue;
        spec.only_group = item.link_id;
        const FormEdits edits =
            draw_form(ui, item.link_id, {area.x, y, area.w, 0}, *view.form, *view.answers, spec);
        push_form_edits(edits, view.note, commands);
        y = std::max(y, edits.bottom) + 12;
    }
    return y;
}

struct VersionView {
    std::vector<AssessmentVersion> all;
    int writing = 1;  // the version this note's text is or becomes
    const AssessmentVersion* before = nullptr;
};

VersionView read_versions(const ConferenceView& view) {
    VersionView result{.all = list_assessments(view.state, view.case_id)};
    for (const AssessmentVersion& version : result.all) {
        if (version.note != view.note) {
            result.before = &version;
            result.writing = version.number + 1;
        }
    }
    return result;
}

// Who was given a version that is no longer the view: the newest outgoing hand-over to each.
std::string told_old_view(const ConferenceView& view, int writing) {
    std::string names;
    std::vector<std::string> seen;
    for (const LedgerEntry& entry : list_ledger(view.state, view.case_id)) {
        if (!entry.outgoing || entry.to_name.empty() || entry.assessment_version == 0) continue;
        if (std::ranges::find(seen, entry.to_name) != seen.end()) continue;
        seen.push_back(entry.to_name);
        if (entry.assessment_version < writing) names += (names.empty() ? "" : "、") + entry.to_name;
    }
    return names;
}

float draw_header(Ui& ui, const Rect& area, const ConferenceView& view, const Item& section,
                  ConferenceUi& own, Commands& commands) {
    const bool life = section.link_id == "s_life";
    Rect line = area.with_height(56);
    const Item* item = text_of_section(section);
    if (item && !ui.is_phone() && view.answers->has_past(item->link_id)) {
        if (draw_past_button(ui, "past", line.cut_right(Theme::sz_touch, 8).middle(Theme::sz_touch),
                             words_of(*item)))
            commands.emplace_back(cmd::AskField{{FieldQuestion::Is::history, view.note, item->link_id}});
    }
    float x = line.x;
    if (!ui.is_phone()) {
        const TextSpec title{
            .font = Font::h2, .weight = Weight::bold, .valign = VAlign::middle, .heading = 2};
        const float width = measure_text(ui, words_of(section), title).x;
        draw_text(ui, line.with_width(width + 1), words_of(section), title);
        x += width + 12;
    }
    if (!life) return ui.is_phone() ? area.y + 8 : line.bottom();
    const VersionView versions = read_versions(view);
    const ChipSpec chip{.label = tr("conference.version", {{"n", std::to_string(versions.writing)}}),
                        .tone = Tone::accent,
                        .icon = Icon::edit};
    draw_chip(ui, {x, line.y + 12}, chip);
    if (versions.before) {
        const ButtonSpec compare{
            .label = tr("conference.compare", {{"n", std::to_string(versions.before->number)}}),
            .size = ButtonSize::small};
        if (draw_button_right(ui, "compare", line.right(), line.y + 28, compare)) own.comparing = true;
    }
    return line.bottom();
}

}  // namespace

std::vector<const Item*> sections_of(const Form& form) {
    std::vector<const Item*> result;
    for (const Item& item : form.items) {
        if (item.type == ItemType::group && item.link_id.starts_with("s_")) result.push_back(&item);
    }
    return result;
}

const Item* text_of_section(const Item& section) {
    const auto found = std::ranges::find(section.items, ItemType::text, &Item::type);
    return found == section.items.end() ? nullptr : &*found;
}

bool has_words(const Item& section, const Answers& answers) {
    return std::ranges::any_of(section.items, [&answers](const Item& item) {
        return item.repeats ? !answers.rows(item.link_id).empty() : !answers.text(item.link_id).empty();
    });
}

float draw_sections(Ui& ui, const Rect& area, const ConferenceView& view, ConferenceUi& own, Commands&) {
    const auto sections = sections_of(*view.form);
    const auto here =
        std::ranges::find(sections, own.section, [](const Item* section) { return section->link_id; });
    const int index = here == sections.end() ? 0 : static_cast<int>(here - sections.begin());
    const int count = static_cast<int>(sections.size());
    if (ui.is_phone()) {
        const std::string detail =
            tr("conference.section_place", {{"n", std::to_string(count)}, {"i", std::to_string(index + 1)}});
        const std::string title = words_of(*sections[static_cast<std::size_t>(index)]);
        const float height = measure_pager(ui, area.w, title, detail);
        const auto step =
            draw_pager(ui, "pager", area.with_height(height), title, detail, index > 0, index + 1 < count);
        if (step)
            own.section =
                sections[static_cast<std::size_t>(std::clamp(index + *step, 0, count - 1))]->link_id;
        return area.y + height;
    }
    std::vector<SectionTabSpec> tabs;
    for (const Item* section : sections) {
        if (section->link_id != after_section)
            tabs.push_back({words_of(*section), has_words(*section, *view.answers)});
    }
    const float height = measure_section_tabs(ui, area.w, tabs);
    const int selected = own.section == after_section ? -1 : index;
    const auto chosen = draw_section_tabs(ui, "sections", area.with_height(height), tabs, selected);
    if (chosen) own.section = sections[static_cast<std::size_t>(*chosen)]->link_id;
    return area.y + height;
}

float draw_section_card(Ui& ui, const Rect& area, const ConferenceView& view, ConferenceUi& own,
                        Commands& commands) {
    const Item& section = *find_section(view, own.section);
    const IdScope scope(ui, section.link_id);
    const float top = draw_section_before(ui, area, view, section.link_id);
    const Rect inner = begin_growing_card(ui, "card", {area.x, top, area.w, 0}, {.accent_edge = true});
    const Rect inside{inner.x + 16, inner.y + 4, inner.w - 32, 0};
    float y = draw_header(ui, inside, view, section, own, commands);
    if (const Item* item = text_of_section(section)) {
        y = draw_text_item(ui, {inside.x, y, inside.w, 0}, view, *item, commands) + 12;
        if (ui.is_phone() && view.answers->has_past(item->link_id))
            y = draw_past_of(ui, "past", {inside.x, y, inside.w, 0}, view.note, item->link_id, commands) + 8;
    }
    y = draw_rest(ui, {inside.x, y, inside.w, 0}, view, section, commands);
    if (section.link_id == "s_decisions" && ui.is_phone()) {
        const ButtonSpec add{.label = tr("decision.add"), .edits = true, .icon = Icon::plus};
        if (draw_button(ui, "add", {inside.x, y, inside.w, 48}, add)) own.decision = "new";
        y += 60;
    }
    if (section.link_id == "s_life") {
        const std::string names = told_old_view(view, read_versions(view).writing);
        if (!names.empty()) {
            const HintSpec hint{.text = tr("conference.tell_change", {{"names", names}}),
                                .tone = Tone::warn,
                                .icon = Icon::warn,
                                .boxed = false};
            y = draw_hint(ui, "tell", {inside.x, y, inside.w, 0}, hint) + 12;
        }
    }
    const float bottom = end_growing_card(ui, y);
    if (ui.is_phone() || own.section == after_section) return bottom;
    const Item* after = view.form->find(after_section);
    if (!after) return bottom;
    const ButtonSpec more{.label = words_of(*after),
                          .kind = ButtonKind::ghost,
                          .size = ButtonSize::small,
                          .icon = has_words(*after, *view.answers) ? Icon::check : Icon::circle,
                          .icon_after = Icon::right};
    Rect box;
    if (draw_button_left(ui, "after", {area.x, bottom + 8}, more, &box)) own.section = after_section;
    return box.bottom();
}

void draw_compare(Ui& ui, const ConferenceView& view, ConferenceUi& own) {
    const VersionView versions = read_versions(view);
    if (!versions.before) {
        own.comparing = false;
        return;
    }
    DialogSpec dialog{.title = tr("conference.compare_title"), .icon = Icon::compare, .width = 900};
    dialog.buttons = {ButtonSpec{.label = tr("notice.close"), .kind = ButtonKind::primary}};
    const Rect body = begin_dialog(ui, "compare", dialog);
    const bool beside = body.w >= 600;
    const auto draw_version = [&](std::size_t index, float y, std::string_view title, std::string_view text) {
        const Rect place =
            beside ? column_of({body.x, body.y, body.w, 0}, index, 2, 24) : Rect{body.x, y, body.w, 0};
        const float below = draw_heading(ui, place, title, 3, Font::label) + 8;
        return draw_text(ui, {place.x, below, place.w, 0}, text) + 16;
    };
    const auto day = parse_date(versions.before->held_on);
    const std::string old_title =
        tr("conference.version_by", {{"n", std::to_string(versions.before->number)},
                                     {"date", day ? short_date(*day) : std::string()},
                                     {"by", versions.before->by}});
    const float left = draw_version(0, body.y, old_title, versions.before->text);
    const float right =
        draw_version(1, left, tr("conference.version", {{"n", std::to_string(versions.writing)}}),
                     field_text(view.state, view.note, "life_assessment"));
    if (end_dialog(ui, std::max(left, right)).done()) own.comparing = false;
}

}  // namespace tsunagi
