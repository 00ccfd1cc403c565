// Owns the parts of the hand-over screen and what they share for one frame.
#pragma once

#include "app/cases.h"
#include "app/consents.h"
#include "app/keys.h"
#include "app/sharing.h"
#include "views/screens/screens.h"
#include "views/widgets.h"

#include <optional>
#include <string>
#include <vector>

namespace tsunagi {

// Read once a frame, passed to every part. While a file of this case exists, everything chosen is that
// file's.
struct HandoverScene {
    const AppState& state;
    DocumentId case_id;
    HandoverJob::Stage stage = HandoverJob::Stage::none;  // of this case's file
    const HandoverJob* job = nullptr;                     // none: no file of this case
    DocumentId organisation;                              // chosen; empty for none, or elsewhere
    bool elsewhere = false;
    bool by_passphrase = false;
    KeyState key = KeyState::none;  // of the organisation chosen
    std::string to_name;            // how the recipient is called; "" while nobody is chosen
    Audience audience = Audience::visiting_nurse;
    ConsentScope consent;
    std::string beyond;                 // why it goes beyond the consent; empty: it does not
    SectionSet offered;                 // what may be chosen
    SectionSet sections;                // what is chosen
    std::optional<SharingRow> sharing;  // what the notes say about the organisation chosen

    bool has_recipient() const { return elsewhere || !organisation.empty(); }
    // Nothing may be told to the recipient chosen, and nobody has said why it must go all the same.
    bool lacks_consent() const {
        return has_recipient() && beyond.empty() && consent.state != ConsentState::own &&
               consent.state != ConsentState::valid;
    }
    // A file is being made, or is there: what was chosen stands.
    bool is_settled() const { return job != nullptr && stage != HandoverJob::Stage::failed; }
    bool is_busy() const {
        return stage == HandoverJob::Stage::making || stage == HandoverJob::Stage::checking;
    }
    bool is_made() const {
        return stage == HandoverJob::Stage::checked || stage == HandoverJob::Stage::handed;
    }
};
HandoverScene read_handover(const AppState& state, HandoverUi& own);
cmd::MakeHandover wish_of(const HandoverScene& scene, const HandoverUi& own);
// What is proposed where nobody agreed and it must go all the same: what protects life.
constexpr SectionSet emergency_sections() {
    return {Section::identity,   Section::medical,     Section::sudden,
            Section::procedures, Section::medications, Section::adl};
}

// On a phone: recipient, scope, preview, the file.
inline constexpr int last_phone_step = 3;

// Before a patient is chosen (handover_start.cpp).
float draw_handover_start(Ui& ui, const Rect& area, const AppState& state, HandoverUi& own,
                          Commands& commands);

// Cards as high as their content; each returns its lower edge. handover_recipient.cpp:
float draw_recipients(Ui& ui, const Rect& rect, const HandoverScene& scene, HandoverUi& own,
                      Commands& commands);
// handover_keys.cpp: a station's card by its code, a key that is another one than before, a key that is too
// old.
void draw_key_questions(Ui& ui, const HandoverScene& scene, HandoverUi& own, Commands& commands);
// handover_recipient.cpp:
void draw_verifying(Ui& ui, const HandoverScene& scene, HandoverUi& own, Commands& commands);
// handover_consent.cpp: what was agreed, and the ways on where nothing was.
float draw_consent(Ui& ui, const Rect& rect, const HandoverScene& scene, HandoverUi& own);
void draw_reason(Ui& ui, const HandoverScene& scene, HandoverUi& own);
std::optional<ChipSpec> consent_chip(const HandoverScene& scene);
// Why a section is not offered; "" for one that is.
std::string why_left_out(const HandoverScene& scene, Section section);
// handover_scope.cpp:
float draw_scope(Ui& ui, const Rect& rect, const HandoverScene& scene, HandoverUi& own);
// handover_preview.cpp:
void refresh_preview(const HandoverScene& scene, HandoverUi& own);
float draw_preview(Ui& ui, const Rect& rect, const HandoverScene& scene, const HandoverUi& own);
// Of fixed height; the preview scrolls inside.
void draw_preview_column(Ui& ui, const Rect& rect, const HandoverScene& scene, const HandoverUi& own);
// handover_file.cpp:
float draw_file(Ui& ui, const Rect& rect, const HandoverScene& scene, HandoverUi& own, Commands& commands);
float draw_handover_fault(Ui& ui, const Rect& rect, const HandoverScene& scene, Commands& commands);
void draw_handing(Ui& ui, const HandoverScene& scene, HandoverUi& own, Commands& commands);
// handover_steps.cpp: 作成 · 開封確認 · 渡した, and the one thing to do next.
float measure_step_marks(Ui& ui, float width, const HandoverScene& scene);
void draw_step_marks(Ui& ui, const Rect& rect, const HandoverScene& scene);
ButtonSpec next_step(const HandoverScene& scene);
void take_next_step(const HandoverScene& scene, HandoverUi& own, Commands& commands);

}  // namespace tsunagi
