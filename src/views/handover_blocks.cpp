// Owns the parts of a view: their order, their frames and the words in them.
#include "views/handover_blocks.h"

#include "core/sorting.h"
#include "core/strings.h"
#include "core/text.h"
#include "exchange/audience.h"
#include "views/handover_table.h"
#include "views/widgets.h"

#include <algorithm>

namespace tsunagi {

namespace {

constexpr std::string_view sharing_title = "handover_view.sharing";

// What came back stands before everything: it is why the file was sent.
bool is_reply_title(std::string_view key) {
    return key == "handover_view.receipt" || key == "handover_view.follow_up" ||
           key == "handover_view.consult";
}

// In the order of whom it is written for. Who else is told comes last of what is to be read, before who it
// is, which stands at the top already.
int rank_of(const HandoverView& view, const ViewPart& part) {
    if (is_reply_title(view.blocks[part.first].title.key)) return -1;
    const auto order = order_of(view.audience);
    if (view.blocks[part.first].title.key == sharing_title) return static_cast<int>(order.size()) * 2 - 3;
    const auto found = std::ranges::find(order, part.section);
    return static_cast<int>(found - order.begin()) * 2;
}

bool begins_part(const ViewBlock& block) {
    return block.kind == ViewBlockKind::heading && block.level <= 2;
}

TextSpec value_text(Ui& ui, const ViewCell& cell, Font font) {
    return {.font = font,
            .weight = cell.tone == ViewTone::danger ? Weight::bold : Weight::regular,
            .color = color_of(ui.theme(), cell.tone)};
}

// The texts of a conflict nobody has settled yet stand below each other, and it is said.
float draw_value(Ui& ui, const Rect& rect, const ViewCell& cell, Font font) {
    float y = draw_text(ui, rect, words_of(cell.text), value_text(ui, cell, font));
    const IconTextSpec other{.icon = Icon::warn,
                             .text = {.font = Font::label, .color = ui.theme().col_amber_ink}};
    for (const std::string& text : cell.others) {
        y = draw_icon_text(ui, {rect.x, y, rect.w, 0},
                           tr("handover.other_text", {{"text", mark_deceptive(text)}}), other);
    }
    return y;
}

float draw_rows(Ui& ui, const Rect& rect, const ViewBlock& block, Font font) {
    const Theme& theme = ui.theme();
    float y = rect.y;
    if (!block.title.empty()) {
        y = draw_text(ui, rect, words_of(block.title), {.font = font, .weight = Weight::bold, .heading = 3}) +
            2;
    }
    const float term = rect.w >= 440 ? 132.0f : rect.w >= 320 ? 104.0f : 0.0f;
    const float size_gap = (metrics_of(font).line - metrics_of(Font::label).line) / 2;
    for (const ViewRow& row : block.rows) {
        const TextSpec label{.font = Font::label, .color = theme.col_ink_2};
        const float width = term > 0 ? term : rect.w;
        float bottom =
            draw_text(ui, {rect.x, y + (term > 0 ? size_gap : 0), width, 0}, words_of(row.label), label);
        const Rect values{rect.x + (term > 0 ? term + 12 : 0), 0, rect.w - (term > 0 ? term + 12 : 0), 0};
        float value_y = term > 0 ? y : bottom;
        for (const ViewCell& cell : row.values) {
            value_y = draw_value(ui, {values.x, value_y, values.w, 0}, cell, font);
        }
        y = std::max(bottom, value_y) + 6;
    }
    return y;
}

float draw_list(Ui& ui, const Rect& rect, const ViewBlock& block, Font font) {
    float y = rect.y;
    if (!block.title.empty()) {
        y = draw_text(ui, rect, words_of(block.title), {.font = font, .weight = Weight::bold, .heading = 3}) +
            2;
    }
    for (const ViewCell& cell : block.items) {
        const float middle = y + metrics_of(font).line / 2;
        fill_circle(ui, {rect.x + 8, middle}, 3, ui.theme().col_ink_2);
        y = draw_value(ui, {rect.x + 20, y, rect.w - 20, 0}, cell, font) + 4;
    }
    return y;
}

// Read across a room, by somebody who is frightened: the number alone on its line.
float draw_contacts(Ui& ui, const Rect& rect, const ViewBlock& block, Font font) {
    float y = rect.y;
    for (const ViewRow& row : block.rows) {
        y = draw_text(ui, {rect.x, y, rect.w, 0}, words_of(row.label), {.font = font});
        for (const ViewCell& cell : row.values) {
            const IconTextSpec number{.icon = Icon::phone,
                                      .text = {.font = Font::h1, .weight = Weight::bold},
                                      .icon_color = ui.theme().col_accent,
                                      .icon_size = Theme::sz_icon,
                                      .gap = 10};
            y = draw_icon_text(ui, {rect.x, y, rect.w, 0}, words_of(cell.text), number);
        }
        y += 12;
    }
    return y;
}

float draw_block(Ui& ui, const Rect& rect, const ViewBlock& block, PartFrame frame) {
    const Font font = frame == PartFrame::card ? Font::body : Font::label;
    const float pad = frame == PartFrame::card ? 16.0f : 0.0f;
    const Rect inside{rect.x + pad, rect.y, rect.w - 2 * pad, 0};
    const GroupScope scope(ui, block.id, NodeRole::group, "");
    switch (block.kind) {
        case ViewBlockKind::heading: {
            const TextSpec heading{.font = Font::label, .weight = Weight::bold, .heading = 3};
            return draw_text(ui, {inside.x, inside.y + 4, inside.w, 0}, words_of(block.title), heading) + 4;
        }
        case ViewBlockKind::rows: return draw_rows(ui, inside, block, font) + 4;
        case ViewBlockKind::list: return draw_list(ui, inside, block, font) + 4;
        case ViewBlockKind::contacts: return draw_contacts(ui, inside, block, font);
        case ViewBlockKind::table: return draw_view_table(ui, rect, block, font, pad) + 8;
    }
    return rect.y;
}

float draw_blocks(Ui& ui, const Rect& rect, const HandoverView& view, const ViewPart& part, PartFrame frame) {
    float y = rect.y;
    for (std::size_t i = part.first; i < part.end; ++i) {
        const ViewBlock& block = view.blocks[i];
        if (i == part.first && begins_part(block)) continue;  // it is the title
        y = draw_block(ui, {rect.x, y, rect.w, 0}, block, frame);
    }
    return y;
}

float draw_part(Ui& ui, const Rect& rect, const HandoverView& view, const ViewPart& part, PartFrame frame) {
    const std::string title = title_of(view, part);
    const std::string& key = view.blocks[part.first].id;
    if (frame == PartFrame::card) {
        const Rect inner = begin_growing_card(ui, key, rect, {.title = title, .icon = icon_of(part.section)});
        const float top = title.empty() ? inner.y + 12 : inner.y;
        return end_growing_card(ui, draw_blocks(ui, {inner.x, top, inner.w, 0}, view, part, frame) + 8);
    }
    const GroupScope scope(ui, key, NodeRole::region, title);
    float y = rect.y;
    if (!title.empty()) {
        const IconTextSpec heading{.icon = icon_of(part.section),
                                   .text = {.font = Font::body, .weight = Weight::bold, .heading = 3},
                                   .icon_color = ui.theme().col_accent,
                                   .icon_size = Theme::sz_icon_s,
                                   .gap = 8};
        y = draw_icon_text(ui, rect, title, heading) + 4;
    }
    y = draw_blocks(ui, {rect.x, y, rect.w, 0}, view, part, frame) + 8;
    draw_line(ui, {rect.x, y}, {rect.right(), y}, ui.theme().col_line_soft);
    return y;
}

}  // namespace

std::vector<ViewPart> parts_of(const HandoverView& view) {
    std::vector<ViewPart> parts;
    for (std::size_t i = 0; i < view.blocks.size(); ++i) {
        if (parts.empty() || begins_part(view.blocks[i])) parts.push_back({i, i, view.blocks[i].section});
        parts.back().end = i + 1;
    }
    sort_by(parts, [&view](const ViewPart& part) { return rank_of(view, part); });
    return parts;
}

std::string words_of(const ViewText& text) {
    if (text.key.empty()) return mark_deceptive(text.typed);
    std::string words = tr(text.key);
    for (const auto& [name, value] : text.arguments) {
        const std::string place = "{" + name + "}";
        const auto at = words.find(place);
        if (at != std::string::npos) words.replace(at, place.size(), mark_deceptive(value));
    }
    return words;
}

std::string title_of(const HandoverView& view, const ViewPart& part) {
    const ViewBlock& block = view.blocks[part.first];
    return begins_part(block) ? words_of(block.title) : std::string();
}

Icon icon_of(Section section) {
    switch (section) {
        case Section::identity: return Icon::id;
        case Section::wish: return Icon::heart;
        case Section::family: return Icon::family;
        case Section::medical: return Icon::stethoscope;
        case Section::assessment: return Icon::person;
        case Section::troubles: return Icon::info;
        case Section::decisions: return Icon::flag;
        case Section::open: return Icon::question;
        case Section::sudden: return Icon::phone;
        case Section::procedures: return Icon::syringe;
        case Section::medications: return Icon::pill;
        case Section::adl: return Icon::people;
        case Section::home: return Icon::home;
        case Section::insurance: return Icon::wallet;
        case Section::checklist: return Icon::task;
        case Section::life_story: return Icon::book;
    }
    return Icon::note;
}

std::vector<std::string> allergies_of(const HandoverView& view) {
    std::vector<std::string> result;
    for (const ViewBlock& block : view.blocks) {
        for (const auto& line : block.table) {
            if (line.empty() || line.front().tone != ViewTone::danger || line.front().text.empty()) continue;
            result.push_back(words_of(line.front().text));
        }
    }
    return result;
}

std::string missing_words(const HandoverView& view) {
    std::string words;
    for (const ViewText& text : view.missing) words += (words.empty() ? "" : "・") + words_of(text);
    return words;
}

float draw_view_patient(Ui& ui, const Rect& rect, const HandoverView& view, PracticeMark mark) {
    const Theme& theme = ui.theme();
    const ViewPatient& patient = view.patient;
    const GroupScope scope(ui, "patient", NodeRole::group, tr("handover.patient"));
    std::string who = tr("handover.honorific", {{"name", mark_deceptive(patient.name)}});
    float y = draw_text(ui, rect, who, {.font = Font::h2, .weight = Weight::bold, .heading = 2});
    if (!patient.kana.empty()) {
        y = draw_text(ui, {rect.x, y, rect.w, 0}, mark_deceptive(patient.kana),
                      {.font = Font::label, .color = theme.col_ink_2});
    }
    std::string facts;
    const auto add = [&facts](const std::string& words) {
        if (!words.empty()) facts += (facts.empty() ? "" : "　") + words;
    };
    if (!patient.patient_id.empty()) add("ID " + mark_deceptive(patient.patient_id));
    if (patient.age_years >= 0) add(tr("banner.age", {{"n", std::to_string(patient.age_years)}}));
    add(mark_deceptive(patient.sex));
    if (!patient.birth_date.empty()) {
        const std::string day = long_day(patient.birth_date);
        add(tr("handover.born", {{"date", day.empty() ? mark_deceptive(patient.birth_date) : day}}));
    }
    y = draw_text(ui, {rect.x, y, rect.w, 0}, facts, {.font = Font::label}) + 4;
    std::vector<ChipSpec> chips;
    if (mark == PracticeMark::shown) chips.push_back({.label = tr("practice.tag"), .icon = Icon::info});
    for (const std::string& what : allergies_of(view)) {
        chips.push_back(
            {.label = tr("handover.allergy", {{"what", what}}), .tone = Tone::danger, .icon = Icon::allergy});
    }
    return chips.empty() ? y : draw_chips(ui, {rect.x, y + 4, rect.w, 0}, chips);
}

float draw_view_parts(Ui& ui, const Rect& rect, const HandoverView& view, PartFrame frame,
                      std::size_t columns, std::vector<float>* tops) {
    constexpr float gap = 12;
    std::vector<float> bottoms(std::max<std::size_t>(1, columns), rect.y);
    if (tops) tops->clear();
    for (const ViewPart& part : parts_of(view)) {
        const auto shortest = std::ranges::min_element(bottoms);
        const auto index = static_cast<std::size_t>(shortest - bottoms.begin());
        const float y = *shortest == rect.y ? rect.y : *shortest + gap;
        if (tops) tops->push_back(y - rect.y);
        const Rect column = column_of({rect.x, y, rect.w, 0}, index, bottoms.size(), gap);
        *shortest = draw_part(ui, column, view, part, frame);
    }
    return *std::ranges::max_element(bottoms);
}

}  // namespace tsunagi
