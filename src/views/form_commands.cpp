#include "views/form_commands.h"

namespace tsunagi {

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
}

}  // namespace tsunagi
