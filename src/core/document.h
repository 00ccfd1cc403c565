// Owns documents and changes: the one mechanism that stores, merges and shows everything.
// Must not know the screen, the store or the clock.
#pragma once

#include "core/error.h"
#include "core/hlc.h"
#include "core/value.h"

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace tsunagi {

using DocumentId = std::string;  // 32 lower-case hex digits, 128 random bits
using ChangeId = std::string;    // the same
using StaffId = std::string;     // id of a `person` document or of an account
using Path = std::string;  // "patient_wish", "decisions[3f...].owner", "checklist[before_discharge.6].answer"

enum class Kind : std::uint8_t {
    case_,
    note,
    checklist,
    meeting,
    tasks,
    plan,
    assessment,
    follow_up,
    receipt,
    organisation,
    person,
    consult,
    survey,
    drill,
    ledger,
    consent,
    settings,
    withdrawal,
};
std::string_view kind_code(Kind kind);  // "case", "note", ... as stored
std::optional<Kind> find_kind(std::string_view code);

struct Change {
    ChangeId id;
    Hlc at;
    StaffId by;
    std::string on;  // device id
    Path path;
    Value value;
    std::vector<ChangeId> replaces;  // the changes at the same path this one settles
    // The ledger's entry of the file it came in; empty for what was written here. It belongs to this store
    // alone: it does not travel, and two copies of one change may differ in it.
    DocumentId from = {};
};

struct Document {
    DocumentId id;
    Kind kind = Kind::case_;
    std::string form;             // "<questionnaire url>|<version>"
    DocumentId subject;           // the case it belongs to; empty for none
    std::vector<Change> changes;  // sorted by (at, id), unique by id
};

// The value at a path is the set of values whose changes nobody has replaced. One is agreement, more is a
// conflict.
struct Answer {
    std::vector<const Change*> current;  // newest first; changes that delete are left out unless in conflict
    bool in_conflict() const { return current.size() > 1; }
};

// All answers of a document, computed once per version; cheap to ask many times.
// Points into the document: valid until its changes change.
class Answers {
  public:
    explicit Answers(const Document& document);

    const Answer* find(std::string_view path) const;
    // The newest current value; monostate when nothing was answered. A value that stands against a delete is
    // returned.
    const Value& value(std::string_view path) const;
    std::string text(std::string_view path) const { return text_of(value(path)); }
    // Row ids inside a repeating group ("decisions"), in order of creation; rows whose every answer was
    // deleted, or that carry a deleted marker (path "decisions[id]" with no value), are left out, and their
    // answers with them. A row with an answer newer than its marker, or with a value in conflict with a
    // delete, stays.
    std::vector<std::string> rows(std::string_view group) const;
    std::vector<Path> conflicts() const;
    // Every path that has an answer, in order.
    std::vector<Path> paths() const;
    // Whether something else was written here before: also where nothing is left now.
    bool has_past(std::string_view path) const { return past_.contains(path); }

  private:
    std::map<Path, Answer, std::less<>> answers_;
    std::set<Path, std::less<>> past_;
    std::map<std::string, std::vector<std::string>, std::less<>> rows_;
};

// "decisions[7f3].owner" from its parts; row path "decisions[7f3]" when field is empty.
Path row_path(std::string_view group, std::string_view row, std::string_view field = {});

// What a path may look like: linkIds and at most 8 row ids in brackets, 512 bytes, no control characters.
bool is_path(std::string_view path);

// A new change at path replacing everything current there. Nothing is written when the value is already
// agreed on: empty optional then. An empty text is no answer, so it deletes. path must be is_path and value
// is_storable (document_json.h), or the document would not open again.
std::optional<Change> make_change(const Document& document, const Path& path, Value value, Hlc at,
                                  const StaffId& by, const std::string& on, ChangeId id);
// A new change at path replacing only `replaced` (changes at the path): whatever else stands there goes on
// standing. For a value that must not swallow what somebody else wrote.
Change make_change_beside(const Path& path, Value value, Hlc at, const StaffId& by, const std::string& on,
                          ChangeId id, std::vector<ChangeId> replaced);
// Adds changes (any order, duplicates ignored). Returns how many were new.
std::size_t add_changes(Document& document, std::vector<Change> changes);
// Union of two copies of one document. wrong_type when ids, kinds or subjects differ, or when one change id
// stands for two different changes; nothing is merged then. The newer form version wins.
Status merge(Document& into, const Document& from);
// Every change ever made at a path, oldest first.
std::vector<const Change*> history(const Document& document, std::string_view path);
// Those of them nobody has replaced, oldest first; deletes too.
std::vector<const Change*> standing(const Document& document, std::string_view path);
// Who first wrote the words a change holds: the change itself, or, where a settlement was taken back and the
// conflict came again, the one the settlement had replaced.
const Change& origin_of(const Document& document, const Change& change);

// Wire and record form:
// {"id","kind","form","subject","changes":[{"id","at","by","on","path","value","replaces"}]}. value: null |
// {"boolean":true} | {"integer":1} | {"decimal":"1.50"} | {"string":".."} | {"date":".."} |
//   {"dateTime":".."} | {"time":".."} | {"coding":{code,display,system}} | {"quantity":{value,unit}} |
//   {"reference":{target,display}}.
// Serialising is canonical (members in this order, changes sorted), so equal documents give equal bytes.
// A record's change that came in a file has one member more at the end, "from".
std::string json_of(const Document& document);
std::string json_of(const std::vector<Document>& documents);  // {"v":1,"documents":[...]}

struct DocumentLimits {
    std::size_t max_bytes = 16u << 20;
    std::size_t max_documents = 20'000;
    std::size_t max_changes = 200'000;      // per document
    std::size_t max_text_bytes = 1u << 20;  // per value
};
// Records of this store say where a change came from; what comes from outside does not get to say that.
enum class DocumentSource : std::uint8_t { own_records, elsewhere };
// wrong_type for anything the form above does not name (ids that are not 32 lower-case hex digits, unknown
// members, dates that are no dates, ids used twice), too_large over a limit, future_version for a "v" we do
// not know, and what parse_json says.
Result<Document> parse_document(std::string_view json, const DocumentLimits& limits = {},
                                DocumentSource source = DocumentSource::elsewhere);
Result<std::vector<Document>> parse_documents(std::string_view json, const DocumentLimits& limits = {},
                                              DocumentSource source = DocumentSource::elsewhere);
// Without what belongs to this store alone: as it may leave.
void forget_origins(std::vector<Document>& documents);

}  // namespace tsunagi
