// Owns AppState: everything a view may read. Views get it const; only App changes it.
#pragma once

#include "app/display.h"
#include "app/field_question.h"
#include "app/guard.h"
#include "app/library.h"
#include "app/navigation.h"
#include "app/rules.h"
#include "core/bytes.h"
#include "core/document.h"
#include "core/error.h"
#include "exchange/backup.h"
#include "exchange/bundle.h"
#include "exchange/envelope.h"
#include "exchange/file_signer.h"
#include "exchange/glossary.h"
#include "exchange/handover_view.h"
#include "exchange/key_card.h"
#include "exchange/qr.h"
#include "exchange/sections.h"
#include "ports/store.h"
#include "vault/audit.h"
#include "vault/vault_types.h"

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace tsunagi {

// What the person can do at all right now.
enum class Phase : std::uint8_t {
    starting,   // assets and the store are being read
    first_run,  // nothing set up: make the first account, try practice, or open a file
    locked,     // choose a name and give the password
    opening,    // the password is being worked on, or records are being read
    open,
    reading,  // a received file is read without any account
    broken,   // no storage, or the data is missing: state.fault says which
};

enum class Severity : std::uint8_t { info, done, care, danger };

// A message on screen until dismissed (care, danger) or for a few seconds (info, done).
struct Notice {
    std::uint32_t id = 0;
    Severity severity = Severity::info;
    Fault fault = Fault::none;     // texts "fault.<code>.what/.safe/.do" when set
    std::string text_key;          // otherwise one string key
    std::int64_t shown_at_ms = 0;  // monotonic
};

// Where a text that is being typed stands until its field is left.
struct TypedKey {
    DocumentId document;
    Path path;
    auto operator<=>(const TypedKey&) const = default;
};
struct TypedText {
    std::string text;
    bool dirty = false;  // not yet given to the vault
};

struct SaveView {
    enum class Is : std::uint8_t { saved, saving, failed, read_only };
    Is is = Is::saved;
    std::int64_t saved_at_ms = 0;  // wall clock of the last durable write; 0 before the first
    Fault fault = Fault::none;
};

// 作成 -> 開封確認 -> 渡した. Each step carries its time; a failure stays at its step.
struct HandoverJob {
    enum class Stage : std::uint8_t { none, making, checking, checked, handed, failed };
    Stage stage = Stage::none;
    JobNumber job;
    DocumentId case_id;
    DocumentId to_organisation;
    std::string to_name;
    bool by_passphrase = false;
    SectionSet sections;
    std::string passphrase;  // 6 groups of 4 digits, shown until the job is put away
    std::string file_name;
    Bytes bytes;
    std::string file_sha256;
    std::string file_id;
    std::string to_kid;     // thumbprint of the recipient's key; empty with a passphrase
    std::string to_number;  // of the recipient's device, as far as both its keys are known
    DocumentId again_of;    // the ledger's entry this one repeats
    DocumentId withdraws;   // the ledger's entry this file takes back: then it is a notice and no hand-over
    std::string reason;     // of the withdrawal
    std::string content_until;  // time of the newest change in it; and the SHA-256 of all of it
    std::string content_sha256;
    std::int64_t made_at_ms = 0;
    std::int64_t checked_at_ms = 0;
    std::int64_t handed_at_ms = 0;
    DocumentId ledger;
    Audience audience = Audience::visiting_nurse;
    DocumentId consent;          // it rests on; empty without one
    std::string beyond_consent;  // the reason, where it goes beyond it
    HandoverView view;           // of the file as it was opened again: what its recipient will see
    bool taken_out = false;      // downloaded or shared at least once
    Fault fault = Fault::none;
};

// What the hand-over screen is to begin with: somebody who was told an older 見立て is told again.
struct HandoverProposal {
    std::uint32_t number = 0;   // counts up; the screen takes each once
    DocumentId case_id, entry;  // entry: of the ledger, what they were given last
    DocumentId organisation;
    std::string to_name;
    SectionSet sections;
    Audience audience = Audience::visiting_nurse;
    bool by_passphrase = false;
};
// A patient of a file and one here who share an id, but not the name, the birth date or the patient's number.
struct IdentityClash {
    DocumentId ours, theirs;  // cases; the same id when the file goes on with our record
    std::map<std::string, std::string> here, file;  // name, kana, birth_date, patient_id, sex
    bool same_case() const { return ours == theirs; }
};
enum class IdentityAnswer : std::uint8_t { none, asked, same, other };

// A change of a file that says it was written by this store's device or people, and is not here: it is shown
// and never merged (authorship.h).
struct SetAside {
    DocumentId document;
    Kind kind = Kind::case_;
    std::string form;  // of the document
    Change change;
};

// A file that came in, from picking it to having read or merged it.
struct ReceivedFile {
    enum class Stage : std::uint8_t { none, asking, opening, opened, imported };
    Stage stage = Stage::none;
    JobNumber job;
    std::string name;
    Bytes bytes;
    bool wants_passphrase = false;  // has a passphrase recipient
    bool for_this_device = false;   // has a recipient with a key this device has
    bool for_former_key = false;    // with a key this device had once, and none it has
    std::vector<std::string> kids;  // the keys it is for
    bool answer_waits = false;  // read without an account: an answer begun before a lock comes back with it
    bool answer_saved = false;  // and the file with that answer was taken out
    std::string file_id;        // once it was opened
    std::string signer_name;    // whose device made it, as far as the directory knows
    std::string signer_replaced_on;  // ISO date when that was a key they had before
    Fault fault = Fault::none;       // of the last try to open
    std::string sha256;              // the same
    SignerTrust trust = SignerTrust::unknown;
    FileSigner signer;  // as its signature bears it out; the number is what is compared by telephone
    std::string created;
    ReceivedBundle bundle;  // without what is set aside
    std::vector<SetAside> set_aside;
    DocumentId answers;  // entry of the ledger of a file made here that this one answers; empty for none
    bool only_replies = false;     // it adds nothing to the record but the talk about it
    bool number_compared = false;  // a person did, and accepts the signer
    HandoverView view;
    std::vector<IdentityClash> clashes;
    IdentityAnswer identity = IdentityAnswer::none;
};

// The answer to a file that came in, from writing it to having taken it out. Without an account what is
// written lies in memory alone, and says so.
struct ReplyJob {
    enum class Stage : std::uint8_t { none, writing, making, made, failed };
    Stage stage = Stage::none;
    JobNumber job;
    DocumentId case_id;
    std::string to_name;
    std::string passphrase;  // when there is no key to answer to
    std::string file_name;
    std::string file_sha256;
    std::string file_id;
    Bytes bytes;
    bool taken_out = false;
    Fault fault = Fault::none;
    // Who writes without an account: ids made for this file only.
    StaffId guest;
    std::string guest_device;
};

// A backup being made, or one that was picked. A failure says why and stays at the stage before.
struct BackupJob {
    enum class Stage : std::uint8_t { none, making, made, asking, checking, checked, restoring, restored };
    Stage stage = Stage::none;
    JobNumber job;
    Fault fault = Fault::none;
    std::string file_name;
    std::shared_ptr<const Bytes> file;   // picked, or made and offered
    std::optional<BackupReport> report;  // once it was checked
    std::size_t new_changes = 0;         // once it was restored
};

// Making the records of this tablet unreadable for good. Outlives the lock that ends it: the certificate is
// offered on the screen after.
struct WipeJob {
    enum class Stage : std::uint8_t { none, wiping, wiped };
    Stage stage = Stage::none;
    JobNumber job;
    Fault fault = Fault::none;               // of the last try; nothing was taken away
    WipeFacts facts;                         // once it has happened
    std::string by, file_name, certificate;  // certificate empty: it could not be signed
    bool saved = false;
};

// The number of an organisation's device (exchange/device_number.h) as its keys stand in the directory; text
// is empty while it is worked out, or when a key is missing or cannot be read.
struct KnownNumber {
    std::string agreement_key, signing_key;  // JWKs it belongs to
    std::string text;
};

// This device's own card, to be shown. squares are empty where it is too long for a QR code.
struct OwnKeyCard {
    std::string organisation;
    std::string code;
    QrSquares squares;
};

// A card that came with another key than the one known: nothing changes until a person has looked at both.
struct KeyChange {
    DocumentId organisation;
    std::string name, card_name;          // as known, and as on the card
    std::string number_before, number;    // of the devices; before is empty when a key of it was missing
    std::string made_on_before, made_on;  // ISO dates of the cards; before may be unknown
    KeyCard card;
};

// What the screens about accounts show, and what came of the last step they asked for.
struct AccountsView {
    bool busy = false;
    std::uint32_t steps = 0;    // how many have ended, well or not
    Fault fault = Fault::none;  // of the last one
    std::string done;           // string key, when it went well
    bool has_pin = false;       // one's own
    bool passkeys_available = false;
    RecoveryCodes recovery;
    std::string recovery_code;  // pending, only until it was written down; nowhere else
    bool is_rotating = false;
    std::uint32_t key_id = 0;  // of the data key; 0 while locked
    std::int64_t key_made_at_ms = 0;
};

struct AuditView {
    JobNumber job;  // of the list that begins with the first page
    AuditFilter filter;
    std::vector<AuditEntry> entries;  // newest first
    std::uint64_t next_before = 0;    // more lie before this one; 0 for none
    std::size_t broken = 0;
    bool read = false, reading = false, checking = false;
    std::optional<ChainCheck> check;
};

// This version of the app, and what is decided about new ones. Versions as App::set_version takes them.
struct UpdatesView {
    std::string version;
    bool held = false;    // none takes over before an administrator has confirmed it
    std::string offered;  // the one that is held back
};

// What this device was known by before its keys were renewed.
struct FormerOwnKeys {
    std::string kid;     // thumbprint of the agreement key
    std::string number;  // of the device with them
    std::int64_t until_ms = 0;
    bool operator==(const FormerOwnKeys&) const = default;
};

struct AppState {
    Phase phase = Phase::starting;
    Fault fault = Fault::none;  // why phase is broken, or the last failed unlock
    StoreKind store = StoreKind::real;
    std::vector<StaffCard> staff;
    std::vector<StaffId> pins;  // who may open with a PIN, while locked
    AccountsView accounts;
    AuditView audit;
    std::optional<StaffCard> who;
    std::string device_id;
    std::string device_kid;                  // thumbprint of this device's agreement key
    std::vector<FormerOwnKeys> former_keys;  // which still open what was sent to them; oldest first
    std::string own_number;                  // of this device; empty without an account

    Place place;
    std::vector<Place> back;
    Library library;
    FormShelf forms;
    std::vector<DeadlineRule> rules;
    Glossary glossary;  // what words of the ward mean, for the patient and the family
    std::map<TypedKey, TypedText> drafts;
    FieldQuestion question;  // asked over whatever screen is open
    SaveView save;
    std::optional<StorageState> storage;
    std::map<DocumentId, KnownNumber> device_numbers;  // of organisations that have a key

    std::optional<OwnKeyCard> own_card;
    std::optional<KeyChange> key_change;

    HandoverJob handover;
    std::optional<HandoverProposal> proposal;
    std::vector<DocumentId> tell_next;  // ledger entries of those who wait to be told again, in turn
    ReceivedFile received;
    ReplyJob reply;
    BackupJob backup;
    WipeJob wipe;

    UpdatesView updates;
    std::vector<Notice> notices;
    std::string language = "ja";
    Display display;
    bool online = true;
    bool offline_ready = false;  // the page itself is stored and opens without a network
    bool can_share = false;
    bool elsewhere = false;  // another tab writes this store: here it is only read
    bool can_undo = false;
    bool can_redo = false;
    bool unsaved_at_lock = false;  // the disk refused what was queued; it waits in memory for the next unlock
    std::uint32_t locks =
        0;  // counts requests to lock: what was being typed before one is gone from the fields
    int isolated_records = 0;  // records the vault would not trust; told once after unlocking

    // Time as this store sees it: real, or shifted in the practice store.
    std::int64_t now_ms = 0;
    std::int64_t monotonic_ms = 0;
    int offset_minutes = 540;

    bool practice() const { return store == StoreKind::practice; }
};

// Whether what is open may be changed here: not by a reader, and not while another tab writes.
bool may_write(const AppState& state);
// Whether somebody's record can be read on this page: a store is open, or a file that came in is.
bool shows_record(const AppState& state);
// Whether this document may be written to: with an account like everything, without one only the answer to
// the file that is being read.
bool may_write_to(const AppState& state, const DocumentId& document);
// A settings value ("ward", "facility", "lock_minutes"); empty when there is none.
std::string setting(const AppState& state, std::string_view path);
// Wall clock of the last backup that was offered and checked; none when there was none yet.
std::optional<std::int64_t> last_backup_ms(const AppState& state);
// Local date of now, "2026-11-21".
std::string today_iso(const AppState& state);
// Display name of who wrote a change: a person document, an account, or "".
std::string staff_name(const AppState& state, const StaffId& id);
// The text a field shows: the draft while one is being typed, otherwise the answer.
std::string field_text(const AppState& state, const DocumentId& document, const Path& path);

}  // namespace tsunagi
