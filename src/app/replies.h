// Owns what a case says about the talk with its recipients: receipts, follow-ups, questions and answers, and
// which files that came in can be answered. Read models only: computed from the library, nothing kept.
#pragma once

#include "app/state.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tsunagi {

// A file that was taken in, and how it can be answered. Texts as the file said them.
struct Incoming {
    DocumentId ledger;  // empty while it is only read
    std::string from, phone;
    std::string file_id, file_sha256;
    std::string return_key;    // JWK; empty: the answer goes by a passphrase
    std::string number;        // of the device with that key; empty where it was not kept
    std::string sections;      // codes, as the file says
    bool knows_sender = true;  // whose the key is was verified or compared when the file was taken in
    std::string returned_at;   // ISO date-time of the last answer taken out; empty for none
};
// The file being read without an account, or the newest of the case that was taken in; none for neither.
std::optional<Incoming> find_incoming(const AppState& state, const DocumentId& case_id);

// The sections of the case that an answer to this file may carry back: of a case that came from elsewhere
// those that came; of a case of this ward those that were handed to the sender in the files this one answers,
// as far as the sender may be told them today. What a file says of itself decides nothing.
SectionSet sections_to_give_back(const AppState& state, const DocumentId& case_id, const Incoming& incoming);

// Receipt written here for a file; empty for none.
DocumentId find_receipt(const AppState& state, const DocumentId& case_id, std::string_view file_id);

// Newest first.
std::vector<DocumentId> list_follow_ups(const AppState& state, const DocumentId& case_id);
// Those without an answer first, then the newest; a question without words is none.
std::vector<DocumentId> list_questions(const AppState& state, const DocumentId& case_id);
bool is_open_question(const AppState& state, const DocumentId& consult);
// Asked somewhere else and waiting for us, or asked here and waiting for them.
bool asked_here(const AppState& state, const DocumentId& consult);

// The replies that belong in a file to an organisation: what was asked by it or of it, by its name or short
// name. Never what another one was told.
std::vector<DocumentId> replies_with(const AppState& state, const DocumentId& case_id,
                                     const DocumentId& organisation);
// The replies written on this device, and the talk with whoever made the file: what an answer to it carries.
std::vector<DocumentId> replies_to(const AppState& state, const DocumentId& case_id,
                                   const Incoming& incoming);
// Whether something of it was written since the last answer was taken out.
bool has_unsent_replies(const AppState& state, const DocumentId& case_id, const Incoming& incoming);

// Without an account what is written lies on this page alone until the file with it was taken out, also while
// a lock has closed the file.
bool would_lose_reply(const AppState& state);
// The job without the file that was made: what is written goes on.
ReplyJob without_file(const ReplyJob& job);

// What came back and still wants eyes: a question nobody has answered, a follow-up of the last days.
struct ReplyNews {
    DocumentId case_id, document;
    Kind kind = Kind::follow_up;
    std::string text, from, on;  // on: ISO date
};
constexpr int news_days = 7;
std::vector<ReplyNews> list_reply_news(const AppState& state);

}  // namespace tsunagi
