#include "app/told.h"

#include "app/answers.h"
#include "app/app.h"
#include "app/cases.h"
#include "app/consents.h"
#include "core/bytes.h"
#include "core/sorting.h"

#include <algorithm>
#include <cstdint>
#include <set>
#include <tuple>

namespace tsunagi {

namespace {

bool tells_assessment(const LedgerEntry& entry) {
    if (!entry.outgoing || entry.handed_at.empty() || entry.assessment_version <= 0) return false;
    const auto sections = parse_section_codes(entry.sections);
    return sections && sections->has(Section::assessment);
}

bool is_looking_back(const AppState& state, const AssessmentVersion& version) {
    return code_at(state.library.answers(version.note), "kind") == "bereavement_review";
}

OutdatedRecipient recipient_of(const LedgerEntry& entry, int newest) {
    OutdatedRecipient recipient{
        .case_id = entry.case_id, .entry = entry.id, .organisation = entry.organisation};
    recipient.name = entry.to_name;
    recipient.version = entry.assessment_version;
    recipient.newest = newest;
    recipient.reworded = entry.assessment_version >= newest;
    recipient.told_on = entry.handed_at;
    recipient.sections = parse_section_codes(entry.sections).value_or(SectionSet{});
    recipient.audience = find_audience(entry.audience).value_or(Audience::visiting_nurse);
    recipient.by_passphrase = entry.by_passphrase;
    return recipient;
}

void collect(const AppState& state, const DocumentId& case_id, std::vector<OutdatedRecipient>& into) {
    auto versions = list_assessments(state, case_id);
    // Looking back after a death is no news for those who cared for the patient.
    while (!versions.empty() && is_looking_back(state, versions.back())) versions.pop_back();
    if (versions.empty()) return;
    const int newest = versions.back().number;
    const std::string mark = mark_of_text(versions.back().text);
    std::set<std::pair<DocumentId, std::string>> known;  // whose newest hand-over was looked at
    auto entries = list_ledger(state, case_id);
    std::erase_if(entries, [](const LedgerEntry& entry) { return !tells_assessment(entry); });
    sort_by(entries, [](const LedgerEntry& entry) { return entry.handed_at; }, SortOrder::descending);
    for (const LedgerEntry& entry : entries) {
        const std::string name = entry.organisation.empty() ? entry.to_name : std::string();
        // Somebody nobody can name cannot be told again: the ledger shows the file.
        if (entry.organisation.empty() && name.empty()) continue;
        if (!known.insert({entry.organisation, name}).second) continue;
        const bool reworded = !entry.assessment_mark.empty() && entry.assessment_mark != mark;
        if (entry.assessment_version < newest || reworded) into.push_back(recipient_of(entry, newest));
    }
}

}  // namespace

std::string mark_of_text(std::string_view text) {
    std::uint64_t hash = 0xcbf29ce484222325u;
    for (const char c : text) {
        hash ^= static_cast<unsigned char>(c);
        hash *= 0x100000001b3u;
    }
    Bytes bytes;
    for (int shift = 56; shift >= 0; shift -= 8) bytes.push_back(static_cast<std::uint8_t>(hash >> shift));
    return hex_of(bytes);
}

std::vector<OutdatedRecipient> list_outdated(const AppState& state, const DocumentId& case_id) {
    std::vector<OutdatedRecipient> result;
    if (!case_id.empty()) {
        collect(state, case_id, result);
    } else {
        std::set<DocumentId> cases;
        for (const DocumentId& entry : state.library.of_kind(Kind::ledger))
            cases.insert(state.library.find(entry)->subject);
        for (const DocumentId& id : cases) collect(state, id, result);
    }
    sort_by(result, [](const OutdatedRecipient& recipient) {
        return std::tuple(recipient.told_on, recipient.name, recipient.case_id);
    });
    return result;
}

std::optional<HandoverProposal> propose_update(const AppState& state, const DocumentId& entry) {
    const auto all = list_outdated(state, {});
    const auto found = std::ranges::find(all, entry, &OutdatedRecipient::entry);
    if (found == all.end()) return std::nullopt;
    HandoverProposal proposal{.case_id = found->case_id, .entry = entry, .organisation = found->organisation};
    proposal.to_name = found->organisation.empty() ? found->name : std::string();
    proposal.audience = found->audience;
    // Without a key only a passphrase opens it, whatever it was the last time.
    const bool has_key = !state.library.answers(found->organisation).text("agreement_key").empty();
    proposal.by_passphrase = found->by_passphrase || !has_key;
    // What was told then and may still be told today; nothing is added by itself.
    const ConsentScope scope = find_consent(state, found->case_id, found->organisation, proposal.to_name);
    proposal.sections = found->sections.common(scope.allowed);
    return proposal;
}

void App::on(const cmd::TellAgain& wish) {
    state_.tell_next = wish.entries;
    on(cmd::TellNext{});
}

void App::on(const cmd::TellNext&) {
    const auto stage = state_.handover.stage;
    if (stage == HandoverJob::Stage::making || stage == HandoverJob::Stage::checking) return;
    std::optional<HandoverProposal> next;
    while (!next && !state_.tell_next.empty()) {
        next = propose_update(state_, state_.tell_next.front());
        state_.tell_next.erase(state_.tell_next.begin());
    }
    if (!next) return;
    next->number = state_.proposal ? state_.proposal->number + 1 : 1;
    state_.proposal = next;
    const Place place{Screen::handover, next->case_id, {}, {}};
    if (state_.place != place) on(cmd::GoTo{place});
    // A file nobody has recorded as handed over is not thrown away by itself, and nothing is made that was
    // not agreed: the screen says so and waits.
    const bool agreed = next->sections.has(Section::assessment);
    if (!may_write(state_) || !agreed || state_.handover.stage == HandoverJob::Stage::checked) return;
    on(cmd::MakeHandover{next->case_id,
                         next->organisation,
                         next->by_passphrase,
                         next->sections,
                         next->to_name,
                         next->audience,
                         {}});
}

}  // namespace tsunagi
