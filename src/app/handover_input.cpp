#include "app/handover_input.h"

#include "app/dates.h"
#include "app/replies.h"
#include "app/sharing.h"

namespace tsunagi {

namespace {

// Stands for the id of a bundle nobody will ever see.
constexpr std::string_view no_id = "00000000000000000000000000000000";

// This recipient's own consent and nobody else's: who else may be told is no business of this file.
BundleConsent consent_of(const AppState& state, const cmd::MakeHandover& wish) {
    const ConsentScope scope = find_consent(state, wish.case_id, wish.to_organisation, wish.to_name);
    BundleConsent result;
    result.covered = scope.allowed;
    if (!beyond_consent(scope, wish).empty()) result.beyond = wish.beyond_consent;
    if (scope.state == ConsentState::own) result.given_by = patient_self;
    if (scope.state == ConsentState::valid && scope.consent) {
        const auto& consent = *scope.consent;
        result.given_by = consent.given_by;
        result.given_by_name = consent.given_by_name;
        result.given_on = consent.given_on;
        result.until = consent.until;
        result.method = consent.method;
    }
    if (const auto row = find_sharing(state, wish.case_id, wish.to_organisation)) result.scope = row->scope;
    return result;
}

}  // namespace

BundleParty sender_of(const AppState& state) {
    BundleParty party;
    party.name = state.who ? state.who->name : std::string();
    party.profession = state.who ? state.who->profession : std::string();
    party.organisation = setting(state, "facility");
    if (const std::string ward = setting(state, "ward"); !ward.empty()) {
        party.organisation += party.organisation.empty() ? ward : " " + ward;
    }
    for (const DocumentId& id : state.library.of_kind(Kind::organisation)) {
        const Answers& own = state.library.answers(id);
        if (!own.text("name").empty() && own.text("name") == setting(state, "facility"))
            party.phone = own.text("tel");
    }
    return party;
}

SectionSet beyond_consent(const ConsentScope& scope, const cmd::MakeHandover& wish) {
    SectionSet beyond = wish.sections.common(info_of(wish.audience).most).without(scope.allowed);
    beyond.remove(Section::identity);
    return beyond;
}

BundleInput describe_handover(const AppState& state, const cmd::MakeHandover& wish) {
    BundleInput input;
    input.documents = state.library.about_case(wish.case_id);
    for (const Kind kind : {Kind::person, Kind::organisation}) {
        for (const DocumentId& id : state.library.of_kind(kind))
            input.documents.push_back(*state.library.find(id));
    }
    input.case_id = wish.case_id;
    input.sections = wish.sections;
    input.audience = wish.audience;
    input.replies = replies_with(state, wish.case_id, wish.to_organisation);
    for (const char* form : {"case", "conference-note", "discharge-checklist", "tasks", "person"}) {
        input.questionnaires.push_back(state.forms.json_of(form));
    }
    if (!input.replies.empty()) input.questionnaires.push_back(state.forms.json_of("consult"));
    input.bundle_id = no_id;
    input.made_at = iso_date_time(state.now_ms, state.offset_minutes);
    input.store = state.store;
    input.sender = sender_of(state);
    const Answers& organisation = state.library.answers(wish.to_organisation);
    input.recipient.organisation = organisation.text("name");
    input.recipient.phone = organisation.text("tel");
    if (wish.to_organisation.empty()) input.recipient.name = wish.to_name;
    input.consent = consent_of(state, wish);
    return input;
}

HandoverView view_of_bundle(const AppState& state, const ReceivedBundle& bundle) {
    if (bundle.origin == BundleOrigin::elsewhere) return bundle.readable;
    HandoverViewInput input;
    input.documents = &bundle.documents;
    for (const auto& [name, form] : state.forms.all()) input.forms.push_back(&form);
    input.sections = bundle.sections;
    for (const Document& document : bundle.documents) {
        if (is_reply(document.kind)) input.replies.push_back(document.id);
    }
    input.audience = bundle.audience;
    input.glossary = &state.glossary;
    input.sender_name = bundle.sender.organisation;
    input.sender_phone = bundle.sender.phone;
    input.as_of = today_iso(state);
    return make_handover_view(input);
}

Result<HandoverView> preview_handover(const AppState& state, const cmd::MakeHandover& wish,
                                      std::int64_t until_ms) {
    BundleInput input = describe_handover(state, wish);
    if (until_ms > 0) {
        for (Document& document : input.documents) {
            std::erase_if(document.changes,
                          [until_ms](const Change& change) { return change.at.wall_ms > until_ms; });
        }
        std::erase_if(input.documents, [](const Document& document) { return document.changes.empty(); });
    }
    const auto bundle = make_bundle(input);
    if (!bundle) return std::unexpected(bundle.error());
    const auto received = parse_bundle(*bundle);
    if (!received) return std::unexpected(received.error());
    return view_of_bundle(state, *received);
}

}  // namespace tsunagi
