// Owns making a hand-over file: choose, make, open it again and compare, take it out, and write it into the
// ledger.
#include "app/answers.h"
#include "app/app.h"
#include "app/cases.h"
#include "app/dates.h"
#include "app/handover_input.h"
#include "app/told.h"
#include "core/strings.h"
#include "exchange/jwk.h"
#include "exchange/passphrase.h"

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

void App::on(const cmd::MakeHandover& wish) {
    const auto stage = state_.handover.stage;
    if (stage == HandoverJob::Stage::making || stage == HandoverJob::Stage::checking) return;
    if (state_.phase != Phase::open || !state_.library.find(wish.case_id)) return;
    commit_drafts();
    run(make_handover(wish));
}

Result<BundleInput> App::bundle_input(const cmd::MakeHandover& wish) {
    const ConsentScope scope = find_consent(state_, wish.case_id, wish.to_organisation, wish.to_name);
    const bool recorded = scope.state != ConsentState::none;
    if (recorded && wish.beyond_consent.empty() && !beyond_consent(scope, wish).empty()) {
        return fail(Fault::beyond_consent);
    }
    BundleInput input = describe_handover(state_, wish);
    input.bundle_id = make_id(ports_.random);
    input.signer_key = jwk_text_of(vault_->identity().signing.public_key);
    input.return_key = jwk_text_of(vault_->identity().agreement.public_key);
    return input;
}

Future<Status> App::make_handover(cmd::MakeHandover wish) {
    HandoverJob& job = state_.handover;
    job = HandoverJob{};
    job.stage = HandoverJob::Stage::making;
    job.case_id = wish.case_id;
    job.to_organisation = wish.to_organisation;
    job.by_passphrase = wish.by_passphrase;
    job.sections = wish.sections.common(info_of(wish.audience).most);
    job.audience = wish.audience;
    job.to_name = wish.to_organisation.empty() ? wish.to_name
                                               : state_.library.answers(wish.to_organisation).text("name");
    const ConsentScope scope = find_consent(state_, wish.case_id, wish.to_organisation, wish.to_name);
    if (scope.consent) job.consent = scope.consent->id;
    if (!beyond_consent(scope, wish).empty()) job.beyond_consent = wish.beyond_consent;
    Status made = co_await seal_handover(std::move(wish));
    if (!made && state_.phase == Phase::open) {
        state_.handover.stage = HandoverJob::Stage::failed;
        state_.handover.fault = made.error().fault;
        state_.handover.bytes.clear();
        // Its own screen tells it at the step that failed; elsewhere it is told on top.
        if (state_.place == Place{Screen::handover, state_.handover.case_id, {}, {}}) co_return Status{};
    }
    co_return made;
}

// Makes the file, opens it again as its reader would, and compares the payload byte for byte. Only then does
// it exist.
Future<Status> App::seal_handover(cmd::MakeHandover wish) {
    auto input = bundle_input(wish);
    if (!input) co_return std::unexpected(input.error());
    auto bundle = make_bundle(*input);
    if (!bundle) co_return std::unexpected(bundle.error());

    MakeRequest request;
    request.payload = bytes_of(*bundle);
    request.created = input->made_at;
    const DeviceIdentity& own = vault_->identity();
    request.signer = Signer{own.signing.handle, own.signing.public_key};
    std::string passphrase;
    if (!wish.to_organisation.empty() && !wish.by_passphrase) {
        const std::string jwk = state_.library.answers(wish.to_organisation).text("agreement_key");
        auto key = parse_public_jwk(std::string_view(jwk));
        if (!key) co_return std::unexpected(key.error());
        request.to = {*key,
                      own.agreement.public_key};  // ourselves too: the self-check opens it with our own key
    } else {
        passphrase = generate_passphrase(ports_.random);
        request.passphrase = passphrase;
    }
    auto made = co_await make_file(ports_.crypto, ports_.random, request);
    if (!made) co_return std::unexpected(made.error());
    if (state_.phase != Phase::open) co_return fail(Fault::locked);

    HandoverJob& job = state_.handover;
    job.stage = HandoverJob::Stage::checking;
    job.made_at_ms = state_.now_ms;
    job.passphrase = passphrase;
    job.file_id = made->id;
    job.file_name = file_name_of(state_, made->id);

    Opener opener = passphrase.empty() ? Opener{ByKey{own.agreement.handle, own.agreement.public_key}}
                                       : Opener{ByPassphrase{passphrase}};
    std::vector<PublicKey> signers{own.signing.public_key};
    auto reopened = co_await open_file(ports_.crypto, made->bytes, opener, signers);
    if (!reopened) co_return fail(Fault::self_check_failed, std::string(fault_code(reopened.error().fault)));
    if (reopened->payload != request.payload || reopened->trust != SignerTrust::verified) {
        co_return fail(Fault::self_check_failed, "payload differs");
    }
    // Read as its recipient will read it: what the screen shows from now on is what is in the file.
    auto seen = parse_bundle(text_of(reopened->payload));
    if (!seen) co_return fail(Fault::self_check_failed, std::string(fault_code(seen.error().fault)));
    auto digest = co_await ports_.crypto.sha256(made->bytes);
    if (!digest) co_return std::unexpected(digest.error());
    if (state_.phase != Phase::open) co_return fail(Fault::locked);

    job.view = view_of_bundle(state_, *seen);
    job.file_sha256 = hex_of(*digest);
    job.bytes = std::move(made->bytes);
    read_clock();
    job.checked_at_ms = state_.now_ms;
    write_ledger();
    co_return co_await finish_handover();
}

// The file counts as made only when its ledger entry is durable.
Future<Status> App::finish_handover() {
    Status durable = co_await vault_->flush();
    if (!durable) co_return durable;
    AuditEvent event{AuditAction::make_file, state_.handover.ledger, state_.handover.file_id};
    (void)co_await vault_->record(event);
    if (state_.phase == Phase::open) state_.handover.stage = HandoverJob::Stage::checked;
    co_return Status{};
}

void App::write_ledger() {
    HandoverJob& job = state_.handover;
    const auto versions = list_assessments(state_, job.case_id);
    const DateTime made_at{iso_date_time(job.made_at_ms, state_.offset_minutes)};
    const DateTime checked_at{iso_date_time(job.checked_at_ms, state_.offset_minutes)};
    Fields fields{{"direction", code_value("direction", "out", "渡した")},
                  {"to_name", job.to_name.empty() ? Value{} : Value{job.to_name}},
                  {"by_passphrase", job.by_passphrase || job.to_organisation.empty()},
                  {"sections", codes_of(job.sections)},
                  {"assessment_version", std::int64_t{static_cast<std::int64_t>(versions.size())}},
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
    job.ledger = create(Kind::ledger, "ledger", job.case_id, fields);
}

void App::on(const cmd::SaveHandover&) {
    if (state_.handover.bytes.empty()) return;
    run([](App& app) -> Future<Status> {
        Status saved = co_await app.ports_.files.save(app.state_.handover.file_name, "application/json",
                                                      app.state_.handover.bytes);
        if (saved) app.state_.handover.taken_out = true;
        co_return saved;
    }(*this));
}

void App::on(const cmd::ShareHandover&) {
    if (state_.handover.bytes.empty()) return;
    run([](App& app) -> Future<Status> {
        Status shared = co_await app.ports_.files.share(app.state_.handover.file_name, "application/json",
                                                        app.state_.handover.bytes);
        if (shared) app.state_.handover.taken_out = true;
        co_return shared;
    }(*this));
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
    editor_.end_step();
    job.stage = HandoverJob::Stage::handed;
    run([](App& app) -> Future<Status> {
        AuditEvent event{AuditAction::hand_over, app.state_.handover.ledger, app.state_.handover.file_id};
        co_return co_await app.vault_->record(event);
    }(*this));
}

void App::on(const cmd::DiscardHandover&) {
    const auto stage = state_.handover.stage;
    if (stage == HandoverJob::Stage::making || stage == HandoverJob::Stage::checking) return;
    wipe(state_.handover.passphrase);
    state_.handover = HandoverJob{};
}

}  // namespace tsunagi
