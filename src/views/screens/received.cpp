// Owns the page for a file that came in: its frame without an account, and asking for what opens it.
#include "app/replies.h"
#include "core/strings.h"
#include "core/text.h"
#include "views/screen_mode.h"
#include "views/screens/received_parts.h"

#include <algorithm>

namespace tsunagi {

namespace {

constexpr float asking_width = 640;
constexpr std::size_t passphrase_digits = 24;

// Half- and full-width digits; everything else is a separator.
std::size_t count_digits(std::string_view typed) {
    std::size_t count = 0;
    for (const char32_t c : code_points(typed))
        count += (c >= U'0' && c <= U'9') || (c >= U'０' && c <= U'９') ? 1 : 0;
    return count;
}

std::string size_words(std::size_t bytes) {
    const std::size_t kilobytes = std::max<std::size_t>(1, bytes / 1024);
    return std::to_string(kilobytes) + " KB";
}

float draw_file_line(Ui& ui, const Rect& rect, const ReceivedFile& file) {
    const IconTextSpec name{.icon = Icon::file_lock,
                            .text = {.font = Font::body, .weight = Weight::bold},
                            .icon_color = ui.theme().col_accent,
                            .icon_size = Theme::sz_icon,
                            .gap = 10};
    const float y = draw_icon_text(ui, rect, mark_deceptive(file.name), name);
    return draw_text(ui, {rect.x + 34, y, rect.w - 34, 0}, size_words(file.bytes.size()),
                     {.font = Font::label, .color = ui.theme().col_ink_2});
}

float draw_fault(Ui& ui, const Rect& rect, const ReceivedFile& file) {
    if (file.fault == Fault::none) return rect.y;
    const std::string code(fault_code(file.fault));
    return draw_error_box(ui, "fault", rect,
                          {tr("fault." + code + ".what"), tr("fault." + code + ".safe"),
                           tr("fault." + code + ".do"), std::nullopt}) +
           16;
}

std::string digits_hint(const ReceivedUi& own) {
    const std::size_t digits = count_digits(own.passphrase);
    if (digits == 0) return tr("received.passphrase_hint");
    if (digits == passphrase_digits) return tr("received.digits_done");
    return tr("received.digits", {{"n", std::to_string(digits)}});
}

float draw_passphrase_field(Ui& ui, const Rect& rect, const ReceivedFile& file, ReceivedUi& own,
                            Commands& commands) {
    const bool busy = file.stage == ReceivedFile::Stage::opening;
    FieldSpec field{.label = tr("received.passphrase"),
                    .value = own.passphrase,
                    .placeholder = "0000-0000-0000-0000-0000-0000",
                    .hint = digits_hint(own)};
    field.input_mode = InputMode::numeric;
    field.enter_key = EnterKey::go;
    field.max_length = 80;
    field.enabled = !busy;
    field.box_height = Theme::sz_button_l;
    const FieldResult typed = draw_field(ui, "passphrase", rect, field);
    own.passphrase = typed.text;
    const ButtonSpec open{.label = tr(busy ? "received.opening" : "received.open"),
                          .kind = file.for_this_device ? ButtonKind::secondary : ButtonKind::primary,
                          .size = ButtonSize::large,
                          .icon = Icon::unlock,
                          .enabled = count_digits(own.passphrase) > 0,
                          .busy = busy};
    const Vec2 size = measure_button(ui, open, rect.w);
    const Rect place{rect.x, typed.bottom + 16, ui.is_phone() ? rect.w : size.x, size.y};
    const bool pressed = draw_button(ui, "open", place, open);
    if ((pressed || typed.submitted) && open.enabled && !busy)
        commands.emplace_back(cmd::OpenReceived{own.passphrase});
    return place.bottom();
}

float draw_key_button(Ui& ui, const Rect& rect, const ReceivedFile& file, Commands& commands) {
    const bool busy = file.stage == ReceivedFile::Stage::opening;
    const ButtonSpec open{.label = tr(busy ? "received.opening" : "received.open_by_key"),
                          .kind = ButtonKind::primary,
                          .size = ButtonSize::large,
                          .icon = Icon::shield,
                          .busy = busy};
    const Vec2 size = measure_button(ui, open, rect.w);
    const Rect place{rect.x, rect.y, ui.is_phone() ? rect.w : size.x, size.y};
    if (draw_button(ui, "open_by_key", place, open)) commands.emplace_back(cmd::OpenReceived{});
    return place.bottom();
}

// For another key: which is ours, and how a file comes that opens here.
float draw_not_for_us(Ui& ui, const Rect& rect, const AppState& state, Commands& commands) {
    const ReceivedFile& file = state.received;
    const HintSpec hint{.text = tr(file.for_former_key ? "received.for_former_key" : "received.not_for_us"),
                        .tone = Tone::warn,
                        .icon = Icon::shield_q};
    float y = draw_hint(ui, "no_way", rect, hint) + 12;
    const ButtonSpec to_key{
        .label = tr("received.to_own_key"), .size = ButtonSize::small, .icon = Icon::key_card};
    const Vec2 size = measure_button(ui, to_key, rect.w);
    if (draw_button(ui, "to_own_key", {rect.x, y, size.x, size.y}, to_key)) {
        commands.emplace_back(cmd::GoTo{Place{Screen::settings, {}, {}, {}}});
    }
    y += size.y + 16;
    return draw_device_number(ui, {rect.x, y, rect.w, 0}, state.own_number, tr("device.own_number"));
}

// Nothing here opens it: say who could.
float draw_no_way(Ui& ui, const Rect& rect, const AppState& state, Commands& commands) {
    if (has_account(state)) return draw_not_for_us(ui, rect, state, commands);
    const char* key = !state.staff.empty() ? "received.unlock_first" : "received.not_for_this_device";
    return draw_hint(ui, "no_way", rect, {.text = tr(key), .tone = Tone::warn, .icon = Icon::shield_q});
}

void leave(const AppState& state, ReceivedUi& own, Commands& commands) {
    if (would_lose_reply(state)) {
        own.reply.leaving = true;
    } else {
        commands.emplace_back(cmd::CloseReceived{});
    }
}

// Read by somebody without an account: the name of the app, and the way out.
Rect draw_bare_frame(Ui& ui, Rect area, const AppState& state, ReceivedUi& own, Commands& commands) {
    const Theme& theme = ui.theme();
    const Rect strip = area.cut_top(64);
    fill_rect(ui, {strip.x, 0, strip.w, strip.bottom()}, theme.col_rail);
    Rect inside = strip.inset(page_padding(ui), 0);
    const bool narrow = ui.is_narrow();
    const ButtonSpec close{.label = narrow ? std::string() : tr("received.close"),
                           .size = narrow ? ButtonSize::square : ButtonSize::small,
                           .icon = Icon::close,
                           .name = tr("received.close")};
    const ButtonSpec lock{
        .label = {}, .size = ButtonSize::square, .icon = Icon::lock, .name = tr("lock.button")};
    const float right = inside.right();
    inside.w -= measure_button(ui, close).x + 12;
    const bool can_lock = shows_record(state);
    const Rect lock_place = can_lock ? inside.cut_right(Theme::sz_touch, 8).middle(Theme::sz_touch) : Rect{};
    draw_mode_button(ui, inside.cut_right(Theme::sz_touch, 12).middle(Theme::sz_touch), state.display,
                     commands);
    if (can_lock && draw_button(ui, "lock", lock_place, lock)) commands.emplace_back(cmd::Lock{});
    if (draw_button_right(ui, "leave", right, inside.center().y, close)) leave(state, own, commands);
    if (!ui.is_narrow()) paint_icon(ui, inside.cut_left(44, 12), Icon::brand, theme.col_rail_ink, 40);
    if (inside.w < 120) return area;
    const TextSpec name{.font = Font::h2,
                        .weight = Weight::bold,
                        .color = theme.col_rail_ink,
                        .valign = VAlign::middle,
                        .heading = 1};
    draw_text(ui, inside, tr("app.name"), name);
    if (state.received.bundle.store == StoreKind::practice &&
        state.received.stage == ReceivedFile::Stage::opened && !ui.is_phone()) {
        const float width = measure_tag(ui, tr("practice.tag"));
        draw_tag(ui, {inside.right() - width, inside.y + 18}, tr("practice.tag"), theme.col_rail_ink,
                 theme.col_rail_ink, theme.col_rail);
    }
    return area;
}

void draw_leaving(Ui& ui, ReceivedUi& own, Commands& commands) {
    const ConfirmSpec spec{
        tr("reply.leave_title"),
        tr("reply.leave_ask"),
        ButtonSpec{.label = tr("reply.leave_go"), .kind = ButtonKind::danger, .icon = Icon::close},
        tr("reply.stay"),
        Icon::warn,
        Tone::warn};
    const ConfirmResult result = draw_confirm(ui, "leaving", spec);
    if (result == ConfirmResult::open) return;
    own.reply.leaving = false;
    if (result == ConfirmResult::confirmed) commands.emplace_back(cmd::CloseReceived{});
}

// Another file: what was typed for the one before is not for this one.
void begin_file_anew(const ReceivedFile& file, ReceivedUi& own) {
    const std::string key = file.name + "|" + std::to_string(file.bytes.size());
    if (own.file == key) return;
    wipe(own.passphrase);
    own = ReceivedUi{};
    own.file = key;
}

}  // namespace

float draw_received_asking(Ui& ui, const Rect& rect, const AppState& state, ReceivedUi& own,
                           Commands& commands) {
    const ReceivedFile& file = state.received;
    const Rect inner = begin_growing_card(
        ui, "asking", rect, {.title = tr("received.title"), .icon = Icon::file_in, .heading = 1});
    const Rect inside{inner.x + 20, inner.y + 4, inner.w - 40, 0};
    float y = draw_file_line(ui, inside, file) + 16;
    y = draw_fault(ui, {inside.x, y, inside.w, 0}, file);
    if (file.answer_waits) {
        y = draw_hint(ui, "answer_waits", {inside.x, y, inside.w, 0},
                      {.text = tr(file.answer_saved ? "received.answer_saved" : "received.answer_waits"),
                       .icon = Icon::receipt}) +
            16;
    }
    if (file.for_this_device) {
        y = draw_key_button(ui, {inside.x, y, inside.w, 0}, file, commands) + 20;
    }
    if (file.wants_passphrase) {
        y = draw_passphrase_field(ui, {inside.x, y, inside.w, 0}, file, own, commands) + 20;
    }
    if (!file.for_this_device && !file.wants_passphrase) {
        y = draw_no_way(ui, {inside.x, y, inside.w, 0}, state, commands) + 20;
    }
    const IconTextSpec calm{.icon = Icon::saved,
                            .text = {.font = Font::label, .color = ui.theme().col_ink_2}};
    y = draw_icon_text(ui, {inside.x, y, inside.w, 0}, tr("received.nothing_changes"), calm) + 8;
    const ButtonSpec close{.label = tr("received.put_away"),
                           .kind = ButtonKind::ghost,
                           .size = ButtonSize::small,
                           .icon = Icon::close,
                           .enabled = file.stage != ReceivedFile::Stage::opening};
    Rect box;
    if (draw_button_left(ui, "close", {inside.x - 12, y}, close, &box)) leave(state, own, commands);
    return end_growing_card(ui, box.bottom() + 12);
}

namespace {

void draw_closed_file(Ui& ui, const Rect& page, const AppState& state, ReceivedUi& own, Commands& commands) {
    const float pad = page_padding(ui);
    const Rect scroll = ui.begin_scroll("page", page);
    const float width = std::min(asking_width, page.w - 2 * pad);
    const Rect middle{scroll.x + (page.w - width) / 2, scroll.y + (ui.is_phone() ? 12.0f : 32.0f), width, 0};
    float y = middle.y;
    if (state.received.stage == ReceivedFile::Stage::none) {
        bool pressed = false;
        const EmptySpec empty{tr("received.none"), Icon::file_in,
                              ButtonSpec{.label = tr("handover.open_file"), .icon = Icon::folder}};
        y = draw_empty(ui, "none", middle, empty, &pressed);
        if (pressed) commands.emplace_back(cmd::PickFile{});
    } else {
        y = draw_received_asking(ui, middle, state, own, commands);
    }
    ui.end_scroll(y + 24);
}

}  // namespace

void draw_received(Ui& ui, const Rect& area, const AppState& state, ReceivedUi& own, Commands& commands) {
    const IdScope scope(ui, "received");
    const ReceivedFile& file = state.received;
    begin_file_anew(file, own);
    Rect page = has_account(state) ? area : draw_bare_frame(ui, area, state, own, commands);
    if (file.stage == ReceivedFile::Stage::opened || file.stage == ReceivedFile::Stage::imported) {
        wipe(own.passphrase);
        if (state.received.bundle.withdrawal() != nullptr) {
            draw_received_withdrawal(ui, page, state, commands);
        } else if (own.reply.open && !has_account(state)) {
            draw_reply(ui, page, state, own.reply, commands);
        } else {
            draw_received_reading(ui, page, state, own, commands);
        }
    } else {
        draw_closed_file(ui, page, state, own, commands);
    }
    if (own.reply.leaving) draw_leaving(ui, own, commands);
}

}  // namespace tsunagi
