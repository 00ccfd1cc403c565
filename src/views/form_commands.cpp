#include "views/form_commands.h"

#include <utility>

namespace tsunagi {

bool is_in_conflict(const AppState& state, const DocumentId& document, std::string_view path) {
    const Answer* answer = state.library.answers(document).find(path);
    return answer != nullptr && answer->in_conflict();
}

void push_edit(const AppState& state, const DocumentId& document, const Path& path, Value value,
               Commands& commands) {
    if (is_in_conflict(state, document, path)) {
        commands.emplace_back(cmd::AskField{{FieldQuestion::Is::settle, document, path}});
    } else {
        commands.emplace_back(cmd::Edit{document, path, std::move(value)});
    }
}

void push_form_edits(const FormEdits& edits, const DocumentId& document, Commands& commands) {
    for (const FormDraft& draft : edits.drafts)
        commands.emplace_back(cmd::EditDraft{document, draft.path, draft.text});
    for (const FormEdit& edit : edits.edits)
        commands.emplace_back(cmd::Edit{document, edit.path, edit.value});
    for (const FormEdit& added : edits.add_values) {
        commands.emplace_back(cmd::AddRow{document, added.path, {{std::string(), added.value}}});
    }
    for (const std::string& group : edits.add_rows) commands.emplace_back(cmd::AddRow{document, group, {}});
    for (const auto& [group, row] : edits.remove_rows)
        commands.emplace_back(cmd::DeleteRow{document, group, row});
    for (const Path& path : edits.settle)
        commands.emplace_back(cmd::AskField{{FieldQuestion::Is::settle, document, path}});
    for (const Path& path : edits.history)
        commands.emplace_back(cmd::AskField{{FieldQuestion::Is::history, document, path}});
}

}  // namespace tsunagi
