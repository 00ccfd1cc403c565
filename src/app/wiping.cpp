// Owns disposing of a tablet: its records are made unreadable for good, and a certificate says so.
#include "app/answers.h"
#include "app/app.h"
#include "app/dates.h"
#include "exchange/wipe_certificate.h"

#include <algorithm>
#include <utility>

namespace tsunagi {

namespace {

std::string certificate_name(const AppState& state) {
    std::string day = today_iso(state);
    std::erase(day, '-');
    return "tsunagi-wipe-" + day + ".json";
}

}  // namespace

void App::on(const cmd::WipeStore& wish) {
    if (state_.practice() || state_.wipe.stage == WipeJob::Stage::wiping) return;
    run(wipe_store(wish.password));
}

// A lock that comes meanwhile blanks the screen and waits. It takes nothing back: what was wiped is told on
// the screen after, whoever is there then.
Future<Status> App::wipe_store(std::string password) {
    read_clock();
    WipeJob job{.stage = WipeJob::Stage::wiping,
                .by = state_.who ? state_.who->name : std::string(),
                .file_name = certificate_name(state_)};
    state_.wipe = job;
    const Guard guard = session_.guard();
    commit_drafts();
    // Of the records that will be gone by then.
    WipeCertificate certificate{.facility = setting(state_, "facility"),
                                .ward = setting(state_, "ward"),
                                .device_name = setting(state_, "tablet_name"),
                                .by = job.by};
    auto certify = [this, certificate](WipeFacts facts) {
        return certify_wipe(certificate, std::move(facts));
    };
    auto wiped = co_await vault_->wipe_store(std::move(password), std::move(certify));
    if (!wiped) {
        if (!guard.holds()) co_return Status{};
        state_.wipe = WipeJob{.fault = wiped.error().fault};
        co_return Status{};  // the dialog tells it
    }
    job.stage = WipeJob::Stage::wiped;
    job.job = session_.new_job();
    job.facts = std::move(wiped->facts);
    job.certificate = std::move(wiped->certificate);
    last_place_.reset();
    forget();
    Status opened = co_await open_store(StoreKind::real);
    state_.wipe = std::move(job);
    co_return opened;
}

// While the device's keys are still in memory.
Future<Result<std::string>> App::certify_wipe(WipeCertificate certificate, WipeFacts facts) {
    const DeviceIdentity own = vault_->identity();
    certificate.at = iso_date_time(facts.at_ms, state_.offset_minutes);
    certificate.store_id = facts.store_id;
    certificate.device_id = facts.device_id;
    certificate.data_key_id = facts.key_id;
    certificate.slots = facts.slots;
    certificate.records = facts.records;
    certificate.audit_entries = facts.audit_entries;
    certificate.is_emptied = facts.is_emptied;
    co_return co_await make_wipe_certificate(ports_.crypto, std::move(certificate), own.signing.public_key,
                                             own.signing.handle);
}

void App::on(const cmd::SaveWipeCertificate&) {
    if (state_.wipe.stage == WipeJob::Stage::wiped && !state_.wipe.certificate.empty())
        run(save_wipe_certificate());
}

Future<Status> App::save_wipe_certificate() {
    const WipeJob& job = state_.wipe;
    const Guard guard = session_.guard(job.job);
    Status saved =
        co_await guard(ports_.files.save(job.file_name, "application/json", bytes_of(job.certificate)));
    if (saved) state_.wipe.saved = true;
    co_return saved;
}

void App::on(const cmd::PutAwayWipe&) {
    if (state_.wipe.stage != WipeJob::Stage::wiping) state_.wipe = WipeJob{};
}

}  // namespace tsunagi
