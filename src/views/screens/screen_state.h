// Owns what each screen remembers between frames: open dialogs, chosen tabs, texts of forms not yet sent.
// Nothing of it is kept: a lock throws all of it away.
#pragma once

#include "app/state.h"
#include "exchange/handover_view.h"
#include "exchange/sections.h"
#include "views/screens/account_state.h"
#include "views/screens/consent_state.h"

#include <optional>
#include <string>
#include <vector>

namespace tsunagi {

struct UnlockUi {
    std::string staff;     // id of the one chosen
    std::string password;  // only until it was handed over
    bool revealed = false;
    bool everybody = false;  // ほかの人を探す
    std::string search;
    // first account
    std::string name, profession, facility, ward, again;
    bool starting = false;  // the form of the first account is open
    std::string error;      // string key
    bool recovering = false;
    bool restoring = false;    // a backup is to be restored once the first account is there
    bool by_password = false;  // although there is a PIN
};

struct TodayUi {
    bool all_tasks = false;
};

struct CasesUi {
    std::string search;
    bool find = false;  // the search field is to have the keyboard
    bool adding = false;
    std::vector<std::pair<Path, Value>> fields;  // of the case being added
    std::string error;
};

// A question that is open to be answered.
struct AnsweringUi {
    DocumentId consult;  // empty while none is
    std::string text;
};

struct ReplyUi {
    bool open = false;    // without an account: instead of the file's content
    bool asking = false;  // a question is being typed
    std::string question;
    AnsweringUi answering;
    bool leaving = false;  // the question before an answer that was not taken out is lost
};

struct CaseHomeUi {
    int tab = 0;
    AnsweringUi answering;
    DocumentId follow_up;           // being written
    bool follow_up_wanted = false;  // one was just begun: it opens
    std::string form_section;       // a part of the case form opened for editing; "" for none
    bool versions = false;
    ConsentUi consent;
    bool all_conflicts = false;
    bool adding_task = false;
    std::string task_what, task_owner, task_due;  // of the task being added
    DocumentId task_document;                     // of the task that is open
    std::string task_group, task_row;
};

// What is asked about a field over any screen: the dialog's own choices.
struct QuestionUi {
    FieldQuestion asked;        // what the rest belongs to; another question starts anew
    int choice = -1;            // settle: one of the texts, then both together, then anew
    std::string text;           // settle: both together, or written anew
    int left = -1, right = -1;  // versions: those compared; -1: the newest and now
    std::size_t entries = 0;    // history: how many are shown; 0 for the first ones
};

struct HistoryUi {
    DocumentId document;      // what the rest belongs to
    std::size_t entries = 0;  // as above
};

struct MeetingsUi {
    bool adding = false;
    std::vector<std::pair<Path, Value>> fields;
    DocumentId agenda_of;  // a case is being added to this meeting's agenda
    std::string search;
};

struct ConferenceUi {
    DocumentId note;      // what the rest belongs to; another note starts anew
    std::string section;  // linkId of the section shown
    int phone_tab = 1;    // 議題 記録 参加 決定
    bool comparing = false;
    bool ending = false;
    bool choosing_case = false;
    bool finalising = false;  // the question whether to declare the note final
    std::string participant;  // row being edited; "new" while adding
    std::string decision;     // the same
    std::string phrase;       // a phrase of one's own being typed
    bool adding_phrase = false;
    std::vector<std::pair<std::string, Value>> fields;  // of the row in a dialog
};

struct ChecklistUi {
    DocumentId case_id;
    int phase = -1;       // -1: the current one
    int filter = 0;       // すべて 未だけ 要確認
    int order = 0;        // 番号順 期限の近い順
    std::string editing;  // item whose owner, due date and memo are open
    bool reason_wanted = false;
    std::string owner, due, note;
};

// What a recipient would see, worked out anew only when the case changes or other sections are chosen.
struct HandoverPreview {
    DocumentId case_id;
    std::size_t changes = 0;    // of the case's documents: they only ever grow
    std::int64_t until_ms = 0;  // of a file made: later changes are not in it; 0 for none
    std::string as_of;
    SectionSet sections;
    SectionSet filled;  // sections that hold anything
    int assessment_version = 0;
    std::size_t consents = 0;  // changes of the case's consents
    Audience audience = Audience::visiting_nurse;
    HandoverView view;
    Fault fault = Fault::none;  // why there is nothing to see
};

// A receipt told by telephone.
struct ReceiptUi {
    DocumentId entry;  // of the ledger; empty while the question is closed
    std::string received_on, received_by;
};

struct HandoverUi {
    DocumentId case_id;  // what the rest belongs to
    DocumentId organisation;
    bool elsewhere = false;            // to somebody who is not listed
    std::string to_name;               // what they are called
    std::uint32_t proposal = 0;        // the one taken from AppState last
    std::optional<Audience> audience;  // none: as the recipient's kind suggests
    ConsentUi consent;
    bool asking_reason = false;  // why it goes beyond the consent
    std::string reason_words;    // being typed
    std::string beyond;          // the reason given; empty: only what was agreed is offered
    bool by_passphrase = false;
    std::optional<SectionSet> sections;  // none: what is proposed
    bool everybody = false;              // all organisations are listed
    std::string search;
    bool handing = false;  // the question how it was handed over
    int how = -1;
    std::string how_words;
    bool discarding = false;
    DocumentId verifying;  // whose key is being verified
    std::string verified_by;
    bool reading_code = false;  // a station's card is typed, pasted or read
    std::string code;
    bool accepting_expired = false;  // the question whether an old key is to be used
    int phone_step = 0;
    std::string phone_settled;  // the file that was shown to be made
    ReceiptUi receipt;
    HandoverPreview preview;
};

struct ReceivedUi {
    std::string file;  // what the rest belongs to
    std::string passphrase;
    bool accepting = false;
    ReplyUi reply;
    std::vector<float> tops;  // of the parts shown, from the first one's edge
};

struct LedgerUi {
    int filter = 0;
    ReceiptUi receipt;
    DocumentId entry;          // what the rest belongs to
    bool again = false;        // the question what to make again
    bool withdrawing = false;  // the question why, and how the notice opens
    std::string reason;
    bool by_passphrase = false;
    HandoverUi giving;  // of the notice, once it is made
};

struct SettingsUi {
    std::string key_card_name;
    bool card_shown = false;  // as long as it is, it is not scrolled to again
    bool keys = false;        // the list of keys is wanted
};

}  // namespace tsunagi
