// Owns the commands: every wish a view can have, as a value. Views push them, App applies them after the
// frame.
#pragma once

#include "app/display.h"
#include "app/field_question.h"
#include "app/navigation.h"
#include "app/type_list.h"
#include "core/bytes.h"
#include "core/document.h"
#include "exchange/sections.h"
#include "vault/audit.h"

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace tsunagi {

using Fields =
    std::vector<std::pair<std::string, Value>>;  // field name within a row or a form, and its value

namespace cmd {

// --- getting in and out
struct StartPractice {};  // first run or lock screen: make or open the practice store
struct OpenRealStore {};  // from practice back to the real store's lock screen
struct CreateAccount {
    std::string name, profession, password;
    std::string facility, ward;  // settings of a new store
};
struct Unlock {
    std::string staff_id, password;
};
struct UnlockByPin {
    std::string staff_id, pin;
};
struct Recover {  // by the recovery code: a new password for an administrator
    std::string code, staff, password;
    std::string name = {};  // of a new administrator: where no name can be read any more, and staff is empty
};
struct PutOffPassword {};  // one's own instead of the administrator's: the next time
struct Lock {};            // obeyed in every phase
struct WriteHere {};       // this tab writes from now on, and the other one reads
struct GoTo {
    Place place;
};
struct GoBack {};

// --- accounts: what came of each stands in AppState::accounts
struct AddStaff {
    std::string name, profession, role, password;
};
struct RemoveStaff {
    std::string staff;
};
struct ChangeRole {
    std::string staff, role;
};
struct ResetPassword {
    std::string staff, password;
};
struct ChangePassword {  // one's own, like the rest
    std::string current, next;
};
struct ChangePasskey {
    bool enroll = true;
    std::string password;
};
// What opens the tablet later takes the password again: a screen that was left open does not give it away.
struct SetPin {
    std::string pin;            // "" forgets it
    std::string password = {};  // one's own; not needed to forget it
};
struct ExchangeKey {};
struct MakeRecoveryCode {
    std::string password;
};
struct PrintRecoveryCode {};
struct DismissRecoveryCode {
    bool written_down = false;  // it takes the place of the one before; otherwise both open
};
struct ReadAudit {
    AuditFilter filter;
    bool first_page = true;  // or the entries before those that were read
};
struct CheckAudit {};
struct ExportAudit {};

// --- writing. While a field is typed in: EditDraft at each input; when it is left: Edit.
struct Edit {
    DocumentId document;
    Path path;
    Value value;
};
// Several answers by one act: written together, taken back together.
struct EditTogether {
    DocumentId document;
    Fields fields;  // by path
};
struct EditDraft {
    DocumentId document;
    Path path;
    std::string text;
};
struct KeepText {  // a field vanished while it was typed in
    DocumentId document;
    Path path;
    std::string text;
};
struct AddRow {
    DocumentId document;
    std::string group;
    Fields fields;
};
struct DeleteRow {
    DocumentId document;
    std::string group, row;
};
struct AddTask {  // onto the case's own task list, begun when there is none
    DocumentId case_id;
    Fields fields;
};
struct Undo {};
struct Redo {};

// --- conflicts, history, 確定
struct AskField {  // opens what is asked about a field, or a whole document, over any screen
    FieldQuestion question;
};
struct PutAwayQuestion {};
// One value instead of all that stand at a path in conflict. Nothing happens when something stands there that
// was not seen.
struct Settle {
    DocumentId document;
    Path path;
    Value value;
    std::vector<ChangeId> seen;
};
struct DropDraft {  // words typed into a question that was put away
    DocumentId document;
    Path path;
};
struct Finalise {
    DocumentId document;
};
struct RetrySave {};

// --- cases, meetings, notes
struct CreateCase {
    Fields fields;  // linkIds of the case form
};
struct CreateMeeting {
    Fields fields;  // linkIds of the meeting form
};
struct AddToAgenda {
    DocumentId meeting, case_id;
    std::string topic;
    int minutes = 12;
};
struct RemoveFromAgenda {
    DocumentId meeting;
    std::string row;
};
struct StartMeeting {
    DocumentId meeting;
};
struct OpenAgendaItem {  // makes it the running one and opens (or begins) its note
    DocumentId meeting;
    std::string row;
};
struct FinishAgendaItem {  // done, and on to the next waiting one
    DocumentId meeting;
    std::string row;
};
struct CarryAgendaItem {  // not today: carried to the next meeting
    DocumentId meeting;
    std::string row;
};
struct ExtendAgendaItem {
    DocumentId meeting;
    std::string row;
    int minutes = 2;
};
struct EndMeeting {
    DocumentId meeting;
};
struct BeginNote {  // a note outside a meeting (an urgent consultation)
    DocumentId case_id;
};
struct OpenChecklist {
    DocumentId case_id;
};

// --- handing over
struct MakeHandover {
    DocumentId case_id;
    DocumentId to_organisation;  // addressed to its key; empty with a passphrase only
    bool by_passphrase = false;
    SectionSet sections;
    std::string to_name = {};  // of somebody who is no organisation here
    Audience audience = Audience::visiting_nurse;
    // Why it goes beyond what was agreed on record. Without it nothing does (Fault::beyond_consent); but who
    // the patient is goes with every file.
    std::string beyond_consent = {};
    bool accept_expired_key = false;  // a person was told that the key is old, and said to use it
    // The same once more: the ledger's entry it repeats, with what was in it then or what there is now.
    DocumentId again_of = {};
    bool as_then = false;
};
struct RecordConsent {  // somebody agreed: a document of its own
    DocumentId case_id;
    Fields fields;  // linkIds of the consent form
};
struct TellAgain {  // who was told an older 見立て: opens the hand-over for the first, and makes it where
                    // that is agreed; the others wait their turn
    std::vector<DocumentId> entries;  // of the ledger (told.h)
};
struct TellNext {};  // the next of those who wait
struct WithdrawConsent {
    DocumentId consent;
    std::string by, note;
};
// A notice that takes back what a ledger entry handed out; from there on like a hand-over.
struct MakeWithdrawal {
    DocumentId entry;
    std::string reason;
    bool by_passphrase = false;
    bool accept_expired_key = false;
};
struct ExportLedger {};   // CSV, administrators only
struct SaveHandover {};   // download the file made
struct ShareHandover {};  // the system's share sheet
struct RecordHanded {
    std::string how;
};
struct DiscardHandover {};

// --- receiving
struct PickFile {};
struct TakeFile {  // dropped on the page
    std::string name;
    Bytes bytes;
};
struct OpenReceived {
    std::string passphrase;  // empty: with this device's own key
};
struct ImportReceived {            // merges
    bool number_compared = false;  // by telephone, just now; needed where asks_for_call (received.h) says so
};
struct CloseReceived {};
// The file's patient and one here share an id but not the name or birth date: what a person found.
struct DecideIdentity {
    bool same_person = false;
};
struct PutOffIdentity {};

// --- answering a file that came in: what is written stays in the case, AppState::reply has the file made of
// it
struct BeginReply {  // without an account: of the file that is being read
    DocumentId case_id;
};
struct AddFollowUp {
    DocumentId case_id;
};
struct AskQuestion {
    DocumentId case_id;
    std::string text, to;
};
struct AnswerQuestion {
    DocumentId consult;
    std::string text;
};
struct MakeReply {
    DocumentId case_id;
};
struct SaveReply {};
struct ShareReply {};
struct PutAwayReply {};  // the file made; what was written stays

// --- key cards
struct MakeKeyCard {
    std::string organisation;
};
struct PickKeyCard {};
struct TakeKeyCard {  // as read from its QR code, typed or pasted
    std::string code;
};
struct AnswerKeyChange {  // to AppState::key_change
    bool accept = false;
};
struct PutAwayKeyCard {};  // this device's own, off the screen
struct MarkKeyVerified {
    DocumentId organisation;
    std::string by;
    std::string number;  // the one that was read out and compared
};
struct MarkCardGiven {  // the card with the keys that this device has now
    DocumentId organisation;
};

// --- backup. The stages are in BackupJob; CloseBackup puts the job away.
struct WipeStore {
    std::string password;  // said again by the administrator who is here
};
struct SaveWipeCertificate {};
struct PutAwayWipe {};
struct MakeBackup {};  // for the recovery code; offered as a download when it was checked
struct PickBackup {};
struct CheckBackup {  // a rehearsal: opens and checks all of it, and keeps nothing
    std::string code;
};
struct RestoreBackup {  // merges into what is here; administrators, after a check that succeeded
    std::string code;
};
struct CloseBackup {};

// --- notices and settings
struct DismissNotice {
    std::uint32_t id = 0;
};
struct SetLanguage {
    std::string code;  // "ja" or "en"
};
struct SetScreenMode {
    ScreenMode mode = ScreenMode::day;
};
struct SetTextSize {
    int percent = 100;
};
struct SetSetting {
    Path path;
    Value value;
};
struct HoldUpdates {  // administrators
    bool held = false;
};
// The version that was on the screen (AppState::updates, offered); another one is not confirmed.
// Administrators.
struct ConfirmUpdate {
    std::string version;
};

}  // namespace cmd

// Every command stands once, in the list of what it needs. That is checked in one place, App::permits, before
// the command is handled; the vault checks again whatever it keeps, signs or gives out.

// At any time: what somebody does who has no account, or is on the way in or out.
using CommandsOfAnybody =
    TypeList<cmd::StartPractice, cmd::OpenRealStore, cmd::Lock, cmd::WriteHere, cmd::RetrySave, cmd::PickFile,
             cmd::TakeFile, cmd::OpenReceived, cmd::CloseReceived, cmd::SaveWipeCertificate, cmd::PutAwayWipe,
             cmd::DismissNotice, cmd::SetLanguage, cmd::SetScreenMode, cmd::SetTextSize>;
// Before anything is set up.
using CommandsOfFirstRun = TypeList<cmd::CreateAccount>;
// While locked.
using CommandsOfLocked = TypeList<cmd::Unlock, cmd::UnlockByPin, cmd::Recover>;
// With an account, in any role: going about, reading, and one's own account.
using CommandsOfAccounts =
    TypeList<cmd::PutOffPassword, cmd::GoTo, cmd::GoBack, cmd::ChangePassword, cmd::ChangePasskey,
             cmd::SetPin, cmd::AskField, cmd::PutAwayQuestion, cmd::DropDraft, cmd::StartMeeting,
             cmd::OpenAgendaItem, cmd::OpenChecklist, cmd::TellAgain, cmd::TellNext, cmd::DiscardHandover,
             cmd::PutOffIdentity, cmd::PutAwayKeyCard, cmd::PickBackup, cmd::CheckBackup, cmd::CloseBackup>;
// With an account that may write, in the tab that writes.
using CommandsOfWriters =
    TypeList<cmd::AddTask, cmd::Undo, cmd::Redo, cmd::Settle, cmd::Finalise, cmd::CreateCase,
             cmd::CreateMeeting, cmd::AddToAgenda, cmd::RemoveFromAgenda, cmd::FinishAgendaItem,
             cmd::CarryAgendaItem, cmd::ExtendAgendaItem, cmd::EndMeeting, cmd::BeginNote, cmd::MakeHandover,
             cmd::RecordConsent, cmd::WithdrawConsent, cmd::MakeWithdrawal, cmd::SaveHandover,
             cmd::ShareHandover, cmd::RecordHanded, cmd::ImportReceived, cmd::DecideIdentity,
             cmd::MakeKeyCard, cmd::PickKeyCard, cmd::TakeKeyCard, cmd::AnswerKeyChange, cmd::MarkKeyVerified,
             cmd::MarkCardGiven, cmd::MakeBackup, cmd::SetSetting>;
// The same; and, of the answer to the file that is being read, whoever reads it without an account.
using CommandsOfWritersAndGuests =
    TypeList<cmd::Edit, cmd::EditTogether, cmd::EditDraft, cmd::KeepText, cmd::AddRow, cmd::DeleteRow,
             cmd::BeginReply, cmd::AddFollowUp, cmd::AskQuestion, cmd::AnswerQuestion, cmd::MakeReply,
             cmd::SaveReply, cmd::ShareReply, cmd::PutAwayReply>;
using CommandsOfAdministrators =
    TypeList<cmd::AddStaff, cmd::RemoveStaff, cmd::ChangeRole, cmd::ResetPassword, cmd::ExchangeKey,
             cmd::MakeRecoveryCode, cmd::PrintRecoveryCode, cmd::DismissRecoveryCode, cmd::ReadAudit,
             cmd::CheckAudit, cmd::ExportAudit, cmd::ExportLedger, cmd::WipeStore, cmd::RestoreBackup,
             cmd::HoldUpdates, cmd::ConfirmUpdate>;

using AllCommands =
    decltype(CommandsOfAnybody{} + CommandsOfFirstRun{} + CommandsOfLocked{} + CommandsOfAccounts{} +
             CommandsOfWriters{} + CommandsOfWritersAndGuests{} + CommandsOfAdministrators{});

enum class Needs : std::uint8_t {
    nothing,
    first_run,
    locked,
    account,
    writer,
    writer_or_guest,
    administrator
};

template <class C>
    requires(AllCommands::contains<C>())
consteval Needs needs_of() {
    if (CommandsOfAnybody::contains<C>()) return Needs::nothing;
    if (CommandsOfFirstRun::contains<C>()) return Needs::first_run;
    if (CommandsOfLocked::contains<C>()) return Needs::locked;
    if (CommandsOfAccounts::contains<C>()) return Needs::account;
    if (CommandsOfWriters::contains<C>()) return Needs::writer;
    if (CommandsOfWritersAndGuests::contains<C>()) return Needs::writer_or_guest;
    return Needs::administrator;
}

using Command = OneOf<AllCommands>;
using Commands = std::vector<Command>;

}  // namespace tsunagi
