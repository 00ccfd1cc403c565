// Owns what stays on the tablet: accounts, keys, sealed documents, the save queue and the audit chain.
// Must not know the screen, the forms or the wire formats of what leaves.
#pragma once

#include "core/document.h"
#include "core/error.h"
#include "ports/async.h"
#include "ports/clock.h"
#include "ports/crypto.h"
#include "ports/passkeys.h"
#include "ports/random.h"
#include "ports/store.h"
#include "vault/audit.h"
#include "vault/password.h"
#include "vault/vault_types.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tsunagi {

struct VaultOptions {
    // Of new slots; raised to the floor (19 MiB, 2 passes, 1 lane) when below it. None: what this device does
    // within a second (calibration.h).
    std::optional<Argon2Params> password_cost = std::nullopt;
    Passkeys* passkeys = nullptr;  // none: no second factor on this device
};

// Everything here is on the one thread; the ports, and the vault itself, outlive every Future handed out.
// open_store, create_account, unlock, load, lock and destroy_practice wait for one another.
class Vault {
  public:
    Vault(Crypto& crypto, Store& store, Clock& clock, Random& random, VaultOptions options = {});
    ~Vault();
    Vault(const Vault&) = delete;
    Vault& operator=(const Vault&) = delete;

    // Who may unlock the store of this kind, by name. Empty: nothing has been set up here. data_missing:
    // something was set up here and its slots are gone or damaged. future_version: a newer app made it, and
    // nothing was touched. Only while locked (not_allowed).
    Future<Result<std::vector<StaffCard>>> open_store(StoreKind kind);

    // The first account sets the store up (data key, device id, device key pairs), is an administrator
    // whatever the role says, and leaves the vault unlocked by it and loaded (nothing is there yet). Later
    // ones need a vault unlocked by an administrator (locked, not_allowed) and leave it as it is; their card
    // says that the password is not their own (StaffCard::password).
    // weak_password, bad_value.
    Future<Status> create_account(NewStaff staff, std::string password);

    // Each needs a vault unlocked by an administrator (locked, not_allowed) unless it says otherwise;
    // data_missing for an unknown person. All are durable when they succeed and undone when they fail.
    // last_administrator when nobody would be left who may do all this.
    //
    // Whatever makes a slot anew (another password, a passkey more or less, a new recovery code) exchanges
    // the data key with it (see start_rotation): a copy of the slot before opens nothing that is written
    // later.
    //
    // Not oneself (not_allowed). The data key is exchanged.
    Future<Status> remove_staff(StaffId staff);
    Future<Status> change_role(StaffId staff, std::string role);
    // Also one's own, whatever the role. bad_value.
    Future<Status> rename_staff(StaffId staff, std::string name, std::string profession);
    // Somebody else's (not_allowed for oneself: change_password). Their passkey and PIN go with it, and their
    // card says from then on that the password is not their own (StaffCard::password).
    Future<Status> reset_password(StaffId staff, std::string password);
    // One's own, in any role. wrong_password (counted like a failed unlock), weak_password. A passkey stays
    // and is asked for.
    Future<Status> change_password(std::string current, std::string next);
    // Whoever is unlocked with a password an administrator made keeps it once more. not_allowed the second
    // time.
    Future<Status> put_off_password();
    // One's own: from now on it takes both. wrong_password, cancelled, not_allowed without Passkeys.
    Future<Status> enroll_passkey(std::string password);
    // One's own, back to the password alone, which must be long enough for that: weak_password.
    Future<Status> remove_passkey(std::string password);
    // All of them as they are now, by name; empty while locked.
    Future<Result<std::vector<StaffCard>>> list_staff();

    // wrong_password; data_missing for a slot that is gone or does not parse; rolled_back for one whose data
    // key is out of use; cancelled when the passkey was not given. Checks the audit chain's checkpoint; what
    // it finds is told by load(), never by refusing what can still be read.
    Future<Status> unlock(StaffId staff, std::string password);

    // Whoever is unlocked gives their password (and passkey) again: whatever opens the store later is not to
    // be had from a screen that was left open. wrong_password (counted like a failed unlock), locked.
    Future<Status> confirm_person(std::string password);
    // A PIN of 4-6 digits for whoever is unlocked, for as long as this page lives: opens again after a lock.
    // Takes the password like confirm_person. weak_password for another form, one digit repeated, or digits
    // in a row.
    Future<Status> set_pin(std::string pin, std::string password);
    void forget_pin();
    bool has_pin(const StaffId& staff) const;  // of the store that is open
    // Like unlock. wrong_password; locked when there is no PIN (any more): the fifth wrong one in a row
    // forgets everybody's.
    Future<Status> unlock_by_pin(StaffId staff, std::string pin);

    // A new recovery code (see recovery_code.h), to be shown until it was written down. It opens from now on,
    // and so does the one in force, until confirm_recovery_code. One that was made before and never
    // confirmed opens nothing any more. Takes the password like confirm_person. Administrators.
    Future<Result<std::string>> make_recovery_code(std::string password);
    // The pending code was written down: it is in force, and the one before opens nothing any more.
    // data_missing when none is pending. Administrators.
    Future<Status> confirm_recovery_code();
    RecoveryCodes recovery_codes() const;  // known from open_store on
    // A recovery code, an administrator's card and their new password: unlocks as that administrator, and
    // gives a new code, which is pending; the one that was given stays in force until that one is
    // confirmed. bad_value for a mistyped code, wrong_password for another one, weak_password, not_allowed
    // for another role, data_missing without a recovery slot.
    // Where no slot of a person can be read any more, staff is empty and a new administrator of this name
    // is made; what was wrong with the others is told by load().
    Future<Result<std::string>> recover(std::string code, StaffId staff, std::string password,
                                        std::string name = {});
    // Whom backups are sealed for: the code in force. data_missing when there is none, or its slot is not to
    // be believed; not_allowed for a reader.
    Future<Result<RecoveryRecipient>> recovery_recipient();

    // Exchanges the data key: from its success on everything new is sealed with another one, every PIN is
    // gone, and all that lies on the disk is rewritten piece by piece between saves, also over locks and
    // restarts. After a suspected leak the device gets new keys with it, and the recovery code is outdated.
    // Administrators; not_allowed while one is under way. Starts by itself as said above, and at the first
    // unlock after a recovery, a year, or 2^30 sealed records.
    Future<Status> start_rotation(RotationReason reason);
    DataKeyState key_state() const;

    // Everything, decrypted and parsed; what does not open, is older than the chain says, or is gone is
    // isolated and named, and its bytes stay untouched. Once after each unlock; saving starts when it is
    // done. Not needed after the first create_account, where it gives nothing.
    Future<Result<Loaded>> load();

    // Whole documents by id, handed over; several of one id become the last one, and never overtake one
    // another. One strict transaction holds everything that is waiting, with its audit entries. See
    // save_state().
    // A reader's are refused: not_allowed, and nothing is queued.
    Status save(Document document, AuditAction action);
    // All of them in one transaction: each is kept, or none.
    Status save_all(std::vector<Document> documents, AuditAction action);
    Status save_draft(Draft draft);
    // Leaves together with the saves queued before it, so a draft goes only when what it became is durable.
    // An empty staff means everybody's draft at that path.
    void drop_draft(DocumentId document, Path path, StaffId staff = {});
    // True at every moment: `saved` is said only when the store's transaction has completed.
    SaveState save_state() const;
    // Documents or drafts of any store that the disk refused wait in memory alone: they go with the page.
    bool holds_unsaved() const;
    // Tries again after a failure. So does the next save.
    void retry();
    // Done when everything queued is durable; the fault when an attempt failed (all of it stays queued).
    Future<Status> flush();
    // Called after every change of save_state(), so that the app asks for a frame.
    void set_on_change(std::function<void()> call);

    // Puts an entry of its own in the chain (viewed, exported, printed, ...). The staff, the times and the
    // sequence number are filled in here. Stays queued on failure. not_allowed, and nothing is queued, for
    // what this role does not do: a reader makes and takes in no files, others export no ledger.
    Future<Status> record(AuditEvent event);
    // Entries first..last (sequence numbers, inclusive, from 1; last is cut to the newest). Entries that do
    // not open or do not chain are left out and counted.
    Future<Result<AuditPage>> read_audit(std::uint64_t first, std::uint64_t last);
    // Entries that fit, newest first, at most max_entries, from before_seq (exclusive; 0: the newest) back.
    Future<Result<AuditFound>> find_audit(AuditFilter filter, std::uint64_t before_seq,
                                          std::size_t max_entries);
    // The whole chain: every entry opens, names the head before it, and ends in the checkpoint's; every
    // lock's signature fits. Reads as much as the log is long.
    Future<Result<ChainCheck>> verify_audit();
    // JSON lines: the canonical entries, then {"v":1,"kind":"tsunagi-audit","signed":"(signed head)",
    // "signature","signer":{"x","y"}} (base64url). Is an entry itself. not_allowed for a reader.
    Future<Result<Bytes>> export_audit();
    std::uint64_t audit_length() const;  // sequence number of the newest durable entry; 0 while locked
    // The newest head, signed by the device (ES256 over its canonical JSON), to go out with an export.
    Future<Result<SignedHead>> sign_head();

    StoreKind kind() const;
    bool is_unlocked() const;
    const StaffCard& who() const;  // who unlocked it; empty while locked
    // Handles are 0 while locked; a reader's signing handle always: no file of theirs is this device's.
    const DeviceIdentity& identity() const;

    // Commits what is queued, then drops every key. When the store refuses, the fault is returned, the vault
    // is locked all the same, and what was queued is kept in memory sealed and queued again at the next
    // unlock of this store.
    Future<Status> lock();
    // For a lock that waits too long. What is queued or on its way to the disk is sealed and kept as lock()
    // keeps it; then the keeper ends, whatever it is doing: all that waits for it fails with locked, and
    // lock() goes on. Called once more, the keeper ends at once: it does not even seal, and the queue is kept
    // as it is.
    void give_up();
    // Makes the real store unreadable for good: every slot, and with them every way to the data key, goes
    // from every copy; then the database. Of an administrator who says their password again (locked,
    // not_allowed, wrong_password). copy_unavailable where a copy cannot be opened. certify is called when it
    // has happened, while the device's keys are still there to sign; its text is given back. A fault: nothing
    // was taken away. Afterwards the vault is closed: open_store.
    using Certify = std::function<Future<Result<std::string>>(WipeFacts)>;
    struct Wiped {
        WipeFacts facts;
        std::string certificate;  // empty where it could not be signed
    };
    Future<Result<Wiped>> wipe_store(std::string password, Certify certify);
    // Deletes the practice store. `not_allowed` while it is unlocked.
    Future<Status> destroy_practice();

  private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace tsunagi
