// Owns a file that comes in: what it is, opening it, reading it, and merging it when a person accepts.
#include "app/answers.h"
#include "app/app.h"
#include "app/dates.h"
#include "app/handover_input.h"
#include "app/keys.h"
#include "app/replies.h"
#include "exchange/jwk.h"
#include "exchange/key_card.h"

#include <algorithm>

namespace tsunagi {

void App::on(const cmd::PickFile&) {
    run(pick_file());
}

Future<Status> App::pick_file() {
    const Guard guard = session_.guard();
    auto picked = co_await guard(ports_.files.pick(".json,application/json", max_file_bytes));
    if (!picked) co_return std::unexpected(picked.error());
    take_file(std::move(picked->name), std::move(picked->bytes));
    co_return Status{};
}

void App::on(const cmd::TakeFile& wish) {
    take_file(wish.name, wish.bytes);
}

// Nothing is decrypted yet: only the outer form is checked, and what it takes to open it.
void App::take_file(std::string name, Bytes bytes) {
    const bool welcome = state_.phase == Phase::open || state_.phase == Phase::first_run ||
                         state_.phase == Phase::locked || state_.phase == Phase::reading;
    if (!welcome) return;
    const auto info = inspect_file(bytes);
    if (!info) {
        notify(info.error().fault);
        run(refuse(info.error().fault));
        return;
    }
    if (state_.phase == Phase::reading) {
        if (would_lose_reply(state_)) return notify(Severity::care, "notice.answer_first");
        close_reading();
    }
    ReceivedFile file;
    file.stage = ReceivedFile::Stage::asking;
    file.job = session_.new_job();
    file.name = std::move(name);
    file.bytes = std::move(bytes);
    file.wants_passphrase = info->by_passphrase;
    file.for_this_device =
        state_.phase == Phase::open && std::ranges::find(info->kids, state_.device_kid) != info->kids.end();
    file.for_former_key = !file.for_this_device && state_.phase == Phase::open &&
                          std::ranges::any_of(info->kids, [this](const std::string& kid) {
                              return is_own_former_kid(state_, kid);
                          });
    file.kids = info->kids;
    state_.received = std::move(file);
    if (state_.phase == Phase::open) {
        on(cmd::GoTo{Place{Screen::received, {}, {}, {}}});
    } else {
        state_.phase = Phase::reading;
    }
}

std::vector<PublicKey> App::known_signers() const {
    std::vector<PublicKey> result;
    for (const DocumentId& id : state_.library.of_kind(Kind::organisation)) {
        const Answers& answers = state_.library.answers(id);
        const std::string jwk = answers.text("signing_key");
        if (jwk.empty() || answers.text("key_verified_by").empty()) continue;  // nobody vouched for it yet
        if (auto key = parse_public_jwk(std::string_view(jwk))) result.push_back(*key);
    }
    if (state_.phase == Phase::open) result.push_back(vault_->identity().signing.public_key);
    return result;
}

void App::on(const cmd::OpenReceived& wish) {
    if (state_.phase == Phase::reading && is_locking()) return;  // its answer is just being sealed
    if (state_.received.stage == ReceivedFile::Stage::asking) run(open_received(wish.passphrase));
}

Future<Status> App::open_received(std::string passphrase) {
    ReceivedFile& file = state_.received;
    const Guard guard = session_.guard(file.job);
    file.fault = Fault::none;
    Opener opener = ByPassphrase{passphrase};
    if (passphrase.empty() && file.for_this_device) {
        const KeyPair own = vault_->identity().agreement;
        opener = ByKey{own.handle, own.public_key};
    }
    wipe(passphrase);
    file.stage = ReceivedFile::Stage::opening;
    std::vector<PublicKey> signers = known_signers();
    auto opened = co_await guard(open_file(ports_.crypto, file.bytes, opener, signers));
    if (!opened) {
        file.stage = ReceivedFile::Stage::asking;
        file.fault = opened.error().fault;
        co_return co_await refuse(opened.error().fault);
    }
    auto bundle = parse_bundle(text_of(opened->payload));
    if (!bundle) {
        file.stage = ReceivedFile::Stage::asking;
        file.fault = bundle.error().fault;
        co_return co_await refuse(bundle.error().fault);
    }
    auto digest = co_await guard(ports_.crypto.sha256(file.bytes));
    if (!digest) {
        file.stage = ReceivedFile::Stage::asking;
        file.fault = digest.error().fault;
        co_return Status{};
    }
    file.sha256 = hex_of(*digest);
    file.trust = opened->trust;
    file.signer_kid = opened->signer_kid;
    file.file_id = opened->id;
    file.created = opened->created;
    if (auto key = parse_public_jwk(std::string_view(bundle->signer_key));
        key && file.trust == SignerTrust::unknown) {
        auto fits = co_await guard(check_signer(ports_.crypto, *opened, *key));
        file.signer_fits = fits && *fits;
        if (file.signer_fits) tell_signer(*key);
        if (!file.signer_fits) {  // it names a key that did not sign it: somebody changed the one or the
                                  // other
            file.stage = ReceivedFile::Stage::asking;
            file.fault = Fault::bad_signature;
            co_return co_await refuse(Fault::bad_signature);
        }
    }
    if (state_.phase == Phase::reading) {
        if (Status ready = co_await guard(prepare_guest(std::move(opened->payload))); !ready) {
            file.stage = ReceivedFile::Stage::asking;
            file.fault = ready.error().fault;
            co_return Status{};
        }
    }
    file.bundle = std::move(*bundle);
    file.view = view_of_bundle(state_, file.bundle);
    file.stage = ReceivedFile::Stage::opened;
    restart_idle_time();
    return_to_answer();
    co_return Status{};
}

// A key that nobody confirmed yet, or that was replaced, may be somebody's all the same.
void App::tell_signer(const PublicKey& key) {
    if (state_.phase != Phase::open) return;
    const auto known = find_signer(state_, key);
    if (!known) return;
    state_.received.signer_name = known->name;
    state_.received.signer_replaced_on = known->former ? known->replaced_on : std::string();
}

// A refused file is one audit entry and nothing else.
Future<Status> App::refuse(Fault fault) {
    if (state_.phase != Phase::open) co_return Status{};
    AuditEvent event{AuditAction::refuse_import, {}, std::string(fault_code(fault))};
    co_return co_await vault_->record(event);
}

void App::on(const cmd::ImportReceived&) {
    if (state_.phase == Phase::open && state_.received.stage == ReceivedFile::Stage::opened)
        run(import_received());
}

Future<Status> App::import_received() {
    ReceivedFile& file = state_.received;
    const Guard guard = session_.guard(file.job);
    file.fault = Fault::none;
    if ((file.bundle.store == StoreKind::practice) != state_.practice())
        co_return fail(Fault::not_allowed, "practice");
    if (file.bundle.withdrawal() != nullptr) co_return co_await accept_withdrawal();
    if (file.identity == IdentityAnswer::other) co_return fail(Fault::identity_mismatch);
    if (file.identity != IdentityAnswer::same) {
        file.clashes = find_clashes(file.bundle.documents);
        if (!file.clashes.empty()) {  // a person looks first
            file.identity = IdentityAnswer::asked;
            co_return Status{};
        }
    }
    std::size_t added = 0;
    DocumentId case_id;
    std::vector<Document> changed;  // all of it merges before any of it is kept
    for (const Document& theirs : file.bundle.documents) {
        if (theirs.kind == Kind::case_) case_id = theirs.id;
        const Document* ours = state_.library.find(theirs.id);
        if (ours && ours->kind == Kind::person) continue;  // a file tells nobody here who our people are
        Document merged = ours ? *ours : theirs;
        const std::size_t before = ours ? merged.changes.size() : 0;
        if (ours) {
            if (Status together = merge(merged, theirs); !together) co_return together;
        }
        if (merged.changes.size() == before) continue;
        added += merged.changes.size() - before;
        changed.push_back(std::move(merged));
    }
    for (const Document& document : changed) editor_.observe(document, state_.now_ms);
    const std::vector<Document> came = changed;
    commit_all(std::move(changed), AuditAction::import);
    take_receipts(came);
    file.new_changes = added;
    if (added == 0) co_return fail(Fault::already_imported);
    if (!file.sha256.empty()) {
        create(Kind::ledger, "ledger", case_id,
               {{"direction", code_value("direction", "in", "受け取った")},
                {"to_name",
                 file.bundle.sender.organisation.empty() ? Value{} : Value{file.bundle.sender.organisation}},
                {"sections", codes_of(file.bundle.sections)},
                {"file_kind", code_value("file-kind", "handover", "申し送り")},
                {"signer_kid", file.signer_kid},
                {"file_name", file.name},
                {"file_sha256", file.sha256},
                {"file_id", file.file_id},
                {"phone", file.bundle.sender.phone.empty() ? Value{} : Value{file.bundle.sender.phone}},
                {"return_key", file.bundle.return_key.empty() ? Value{} : Value{file.bundle.return_key}},
                {"made_at", DateTime{iso_date_time(state_.now_ms, state_.offset_minutes)}},
                {"made_by", state_.who ? Value{state_.who->name} : Value{}}});
    }
    if (Status durable = co_await guard(vault_->flush()); !durable) co_return durable;
    file.stage = ReceivedFile::Stage::imported;
    notify(Severity::done, "notice.imported");
    on(cmd::GoTo{Place{Screen::case_home, case_id, {}, {}}});
    co_return Status{};
}

void App::on(const cmd::CloseReceived&) {
    if (state_.phase == Phase::reading) {
        close_reading();
        state_.phase = phase_at_rest();
        return;
    }
    state_.received = ReceivedFile{};
    if (state_.place.screen == Screen::received) on(cmd::GoBack{});
}

}  // namespace tsunagi
