// Owns what stays on the tablet: accounts, keys, sealed documents, the save queue and the audit chain.
// Must not know the screen, the forms or the wire formats of what leaves.
#pragma once

#include "core/document.h"
#include "core/error.h"
#include "ports/async.h"
#include "ports/clock.h"
#include "ports/crypto.h"
#include "ports/random.h"
#include "ports/store.h"
#include "vault/audit.h"
#include "vault/vault_types.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace tsunagi {

struct VaultOptions {
    Argon2Params password_cost;  // of new slots; raised to the floor (19 MiB, 2 passes, 1 lane) when below it
};

// weak_password below 13 code points or when every code point is the same; bad_value when not UTF-8 or over
// 1024 bytes.
Status check_password(std::string_view password);

// Everything here is on the one thread; the ports, and the vault itself, outlive every Future handed out.
// open_store, create_account, unlock, load, lock and destroy_practice wait for one another.
class Vault {
  public:
    Vault(Crypto& crypto, Store& store, Clock& clock, Random& random, VaultOptions options = {});
    ~Vault();
    Vault(const Vault&) = delete;
    Vault& operator=(const Vault&) = delete;

    // Who may unlock the store of this kind, by name. Empty: nothing has been set up here. data_missing:
    // something was set up here and its slots are gone or damaged. Only while locked (not_allowed).
    Future<Result<std::vector<StaffCard>>> open_store(StoreKind kind);

    // The first account sets the store up (data key, device id, device key pairs), is an administrator
    // whatever the role says, and leaves the vault unlocked by it and loaded (nothing is there yet). Later
    // ones need a vault unlocked by an administrator (locked, not_allowed) and leave it as it is.
    // weak_password, bad_value.
    Future<Status> create_account(NewStaff staff, std::string password);

    // wrong_password; data_missing for a slot that is gone or does not parse. Checks the audit chain's
    // checkpoint; what it finds is told by load(), never by refusing what can still be read.
    Future<Status> unlock(StaffId staff, std::string password);

    // Everything, decrypted and parsed; what does not open, is older than the chain says, or is gone is
    // isolated and named, and its bytes stay untouched. Once after each unlock; saving starts when it is
    // done. Not needed after the first create_account, where it gives nothing.
    Future<Result<Loaded>> load();

    // Whole documents by id, handed over; several of one id become the last one, and never overtake one
    // another. One strict transaction holds everything that is waiting, with its audit entries. See
    // save_state().
    void save(Document document, AuditAction action);
    void save_draft(Draft draft);
    // Leaves together with the saves queued before it, so a draft goes only when what it became is durable.
    // An empty staff means everybody's draft at that path.
    void drop_draft(DocumentId document, Path path, StaffId staff = {});
    // True at every moment: `saved` is said only when the store's transaction has completed.
    SaveState save_state() const;
    // Tries again after a failure. So does the next save.
    void retry();
    // Done when everything queued is durable; the fault when an attempt failed (all of it stays queued).
    Future<Status> flush();
    // Called after every change of save_state(), so that the app asks for a frame.
    void set_on_change(std::function<void()> call);

    // Puts an entry of its own in the chain (viewed, exported, printed, ...). The staff, the times and the
    // sequence number are filled in here. Stays queued on failure.
    Future<Status> record(AuditEvent event);
    // Entries first..last (sequence numbers, inclusive, from 1; last is cut to the newest). Entries that do
    // not open or do not chain are left out and counted.
    Future<Result<AuditPage>> read_audit(std::uint64_t first, std::uint64_t last);
    std::uint64_t audit_length() const;  // sequence number of the newest durable entry; 0 while locked
    // The newest head, signed by the device (ES256 over its canonical JSON), to go out with an export.
    Future<Result<SignedHead>> sign_head();

    StoreKind kind() const;
    bool is_unlocked() const;
    const StaffCard& who() const;            // who unlocked it; empty while locked
    const DeviceIdentity& identity() const;  // handles are 0 while locked

    // Commits what is queued, then drops every key. When the store refuses, the fault is returned, the vault
    // is locked all the same, and what was queued is kept in memory sealed and queued again at the next
    // unlock of this store.
    Future<Status> lock();
    // Deletes the practice store. `not_allowed` while it is unlocked.
    Future<Status> destroy_practice();

  private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace tsunagi
