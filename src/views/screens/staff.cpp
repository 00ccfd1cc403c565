// Owns 職員: who may open this tablet, with which role, and what taking that away means. For administrators.
#include "core/strings.h"
#include "views/screens/account_parts.h"
#include "views/widgets.h"

#include <algorithm>
#include <array>

namespace tsunagi {

namespace {

constexpr std::array roles{role_administrator, role_recorder, role_reader};

float draw_role_choice(Ui& ui, const Rect& area, int& chosen) {
    const std::array segments{SegmentSpec{role_name(roles[0]), Icon::check},
                              SegmentSpec{role_name(roles[1]), Icon::check},
                              SegmentSpec{role_name(roles[2]), Icon::check}};
    float y = draw_field_label(ui, area, tr("staff.role"));
    const SegmentedSpec spec{.segments = segments, .selected = chosen, .name = tr("staff.role")};
    const Vec2 size = measure_segmented(ui, spec, area.w);
    const auto pressed = draw_segmented(ui, "role", {area.x, y, area.w, size.y}, spec);
    if (pressed) chosen = *pressed;
    return draw_text(ui, {area.x, y + size.y + 6, area.w, 0},
                     tr("role.detail." + std::string(roles[static_cast<std::size_t>(chosen)])),
                     {.font = Font::label, .color = ui.theme().col_ink_2, .key = "role-detail"});
}

void draw_add_dialog(Ui& ui, const AppState& state, StaffUi& own, Commands& commands) {
    DialogSpec dialog{.title = tr("staff.add"), .icon = Icon::person};
    dialog.dismissal = Dismissal::by_button;
    dialog.buttons = {ButtonSpec{.label = tr("dialog.cancel")},
                      ButtonSpec{.label = tr(state.accounts.busy ? "first.making" : "staff.add_go"),
                                 .kind = ButtonKind::primary,
                                 .enabled = !own.name.empty(),
                                 .busy = state.accounts.busy}};
    const Rect body = begin_dialog(ui, "add", dialog);
    const auto field = [&](std::string_view key, float y, const char* label, std::string& text,
                           bool required) {
        const FieldResult typed =
            draw_field(ui, key, {body.x, y, body.w, 0},
                       {.label = tr(label), .value = text, .max_length = 100, .required = required});
        text = typed.text;
        return typed.bottom + 12;
    };
    float y = field("name", body.y, "first.name", own.name, true);
    y = field("profession", y, "first.profession", own.profession, false);
    y = draw_role_choice(ui, {body.x, y, body.w, 0}, own.role) + 12;
    y = draw_text(ui, {body.x, y, body.w, 0}, tr("staff.first_password"),
                  {.font = Font::label, .color = ui.theme().col_ink_2}) +
        8;
    y = draw_new_password(ui, {body.x, y, body.w, 0}, state, own.next, own.name);
    y = draw_account_fault(ui, {body.x, y + 8, body.w, 0}, state.accounts.fault);
    const DialogResult result = end_dialog(ui, y);
    if (result.button == 1u) {
        own.next.error = find_password_error(own.next);
        if (own.next.error.empty()) {
            commands.emplace_back(cmd::AddStaff{
                own.name, own.profession, roles[static_cast<std::size_t>(own.role)], own.next.password});
        }
    } else if (result.done()) {
        own = StaffUi{.steps = own.steps};
    }
}

// What is asked before somebody's password is made anew, or their account goes.
void draw_grave_dialog(Ui& ui, const AppState& state, const StaffCard& card, StaffUi& own,
                       Commands& commands) {
    const bool removing = own.step == StaffUi::Step::remove;
    DialogSpec dialog{
        .title = tr(removing ? "staff.remove_title" : "staff.reset_title", {{"name", card.name}}),
        .icon = removing ? Icon::trash : Icon::key,
        .tone = removing ? Tone::danger : Tone::warn};
    dialog.dismissal = Dismissal::by_button;
    dialog.buttons = {ButtonSpec{.label = tr("dialog.cancel")},
                      ButtonSpec{.label = tr(removing ? "staff.remove_go" : "staff.reset_go"),
                                 .kind = removing ? ButtonKind::danger : ButtonKind::primary,
                                 .busy = state.accounts.busy}};
    const Rect body = begin_dialog(ui, "grave", dialog);
    float y =
        draw_text(ui, body, tr(removing ? "staff.remove_means" : "staff.reset_means", {{"name", card.name}}));
    if (!removing) y = draw_new_password(ui, {body.x, y + 12, body.w, 0}, state, own.next, card.name);
    y = draw_account_fault(ui, {body.x, y + 8, body.w, 0}, state.accounts.fault);
    const DialogResult result = end_dialog(ui, y);
    if (result.button == 1u && removing) {
        commands.emplace_back(cmd::RemoveStaff{card.id});
    } else if (result.button == 1u) {
        own.next.error = find_password_error(own.next);
        if (own.next.error.empty()) commands.emplace_back(cmd::ResetPassword{card.id, own.next.password});
    } else if (result.done()) {
        own.step = StaffUi::Step::manage;
        own.next = {};
    }
}

void draw_person_dialog(Ui& ui, const AppState& state, const StaffCard& card, StaffUi& own,
                        Commands& commands) {
    const bool oneself = state.who && state.who->id == card.id;
    DialogSpec dialog{.title = card.name, .icon = Icon::person};
    dialog.buttons = {ButtonSpec{.label = tr("notice.close")},
                      ButtonSpec{.label = tr("staff.role_go"),
                                 .kind = ButtonKind::primary,
                                 .enabled = roles[static_cast<std::size_t>(own.role)] != card.role,
                                 .busy = state.accounts.busy}};
    const Rect body = begin_dialog(ui, "person", dialog);
    float y = draw_role_choice(ui, body, own.role) + 16;
    if (oneself) {
        y = draw_text(ui, {body.x, y, body.w, 0}, tr("staff.oneself"),
                      {.font = Font::label, .color = ui.theme().col_ink_2});
    } else {
        Rect box;
        const ButtonSpec reset{.label = tr("staff.reset"), .icon = Icon::key};
        if (draw_button_left(ui, "reset", {body.x, y}, reset, &box)) own.step = StaffUi::Step::reset;
        const ButtonSpec remove{.label = tr("staff.remove"), .kind = ButtonKind::danger, .icon = Icon::trash};
        if (draw_button_left(ui, "remove", {body.x, box.bottom() + 12}, remove, &box))
            own.step = StaffUi::Step::remove;
        y = box.bottom();
    }
    y = draw_account_fault(ui, {body.x, y + 12, body.w, 0}, state.accounts.fault);
    const DialogResult result = end_dialog(ui, y);
    if (result.button == 1u) {
        commands.emplace_back(cmd::ChangeRole{card.id, roles[static_cast<std::size_t>(own.role)]});
    } else if (result.done()) {
        own = StaffUi{.steps = own.steps};
    }
}

float draw_people(Ui& ui, const Rect& area, const AppState& state, StaffUi& own) {
    const Rect card = begin_growing_card(ui, "people", area, {});
    float y = card.y;
    {
        const GroupScope list(ui, "list", NodeRole::list, tr("nav.staff"));
        for (const StaffCard& person : state.staff) {
            const GroupScope item(ui, person.id, NodeRole::list_item, {});
            RowSpec row;
            row.icon = Icon::person;
            row.title = person.name;
            row.detail = person.profession;
            row.chips.push_back({.label = role_name(person.role),
                                 .tone = person.role == role_administrator ? Tone::accent : Tone::neutral});
            if (person.has_passkey)
                row.chips.push_back({.label = tr("staff.passkey"), .tone = Tone::ok, .icon = Icon::key});
            if (state.who && state.who->id == person.id)
                row.chips.push_back({.label = tr("staff.you"), .tone = Tone::neutral});
            row.chevron = true;
            row.divider = y > card.y;
            const float height = measure_row(ui, card.w, row);
            if (draw_row(ui, person.id, {card.x, y, card.w, height}, row)) {
                own.open = person.id;
                own.step = StaffUi::Step::manage;
                const auto role = std::ranges::find(roles, person.role);
                own.role = role == roles.end() ? 2 : static_cast<int>(role - roles.begin());
            }
            y += height;
        }
    }
    return end_growing_card(ui, y);
}

}  // namespace

void draw_staff(Ui& ui, const Rect& area, const AppState& state, StaffUi& own, Commands& commands) {
    const IdScope scope(ui, "staff");
    if (own.steps != state.accounts.steps) {  // something was tried: what succeeded is put away
        if (state.accounts.fault == Fault::none) own = StaffUi{};
        own.steps = state.accounts.steps;
    }
    const float pad = page_padding(ui);
    const Rect view = ui.begin_scroll("page", area);
    const Rect page{view.x + pad, view.y + 16, std::min(area.w - 2 * pad, 860.0f), 0};
    float y = draw_inner_title(ui, page, tr("nav.staff"), tr("staff.note"), commands) + 12;
    Rect box;
    const ButtonSpec add{.label = tr("staff.add"), .kind = ButtonKind::primary, .icon = Icon::plus};
    if (draw_button_left(ui, "add", {page.x, y}, add, &box)) {
        own = StaffUi{.steps = own.steps};
        own.step = StaffUi::Step::add;
    }
    y = draw_people(ui, {page.x, box.bottom() + 12, page.w, 0}, state, own);
    ui.end_scroll(y + 24);
    const auto card = std::ranges::find(state.staff, own.open, &StaffCard::id);
    switch (own.step) {
        case StaffUi::Step::none: break;
        case StaffUi::Step::add: draw_add_dialog(ui, state, own, commands); break;
        case StaffUi::Step::manage:
            if (card != state.staff.end()) draw_person_dialog(ui, state, *card, own, commands);
            break;
        case StaffUi::Step::reset:
        case StaffUi::Step::remove:
            if (card != state.staff.end()) draw_grave_dialog(ui, state, *card, own, commands);
            break;
    }
}

}  // namespace tsunagi
