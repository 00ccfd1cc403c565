// Owns the question whether a file's patient and one here are the same person: asked before anything merges.
#include "app/app.h"

#include <algorithm>
#include <array>

namespace tsunagi {

namespace {

constexpr std::array identity_fields{"name", "kana", "birth_date", "patient_id", "sex"};
// Where one of these differs, two people may be meant.
constexpr std::array telling_fields{"name", "birth_date", "patient_id"};

std::map<std::string, std::string> read_identity(const Answers& answers) {
    std::map<std::string, std::string> identity;
    for (const char* field : identity_fields) identity[field] = answers.text(field);
    return identity;
}

bool says_the_same(const Answers& a, const Answers& b, std::string_view path) {
    const Answer* left = a.find(path);
    const Answer* right = b.find(path);
    if (left == nullptr || right == nullptr) return left == right;
    return std::ranges::equal(left->current, right->current, [](const Change* one, const Change* other) {
        return one->value == other->value;
    });
}

// The file goes on with a record that is here: would it give it another name? An older copy of our own record
// does not, though it says something else.
bool changes_identity(const Document& ours, const Document& theirs) {
    Document merged = ours;
    if (!merge(merged, theirs)) return false;  // the import itself will say why
    const Answers before(ours);
    const Answers after(merged);
    return std::ranges::any_of(telling_fields,
                               [&](const char* field) { return !says_the_same(before, after, field); });
}

bool is_another(const Answers& ours, const Answers& theirs) {
    return ours.text("name") != theirs.text("name") || ours.text("birth_date") != theirs.text("birth_date");
}

}  // namespace

std::vector<IdentityClash> App::find_clashes(const std::vector<Document>& documents) const {
    std::vector<IdentityClash> clashes;
    for (const Document& theirs : documents) {
        if (theirs.kind != Kind::case_) continue;
        const Answers file(theirs);
        if (const Document* ours = state_.library.find(theirs.id)) {
            if (changes_identity(*ours, theirs)) {
                clashes.push_back({ours->id, theirs.id, read_identity(state_.library.answers(ours->id)),
                                   read_identity(file)});
            }
            continue;  // what else has this number was asked when the case came in first
        }
        const std::string patient_id = file.text("patient_id");
        if (patient_id.empty()) continue;
        for (const DocumentId& id : state_.library.of_kind(Kind::case_)) {
            const Answers& ours = state_.library.answers(id);
            if (ours.text("patient_id") == patient_id && is_another(ours, file))
                clashes.push_back({id, theirs.id, read_identity(ours), read_identity(file)});
        }
    }
    return clashes;
}

void App::on(const cmd::DecideIdentity& wish) {
    if (state_.received.identity == IdentityAnswer::asked) run(decide_identity(wish.same_person));
}

void App::on(const cmd::PutOffIdentity&) {
    if (state_.received.identity == IdentityAnswer::asked) state_.received.identity = IdentityAnswer::none;
}

Future<Status> App::decide_identity(bool same_person) {
    const Guard guard = session_.guard(state_.received.job);
    state_.received.identity = same_person ? IdentityAnswer::same : IdentityAnswer::other;
    const AuditEvent decision{AuditAction::decide_identity, state_.received.clashes.front().ours,
                              same_person ? "same_person" : "other_person"};
    if (Status recorded = co_await guard(vault_->record(decision)); !recorded) co_return recorded;
    if (!same_person) co_return co_await refuse(Fault::identity_mismatch);
    co_return co_await import_received();
}

}  // namespace tsunagi
