// Owns notices of withdrawal: making one for a file that was handed out, and marking here what one that came
// in takes back. Nothing is deleted by itself.
#include "app/answers.h"
#include "app/app.h"
#include "app/authorship.h"
#include "app/dates.h"
#include "app/handover_input.h"
#include "app/keys.h"
#include "app/ledger.h"
#include "exchange/jwk.h"

namespace tsunagi {

void App::on(const cmd::MakeWithdrawal& wish) {
    const auto stage = state_.handover.stage;
    if (stage == HandoverJob::Stage::making || stage == HandoverJob::Stage::checking) return;
    if (!wish.reason.empty() && may_be_withdrawn(state_, wish.entry)) run(make_withdrawal(wish));
}

Future<Status> App::make_withdrawal(cmd::MakeWithdrawal wish) {
    const Answers& entry = state_.library.answers(wish.entry);
    HandoverJob& job = state_.handover;
    job = HandoverJob{.stage = HandoverJob::Stage::making, .job = session_.new_job()};
    const Guard guard = session_.guard(job.job);
    job.case_id = state_.library.find(wish.entry)->subject;
    job.withdraws = wish.entry;
    job.reason = wish.reason;
    job.to_organisation = target_id(entry.value("to_organisation"));
    job.to_name = entry.text("to_name");
    job.by_passphrase = wish.by_passphrase || job.to_organisation.empty();
    Status made = co_await guard(seal_withdrawal(std::move(wish)));
    if (!made) {
        fail_handover(made.error().fault);
        if (state_.place.screen == Screen::ledger_entry) co_return Status{};
    }
    co_return made;
}

Future<Status> App::seal_withdrawal(cmd::MakeWithdrawal wish) {
    if (Status fit = check_recipient_key(wish.accept_expired_key); !fit) co_return fit;
    const Answers& entry = state_.library.answers(wish.entry);
    WithdrawalInput input;
    input.made_at = iso_date_time(state_.now_ms, state_.offset_minutes);
    input.sender = sender_of(state_);
    input.notice.id = make_id(ports_.random);
    input.notice.kind = Kind::withdrawal;
    const Form* form = state_.forms.find("withdrawal");
    input.notice.form = form != nullptr ? form->reference() : "urn:tsunagi:form:withdrawal|1";
    const Fields fields{{"file_id", entry.value("file_id")},
                        {"file_name", entry.value("file_name")},
                        {"file_sha256", entry.value("file_sha256")},
                        {"made_at", entry.value("made_at")},
                        {"reason", wish.reason},
                        {"withdrawn_at", DateTime{input.made_at}},
                        {"withdrawn_by", input.sender.name},
                        {"organisation", input.sender.organisation}};
    for (const auto& [path, value] : fields) {
        if (is_empty(value)) continue;
        auto change =
            make_change(input.notice, path, value, editor_.next_time(state_.now_ms),
                        state_.who ? state_.who->id : StaffId{}, state_.device_id, make_id(ports_.random));
        if (change) input.notice.changes.push_back(std::move(*change));
    }
    input.questionnaire = state_.forms.json_of("withdrawal");
    input.bundle_id = make_id(ports_.random);
    input.store = state_.store;
    input.signer_key = jwk_text_of(vault_->identity().signing.public_key);
    input.return_key = jwk_text_of(vault_->identity().agreement.public_key);
    auto bundle = make_withdrawal_bundle(input);
    if (!bundle) co_return std::unexpected(bundle.error());
    co_return co_await seal_payload(bytes_of(*bundle), input.made_at);
}

// Withdrawn is what somebody was told, not what was only written.
void App::tell_withdrawn() {
    const HandoverJob& job = state_.handover;
    if (job.withdraws.empty()) return;
    edit(job.withdraws, "withdrawn_at", DateTime{iso_date_time(state_.now_ms, state_.offset_minutes)});
    if (state_.who) edit(job.withdraws, "withdrawn_by", state_.who->name);
    edit(job.withdraws, "withdrawn_reason", job.reason);
}

// Only who made a file takes it back: with the same key, or with the key that replaced it and was confirmed
// by telephone. The signature of either was checked when the notice was opened.
Future<Result<bool>> App::is_by_sender(DocumentId entry) {
    const FileSigner signer_now = state_.received.signer;
    const std::string signer = state_.library.answers(entry).text("signer_kid");
    if (signer.empty() || !signer_now.is_known() || !signer_now.signing_key) co_return false;
    if (signer == signer_now.kid) co_return true;
    if (state_.received.trust != SignerTrust::verified) co_return false;
    const auto known = find_signer(state_, *signer_now.signing_key);
    if (!known || known->former || !known->verified) co_return false;
    const Guard guard = session_.guard(state_.received.job);
    for (const FormerKey& former : list_former_keys(state_, known->organisation)) {
        auto before = parse_public_jwk(std::string_view(former.signing_key));
        if (!before) continue;
        auto before_kid = co_await guard(thumbprint_of(ports_.crypto, *before));
        if (!before_kid) co_return std::unexpected(before_kid.error());
        if (*before_kid == signer) co_return true;
    }
    co_return false;
}

// What is refused is told on its own page.
Future<Status> App::accept_withdrawal() {
    ReceivedFile& file = state_.received;
    const Guard guard = session_.guard(file.job);
    const Document notice = *file.bundle.withdrawal();
    const Answers words(notice);
    const auto entry = find_withdrawn_entry(state_, words);
    const auto refused = [&file](Fault fault) {
        file.fault = fault;
        return Status{};
    };
    if (!entry) co_return refused(Fault::no_such_entry);
    auto by_sender = co_await guard(is_by_sender(*entry));
    if (!by_sender) co_return std::unexpected(by_sender.error());
    if (!*by_sender) {
        (void)refused(Fault::not_the_sender);
        co_return co_await refuse(Fault::not_the_sender);
    }
    if (state_.library.find(notice.id)) co_return refused(Fault::already_imported);
    std::vector<Document> came{notice};
    if (!set_aside(state_, came).empty()) {
        (void)refused(Fault::not_the_author);
        co_return co_await refuse(Fault::not_the_author);
    }
    const DocumentId case_id = state_.library.find(*entry)->subject;
    const DocumentId notice_entry = make_id(ports_.random);
    for (Change& change : came.front().changes) change.from = notice_entry;
    editor_.observe(notice, state_.now_ms);
    if (Status kept = commit_all(std::move(came), AuditAction::import); !kept) co_return kept;
    editor_.begin_step();
    edit(*entry, "withdrawn_at", words.value("withdrawn_at"));
    edit(*entry, "withdrawn_by", words.value("withdrawn_by"));
    edit(*entry, "withdrawn_reason", words.value("reason"));
    editor_.end_step();
    create(Kind::ledger, "ledger", case_id,
           {{"direction", code_value("direction", "in", "受け取った")},
            {"file_kind", code_value("file-kind", "withdrawal", "撤回のお知らせ")},
            {"to_name", file.bundle.sender.organisation},
            {"withdraws", Reference{"Ledger/" + *entry, {}}},
            {"withdrawn_reason", words.value("reason")},
            {"file_name", file.name},
            {"file_sha256", file.sha256},
            {"file_id", file.file_id},
            {"signer_kid", file.signer.kid},
            {"signer_number", text_or_none(file.signer.number)},
            {"made_at", DateTime{iso_date_time(state_.now_ms, state_.offset_minutes)}},
            {"made_by", state_.who ? Value{state_.who->name} : Value{}}},
           notice_entry);
    if (Status durable = co_await guard(vault_->flush()); !durable) co_return durable;
    file.stage = ReceivedFile::Stage::imported;
    notify(Severity::care, "notice.withdrawn");
    on(cmd::GoTo{Place{Screen::case_home, case_id, {}, {}}});
    co_return Status{};
}

}  // namespace tsunagi
