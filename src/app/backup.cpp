// Owns backups: making one for the recovery code, rehearsing with one, and merging one into what is here.
#include "exchange/backup.h"

#include "app/answers.h"
#include "app/app.h"
#include "app/dates.h"
#include "vault/recovery_code.h"

#include <algorithm>
#include <utility>

namespace tsunagi {

namespace {

// Of this tablet, not of what is restored to it.
bool is_of_device(std::string_view path) {
    return path == "last_backup_at" || path == "practice_shift_days" || path == "recovery_kept_on";
}

// A key of one step, whichever way the step ends.
class StepKey {
  public:
    StepKey(Crypto& crypto, KeyHandle key) : crypto_(crypto), key_(key) {}
    StepKey(const StepKey&) = delete;
    StepKey& operator=(const StepKey&) = delete;
    ~StepKey() { crypto_.drop(key_); }

  private:
    Crypto& crypto_;
    KeyHandle key_;
};

std::string backup_name(const AppState& state) {
    std::string at = iso_date_time(state.now_ms, state.offset_minutes).substr(0, 16);
    std::erase_if(at, [](char c) { return c == '-' || c == ':'; });
    return "tsunagi-backup-" + at + ".jsonl";
}
}  // namespace

void App::on(const cmd::MakeBackup&) {
    const BackupJob::Stage stage = state_.backup.stage;
    if (stage != BackupJob::Stage::making && stage != BackupJob::Stage::restoring) run(make_backup());
}

Future<Status> App::make_backup() {
    state_.backup = BackupJob{
        .stage = BackupJob::Stage::making, .job = session_.new_job(), .file_name = backup_name(state_)};
    BackupJob& job = state_.backup;
    const Guard guard = session_.guard(job.job);
    auto made = co_await guard(seal_backup());
    Status saved = made ? Status{} : Status(std::unexpected(made.error()));
    if (saved) {
        job.file = std::make_shared<const Bytes>(std::move(*made));
        saved = co_await guard(ports_.files.save(job.file_name, "application/jsonl", *job.file));
    }
    if (!saved) {
        job.stage = BackupJob::Stage::none;
        job.fault = saved.error().fault;
        job.file.reset();
        co_return Status{};
    }
    // It is called made when its day is on the disk too: or the next look would say that there is none.
    on(cmd::SetSetting{"last_backup_at", DateTime{iso_date_time(state_.now_ms, state_.offset_minutes)}});
    (void)co_await guard(vault_->record({AuditAction::make_backup, {}, job.file_name}));
    // A disk that refuses shows in the save state; the file is there all the same.
    (void)co_await guard(vault_->flush());
    job.stage = BackupJob::Stage::made;
    co_return Status{};
}

// Makes the file and opens all of it again with the tablet's own key. Only then does it exist.
Future<Result<Bytes>> App::seal_backup() {
    // One that nobody wrote down would make a file that nobody can ever open.
    if (setting(state_, "recovery_kept_on").empty()) co_return fail(Fault::data_missing, "recovery code");
    const Guard guard = session_.guard(state_.backup.job);
    auto recipient = co_await guard(vault_->recovery_recipient());
    if (!recipient) co_return std::unexpected(recipient.error());
    auto log = co_await guard(vault_->export_audit());
    if (!log) co_return std::unexpected(log.error());
    auto staff = co_await guard(vault_->list_staff());
    if (!staff) co_return std::unexpected(staff.error());
    const DeviceIdentity own = vault_->identity();
    BackupInput input;
    input.ids = state_.library.ids();
    input.find = [this, guard](const DocumentId& id) {
        return guard.holds() ? state_.library.find(id) : nullptr;
    };
    input.audit_lines = text_of(*log);
    input.summary.store = state_.store;
    input.summary.made_at = iso_date_time(state_.now_ms, state_.offset_minutes);
    for (StaffCard& card : *staff)
        input.summary.staff.push_back(
            {std::move(card.name), std::move(card.profession), std::move(card.role)});
    input.signer = {own.signing.handle, own.signing.public_key};
    input.own_key = own.agreement.public_key;
    input.recovery = std::move(recipient->pair);
    input.vouched_signer = std::move(recipient->vouched_signer);
    auto made = co_await guard(::tsunagi::make_backup(ports_.crypto, ports_.random, std::move(input)));
    if (!made) co_return made;
    auto file = std::make_shared<const Bytes>(std::move(*made));
    auto checked = co_await guard(
        ::tsunagi::read_backup(ports_.crypto, file, {own.agreement, own.signing.public_key}, nullptr));
    if (!checked) {
        const Fault fault = checked.error().fault;
        co_return fail(fault == Fault::locked ? fault : Fault::self_check_failed);
    }
    co_return Bytes(*file);
}

void App::on(const cmd::PickBackup&) {
    const BackupJob::Stage stage = state_.backup.stage;
    if (stage != BackupJob::Stage::making && stage != BackupJob::Stage::restoring) run(pick_backup());
}

Future<Status> App::pick_backup() {
    const Guard guard = session_.guard();
    auto picked = co_await guard(
        ports_.files.pick(".jsonl,application/jsonl,application/octet-stream", max_backup_bytes));
    if (!picked) co_return std::unexpected(picked.error());
    if (const auto header = inspect_backup(picked->bytes); !header) co_return std::unexpected(header.error());
    state_.backup = BackupJob{
        .stage = BackupJob::Stage::asking, .job = session_.new_job(), .file_name = std::move(picked->name)};
    state_.backup.file = std::make_shared<const Bytes>(std::move(picked->bytes));
    co_return Status{};
}

Future<Result<BackupReport>> App::read_backup(std::string code, TakeDocuments take) {
    const Guard guard = session_.guard(state_.backup.job);
    auto file = state_.backup.file;
    auto typed = parse_recovery_code(code);
    wipe(code);
    if (!typed) co_return std::unexpected(typed.error());
    auto header = inspect_backup(*file);
    if (!header) co_return std::unexpected(header.error());
    auto key = co_await guard(open_backup_key(ports_.crypto, std::move(*header), std::move(*typed)));
    if (!key) co_return std::unexpected(key.error());
    const StepKey opened(ports_.crypto, key->pair.handle);
    auto report = co_await guard(::tsunagi::read_backup(ports_.crypto, file, *key, std::move(take)));
    // Practice and real data never mix.
    if (report && report->summary.store != state_.store) co_return fail(Fault::not_allowed, "practice");
    co_return report;
}

void App::on(const cmd::CheckBackup& wish) {
    const BackupJob::Stage stage = state_.backup.stage;
    if (stage == BackupJob::Stage::asking || stage == BackupJob::Stage::checked) run(check_backup(wish.code));
}

Future<Status> App::check_backup(std::string code) {
    BackupJob& job = state_.backup;
    const Guard guard = session_.guard(job.job);
    job.stage = BackupJob::Stage::checking;
    job.fault = Fault::none;
    auto report = co_await guard(read_backup(std::move(code), nullptr));
    job.stage = report ? BackupJob::Stage::checked : BackupJob::Stage::asking;
    job.fault = report ? Fault::none : report.error().fault;
    const std::string detail =
        report ? std::to_string(report->summary.documents) : std::string(fault_code(job.fault));
    if (report) job.report = std::move(*report);
    co_return co_await vault_->record({AuditAction::check_backup, {}, detail});
}

void App::on(const cmd::RestoreBackup& wish) {
    if (state_.backup.stage == BackupJob::Stage::checked) run(restore_backup(wish.code));
}

// All of it was checked before; now it is read once more, and kept part by part. Whoever stops in between can
// do it again: merging twice does nothing.
Future<Status> App::restore_backup(std::string code) {
    BackupJob& job = state_.backup;
    const Guard guard = session_.guard(job.job);
    job.stage = BackupJob::Stage::restoring;
    job.new_changes = 0;
    auto take = [this, guard](std::vector<Document> documents) {
        return guard.holds() ? take_restored(std::move(documents)) : ready(Status(fail(Fault::locked)));
    };
    auto report = co_await guard(read_backup(std::move(code), std::move(take)));
    job.stage = report ? BackupJob::Stage::restored : BackupJob::Stage::checked;
    job.fault = report ? Fault::none : report.error().fault;
    const std::string detail = report ? std::to_string(job.new_changes) : std::string(fault_code(job.fault));
    co_return co_await vault_->record({AuditAction::restore, {}, detail});
}

Future<Status> App::take_restored(std::vector<Document> documents) {
    const auto settings = state_.library.of_kind(Kind::settings);
    std::vector<Document> changed;  // a part is one transaction
    for (Document& theirs : documents) {
        const Document* ours = state_.library.find(theirs.id);
        if (!ours && theirs.kind == Kind::settings && !settings.empty()) {
            adopt_settings(theirs);
            continue;
        }
        const std::size_t before = ours ? ours->changes.size() : 0;
        if (ours) {
            Document merged = *ours;
            if (Status together = merge(merged, theirs); !together) co_return together;
            theirs = std::move(merged);
        }
        if (theirs.changes.size() == before) continue;
        state_.backup.new_changes += theirs.changes.size() - before;
        editor_.observe(theirs, state_.now_ms);
        changed.push_back(std::move(theirs));
    }
    if (Status kept = commit_all(std::move(changed), AuditAction::restore); !kept) co_return kept;
    co_return co_await vault_->flush();
}

// One store has one settings document: what is not set here yet is taken over.
void App::adopt_settings(const Document& theirs) {
    const DocumentId own = state_.library.of_kind(Kind::settings).front();
    const Answers answers(theirs);
    for (const Path& path : answers.paths()) {
        if (is_of_device(path) || !state_.library.answers(own).text(path).empty()) continue;
        edit(own, path, answers.value(path));
    }
}

void App::on(const cmd::CloseBackup&) {
    if (state_.backup.stage != BackupJob::Stage::restoring) state_.backup = BackupJob{};
}

}  // namespace tsunagi
