// Owns the conference screen as a whole: what lies where at three widths, and the bar of actions.
#include "core/strings.h"
#include "views/finalised.h"
#include "views/screens/conference_parts.h"

#include <algorithm>
#include <array>

namespace tsunagi {

ConferenceView read_conference(const AppState& state) {
    ConferenceView view{.state = state,
                        .note = state.place.note,
                        .case_id = state.place.case_id,
                        .meeting = state.place.meeting,
                        .form = state.forms.find("conference-note"),
                        .answers = &state.library.answers(state.place.note)};
    if (view.meeting.empty()) return view;
    view.agenda = list_agenda(state, view.meeting);
    const auto here = std::ranges::find(view.agenda, view.note, &AgendaItem::note);
    if (here == view.agenda.end()) return view;
    view.here = *here;
    const auto is_waiting = [](const AgendaItem& item) { return item.status == "waiting"; };
    auto next = std::find_if(here + 1, view.agenda.end(), is_waiting);
    if (next == view.agenda.end()) next = std::find_if(view.agenda.begin(), here, is_waiting);
    if (next != view.agenda.end() && next != here) view.next = *next;
    if (here->started_at_ms) {
        const std::int64_t used =
            here->used_minutes * std::int64_t{60'000} + state.now_ms - *here->started_at_ms;
        view.left_ms = here->minutes * std::int64_t{60'000} - used;
    }
    return view;
}

namespace {

// One frame a second while a clock is seen running; the semantics tree does not follow it.
void keep_clock_running(Ui& ui, const ConferenceView& view) {
    if (!view.left_ms) return;
    const std::int64_t into_second = ((*view.left_ms % 1000) + 1000) % 1000;
    ui.request_wake(ui.now_ms() + into_second + 1);
}

void finish_item(const ConferenceView& view, ConferenceUi& own, Commands& commands) {
    if (view.here && view.next) {
        commands.emplace_back(cmd::FinishAgendaItem{view.meeting, view.here->row});
    } else {
        own.ending = true;
    }
}

ButtonSpec next_button(const ConferenceView& view, bool phone) {
    ButtonSpec spec{.kind = ButtonKind::primary, .size = ButtonSize::large, .icon_after = Icon::arrow};
    if (view.next) {
        const std::string name = summarise_case(view.state, view.next->case_id).name;
        spec.label = phone ? tr("conference.next_short") : tr("conference.next", {{"name", name}});
    } else {
        spec.label = tr(view.meeting.empty() ? "conference.to_case" : "conference.last_done");
    }
    return spec;
}

void draw_actions(Ui& ui, const Rect& bar, const ConferenceView& view, ConferenceUi& own,
                  Commands& commands) {
    Rect area = draw_bottom_bar(ui, bar);
    const bool phone = ui.is_phone();
    const bool tight = phone && ui.full_screen().w < 340;
    ButtonSpec next = next_button(view, phone);
    ButtonSpec end{
        .label = tr("conference.end"), .edits = true, .size = ButtonSize::large, .icon = Icon::stop};
    const bool in_meeting = !view.meeting.empty();
    if (tight) {
        end.label.clear();
        end.size = ButtonSize::square;
        end.name = tr("conference.end");
        next.size = ButtonSize::small;
        next.icon_after = Icon::none;
    }
    Rect end_box;
    Rect next_box = area;
    if (tight) {
        if (in_meeting) end_box = area.cut_left(48, 8);
        next_box = area;
    } else if (phone) {
        if (in_meeting) end_box = column_of(area, 0, 2, 8);
        if (in_meeting) next_box = column_of(area, 1, 2, 8);
    } else {
        next_box = area.cut_right(measure_button(ui, next).x, 12);
        if (in_meeting) end_box = area.cut_right(measure_button(ui, end).x, 12);
    }
    if (ui.is_wide() && in_meeting) {
        draw_text(ui, area, tr("conference.saved_as_typed"),
                  {.font = Font::label, .color = ui.theme().col_ink_2, .valign = VAlign::middle});
    } else if (!phone && view.here) {
        const ButtonSpec carry{
            .label = tr("conference.carry"), .edits = true, .size = ButtonSize::small, .icon = Icon::carry};
        const Rect left = area.cut_left(measure_button(ui, carry).x);
        if (draw_button(ui, "carry", left.middle(48), carry)) {
            commands.emplace_back(cmd::CarryAgendaItem{view.meeting, view.here->row});
        }
    }
    if (in_meeting && draw_button(ui, "end", end_box.middle(tight ? 48.0f : 56.0f), end)) own.ending = true;
    if (!draw_button(ui, "next", next_box.middle(56), next)) return;
    if (in_meeting) {
        finish_item(view, own, commands);
    } else {
        commands.emplace_back(cmd::GoTo{Place{Screen::case_home, view.case_id, {}, {}}});
    }
}

float bar_height(const Ui& ui) {
    return ui.is_low() ? Theme::sz_row_m : Theme::sz_bottombar;
}

void draw_ending(Ui& ui, const ConferenceView& view, ConferenceUi& own, Commands& commands) {
    const auto waiting = std::ranges::count(view.agenda, "waiting", &AgendaItem::status);
    const std::string body = waiting > 0 ? tr("conference.end_waiting", {{"n", std::to_string(waiting)}})
                                         : tr("conference.end_all");
    const ConfirmResult result =
        draw_confirm(ui, "ending",
                     {tr("conference.end_title"), body,
                      ButtonSpec{.label = tr("conference.end"), .edits = true, .kind = ButtonKind::primary},
                      tr("dialog.cancel"), Icon::stop, Tone::neutral});
    if (result == ConfirmResult::open) return;
    own.ending = false;
    if (result == ConfirmResult::confirmed) commands.emplace_back(cmd::EndMeeting{view.meeting});
}

void draw_wide(Ui& ui, Rect area, const ConferenceView& view, ConferenceUi& own, Commands& commands) {
    const Theme& theme = ui.theme();
    if (!view.agenda.empty()) draw_queue_column(ui, area.cut_left(Theme::lay_conf_queue), view, commands);
    const Rect side = area.cut_right(Theme::lay_conf_side);
    const Rect form = ui.begin_scroll("form", area);
    const Rect inside{form.x + 16, form.y + 12, form.w - 32, 0};
    float y = draw_sections(ui, inside, view, own, commands);
    y = draw_section_card(ui, {inside.x, y + 12, inside.w, 0}, view, own, commands);
    y = draw_finalised_card(ui, {inside.x, y + 12, inside.w, 0}, view.state, view.case_id, view.note,
                            own.finalising, commands);
    ui.end_scroll(y + 16);
    fill_rect(ui, side, theme.col_surface);
    draw_line(ui, side.origin(), {side.x, side.bottom()}, theme.col_line);
    const Rect people = ui.begin_scroll("side", side);
    const Rect column{people.x + 16, people.y + 8, people.w - 32, 0};
    y = draw_participants(ui, column, view, own, commands);
    y = draw_decisions(ui, {column.x, y + 12, column.w, 0}, view, own, commands);
    ui.end_scroll(y + 16);
}

void draw_medium(Ui& ui, Rect area, const ConferenceView& view, ConferenceUi& own, Commands& commands) {
    const Theme& theme = ui.theme();
    const Rect scroll = ui.begin_scroll("form", area);
    float y = scroll.y;
    if (!view.agenda.empty()) y = draw_queue_strip(ui, {scroll.x, y, scroll.w, 0}, view, commands);
    const Rect inside{scroll.x + 16, y + 12, scroll.w - 32, 0};
    y = draw_sections(ui, inside, view, own, commands);
    y = draw_section_card(ui, {inside.x, y + 12, inside.w, 0}, view, own, commands) + 12;
    y = draw_finalised_card(ui, {inside.x, y, inside.w, 0}, view.state, view.case_id, view.note,
                            own.finalising, commands) +
        12;
    const float height = ui.remembered("side", 300);
    fill_rect(ui, {scroll.x, y, scroll.w, std::max(height, area.bottom() - y)}, theme.col_surface);
    draw_line(ui, {scroll.x, y}, {scroll.right(), y}, theme.col_line);
    const Rect both{scroll.x + 16, y + 8, scroll.w - 32, 0};
    const float left = draw_participants(ui, column_of(both, 0, 2, 24), view, own, commands);
    const float right = draw_decisions(ui, column_of(both, 1, 2, 24), view, own, commands);
    const float bottom = std::max(left, right) + 16;
    ui.remember("side", bottom - y);
    ui.end_scroll(bottom);
}

// What stays put must leave room: first the clock scrolls, then the tabs and the actions.
constexpr float low_conference = 300, lowest_area = 200;

void draw_phone(Ui& ui, Rect area, const ConferenceView& view, ConferenceUi& own, Commands& commands) {
    const bool typing = ui.keyboard_inset() > 0;
    const bool low = area.h < low_conference;
    const bool lowest = area.h < lowest_area;
    const auto draw_choice = [&](const Rect& place) {
        const std::array labels{
            tr("conference.tab_agenda"), tr("conference.tab_note"),
            tr("conference.tab_people", {{"n", std::to_string(view.answers->rows("participants").size())}}),
            tr("conference.tab_decisions", {{"n", std::to_string(view.answers->rows("decisions").size())}})};
        return draw_tabs(ui, "tabs", place, labels, own.phone_tab);
    };
    const Rect bar = typing || lowest ? Rect{} : area.cut_bottom(bar_height(ui));
    std::optional<int> chosen;
    if (!typing && !low && view.here) area.cut_top(draw_phone_clock(ui, area, view) - area.y);
    if (!typing && !lowest) chosen = draw_choice(area.cut_top(Theme::sz_touch));
    const int tab = chosen.value_or(own.phone_tab);
    const Rect scroll = ui.begin_scroll("phone" + std::to_string(tab), area);
    Rect inside{scroll.x + 12, scroll.y + 12, scroll.w - 24, 0};
    if (lowest && !typing) {
        chosen = draw_choice(scroll.with_height(Theme::sz_touch));
        inside.y += Theme::sz_touch;
    }
    if (view.here && low && !typing) {
        inside.y = draw_phone_clock(ui, {scroll.x, inside.y - 12, scroll.w, 0}, view) + 12;
    }
    float y = inside.y;
    switch (tab) {
        case 0: y = draw_phone_agenda(ui, inside, view, commands); break;
        case 2: y = draw_participants(ui, inside, view, own, commands); break;
        case 3: y = draw_decisions(ui, inside, view, own, commands); break;
        default:
            if (!typing) y = draw_sections(ui, inside, view, own, commands) + 8;
            y = draw_section_card(ui, {inside.x, y, inside.w, 0}, view, own, commands);
            if (!typing)
                y = draw_finalised_card(ui, {inside.x, y + 12, inside.w, 0}, view.state, view.case_id,
                                        view.note, own.finalising, commands);
            break;
    }
    y += 16;
    if (lowest && !typing) {
        draw_actions(ui, {scroll.x, y, scroll.w, bar_height(ui)}, view, own, commands);
        y += bar_height(ui);
    }
    ui.end_scroll(y);
    if (bar.h > 0) draw_actions(ui, bar, view, own, commands);
    own.phone_tab = chosen.value_or(own.phone_tab);
}

void begin_note_anew(const ConferenceView& view, ConferenceUi& own) {
    if (own.note == view.note) return;
    const int tab = own.phone_tab;
    own = ConferenceUi{};
    own.note = view.note;
    own.phone_tab = tab == 0 ? 1 : tab;
    const auto sections = sections_of(*view.form);
    const auto empty = std::ranges::find_if(
        sections, [&view](const Item* section) { return !has_words(*section, *view.answers); });
    if (!sections.empty()) own.section = (empty == sections.end() ? sections.front() : *empty)->link_id;
}

}  // namespace

void draw_conference(Ui& ui, const Rect& area, const AppState& state, ConferenceUi& own, Commands& commands) {
    const IdScope scope(ui, "conference");
    const ConferenceView view = read_conference(state);
    if (!view.form || !state.library.find(view.note)) {
        draw_empty(ui, "empty", area.inset(24, 48), {tr("conference.no_note"), Icon::note, std::nullopt});
        return;
    }
    begin_note_anew(view, own);
    const IdScope of_note(ui, view.note);  // fields of another patient are other fields
    keep_clock_running(ui, view);
    Rect page = area;
    const bool typing_low = ui.is_low() && ui.keyboard_inset() > 0;
    const Rect bar = ui.is_phone() || typing_low ? Rect{} : page.cut_bottom(bar_height(ui));
    if (ui.is_wide()) {
        draw_wide(ui, page, view, own, commands);
    } else if (ui.is_phone()) {
        draw_phone(ui, page, view, own, commands);
    } else {
        draw_medium(ui, page, view, own, commands);
    }
    if (bar.h > 0) draw_actions(ui, bar, view, own, commands);
    if (!view.meeting.empty() && ui.shortcut(Key::go_on)) finish_item(view, own, commands);
    if (own.ending) draw_ending(ui, view, own, commands);
    if (own.comparing) draw_compare(ui, view, own);
    if (own.finalising) draw_finalising(ui, view.note, own.finalising, commands);
    if (!own.participant.empty()) draw_participant_dialog(ui, view, own, commands);
    if (!own.decision.empty()) draw_decision_dialog(ui, view, own, commands);
}

}  // namespace tsunagi
