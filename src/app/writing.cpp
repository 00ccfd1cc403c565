// Owns how what is typed and ticked becomes changes, and how it gets to the vault.
#include "app/app.h"

#include <algorithm>

namespace tsunagi {

Author author_of(const AppState& state) {
    if (state.phase == Phase::reading) return {state.reply.guest, state.reply.guest_device, state.now_ms};
    return {state.who ? state.who->id : StaffId{}, state.device_id, state.now_ms};
}

Status App::commit(Document document, AuditAction action) {
    std::vector<Document> one;
    one.push_back(std::move(document));
    return commit_all(std::move(one), action);
}

Status App::commit_all(std::vector<Document> documents, AuditAction action) {
    if (state_.phase != Phase::reading) {  // reading is on nobody's tablet: in memory alone
        if (Status queued = vault_->save_all(documents, action); !queued) {
            notify(queued.error().fault);  // nothing may be on the screen that is not kept
            return queued;
        }
    }
    for (Document& document : documents) state_.library.put(std::move(document));
    return {};
}

// What is in the library already. Refused only to those who may not write, and may_write stops them before.
void App::save_edited(const Document& document, AuditAction action) {
    if (state_.phase == Phase::reading) return;
    if (const Status queued = vault_->save(document, action); !queued) notify(queued.error().fault);
}

void App::edit(const DocumentId& document, const Path& path, Value value) {
    if (!may_write_to(state_, document)) return;
    const bool changed =
        editor_.edit(state_.library, ports_.random, author_of(state_), document, path, std::move(value));
    if (!changed) return;
    const Document& edited = *state_.library.find(document);
    save_edited(edited, edited.kind == Kind::settings ? AuditAction::change_settings : AuditAction::edit);
}

void App::on(const cmd::Edit& wish) {
    const Answer* answer = state_.library.answers(wish.document).find(wish.path);
    // Kept beside the texts that stand there already: nobody has seen all of them yet.
    if (answer != nullptr && answer->in_conflict() && may_write(state_))
        notify(Severity::care, "notice.edit_beside");
    edit(wish.document, wish.path, wish.value);
    // The draft goes only after the change is on its way in the same queue, so no moment is without the text.
    if (state_.drafts.erase(TypedKey{wish.document, wish.path}) > 0 && state_.phase == Phase::open)
        vault_->drop_draft(wish.document, wish.path, author_of(state_).staff);
}

void App::on(const cmd::EditTogether& wish) {
    editor_.begin_step();
    for (const auto& [path, value] : wish.fields) on(cmd::Edit{wish.document, path, value});
    editor_.end_step();
}

void App::on(const cmd::EditDraft& wish) {
    if (!may_write_to(state_, wish.document)) return;
    TypedText& draft = state_.drafts[TypedKey{wish.document, wish.path}];
    if (draft.text == wish.text && !draft.text.empty()) return;
    draft = {wish.text, state_.phase == Phase::open};
}

namespace {

// "decisions[7f3].what" -> "decisions.what"
std::string link_id_of(const Path& path) {
    const auto open = path.find('[');
    const auto close = path.find(']');
    return open == Path::npos || close == Path::npos ? path : path.substr(0, open) + path.substr(close + 1);
}

}  // namespace

// Only words are kept: half a date is no date.
void App::on(const cmd::KeepText& wish) {
    const Document* document = state_.library.find(wish.document);
    const Form* form = document ? state_.forms.find_for(*document) : nullptr;
    const Item* item = form ? form->find(link_id_of(wish.path)) : nullptr;
    if (!item || (item->type != ItemType::text && item->type != ItemType::string)) return;
    on(cmd::Edit{wish.document, wish.path, wish.text.empty() ? Value{} : Value{wish.text}});
}

std::string App::add_row(const DocumentId& document, std::string_view group, const Fields& fields) {
    const std::string row = make_id(ports_.random);
    editor_.begin_step();
    // A row without an answer yet is there by its own path.
    if (fields.empty()) edit(document, row_path(group, row), true);
    for (const auto& [field, value] : fields) edit(document, row_path(group, row, field), value);
    editor_.end_step();
    return row;
}

void App::on(const cmd::AddRow& wish) {
    add_row(wish.document, wish.group, wish.fields);
}

void App::on(const cmd::DeleteRow& wish) {
    const Answers& answers = state_.library.answers(wish.document);
    const Path whole = row_path(wish.group, wish.row);
    std::vector<Path> filled;
    for (Path& path : answers.paths()) {
        if (path == whole || path.starts_with(whole + ".")) filled.push_back(std::move(path));
    }
    editor_.begin_step();
    for (const Path& path : filled) edit(wish.document, path, Value{});
    editor_.end_step();
    const bool kept = std::ranges::any_of(filled, [&](const Path& path) {
        return state_.library.answers(wish.document).find(path) != nullptr;
    });
    if (kept && may_write(state_)) notify(Severity::care, "notice.conflict_kept");
}

void App::on(const cmd::AddTask& wish) {
    if (!state_.library.find(wish.case_id)) return;
    const auto lists = state_.library.of_case(wish.case_id, Kind::tasks);
    const DocumentId list = lists.empty() ? create(Kind::tasks, "tasks", wish.case_id, {}) : lists.front();
    add_row(list, "tasks", wish.fields);
}

void App::save_replayed(const Editor::Replayed& replayed, const char* left_some) {
    for (const DocumentId& id : replayed.touched) save_edited(*state_.library.find(id), AuditAction::edit);
    if (replayed.left_some) notify(Severity::info, left_some);
}

void App::on(const cmd::Undo&) {
    save_replayed(editor_.undo(state_.library, ports_.random, author_of(state_)), "notice.undo_left");
}

void App::on(const cmd::Redo&) {
    save_replayed(editor_.redo(state_.library, ports_.random, author_of(state_)), "notice.redo_left");
}

void App::on(const cmd::RetrySave&) {
    std::erase_if(state_.notices, [](const Notice& notice) {
        return notice.fault == Fault::quota_exceeded || notice.fault == Fault::storage_failed;
    });
    vault_->retry();
}

DocumentId App::create(Kind kind, std::string_view form, const DocumentId& subject, const Fields& fields,
                       DocumentId id) {
    Document document;
    document.id = id.empty() ? make_id(ports_.random) : std::move(id);
    document.kind = kind;
    const Form* found = state_.forms.find(form);
    document.form = found ? found->reference() : "urn:tsunagi:form:" + std::string(form) + "|1";
    document.subject = subject;
    const Author author = author_of(state_);
    for (const auto& [path, value] : fields) {
        if (is_empty(value)) continue;
        auto change = make_change(document, path, value, editor_.next_time(author.now_ms), author.staff,
                                  author.device, make_id(ports_.random));
        if (change) document.changes.push_back(std::move(*change));
    }
    DocumentId made = document.id;
    (void)commit(std::move(document), AuditAction::create);
    return made;
}

void App::on(const cmd::CreateCase& wish) {
    const DocumentId id = create(Kind::case_, "case", {}, wish.fields);
    on(cmd::GoTo{Place{Screen::case_home, id, {}, {}}});
}

void App::on(const cmd::SetSetting& wish) {
    const auto ids = state_.library.of_kind(Kind::settings);
    if (ids.empty()) {
        create(Kind::settings, "settings", {}, {{wish.path, wish.value}});
    } else {
        edit(ids.front(), wish.path, wish.value);
    }
}

void App::commit_drafts() {
    const auto drafts = state_.drafts;  // on(Edit) takes them out one by one
    for (const auto& [key, draft] : drafts) {
        on(cmd::Edit{key.document, key.path, draft.text.empty() ? Value{} : Value{draft.text}});
    }
}

namespace {

// Whether something was written at the path after the draft was kept: then the draft is what the words once
// were.
bool is_outdated(const Document& document, const Draft& draft, std::int64_t kept_at_ms) {
    return std::ranges::any_of(document.changes, [&](const Change& change) {
        return change.path == draft.path && change.at.wall_ms >= kept_at_ms;
    });
}

}  // namespace

// A draft left over from a crash becomes a change by the one who typed it: nothing typed is lost, and it is
// in the history like everything else.
void App::recover_drafts(const std::vector<Draft>& drafts) {
    if (!may_write(state_)) return;  // they wait for somebody who may
    for (const Draft& draft : drafts) {
        const Document* document = state_.library.find(draft.document);
        if (document && !is_outdated(*document, draft, draft.saved_at_ms + time_shift_ms_)) {
            const Author typist{draft.staff, state_.device_id, state_.now_ms};
            const bool written = editor_.edit(state_.library, ports_.random, typist, draft.document,
                                              draft.path, draft.text.empty() ? Value{} : Value{draft.text});
            if (written) {
                save_edited(*state_.library.find(draft.document), AuditAction::edit);
                notify(Severity::info, "notice.draft_recovered");
            }
        }
        vault_->drop_draft(draft.document, draft.path, draft.staff);
    }
    editor_.forget();  // whoever unlocked takes back their own steps, not words somebody else was typing
}

}  // namespace tsunagi
