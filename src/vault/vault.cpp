// Owns the vault's public face: each step waits its turn, and nothing inside shows.
#include "vault/vault.h"

#include "core/text.h"
#include "vault/vault_state.h"

#include <utility>

namespace tsunagi {
namespace {
constexpr std::size_t max_detail_code_points = 1000;
}

Vault::Vault(Crypto& crypto, Store& store, Clock& clock, Random& random, VaultOptions options)
    : state_(std::make_unique<State>(crypto, store, clock, random, options)) {}

Vault::~Vault() {
    state_->forget();
}

Future<Result<std::vector<StaffCard>>> Vault::open_store(StoreKind kind) {
    const auto hold = co_await state_->turn.take();
    co_return co_await state_->open_store(kind);
}

Future<Status> Vault::create_account(NewStaff staff, std::string password) {
    const auto hold = co_await state_->turn.take();
    co_return co_await state_->create_account(std::move(staff), std::move(password));
}

Future<Status> Vault::remove_staff(StaffId staff) {
    const auto hold = co_await state_->turn.take();
    co_return co_await state_->remove_staff(std::move(staff));
}

Future<Status> Vault::change_role(StaffId staff, std::string role) {
    const auto hold = co_await state_->turn.take();
    co_return co_await state_->change_role(std::move(staff), std::move(role));
}

Future<Status> Vault::rename_staff(StaffId staff, std::string name, std::string profession) {
    const auto hold = co_await state_->turn.take();
    co_return co_await state_->rename_staff(std::move(staff), std::move(name), std::move(profession));
}

Future<Status> Vault::reset_password(StaffId staff, std::string password) {
    const auto hold = co_await state_->turn.take();
    co_return co_await state_->reset_password(std::move(staff), std::move(password));
}

Future<Status> Vault::change_password(std::string current, std::string next) {
    const auto hold = co_await state_->turn.take();
    co_return co_await state_->change_password(std::move(current), std::move(next));
}

Future<Status> Vault::put_off_password() {
    const auto hold = co_await state_->turn.take();
    co_return co_await state_->put_off_password();
}

Future<Status> Vault::enroll_passkey(std::string password) {
    const auto hold = co_await state_->turn.take();
    co_return co_await state_->enroll_passkey(std::move(password));
}

Future<Status> Vault::remove_passkey(std::string password) {
    const auto hold = co_await state_->turn.take();
    co_return co_await state_->remove_passkey(std::move(password));
}

Future<Result<std::vector<StaffCard>>> Vault::list_staff() {
    const auto hold = co_await state_->turn.take();
    co_return co_await state_->list_staff();
}

Future<Status> Vault::unlock(StaffId staff, std::string password) {
    const auto hold = co_await state_->turn.take();
    co_return co_await state_->unlock(std::move(staff), std::move(password));
}

Future<Status> Vault::confirm_person(std::string password) {
    const auto hold = co_await state_->turn.take();
    co_return co_await state_->confirm_person(std::move(password));
}

Future<Status> Vault::set_pin(std::string pin, std::string password) {
    const auto hold = co_await state_->turn.take();
    co_return co_await state_->set_pin(std::move(pin), std::move(password));
}

void Vault::forget_pin() {
    state_->forget_pin(state_->who.id);
}

bool Vault::has_pin(const StaffId& staff) const {
    const auto pin = state_->pins.find(staff);
    return pin != state_->pins.end() && pin->second.kind == state_->kind;
}

Future<Status> Vault::unlock_by_pin(StaffId staff, std::string pin) {
    const auto hold = co_await state_->turn.take();
    co_return co_await state_->unlock_by_pin(std::move(staff), std::move(pin));
}

Future<Result<std::string>> Vault::make_recovery_code(std::string password) {
    const auto hold = co_await state_->turn.take();
    co_return co_await state_->make_recovery_code(std::move(password));
}

Future<Status> Vault::confirm_recovery_code() {
    const auto hold = co_await state_->turn.take();
    co_return co_await state_->confirm_recovery_code();
}

RecoveryCodes Vault::recovery_codes() const {
    return state_->recovery;
}

Future<Result<std::string>> Vault::recover(std::string code, StaffId staff, std::string password,
                                           std::string name) {
    const auto hold = co_await state_->turn.take();
    co_return co_await state_->recover(std::move(code), std::move(staff), std::move(password),
                                       std::move(name));
}

Future<Result<RecoveryRecipient>> Vault::recovery_recipient() {
    if (state_->is_reader()) co_return fail(Fault::not_allowed, "reader");
    const auto hold = co_await state_->turn.take();
    co_return co_await state_->recovery_recipient();
}

Future<Status> Vault::start_rotation(RotationReason reason) {
    const auto hold = co_await state_->turn.take();
    co_return co_await state_->start_rotation(reason);
}

DataKeyState Vault::key_state() const {
    if (!state_->is_unlocked()) return {};
    const bool is_rotating = state_->sealer->before().handle != 0;
    return {state_->sealer->key_id(), state_->checkpoint.key_made_ms, state_->checkpoint.seals, is_rotating,
            is_rotating ? state_->stale.count() : 0};
}

Future<Result<Loaded>> Vault::load() {
    const auto hold = co_await state_->turn.take();
    co_return co_await state_->load();
}

Future<Status> Vault::lock() {
    const auto hold = co_await state_->turn.take();
    co_return co_await state_->lock();
}

void Vault::give_up() {
    state_->give_up();
}

Future<Result<Vault::Wiped>> Vault::wipe_store(std::string password, Certify certify) {
    const auto hold = co_await state_->turn.take();
    co_return co_await state_->wipe_store(std::move(password), std::move(certify));
}

Future<Status> Vault::destroy_practice() {
    const auto hold = co_await state_->turn.take();
    co_return co_await state_->destroy_practice();
}

Status Vault::save(Document document, AuditAction action) {
    if (state_->is_reader()) return fail(Fault::not_allowed, "reader");
    std::vector<Document> one;
    one.push_back(std::move(document));
    state_->put(std::move(one), action);
    return {};
}

Status Vault::save_all(std::vector<Document> documents, AuditAction action) {
    if (state_->is_reader()) return fail(Fault::not_allowed, "reader");
    state_->put(std::move(documents), action);
    return {};
}

Status Vault::save_draft(Draft draft) {
    if (state_->is_reader()) return fail(Fault::not_allowed, "reader");
    state_->put(std::move(draft));
    return {};
}

void Vault::drop_draft(DocumentId document, Path path, StaffId staff) {
    state_->drop({std::move(document), std::move(path), std::move(staff)});
}

SaveState Vault::save_state() const {
    return state_->save_state();
}

bool Vault::holds_unsaved() const {
    return state_->holds_unsaved();
}

void Vault::retry() {
    state_->start_writing();
}

Future<Status> Vault::flush() {
    return state_->flush();
}

void Vault::set_on_change(std::function<void()> call) {
    state_->on_change = std::move(call);
}

Future<Status> Vault::record(AuditEvent event) {
    if (!state_->is_unlocked()) return ready(Status(fail(Fault::locked)));
    if (Status may = state_->may_record(event.action); !may) return ready(may);
    event.object = std::string(first_code_points(event.object, max_detail_code_points));
    event.detail = std::string(first_code_points(event.detail, max_detail_code_points));
    state_->put(std::move(event));
    return state_->flush();
}

Future<Result<AuditPage>> Vault::read_audit(std::uint64_t first, std::uint64_t last) {
    return state_->read_audit(first, last);
}

Future<Result<AuditFound>> Vault::find_audit(AuditFilter filter, std::uint64_t before_seq,
                                             std::size_t max_entries) {
    return state_->find_audit(std::move(filter), before_seq, max_entries);
}

Future<Result<ChainCheck>> Vault::verify_audit() {
    const auto hold = co_await state_->turn.take();
    co_return co_await state_->verify_audit();
}

Future<Result<Bytes>> Vault::export_audit() {
    if (state_->is_reader()) co_return fail(Fault::not_allowed, "reader");
    const auto hold = co_await state_->turn.take();
    co_return co_await state_->export_audit();
}

std::uint64_t Vault::audit_length() const {
    return state_->checkpoint.seq;
}

Future<Result<SignedHead>> Vault::sign_head() {
    return state_->sign_head(state_->clock.now_ms());
}

StoreKind Vault::kind() const {
    return state_->kind;
}
bool Vault::is_unlocked() const {
    return state_->is_unlocked();
}
const StaffCard& Vault::who() const {
    return state_->who;
}
const DeviceIdentity& Vault::identity() const {
    if (!state_->is_reader()) return state_->identity;
    state_->identity_of_reader = state_->identity;
    state_->identity_of_reader.signing.handle = 0;
    return state_->identity_of_reader;
}

}  // namespace tsunagi
