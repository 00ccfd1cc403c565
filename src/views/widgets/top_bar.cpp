// Owns the top bar and the patient banner: what never scrolls away.
#include "core/strings.h"
#include "views/widgets/frame.h"

#include <algorithm>
#include <vector>

namespace tsunagi {

namespace {

constexpr float tag_strip = 26;

// Where the tag does not fit beside the rest it has a strip of its own: practice is never mistaken for real.
bool has_tag_strip(const Ui& ui, const TopBarSpec& spec) {
    return !spec.tag.empty() && ui.full_screen().w < 360;
}

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

bool draw_piece(Ui& ui, const Rect& box, const BarPiece& piece) {
    bool fired = false;
    if (piece.pressable) {
        const float touch = ui.touch();
        const Rect target = box.centered({std::max(touch, box.w), touch});
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

constexpr TextSpec lock_text{
    .font = Font::label, .weight = Weight::bold, .valign = VAlign::middle, .silent = true};

float lock_padding(const Ui& ui) {
    return ui.is_wide() ? 16.0f : 12.0f;
}

float lock_width(Ui& ui, const TopBarSpec& spec) {
    return measure_text(ui, spec.lock, lock_text).x + 28 + 2 * lock_padding(ui);
}

bool draw_lock(Ui& ui, const Rect& box, const TopBarSpec& spec) {
    const Theme& t = ui.theme();
    const Interaction act = ui.interact("lock", box, NodeRole::button, spec.lock);
    draw_box(ui, box, act.held ? t.col_accent_tint : t.col_surface,
             act.held ? t.col_accent : t.col_line_strong, Theme::rad_m);
    Rect inside = box.inset(lock_padding(ui), 0);
    paint_icon(ui, inside.cut_left(Theme::sz_icon_s, 8), Icon::lock, t.col_ink, Theme::sz_icon_s);
    inside.w += 1;
    draw_text(ui, inside, spec.lock, lock_text);
    return act.fired;
}

bool draw_square(Ui& ui, std::string_view key, const Rect& box, Icon icon, const std::string& name) {
    const ButtonSpec square{
        .label = {}, .kind = ButtonKind::ghost, .size = ButtonSize::square, .icon = icon, .name = name};
    return draw_button(ui, key, box, square);
}

BarPiece save_piece(const Ui& ui, const TopBarSpec& spec) {
    const SaveFace face = face_of(ui.theme(), spec.save);
    const TextSpec text{.font = Font::label, .weight = face.weight, .color = face.ink, .tabular = true};
    const std::string& words = ui.is_phone() ? spec.save_time : spec.save_text;
    return {"save", words, spec.save_text, face.icon, face.icon_color, text, true};
}

BarPiece network_piece(const Ui& ui, const TopBarSpec& spec) {
    const Color color = ui.theme().col_ink_2;
    const TextSpec text{.font = Font::label, .color = color, .tabular = true};
    std::string_view words;
    if (!ui.is_phone()) words = ui.is_wide() ? spec.network : spec.network_short;
    return {"network", words, spec.network, spec.offline ? Icon::offline : Icon::check_circle, color, text};
}

// Placed from the right edge, drawn from the left: as it is read, and as Tab walks.
TopBarResult draw_wide_bar(Ui& ui, const Rect& bar, const TopBarSpec& spec) {
    const Theme& t = ui.theme();
    const bool wide = ui.is_wide();
    float right = bar.right() - 8;
    const auto place = [&](float width, float gap) {
        right -= width;
        const Rect box{right, bar.y, width, bar.h};
        right -= gap;
        return box;
    };
    std::vector<float> dividers;
    const auto divide = [&] {
        right -= 16;
        dividers.push_back(right);
        if (wide) right -= 16;
    };
    const TextSpec label{.font = Font::label, .color = t.col_ink_2, .tabular = true};
    const BarPiece person{
        "person", wide ? spec.person : spec.person_short, spec.person, Icon::person, t.col_ink_2, label,
        true};
    const BarPiece network = network_piece(ui, spec);
    const BarPiece save = save_piece(ui, spec);
    const Rect lock_box = place(lock_width(ui, spec), 4).middle(48);
    const Rect mode_box = place(Theme::sz_touch, wide ? 12 : 8).middle(48);
    const Rect person_box = place(piece_width(ui, person), 0);
    Rect network_box;
    if (!spec.network.empty()) {
        divide();
        network_box = place(piece_width(ui, network), 0);
    }
    divide();
    const Rect save_box = place(piece_width(ui, save), 0);

    TopBarResult result;
    const float left = bar.x + (wide ? 24.0f : 16.0f);
    const TextSpec title{.weight = Weight::bold, .valign = VAlign::middle};
    const float title_width = measure_text(ui, spec.title, title).x;
    draw_text(ui, {left, bar.y, title_width + 1, bar.h}, spec.title, title);
    if (!spec.tag.empty()) draw_tag(ui, {left + title_width + (wide ? 16.0f : 12.0f), bar.y + 14}, spec.tag);
    result.save = draw_piece(ui, save_box, save);
    if (!spec.network.empty()) draw_piece(ui, network_box, network);
    result.person = draw_piece(ui, person_box, person);
    result.mode = draw_square(ui, "mode", mode_box, spec.mode_icon, spec.mode);
    result.lock = draw_lock(ui, lock_box, spec);
    if (!wide) return result;
    for (const float x : dividers)
        draw_line(ui, {x, bar.center().y - 14}, {x, bar.center().y + 14}, t.col_line);
    return result;
}

// Of the words in the bar what fits: the page says its name below, too.
void draw_phone_words(Ui& ui, const Rect& room, const TopBarSpec& spec) {
    const TextSpec title{.weight = Weight::bold, .valign = VAlign::middle, .line = 24};
    const float tag = has_tag_strip(ui, spec) || spec.tag.empty() ? 0 : measure_tag(ui, spec.tag, true) + 6;
    const float width = measure_text(ui, spec.title, title).x;
    float x = room.x;
    if (width + tag <= room.w) {
        draw_text(ui, {x, room.y, width + 1, room.h}, spec.title, title);
        x += width + 6;
    }
    if (tag > 0 && tag <= room.w) draw_tag(ui, {x, room.y + (room.h - 28) / 2}, spec.tag, 0, 0, 0, true);
}

TopBarResult draw_phone_bar(Ui& ui, const Rect& bar, const TopBarSpec& spec) {
    TopBarResult result;
    const float touch = ui.touch();
    Rect row = bar.inset(2, 0);
    Rect back_box;
    if (spec.back) {
        back_box = row.cut_left(touch, 2).middle(touch);
    } else {
        row.cut_left(10);
    }
    const Rect lock_box = row.cut_right(touch).middle(touch);
    const Rect mode_box = row.cut_right(touch, 2).middle(touch);
    BarPiece save = save_piece(ui, spec);
    save.text.weight = Weight::regular;
    if (piece_width(ui, save) > row.w) save.words = {};
    const Rect save_box = row.cut_right(piece_width(ui, save), 8);
    const bool network = !spec.network.empty() && row.w > Theme::sz_icon_s;
    const Rect network_box = network ? row.cut_right(Theme::sz_icon_s, 6) : Rect{};

    if (spec.back) result.back = draw_square(ui, "back", back_box, Icon::left, spec.back_name);
    draw_phone_words(ui, row, spec);
    if (network) draw_piece(ui, network_box, network_piece(ui, spec));
    result.save = draw_piece(ui, save_box, save);
    result.mode = draw_square(ui, "mode", mode_box, spec.mode_icon, spec.mode);
    result.lock = draw_square(ui, "lock", lock_box, Icon::lock, spec.lock);
    return result;
}

}  // namespace

float top_bar_height(const Ui& ui, const TopBarSpec& spec) {
    const float bar = ui.is_narrow() ? std::max(48.0f, ui.touch() + 4) : Theme::sz_topbar;
    return bar + (has_tag_strip(ui, spec) ? tag_strip : 0.0f);
}

TopBarResult draw_top_bar(Ui& ui, const Rect& rect, const TopBarSpec& spec) {
    const Theme& t = ui.theme();
    const GroupScope group(ui, "top_bar", NodeRole::region, tr("frame.top_bar"), rect);
    fill_rect(ui, rect, t.col_surface);
    draw_line(ui, {rect.x, rect.bottom() - 1}, {rect.right(), rect.bottom() - 1}, t.col_line);
    Rect bar = rect.inset({0, ui.safe().top, 0, 1});
    if (has_tag_strip(ui, spec)) {
        const Rect strip = bar.cut_bottom(tag_strip);
        fill_rect(ui, strip, t.col_surface_alt);
        draw_text(ui, strip, spec.tag,
                  {.font = Font::caption,
                   .weight = Weight::bold,
                   .align = Align::center,
                   .valign = VAlign::middle});
    }
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

// Large text on a phone: the name as far as it needs to go, under it the two identifiers that fit.
constexpr TextSpec narrow_name{.font = Font::body, .weight = Weight::bold, .line = 26, .silent = true};
constexpr TextSpec narrow_fact{.font = Font::label, .weight = Weight::bold, .line = 24, .silent = true};

float narrow_name_room(const BannerSpec& spec, float width) {
    return width - 24 - (spec.allergy.empty() ? 0.0f : Theme::sz_icon + 8);
}

std::string narrow_facts(Ui& ui, const BannerSpec& spec, float width) {
    std::string facts = "ID " + spec.id;
    if (!spec.bed.empty() && measure_text(ui, facts + "  " + spec.bed, narrow_fact).x <= width - 24) {
        facts += "  " + spec.bed;
    } else if (!spec.bed.empty()) {
        facts += "\n" + spec.bed;
    }
    return facts;
}

float narrow_height(Ui& ui, float width, const BannerSpec& spec) {
    return measure_text(ui, spec.name, narrow_name, narrow_name_room(spec, width)).y +
           measure_text(ui, narrow_facts(ui, spec, width), narrow_fact, width - 24).y + 10;
}

void draw_narrow_banner(Ui& ui, const Rect& rect, const BannerSpec& spec) {
    const Rect inside{rect.x + 16, rect.y + 4, rect.w - 24, 0};
    if (!spec.allergy.empty()) {
        const Rect corner{inside.right() - Theme::sz_icon, inside.y, Theme::sz_icon, 26};
        paint_icon(ui, corner, Icon::allergy, ui.theme().col_red_ink);
    }
    const float y = draw_text(ui, inside.with_width(narrow_name_room(spec, rect.w)), spec.name, narrow_name);
    draw_text(ui, {inside.x, y, inside.w, 0}, narrow_facts(ui, spec, rect.w), narrow_fact);
}

// A low screen: everything in one line, the facts without their terms.
constexpr float slim_gap = 16;

struct SlimBanner {
    TextSpec name = {.font = Font::h2, .weight = Weight::bold, .line = 28, .silent = true};
    FactStyle facts = {.look = FactLook::words_only,
                       .term = {.font = Font::label, .line = 24, .silent = true},
                       .words = {.font = Font::label, .weight = Weight::bold, .line = 24, .silent = true},
                       .gap = 12};
    float allergy = 0;
};

SlimBanner slim_banner(Ui& ui, const BannerSpec& spec) {
    SlimBanner slim;
    slim.facts.term.color = ui.theme().col_ink_2;
    slim.allergy = spec.allergy.empty() ? 0 : Theme::sz_icon + slim_gap;
    return slim;
}

bool is_slim(Ui& ui, float width, const BannerSpec& spec) {
    if (!ui.is_low()) return false;
    const SlimBanner slim = slim_banner(ui, spec);
    const float name = measure_text(ui, spec.name, slim.name).x;
    return 20 + name + slim_gap + needed_width(ui, slim.facts, facts_of(spec)) + slim.allergy + 8 <= width;
}

void draw_slim_banner(Ui& ui, const Rect& rect, const BannerSpec& spec) {
    const SlimBanner slim = slim_banner(ui, spec);
    Rect inside = rect.inset({20, 0, 8, 0});
    const float name = measure_text(ui, spec.name, slim.name).x;
    if (!spec.allergy.empty()) {
        // What it is where that fits too.
        ChipSpec chip = allergy_chip(ui, spec);
        chip.small = true;
        const float width = measure_chip(ui, chip).x;
        const float needed = name + slim_gap + needed_width(ui, slim.facts, facts_of(spec)) + slim_gap;
        if (needed + width <= inside.w) {
            draw_chip_right(ui, inside.right(), rect.center().y, chip);
            inside.cut_right(width, slim_gap);
        } else {
            paint_icon(ui, inside.cut_right(Theme::sz_icon, slim_gap), Icon::allergy, ui.theme().col_red_ink);
        }
    }
    draw_text(ui, inside.cut_left(name, slim_gap).with_width(name + 1).middle(28), spec.name, slim.name);
    draw_facts(ui, inside.middle(24), slim.facts, facts_of(spec));
}

}  // namespace

float banner_height(Ui& ui, float width, const BannerSpec& spec) {
    if (is_slim(ui, width, spec)) return std::max(ui.touch(), 36.0f);
    if (ui.is_narrow()) return narrow_height(ui, width, spec);
    return ui.width_class() == WidthClass::medium ? Theme::sz_banner_mid : Theme::sz_banner;
}

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
    if (is_slim(ui, rect.w, spec)) {
        draw_slim_banner(ui, rect, spec);
        return act.fired;
    }
    if (ui.is_narrow()) {
        draw_narrow_banner(ui, rect, spec);
        return act.fired;
    }
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
