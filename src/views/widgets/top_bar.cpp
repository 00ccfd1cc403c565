// Owns the top bar and the patient banner: what never scrolls away.
#include "core/strings.h"
#include "views/widgets/frame.h"

#include <algorithm>

namespace tsunagi {

namespace {

struct SaveFace {
    Icon icon;
    Color icon_color;
    Color ink;
    Weight weight;
};

SaveFace face_of(const Theme& t, SaveLook look) {
    switch (look) {
        case SaveLook::saved: break;
        case SaveLook::saving: return {Icon::refresh, t.col_accent, t.col_ink_2, Weight::regular};
        case SaveLook::waiting: return {Icon::clock, t.col_amber_ink, t.col_amber_ink, Weight::bold};
        case SaveLook::failed: return {Icon::overdue, t.col_red_ink, t.col_red_ink, Weight::bold};
    }
    return {Icon::saved, t.col_green_ink, t.col_ink_2, Weight::regular};
}

// One piece of the bar with icon and words, right-aligned; moves `right` to its left.
struct BarPiece {
    std::string_view key;
    std::string_view words;
    std::string_view name;
    Icon icon = Icon::none;
    Color icon_color = 0;
    TextSpec text = {};
    bool pressable = false;
};

float piece_width(Ui& ui, const BarPiece& piece) {
    return Theme::sz_icon_s + (piece.words.empty() ? 0 : 6 + measure_text(ui, piece.words, piece.text).x);
}

bool draw_piece(Ui& ui, const Rect& bar, float& right, const BarPiece& piece) {
    const float width = piece_width(ui, piece);
    const Rect box{right - width, bar.y, width, bar.h};
    right = box.x;
    bool fired = false;
    if (piece.pressable) {
        const Rect target = box.outset(0).centered({std::max(Theme::sz_touch, width), Theme::sz_touch});
        fired = ui.pressed(piece.key, target, NodeRole::button, piece.name);
    } else {
        ui.record(piece.key, NodeRole::status, piece.name, box);
    }
    Rect inside = box;
    paint_icon(ui, inside.cut_left(Theme::sz_icon_s, 6), piece.icon, piece.icon_color, Theme::sz_icon_s);
    TextSpec text = piece.text;
    text.valign = VAlign::middle;
    text.silent = true;
    inside.w += 1;
    draw_text(ui, inside, piece.words, text);
    return fired;
}

void draw_divider(Ui& ui, const Rect& bar, float& right) {
    right -= 16;
    if (ui.is_wide()) {
        draw_line(ui, {right, bar.center().y - 14}, {right, bar.center().y + 14}, ui.theme().col_line);
        right -= 16;
    }
}

bool draw_lock(Ui& ui, const Rect& bar, float& right, const TopBarSpec& spec) {
    const Theme& t = ui.theme();
    const float padding = ui.is_wide() ? 16 : 12;
    const TextSpec text{
        .font = Font::label, .weight = Weight::bold, .valign = VAlign::middle, .silent = true};
    const float width = measure_text(ui, spec.lock, text).x + 28 + 2 * padding;
    const Rect box{right - width, bar.y + (bar.h - 48) / 2, width, 48};
    right = box.x;
    const Interaction act = ui.interact("lock", box, NodeRole::button, spec.lock);
    draw_box(ui, box, act.held ? t.col_accent_tint : t.col_surface,
             act.held ? t.col_accent : t.col_line_strong, Theme::rad_m);
    Rect inside = box.inset(padding, 0);
    paint_icon(ui, inside.cut_left(Theme::sz_icon_s, 8), Icon::lock, t.col_ink, Theme::sz_icon_s);
    inside.w += 1;
    draw_text(ui, inside, spec.lock, text);
    return act.fired;
}

TopBarResult draw_wide_bar(Ui& ui, const Rect& bar, const TopBarSpec& spec) {
    const Theme& t = ui.theme();
    TopBarResult result;
    const bool wide = ui.is_wide();
    float left = bar.x + (wide ? 24.0f : 16.0f);
    const TextSpec title{.weight = Weight::bold, .valign = VAlign::middle};
    const float title_width = measure_text(ui, spec.title, title).x;
    draw_text(ui, {left, bar.y, title_width + 1, bar.h}, spec.title, title);
    left += title_width + (wide ? 16.0f : 12.0f);
    if (!spec.tag.empty()) draw_tag(ui, {left, bar.y + 14}, spec.tag);
    float right = bar.right() - 8;
    result.lock = draw_lock(ui, bar, right, spec);
    right -= wide ? 16 : 12;
    const TextSpec label{.font = Font::label, .color = t.col_ink_2, .tabular = true};
    result.person = draw_piece(ui, bar, right,
                               {"person", wide ? spec.person : spec.person_short, spec.person, Icon::person,
                                t.col_ink_2, label, true});
    if (!spec.network.empty()) {
        draw_divider(ui, bar, right);
        draw_piece(ui, bar, right,
                   {"network", wide ? spec.network : spec.network_short, spec.network,
                    spec.offline ? Icon::offline : Icon::check_circle, t.col_ink_2, label});
    }
    draw_divider(ui, bar, right);
    const SaveFace face = face_of(t, spec.save);
    TextSpec save = label;
    save.color = face.ink;
    save.weight = face.weight;
    result.save = draw_piece(
        ui, bar, right, {"save", spec.save_text, spec.save_text, face.icon, face.icon_color, save, true});
    return result;
}

TopBarResult draw_phone_bar(Ui& ui, const Rect& bar, const TopBarSpec& spec) {
    const Theme& t = ui.theme();
    TopBarResult result;
    ButtonSpec square;
    square.kind = ButtonKind::ghost;
    square.size = ButtonSize::square;
    Rect row = bar.inset(2, 0);
    if (spec.back) {
        square.icon = Icon::left;
        square.name = spec.back_name;
        result.back = draw_button(ui, "back", row.cut_left(48, 2).middle(48), square);
    } else {
        row.cut_left(10);
    }
    square.icon = Icon::lock;
    square.name = spec.lock;
    result.lock = draw_button(ui, "lock", row.cut_right(48, 2).middle(48), square);
    float right = row.right();
    const TextSpec label{.font = Font::label, .color = t.col_ink_2, .tabular = true};
    const SaveFace face = face_of(t, spec.save);
    TextSpec save = label;
    save.color = face.ink;
    result.save = draw_piece(
        ui, bar, right, {"save", spec.save_time, spec.save_text, face.icon, face.icon_color, save, true});
    right -= 8;
    if (!spec.network.empty()) {
        draw_piece(ui, bar, right,
                   {"network",
                    {},
                    spec.network,
                    spec.offline ? Icon::offline : Icon::check_circle,
                    t.col_ink_2,
                    label});
        right -= 6;
    }
    const float tag = spec.tag.empty() ? 0 : measure_tag(ui, spec.tag, true) + 6;
    const TextSpec title{.weight = Weight::bold, .valign = VAlign::middle, .line = 24};
    const float room = std::max(1.0f, right - row.x - tag);
    const float width = std::min(measure_text(ui, spec.title, title).x, room);
    draw_text(ui, {row.x, bar.y, width + 1, bar.h}, spec.title, title);
    if (tag > 0) draw_tag(ui, {row.x + width + 6, bar.y + 14}, spec.tag, 0, 0, 0, true);
    return result;
}

}  // namespace

TopBarResult draw_top_bar(Ui& ui, const Rect& rect, const TopBarSpec& spec) {
    const Theme& t = ui.theme();
    const GroupScope group(ui, "top_bar", NodeRole::region, tr("frame.top_bar"), rect);
    fill_rect(ui, rect, t.col_surface);
    draw_line(ui, {rect.x, rect.bottom() - 1}, {rect.right(), rect.bottom() - 1}, t.col_line);
    const Rect bar = rect.inset({0, ui.safe().top, 0, 1});
    return ui.is_phone() ? draw_phone_bar(ui, bar, spec) : draw_wide_bar(ui, bar, spec);
}

// --- patient banner

namespace {

struct BannerFact {
    std::string_view term;
    std::string_view words;
};

std::vector<BannerFact> facts_of(const BannerSpec& spec) {
    std::vector<BannerFact> facts;
    for (const BannerFact& fact :
         {BannerFact{"ID", spec.id}, BannerFact{tr("banner.age_sex"), spec.age_sex},
          BannerFact{tr("banner.bed"), spec.bed}, BannerFact{tr("banner.stay"), spec.stay}}) {
        if (!fact.words.empty()) facts.push_back(fact);
    }
    return facts;
}

// Term above words (wide) or before them.
enum class FactLook : std::uint8_t { stacked, beside, words_only };

struct FactStyle {
    FactLook look;
    TextSpec term;
    TextSpec words;
    float gap;
};

FactStyle fact_style(const Ui& ui) {
    const bool stacked = ui.is_wide();
    FactStyle style;
    style.look = stacked ? FactLook::stacked : ui.is_phone() ? FactLook::words_only : FactLook::beside;
    style.term = {.font = stacked ? Font::caption : Font::label,
                  .color = ui.theme().col_ink_2,
                  .line = stacked ? 18.0f : 24.0f,
                  .silent = true};
    style.words = {
        .font = ui.is_phone() ? Font::label : Font::body, .weight = Weight::bold, .line = 24, .silent = true};
    style.gap = stacked ? 24.0f : ui.is_phone() ? 14.0f : 20.0f;
    return style;
}

// On a phone only the number says what it is; age and bed speak for themselves.
float term_width(Ui& ui, const FactStyle& style, std::span<const BannerFact> facts, std::size_t i) {
    if (style.look == FactLook::words_only && i > 0) return 0;
    return measure_text(ui, facts[i].term, style.term).x;
}

float fact_width(Ui& ui, const FactStyle& style, std::span<const BannerFact> facts, std::size_t i) {
    const float term = term_width(ui, style, facts, i);
    const float words = measure_text(ui, facts[i].words, style.words).x;
    if (style.look == FactLook::stacked) return std::max(term, words);
    return words + (term > 0 ? term + 5 : 0);
}

constexpr std::size_t facts_needed = 3;  // two identifiers and the bed are always there

float needed_width(Ui& ui, const FactStyle& style, std::span<const BannerFact> facts) {
    float width = 0;
    for (std::size_t i = 0; i < std::min(facts_needed, facts.size()); ++i) {
        width += fact_width(ui, style, facts, i) + (i > 0 ? style.gap : 0);
    }
    return width;
}

void draw_facts(Ui& ui, const Rect& area, FactStyle style, std::span<const BannerFact> facts) {
    // Closer together before anything is left out.
    const float over = needed_width(ui, style, facts) - area.w;
    if (over > 0) style.gap = std::max(6.0f, style.gap - over / static_cast<float>(facts_needed - 1));
    float x = area.x;
    for (std::size_t i = 0; i < facts.size(); ++i) {
        const float width = fact_width(ui, style, facts, i);
        if (i >= facts_needed && x + width > area.right()) break;
        const float term = term_width(ui, style, facts, i);
        const bool stacked = style.look == FactLook::stacked;
        const float words_x = stacked || term <= 0 ? x : x + term + 5;
        if (term > 0) draw_text(ui, {x, area.y, term + 1, 0}, facts[i].term, style.term);
        draw_text(ui, {words_x, area.y + (stacked ? 18.0f : 0.0f), width + 1, 0}, facts[i].words,
                  style.words);
        x += width + style.gap;
    }
}

std::string banner_name(const BannerSpec& spec) {
    std::string name = spec.name + " " + spec.kana;
    for (const BannerFact& fact : facts_of(spec))
        (name += " " + std::string(fact.term)) += " " + std::string(fact.words);
    if (!spec.allergy.empty()) name += " " + tr("banner.allergy", {{"what", spec.allergy}});
    return name;
}

ChipSpec allergy_chip(const Ui& ui, const BannerSpec& spec) {
    ChipSpec chip;
    chip.tone = Tone::danger;
    chip.icon = Icon::allergy;
    chip.small = ui.is_phone();
    chip.label = ui.is_phone() ? tr("banner.allergy_short") : tr("banner.allergy", {{"what", spec.allergy}});
    return chip;
}

// Name and kana side by side; returns the right edge.
float draw_name(Ui& ui, Vec2 at, float room, const BannerSpec& spec) {
    const bool phone = ui.is_phone();
    const TextSpec name{.font = phone ? Font::h2 : Font::h1,
                        .weight = Weight::bold,
                        .line = phone ? 28.0f : 32.0f,
                        .silent = true};
    const TextSpec kana{.font = Font::label, .color = ui.theme().col_ink_2, .line = 20, .silent = true};
    const float width = measure_text(ui, spec.name, name).x;
    draw_text(ui, {at.x, at.y, std::min(width, room) + 1, 0}, spec.name, name);
    const float kana_width = measure_text(ui, spec.kana, kana).x;
    if (width + 8 + kana_width > room) return at.x + width;
    draw_text(ui, {at.x + width + 8, at.y + name.line - 23, kana_width + 1, 0}, spec.kana, kana);
    return at.x + width + 8 + kana_width;
}

}  // namespace

bool draw_banner(Ui& ui, const Rect& rect, const BannerSpec& spec) {
    const Theme& t = ui.theme();
    const GroupScope group(ui, "banner", NodeRole::region, spec.region, rect);
    NodeOptions options;
    options.radius = 0;
    options.ring_gap = -4;
    const Interaction act = ui.interact("patient", rect, NodeRole::button, banner_name(spec), options);
    const SilentScope silent(ui);
    fill_rect(ui, rect, act.held ? t.col_accent_line : t.col_accent_tint);
    fill_rect(ui, rect.with_width(8), t.col_accent);
    draw_line(ui, {rect.x, rect.bottom() - 1}, {rect.right(), rect.bottom() - 1}, t.col_accent_line);
    const bool phone = ui.is_phone();
    Rect inside = rect.inset({phone ? 20.0f : 24.0f, 0, phone ? 8.0f : 12.0f, 0});
    const std::vector<BannerFact> facts = facts_of(spec);
    const bool wide = ui.is_wide();
    const float first_line = wide ? rect.center().y : phone ? rect.y + 18 : rect.y + 29;
    float right = inside.right();
    if (!spec.allergy.empty()) {
        right = draw_chip_right(ui, inside.right(), first_line, allergy_chip(ui, spec)) - 12;
    }
    const float name_top = wide ? rect.center().y - 16 : phone ? rect.y + 4 : rect.y + 13;
    const FactStyle style = fact_style(ui);
    const float name_room = right - inside.x - (wide ? needed_width(ui, style, facts) + 24 : 0);
    const float name_right = draw_name(ui, {inside.x, name_top}, name_room, spec);
    Rect below{inside.x, rect.y + (phone ? 34.0f : 50.0f), inside.w, 24};
    if (wide) below = {name_right + 24, rect.center().y - 21, right - name_right - 24, 42};
    const std::size_t shown = phone ? std::min(facts_needed, facts.size()) : facts.size();
    draw_facts(ui, below, style, std::span(facts).first(shown));
    return act.fired;
}

}  // namespace tsunagi
