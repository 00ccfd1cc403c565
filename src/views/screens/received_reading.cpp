// Owns reading an opened file: who made it and whether that is certain, then the record in blocks, and taking
// it in.
#include "app/dates.h"
#include "app/field_words.h"
#include "app/received.h"
#include "core/strings.h"
#include "core/text.h"
#include "views/handover_blocks.h"
#include "views/person_name.h"
#include "views/screens/received_parts.h"

#include <algorithm>
#include <ranges>

namespace tsunagi {

namespace {

constexpr float index_width = 232;
constexpr std::size_t set_aside_shown = 5;

bool is_practice_file(const AppState& state) {
    return state.received.bundle.store == StoreKind::practice;
}

// Practice and real records never mix; what was made elsewhere carries nothing that could be merged.
const char* why_not_importable(const AppState& state) {
    if (!has_account(state)) return "received.how_to_keep";
    if (state.received.bundle.origin == BundleOrigin::elsewhere) return "received.elsewhere";
    if (is_practice_file(state) != state.practice()) {
        return is_practice_file(state) ? "received.practice_into_real" : "received.real_into_practice";
    }
    return nullptr;
}

void import_or_ask(const AppState& state, ReceivedUi& own, Commands& commands) {
    if (asks_for_call(state)) {
        own.accepting = true;
    } else {
        commands.emplace_back(cmd::ImportReceived{});
    }
}

ButtonSpec import_button() {
    return {.label = tr("received.import"), .edits = true, .kind = ButtonKind::primary, .icon = Icon::merge};
}
ButtonSpec close_button() {
    return {.label = tr("received.close"), .icon = Icon::close};
}

std::string sender_words(const BundleParty& sender) {
    std::string words = mark_deceptive(sender.organisation);
    const std::string person = full_name(sender.profession, sender.name);
    if (!person.empty()) words += (words.empty() ? "" : "　") + mark_deceptive(person);
    return words.empty() ? tr("received.unknown_sender") : words;
}

std::string made_words(const AppState& state, const ReceivedFile& file) {
    const std::string& iso = file.bundle.made_at.empty() ? file.created : file.bundle.made_at;
    const auto at = parse_date_time_ms(iso);
    if (!at) return mark_deceptive(iso);
    const std::string local = iso_date_time(*at, state.offset_minutes);
    return long_day(local.substr(0, 10)) + " " + local.substr(11, 5);
}

std::vector<ChipSpec> origin_chips(const AppState& state) {
    const ReceivedFile& file = state.received;
    std::vector<ChipSpec> chips;
    if (file.trust == SignerTrust::verified) {
        chips.push_back({.label = tr("received.verified"), .tone = Tone::ok, .icon = Icon::shield});
    } else if (!asks_for_call(state)) {
        chips.push_back({.label = tr("received.answer"), .tone = Tone::ok, .icon = Icon::receipt});
    } else {
        chips.push_back({.label = tr("received.unverified"), .tone = Tone::warn, .icon = Icon::shield_q});
    }
    if (file.bundle.store == StoreKind::practice)
        chips.push_back({.label = tr("practice.tag"), .icon = Icon::info});
    if (file.bundle.origin == BundleOrigin::elsewhere) {
        chips.push_back({.label = tr("received.made_elsewhere"), .icon = Icon::file});
    }
    return chips;
}

std::string not_read_words(const std::vector<NotRead>& parts) {
    std::string words;
    for (const NotRead& part : parts) {
        words += (words.empty() ? "" : "・") + mark_deceptive(part.resource_type) + " " +
                 std::to_string(part.count);
    }
    return words;
}

// What the file says it rests on. A reason instead of a consent is told to whoever is given the record with
// it.
std::string consent_words(const BundleConsent& consent) {
    std::string words = mark_deceptive(consent.given_by);
    const auto add = [&words](const std::string& part) {
        if (!part.empty()) words += (words.empty() ? "" : "　") + part;
    };
    if (!consent.given_on.empty() && !consent.until.empty()) {
        add(tr("consent.from_until",
               {{"date", short_day(consent.given_on)}, {"until", short_day(consent.until)}}));
    } else if (!consent.given_on.empty()) {
        add(tr("consent.from", {{"date", short_day(consent.given_on)}}));
    }
    if (!consent.beyond.empty()) add(tr("consent.beyond", {{"reason", mark_deceptive(consent.beyond)}}));
    return words;
}

// What the file says this store wrote, and did not.
std::string set_aside_hint(const AppState& state) {
    const auto& aside = state.received.set_aside;
    std::string words = tr("received.set_aside", {{"n", std::to_string(aside.size())}});
    for (const SetAside& one : aside | std::views::take(set_aside_shown))
        words += "\n" + set_aside_words(state, one);
    if (aside.size() > set_aside_shown) words += "\n…";
    return words;
}

// What has been found out about who made it, in words.
HintSpec signer_hint(const AppState& state) {
    const ReceivedFile& file = state.received;
    if (!asks_for_call(state)) return {.text = tr("received.answer_why"), .icon = Icon::receipt};
    const std::string name = mark_deceptive(file.signer_name);
    std::string words = tr(!file.signer.is_known() ? "received.nobody_signed"
                           : has_account(state)    ? "received.unknown_signer"
                                                   : "received.unknown_signer_reading");
    if (!name.empty() && file.signer_replaced_on.empty()) {
        words = tr("received.signer_not_compared", {{"name", name}});
    } else if (!name.empty()) {
        words = tr("received.signer_former", {{"name", name}, {"date", long_day(file.signer_replaced_on)}});
    }
    return {.text = std::move(words), .tone = Tone::warn, .icon = Icon::shield_q};
}

float draw_origin(Ui& ui, const Rect& rect, const AppState& state) {
    const ReceivedFile& file = state.received;
    std::vector<PairSpec> pairs{{tr("received.from"), sender_words(file.bundle.sender)}};
    // What a file says of its sender is the sender's to say; whose device it is was compared.
    if (file.trust == SignerTrust::verified && !file.signer_name.empty())
        pairs.push_back({tr("received.signer_device"), mark_deceptive(file.signer_name)});
    if (!file.bundle.sender.phone.empty())
        pairs.push_back({tr("received.phone"), mark_deceptive(file.bundle.sender.phone)});
    pairs.push_back({tr("received.made_at"), made_words(state, file)});
    if (!file.bundle.recipient.organisation.empty()) {
        pairs.push_back({tr("received.to"), mark_deceptive(file.bundle.recipient.organisation)});
    }
    if (file.bundle.origin == BundleOrigin::tsunagi) {
        pairs.push_back({tr("received.audience"), tr(info_of(file.bundle.audience).label_key)});
        if (const std::string words = consent_words(file.bundle.consent); !words.empty())
            pairs.push_back({tr("received.consent"), words});
    }
    float y = draw_chips(ui, rect, origin_chips(state)) + 8;
    y = draw_pairs(ui, {rect.x, y, rect.w, 0}, pairs, 72);
    const auto hint = [&](std::string_view key, std::string words, Tone tone, Icon icon) {
        y = draw_hint(ui, key, {rect.x, y + 8, rect.w, 0},
                      {.text = std::move(words), .tone = tone, .icon = icon});
    };
    if (file.trust == SignerTrust::unknown)
        y = draw_hint(ui, "unknown", {rect.x, y + 8, rect.w, 0}, signer_hint(state));
    y = draw_compared_numbers(ui, {rect.x, y + 12, rect.w, 0}, state);
    if (!file.set_aside.empty()) hint("set_aside", set_aside_hint(state), Tone::danger, Icon::warn);
    if (file.identity == IdentityAnswer::other)
        hint("other", tr("identity.other_todo"), Tone::warn, Icon::id);
    if (const char* why = why_not_importable(state)) hint("why", tr(why), Tone::neutral, Icon::info);
    if (const std::string words = not_read_words(file.bundle.not_read); !words.empty()) {
        hint("not_read", tr("received.not_read", {{"what", words}}), Tone::neutral, Icon::info);
    }
    return y;
}

// Who it is about and where it comes from: the first thing seen.
float draw_head(Ui& ui, const Rect& rect, const AppState& state) {
    const HandoverView& view = state.received.view;
    const Rect inner = begin_growing_card(ui, "head", rect, {});
    const Rect inside{inner.x + 20, inner.y + 16, inner.w - 40, 0};
    const bool beside = inside.w >= 720;
    const float half = beside ? (inside.w - 24) / 2 : inside.w;
    float y = draw_view_patient(ui, {inside.x, inside.y, half, 0}, view, PracticeMark::none);
    if (const std::string missing = missing_words(view); !missing.empty()) {
        const HintSpec hint{
            .text = tr("received.missing", {{"what", missing}}), .icon = Icon::info, .boxed = false};
        y = draw_hint(ui, "missing", {inside.x, y + 12, half, 0}, hint);
    }
    const Rect right =
        beside ? Rect{inside.x + half + 24, inside.y, half, 0} : Rect{inside.x, y + 16, half, 0};
    y = std::max(y, draw_origin(ui, right, state));
    return end_growing_card(ui, y + 16);
}

// The parts in sight first; pressing one scrolls to it.
void draw_index(Ui& ui, const Rect& rect, const HandoverView& view, const ReceivedUi& own,
                std::string_view reading, float parts_top) {
    const Theme& theme = ui.theme();
    fill_rect(ui, rect, theme.col_surface);
    draw_line(ui, {rect.right() - 1, rect.y}, {rect.right() - 1, rect.bottom()}, theme.col_line);
    const GroupScope group(ui, "index", NodeRole::navigation, tr("received.index"));
    const Rect scroll = ui.begin_scroll("list", rect);
    float y = scroll.y + 12;
    y = draw_text(ui, {scroll.x + 16, y, scroll.w - 32, 0}, tr("received.index"),
                  {.font = Font::label, .weight = Weight::bold, .color = theme.col_ink_2}) +
        4;
    const auto parts = parts_of(view);
    for (std::size_t i = 0; i < parts.size(); ++i) {
        RowSpec row{.icon = icon_of(parts[i].section),
                    .icon_color = theme.col_accent,
                    .title = title_of(view, parts[i]),
                    .title_bold = false,
                    .divider = false,
                    .min_height = Theme::sz_row_s};
        if (row.title.empty()) continue;
        const float height = measure_row(ui, scroll.w, row);
        if (draw_row(ui, view.blocks[parts[i].first].id, {scroll.x, y, scroll.w - 1, height}, row) &&
            i < own.tops.size()) {
            ui.scroll_to(reading, parts_top + own.tops[i]);
        }
        y += height;
    }
    ui.end_scroll(y + 16);
}

void draw_accepting(Ui& ui, const AppState& state, ReceivedUi& own, Commands& commands) {
    const ReceivedFile& file = state.received;
    DialogSpec dialog{
        .title = tr("received.accept_title"), .icon = Icon::shield_q, .tone = Tone::warn, .width = 600};
    dialog.buttons = {ButtonSpec{.label = tr("dialog.cancel")}, ButtonSpec{.label = tr("received.accept_go"),
                                                                           .edits = true,
                                                                           .kind = ButtonKind::primary,
                                                                           .icon = Icon::merge}};
    const Rect body = begin_dialog(ui, "accepting", dialog);
    const char* ask = number_to_compare(state).of_file ? "received.accept_ask_file" : "received.accept_ask";
    float y = draw_text(ui, body, tr(ask, {{"name", sender_words(file.bundle.sender)}})) + 12;
    if (!file.bundle.sender.phone.empty()) {
        const IconTextSpec bold{.icon = Icon::phone, .text = {.font = Font::body, .weight = Weight::bold}};
        y = draw_icon_text(ui, {body.x, y, body.w, 0}, mark_deceptive(file.bundle.sender.phone), bold) + 8;
    }
    y = draw_compared_numbers(ui, {body.x, y, body.w, 0}, state) + 12;
    y = draw_text(ui, {body.x, y, body.w, 0}, tr("received.accept_differs"),
                  {.font = Font::label, .color = ui.theme().col_ink_2});
    const DialogResult result = end_dialog(ui, y);
    if (result.button == 1u) commands.emplace_back(cmd::ImportReceived{.number_compared = true});
    if (result.done()) own.accepting = false;
}

// At the upper edge where there is room, in a bar at the lower edge where there is not.
void draw_actions(Ui& ui, Rect& area, const AppState& state, ReceivedUi& own, Commands& commands) {
    const bool importable = why_not_importable(state) == nullptr &&
                            state.received.stage == ReceivedFile::Stage::opened &&
                            state.received.identity != IdentityAnswer::other;
    if (!has_account(state)) {  // the frame has its own way out
        if (state.received.bundle.origin == BundleOrigin::elsewhere) return;
        const bool begun = state.reply.stage != ReplyJob::Stage::none;
        const ButtonSpec reply{.label = tr(begun ? "reply.go_on" : "reply.begin"),
                               .kind = ButtonKind::primary,
                               .icon = Icon::receipt};
        const Rect bar = draw_bottom_bar(ui, area.cut_bottom(Theme::sz_bottombar));
        const Vec2 size = measure_button(ui, reply, bar.w);
        const float width = ui.is_phone() ? bar.w : size.x;
        const Rect place{bar.right() - width, bar.center().y - size.y / 2, width, size.y};
        if (!draw_button(ui, "reply", place, reply)) return;
        if (!begun) commands.emplace_back(cmd::BeginReply{});
        own.reply.open = true;
        return;
    }
    const ButtonSpec close = close_button();
    const ButtonSpec take = import_button();
    const Rect bar = draw_bottom_bar(ui, area.cut_bottom(Theme::sz_bottombar));
    float left = bar.right();
    if (importable && draw_button_right(ui, "import", bar.right(), bar.center().y, take, &left)) {
        import_or_ask(state, own, commands);
    }
    const float right = importable ? left - 12 : bar.right();
    if (draw_button_right(ui, "close", right, bar.center().y, close))
        commands.emplace_back(cmd::CloseReceived{});
}

}  // namespace

void draw_received_reading(Ui& ui, const Rect& area, const AppState& state, ReceivedUi& own,
                           Commands& commands) {
    const HandoverView& view = state.received.view;
    Rect page = area;
    draw_actions(ui, page, state, own, commands);
    const float parts_top = ui.remembered("parts_top", 200);
    if (ui.is_wide()) draw_index(ui, page.cut_left(index_width), view, own, ui.id("reading"), parts_top - 12);
    const float pad = ui.is_wide() ? 16 : page_padding(ui);
    const Rect scroll = ui.begin_scroll("reading", page);
    const Rect inside{scroll.x + pad, scroll.y + 12, scroll.w - 2 * pad, 0};
    const float top = draw_head(ui, inside, state) + 12;
    ui.remember("parts_top", top - scroll.y);
    const std::size_t columns = inside.w >= 800 ? 2 : 1;
    const float y =
        draw_view_parts(ui, {inside.x, top, inside.w, 0}, view, PartFrame::card, columns, &own.tops);
    ui.end_scroll(y + 24);
    if (own.accepting) draw_accepting(ui, state, own, commands);
    if (has_account(state)) draw_identity_question(ui, state, commands);
}

}  // namespace tsunagi
