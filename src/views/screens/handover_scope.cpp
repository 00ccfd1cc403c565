// Owns what is handed over: for whom it is written, and the sections chosen of what may be told.
#include "core/strings.h"
#include "core/text.h"
#include "views/screens/handover_parts.h"

namespace tsunagi {

namespace {

std::string label_of_section(const SectionInfo& info, const HandoverPreview& preview) {
    std::string label = tr(info.label_key);
    if (info.section == Section::assessment && preview.assessment_version > 0) {
        label += " " + tr("ledger.version", {{"n", std::to_string(preview.assessment_version)}});
    }
    return label;
}

void toggle(Section section, const HandoverScene& scene, HandoverUi& own) {
    SectionSet sections = scene.sections;
    if (sections.has(section)) {
        sections.remove(section);
    } else {
        sections.add(section);
    }
    own.sections = sections;
}

// As the recipient's kind suggests: the words of the directory, which every facility writes a little
// differently.
Audience suggested_audience(const AppState& state, const HandoverUi& own) {
    if (own.elsewhere) {
        const bool at_home = is_patient(own.to_name) || own.to_name.contains("家族");
        return at_home ? Audience::family : Audience::visiting_nurse;
    }
    const std::string type = state.library.answers(own.organisation).text("type");
    for (const char* word : {"居宅介護支援", "地域包括", "相談支援"}) {
        if (type.contains(word)) return Audience::care_manager;
    }
    return type.contains("病院") || type.contains("病棟") ? Audience::ward : Audience::visiting_nurse;
}

bool is_explained(const AppState& state, const DocumentId& case_id) {
    const Coding* stage = std::get_if<Coding>(&state.library.answers(case_id).value("disclosure_stage"));
    return stage && stage->code == "explained";
}

// What was written about explaining the illness: "do not write its name on paper the patient sees".
std::string caution_of(const HandoverScene& scene) {
    return scene.state.library.answers(scene.case_id).text("disclosure_note");
}

SectionSet offered_sections(const HandoverScene& scene) {
    const SectionSet most = info_of(scene.audience).most;
    if (!scene.has_recipient() || !scene.beyond.empty()) return most;
    return most.common(scene.consent.allowed);
}

// What is proposed needs to know what is filled, and that needs the documents only when they changed.
SectionSet proposed_sections(const HandoverScene& scene, const HandoverUi& own) {
    const bool known = own.preview.case_id == scene.case_id;
    const SectionSet filled =
        known ? own.preview.filled : filled_sections(scene.state.library.about_case(scene.case_id));
    SectionSet proposed = info_of(scene.audience).proposed;
    if (!scene.beyond.empty() && scene.consent.state != ConsentState::valid) proposed = emergency_sections();
    if (!scene.beyond.empty() && scene.consent.state == ConsentState::valid)
        proposed = proposed.common(scene.consent.allowed);  // what goes beyond it is pressed one by one
    // An illness that was not explained yet is not told by a file, nor one with a word of caution nobody has
    // read.
    const bool cautious = !is_explained(scene.state, scene.case_id) || !caution_of(scene).empty();
    if (scene.audience == Audience::family && cautious) proposed.remove(Section::medical);
    return proposed.common(filled).common(scene.offered);
}

void take_proposal(const AppState& state, HandoverUi& own) {
    const auto& proposal = state.proposal;
    if (!proposal || proposal->case_id != own.case_id || proposal->number == own.proposal) return;
    own.proposal = proposal->number;
    own.organisation = proposal->organisation;
    own.elsewhere = proposal->organisation.empty();
    own.to_name = proposal->to_name;
    own.by_passphrase = proposal->by_passphrase;
    own.audience = proposal->audience;
    own.sections.reset();
    if (!proposal->sections.empty()) own.sections = proposal->sections;
    own.beyond.clear();
    own.phone_step = 1;
}

void read_choices(HandoverScene& scene, HandoverUi& own) {
    const AppState& state = scene.state;
    if (scene.is_settled()) {
        scene.organisation = scene.job->to_organisation;
        scene.elsewhere = scene.organisation.empty();
        scene.by_passphrase = !scene.job->passphrase.empty() || scene.job->by_passphrase || scene.elsewhere;
        scene.audience = scene.job->audience;
        scene.beyond = scene.job->beyond_consent;
        scene.to_name = scene.job->to_name;
    } else {
        scene.organisation = own.organisation;
        scene.elsewhere = own.elsewhere;
        scene.audience = own.audience.value_or(suggested_audience(state, own));
        scene.beyond = own.beyond;
        scene.to_name =
            scene.elsewhere ? own.to_name : state.library.answers(scene.organisation).text("name");
    }
    scene.consent = find_consent(state, scene.case_id, scene.organisation, scene.to_name);
    scene.offered = offered_sections(scene);
    if (scene.is_settled()) {
        scene.sections = scene.job->sections;
    } else {
        scene.sections = own.sections ? own.sections->common(scene.offered) : proposed_sections(scene, own);
    }
    scene.sections.add(Section::identity);
    if (scene.elsewhere && scene.to_name.empty()) scene.to_name = tr("handover.elsewhere");
}

float draw_audiences(Ui& ui, const Rect& rect, const HandoverScene& scene, HandoverUi& own) {
    const GroupScope group(ui, "audience", NodeRole::group, tr("audience.title"));
    float y = draw_field_label(ui, rect, tr("audience.title"));
    std::vector<PhraseSpec> phrases;
    for (const AudienceInfo& info : audience_table()) {
        phrases.push_back({.label = tr(info.label_key),
                           .selected = info.audience == scene.audience,
                           .enabled = !scene.is_settled()});
    }
    const auto pressed = draw_phrases(ui, "for", {rect.x, y, rect.w, 0}, phrases, &y);
    if (pressed) {
        own.audience = audience_table()[*pressed].audience;
        own.sections.reset();
    }
    return y + 8;
}

float draw_family_hints(Ui& ui, const Rect& rect, const HandoverScene& scene, const HandoverUi& own) {
    if (scene.audience != Audience::family) return rect.y;
    float y = rect.y;
    if (!is_explained(scene.state, scene.case_id)) {
        y = draw_hint(ui, "not_explained", rect,
                      {.text = tr("audience.not_explained"), .tone = Tone::warn, .icon = Icon::warn}) +
            8;
    }
    if (const std::string caution = caution_of(scene); !caution.empty()) {
        y = draw_hint(ui, "caution", {rect.x, y, rect.w, 0},
                      {.text = tr("audience.caution", {{"words", mark_deceptive(caution)}}),
                       .tone = Tone::warn,
                       .icon = Icon::warn}) +
            8;
    }
    std::string words;
    for (const std::string& word : own.preview.view.unexplained)
        words += (words.empty() ? "" : tr("ledger.and")) + mark_deceptive(word);
    if (words.empty()) return y;
    return draw_hint(ui, "unexplained", {rect.x, y, rect.w, 0},
                     {.text = tr("audience.unexplained", {{"words", words}}), .icon = Icon::info}) +
           8;
}

float draw_sections(Ui& ui, const Rect& rect, const HandoverScene& scene, HandoverUi& own) {
    float y = rect.y;
    for (const SectionInfo& info : section_table()) {
        const bool always = info.section == Section::identity;
        const bool chosen = scene.sections.has(info.section);
        if (!always && !own.preview.filled.has(info.section) && !chosen) continue;
        CheckboxSpec box{.label = label_of_section(info, own.preview),
                         .mark = chosen ? CheckMark::on : CheckMark::off};
        box.note = always               ? tr("handover.always")
                   : scene.is_settled() ? ""
                                        : why_left_out(scene, info.section);
        box.enabled = !always && !scene.is_settled() && scene.offered.has(info.section);
        box.divider = true;
        const float height = measure_checkbox(ui, rect.w, box);
        if (draw_checkbox(ui, info.code, {rect.x, y, rect.w, height}, box)) toggle(info.section, scene, own);
        y += height;
    }
    return y;
}

}  // namespace

HandoverScene read_handover(const AppState& state, HandoverUi& own) {
    const bool begins = own.case_id != state.place.case_id;
    if (begins) {
        own = HandoverUi{};
        own.case_id = state.place.case_id;
    }
    take_proposal(state, own);
    HandoverScene scene{.state = state, .case_id = state.place.case_id};
    // A notice of withdrawal is handed out from its ledger entry.
    if (state.handover.stage != HandoverJob::Stage::none && state.handover.case_id == scene.case_id &&
        state.handover.withdraws.empty()) {
        scene.job = &state.handover;
        scene.stage = state.handover.stage;
    }
    read_choices(scene, own);
    scene.key = key_state_of(state, scene.organisation);
    if (!scene.is_settled())
        scene.by_passphrase = own.by_passphrase || scene.elsewhere || scene.key == KeyState::none;
    if (!scene.organisation.empty()) scene.sharing = find_sharing(state, scene.case_id, scene.organisation);
    if (scene.is_settled() && (begins || scene.is_made()) && own.phone_settled != state.handover.file_id) {
        own.phone_step = last_phone_step;
        own.phone_settled = state.handover.file_id;
    }
    refresh_preview(scene, own);
    return scene;
}

cmd::MakeHandover wish_of(const HandoverScene& scene, const HandoverUi& own) {
    cmd::MakeHandover wish{scene.case_id, scene.organisation, scene.by_passphrase, scene.sections};
    if (scene.elsewhere) wish.to_name = own.to_name;
    wish.audience = scene.audience;
    wish.beyond_consent = scene.beyond;
    return wish;
}

float draw_scope(Ui& ui, const Rect& rect, const HandoverScene& scene, HandoverUi& own) {
    CardSpec card{.title = tr("handover.scope"), .icon = Icon::file_lock, .chip = consent_chip(scene)};
    const Rect inner = begin_growing_card(ui, "scope", rect, card);
    const Rect inside{inner.x + 12, inner.y, inner.w - 24, 0};
    float y = draw_consent(ui, inside, scene, own);
    y = draw_audiences(ui, {inside.x, y + 4, inside.w, 0}, scene, own);
    y = draw_family_hints(ui, {inside.x, y, inside.w, 0}, scene, own);
    y = draw_sections(ui, {inner.x, y, inner.w, 0}, scene, own);
    if (own.sections && !scene.is_settled()) {
        const ButtonSpec again{.label = tr("handover.proposed_again"),
                               .kind = ButtonKind::ghost,
                               .size = ButtonSize::small,
                               .icon = Icon::undo};
        Rect box;
        if (draw_button_left(ui, "again", {inner.x + 4, y}, again, &box)) own.sections.reset();
        y = box.bottom();
    }
    return end_growing_card(ui, y + 4);
}

}  // namespace tsunagi
