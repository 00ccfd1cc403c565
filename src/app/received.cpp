#include "app/received.h"

#include "app/answers.h"
#include "exchange/device_number.h"

#include <algorithm>
#include <string_view>
#include <unordered_set>

namespace tsunagi {

DocumentId find_receipted_entry(const AppState& state, const Document& receipt) {
    if (receipt.kind != Kind::receipt) return {};
    const Answers named(receipt);
    if (named.text("file_id").empty() || named.text("file_sha256").empty()) return {};
    for (const DocumentId& id : state.library.of_case(receipt.subject, Kind::ledger)) {
        const Answers& entry = state.library.answers(id);
        if (code_at(entry, "direction") == "out" && entry.text("file_id") == named.text("file_id") &&
            entry.text("file_sha256") == named.text("file_sha256")) {
            return id;
        }
    }
    return {};
}

DocumentId find_answered_entry(const AppState& state, const std::vector<Document>& documents) {
    for (const Document& document : documents) {
        const DocumentId entry = find_receipted_entry(state, document);
        if (!entry.empty()) return entry;
    }
    return {};
}

bool adds_only_replies(const AppState& state, const std::vector<Document>& documents) {
    return std::ranges::all_of(documents, [&state](const Document& theirs) {
        if (is_reply(theirs.kind) || theirs.kind == Kind::person) return true;
        const Document* ours = state.library.find(theirs.id);
        if (ours == nullptr) return false;
        std::unordered_set<std::string_view> known;
        for (const Change& change : ours->changes) known.insert(change.id);
        return std::ranges::all_of(theirs.changes,
                                   [&known](const Change& change) { return known.contains(change.id); });
    });
}

bool asks_for_call(const AppState& state) {
    const ReceivedFile& file = state.received;
    const bool is_answer = !file.answers.empty() && file.only_replies;
    return file.trust != SignerTrust::verified && !is_answer;
}

ComparedNumber number_to_compare(const AppState& state) {
    const ReceivedFile& file = state.received;
    if (!file.signer.is_known()) return {};
    if (!file.signer.number.empty()) return {.text = file.signer.number};
    return {.text = file_number(file.sha256), .of_file = true};
}

}  // namespace tsunagi
