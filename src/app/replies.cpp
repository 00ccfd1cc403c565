#include "app/replies.h"

#include "app/answers.h"
#include "app/cases.h"
#include "app/consents.h"
#include "app/dates.h"
#include "app/ledger.h"
#include "app/received.h"
#include "core/sorting.h"

#include <algorithm>
#include <initializer_list>

namespace tsunagi {

namespace {

std::string written_on(const AppState& state, const Document& document) {
    return document.changes.empty() ? std::string()
                                    : iso_date(document.changes.front().at.wall_ms, state.offset_minutes);
}

bool is_written_here(const AppState& state, const Document& document) {
    return !document.changes.empty() && document.changes.front().on == state.device_id;
}

bool is_one_of(std::string_view text, std::initializer_list<std::string_view> values) {
    return std::ranges::contains(values, text);
}

// The time at which this device first wrote in a document itself; none where it never did.
std::optional<Hlc> first_written_here(const Document& document) {
    std::optional<Hlc> first;
    for (const Change& change : document.changes) {
        if (change.from.empty() && (!first || change.at < *first)) first = change.at;
    }
    return first;
}

// By what was written here alone: times of changes that came are what their file says.
bool came_from_elsewhere(const AppState& state, const DocumentId& case_id) {
    const Document* document = state.library.find(case_id);
    if (document == nullptr) return false;
    const auto first = first_written_here(*document);
    return std::ranges::any_of(state.library.of_case(case_id, Kind::ledger), [&](const DocumentId& id) {
        if (code_at(state.library.answers(id), "direction") != "in") return false;
        const auto taken_in = first_written_here(*state.library.find(id));
        return taken_in && (!first || *taken_in < *first);
    });
}

Incoming incoming_of_entry(const AppState& state, const DocumentId& entry) {
    const Answers& answers = state.library.answers(entry);
    return {.ledger = entry,
            .from = answers.text("to_name"),
            .phone = answers.text("phone"),
            .file_id = answers.text("file_id"),
            .file_sha256 = answers.text("file_sha256"),
            .return_key = answers.text("return_key"),
            .number = answers.text("signer_number"),
            .sections = answers.text("sections"),
            .knows_sender = is_one_of(answers.text("sender_checked"), {"verified", "compared"}),
            .returned_at = answers.text("returned_at")};
}

bool names(std::string_view text, const std::vector<std::string>& party) {
    return !text.empty() && std::ranges::find(party, text) != party.end();
}

std::vector<DocumentId> talk_with(const AppState& state, const DocumentId& case_id,
                                  const std::vector<std::string>& party) {
    std::vector<DocumentId> found;
    for (const DocumentId& id : state.library.of_case(case_id, Kind::consult)) {
        const Answers& answers = state.library.answers(id);
        if (names(answers.text("asked_organisation"), party) || names(answers.text("addressed_to"), party))
            found.push_back(id);
    }
    return found;
}

void add_new(std::vector<DocumentId>& into, const std::vector<DocumentId>& more) {
    for (const DocumentId& id : more) {
        if (std::ranges::find(into, id) == into.end()) into.push_back(id);
    }
}

}  // namespace

std::optional<Incoming> find_incoming(const AppState& state, const DocumentId& case_id) {
    if (state.phase == Phase::reading) {
        const ReceivedFile& file = state.received;
        const bool readable =
            file.stage == ReceivedFile::Stage::opened && file.bundle.origin == BundleOrigin::tsunagi;
        if (!readable) return std::nullopt;
        return Incoming{.ledger = {},
                        .from = file.bundle.sender.organisation,
                        .phone = file.bundle.sender.phone,
                        .file_id = file.file_id,
                        .file_sha256 = file.sha256,
                        .return_key = file.bundle.return_key,
                        .number = file.signer.number,
                        .sections = {},
                        .knows_sender = true,  // a person did: they had the passphrase from there
                        .returned_at = {}};
    }
    std::optional<Incoming> newest;
    std::string newest_at;
    for (const DocumentId& id : state.library.of_case(case_id, Kind::ledger)) {
        const Answers& answers = state.library.answers(id);
        if (code_at(answers, "direction") != "in" || answers.text("file_id").empty()) continue;
        const std::string at = answers.text("made_at");
        if (newest && at <= newest_at) continue;
        newest = incoming_of_entry(state, id);
        newest_at = at;
    }
    return newest;
}

SectionSet sections_to_give_back(const AppState& state, const DocumentId& case_id, const Incoming& incoming) {
    const SectionSet came = parse_section_codes(incoming.sections).value_or(SectionSet{});
    if (came_from_elsewhere(state, case_id)) return came;
    SectionSet known;
    for (const DocumentId& id : state.library.of_case(case_id, Kind::receipt)) {
        const Document& receipt = *state.library.find(id);
        const bool is_in_file = std::ranges::any_of(
            receipt.changes, [&](const Change& change) { return change.from == incoming.ledger; });
        if (incoming.ledger.empty() || !is_in_file) continue;
        const auto answered = find_ledger_detail(state, find_receipted_entry(state, receipt));
        if (!answered) continue;
        const SectionSet told = parse_section_codes(answered->entry.sections).value_or(SectionSet{});
        const ConsentScope scope =
            find_consent(state, case_id, answered->organisation, answered->entry.to_name);
        for (const SectionInfo& info : section_table()) {
            if (told.common(scope.allowed).has(info.section)) known.add(info.section);
        }
    }
    return came.common(known);
}

DocumentId find_receipt(const AppState& state, const DocumentId& case_id, std::string_view file_id) {
    for (const DocumentId& id : state.library.of_case(case_id, Kind::receipt)) {
        if (state.library.answers(id).text("file_id") == file_id) return id;
    }
    return {};
}

std::vector<DocumentId> list_follow_ups(const AppState& state, const DocumentId& case_id) {
    std::vector<DocumentId> ids = state.library.of_case(case_id, Kind::follow_up);
    sort_by(ids, [&state](const DocumentId& id) { return state.library.answers(id).text("on"); });
    std::ranges::reverse(ids);
    return ids;
}

bool is_open_question(const AppState& state, const DocumentId& consult) {
    return state.library.answers(consult).text("answer").empty();
}

bool asked_here(const AppState& state, const DocumentId& consult) {
    const Document* document = state.library.find(consult);
    return document && is_written_here(state, *document);
}

std::vector<DocumentId> list_questions(const AppState& state, const DocumentId& case_id) {
    std::vector<DocumentId> ids = state.library.of_case(case_id, Kind::consult);
    std::erase_if(
        ids, [&state](const DocumentId& id) { return state.library.answers(id).text("question").empty(); });
    std::ranges::reverse(ids);
    std::ranges::stable_partition(ids,
                                  [&state](const DocumentId& id) { return is_open_question(state, id); });
    return ids;
}

std::vector<DocumentId> replies_with(const AppState& state, const DocumentId& case_id,
                                     const DocumentId& organisation) {
    const Answers& answers = state.library.answers(organisation);
    return talk_with(state, case_id, {answers.text("name"), answers.text("short_name")});
}

std::vector<DocumentId> replies_to(const AppState& state, const DocumentId& case_id,
                                   const Incoming& incoming) {
    std::vector<DocumentId> found = talk_with(state, case_id, {incoming.from});
    std::vector<DocumentId> own;
    if (const DocumentId receipt = find_receipt(state, case_id, incoming.file_id); !receipt.empty())
        own.push_back(receipt);
    for (const DocumentId& id : state.library.of_case(case_id, Kind::follow_up)) {
        if (is_written_here(state, *state.library.find(id))) own.push_back(id);
    }
    add_new(own, found);
    return own;
}

bool has_unsent_replies(const AppState& state, const DocumentId& case_id, const Incoming& incoming) {
    const auto sent_at = parse_date_time_ms(incoming.returned_at);
    return std::ranges::any_of(replies_to(state, case_id, incoming), [&](const DocumentId& id) {
        const Document* document = state.library.find(id);
        if (!document || document->changes.empty()) return false;
        const Change& last = document->changes.back();
        // A time in the ledger has whole seconds.
        return last.on == state.device_id && (!sent_at || last.at.wall_ms >= *sent_at + 1000);
    });
}

bool would_lose_reply(const AppState& state) {
    if (state.phase != Phase::reading) return false;
    return (state.received.answer_waits && !state.received.answer_saved) ||
           (state.reply.stage != ReplyJob::Stage::none && !state.reply.taken_out);
}

ReplyJob without_file(const ReplyJob& job) {
    ReplyJob kept;
    kept.stage = ReplyJob::Stage::writing;
    kept.case_id = job.case_id;
    kept.to_name = job.to_name;
    kept.guest = job.guest;
    kept.guest_device = job.guest_device;
    return kept;
}

std::vector<ReplyNews> list_reply_news(const AppState& state) {
    std::vector<ReplyNews> news;
    const std::string today = today_iso(state);
    const auto since = add_days(today, -news_days);
    for (const DocumentId& id : state.library.of_kind(Kind::consult)) {
        const Document* document = state.library.find(id);
        const Answers& answers = state.library.answers(id);
        if (!document || answers.text("question").empty()) continue;
        if (is_written_here(state, *document) || !is_open_question(state, id)) continue;
        news.push_back({document->subject, id, Kind::consult, answers.text("question"),
                        answers.text("asked_organisation"), written_on(state, *document)});
    }
    for (const DocumentId& id : state.library.of_kind(Kind::follow_up)) {
        const Document* document = state.library.find(id);
        if (!document || is_written_here(state, *document)) continue;
        const Answers& answers = state.library.answers(id);
        const std::string on = answers.text("on");
        if (!since || on < *since || on > today) continue;
        news.push_back(
            {document->subject, id, Kind::follow_up, answers.text("text"), answers.text("organisation"), on});
    }
    return news;
}

}  // namespace tsunagi
