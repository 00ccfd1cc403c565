// Owns settling a conflict: all texts with who wrote them, when and where; one of them, all together, or
// words written anew.
#include "app/field_words.h"
#include "core/strings.h"
#include "views/record_field.h"
#include "views/screens/question_parts.h"
#include "views/widgets.h"

#include <algorithm>

namespace tsunagi {

namespace {

// Words can be joined and written anew; a tick, a day or a choice can only be one of the two.
bool takes_words(const AppState& state, const FieldQuestion& asked, const std::vector<Side>& sides) {
    const Item* item = item_at(state, asked.document, asked.path);
    const bool by_form = !item || item->widget == ItemWidget::checklist_row || item->type == ItemType::text ||
                         item->type == ItemType::string;
    return by_form && std::ranges::all_of(sides, [](const Side& side) {
               return is_empty(side.change->value) || std::holds_alternative<std::string>(side.change->value);
           });
}

std::string joined(const std::vector<Side>& sides) {
    std::string text;
    for (const Side& side : sides) {
        const std::string words = text_of(side.change->value);
        if (words.empty()) continue;
        if (!text.empty()) text += '\n';
        text += words;
    }
    return text;
}

// One text with who and when: the whole card is the target.
float draw_side(Ui& ui, std::string_view key, const Rect& area, std::string_view words,
                std::string_view detail, bool selected, bool* pressed) {
    const Theme& t = ui.theme();
    const float room = area.w - 24 - 36;
    const TextSpec body{.font = Font::body};
    const TextSpec small{.font = Font::label, .color = t.col_ink_2};
    const float height = measure_text(ui, words, body, room).y + measure_text(ui, detail, small, room).y;
    const Rect box = area.with_height(std::max(Theme::sz_row_xl, height + 24));
    NodeOptions options;
    options.checked = selected ? Check::on : Check::off;
    options.description = detail;
    const Interaction act = ui.interact(key, box, NodeRole::radio, words, options);
    if (act.fired) *pressed = true;
    const SilentScope silent(ui);
    draw_box(ui, box, selected || act.held ? t.col_accent_tint : t.col_surface,
             selected ? t.col_accent : t.col_line_strong, Theme::rad_m, selected ? 2.0f : 1.0f);
    Rect inside = box.inset(12, 0);
    const Vec2 circle = inside.cut_left(24, 12).center();
    stroke_circle(ui, circle, 11, selected ? t.col_accent : t.col_line_strong, 2);
    if (selected) fill_circle(ui, circle, 6, t.col_accent);
    const float y = draw_text(ui, {inside.x, box.y + (box.h - height) / 2, inside.w, 0}, words, body);
    draw_text(ui, {inside.x, y, inside.w, 0}, detail, small);
    return box.bottom() + 8;
}

struct Choices {
    int both = -1, anew = -1;  // where words are wanted; -1 where only one of the texts can be chosen
};

float draw_choices(Ui& ui, const Rect& area, const AppState& state, const std::vector<Side>& sides,
                   const Choices& choices, QuestionUi& own) {
    const GroupScope group(ui, "sides", NodeRole::radio_group, tr("settle.which"));
    float y = area.y;
    const auto option = [&](std::string_view key, int index, std::string_view words,
                            std::string_view detail) {
        bool pressed = false;
        y = draw_side(ui, key, {area.x, y, area.w, 0}, words, detail, own.choice == index, &pressed);
        if (!pressed || own.choice == index) return;
        own.choice = index;
        own.text = index == choices.both ? joined(sides) : std::string();
    };
    for (std::size_t i = 0; i < sides.size(); ++i) {
        const std::string words = value_words(sides[i].change->value);
        option(sides[i].change->id, static_cast<int>(i), words,
               author_words(state, *sides[i].origin) + "　" + moment_words(state, *sides[i].origin));
    }
    if (choices.anew < 0) return y;
    option("both", choices.both, tr("settle.both"), tr("settle.both_detail"));
    option("anew", choices.anew, tr("settle.anew"), tr("settle.anew_detail"));
    return y;
}

}  // namespace

void draw_settling(Ui& ui, const AppState& state, QuestionUi& own, Commands& commands) {
    const std::vector<Side> sides = sides_at(state, own.asked.document, own.asked.path);
    if (sides.size() < 2) {  // settled meanwhile
        commands.emplace_back(cmd::PutAwayQuestion{});
        return;
    }
    const int count = static_cast<int>(sides.size());
    const Choices choices = takes_words(state, own.asked, sides) ? Choices{count, count + 1} : Choices{};
    const bool typed = own.choice >= count;
    DialogSpec dialog{.title = tr("settle.title"), .icon = Icon::merge, .tone = Tone::warn, .width = 760};
    dialog.dismissal = Dismissal::by_button;
    dialog.close_button = false;
    dialog.buttons = {ButtonSpec{.label = tr("settle.later")},
                      ButtonSpec{.label = tr("settle.go"),
                                 .edits = true,
                                 .kind = ButtonKind::primary,
                                 .icon = Icon::check,
                                 .enabled = own.choice >= 0 && (!typed || !own.text.empty())}};
    const Rect body = begin_dialog(ui, "settle", dialog);
    float y = draw_text(ui, body,
                        document_words(state, own.asked.document) + "　" +
                            field_words(state, own.asked.document, own.asked.path),
                        {.font = Font::body, .weight = Weight::bold}) +
              4;
    y = draw_text(ui, {body.x, y, body.w, 0}, tr("settle.what"),
                  {.font = Font::label, .color = ui.theme().col_ink_2}) +
        12;
    y = draw_choices(ui, {body.x, y, body.w, 0}, state, sides, choices, own);
    if (own.choice >= count) {
        FieldSpec field{.label = tr("settle.text"), .value = own.text};
        field.kind = FieldKind::lines;
        field.enter_key = EnterKey::enter;
        const FieldResult result = draw_field(ui, own.choice == choices.both ? "text_both" : "text_anew",
                                              {body.x, y + 4, body.w, 0}, field);
        if (result.changed)
            commands.emplace_back(cmd::EditDraft{own.asked.document, own.asked.path, result.text});
        own.text = result.text;
        y = result.bottom + 8;
    }
    const DialogResult result = end_dialog(ui, y);
    if (result.button == 1u && own.choice >= 0) {
        std::vector<ChangeId> seen;
        for (const Side& side : sides) seen.push_back(side.change->id);
        const Value value =
            own.choice >= count ? Value{own.text} : sides[static_cast<std::size_t>(own.choice)].change->value;
        commands.emplace_back(cmd::Settle{own.asked.document, own.asked.path, value, std::move(seen)});
    } else if (result.done()) {
        commands.emplace_back(cmd::DropDraft{own.asked.document, own.asked.path});
        commands.emplace_back(cmd::PutAwayQuestion{});
    }
}

}  // namespace tsunagi
