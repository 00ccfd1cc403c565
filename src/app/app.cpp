#include "app/app.h"

#include <algorithm>

namespace tsunagi {

namespace {
constexpr std::int64_t notice_ms = 5'000;  // info and done leave by themselves
constexpr std::int64_t draft_every_ms = 2'000;

bool leaves_by_itself(const Notice& notice) {
    return notice.severity == Severity::info || notice.severity == Severity::done;
}
}  // namespace

App::App(Ports ports, std::function<void()> wake, VaultOptions vault)
    : ports_(ports),
      wake_(std::move(wake)),
      vault_(std::make_unique<Vault>(ports.crypto, ports.store, ports.clock, ports.random, vault)),
      passkeys_(vault.passkeys) {
    vault_->set_on_change([this] {
        take_save_state();
        this->wake();
    });
}

App::~App() = default;

void App::start() {
    read_clock();
    state_.can_share = ports_.files.can_share();
    state_.accounts.passkeys_available = passkeys_ && passkeys_->is_available();
    run([](App& app) -> Future<Status> {
        Status assets = co_await app.load_assets();
        if (!assets) {
            app.state_.phase = Phase::broken;
            app.state_.fault = assets.error().fault;
            co_return assets;
        }
        co_return co_await app.open_store(StoreKind::real);
    }(*this));
}

void App::apply(const Commands& commands) {
    for (const Command& command : commands) apply(command);
}

bool App::permits(Needs needs) {
    const bool is_open = state_.phase == Phase::open && state_.who.has_value();
    switch (needs) {
        case Needs::nothing: return true;
        case Needs::first_run: return state_.phase == Phase::first_run;
        case Needs::locked: return state_.phase == Phase::locked;
        case Needs::account: return is_open;
        case Needs::writer_or_guest:
            if (state_.phase == Phase::reading) return true;
            [[fallthrough]];
        case Needs::writer:
            if (!is_open || may_write(state_)) return is_open;
            notify(state_.elsewhere ? Fault::conflict_elsewhere : Fault::not_allowed);
            return false;
        case Needs::administrator:
            if (!is_open || state_.who->role == role_administrator) return is_open;
            notify(Fault::administrators_only);
            return false;
    }
    return false;
}

template <class... C>
void App::dispatch(const Command& command, TypeList<C...>) {
    const auto try_as = [this]<class One>(const One* given) {
        if (given == nullptr) return false;
        if (this->permits(needs_of<One>())) this->on(*given);
        return true;
    };
    (try_as(command.get_if<C>()) || ...);
}

void App::apply(const Command& command) {
    read_clock();
    dispatch(command, AllCommands{});
    refresh_device_numbers();
    take_save_state();
    state_.can_undo = editor_.can_undo();
    state_.can_redo = editor_.can_redo();
}

void App::tick() {
    read_clock();
    std::erase_if(state_.notices, [this](const Notice& notice) {
        return leaves_by_itself(notice) && state_.monotonic_ms - notice.shown_at_ms >= notice_ms;
    });
    save_due_drafts();
    refresh_device_numbers();
    lock_when_idle();
    warn_before_lock();
    give_up_lock();
}

std::optional<std::int64_t> App::next_deadline_ms() const {
    std::optional<std::int64_t> next;
    const auto want = [&next](std::int64_t at_ms) { next = next ? std::min(*next, at_ms) : at_ms; };
    for (const Notice& notice : state_.notices) {
        if (leaves_by_itself(notice)) want(notice.shown_at_ms + notice_ms);
    }
    if (std::ranges::any_of(state_.drafts, [](const auto& draft) { return draft.second.dirty; })) {
        want(drafts_saved_at_ms_ + draft_every_ms);
    }
    if (const auto at_ms = next_lock_step_ms()) want(*at_ms);
    return next;
}

void App::set_online(bool online) {
    state_.online = online;
}

void App::set_offline_ready(bool ready) {
    state_.offline_ready = ready;
}

void App::set_writing(bool may_write) {
    state_.elsewhere = !may_write;
    take_save_state();
}

void App::set_display(Display display) {
    display.locking_soon = state_.display.locking_soon;
    display.text_percent = std::clamp(display.text_percent, text_sizes.front(), text_sizes.back());
    state_.display = display;
}

void App::on(const cmd::SetScreenMode& wish) {
    state_.display.mode = wish.mode;
}

void App::on(const cmd::SetTextSize& wish) {
    state_.display.text_percent = std::clamp(wish.percent, text_sizes.front(), text_sizes.back());
}

void App::save_due_drafts() {
    if (state_.monotonic_ms - drafts_saved_at_ms_ < draft_every_ms) return;
    for (auto& [key, draft] : state_.drafts) {
        if (!draft.dirty) continue;
        draft.dirty = false;  // from here on the vault has it, and says how it stands
        const StaffId staff = state_.who ? state_.who->id : StaffId{};
        // It is refused to readers alone, and they have none: App::on(EditDraft).
        (void)vault_->save_draft(Draft{key.document, key.path, draft.text, staff, 0});
        drafts_saved_at_ms_ = state_.monotonic_ms;
    }
}

void App::read_clock() {
    state_.now_ms = ports_.clock.now_ms() + time_shift_ms_;
    state_.monotonic_ms = ports_.clock.monotonic_ms();
    state_.offset_minutes = ports_.clock.offset_minutes();
}

void App::take_save_state() {
    state_.accounts.is_rotating = vault_->key_state().is_rotating;  // it ends by itself
    const SaveState now = vault_->save_state();
    state_.save.saved_at_ms = now.saved_at_ms;
    state_.save.fault = now.fault;
    const bool dirty =
        std::ranges::any_of(state_.drafts, [](const auto& draft) { return draft.second.dirty; });
    if (state_.elsewhere) {
        state_.save.is = SaveView::Is::read_only;
    } else if (now.phase == SaveState::Phase::failed) {
        state_.save.is = SaveView::Is::failed;
    } else {
        state_.save.is =
            now.phase == SaveState::Phase::saving || dirty ? SaveView::Is::saving : SaveView::Is::saved;
    }
}

void App::notify(Severity severity, std::string text_key) {
    state_.notices.push_back(
        {next_notice_++, severity, Fault::none, std::move(text_key), state_.monotonic_ms});
}

void App::notify(Fault fault) {
    if (fault == Fault::cancelled || fault == Fault::none) return;
    std::erase_if(state_.notices, [fault](const Notice& notice) { return notice.fault == fault; });
    state_.notices.push_back({next_notice_++, Severity::danger, fault, {}, state_.monotonic_ms});
}

void App::run(Future<Status> step) {
    step.then([this, guard = session_.guard()](Status status) {
        if (!status && guard.holds()) notify(status.error().fault);
        wake();
    });
}

void App::wake() const {
    if (wake_) wake_();
}

void App::on(const cmd::DismissNotice& wish) {
    std::erase_if(state_.notices, [&wish](const Notice& notice) { return notice.id == wish.id; });
}

void App::on(const cmd::SetLanguage& wish) {
    run(show_language(wish.code == "en" ? Language::en : Language::ja));
}

}  // namespace tsunagi
