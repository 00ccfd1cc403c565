// Owns locking: what a lock takes off the screen, what it waits for and how long, when idle time brings it,
// and where whoever unlocks next comes back to.
#include "app/app.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <utility>

namespace tsunagi {

namespace {

constexpr std::int64_t warn_before_lock_ms = 20'000;
constexpr std::int64_t cover_before_lock_ms = 15'000;
constexpr int default_lock_minutes = 3;
// How long a lock waits for the disk, and then for what is queued to be sealed.
constexpr std::int64_t disk_patience_ms = 10'000;
constexpr std::int64_t sealing_patience_ms = 3'000;

std::int64_t lock_after_ms(const AppState& state) {
    const std::string minutes = setting(state, "lock_minutes");
    const int value = minutes.empty() ? default_lock_minutes : std::clamp(std::atoi(minutes.c_str()), 1, 10);
    return value * std::int64_t{60'000};
}

}  // namespace

void App::on(const cmd::Lock&) {
    ++state_.locks;
    switch (state_.phase) {
        case Phase::opening:
        case Phase::open: run(lock()); return;
        case Phase::reading:
            if (state_.received.stage != ReceivedFile::Stage::asking) run(lock_reading());
            return;
        case Phase::starting:
        case Phase::first_run:
        case Phase::locked:
        case Phase::broken: return;  // nothing is open
    }
}

// What can be read goes first, whatever the disk and the keeper do. What was typed is in the vault's queue
// before, and is committed; what the disk refuses, or does not answer to in time, waits sealed in memory and
// is saved after the next unlock, which the lock screen asks for. Then the keys. An unlock that is under way
// is waited for and locked again. locked: another store was opened, or another lock began, while this one
// waited.
Future<Status> App::lock() {
    if (state_.phase == Phase::open && state_.who)
        last_place_ = LastPlace{state_.store, state_.who->id, state_.place, state_.back};
    commit_drafts();
    const StoreKind store = state_.store;
    session_.end();
    const Guard guard = session_.guard();
    forget();
    state_.phase = state_.staff.empty() ? Phase::starting : Phase::locked;
    const LockUnderWay under_way(*this);
    const Status locked = co_await guard(vault_->lock());
    state_.unsaved_at_lock = !locked && !state_.elsewhere;  // a tab that only reads has nothing to save
    auto staff = co_await guard(vault_->open_store(store));
    touched_at_rest_ = false;
    is_store_open_ = staff.has_value();
    if (staff) state_.staff = std::move(*staff);
    note_pins();
    if (state_.phase != Phase::starting) co_return Status{};  // whoever has begun to unlock meanwhile goes on
    state_.phase = staff ? phase_at_rest() : Phase::broken;
    if (!staff) state_.fault = staff.error().fault;
    co_return Status{};
}

App::LockUnderWay::LockUnderWay(App& app) : app_(app) {
    ++app_.locks_under_way_;
    app_.lock_due_ms_ = app_.ports_.clock.monotonic_ms() + disk_patience_ms;
}

App::LockUnderWay::~LockUnderWay() {
    if (--app_.locks_under_way_ == 0) app_.lock_due_ms_.reset();
}

// The disk or the keeper does not answer.
void App::give_up_lock() {
    if (!lock_due_ms_ || state_.monotonic_ms < *lock_due_ms_) return;
    lock_due_ms_ = state_.monotonic_ms + sealing_patience_ms;
    vault_->give_up();  // may end the lock
}

void App::forget() {
    state_.display.locking_soon = false;
    state_.who.reset();
    state_.device_id.clear();
    state_.device_kid.clear();
    state_.library.clear();
    state_.drafts.clear();
    state_.question = {};
    state_.place = Place{};
    state_.back.clear();
    state_.handover = HandoverJob{};
    state_.proposal.reset();
    state_.tell_next.clear();
    state_.received = ReceivedFile{};
    state_.reply = ReplyJob{};
    state_.backup = BackupJob{};
    state_.wipe = WipeJob{};
    state_.notices.clear();
    lock_warning_ = 0;
    state_.device_numbers.clear();
    state_.own_number.clear();
    state_.former_keys.clear();
    state_.own_card.reset();
    state_.key_change.reset();
    state_.isolated_records = 0;
    state_.storage.reset();
    state_.fault = Fault::none;
    wipe(state_.accounts.recovery_code);
    state_.accounts = AccountsView{.passkeys_available = state_.accounts.passkeys_available};
    state_.audit = AuditView{};
    editor_.forget();
    state_.can_undo = state_.can_redo = false;
    time_shift_ms_ = 0;
    read_clock();
}

// Whoever locked the page comes back to where they were, as far as it is still there; anybody else begins
// at 今日.
void App::return_to_place() {
    const auto before = std::exchange(last_place_, std::nullopt);
    state_.place = Place{};
    state_.back.clear();
    if (!before || !state_.who || before->store != state_.store || before->staff != state_.who->id) return;
    const auto is_there = [this](const DocumentId& id) { return id.empty() || state_.library.find(id); };
    const Place& place = before->place;
    if (place.screen == Screen::received || !is_there(place.case_id) || !is_there(place.note) ||
        !is_there(place.meeting) || !is_there(place.entry)) {
        return;
    }
    state_.back = before->back;
    go_to(place);
}

// --- idle time

// The larger of the two clocks: the monotonic one stands still while some devices sleep, the wall clock can
// be set back.
std::int64_t App::idle_ms() const {
    return std::max(ports_.clock.monotonic_ms() - last_activity_.monotonic_ms,
                    ports_.clock.now_ms() - last_activity_.wall_ms);
}

void App::note_activity() {
    lock_when_idle();
    restart_idle_time();
    touched_at_rest_ = true;
}

void App::restart_idle_time() {
    last_activity_ = {ports_.clock.monotonic_ms(), ports_.clock.now_ms()};
    if (lock_warning_ == 0) return;
    std::erase_if(state_.notices, [this](const Notice& notice) { return notice.id == lock_warning_; });
    lock_warning_ = 0;
}

// Said in time to touch the screen once and go on.
void App::warn_before_lock() {
    const std::int64_t left_ms = lock_after_ms(state_) - idle_ms();
    state_.display.locking_soon = shows_record(state_) && left_ms <= cover_before_lock_ms;
    if (!shows_record(state_) || lock_warning_ != 0 || left_ms > warn_before_lock_ms) return;
    notify(Severity::care, "notice.locks_soon");
    lock_warning_ = state_.notices.back().id;
}

void App::lock_when_idle() {
    if (shows_record(state_) && idle_ms() >= lock_after_ms(state_)) on(cmd::Lock{});
}

// Monotonic.
std::optional<std::int64_t> App::next_lock_step_ms() const {
    if (!shows_record(state_)) return lock_due_ms_;
    const std::int64_t locks_at_ms = ports_.clock.monotonic_ms() + lock_after_ms(state_) - idle_ms();
    if (lock_warning_ == 0) return locks_at_ms - warn_before_lock_ms;
    return state_.display.locking_soon ? locks_at_ms : locks_at_ms - cover_before_lock_ms;
}

// True when a reload would lose nothing.
bool App::may_begin_anew() const {
    const Phase phase = state_.phase;
    const bool closed = phase == Phase::locked || phase == Phase::first_run || phase == Phase::broken;
    return closed && !is_locking() && !touched_at_rest_ && !holds_unsaved();
}

bool App::holds_unsaved() const {
    return vault_->holds_unsaved() || (is_locking() && vault_->save_state().pending > 0);
}

}  // namespace tsunagi
