// Owns the vault's inside: what is open, which keys are held, what is durable and what waits. Private to
// vault/*.cpp.
#pragma once

#include "vault/checkpoint.h"
#include "vault/log_reader.h"
#include "vault/save_queue.h"
#include "vault/sealer.h"
#include "vault/slot.h"
#include "vault/turn.h"
#include "vault/vault.h"

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace tsunagi {

// Drops a key when the step that made it ends, unless the step keeps it.
class KeyHold {
  public:
    KeyHold(Crypto& crypto, KeyHandle key) : crypto_(crypto), key_(key) {}
    KeyHold(const KeyHold&) = delete;
    KeyHold& operator=(const KeyHold&) = delete;
    ~KeyHold() {
        if (key_ != 0) crypto_.drop(key_);
    }
    KeyHandle get() const { return key_; }
    KeyHandle keep() { return std::exchange(key_, 0); }

  private:
    Crypto& crypto_;
    KeyHandle key_;
};

// What one commit changes once it is durable.
struct Batch {
    Pending pending;
    std::vector<Write> writes;
    RecordMarks records;                // new marks
    RecordMarks slots;                  // revision 0: gone
    std::vector<std::string> resealed;  // of the records, those only sealed with another key
    std::map<DraftKey, std::optional<std::string>> drafts;  // record keys; none: gone
    RecordMarks draft_marks;                                // by record key; revision 0: gone
    Leaves leaves;                                          // that records make other ones
    std::map<DocumentId, Digest> hashes;
    std::optional<Checkpoint> checkpoint;
    Digest head{};
};

// What of the store is still sealed with the data key before.
struct Stale {
    std::vector<std::string> records;
    std::vector<std::string> drafts;
    std::uint64_t audit_next = 1;  // entries from here to audit_last
    std::uint64_t audit_last = 0;
    std::size_t count() const {
        return records.size() + drafts.size() + static_cast<std::size_t>(audit_last + 1 - audit_next);
    }
};

// Where stored bytes that cannot be believed are kept, in meta, when something takes their place.
std::string kept_key(const std::string& id, std::uint32_t revision);

// Keys of meta records that more than one file here knows.
inline constexpr const char* device_record = "device";      // device.cpp
inline constexpr const char* rotation_record = "rotation";  // rotation.cpp

using SlotChanges = std::map<StaffId, std::optional<Slot>>;  // none: the slot goes

// What goes into the transaction by which the data key is exchanged.
struct KeyExchange {
    AuditEvent event;
    std::vector<Slot> relocked = {};    // locked and not yet sealed, in place of those of the same ids
    std::vector<StaffId> removed = {};  // slots that go
    bool renews_device = false;         // the device gets new keys
};

struct Vault::State {
    Crypto& crypto;
    Store& store;
    Clock& clock;
    Random& random;
    VaultOptions options;
    std::optional<Argon2Params> measured_cost;  // what this device does within the wait, once it was measured
    Turn turn;
    std::function<void()> on_change;

    // the store that is open
    enum class Open : std::uint8_t { nothing, empty_store, locked_store, unlocked_store };
    Open open = Open::nothing;
    StoreKind kind = StoreKind::real;
    std::string store_id;                 // of the last store unlocked
    std::uint32_t format = store_format;  // of the store unlocked

    // while unlocked
    std::unique_ptr<Sealer> sealer;
    StaffCard who;
    DeviceIdentity identity;
    DeviceIdentity identity_of_reader;  // the same without the key that signs
    Checkpoint checkpoint;              // as durable
    Digest head{};
    RecordMarks records;  // what should be in the store
    Leaves leaves;        // of those
    RecordMarks slots;
    std::map<DraftKey, std::string> drafts;  // their record keys
    std::map<std::string, std::uint32_t>
        revisions;                       // last one used for a record, durable or not: never twice
    std::set<std::string> isolated_ids;  // documents whose stored bytes must not be overwritten unkept
    std::vector<IsolatedRecord> found;   // by unlock, told by load
    enum class OpenedBy : std::uint8_t { own_slot, recovery_code };
    OpenedBy opened_by = OpenedBy::own_slot;
    std::optional<RecordMark> own_mark;  // of one's own slot; none where its card does not fit it
    bool are_rights_limited = false;     // to reading, because of that slot
    bool is_loaded = false;
    Stale stale;
    bool is_resealing = false;
    Turn resealing;
    bool is_locking = false;
    bool is_wiping = false;     // the slots are going, or gone
    bool has_given_up = false;  // what was queued is carried already, or is just being sealed for it

    // over locks, until the page is gone
    struct Pin {
        StoreKind kind = StoreKind::real;
        std::uint32_t key_id = 0;
        int tries = 0;
    };
    std::map<StaffId, Pin> pins;
    RecoveryCodes recovery;         // of the store that is open
    bool is_last_a_reader = false;  // whoever was unlocked last

    // saving
    Pending queue;
    std::size_t in_flight = 0;
    const Pending* on_its_way = nullptr;  // of the batch that is being written
    std::set<DraftKey> drafts_in_flight;
    bool is_writing = false;
    std::uint32_t last_ticket = 0;
    Fault last_fault = Fault::none;
    std::int64_t saved_at_ms = 0;
    std::vector<Promise<Status>> flushing;

    // What a lock could not commit: sealed, or, where not even that was possible, as it was.
    struct Carried {
        Bytes sealed;
        Bytes sealed_before;  // the same with the key before: one of the two is in force at the next unlock
        Pending unsealed;
        std::size_t count = 0;
        bool has_saves = false;  // and not only lines of the log
    };
    std::map<std::string, Carried, std::less<>> carried;  // by store id

    bool is_unlocked() const { return open == Open::unlocked_store; }
    void changed() const {
        if (on_change) on_change();
    }

    // accounts.cpp
    Future<Result<std::vector<StaffCard>>> open_store(StoreKind wanted);
    Future<Status> create_account(NewStaff staff, std::string password);
    Future<Status> create_first(StaffCard card, std::string password);
    Future<Status> create_further(StaffCard card, std::string password);

    // device.cpp
    Future<Result<Write>> make_device(Sealer with);
    Future<Result<DeviceIdentity>> generate_device_keys();
    DeviceIdentity renewed(DeviceIdentity fresh) const;
    void drop_device(const DeviceIdentity& own);
    Future<Result<Write>> seal_device(Sealer with, DeviceIdentity own);
    Future<Status> open_device();
    bool is_device_believed(const OpenedRecord& record) const;

    // slots.cpp
    Future<Result<Argon2Params>> cost_of_new_slots();  // calibration.cpp
    Future<Result<KeyHandle>> derive_kek(std::string password, LockedPair pair, KeyHandle factor);
    Future<Result<KeyHandle>> ask_factor(std::optional<SlotPasskey> passkey);
    Future<Result<Slot>> lock_slot(Slot slot, std::string password, KeyHandle factor);
    Future<Result<Slot>> seal_slot(Sealer with, Slot slot);
    Future<Result<Slot>> read_slot(StaffId staff);
    Future<Result<KeyHandle>> open_slot(Slot slot, std::string password, KeyHandle factor);
    Future<Result<KeyHandle>> try_slot(Slot slot, std::string password, KeyHandle factor);
    bool is_trusted(const Slot& slot, const Result<OpenedRecord>& card) const;
    Future<Result<Slot>> read_trusted_slot(StaffId staff);
    Future<Result<std::vector<Slot>>> read_trusted_slots();
    Future<Status> commit_slots(SlotChanges changes, AuditEvent event, std::vector<Write> writes);

    // staff.cpp
    Status may_administrate() const;
    Future<Status> remove_staff(StaffId staff);
    Future<Status> change_role(StaffId staff, std::string role);
    Future<Status> rename_staff(StaffId staff, std::string name, std::string profession);
    Future<Status> reset_password(StaffId staff, std::string password);
    Future<Result<std::vector<StaffCard>>> list_staff();

    // credentials.cpp
    Future<Result<Slot>> confirm_own(std::string password, KeyHandle factor);
    Future<Status> relock_own(Slot slot, std::string password, KeyHandle factor, AuditAction action);
    Future<Status> change_password(std::string current, std::string next);
    Future<Status> put_off_password();
    Future<Status> enroll_passkey(std::string password);
    Future<Status> remove_passkey(std::string password);
    Future<Status> confirm_person(std::string password);
    Future<Status> set_pin(std::string pin, std::string password);
    void forget_pin(const StaffId& staff);
    void forget_pins();
    Future<Status> unlock_by_pin(StaffId staff, std::string pin);

    // recovery.cpp
    struct OpenedSlot {
        Slot slot;
        KeyHandle key = 0;
    };
    Future<Result<Slot>> lock_pending_slot(std::string code);
    Future<Status> put_recovery_slot(Slot slot, StaffId before, AuditEvent event);
    Future<Result<std::string>> make_recovery_code(std::string password);
    Future<Status> confirm_recovery_code();
    bool is_of_former_device(const Slot& slot) const;
    Future<Result<Slot>> recovered_slot(StaffId staff, std::string name);
    Future<Result<OpenedSlot>> open_recovery(std::string code);
    Future<Result<SlotChanges>> slots_without_rights();
    Future<Status> settle_doubt();
    Future<Result<SlotChanges>> recovered_slots(Slot own, std::string password, Slot given, std::string next);
    Future<Result<std::string>> recover(std::string code, StaffId staff, std::string password,
                                        std::string name);
    Future<Result<RecoveryRecipient>> recovery_recipient();

    // rotation.cpp
    Future<Status> start_rotation(RotationReason reason);
    Future<Status> begin_rotation(KeyExchange wanted);
    Future<Result<SlotChanges>> slots_under(Sealer next, KeyExchange wanted);
    Future<Status> exchange_key(Sealer next, SlotChanges changes, AuditEvent event,
                                std::vector<Write> writes);
    Future<Status> finish_rotation();
    Future<Status> find_stale();
    Future<Status> reseal_next();
    void resume_rotation();
    Future<Result<DataKey>> open_key_before(DataKey key);
    void check_key_before();
    RotationReason due_rotation() const;

    // migration.cpp
    Future<Status> migrate();
    Future<Status> migrate_from_1();
    Future<Status> migrate_from_2();
    Future<Status> commit_format(std::uint32_t reached);

    // unlocking.cpp
    Future<Status> unlock(StaffId staff, std::string password);
    Future<Status> enter(Slot slot, DataKey key, OpenedBy by);
    Future<Status> check_key(std::uint32_t key_id);
    Future<Status> check_head();
    Future<Status> check_tail();
    Future<Status> rebuild_checkpoint();
    Future<Status> take_attempts();
    Future<Status> take_told_by_store();
    Future<Status> count_attempt(StaffId staff);
    Future<Status> lock();
    Future<Status> carry(Pending pending);
    void give_up();
    Future<Status> destroy_practice();

    // rights.cpp
    Future<Status> take_card(Slot slot, OpenedBy by);
    Future<Status> check_slots();
    Future<Result<bool>> fit_slots();
    void isolate_slot(const std::string& id, Fault reason);
    void limit_rights();

    // wiping.cpp
    Future<Result<Vault::Wiped>> wipe_store(std::string password, Vault::Certify certify);
    Future<Status> confirm_wipe(std::string password);
    void forget();

    // audit_reading.cpp
    Future<Result<AuditPage>> read_audit(std::uint64_t first, std::uint64_t last);
    Future<Result<AuditFound>> find_audit(AuditFilter filter, std::uint64_t before_seq,
                                          std::size_t max_entries);
    Future<Result<ChainCheck>> verify_audit();
    Future<Result<Bytes>> export_audit();
    Future<Result<SignedHead>> sign_head(std::int64_t utc_ms);
    Future<bool> fits_signature(AuditEntry entry);

    // loader.cpp
    Future<Result<Loaded>> load();
    Future<Status> load_documents(Loaded& loaded);
    Future<Status> open_documents(std::vector<StoredRecord> stored, Loaded& loaded);
    void take_documents(std::vector<std::string> keys, std::vector<Result<OpenedRecord>> opened,
                        Loaded& loaded);
    Future<Result<bool>> fit_documents();
    void isolate_documents(const RecordMarks& expected, Loaded& loaded);
    Future<Status> load_drafts(Loaded& loaded);
    bool is_rolled_back(const std::string& draft, const RecordMark& mark) const;
    Future<Status> set_draft_aside(std::string key, std::uint32_t revision);
    void find_missing_drafts(const RecordMarks& there, Loaded& loaded) const;
    Future<Status> take_back_carried(Loaded& loaded);
    Future<Result<Pending>> open_carried(const Carried& kept);

    // writer.cpp
    Pending& waiting();
    bool is_reader() const;
    Status may_record(AuditAction action) const;
    void put(std::vector<Document> documents, AuditAction action);
    void put(Draft draft);
    void put(AuditEvent event);
    void drop(const DraftKey& pattern);
    AuditLine line_of(AuditEvent event, AuditLine::About about) const;
    SaveState save_state() const;
    bool holds_unsaved() const;
    Future<Status> flush();
    void start_writing();
    Future<Status> write_all();
    Future<Status> write_batch();
    Future<Status> seal_documents(Batch& batch);
    Future<Status> seal_drafts(Batch& batch);
    Future<Status> reseal(Batch& batch);
    Future<Status> seal_lines(Batch& batch);
    static void add_slots(Batch& batch);
    AuditEntry next_entry(const AuditLine& line, const Batch& batch, Checkpoint& last) const;
    RecordMarks marks_of_leaves(const std::set<std::string>& names, const RecordMarks& changed) const;
    void note_keys_in(const std::vector<Write>& writes, Checkpoint& next) const;
    Future<Result<Checkpoint>> counted(Batch& batch);
    void take_effect(Batch& batch);
};

}  // namespace tsunagi
