// Owns a file that comes in: what it is, opening it, reading it, and merging it when a person accepts.
#include "app/answers.h"
#include "app/app.h"
#include "app/authorship.h"
#include "app/dates.h"
#include "app/handover_input.h"
#include "app/keys.h"
#include "app/received.h"
#include "app/replies.h"
#include "exchange/file_signer.h"
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
    if (!info && state_.phase == Phase::open && looks_like_key_card(text_of(bytes)))
        return notify(Severity::care, "notice.is_key_card");
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
        state_.phase == Phase::open && std::ranges::any_of(info->kids, [this](const std::string& kid) {
            return kid == state_.device_kid ||
                   std::ranges::contains(state_.former_keys, kid, &FormerOwnKeys::kid);
        });
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

// Devices whose number a person compared, and this one.
std::vector<DeviceKeys> App::known_devices() const {
    std::vector<DeviceKeys> devices;
    if (state_.phase != Phase::open) return devices;
    for (const DocumentId& id : state_.library.of_kind(Kind::organisation)) {
        const auto keys = device_keys_of(state_, id);
        if (keys && key_state_of(state_, id) >= KeyState::expired) devices.push_back(*keys);
    }
    const DeviceIdentity& own = vault_->identity();
    devices.push_back({own.agreement.public_key, own.signing.public_key});
    return devices;
}

namespace {

struct ReadFile {
    OpenedFile opened;
    ReceivedBundle bundle;
    FileSigner signer;
    std::string sha256;
};

// Everything that has to be waited for, before any of it is shown.
Future<Result<ReadFile>> read_file(Crypto& crypto, Bytes bytes, Opener opener,
                                   std::vector<PublicKey> known_signers) {
    ReadFile read;
    auto digest = co_await crypto.sha256(bytes);
    if (!digest) co_return std::unexpected(digest.error());
    read.sha256 = hex_of(*digest);
    auto opened = co_await open_file(crypto, std::move(bytes), std::move(opener), std::move(known_signers));
    if (!opened) co_return std::unexpected(opened.error());
    auto bundle = parse_bundle(text_of(opened->payload));
    if (!bundle) co_return std::unexpected(bundle.error());
    auto signer = co_await read_signer(crypto, *opened, *bundle);
    if (!signer) co_return std::unexpected(signer.error());
    read.opened = std::move(*opened);
    read.bundle = std::move(*bundle);
    read.signer = std::move(*signer);
    co_return read;
}

// A device is both its keys: a verified signing key beside another agreement key is another device.
SignerTrust trust_in(const FileSigner& signer, const std::vector<DeviceKeys>& known, SignerTrust signature) {
    if (signature != SignerTrust::verified || !signer.signing_key || !signer.agreement_key) return signature;
    const DeviceKeys device{*signer.agreement_key, *signer.signing_key};
    return std::ranges::contains(known, device) ? SignerTrust::verified : SignerTrust::unknown;
}

}  // namespace

void App::on(const cmd::OpenReceived& wish) {
    if (state_.phase == Phase::reading && is_locking()) return;  // its answer is just being sealed
    if (state_.received.stage == ReceivedFile::Stage::asking) run(open_received(wish.passphrase));
}

Future<Status> App::open_received(std::string passphrase) {
    ReceivedFile& file = state_.received;
    const Guard guard = session_.guard(file.job);
    file.fault = Fault::none;
    Opener opener = ByPassphrase{passphrase};
    if (passphrase.empty() && file.for_this_device) opener = own_opener(file.kids);
    wipe(passphrase);
    file.stage = ReceivedFile::Stage::opening;
    const std::vector<DeviceKeys> known = known_devices();
    std::vector<PublicKey> signers;
    for (const DeviceKeys& device : known) signers.push_back(device.signing);
    auto read = co_await guard(read_file(ports_.crypto, file.bytes, std::move(opener), std::move(signers)));
    if (!read) {
        file.stage = ReceivedFile::Stage::asking;
        file.fault = read.error().fault;
        co_return co_await refuse(read.error().fault);
    }
    if (state_.phase == Phase::reading) {
        if (Status ready = co_await guard(prepare_guest(std::move(read->opened.payload))); !ready) {
            file.stage = ReceivedFile::Stage::asking;
            file.fault = ready.error().fault;
            co_return Status{};
        }
    }
    file.sha256 = std::move(read->sha256);
    file.trust = trust_in(read->signer, known, read->opened.trust);
    file.signer = std::move(read->signer);
    file.file_id = read->opened.id;
    file.created = read->opened.created;
    file.bundle = std::move(read->bundle);
    name_signer();
    if (state_.phase == Phase::open) {
        set_aside_received();
        file.answers = find_answered_entry(state_, file.bundle.documents);
        file.only_replies = adds_only_replies(state_, file.bundle.documents);
    }
    file.view = view_of_bundle(state_, file.bundle);
    file.stage = ReceivedFile::Stage::opened;
    restart_idle_time();
    return_to_answer();
    co_return Status{};
}

// What this device signed itself is its own word.
void App::set_aside_received() {
    ReceivedFile& file = state_.received;
    const bool by_this_device = file.trust == SignerTrust::verified && file.signer.signing_key &&
                                *file.signer.signing_key == vault_->identity().signing.public_key;
    if (by_this_device || file.bundle.withdrawal() != nullptr) return;
    for (SetAside& one : set_aside(state_, file.bundle.documents)) file.set_aside.push_back(std::move(one));
}

// A device that nobody confirmed yet, or that was replaced, may be somebody's all the same.
void App::name_signer() {
    ReceivedFile& file = state_.received;
    if (state_.phase != Phase::open || !file.signer.signing_key) return;
    const auto known = find_signer(state_, *file.signer.signing_key);
    if (!known) return;
    file.signer_name = known->name;
    file.signer_replaced_on = known->former ? known->replaced_on : std::string();
}

// A refused file is one audit entry and nothing else.
Future<Status> App::refuse(Fault fault) {
    if (state_.phase != Phase::open) co_return Status{};
    AuditEvent event{AuditAction::refuse_import, {}, std::string(fault_code(fault))};
    co_return co_await vault_->record(event);
}

void App::on(const cmd::ImportReceived& wish) {
    if (state_.received.stage != ReceivedFile::Stage::opened) return;
    if (wish.number_compared) state_.received.number_compared = true;
    run(import_received());
}

namespace {

DocumentId case_of(const std::vector<Document>& documents) {
    for (const Document& document : documents) {
        if (document.kind == Kind::case_) return document.id;
        if (!document.subject.empty()) return document.subject;
    }
    return {};
}

}  // namespace

// The documents as they will be when the file's are merged into them; those that stay as they are are left
// out. All of it merges before any of it is kept, and what is new says in which file it came.
Result<std::vector<Document>> App::merge_received(const DocumentId& entry) const {
    std::vector<Document> changed;
    for (Document theirs : state_.received.bundle.documents) {
        const Document* ours = state_.library.find(theirs.id);
        if (ours && ours->kind == Kind::person) continue;  // a file tells nobody here who our people are
        for (Change& change : theirs.changes) change.from = entry;
        Document merged = ours ? *ours : theirs;
        const std::size_t before = ours ? merged.changes.size() : 0;
        if (ours) {
            if (Status together = merge(merged, theirs); !together) return std::unexpected(together.error());
        }
        if (merged.changes.size() > before) changed.push_back(std::move(merged));
    }
    return changed;
}

Future<Status> App::import_received() {
    ReceivedFile& file = state_.received;
    const Guard guard = session_.guard(file.job);
    file.fault = Fault::none;
    if ((file.bundle.store == StoreKind::practice) != state_.practice())
        co_return fail(Fault::not_allowed, "practice");
    if (!file.signer.is_known()) co_return fail(Fault::unknown_signer);
    if (file.bundle.withdrawal() != nullptr) co_return co_await accept_withdrawal();
    if (asks_for_call(state_) && !file.number_compared) co_return fail(Fault::unknown_signer);
    if (file.identity == IdentityAnswer::other) co_return fail(Fault::identity_mismatch);
    if (file.identity != IdentityAnswer::same) {
        file.clashes = find_clashes(file.bundle.documents);
        if (!file.clashes.empty()) {  // a person looks first
            file.identity = IdentityAnswer::asked;
            co_return Status{};
        }
    }
    set_aside_received();  // the store may have changed since it was opened
    const DocumentId entry = make_id(ports_.random);
    auto changed = merge_received(entry);
    if (!changed) co_return std::unexpected(changed.error());
    if (!file.set_aside.empty()) run(refuse(Fault::not_the_author));
    if (changed->empty())
        co_return fail(file.set_aside.empty() ? Fault::already_imported : Fault::not_the_author);
    for (const Document& document : *changed) editor_.observe(document, state_.now_ms);
    const std::vector<Document> came = *changed;
    const DocumentId case_id = case_of(file.bundle.documents);
    if (Status kept = commit_all(std::move(*changed), AuditAction::import); !kept) co_return kept;
    take_receipts(came);
    note_import(entry, case_id);
    if (Status durable = co_await guard(vault_->flush()); !durable) co_return durable;
    file.stage = ReceivedFile::Stage::imported;
    notify(Severity::done, "notice.imported");
    if (!state_.received.set_aside.empty()) notify(Fault::not_the_author);
    on(cmd::GoTo{Place{Screen::case_home, case_id, {}, {}}});
    co_return Status{};
}

void App::note_import(const DocumentId& entry, const DocumentId& case_id) {
    const ReceivedFile& file = state_.received;
    const bool verified = file.trust == SignerTrust::verified;
    const std::int64_t aside = static_cast<std::int64_t>(file.set_aside.size());
    create(Kind::ledger, "ledger", case_id,
           {{"direction", code_value("direction", "in", "受け取った")},
            {"to_name", text_or_none(file.bundle.sender.organisation)},
            {"sections", codes_of(file.bundle.sections)},
            {"file_kind", code_value("file-kind", "handover", "申し送り")},
            {"signer_kid", file.signer.kid},
            {"signer_number", text_or_none(file.signer.number)},
            {"signer_name", verified ? text_or_none(file.signer_name) : Value{}},
            {"sender_checked", std::string(verified               ? "verified"
                                           : file.number_compared ? "compared"
                                                                  : "answer")},
            {"set_aside", aside > 0 ? Value{aside} : Value{}},
            {"file_name", file.name},
            {"file_sha256", file.sha256},
            {"file_id", file.file_id},
            {"phone", text_or_none(file.bundle.sender.phone)},
            {"return_key", text_or_none(file.bundle.return_key)},
            {"made_at", DateTime{iso_date_time(state_.now_ms, state_.offset_minutes)}},
            {"made_by", state_.who ? Value{state_.who->name} : Value{}}},
           entry);
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
