#include "app/ledger.h"

#include "app/answers.h"
#include "exchange/sections.h"

#include <algorithm>

namespace tsunagi {

namespace {

DocumentId organisation_of(const AppState& state, const Answers& entry) {
    DocumentId id = target_id(entry.value("to_organisation"));
    if (!id.empty()) return id;
    const std::string name = entry.text("to_name");
    if (name.empty()) return {};
    for (const DocumentId& organisation : state.library.of_kind(Kind::organisation)) {
        if (state.library.answers(organisation).text("name") == name) return organisation;
    }
    return {};
}

bool is_entry(const AppState& state, const DocumentId& id) {
    const Document* document = state.library.find(id);
    return document != nullptr && document->kind == Kind::ledger;
}

// The section that decides is the one of the path; people who wrote are no content.
bool is_content(const Document& document, const DocumentId& case_id) {
    return document.kind == Kind::case_ ? document.id == case_id : document.subject == case_id;
}

}  // namespace

std::optional<LedgerDetail> find_ledger_detail(const AppState& state, const DocumentId& id) {
    if (!is_entry(state, id)) return std::nullopt;
    const Answers& answers = state.library.answers(id);
    LedgerDetail detail;
    for (LedgerEntry& entry : list_ledger(state, state.library.find(id)->subject)) {
        if (entry.id == id) detail.entry = std::move(entry);
    }
    detail.organisation = organisation_of(state, answers);
    const Answers& organisation = state.library.answers(detail.organisation);
    detail.phone = organisation.text("tel");
    detail.telephone_hours = organisation.text("telephone_hours");
    detail.by_passphrase = answers.text("by_passphrase") == text_of(Value{true});
    for (const auto& [path, text] : {std::pair{"file_id", &detail.file_id},
                                     {"file_sha256", &detail.file_sha256},
                                     {"to_kid", &detail.to_kid},
                                     {"signer_kid", &detail.signer_kid},
                                     {"to_number", &detail.to_number},
                                     {"signer_number", &detail.signer_number},
                                     {"made_by", &detail.made_by},
                                     {"checked_at", &detail.checked_at},
                                     {"handed_by", &detail.handed_by},
                                     {"handed_how", &detail.handed_how},
                                     {"received_by", &detail.received_by},
                                     {"withdrawn_reason", &detail.withdrawn_reason},
                                     {"sender_checked", &detail.sender_checked},
                                     {"set_aside", &detail.set_aside}}) {
        *text = answers.text(path);
    }
    detail.again_of = target_id(answers.value("again_of"));
    detail.withdraws = target_id(answers.value("withdraws"));
    for (const DocumentId& other : state.library.of_kind(Kind::ledger)) {
        const Answers& theirs = state.library.answers(other);
        if (target_id(theirs.value("again_of")) == id) detail.made_again.push_back(other);
        if (target_id(theirs.value("withdraws")) == id) detail.notices.push_back(other);
    }
    return detail;
}

ContentSince content_since(const AppState& state, const DocumentId& id) {
    ContentSince since;
    if (!is_entry(state, id)) return since;
    const Answers& entry = state.library.answers(id);
    const auto until = parse_hlc(entry.text("content_until"));
    const auto sections = parse_section_codes(entry.text("sections"));
    if (!until || !sections || entry.text("content_sha256").empty()) return since;
    since.known = true;
    const DocumentId& case_id = state.library.find(id)->subject;
    for (const DocumentId& other : state.library.ids()) {
        const Document& document = *state.library.find(other);
        if (!is_content(document, case_id)) continue;
        since.changes +=
            static_cast<std::size_t>(std::ranges::count_if(document.changes, [&](const Change& change) {
                return change.at > *until &&
                       sections->overlaps(sections_covering(document.kind, change.path));
            }));
    }
    return since;
}

bool may_be_withdrawn(const AppState& state, const DocumentId& id) {
    if (!is_entry(state, id)) return false;
    const Answers& entry = state.library.answers(id);
    return code_at(entry, "direction") != "in" && code_at(entry, "file_kind") != "withdrawal" &&
           !entry.text("handed_at").empty() && !entry.text("file_id").empty() &&
           entry.text("withdrawn_at").empty();
}

std::optional<DocumentId> find_withdrawn_entry(const AppState& state, const Answers& notice) {
    const std::string file_id = notice.text("file_id");
    const std::string sha256 = notice.text("file_sha256");
    for (const DocumentId& id : state.library.of_kind(Kind::ledger)) {
        const Answers& entry = state.library.answers(id);
        if (code_at(entry, "direction") != "in" || sha256.empty() || entry.text("file_sha256") != sha256) {
            continue;
        }
        // Entries from before the number was kept have none to compare.
        if (entry.text("file_id").empty() || entry.text("file_id") == file_id) return id;
    }
    return std::nullopt;
}

std::vector<LedgerEntry> list_withdrawn(const AppState& state, const DocumentId& case_id) {
    auto entries = list_ledger(state, case_id);
    std::erase_if(entries, [](const LedgerEntry& entry) {
        return entry.outgoing || entry.withdrawn_at.empty() || entry.is_notice;
    });
    return entries;
}

std::string phone_of_entry(const AppState& state, const DocumentId& id) {
    const DocumentId organisation = organisation_of(state, state.library.answers(id));
    return state.library.answers(organisation).text("tel");
}

}  // namespace tsunagi
