// Owns what is handed over: the sections chosen, what the patient agreed to, and the preview of what will be
// seen.
#include "core/strings.h"
#include "core/text.h"
#include "views/handover_blocks.h"
#include "views/screens/handover_parts.h"

#include <algorithm>

namespace tsunagi {

namespace {

SectionSet common(SectionSet a, SectionSet b) {
    SectionSet result;
    for (const SectionInfo& info : section_table()) {
        if (a.has(info.section) && b.has(info.section)) result.add(info.section);
    }
    return result;
}

// Changes are never taken away, so their number tells whether anything is new.
std::size_t count_changes(const AppState& state, const DocumentId& case_id) {
    const Document* about = state.library.find(case_id);
    std::size_t count = about ? about->changes.size() : 0;
    for (const Kind kind : {Kind::note, Kind::checklist, Kind::tasks}) {
        for (const DocumentId& id : state.library.of_case(case_id, kind))
            count += state.library.find(id)->changes.size();
    }
    return count;
}

void drop_later_changes(std::vector<Document>& documents, std::int64_t until_ms) {
    for (Document& document : documents) {
        std::erase_if(document.changes,
                      [until_ms](const Change& change) { return change.at.wall_ms > until_ms; });
    }
    std::erase_if(documents, [](const Document& document) { return document.changes.empty(); });
}

HandoverView view_of(const AppState& state, const std::vector<Document>& documents, SectionSet sections,
                     const std::string& as_of) {
    HandoverViewInput input;
    input.documents = &documents;
    for (const auto& [name, form] : state.forms.all()) input.forms.push_back(&form);
    input.sections = sections;
    input.as_of = as_of;
    return make_handover_view(input);
}

std::string label_of_section(const SectionInfo& info, const HandoverPreview& preview) {
    std::string label = tr(info.label_key);
    if (info.section == Section::assessment && preview.assessment_version > 0) {
        label += " " + tr("ledger.version", {{"n", std::to_string(preview.assessment_version)}});
    }
    return label;
}

// Warn, give the reason, never block.
float draw_consent(Ui& ui, const Rect& rect, const HandoverScene& scene) {
    if (!scene.has_recipient()) return rect.y;
    float y = rect.y;
    const auto& sharing = scene.sharing;
    if (!sharing || sharing->consent_on.empty()) {
        const HintSpec none{.text = tr("handover.no_consent"), .tone = Tone::warn, .icon = Icon::warn};
        y = draw_hint(ui, "no_consent", {rect.x, y, rect.w, 0}, none) + 8;
    }
    if (!sharing) return y;
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

std::optional<ChipSpec> consent_chip(const HandoverScene& scene) {
    if (!scene.sharing || scene.sharing->consent_on.empty()) return std::nullopt;
    const std::string day = short_day(scene.sharing->consent_on);
    return ChipSpec{
        .label = tr("handover.consent", {{"date", day.empty() ? scene.sharing->consent_on : day}}),
        .tone = Tone::ok,
        .icon = Icon::check};
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

std::string preview_title(const HandoverScene& scene) {
    return scene.to_name.empty() ? tr("handover.preview")
                                 : tr("handover.preview_of", {{"name", mark_deceptive(scene.to_name)}});
}

float draw_view(Ui& ui, const Rect& rect, const HandoverScene& scene, const HandoverUi& own) {
    const HandoverView& view = own.preview.view;
    float y =
        draw_view_patient(ui, rect, view, scene.state.practice() ? PracticeMark::shown : PracticeMark::none) +
        12;
    if (const std::string missing = missing_words(view); !missing.empty()) {
        const HintSpec hint{.text = tr("handover.missing", {{"what", missing}}), .icon = Icon::info};
        y = draw_hint(ui, "missing", {rect.x, y, rect.w, 0}, hint) + 12;
    }
    return draw_view_parts(ui, {rect.x, y, rect.w, 0}, view, PartFrame::plain, 1);
}

void refresh_preview(const HandoverScene& scene, HandoverUi& own) {
    HandoverPreview& preview = own.preview;
    const std::size_t changes = count_changes(scene.state, scene.case_id);
    const std::int64_t until_ms = scene.is_settled() ? scene.job->made_at_ms : 0;
    const std::string as_of = today_iso(scene.state);
    const bool same = preview.case_id == scene.case_id && preview.changes == changes &&
                      preview.until_ms == until_ms && preview.as_of == as_of;
    if (same && preview.sections == scene.sections) return;
    std::vector<Document> documents = scene.state.library.about_case(scene.case_id);
    if (until_ms > 0) drop_later_changes(documents, until_ms);
    if (!same) {
        preview = HandoverPreview{
            .case_id = scene.case_id, .changes = changes, .until_ms = until_ms, .as_of = as_of};
        preview.filled = filled_sections(documents);
        preview.assessment_version = assessment_version(documents);
    }
    preview.sections = scene.sections;
    preview.view = view_of(scene.state, documents, scene.sections, as_of);
}

// What is proposed needs to know what is filled, and that needs the documents only when they changed.
SectionSet proposed_sections(const HandoverScene& scene, const HandoverUi& own) {
    const bool known = own.preview.case_id == scene.case_id &&
                       own.preview.changes == count_changes(scene.state, scene.case_id);
    const SectionSet filled =
        known ? own.preview.filled : filled_sections(scene.state.library.about_case(scene.case_id));
    return common(minimum_sections(), filled);
}

}  // namespace

HandoverScene read_handover(const AppState& state, HandoverUi& own) {
    const bool begins = own.case_id != state.place.case_id;
    if (begins) {
        own = HandoverUi{};
        own.case_id = state.place.case_id;
    }
    HandoverScene scene{.state = state, .case_id = state.place.case_id};
    // A notice of withdrawal is handed out from its ledger entry.
    if (state.handover.stage != HandoverJob::Stage::none && state.handover.case_id == scene.case_id &&
        state.handover.withdraws.empty()) {
        scene.job = &state.handover;
        scene.stage = state.handover.stage;
    }
    if (scene.is_settled()) {
        scene.organisation = scene.job->to_organisation;
        scene.elsewhere = scene.organisation.empty();
        scene.by_passphrase = !scene.job->passphrase.empty() || scene.job->by_passphrase || scene.elsewhere;
        scene.sections = scene.job->sections;
    } else {
        scene.organisation = own.organisation;
        scene.elsewhere = own.elsewhere;
        scene.sections = own.sections ? *own.sections : proposed_sections(scene, own);
    }
    scene.sections.add(Section::identity);
    scene.key = key_state_of(state, scene.organisation);
    if (!scene.is_settled())
        scene.by_passphrase = own.by_passphrase || scene.elsewhere || scene.key == KeyState::none;
    scene.to_name =
        scene.elsewhere ? tr("handover.elsewhere") : state.library.answers(scene.organisation).text("name");
    if (!scene.organisation.empty()) scene.sharing = find_sharing(state, scene.case_id, scene.organisation);
    if (begins && scene.is_settled()) own.phone_step = last_phone_step;
    refresh_preview(scene, own);
    return scene;
}

float draw_scope(Ui& ui, const Rect& rect, const HandoverScene& scene, HandoverUi& own) {
    CardSpec card{.title = tr("handover.scope"), .icon = Icon::file_lock, .chip = consent_chip(scene)};
    const Rect inner = begin_growing_card(ui, "scope", rect, card);
    float y = draw_consent(ui, {inner.x + 12, inner.y, inner.w - 24, 0}, scene);
    for (const SectionInfo& info : section_table()) {
        const bool always = info.section == Section::identity;
        const bool chosen = scene.sections.has(info.section);
        if (!always && !own.preview.filled.has(info.section) && !chosen) continue;
        CheckboxSpec box{.label = label_of_section(info, own.preview),
                         .mark = chosen ? CheckMark::on : CheckMark::off};
        box.note = always ? tr("handover.always") : std::string();
        box.enabled = !always && !scene.is_settled();
        box.divider = true;
        const float height = measure_checkbox(ui, inner.w, box);
        if (draw_checkbox(ui, info.code, {inner.x, y, inner.w, height}, box))
            toggle(info.section, scene, own);
        y += height;
    }
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

float draw_preview(Ui& ui, const Rect& rect, const HandoverScene& scene, const HandoverUi& own) {
    const Rect inner =
        begin_growing_card(ui, "preview", rect, {.title = preview_title(scene), .icon = Icon::eye});
    return end_growing_card(ui, draw_view(ui, {inner.x + 16, inner.y, inner.w - 32, 0}, scene, own) + 16);
}

void draw_preview_column(Ui& ui, const Rect& rect, const HandoverScene& scene, const HandoverUi& own) {
    const Rect inner = begin_card(ui, "preview", rect, {.title = preview_title(scene), .icon = Icon::eye});
    const Rect view = ui.begin_scroll("seen", {inner.x + 1, inner.y, inner.w - 2, inner.h - 2});
    const float bottom = draw_view(ui, {view.x + 15, view.y, view.w - 30, 0}, scene, own);
    ui.end_scroll(bottom + 16);
    end_card(ui);
}

}  // namespace tsunagi
