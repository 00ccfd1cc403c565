#include "views/shell.h"

#include "app/cases.h"
#include "core/calendar.h"
#include "core/strings.h"
#include "views/key_help.h"
#include "views/person_name.h"
#include "views/screen_mode.h"
#include "views/screens/screens.h"
#include "views/widgets.h"

#include <algorithm>
#include <array>
#include <utility>

namespace tsunagi {

namespace {

struct Destination {
    Screen screen;
    const char* key;
    Icon icon;
};
constexpr std::array rail_destinations{
    Destination{Screen::today, "nav.today", Icon::today},
    Destination{Screen::cases, "nav.cases", Icon::case_},
    Destination{Screen::meetings, "nav.meetings", Icon::meeting},
    Destination{Screen::handover, "nav.handover", Icon::handover},
    Destination{Screen::ledger, "nav.ledger", Icon::ledger},
    Destination{Screen::settings, "nav.settings", Icon::settings},
};
constexpr std::array phone_destinations{
    Destination{Screen::today, "nav.today", Icon::today},
    Destination{Screen::cases, "nav.cases", Icon::case_},
    Destination{Screen::meetings, "nav.meetings", Icon::meeting},
    Destination{Screen::handover, "nav.handover", Icon::handover},
    Destination{Screen::settings, "nav.more", Icon::more},
};

// Which place of the navigation a screen belongs to.
const char* nav_key_of(Screen screen, bool phone) {
    switch (screen) {
        case Screen::today: return "nav.today";
        case Screen::cases:
        case Screen::case_home:
        case Screen::reply:
        case Screen::history:
        case Screen::checklist: return "nav.cases";
        case Screen::meetings:
        case Screen::conference: return "nav.meetings";
        case Screen::handover:
        case Screen::received: return "nav.handover";
        case Screen::ledger:
        case Screen::ledger_entry: return phone ? "nav.more" : "nav.ledger";
        case Screen::settings:
        case Screen::account:
        case Screen::staff:
        case Screen::audit:
        case Screen::guideline:
        case Screen::storage: return phone ? "nav.more" : "nav.settings";
    }
    return "nav.today";
}

bool has_banner(const Place& place) {
    const bool about_case = place.screen == Screen::case_home || place.screen == Screen::conference ||
                            place.screen == Screen::checklist || place.screen == Screen::history ||
                            place.screen == Screen::handover || place.screen == Screen::reply ||
                            place.screen == Screen::ledger_entry;
    return about_case && !place.case_id.empty();
}

bool has_own_bottom_bar(const Place& place) {
    return place.screen == Screen::conference;
}

// 受け渡し goes on with the patient whose record is open; the other destinations leave it.
void go(const AppState& state, Screen screen, Commands& commands) {
    Place place{screen, {}, {}, {}};
    if (screen == Screen::handover && has_banner(state.place)) place.case_id = state.place.case_id;
    commands.emplace_back(cmd::GoTo{place});
}

void draw_navigation(Ui& ui, const FrameLayout& layout, const AppState& state, Commands& commands) {
    const bool phone = ui.is_phone();
    const auto destinations = phone ? std::span<const Destination>(phone_destinations)
                                    : std::span<const Destination>(rail_destinations);
    std::vector<NavItem> items;
    for (const Destination& to : destinations) {
        items.push_back({to.key, tr(to.key), to.icon, to.screen == Screen::settings && !phone});
    }
    const std::string_view current = nav_key_of(state.place.screen, phone);
    const auto pressed = phone ? draw_bottom_nav(ui, layout.bottom_nav, items, current)
                               : draw_rail(ui, layout.rail, items, current);
    if (pressed) go(state, destinations[*pressed].screen, commands);
}

std::string clock_text(const AppState& state, std::int64_t at_ms) {
    return short_time(local_time(at_ms, state.offset_minutes));
}

void fill_save_state(const AppState& state, TopBarSpec& spec) {
    switch (state.save.is) {
        case SaveView::Is::saved:
            spec.save = SaveLook::saved;
            spec.save_time = state.save.saved_at_ms > 0 ? clock_text(state, state.save.saved_at_ms) : "";
            spec.save_text = state.save.saved_at_ms > 0 ? tr("save.saved_at", {{"time", spec.save_time}})
                                                        : tr("save.nothing_new");
            return;
        case SaveView::Is::saving:
            spec.save = SaveLook::saving;
            spec.save_text = spec.save_time = tr("save.saving");
            return;
        case SaveView::Is::read_only:
            spec.save = SaveLook::waiting;
            spec.save_text = spec.save_time = tr("save.read_only");
            return;
        case SaveView::Is::failed:
            spec.save = SaveLook::failed;
            spec.save_text = spec.save_time = tr("save.failed");
            return;
    }
}

TopBarSpec top_bar_of(const Ui& ui, const AppState& state) {
    TopBarSpec spec;
    const std::string ward = setting(state, "ward");
    spec.title = ui.is_phone()  ? tr(nav_key_of(state.place.screen, false))
                 : ward.empty() ? tr("app.name")
                                : ward;
    if (state.practice()) spec.tag = tr("practice.tag");
    fill_save_state(state, spec);
    spec.offline = !state.online;
    spec.network = tr(state.online ? "network.local" : "network.offline");
    spec.network_short = tr(state.online ? "network.local_short" : "network.offline_short");
    if (state.who) {
        spec.person = full_name(state.who->profession, state.who->name);
        spec.person_short = state.who->name;
    }
    spec.lock = tr("lock.button");
    spec.back = ui.is_phone() && !state.back.empty();
    spec.back_name = tr("nav.back");
    spec.mode_icon = mode_icon(state.display.mode);
    spec.mode = mode_button_name(state.display.mode);
    return spec;
}

void draw_top(Ui& ui, const Rect& rect, const AppState& state, const TopBarSpec& spec, Commands& commands) {
    const TopBarResult pressed = draw_top_bar(ui, rect, spec);
    if (pressed.lock) commands.emplace_back(cmd::Lock{});
    if (pressed.back) commands.emplace_back(cmd::GoBack{});
    if (pressed.save && state.save.is == SaveView::Is::failed) commands.emplace_back(cmd::RetrySave{});
    if (pressed.person) go(state, Screen::settings, commands);
    if (pressed.mode) commands.emplace_back(cmd::SetScreenMode{next_mode(state.display.mode)});
}

std::string joined(const std::vector<std::string>& words) {
    std::string result;
    for (const std::string& word : words) result += (result.empty() ? "" : "・") + word;
    return result;
}

BannerSpec banner_of(const Ui& ui, const AppState& state) {
    const CaseSummary summary = summarise_case(state, state.place.case_id);
    BannerSpec spec;
    spec.name = summary.name;
    spec.kana = summary.kana;
    spec.id = summary.patient_id;
    if (summary.age) spec.age_sex = tr("banner.age", {{"n", std::to_string(*summary.age)}});
    if (!summary.sex.empty()) spec.age_sex += (spec.age_sex.empty() ? "" : " ") + summary.sex;
    spec.bed = ui.is_phone()
                   ? summary.place_short
                   : summary.ward + (summary.ward.empty() || summary.bed.empty() ? "" : " ") + summary.bed;
    if (summary.stay_day) {
        spec.stay = tr("banner.stay_day", {{"n", std::to_string(*summary.stay_day)}});
    } else if (!summary.discharged_on.empty()) {
        const auto day = parse_date(summary.discharged_on);
        spec.stay = day ? tr("banner.discharged", {{"date", short_date(*day)}}) : std::string();
    }
    spec.allergy = joined(summary.allergies);
    spec.region = tr("banner.region");
    return spec;
}

bool is_save_fault(Fault fault) {
    return fault == Fault::quota_exceeded || fault == Fault::storage_failed;
}

// Faults stay above the content until somebody has read them; a refused save offers to try again.
void draw_faults(Ui& ui, Rect& content, const AppState& state, Commands& commands) {
    std::vector<Notice> faults;
    std::ranges::copy_if(state.notices, std::back_inserter(faults),
                         [](const Notice& notice) { return notice.fault != Fault::none; });
    if (state.save.is == SaveView::Is::failed &&
        std::ranges::none_of(faults, [](const Notice& notice) { return is_save_fault(notice.fault); })) {
        faults.push_back({0, Severity::danger, state.save.fault, {}, 0});
    }
    if (faults.empty()) return;
    // Large text: what went wrong scrolls in the upper part, so that there is still a page under it.
    const float wanted = ui.remembered("faults#height", 0);
    const Rect view = content.cut_top(std::min(wanted, content.h * 0.7f));
    const Rect inside = ui.begin_scroll("faults", view);
    float y = inside.y;
    for (const Notice& notice : faults) {
        const std::string code(fault_code(notice.fault));
        const bool retry = is_save_fault(notice.fault);
        const ErrorBoxSpec spec{tr("fault." + code + ".what"), tr("fault." + code + ".safe"),
                                tr("fault." + code + ".do"),
                                ButtonSpec{.label = tr(retry ? "save.again" : "notice.close"),
                                           .icon = retry ? Icon::refresh : Icon::close}};
        const float pad = page_padding(ui);
        const float height = measure_error_box(ui, content.w - 2 * pad, spec);
        const Rect strip{inside.x, y, inside.w, height + Theme::sp_15};
        y = strip.bottom();
        bool pressed = false;
        draw_error_box(ui, code, strip.inset({pad, Theme::sp_15, pad, 0}), spec, &pressed);
        if (!pressed) continue;
        if (retry) commands.emplace_back(cmd::RetrySave{});
        if (notice.id != 0) commands.emplace_back(cmd::DismissNotice{notice.id});
    }
    ui.end_scroll(y);
    ui.remember("faults#height", y - inside.y);
}

// Why nothing can be changed here, and what to do about it.
void draw_read_only(Ui& ui, Rect& content, const AppState& state, Commands& commands) {
    const bool reader = state.who && state.who->role == role_reader;
    if (!state.elsewhere && !reader) return;
    const HintSpec spec{.text = tr(state.elsewhere ? "elsewhere.what" : "reader.what"),
                        .tone = state.elsewhere ? Tone::warn : Tone::neutral,
                        .icon = Icon::eye,
                        .action = state.elsewhere
                                      ? std::optional(ButtonSpec{.label = tr("elsewhere.write_here")})
                                      : std::nullopt};
    const float pad = page_padding(ui);
    const float height = measure_hint(ui, content.w - 2 * pad, spec);
    const Rect strip = content.cut_top(height + Theme::sp_15).inset({pad, Theme::sp_15, pad, 0});
    bool pressed = false;
    draw_hint(ui, "read-only", strip, spec, &pressed);
    if (pressed) commands.emplace_back(cmd::WriteHere{});
}

void show_new_toasts(Ui& ui, const AppState& state, ShellUi& own) {
    for (const Notice& notice : state.notices) {
        if (notice.id <= own.last_notice) continue;
        own.last_notice = notice.id;
        if (notice.fault != Fault::none) continue;
        const Tone tone = notice.severity == Severity::done   ? Tone::ok
                          : notice.severity == Severity::care ? Tone::warn
                                                              : Tone::neutral;
        ui.show_toast({notice.text_key, tr(notice.text_key), tone, {}});
    }
}

// A wristband read where no field wants an id: said, compared with the patient that is open, and offered to
// be found.
void offer_code(Ui& ui, const AppState& state, ShellUi& own, Commands& commands) {
    if (ui.toast_pressed("code")) {
        own.cases = {.search = own.code};
        go(state, Screen::cases, commands);
    }
    const std::string code = ui.take_unclaimed_code();
    if (code.empty()) return;
    own.code = code;
    const bool open = has_banner(state.place);
    const bool same = open && summarise_case(state, state.place.case_id).patient_id == code;
    const Tone tone = same ? Tone::ok : open ? Tone::warn : Tone::neutral;
    ui.show_toast({"code",
                   tr(same   ? "code.same"
                      : open ? "code.other"
                             : "code.read",
                      {{"id", code}}),
                   tone, same ? std::string() : tr("code.find")});
}

void draw_screen(Ui& ui, const Rect& area, const AppState& state, ShellUi& own, Commands& commands) {
    switch (state.place.screen) {
        case Screen::today: return draw_today(ui, area, state, own.today, commands);
        case Screen::cases: return draw_cases(ui, area, state, own.cases, commands);
        case Screen::case_home: return draw_case_home(ui, area, state, own.case_home, commands);
        case Screen::meetings: return draw_meetings(ui, area, state, own.meetings, commands);
        case Screen::conference: return draw_conference(ui, area, state, own.conference, commands);
        case Screen::checklist: return draw_checklist(ui, area, state, own.checklist, commands);
        case Screen::history: return draw_history(ui, area, state, own.history, commands);
        case Screen::handover: return draw_handover(ui, area, state, own.handover, commands);
        case Screen::received: return draw_received(ui, area, state, own.received, commands);
        case Screen::reply: return draw_reply(ui, area, state, own.reply, commands);
        case Screen::ledger: return draw_ledger(ui, area, state, own.ledger, commands);
        case Screen::ledger_entry: return draw_ledger_entry(ui, area, state, own.ledger, commands);
        case Screen::settings: return draw_settings(ui, area, state, own.settings, commands);
        case Screen::account: return draw_account(ui, area, state, own.account, commands);
        case Screen::staff: return draw_staff(ui, area, state, own.staff, commands);
        case Screen::audit: return draw_audit(ui, area, state, own.audit, commands);
        case Screen::guideline: return draw_guideline(ui, area, commands);
        case Screen::storage: return draw_storage(ui, area, state, own.backup, commands);
    }
}

void draw_inside(Ui& ui, const AppState& state, ShellUi& own, Commands& commands) {
    const bool typing_on_phone = ui.is_phone() && ui.keyboard_inset() > 0;
    const bool own_bar = ui.is_phone() && (has_own_bottom_bar(state.place) || typing_on_phone);
    const TopBarSpec top = top_bar_of(ui, state);
    const FrameLayout layout =
        layout_frame(ui, own_bar ? BottomNav::hidden : BottomNav::shown, top_bar_height(ui, top));
    if (layout.top_bar.h > 0) draw_top(ui, layout.top_bar, state, top, commands);
    if (!ui.is_phone()) draw_navigation(ui, layout, state, commands);
    Rect content = layout.content;
    if (has_banner(state.place)) {
        const BannerSpec banner = banner_of(ui, state);
        if (draw_banner(ui, content.cut_top(banner_height(ui, content.w, banner)), banner))
            go(state, Screen::cases, commands);
    }
    draw_read_only(ui, content, state, commands);
    draw_faults(ui, content, state, commands);
    {
        const IdScope scope(ui, "screen");
        draw_screen(ui, content, state, own, commands);
    }
    if (ui.is_phone() && !own_bar) draw_navigation(ui, layout, state, commands);
}

// Over everything and modal: the touch that says "still here" presses nothing else. What the mosaic leaves
// readable.
void draw_lock_warning(Ui& ui) {
    const Rect box = lock_warning_box(ui);
    const Theme& t = ui.theme();
    ui.begin_layer("locking", box);
    ui.begin_group("dialog", NodeRole::dialog, tr("lock.soon"), box);
    draw_box(ui, box, t.col_surface, t.col_line_strong, Theme::rad_l, 2);
    const Rect inside = box.inset(20, 16);
    const float y =
        draw_text(ui, inside, tr("lock.soon"), {.font = Font::h2, .weight = Weight::bold, .heading = 2});
    draw_text(ui, {inside.x, y + 4, inside.w, 0}, tr("lock.soon_detail"));
    const ButtonSpec stay{.label = tr("lock.stay"), .kind = ButtonKind::primary};
    const Vec2 size = measure_button(ui, stay, inside.w);
    draw_button(ui, "stay", {inside.x, inside.bottom() - size.y, inside.w, size.y}, stay);
    ui.end_group();
    ui.end_layer();
}

// Keys that mean the same on every screen; dialogs have the keyboard to themselves.
void take_shortcuts(Ui& ui, const AppState& state, ShellUi& own, Commands& commands) {
    if (ui.shortcut(Key::help)) own.help = true;
    if (state.phase != Phase::open) return;
    if (ui.shortcut(Key::undo) && state.can_undo) commands.emplace_back(cmd::Undo{});
    if (ui.shortcut(Key::redo) && state.can_redo) commands.emplace_back(cmd::Redo{});
    if (ui.shortcut(Key::find)) {
        own.cases.find = true;
        go(state, Screen::cases, commands);
    }
}

}  // namespace

Rect lock_warning_box(const Ui& ui) {
    const Rect screen = ui.screen();
    const float width = std::min(480.0f, screen.w - 24);
    return screen.centered({width, std::min(screen.h - 24, width < 300 ? 320.0f : 212.0f)});
}

namespace {

// A lock, or a file that was put away: what was being filled in is nobody's any more. Where somebody was
// stays, and on the first screen and the lock screen all but the secrets.
void forget(Ui& ui, const AppState& state, ShellUi& own) {
    ShellUi kept{.phase = own.phase, .locks = state.locks, .last_notice = own.last_notice};
    kept.whereabouts = std::move(own.whereabouts);
    UnlockUi& before = own.unlock;
    kept.unlock = {.staff = std::move(before.staff),
                   .everybody = before.everybody,
                   .name = std::move(before.name),
                   .profession = std::move(before.profession),
                   .facility = std::move(before.facility),
                   .ward = std::move(before.ward),
                   .starting = before.starting,
                   .recovering = before.recovering,
                   .restoring = before.restoring,
                   .by_password = before.by_password};
    if (state.phase == Phase::reading) {
        kept.received.file = std::move(own.received.file);
        kept.received.reply.open = own.received.reply.open;
    }
    own = std::move(kept);
    ui.drop_toasts();
    ui.forget_texts();
}

}  // namespace

void draw_app(Ui& ui, const AppState& state, ShellUi& own, Commands& commands) {
    const bool inside_before = own.phase == Phase::open || own.phase == Phase::reading;
    const bool inside = state.phase == Phase::open || state.phase == Phase::reading;
    if ((inside_before && !inside) || own.locks != state.locks) forget(ui, state, own);
    // Another patient: what was being filled in belongs to the one before.
    if (own.case_id != state.place.case_id) {
        own.case_home = {};
        own.checklist = {};
        own.handover = {};
        own.reply = {};
    }
    if (state.phase == Phase::open && own.phase != Phase::open) return_to(state, own.whereabouts, own);
    own.phase = state.phase;
    own.case_id = state.place.case_id;

    fill_rect(ui, ui.full_screen(), ui.theme().col_canvas);
    show_new_toasts(ui, state, own);
    ui.set_only_reads(state.phase == Phase::open && !may_write(state));
    switch (state.phase) {
        case Phase::open:
            if (!state.accounts.recovery_code.empty()) {
                draw_recovery_code(ui, ui.screen(), state, own.recovery, commands);
                break;
            }
            own.recovery = {};
            if (std::exchange(own.unlock.restoring, false))
                commands.emplace_back(cmd::GoTo{Place{Screen::storage, {}, {}, {}}});
            return_to_field(ui, state, own.whereabouts);
            draw_inside(ui, state, own, commands);
            draw_question(ui, state, own.question, commands);
            draw_given_password(ui, state, own.given, commands);
            offer_code(ui, state, own, commands);
            note_whereabouts(ui, state, own, own.whereabouts);
            break;
        case Phase::reading: draw_received(ui, ui.screen(), state, own.received, commands); break;
        case Phase::starting:
        case Phase::first_run:
        case Phase::locked:
        case Phase::opening:
        case Phase::broken: {
            Rect area = ui.screen();
            draw_read_only(ui, area, state, commands);
            draw_faults(ui, area, state, commands);
            draw_unlock(ui, state, own.unlock, commands);
            break;
        }
    }
    take_shortcuts(ui, state, own, commands);
    own.help = std::exchange(own.settings.keys, false) || own.help;
    if (own.help && draw_key_help(ui)) own.help = false;
    if (state.display.locking_soon) draw_lock_warning(ui);
}

void push_left_behind(const LeftBehind& left, Commands& commands) {
    const auto bar = left.record.find('|');
    if (bar == std::string::npos) return;  // a field of a dialog: its text belongs to nothing yet
    commands.emplace_back(cmd::KeepText{left.record.substr(0, bar), left.record.substr(bar + 1), left.text});
}

}  // namespace tsunagi
