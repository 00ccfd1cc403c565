// Owns making a hand-over file: choose, make, open it again and compare, take it out, and write it into the
// ledger.
#include "app/answers.h"
#include "app/app.h"
#include "app/cases.h"
#include "app/dates.h"
#include "app/handover_input.h"
#include "app/keys.h"
#include "app/told.h"
#include "core/strings.h"
#include "exchange/checked_file.h"
#include "exchange/jwk.h"

#include <algorithm>

namespace tsunagi {

namespace {

constexpr int receipt_due_days = 2;

// File names carry no patient: they are seen in mail programs, on sticks and in download folders.
std::string file_name_of(const AppState& state, const std::string& file_id) {
    std::string day = today_iso(state);
    std::erase(day, '-');
    return (state.practice() ? "renshu-" : "") + day + "-" + file_id.substr(0, 6) + ".tsunagi.json";
}

}  // namespace

// The sheet may stay open over a lock: what was made meanwhile is another file.
Future<Status> App::take_out_handover(bool share) {
    HandoverJob& job = state_.handover;
    const Guard guard = session_.guard(job.job);
    auto taking = share ? ports_.files.share(job.file_name, "application/json", job.bytes)
                        : ports_.files.save(job.file_name, "application/json", job.bytes);
    Status out = co_await guard(std::move(taking));
    if (out) job.taken_out = true;
    co_return out;
}

void App::on(const cmd::MakeHandover& wish) {
    const auto stage = state_.handover.stage;
    if (stage == HandoverJob::Stage::making || stage == HandoverJob::Stage::checking) return;
    if (!state_.library.find(wish.case_id)) return;
    commit_drafts();
    run(make_handover(wish));
}

Result<BundleInput> App::bundle_input(const cmd::MakeHandover& wish) {
    const ConsentScope scope = find_consent(state_, wish.case_id, wish.to_organisation, wish.to_name);
    if (wish.beyond_consent.empty() && !beyond_consent(scope, wish).empty())
        return fail(Fault::beyond_consent);
    BundleInput input = describe_handover(state_, wish);
    input.bundle_id = make_id(ports_.random);
    input.signer_key = jwk_text_of(vault_->identity().signing.public_key);
    input.return_key = jwk_text_of(vault_->identity().agreement.public_key);
    return input;
}

Future<Status> App::make_handover(cmd::MakeHandover wish) {
    HandoverJob& job = state_.handover;
    job = HandoverJob{.stage = HandoverJob::Stage::making, .job = session_.new_job()};
    const Guard guard = session_.guard(job.job);
    job.case_id = wish.case_id;
    job.to_organisation = wish.to_organisation;
    job.by_passphrase = wish.by_passphrase;
    job.sections = wish.sections.common(info_of(wish.audience).most);
    job.audience = wish.audience;
    job.to_name = wish.to_organisation.empty() ? wish.to_name
                                               : state_.library.answers(wish.to_organisation).text("name");
    job.again_of = wish.again_of;
    const ConsentScope scope = find_consent(state_, wish.case_id, wish.to_organisation, wish.to_name);
    if (scope.consent) job.consent = scope.consent->id;
    if (!beyond_consent(scope, wish).empty()) job.beyond_consent = wish.beyond_consent;
    Status made = co_await guard(seal_handover(std::move(wish)));
    if (!made) {
        fail_handover(made.error().fault);
        // Its own screen tells it at the step that failed; elsewhere it is told on top.
        if (state_.place == Place{Screen::handover, state_.handover.case_id, {}, {}}) co_return Status{};
    }
    co_return made;
}

void App::fail_handover(Fault fault) {
    state_.handover.stage = HandoverJob::Stage::failed;
    state_.handover.fault = fault;
    state_.handover.bytes.clear();
}

// An old key is used only when a person said so.
Status App::check_recipient_key(bool accept_expired) const {
    const HandoverJob& job = state_.handover;
    if (job.by_passphrase || job.to_organisation.empty() || accept_expired) return {};
    if (key_state_of(state_, job.to_organisation) == KeyState::expired) return fail(Fault::key_expired);
    return {};
}

namespace {

Hlc newest_of(const std::vector<Document>& documents) {
    Hlc newest;
    for (const Document& document : documents) {
        for (const Change& change : document.changes) newest = std::max(newest, change.at);
    }
    return newest;
}

}  // namespace

// Leaves what was there when the entry's file was made.
Status App::content_as_then(BundleInput& input, const cmd::MakeHandover& wish) const {
    const Answers& before = state_.library.answers(wish.again_of);
    const auto until = parse_hlc(before.text("content_until"));
    if (!until) return fail(Fault::content_changed, "the entry does not say when");
    for (Document& document : input.documents) {
        std::erase_if(document.changes, [&](const Change& change) { return change.at > *until; });
    }
    std::erase_if(input.documents, [](const Document& document) { return document.changes.empty(); });
    return {};
}

Future<Status> App::seal_handover(cmd::MakeHandover wish) {
    if (Status fit = check_recipient_key(wish.accept_expired_key); !fit) co_return fit;
    auto input = bundle_input(wish);
    if (!input) co_return std::unexpected(input.error());
    if (wish.as_then) {
        if (Status cut = content_as_then(*input, wish); !cut) co_return cut;
    }
    const Guard guard = session_.guard(state_.handover.job);
    const std::string content = content_of(*input);
    auto digest = co_await guard(ports_.crypto.sha256(bytes_of(content)));
    if (!digest) co_return std::unexpected(digest.error());
    const std::string content_sha256 = hex_of(*digest);
    // What came later from elsewhere may bear an older time: only the same contents are the same.
    if (wish.as_then && content_sha256 != state_.library.answers(wish.again_of).text("content_sha256")) {
        co_return fail(Fault::content_changed);
    }
    auto bundle = make_bundle(*input);
    if (!bundle) co_return std::unexpected(bundle.error());
    state_.handover.content_until = text_of(newest_of(input->documents));
    state_.handover.content_sha256 = content_sha256;
    co_return co_await seal_payload(bytes_of(*bundle), input->made_at);
}

// Makes the file, opens it again as its reader would, and compares the payload byte for byte. Only then does
// it exist.
Future<Status> App::seal_payload(Bytes payload, std::string created) {
    HandoverJob& job = state_.handover;
    const Guard guard = session_.guard(job.job);
    const DeviceIdentity& own = vault_->identity();
    CheckedFileWish file;
    file.payload = payload;
    file.created = std::move(created);
    file.own = own.agreement;
    file.signer = Signer{own.signing.handle, own.signing.public_key};
    std::string to_kid, to_number;
    if (!state_.handover.to_organisation.empty() && !state_.handover.by_passphrase) {
        const std::string jwk = state_.library.answers(state_.handover.to_organisation).text("agreement_key");
        auto key = parse_public_jwk(std::string_view(jwk));
        if (!key) co_return std::unexpected(key.error());
        to_number = device_number_of(state_, state_.handover.to_organisation);
        auto kid = co_await guard(thumbprint_of(ports_.crypto, *key));
        if (!kid) co_return std::unexpected(kid.error());
        to_kid = *kid;
        file.to = *key;
    }
    file.sealed = [this, &job, guard] {
        if (!guard.holds()) return;
        job.made_at_ms = state_.now_ms;
        job.stage = HandoverJob::Stage::checking;
        wake();
    };
    auto made = co_await guard(make_checked_file(ports_.crypto, ports_.random, std::move(file)));
    if (!made) co_return std::unexpected(made.error());

    job.passphrase = made->passphrase;
    job.to_kid = to_kid;
    job.to_number = to_number;
    job.file_id = made->id;
    job.file_name = file_name_of(state_, made->id);
    // Read as its recipient will read it: what the screen shows from now on is what is in the file.
    auto seen = parse_bundle(text_of(payload));
    if (!seen) co_return fail(Fault::self_check_failed, std::string(fault_code(seen.error().fault)));
    job.view = view_of_bundle(state_, *seen);
    job.file_sha256 = made->sha256;
    job.bytes = std::move(made->bytes);
    read_clock();
    job.checked_at_ms = state_.now_ms;
    write_ledger();
    co_return co_await finish_handover();
}

// The file counts as made only when its ledger entry is durable.
Future<Status> App::finish_handover() {
    HandoverJob& job = state_.handover;
    if (!state_.library.find(job.ledger)) co_return fail(Fault::not_allowed, "no entry");
    const Guard guard = session_.guard(job.job);
    if (Status durable = co_await guard(vault_->flush()); !durable) co_return durable;
    const AuditEvent event{AuditAction::make_file, job.ledger, job.file_id};
    if (Status recorded = co_await guard(vault_->record(event)); !recorded) co_return recorded;
    job.stage = HandoverJob::Stage::checked;
    co_return Status{};
}

void App::write_ledger() {
    HandoverJob& job = state_.handover;
    const bool notice = !job.withdraws.empty();
    const auto versions = list_assessments(state_, job.case_id);
    const DateTime made_at{iso_date_time(job.made_at_ms, state_.offset_minutes)};
    const DateTime checked_at{iso_date_time(job.checked_at_ms, state_.offset_minutes)};
    Fields fields{{"direction", code_value("direction", "out", "渡した")},
                  {"to_name", job.to_name.empty() ? Value{} : Value{job.to_name}},
                  {"by_passphrase", job.by_passphrase || job.to_organisation.empty()},
                  {"sections", notice ? Value{} : Value{codes_of(job.sections)}},
                  {"assessment_version",
                   notice ? Value{} : Value{std::int64_t{static_cast<std::int64_t>(versions.size())}}},
                  {"file_kind", notice ? code_value("file-kind", "withdrawal", "撤回のお知らせ")
                                       : code_value("file-kind", "handover", "申し送り")},
                  {"to_kid", text_or_none(job.to_kid)},
                  {"to_number", text_or_none(job.to_number)},
                  {"content_until", job.content_until},
                  {"content_sha256", job.content_sha256},
                  {"file_name", job.file_name},
                  {"file_sha256", job.file_sha256},
                  {"file_id", job.file_id},
                  {"made_at", made_at},
                  {"made_by", state_.who ? Value{state_.who->name} : Value{}},
                  {"checked_at", checked_at},
                  {"receipt_state", code_value("receipt-state", "none", "まだ渡していない")},
                  {"audience", code_value("audience", std::string(info_of(job.audience).code),
                                          std::string(info_of(job.audience).word))},
                  {"beyond_consent", job.beyond_consent}};
    if (!job.consent.empty()) fields.emplace_back("consent", Reference{"Consent/" + job.consent, {}});
    if (!versions.empty() && job.sections.has(Section::assessment)) {
        fields.emplace_back("assessment_mark", mark_of_text(versions.back().text));
    }
    if (!job.to_organisation.empty()) {
        fields.emplace_back("to_organisation", Reference{"Organisation/" + job.to_organisation, job.to_name});
    }
    if (!job.again_of.empty()) fields.emplace_back("again_of", Reference{"Ledger/" + job.again_of, {}});
    if (notice) {
        fields.emplace_back("withdraws", Reference{"Ledger/" + job.withdraws, {}});
        fields.emplace_back("withdrawn_reason", job.reason);
    }
    job.ledger = create(Kind::ledger, "ledger", job.case_id, fields);
}

// Not before the entry of the ledger is on the disk.
bool App::may_take_out_handover() const {
    const auto stage = state_.handover.stage;
    return stage == HandoverJob::Stage::checked || stage == HandoverJob::Stage::handed;
}

void App::on(const cmd::SaveHandover&) {
    if (may_take_out_handover()) run(take_out_handover(false));
}

void App::on(const cmd::ShareHandover&) {
    if (may_take_out_handover()) run(take_out_handover(true));
}

void App::on(const cmd::RecordHanded& wish) {
    HandoverJob& job = state_.handover;
    if (job.stage != HandoverJob::Stage::checked || job.ledger.empty()) return;
    job.handed_at_ms = state_.now_ms;
    const auto due = add_days(today_iso(state_), receipt_due_days);
    editor_.begin_step();
    edit(job.ledger, "handed_at", DateTime{iso_date_time(state_.now_ms, state_.offset_minutes)});
    if (state_.who) edit(job.ledger, "handed_by", state_.who->name);
    if (!wish.how.empty()) edit(job.ledger, "handed_how", wish.how);
    edit(job.ledger, "receipt_state", code_value("receipt-state", "waiting", "受領票待ち"));
    if (due) edit(job.ledger, "receipt_due", Date{*due});
    tell_withdrawn();
    editor_.end_step();
    job.stage = HandoverJob::Stage::handed;
    run(vault_->record({AuditAction::hand_over, job.ledger, job.file_id}));
}

void App::on(const cmd::DiscardHandover&) {
    const auto stage = state_.handover.stage;
    if (stage == HandoverJob::Stage::making || stage == HandoverJob::Stage::checking) return;
    wipe(state_.handover.passphrase);
    state_.handover = HandoverJob{};
}

}  // namespace tsunagi
