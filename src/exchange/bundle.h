// Owns the payload of a hand-over file: one FHIR R4 Bundle of type document, made from documents and read
// back. Must not know encryption, the store or the clock: times and keys come as parameters.
#pragma once

#include "core/document.h"
#include "core/error.h"
#include "exchange/audience.h"
#include "exchange/handover_view.h"
#include "exchange/sections.h"
#include "ports/store.h"

#include <string>
#include <string_view>
#include <vector>

namespace tsunagi {

inline constexpr std::string_view changes_mime = "application/vnd.tsunagi.changes+json";

struct BundleParty {
    std::string name;  // of the person; may be empty for a recipient
    std::string profession;
    std::string organisation;
    std::string phone;  // of the organisation, for the call back
};

// The consent this hand-over rests on: this recipient's own and nobody else's. Empty strings where it was not
// written down.
struct BundleConsent {
    std::string given_by = {};               // 本人
    std::string given_on = {};               // ISO date
    std::string method = {};                 // 書面
    std::string scope = {};                  // in the words of the note; goes only with the decisions
    std::string given_by_name = {};          // 次女 桑原 さつき
    std::string until = {};                  // ISO date; empty: no end was agreed
    SectionSet covered = SectionSet::all();  // of what is sent; none: nobody agreed
    std::string beyond =
        {};  // why more is sent than was agreed; empty when nothing is, or no reason was given
};

struct BundleInput {
    std::vector<Document>
        documents;  // may hold more than leaves: other cases and other sections are filtered here
    DocumentId case_id;
    SectionSet sections;
    Audience audience = Audience::visiting_nurse;
    std::vector<DocumentId> replies;          // receipts, follow-ups and questions that go too; see is_reply
    std::vector<std::string> questionnaires;  // FHIR Questionnaire JSON of the forms the documents use
    std::string bundle_id;                    // 32 lower-case hex digits, random
    std::string made_at;                      // ISO 8601 date-time with seconds and offset
    StoreKind store = StoreKind::real;        // practice marks the file everywhere
    BundleParty sender;
    BundleParty recipient;
    BundleConsent consent;
    std::string signer_key;  // public JWK of the tablet's signing key; empty: left out
    std::string return_key;  // public JWK to which an answer may be encrypted; empty: left out
};

// Canonical JSON text (UTF-8, no white space between tokens, members in a fixed order): equal input, equal
// bytes. data_missing when there is no case document with this id, bad_value when made_at or bundle_id have
// another shape, bad_form when a questionnaire cannot be read, too_large when a recipient would refuse the
// result.
Result<std::string> make_bundle(const BundleInput& input);

// The documents of a hand-over as they would be merged elsewhere: what is in it and nothing about its making.
// The same contents give the same text.
std::string content_of(const BundleInput& input);

// Takes back a file that was handed out: a document of kind withdrawal that says which one, why, and who says
// so. It is no part of a record: no patient, no case.
struct WithdrawalInput {
    Document notice;            // kind withdrawal, without a subject
    std::string questionnaire;  // FHIR Questionnaire JSON of its form
    std::string bundle_id, made_at;
    StoreKind store = StoreKind::real;
    BundleParty sender;
    std::string signer_key, return_key;
};
// As make_bundle. bad_value for another document than such a notice.
Result<std::string> make_withdrawal_bundle(const WithdrawalInput& input);

enum class BundleOrigin : std::uint8_t {
    tsunagi,    // carries our changes, which can be merged
    elsewhere,  // another system's bundle: for reading only
};

struct NotRead {
    std::string resource_type;
    int count = 0;
};

struct ReceivedBundle {
    BundleOrigin origin = BundleOrigin::elsewhere;
    StoreKind store = StoreKind::real;  // practice when the file says so
    std::string title;
    std::string made_at;  // as written; empty when not said
    BundleParty sender;
    BundleParty recipient;
    SectionSet sections;  // as chosen by the sender; empty when made elsewhere
    // For whom it was made; files of before there were audiences, and of ones not known here, are read whole.
    Audience audience = Audience::visiting_nurse;
    BundleConsent consent;   // what it says it rests on; scope is not read back
    std::string signer_key;  // JWK text as it stands in the file, not yet checked; empty when there is none
    std::string return_key;  // the same
    std::vector<Document> documents;  // empty when made elsewhere
    // The notice when the file is one: then it is the only document.
    const Document* withdrawal() const {
        const bool is_one = documents.size() == 1 && documents.front().kind == Kind::withdrawal;
        return is_one ? &documents.front() : nullptr;
    }
    // For a bundle made elsewhere: what could be read of Patient, QuestionnaireResponse and Composition
    // sections.
    HandoverView readable;
    std::vector<NotRead> not_read;  // what of a foreign bundle nobody gets to see here; it is said
    std::vector<std::string>
        questionnaires;  // JSON of the forms that came along, for documents of a form unknown here
};

// Whether documents of this kind come and go with files. What does not was written by this store alone.
bool may_travel(Kind kind);

// bad_json and its kin, not_our_file (no Bundle of type document or collection), future_version (a later
// format tag), wrong_type (ours, but a part has another shape), too_large (more entries or changes than are
// allowed).
Result<ReceivedBundle> parse_bundle(std::string_view text);

}  // namespace tsunagi
