// Owns answering a file that came in: the receipt, the follow-up and the questions, the file that takes them
// back, and what a receipt means for the ledger where it arrives.
#include "app/answers.h"
#include "app/app.h"
#include "app/dates.h"
#include "app/received.h"
#include "app/replies.h"
#include "exchange/checked_file.h"
#include "exchange/jwk.h"

#include <algorithm>

namespace tsunagi {

namespace {

std::string file_name_of(const AppState& state, const std::string& file_id, bool practice) {
    std::string day = today_iso(state);
    std::erase(day, '-');
    return (practice ? "renshu-" : "") + day + "-" + file_id.substr(0, 6) + "-reply.tsunagi.json";
}

// Who answers: with an account whoever is here, without one whoever signed the receipt.
BundleParty replier_of(const AppState& state, const Answers& receipt) {
    BundleParty party{.name = receipt.text("received_by"),
                      .profession = receipt.text("profession"),
                      .organisation = receipt.text("organisation"),
                      .phone = receipt.text("phone")};
    if (state.phase == Phase::open && state.who) {
        party.name = state.who->name;
        party.profession = state.who->profession;
    }
    return party;
}

StoreKind store_of(const AppState& state) {
    return state.phase == Phase::reading ? state.received.bundle.store : state.store;
}

// All that goes back, but for who signs it.
BundleInput reply_of(const AppState& state, const DocumentId& case_id, const Incoming& incoming) {
    BundleInput input;
    input.documents = state.library.about_case(case_id);
    for (const DocumentId& id : state.library.of_kind(Kind::person))
        input.documents.push_back(*state.library.find(id));
    input.case_id = case_id;
    input.sections = sections_to_give_back(state, case_id, incoming);
    input.replies = replies_to(state, case_id, incoming);
    for (const char* form : {"case", "conference-note", "discharge-checklist", "tasks", "person", "receipt",
                             "follow-up", "consult"}) {
        input.questionnaires.push_back(state.forms.json_of(form));
    }
    input.made_at = iso_date_time(state.now_ms, state.offset_minutes);
    input.store = store_of(state);
    const Answers& receipt = state.library.answers(find_receipt(state, case_id, incoming.file_id));
    input.sender = replier_of(state, receipt);
    input.recipient.organisation = incoming.from;
    return input;
}

}  // namespace

// Ids for this one file: who answers without an account is known by the receipt alone.
void App::begin_guest() {
    ReplyJob& job = state_.reply;
    if (!job.guest.empty()) return;
    job.guest = make_id(ports_.random);
    job.guest_device = make_id(ports_.random);
    put_guest_documents();
}

void App::put_guest_documents() {
    state_.device_id = state_.reply.guest_device;
    for (const Document& document : state_.received.bundle.documents) {
        editor_.observe(document, state_.now_ms);
        state_.library.put(document);
    }
}

void App::on(const cmd::BeginReply& wish) {
    const bool reading =
        state_.phase == Phase::reading && state_.received.stage == ReceivedFile::Stage::opened;
    if (state_.reply.stage == ReplyJob::Stage::making) return;
    DocumentId case_id = wish.case_id;
    if (reading) {
        for (const Document& document : state_.received.bundle.documents) {
            if (document.kind == Kind::case_) case_id = document.id;
        }
    }
    const auto incoming = find_incoming(state_, case_id);
    if (!incoming || case_id.empty()) return;
    if (state_.reply.case_id != case_id) state_.reply = ReplyJob{};
    ReplyJob& job = state_.reply;
    job.case_id = case_id;
    job.to_name = incoming->from;
    if (job.stage == ReplyJob::Stage::none) job.stage = ReplyJob::Stage::writing;
    if (reading) begin_guest();
    if (find_receipt(state_, case_id, incoming->file_id).empty()) {
        const BundleParty& us = state_.received.bundle.recipient;
        const std::string organisation = reading ? us.organisation : setting(state_, "facility");
        create(Kind::receipt, "receipt", case_id,
               {{"file_id", incoming->file_id},
                {"file_sha256", incoming->file_sha256},
                {"received_at", DateTime{iso_date_time(state_.now_ms, state_.offset_minutes)}},
                {"organisation", text_or_none(organisation)},
                {"received_by", state_.who && !reading ? Value{state_.who->name} : Value{}},
                {"profession", state_.who && !reading ? text_or_none(state_.who->profession) : Value{}},
                {"readable", code_value("receipt-readable", "all", "すべて読めた")}});
    }
    if (!reading) on(cmd::GoTo{Place{Screen::reply, case_id, {}, {}}});
}

void App::on(const cmd::AddFollowUp& wish) {
    if (!state_.library.find(wish.case_id)) return;
    const auto incoming = find_incoming(state_, wish.case_id);
    const Answers& receipt = state_.library.answers(
        incoming ? find_receipt(state_, wish.case_id, incoming->file_id) : DocumentId{});
    const Answers& about = state_.library.answers(wish.case_id);
    const std::string today = today_iso(state_);
    const auto days = days_between(about.text("actual_discharge_date"), today);
    Fields fields{{"on", Date{today}},
                  {"from", text_or_none(receipt.text("received_by"))},
                  {"organisation", text_or_none(receipt.text("organisation"))}};
    if (days && *days >= 0) fields.emplace_back("days_after_discharge", std::int64_t{*days});
    create(Kind::follow_up, "follow-up", wish.case_id, fields);
}

void App::on(const cmd::AskQuestion& wish) {
    if (wish.text.empty() || !state_.library.find(wish.case_id)) return;
    const auto incoming = find_incoming(state_, wish.case_id);
    const Answers& receipt = state_.library.answers(
        incoming ? find_receipt(state_, wish.case_id, incoming->file_id) : DocumentId{});
    const bool reading = state_.phase == Phase::reading;
    const std::string by = reading || !state_.who ? receipt.text("received_by") : state_.who->name;
    const std::string organisation = reading ? receipt.text("organisation") : setting(state_, "facility");
    create(Kind::consult, "consult", wish.case_id,
           {{"question", wish.text},
            {"asked_by", text_or_none(by)},
            {"asked_organisation", text_or_none(organisation)},
            {"addressed_to", text_or_none(wish.to)},
            {"asked_at", DateTime{iso_date_time(state_.now_ms, state_.offset_minutes)}}});
}

void App::on(const cmd::AnswerQuestion& wish) {
    if (!may_write_to(state_, wish.consult)) return;
    editor_.begin_step();
    edit(wish.consult, "answer", text_or_none(wish.text));
    if (state_.who) edit(wish.consult, "answered_by", state_.who->name);
    edit(wish.consult, "answered_at", DateTime{iso_date_time(state_.now_ms, state_.offset_minutes)});
    editor_.end_step();
}

void App::on(const cmd::MakeReply& wish) {
    if (state_.reply.stage == ReplyJob::Stage::making || state_.reply.case_id != wish.case_id) return;
    commit_drafts();
    run(make_reply(wish.case_id));
}

Future<Status> App::make_reply(DocumentId case_id) {
    ReplyJob& job = state_.reply;
    job.job = session_.new_job();
    const Guard guard = session_.guard(job.job);
    job.stage = ReplyJob::Stage::making;
    job.fault = Fault::none;
    job.taken_out = false;
    const Status made = co_await guard(seal_reply(std::move(case_id)));
    if (!made) {
        job.stage = ReplyJob::Stage::failed;  // its own screen tells it
        job.fault = made.error().fault;
    }
    co_return Status{};
}

Future<Status> App::seal_reply(DocumentId case_id) {
    const Phase phase = state_.phase;
    ReplyJob& job = state_.reply;
    const Guard guard = session_.guard(job.job);
    const auto incoming = find_incoming(state_, case_id);
    if (!incoming) co_return fail(Fault::data_missing, "no file to answer");
    BundleInput input = reply_of(state_, case_id, *incoming);
    input.bundle_id = make_id(ports_.random);

    CheckedFileWish wish;
    if (phase == Phase::open) {
        const DeviceIdentity& own = vault_->identity();
        wish.own = own.agreement;
        wish.signer = Signer{own.signing.handle, own.signing.public_key};
        input.return_key = jwk_text_of(own.agreement.public_key);
    } else {  // keys for this one file: nothing here outlives the page
        auto agreement = co_await guard(ports_.crypto.generate_pair(PrivateKeyUse::agree));
        auto signing = co_await guard(ports_.crypto.generate_pair(PrivateKeyUse::sign));
        if (!agreement) co_return std::unexpected(agreement.error());
        if (!signing) co_return std::unexpected(signing.error());
        wish.own = *agreement;
        wish.signer = Signer{signing->handle, signing->public_key};
        Document guest{state_.reply.guest, Kind::person, "urn:tsunagi:form:person|1", {}, {}};
        for (const auto& [path, text] : {std::pair{"name", input.sender.name},
                                         {"profession", input.sender.profession},
                                         {"organisation_name", input.sender.organisation}}) {
            auto change = make_change(guest, path, text_or_none(text), editor_.next_time(state_.now_ms),
                                      state_.reply.guest, state_.reply.guest_device, make_id(ports_.random));
            if (change) guest.changes.push_back(std::move(*change));
        }
        input.documents.push_back(std::move(guest));
    }
    input.signer_key = jwk_text_of(wish.signer.public_key);
    auto bundle = make_bundle(input);
    if (!bundle) co_return std::unexpected(bundle.error());
    wish.payload = bytes_of(*bundle);
    wish.created = input.made_at;
    const auto key = parse_public_jwk(std::string_view(incoming->return_key));
    if (key && incoming->knows_sender) wish.to = *key;
    auto file = co_await guard(make_checked_file(ports_.crypto, ports_.random, std::move(wish)));
    if (!file) co_return std::unexpected(file.error());

    job.bytes = std::move(file->bytes);
    job.file_id = file->id;
    job.file_sha256 = file->sha256;
    job.passphrase = file->passphrase;
    job.file_name = file_name_of(state_, file->id, input.store == StoreKind::practice);
    if (phase == Phase::open) {
        const DateTime made_at{input.made_at};
        const DocumentId entry =
            create(Kind::ledger, "ledger", case_id,
                   {{"direction", code_value("direction", "out", "渡した")},
                    {"to_name", text_or_none(incoming->from)},
                    {"by_passphrase", !job.passphrase.empty()},
                    {"to_number", job.passphrase.empty() ? text_or_none(incoming->number) : Value{}},
                    {"sections", codes_of(input.sections)},
                    {"file_name", job.file_name},
                    {"file_sha256", job.file_sha256},
                    {"file_id", job.file_id},
                    {"made_at", made_at},
                    {"made_by", state_.who ? Value{state_.who->name} : Value{}},
                    {"checked_at", made_at},
                    {"receipt_state", code_value("receipt-state", "not_needed", "不要")}});
        if (!state_.library.find(entry)) co_return fail(Fault::not_allowed, "no entry");
        if (Status durable = co_await guard(vault_->flush()); !durable) co_return durable;
        const AuditEvent event{AuditAction::make_file, case_id, job.file_id};
        if (Status recorded = co_await guard(vault_->record(event)); !recorded) co_return recorded;
    }
    job.stage = ReplyJob::Stage::made;
    co_return Status{};
}

void App::on(const cmd::SaveReply&) {
    if (state_.reply.stage == ReplyJob::Stage::made) run(take_out_reply(false));
}

void App::on(const cmd::ShareReply&) {
    if (state_.reply.stage == ReplyJob::Stage::made) run(take_out_reply(true));
}

Future<Status> App::take_out_reply(bool share) {
    ReplyJob& job = state_.reply;
    const Guard guard = session_.guard(job.job);
    auto taking = share ? ports_.files.share(job.file_name, "application/json", job.bytes)
                        : ports_.files.save(job.file_name, "application/json", job.bytes);
    if (Status out = co_await guard(std::move(taking)); !out) co_return out;
    job.taken_out = true;
    note_reply_taken_out();
    co_return Status{};
}

// The ledger says both: that this file left, and that the one that came in was answered.
void App::note_reply_taken_out() {
    if (state_.phase != Phase::open) return;
    read_clock();
    const ReplyJob& job = state_.reply;
    const DateTime now{iso_date_time(state_.now_ms, state_.offset_minutes)};
    if (const auto incoming = find_incoming(state_, job.case_id); incoming && !incoming->ledger.empty())
        note_down(incoming->ledger, {{"returned_at", now}});
    for (const DocumentId& id : state_.library.of_case(job.case_id, Kind::ledger)) {
        if (state_.library.answers(id).text("file_id") != job.file_id) continue;
        note_down(id, {{"handed_at", now}, {"handed_by", state_.who ? Value{state_.who->name} : Value{}}});
    }
    run(vault_->record({AuditAction::hand_over, job.case_id, job.file_id}));
}

void App::on(const cmd::PutAwayReply&) {
    if (state_.reply.stage == ReplyJob::Stage::making) return;
    wipe(state_.reply.passphrase);
    state_.reply = without_file(state_.reply);
}

void App::note_down(const DocumentId& document, const Fields& fields) {
    if (!state_.library.find(document)) return;
    for (const auto& [path, value] : fields) {
        auto change =
            make_change(*state_.library.find(document), path, value, editor_.next_time(state_.now_ms),
                        state_.who ? state_.who->id : StaffId{}, state_.device_id, make_id(ports_.random));
        if (!change) continue;
        std::vector<Change> changes;
        changes.push_back(std::move(*change));
        state_.library.add(document, std::move(changes));
    }
    save_edited(*state_.library.find(document), AuditAction::edit);
}

// A receipt settles the entry of the very file it names.
void App::take_receipts(const std::vector<Document>& documents) {
    for (const Document& document : documents) {
        const DocumentId entry = find_receipted_entry(state_, document);
        if (entry.empty()) continue;
        const Answers receipt(document);
        Fields fields{{"receipt_state", code_value("receipt-state", "received", "受領")},
                      {"received_by", text_or_none(receipt.text("received_by"))},
                      {"not_read", text_or_none(receipt.text("not_read"))}};
        if (const auto at = parse_date_time_ms(receipt.text("received_at")))
            fields.emplace_back("received_on", Date{iso_date(*at, state_.offset_minutes)});
        note_down(entry, fields);
    }
}

}  // namespace tsunagi
