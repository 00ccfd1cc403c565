// Owns what the hand-over says about consent: what was agreed, what is left out for want of it, recording it
// on the spot, and going on with a written reason. Warn, give the reason, never block.
#include "core/strings.h"
#include "core/text.h"
#include "views/ledger_rows.h"
#include "views/screens/consent_dialog.h"
#include "views/screens/handover_parts.h"

#include <array>

namespace tsunagi {

namespace {

// The law's own exceptions, in words a nurse can press with a patient on the floor.
constexpr std::array reasons{"consent.reason_life", "consent.reason_unable", "consent.reason_disaster",
                             "consent.reason_law"};

void record_here(const HandoverScene& scene, HandoverUi& own) {
    const SectionSet proposed = info_of(scene.audience).proposed.common(own.preview.filled);
    ConsentStart start{.case_id = scene.case_id, .organisation = scene.organisation, .sections = proposed};
    start.to_name = scene.elsewhere ? own.to_name : scene.to_name;
    if (scene.sharing) {
        start.given_by = scene.sharing->consent_by;
        start.given_on = scene.sharing->consent_on;
        start.method = scene.sharing->consent_method;
    }
    begin_consent(scene.state, start, own.consent);
}

// The one that counts: there is one in every state but none and own.
const ConsentView& recorded(const HandoverScene& scene) {
    static const ConsentView nothing;
    return scene.consent.consent ? *scene.consent.consent : nothing;
}

std::string state_words(const HandoverScene& scene) {
    const ConsentView& consent = recorded(scene);
    switch (scene.consent.state) {
        case ConsentState::none: return tr("consent.none");
        case ConsentState::own: return tr("consent.own");
        case ConsentState::valid: return giver_words(consent) + "　" + period_words(consent);
        case ConsentState::ahead: return tr("consent.ahead", {{"date", short_day(consent.given_on)}});
        case ConsentState::expired: return tr("consent.expired", {{"date", short_day(consent.until)}});
        case ConsentState::withdrawn:
            return tr("consent.withdrawn", {{"date", short_day(consent.withdrawn_on)}});
    }
    return {};
}

std::string told_words(const HandoverScene& scene) {
    if (scene.consent.state != ConsentState::withdrawn) return {};
    const auto told = list_told(scene.state, scene.case_id, scene.organisation, scene.to_name);
    if (told.empty()) return {};
    std::string when;
    for (const ToldBefore& before : told) {
        if (when.size() > 60) break;
        when += (when.empty() ? "" : tr("ledger.and")) + entry_time(scene.state, before.on);
    }
    return tr("consent.told_before", {{"name", mark_deceptive(scene.to_name)}, {"when", when}});
}

enum class Way : std::uint8_t { record, reason, withdraw, back };

struct WayButton {
    Way way;
    ButtonSpec spec;
};

std::vector<WayButton> ways_of(const HandoverScene& scene, const HandoverUi& own) {
    std::vector<WayButton> ways;
    const auto add = [&ways](Way way, const char* label, Icon icon, ButtonKind kind) {
        ways.push_back({way, {.label = tr(label), .kind = kind, .size = ButtonSize::small, .icon = icon}});
    };
    const ConsentState state = scene.consent.state;
    const bool nameless = scene.elsewhere && own.to_name.empty();
    if (state == ConsentState::own || scene.is_settled()) return ways;
    if (state != ConsentState::valid && !nameless)
        add(Way::record, "consent.record", Icon::check_circle, ButtonKind::secondary);
    if (!scene.beyond.empty()) {
        add(Way::back, "consent.back_within", Icon::undo, ButtonKind::ghost);
    } else {
        add(Way::reason, state == ConsentState::valid ? "consent.more" : "consent.go_on", Icon::edit,
            ButtonKind::ghost);
    }
    if (state == ConsentState::valid) add(Way::withdraw, "consent.withdraw", Icon::close, ButtonKind::ghost);
    for (WayButton& way : ways) way.spec.edits = way.way != Way::back;
    return ways;
}

void take(Way way, const HandoverScene& scene, HandoverUi& own) {
    switch (way) {
        case Way::record: return record_here(scene, own);
        case Way::reason: own.asking_reason = true; return;
        case Way::withdraw: return begin_withdrawal(recorded(scene), own.consent);
        case Way::back:
            own.beyond.clear();
            own.sections.reset();
            return;
    }
}

float draw_ways(Ui& ui, const Rect& rect, const HandoverScene& scene, HandoverUi& own) {
    const auto ways = ways_of(scene, own);
    if (ways.empty()) return rect.y;
    Flow flow(rect, 4, 4);
    for (const WayButton& way : ways) {
        const Rect place = flow.place(measure_button(ui, way.spec, rect.w));
        if (draw_button(ui, "way" + std::to_string(static_cast<int>(way.way)), place, way.spec))
            take(way.way, scene, own);
    }
    return flow.bottom() + 4;
}

// What a note's 共有先 says beside it: the words of the conference, which no filter can read.
float draw_note_words(Ui& ui, const Rect& rect, const HandoverScene& scene) {
    const auto& sharing = scene.sharing;
    if (!sharing) return rect.y;
    float y = rect.y;
    const IconTextSpec line{.icon = Icon::info, .text = {.font = Font::label, .color = ui.theme().col_ink_2}};
    if (!sharing->scope.empty()) {
        y = draw_icon_text(ui, {rect.x, y, rect.w, 0},
                           tr("handover.consent_scope", {{"scope", mark_deceptive(sharing->scope)}}), line) +
            6;
    }
    if (!sharing->not_shared.empty()) {
        const HintSpec hint{
            .text = tr("handover.not_shared", {{"what", mark_deceptive(sharing->not_shared)}}),
            .tone = Tone::warn,
            .icon = Icon::eye_off};
        y = draw_hint(ui, "not_shared", {rect.x, y, rect.w, 0}, hint) + 8;
    }
    return y;
}

}  // namespace

std::string why_left_out(const HandoverScene& scene, Section section) {
    if (!info_of(scene.audience).most.has(section)) return tr("consent.not_for_family");
    if (scene.offered.has(section)) {
        const bool beyond = !scene.beyond.empty() && !scene.consent.allowed.has(section);
        return beyond ? tr("consent.by_reason") : std::string();
    }
    switch (scene.consent.state) {
        case ConsentState::expired: return tr("consent.out_expired");
        case ConsentState::withdrawn: return tr("consent.out_withdrawn");
        case ConsentState::ahead: return tr("consent.out_ahead");
        case ConsentState::none: return tr("consent.out_none");
        case ConsentState::own:
        case ConsentState::valid: break;
    }
    return tr("consent.out_of_scope");
}

float draw_consent(Ui& ui, const Rect& rect, const HandoverScene& scene, HandoverUi& own) {
    if (!scene.has_recipient()) return rect.y;
    const ConsentState state = scene.consent.state;
    const bool good = state == ConsentState::own || state == ConsentState::valid;
    float y = rect.y;
    if (good) {
        y = draw_icon_text(ui, rect, state_words(scene),
                           {.icon = Icon::check_circle,
                            .text = {.font = Font::label},
                            .icon_color = ui.theme().col_green_ink}) +
            6;
    } else {
        y = draw_hint(ui, "no_consent", rect,
                      {.text = state_words(scene), .tone = Tone::warn, .icon = Icon::warn}) +
            8;
    }
    if (const std::string told = told_words(scene); !told.empty())
        y = draw_hint(ui, "told", {rect.x, y, rect.w, 0}, {.text = told, .icon = Icon::handover}) + 8;
    y = draw_note_words(ui, {rect.x, y, rect.w, 0}, scene);
    if (!scene.beyond.empty()) {
        y = draw_hint(ui, "beyond", {rect.x, y, rect.w, 0},
                      {.text = tr("consent.beyond", {{"reason", mark_deceptive(scene.beyond)}}),
                       .tone = Tone::warn,
                       .icon = Icon::edit}) +
            8;
    }
    return draw_ways(ui, {rect.x, y, rect.w, 0}, scene, own);
}

void draw_reason(Ui& ui, const HandoverScene& scene, HandoverUi& own) {
    if (!own.asking_reason) return;
    DialogSpec dialog{
        .title = tr("consent.reason_title"), .icon = Icon::edit, .tone = Tone::warn, .width = 640};
    dialog.dismissal = Dismissal::by_button;
    dialog.buttons = {ButtonSpec{.label = tr("dialog.cancel")},
                      ButtonSpec{.label = tr("consent.reason_go"),
                                 .edits = true,
                                 .kind = ButtonKind::primary,
                                 .enabled = !own.reason_words.empty()}};
    const Rect body = begin_dialog(ui, "reason", dialog);
    float y = draw_text(ui, body, tr("consent.reason_ask", {{"name", mark_deceptive(scene.to_name)}})) + 12;
    std::vector<PhraseSpec> phrases;
    for (const char* reason : reasons)
        phrases.push_back({.label = tr(reason), .selected = own.reason_words == tr(reason)});
    const auto pressed = draw_phrases(ui, "reasons", {body.x, y, body.w, 0}, phrases, &y);
    if (pressed) own.reason_words = tr(reasons[*pressed]);
    FieldSpec field{.label = tr("consent.reason"), .value = own.reason_words, .required = true};
    field.kind = FieldKind::lines;
    field.min_lines = 2;
    field.max_length = 500;
    const FieldResult words = draw_field(ui, "words", {body.x, y + 12, body.w, 0}, field);
    if (!pressed) own.reason_words = words.text;
    const DialogResult result = end_dialog(ui, words.bottom);
    if (result.button == 1u) {
        own.beyond = own.reason_words;
        own.sections.reset();
    }
    if (!result.done()) return;
    own.asking_reason = false;
    own.reason_words.clear();
}

std::optional<ChipSpec> consent_chip(const HandoverScene& scene) {
    if (scene.consent.state != ConsentState::valid) return std::nullopt;
    const std::string& on = recorded(scene).given_on;
    return ChipSpec{
        .label = tr("handover.consent", {{"date", short_day(on)}}), .tone = Tone::ok, .icon = Icon::check};
}

}  // namespace tsunagi
