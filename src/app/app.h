// Owns the one AppState: applies commands, talks to the vault and the exchange, and keeps time.
// Must not know ImGui or the browser.
#pragma once

#include "app/command.h"
#include "app/editor.h"
#include "app/guard.h"
#include "app/state.h"
#include "core/strings.h"
#include "exchange/wipe_certificate.h"
#include "ports/clock.h"
#include "ports/crypto.h"
#include "ports/files.h"
#include "ports/random.h"
#include "ports/store.h"
#include "ports/updates.h"
#include "vault/vault.h"

#include <deque>
#include <functional>
#include <memory>

namespace tsunagi {

struct Ports {
    Crypto& crypto;
    Store& store;
    Files& files;
    Clock& clock;
    Random& random;
    Updates* updates = nullptr;  // none: a device whose versions nobody can hold
};

class App {
  public:
    // wake is called whenever the state changed outside a command, so that a frame can be asked for.
    App(Ports ports, std::function<void()> wake, VaultOptions vault = {});
    ~App();
    App(const App&) = delete;
    App& operator=(const App&) = delete;

    // Loads forms, rules and words, then opens the real store.
    void start();
    void apply(const Commands& commands);
    // Takes the time; saves drafts that are due, locks when idle too long. Call before each frame.
    void tick();
    // Monotonic milliseconds at which tick() wants to be called next; none when nothing is due.
    std::optional<std::int64_t> next_deadline_ms() const;
    // Somebody touched something: the idle time starts again. Locks first when it was over already: a device
    // that slept wakes with a touch.
    void note_activity();
    void set_online(bool online);
    void set_offline_ready(bool ready);
    // "1.0.0 3f2a91c044de8b17": the release, and a hash over the site this page is of.
    void set_version(std::string version);
    // offered: a version that is held back; "" for none.
    void set_updates(bool held, std::string offered);
    // Whether this tab is the one that writes the open store.
    void set_writing(bool may_write);
    // As the page remembers it for this tablet, and as its system asks for it.
    void set_display(Display display);

    // What the disk refused, or has not got yet, is in memory alone: closing the page would lose it.
    bool holds_unsaved() const;
    // The screen is blank already; the keys are not gone yet, because what was typed is still being
    // committed.
    bool is_locking() const { return lock_due_ms_.has_value(); }
    // Nothing is open, under way or unsaved, and nobody has touched the page since: it may be loaded anew.
    bool may_begin_anew() const;

    const AppState& state() const { return state_; }

  private:
    void apply(const Command& command);
    template <class... C>
    void dispatch(const Command& command, TypeList<C...>);
    // Whether whoever is here may give a command that needs this, now. Tells them when it is their role or
    // the other tab that stands against it; one that comes too late is passed over.
    bool permits(Needs needs);

    // One overload per command, in session.cpp, writing.cpp, meetings.cpp, handover.cpp, receiving.cpp,
    // key_cards.cpp.
    void on(const cmd::StartPractice&);
    void on(const cmd::OpenRealStore&);
    void on(const cmd::CreateAccount&);
    void on(const cmd::Unlock&);
    void on(const cmd::Lock&);
    // accounts.cpp
    void on(const cmd::UnlockByPin&);
    void on(const cmd::Recover&);
    void on(const cmd::AddStaff&);
    void on(const cmd::RemoveStaff&);
    void on(const cmd::ChangeRole&);
    void on(const cmd::ResetPassword&);
    void on(const cmd::ChangePassword&);
    void on(const cmd::ChangePasskey&);
    void on(const cmd::SetPin&);
    void on(const cmd::ExchangeKey&);
    void on(const cmd::PutOffPassword&);
    void on(const cmd::MakeRecoveryCode&);
    void on(const cmd::PrintRecoveryCode&);
    void on(const cmd::DismissRecoveryCode&);
    void on(const cmd::ReadAudit&);
    void on(const cmd::CheckAudit&);
    void on(const cmd::ExportAudit&);
    void on(const cmd::WriteHere&);
    void on(const cmd::GoTo&);
    void on(const cmd::GoBack&);
    void on(const cmd::Edit&);
    void on(const cmd::EditTogether&);
    void on(const cmd::EditDraft&);
    void on(const cmd::KeepText&);
    void on(const cmd::AddRow&);
    void on(const cmd::DeleteRow&);
    void on(const cmd::AddTask&);
    void on(const cmd::Undo&);
    void on(const cmd::Redo&);
    // settling.cpp
    void on(const cmd::AskField&);
    void on(const cmd::PutAwayQuestion&);
    void on(const cmd::Settle&);
    void on(const cmd::DropDraft&);
    void on(const cmd::Finalise&);
    void on(const cmd::RetrySave&);
    void on(const cmd::CreateCase&);
    void on(const cmd::CreateMeeting&);
    void on(const cmd::AddToAgenda&);
    void on(const cmd::RemoveFromAgenda&);
    void on(const cmd::StartMeeting&);
    void on(const cmd::OpenAgendaItem&);
    void on(const cmd::FinishAgendaItem&);
    void on(const cmd::CarryAgendaItem&);
    void on(const cmd::ExtendAgendaItem&);
    void on(const cmd::EndMeeting&);
    void on(const cmd::BeginNote&);
    void on(const cmd::OpenChecklist&);
    void on(const cmd::MakeHandover&);
    void on(const cmd::RecordConsent&);
    void on(const cmd::WithdrawConsent&);
    void on(const cmd::TellAgain&);
    void on(const cmd::TellNext&);
    void on(const cmd::SaveHandover&);
    void on(const cmd::ShareHandover&);
    void on(const cmd::RecordHanded&);
    void on(const cmd::DiscardHandover&);
    void on(const cmd::PickFile&);
    void on(const cmd::TakeFile&);
    void on(const cmd::OpenReceived&);
    void on(const cmd::ImportReceived&);
    void on(const cmd::CloseReceived&);
    void on(const cmd::BeginReply&);
    void on(const cmd::AddFollowUp&);
    void on(const cmd::AskQuestion&);
    void on(const cmd::AnswerQuestion&);
    void on(const cmd::MakeReply&);
    void on(const cmd::SaveReply&);
    void on(const cmd::ShareReply&);
    void on(const cmd::PutAwayReply&);
    void on(const cmd::DecideIdentity&);
    void on(const cmd::PutOffIdentity&);
    void on(const cmd::MakeKeyCard&);
    void on(const cmd::PickKeyCard&);
    void on(const cmd::TakeKeyCard&);
    void on(const cmd::AnswerKeyChange&);
    void on(const cmd::PutAwayKeyCard&);
    void on(const cmd::MarkKeyVerified&);
    void on(const cmd::MarkCardGiven&);
    void on(const cmd::MakeWithdrawal&);
    void on(const cmd::ExportLedger&);
    void on(const cmd::WipeStore& wish);
    void on(const cmd::SaveWipeCertificate&);
    void on(const cmd::PutAwayWipe&);
    void on(const cmd::MakeBackup&);
    void on(const cmd::PickBackup&);
    void on(const cmd::CheckBackup&);
    void on(const cmd::RestoreBackup&);
    void on(const cmd::CloseBackup&);
    void on(const cmd::DismissNotice&);
    void on(const cmd::SetLanguage&);
    void on(const cmd::SetScreenMode&);
    void on(const cmd::SetTextSize&);
    void on(const cmd::SetSetting&);
    // updates.cpp
    void on(const cmd::HoldUpdates&);
    void on(const cmd::ConfirmUpdate&);

    // session.cpp
    void go_to(Place place);
    Future<Status> load_assets();
    Future<Status> load_words(Language language);
    Future<Status> show_language(Language language);
    Future<Status> open_store(StoreKind kind);
    Future<Status> change_store(StoreKind kind);
    Phase phase_at_rest() const;
    Future<Status> create_account(cmd::CreateAccount wish);
    void create_settings(const std::string& facility, const std::string& ward);
    Future<Status> start_practice();
    Future<Status> unlock(std::function<Future<Status>()> step);
    Future<Status> reopen_store();
    Future<Status> read_records();
    Future<Status> lock_again(Fault fault);
    Future<Status> enter(Loaded loaded);
    Future<Status> fill_practice();

    // locking.cpp
    Future<Status> lock();
    void forget();  // everything a locked screen must not hold
    void return_to_place();
    std::int64_t idle_ms() const;
    std::optional<std::int64_t> next_lock_step_ms() const;
    void restart_idle_time();
    void warn_before_lock();
    void lock_when_idle();
    void give_up_lock();

    // guest.cpp
    Future<Status> lock_reading();
    std::vector<Document> written_by_guest() const;
    Future<Status> prepare_guest(Bytes payload);
    Future<Status> take_back_answer(std::string secret);
    void return_to_answer();
    void close_reading();

    // accounts.cpp
    void account_step(Future<Status> step, const char* done);
    Future<Status> refresh_accounts();
    Future<Status> make_recovery_code(std::string password);
    Future<Status> confirm_recovery_code();
    Future<Status> exchange_keys();
    void note_pending_code();
    Future<Status> recover(cmd::Recover wish);
    void note_pins();
    void write_person(const StaffCard& who);
    Future<Status> read_audit();

    // writing.cpp
    // Into the library and the vault, in one transaction. A refusal: nothing of it is in either.
    Status commit(Document document, AuditAction action);
    Status commit_all(std::vector<Document> documents, AuditAction action);
    void edit(const DocumentId& document, const Path& path, Value value);
    std::string add_row(const DocumentId& document, std::string_view group, const Fields& fields);
    // With this id, or a new one.
    DocumentId create(Kind kind, std::string_view form, const DocumentId& subject, const Fields& fields,
                      DocumentId id = {});
    void save_edited(const Document& document, AuditAction action);
    void save_replayed(const Editor::Replayed& replayed, const char* left_some);
    void commit_drafts();
    void save_due_drafts();
    void recover_drafts(const std::vector<Draft>& drafts);

    // settling.cpp
    void settle_companions(const DocumentId& document, const Path& path, const Change& chosen);
    void bring_row_back(const DocumentId& document, const Path& path, const Change& deleting);
    Future<Status> finalise(DocumentId document);

    // meetings.cpp
    DocumentId begin_note(const DocumentId& case_id, const DocumentId& meeting);
    void stop_clock(const DocumentId& meeting, std::string_view row, std::string_view status);
    void look_at_agenda_item(const DocumentId& meeting, std::string_view row);
    std::string find_next_waiting(const DocumentId& meeting, std::string_view after) const;

    // replying.cpp
    void begin_guest();
    void put_guest_documents();
    Future<Status> make_reply(DocumentId case_id);
    Future<Status> seal_reply(DocumentId case_id);
    Future<Status> take_out_reply(bool share);
    void note_reply_taken_out();
    void take_receipts(const std::vector<Document>& documents);
    // Said by the app, not by whoever works with it: no undo takes it back.
    void note_down(const DocumentId& document, const Fields& fields);

    // handover.cpp, receiving.cpp, key_cards.cpp
    Future<Status> make_handover(cmd::MakeHandover wish);
    Future<Status> seal_handover(cmd::MakeHandover wish);
    // The job's recipient gets the payload; the file is opened again and compared before it is there.
    Future<Status> seal_payload(Bytes payload, std::string created);
    Status check_recipient_key(bool accept_expired) const;
    Status content_as_then(BundleInput& input, const cmd::MakeHandover& wish) const;
    void fail_handover(Fault fault);
    Future<Status> finish_handover();
    bool may_take_out_handover() const;
    Future<Status> take_out_handover(bool share);
    Result<BundleInput> bundle_input(const cmd::MakeHandover& wish);
    void write_ledger();
    Future<Status> pick_file();
    void take_file(std::string name, Bytes bytes);
    Future<Status> open_received(std::string passphrase);
    Future<Status> import_received();
    void set_aside_received();
    Result<std::vector<Document>> merge_received(const DocumentId& entry) const;
    void note_import(const DocumentId& entry, const DocumentId& case_id);
    void name_signer();
    // withdrawals.cpp
    Future<Status> make_withdrawal(cmd::MakeWithdrawal wish);
    Future<Status> seal_withdrawal(cmd::MakeWithdrawal wish);
    void tell_withdrawn();
    Future<Status> accept_withdrawal();
    Future<Result<bool>> is_by_sender(DocumentId entry);
    Future<Status> refuse(Fault fault);
    std::vector<IdentityClash> find_clashes(const std::vector<Document>& documents) const;
    Future<Status> decide_identity(bool same_person);
    Future<Status> make_key_card(std::string organisation);
    Future<Status> pick_key_card();
    Future<Status> take_key_card(std::string text);
    Status compare_key_card(const OpenedKeyCard& opened);
    void keep_key_card(DocumentId organisation, const KeyCard& card);
    void note_own_key();
    std::vector<DeviceKeys> known_devices() const;
    Future<Status> read_own_number();
    ByKey own_opener(const std::vector<std::string>& kids) const;
    void ask_to_verify_again();
    void refresh_device_numbers();
    Future<Status> read_device_number(DocumentId organisation, KnownNumber wanted);

    // backup.cpp
    Future<Status> wipe_store(std::string password);
    Future<Result<std::string>> certify_wipe(WipeCertificate certificate, WipeFacts facts);
    Future<Status> save_wipe_certificate();
    Future<Status> make_backup();
    Future<Result<Bytes>> seal_backup();
    Future<Status> pick_backup();
    Future<Status> check_backup(std::string code);
    Future<Status> restore_backup(std::string code);
    Future<Result<BackupReport>> read_backup(std::string code, TakeDocuments take);
    Future<Status> take_restored(std::vector<Document> documents);
    void adopt_settings(const Document& theirs);

    void notify(Severity severity, std::string text_key);
    void notify(Fault fault);
    // Runs an asynchronous step; a fault becomes a notice. The page is asked for a frame when it ends.
    void run(Future<Status> step);
    void wake() const;
    void read_clock();
    void take_save_state();

    Ports ports_;
    std::function<void()> wake_;
    AppState state_;
    std::unique_ptr<Vault> vault_;
    Passkeys* passkeys_;
    Editor editor_;
    std::uint32_t next_notice_ = 1;
    Session session_;
    struct Moment {
        std::int64_t monotonic_ms = 0, wall_ms = 0;
    };
    Moment last_activity_;
    std::int64_t drafts_saved_at_ms_ = 0;
    std::int64_t time_shift_ms_ = 0;  // practice store: its today minus the real one
    // Alive as long as a lock waits for the vault.
    class LockUnderWay {
      public:
        explicit LockUnderWay(App& app);
        LockUnderWay(const LockUnderWay&) = delete;
        LockUnderWay& operator=(const LockUnderWay&) = delete;
        ~LockUnderWay();

      private:
        App& app_;
    };
    bool is_store_open_ = false;  // to be unlocked: not where a lock gave up a disk that did not answer
    int locks_under_way_ = 0;
    std::optional<std::int64_t> lock_due_ms_;  // monotonic: until when they wait
    bool touched_at_rest_ = false;             // somebody began something on the locked page
    std::uint32_t lock_warning_ = 0;           // the notice that says the page will lock; 0 for none
    // Given with the first account: written when the store is open for the first time, which a lock may put
    // off.
    struct FirstSettings {
        std::string facility, ward;
    };
    std::optional<FirstSettings> first_settings_;
    // The answer to a file that is read without an account: what a lock keeps of it, until the page is gone.
    struct GuestAnswer {
        KeyHandle key = 0;  // while the file is open
        Salt salt{};
        Bytes wrapped;                  // the key, under what the opened file says
        ReplyJob reply;                 // ids only
        std::vector<Document> written;  // only until it is sealed
        Sealed sealed;
    };
    std::optional<GuestAnswer> guest_;
    // Where whoever locked the page was: ids only, for nobody else.
    struct LastPlace {
        StoreKind store = StoreKind::real;
        StaffId staff;
        Place place;
        std::vector<Place> back;
    };
    std::optional<LastPlace> last_place_;
};

// Who writes here: whoever unlocked, or the guest who answers a file without an account.
Author author_of(const AppState& state);

}  // namespace tsunagi
