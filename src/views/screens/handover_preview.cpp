// Owns the preview: the bundle is made and read back as its recipient would, so that it shows what they will
// see.
#include "app/handover_input.h"
#include "core/strings.h"
#include "core/text.h"
#include "views/handover_blocks.h"
#include "views/screens/handover_parts.h"

namespace tsunagi {

namespace {

// Changes are never taken away, so their number tells whether anything is new.
std::size_t count_changes(const AppState& state, const DocumentId& case_id,
                          std::initializer_list<Kind> kinds) {
    std::size_t count = 0;
    for (const Kind kind : kinds) {
        for (const DocumentId& id : state.library.of_case(case_id, kind))
            count += state.library.find(id)->changes.size();
    }
    return count;
}

std::size_t count_record(const AppState& state, const DocumentId& case_id) {
    const Document* about = state.library.find(case_id);
    return (about ? about->changes.size() : 0) +
           count_changes(state, case_id, {Kind::note, Kind::checklist, Kind::tasks});
}

std::string preview_title(const HandoverScene& scene) {
    return scene.to_name.empty() ? tr("handover.preview")
                                 : tr("handover.preview_of", {{"name", mark_deceptive(scene.to_name)}});
}

float draw_view(Ui& ui, const Rect& rect, const HandoverScene& scene, const HandoverUi& own) {
    const HandoverView& view = own.preview.view;
    if (own.preview.fault != Fault::none) {
        const std::string code(fault_code(own.preview.fault));
        return draw_hint(ui, "unseen", rect,
                         {.text = tr("fault." + code + ".what"), .tone = Tone::warn, .icon = Icon::warn});
    }
    float y =
        draw_view_patient(ui, rect, view, scene.state.practice() ? PracticeMark::shown : PracticeMark::none) +
        12;
    if (const std::string missing = missing_words(view); !missing.empty()) {
        const HintSpec hint{.text = tr("handover.missing", {{"what", missing}}), .icon = Icon::info};
        y = draw_hint(ui, "missing", {rect.x, y, rect.w, 0}, hint) + 12;
    }
    return draw_view_parts(ui, {rect.x, y, rect.w, 0}, view, PartFrame::plain, 1);
}

}  // namespace

void refresh_preview(const HandoverScene& scene, HandoverUi& own) {
    HandoverPreview& preview = own.preview;
    const std::size_t changes = count_record(scene.state, scene.case_id);
    const std::size_t consents = count_changes(scene.state, scene.case_id, {Kind::consent});
    const std::int64_t until_ms = scene.is_settled() ? scene.job->made_at_ms : 0;
    const std::string as_of = today_iso(scene.state);
    const bool same = preview.case_id == scene.case_id && preview.changes == changes &&
                      preview.consents == consents && preview.until_ms == until_ms && preview.as_of == as_of;
    if (same && preview.sections == scene.sections && preview.audience == scene.audience) return;
    if (!same) {
        const std::vector<Document> documents = scene.state.library.about_case(scene.case_id);
        preview = HandoverPreview{
            .case_id = scene.case_id, .changes = changes, .until_ms = until_ms, .as_of = as_of};
        preview.consents = consents;
        preview.filled = filled_sections(documents);
        preview.assessment_version = assessment_version(documents);
    }
    preview.sections = scene.sections;
    preview.audience = scene.audience;
    preview.fault = Fault::none;
    if (scene.is_made() && !scene.job->view.blocks.empty()) {
        preview.view = scene.job->view;  // read from the file itself
        return;
    }
    auto view = preview_handover(scene.state, wish_of(scene, own), until_ms);
    preview.view = view ? std::move(*view) : HandoverView{};
    if (!view) preview.fault = view.error().fault;
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
