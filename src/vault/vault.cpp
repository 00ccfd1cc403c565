// Owns the vault's public face: each step waits its turn, and nothing inside shows.
#include "vault/vault.h"

#include "core/text.h"
#include "vault/members.h"
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

Future<Status> Vault::unlock(StaffId staff, std::string password) {
    const auto hold = co_await state_->turn.take();
    co_return co_await state_->unlock(std::move(staff), std::move(password));
}

Future<Result<Loaded>> Vault::load() {
    const auto hold = co_await state_->turn.take();
    co_return co_await state_->load();
}

Future<Status> Vault::lock() {
    const auto hold = co_await state_->turn.take();
    co_return co_await state_->lock();
}

Future<Status> Vault::destroy_practice() {
    const auto hold = co_await state_->turn.take();
    co_return co_await state_->destroy_practice();
}

void Vault::save(Document document, AuditAction action) {
    state_->put(std::move(document), action);
}

void Vault::save_draft(Draft draft) {
    state_->put(std::move(draft));
}

void Vault::drop_draft(DocumentId document, Path path, StaffId staff) {
    state_->drop({std::move(document), std::move(path), std::move(staff)});
}

SaveState Vault::save_state() const {
    return state_->save_state();
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
    event.object = std::string(first_code_points(event.object, max_detail_code_points));
    event.detail = std::string(first_code_points(event.detail, max_detail_code_points));
    state_->put(std::move(event));
    return state_->flush();
}

Future<Result<AuditPage>> Vault::read_audit(std::uint64_t first, std::uint64_t last) {
    if (!state_->is_unlocked()) co_return fail(Fault::locked);
    AuditPage page;
    first = std::max<std::uint64_t>(first, 1);
    last = std::min(last, state_->checkpoint.seq);
    if (first > last) co_return page;
    const bool ends_at_head = last == state_->checkpoint.seq;
    const Digest head = state_->head;
    auto part = co_await read_log(state_->crypto, state_->store, *state_->sealer, first, last);
    if (!part) co_return std::unexpected(part.error());
    page.broken = part->broken.size();
    for (LogEntry& item : part->entries) {
        if (ends_at_head && item.entry.seq == last && item.head != head) {
            ++page.broken;
        } else {
            page.entries.push_back(std::move(item.entry));
        }
    }
    co_return page;
}

std::uint64_t Vault::audit_length() const {
    return state_->checkpoint.seq;
}

Future<Result<SignedHead>> Vault::sign_head() {
    if (!state_->is_unlocked()) co_return fail(Fault::locked);
    SignedHead signed_head;
    std::string json = "{\"v\":1";
    append_text(json, "device", state_->identity.device_id);
    append_number(json, "seq", static_cast<std::int64_t>(state_->checkpoint.seq));
    append_text(json, "head", hex_of(state_->head));
    append_number(json, "utc", state_->clock.now_ms());
    signed_head.signed_json = json + "}";
    signed_head.signer = state_->identity.signing.public_key;
    Bytes data = bytes_of(signed_head.signed_json);
    auto signature = co_await state_->crypto.sign(state_->identity.signing.handle, std::move(data));
    if (!signature) co_return std::unexpected(signature.error());
    signed_head.signature = std::move(*signature);
    co_return signed_head;
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
    return state_->identity;
}

}  // namespace tsunagi
