#include "app/consents.h"

#include "app/answers.h"
#include "app/app.h"
#include "app/cases.h"
#include "core/sorting.h"

#include <algorithm>
#include <tuple>

namespace tsunagi {

namespace {

// Every value that stands at the path: more than one while two tablets disagree.
std::vector<std::string> texts_at(const Answers& answers, std::string_view path) {
    std::vector<std::string> texts;
    if (const Answer* answer = answers.find(path)) {
        for (const Change* change : answer->current) {
            if (std::string text = text_of(change->value); !text.empty()) texts.push_back(std::move(text));
        }
    }
    return texts;
}

// Until somebody settles two scopes, only what both allow may be told; what cannot be read allows nothing.
SectionSet sections_at(const Answers& answers) {
    const auto scopes = texts_at(answers, "sections");
    if (scopes.empty()) return {};
    SectionSet all = SectionSet::all();
    for (const std::string& codes : scopes) {
        const auto sections = parse_section_codes(codes);
        all = sections ? all.common(*sections) : SectionSet{};
    }
    return all;
}

std::string earliest(const std::vector<std::string>& days) {
    return days.empty() ? std::string() : *std::ranges::min_element(days);
}

ConsentState state_of(const ConsentView& consent, const std::string& today) {
    if (!consent.withdrawn_on.empty()) return ConsentState::withdrawn;
    if (!consent.until.empty() && consent.until < today) return ConsentState::expired;
    if (consent.given_on.empty() || consent.given_on > today) return ConsentState::ahead;
    return ConsentState::valid;
}

ConsentView read_consent(const AppState& state, const DocumentId& id) {
    const Answers& answers = state.library.answers(id);
    ConsentView consent{.id = id, .organisation = target_id(answers.value("to_organisation"))};
    consent.to_name = answers.text("to_name");
    consent.sections = sections_at(answers);
    consent.given_by = answers.text("given_by");
    consent.given_by_name = answers.text("given_by_name");
    consent.method = answers.text("method");
    consent.note = answers.text("note");
    consent.given_on = answers.text("given_on");
    consent.until = earliest(texts_at(answers, "until"));
    consent.withdrawn_on = earliest(texts_at(answers, "withdrawn_on"));
    consent.withdrawn_by = answers.text("withdrawn_by");
    consent.withdrawn_note = answers.text("withdrawn_note");
    const Document* document = state.library.find(id);
    if (document && !document->changes.empty())
        consent.recorded_by = staff_name(state, document->changes.front().by);
    consent.state = state_of(consent, today_iso(state));
    return consent;
}

bool is_for(const ConsentView& consent, const DocumentId& organisation, std::string_view to_name) {
    if (!organisation.empty() || !consent.organisation.empty()) return consent.organisation == organisation;
    return !to_name.empty() && consent.to_name == to_name;
}

}  // namespace

std::vector<ConsentView> list_consents(const AppState& state, const DocumentId& case_id) {
    std::vector<ConsentView> consents;
    for (const DocumentId& id : state.library.of_case(case_id, Kind::consent))
        consents.push_back(read_consent(state, id));
    std::ranges::reverse(consents);  // written down later first among those of one day
    sort_by(consents, [](const ConsentView& consent) { return consent.given_on; }, SortOrder::descending);
    return consents;
}

ConsentScope find_consent(const AppState& state, const DocumentId& case_id, const DocumentId& organisation,
                          std::string_view to_name) {
    if (organisation.empty() && is_patient(to_name)) return {ConsentState::own, SectionSet::all(), {}};
    auto consents = list_consents(state, case_id);
    std::erase_if(consents,
                  [&](const ConsentView& consent) { return !is_for(consent, organisation, to_name); });
    if (consents.empty()) return {};
    const auto begun = std::ranges::find_if(
        consents, [](const ConsentView& consent) { return consent.state != ConsentState::ahead; });
    ConsentScope scope;
    scope.consent = begun != consents.end() ? *begun : consents.back();
    scope.state = scope.consent->state;
    if (scope.state == ConsentState::valid) {
        scope.allowed = scope.consent->sections;
        scope.allowed.add(Section::identity);
    }
    return scope;
}

bool is_patient(std::string_view to_name) {
    return to_name == patient_self;
}

std::vector<ToldBefore> list_told(const AppState& state, const DocumentId& case_id,
                                  const DocumentId& organisation, std::string_view to_name) {
    std::vector<ToldBefore> told;
    for (const LedgerEntry& entry : list_ledger(state, case_id)) {
        if (!entry.outgoing || entry.handed_at.empty()) continue;
        const bool same = organisation.empty() && entry.organisation.empty()
                              ? !to_name.empty() && entry.to_name == to_name
                              : entry.organisation == organisation;
        if (same) told.push_back({entry.id, entry.handed_at, entry.sections});
    }
    return told;
}

void App::on(const cmd::RecordConsent& wish) {
    if (!state_.library.find(wish.case_id)) return;
    create(Kind::consent, "consent", wish.case_id, wish.fields);
    notify(Severity::done, "notice.consent_recorded");
}

void App::on(const cmd::WithdrawConsent& wish) {
    const Document* consent = state_.library.find(wish.consent);
    if (!consent || consent->kind != Kind::consent) return;
    Fields fields{{"withdrawn_on", Date{today_iso(state_)}}};
    if (!wish.by.empty()) fields.emplace_back("withdrawn_by", wish.by);
    if (!wish.note.empty()) fields.emplace_back("withdrawn_note", wish.note);
    on(cmd::EditTogether{wish.consent, fields});
}

}  // namespace tsunagi
