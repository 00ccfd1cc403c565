// Owns settling conflicts, 確定, and what is asked about a field.
#include "app/app.h"
#include "app/companions.h"

#include <algorithm>
#include <cstdlib>

namespace tsunagi {

namespace {

// Changes written by one act have times next to each other.
constexpr std::int64_t one_act_ms = 2'000;

bool is_one_act(const Change& a, const Change& b) {
    return a.by == b.by && a.on == b.on && std::abs(a.at.wall_ms - b.at.wall_ms) <= one_act_ms;
}

std::vector<ChangeId> ids_of(const std::vector<const Change*>& changes) {
    std::vector<ChangeId> ids;
    for (const Change* change : changes) ids.push_back(change->id);
    return ids;
}

}  // namespace

void App::on(const cmd::AskField& wish) {
    if (!state_.library.find(wish.question.document)) return;
    commit_drafts();  // what is being typed is one of the texts asked about
    state_.question = wish.question;
}

void App::on(const cmd::PutAwayQuestion&) {
    state_.question = {};
}

void App::on(const cmd::Settle& wish) {
    const Document* document = state_.library.find(wish.document);
    if (!document) return;
    // Copies: settling moves the changes.
    std::vector<Change> standing_before;
    for (const Change* change : standing(*document, wish.path)) standing_before.push_back(*change);
    editor_.begin_step();
    const bool settled = editor_.settle(state_.library, ports_.random, author_of(state_), wish.document,
                                        wish.path, wish.value, wish.seen);
    if (settled) {
        for (const Change& change : standing_before) {
            if (change.value == wish.value) settle_companions(wish.document, wish.path, change);
            if (is_empty(change.value) && !is_empty(wish.value))
                bring_row_back(wish.document, wish.path, change);
        }
    }
    editor_.end_step();
    on(cmd::DropDraft{wish.document, wish.path});
    if (!settled) return notify(Severity::care, "notice.settle_again");
    save_edited(*state_.library.find(wish.document), AuditAction::edit);
    state_.question = {};
    notify(Severity::done, "notice.settled");
}

// Who ticked a box and when goes with the tick that was chosen.
void App::settle_companions(const DocumentId& document, const Path& path, const Change& chosen) {
    for (const Path& companion : companions_of(path)) {
        const Answer* answer = state_.library.answers(document).find(companion);
        if (answer == nullptr || !answer->in_conflict()) continue;
        const auto theirs = std::ranges::find_if(
            answer->current, [&chosen](const Change* change) { return is_one_act(*change, chosen); });
        if (theirs == answer->current.end()) continue;
        const Value value = (*theirs)->value;
        editor_.settle(state_.library, ports_.random, author_of(state_), document, companion, value,
                       ids_of(answer->current));
    }
}

// A row that somebody deleted while somebody else wrote in it: whoever keeps the text keeps the row, with the
// answers that were deleted by the same act.
void App::bring_row_back(const DocumentId& document, const Path& path, const Change& deleting) {
    const auto bracket = path.rfind(']');
    if (bracket == Path::npos) return;
    const Path row = path.substr(0, bracket + 1);
    std::vector<std::pair<Path, Value>> answers;
    const std::vector<Change>& changes = state_.library.find(document)->changes;
    for (const Change& change : changes) {
        const bool deleted_too = is_empty(change.value) && change.path != path &&
                                 (change.path == row || change.path.starts_with(row + ".")) &&
                                 is_one_act(change, deleting) && !change.replaces.empty();
        if (!deleted_too) continue;
        const auto now = standing(*state_.library.find(document), change.path);
        const auto before = std::ranges::find(changes, change.replaces.back(), &Change::id);
        if (now.size() == 1 && now.front()->id == change.id && before != changes.end())
            answers.emplace_back(change.path, before->value);
    }
    for (auto& [where, value] : answers) {
        editor_.edit(state_.library, ports_.random, author_of(state_), document, where, std::move(value));
    }
}

void App::on(const cmd::DropDraft& wish) {
    if (state_.drafts.erase(TypedKey{wish.document, wish.path}) > 0)
        vault_->drop_draft(wish.document, wish.path, author_of(state_).staff);
}

void App::on(const cmd::Finalise& wish) {
    commit_drafts();
    run(finalise(wish.document));
}

Future<Status> App::finalise(DocumentId document) {
    const Document* found = state_.library.find(document);
    if (!found) co_return Status{};
    const Guard guard = session_.guard();
    const std::string text = text_of_content(content_of(*found));
    const auto digest = co_await guard(ports_.crypto.sha256(bytes_of(text)));
    if (!digest) co_return std::unexpected(digest.error());
    // What is declared final is what was on the screen, not what came in meanwhile.
    found = state_.library.find(document);
    if (!may_write(state_) || !found) co_return Status{};
    const Content content = content_of(*found);
    if (text_of_content(content) != text) co_return co_await guard(finalise(document));
    const Path path = row_path(finalised_group, make_id(ports_.random));
    const bool written = editor_.edit(state_.library, ports_.random, author_of(state_), document, path,
                                      finalising_value(hex_of(*digest), content));
    if (!written) co_return Status{};
    if (Status queued = vault_->save(*state_.library.find(document), AuditAction::finalise); !queued)
        co_return queued;
    if (Status durable = co_await guard(vault_->flush()); !durable) co_return durable;
    notify(Severity::done, "notice.finalised");
    co_return Status{};
}

}  // namespace tsunagi
