// Owns choices that open: the field that shows what is chosen, and the sheet with all there is.
#include "core/strings.h"
#include "views/widgets/choice.h"
#include "views/widgets/dialog.h"
#include "views/widgets/field.h"

#include <algorithm>

namespace tsunagi {

namespace {

constexpr int no_choice = -2;  // nothing pressed yet; -1 takes the choice back

bool draw_option(Ui& ui, const Rect& rect, std::string_view key, std::string_view label, bool chosen) {
    const Theme& t = ui.theme();
    NodeOptions options;
    options.checked = chosen ? Check::on : Check::off;
    options.ring_gap = -3;
    const Interaction act = ui.interact(key, rect, NodeRole::radio, label, options);
    if (chosen || act.held) fill_rect(ui, rect, t.col_accent_tint, Theme::rad_m);
    Rect inside = rect.inset(12, 0);
    const Rect mark = inside.cut_left(Theme::sz_icon, 10);
    if (chosen) paint_icon(ui, mark, Icon::check, t.col_accent);
    draw_text(ui, inside, label,
              {.weight = chosen ? Weight::bold : Weight::regular,
               .color = chosen ? t.col_accent : t.col_ink,
               .valign = VAlign::middle,
               .silent = true});
    return act.fired;
}

float option_height(Ui& ui, float width, std::string_view label) {
    return std::max(Theme::sz_touch,
                    measure_text(ui, label, {.weight = Weight::bold}, width - 24 - 34).y + 16);
}

struct SheetAsk {
    std::string_view title;
    std::span<const std::string> options;
    int selected = -1;
    bool allow_clear = false;
    bool allow_other = false;
    std::string_view other_text;
    std::string_view record;
};
struct SheetTold {
    int chosen = no_choice;
    std::optional<std::string> other;
    bool done = false;
};

// A field for one's own words below the options.
float draw_other(Ui& ui, const Rect& body, float y, const SheetAsk& ask, SheetTold& told) {
    FieldSpec field;
    field.label = tr("choice.other");
    field.value = ask.other_text;
    field.record = ask.record;
    const FieldResult typed = draw_field(ui, "other", {body.x, y + 8, body.w, 0}, field);
    if (typed.committed) told.other = typed.text;
    if (typed.submitted) told.done = true;
    return typed.bottom;
}

SheetTold draw_sheet(Ui& ui, std::string_view key, const SheetAsk& ask) {
    SheetTold told;
    DialogSpec dialog;
    dialog.title = ask.title;
    dialog.width = 440;
    if (ask.allow_other) dialog.buttons.push_back({.label = tr("common.close")});
    const Rect body = begin_dialog(ui, key, dialog);
    float y = body.y;
    ui.begin_group("options", NodeRole::radio_group, ask.title, body);
    const auto offer = [&](std::string_view option_key, std::string_view label, int index) {
        const Rect row{body.x, y, body.w, option_height(ui, body.w, label)};
        if (draw_option(ui, row, option_key, label, index == ask.selected && ask.other_text.empty()))
            told.chosen = index;
        y = row.bottom();
    };
    for (std::size_t i = 0; i < ask.options.size(); ++i) {
        offer("option" + std::to_string(i), ask.options[i], static_cast<int>(i));
    }
    if (ask.allow_clear) offer("clear", tr("choice.clear"), -1);
    ui.end_group();
    if (ask.allow_other) y = draw_other(ui, body, y, ask, told);
    const DialogResult result = end_dialog(ui, y);
    told.done = told.done || result.done() || told.chosen != no_choice;
    return told;
}

}  // namespace

std::optional<int> draw_choice_sheet(Ui& ui, std::string_view key, std::string_view title,
                                     std::span<const std::string> options, int selected, bool allow_clear) {
    if (!ui.is_open(key)) return std::nullopt;
    const SheetTold told = draw_sheet(ui, key, {title, options, selected, allow_clear, false, {}, {}});
    if (told.done) ui.close(key);
    if (told.chosen == no_choice) return std::nullopt;
    return told.chosen;
}

namespace {

void draw_choice_box(Ui& ui, const Rect& box, const ChoiceSpec& spec, std::string_view shown, bool held) {
    const Theme& t = ui.theme();
    Color edge = held ? t.col_accent : t.col_line_strong;
    if (!spec.error.empty()) edge = t.col_red_fill;
    const Color ground = !spec.enabled ? t.col_sunk : held ? t.col_accent_tint : t.col_surface;
    draw_box(ui, box, ground, spec.enabled ? edge : t.col_line, Theme::rad_m,
             spec.error.empty() ? 1.0f : 2.0f);
    Rect inside = box.inset(12, 0);
    paint_icon(ui, inside.cut_right(Theme::sz_icon_s, 8), Icon::down,
               spec.enabled ? t.col_accent : t.col_ink_disabled, Theme::sz_icon_s);
    const bool empty = shown.empty();
    const Color ink = !spec.enabled ? t.col_ink_disabled : empty ? t.col_ink_3 : t.col_ink;
    draw_text(ui, inside, empty ? std::string_view(spec.placeholder) : shown,
              {.color = ink, .valign = VAlign::middle, .silent = true});
}

}  // namespace

ChoiceResult draw_choice(Ui& ui, std::string_view key, const Rect& rect, const ChoiceSpec& spec) {
    ChoiceResult result;
    float y = rect.y;
    if (spec.show_label && !spec.label.empty()) {
        const SilentScope silent(ui);
        y = draw_field_label(ui, rect, spec.label, spec.required);
    }
    const bool chosen = spec.selected >= 0 && static_cast<std::size_t>(spec.selected) < spec.options.size();
    const std::string shown =
        chosen ? spec.options[static_cast<std::size_t>(spec.selected)] : spec.other_text;
    const float words = measure_text(ui, shown.empty() ? spec.placeholder : shown, {}, rect.w - 52).y;
    const Rect box{rect.x, y, rect.w, std::max(Theme::sz_field, words + 20)};
    NodeOptions options;
    options.enabled = spec.enabled;
    options.invalid = !spec.error.empty();
    options.required = spec.required;
    options.expanded = Expand::closed;
    options.value = shown;
    options.description = spec.error;
    const Interaction act = ui.interact(key, box, NodeRole::button, spec.label, options);
    if (ui.is_visible(box)) draw_choice_box(ui, box, spec, shown, act.held);
    const std::string sheet_key = std::string(key) + "#sheet";
    if (act.fired) ui.open(sheet_key);
    if (ui.is_open(sheet_key)) {
        const SheetTold told = draw_sheet(ui, sheet_key,
                                          {spec.label, spec.options, spec.selected, spec.allow_clear,
                                           spec.allow_other, spec.other_text, spec.record});
        if (told.chosen != no_choice) result.chosen = told.chosen;
        result.other = told.other;
        if (told.done) ui.close(sheet_key);
    }
    const SilentScope silent(ui);
    result.bottom = draw_field_error(ui, {rect.x, box.bottom(), rect.w, 0}, spec.error);
    return result;
}

}  // namespace tsunagi
