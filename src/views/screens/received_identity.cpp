// Owns the question whether a file's patient and one here are the same person: both side by side, what
// differs marked, letters that look alike told apart by their code points.
#include "app/dates.h"
#include "core/date_words.h"
#include "core/strings.h"
#include "core/text.h"
#include "views/screens/received_parts.h"

#include <algorithm>
#include <array>
#include <utility>

namespace tsunagi {

namespace {

constexpr std::array<std::pair<const char*, const char*>, 5> fields{{{"name", "identity.name"},
                                                                     {"kana", "identity.kana"},
                                                                     {"birth_date", "identity.birth_date"},
                                                                     {"patient_id", "identity.patient_id"},
                                                                     {"sex", "identity.sex"}}};

std::string words_at(const std::map<std::string, std::string>& identity, const char* field) {
    const auto found = identity.find(field);
    if (found == identity.end() || found->second.empty()) return tr("identity.empty");
    if (std::string_view(field) == "birth_date") {
        const auto day = parse_date(found->second);
        return day ? full_day_in_words(*day) : mark_deceptive(found->second);
    }
    return mark_deceptive(found->second);
}

float draw_one(Ui& ui, const Rect& area, std::string_view where, const std::string& words,
               const TextPart& part, bool letters) {
    const Theme& theme = ui.theme();
    float y = draw_text(ui, area, where, {.font = Font::caption, .color = theme.col_ink_2});
    y = draw_marked_text(ui, {area.x, y, area.w, 0}, words, part, {.font = Font::h2, .weight = Weight::bold});
    if (!letters || part.empty()) return y;
    return draw_text(ui, {area.x, y, area.w, 0},
                     code_point_words(std::string_view(words).substr(part.from, part.to - part.from)),
                     {.font = Font::label, .color = theme.col_ink_2});
}

float draw_clash(Ui& ui, const Rect& area, const IdentityClash& clash) {
    const bool beside = area.w >= 520;
    float y = area.y;
    for (const auto& [field, label] : fields) {
        const std::string here = words_at(clash.here, field);
        const std::string file = words_at(clash.file, field);
        const bool differs = here != file;
        const Difference parts = compare_texts(here, file);
        const bool letters = std::string_view(field) == "name" || std::string_view(field) == "kana" ||
                             std::string_view(field) == "patient_id";
        const Rect row{area.x, y, area.w, 0};
        const std::string title = tr(label) + (differs ? "　" + tr("identity.differs") : std::string());
        const IconTextSpec head{.icon = differs ? Icon::warn : Icon::check,
                                .text = {.font = Font::label, .weight = Weight::bold},
                                .icon_color = differs ? ui.theme().col_amber_ink : ui.theme().col_ink_3};
        y = draw_icon_text(ui, row, title, head) + 4;
        const Rect both{area.x, y, area.w, 0};
        const float left = draw_one(ui, beside ? column_of(both, 0, 2, 24) : both, tr("identity.here"), here,
                                    parts.left, differs && letters);
        const Rect second = beside ? column_of(both, 1, 2, 24) : Rect{area.x, left + 6, area.w, 0};
        const float right = draw_one(ui, second, tr("identity.file"), file, parts.right, differs && letters);
        y = std::max(left, right) + 8;
        draw_line(ui, {area.x, y}, {area.right(), y}, ui.theme().col_line_soft);
        y += 10;
    }
    return y;
}

}  // namespace

void draw_identity_question(Ui& ui, const AppState& state, Commands& commands) {
    const ReceivedFile& file = state.received;
    if (file.identity != IdentityAnswer::asked || file.clashes.empty()) return;
    DialogSpec dialog{.title = tr("identity.title"), .icon = Icon::id, .tone = Tone::warn, .width = 860};
    dialog.dismissal = Dismissal::by_button;
    dialog.close_button = false;
    dialog.buttons = {ButtonSpec{.label = tr("dialog.cancel")},
                      ButtonSpec{.label = tr("identity.other_person")},
                      ButtonSpec{.label = tr("identity.same_person"), .edits = true}};
    const Rect body = begin_dialog(ui, "identity", dialog);
    float y = body.y;
    for (const IdentityClash& clash : file.clashes) {
        const IdScope scope(ui, clash.ours + clash.theirs);
        y = draw_text(ui, {body.x, y, body.w, 0},
                      tr(clash.same_case() ? "identity.same_case" : "identity.same_id"),
                      {.font = Font::body}) +
            12;
        y = draw_clash(ui, {body.x, y, body.w, 0}, clash);
        y = draw_text(ui, {body.x, y, body.w, 0},
                      tr(clash.same_case() ? "identity.if_same_case" : "identity.if_same_id"),
                      {.font = Font::label, .color = ui.theme().col_ink_2}) +
            12;
    }
    y = draw_text(ui, {body.x, y, body.w, 0}, tr("identity.if_other"),
                  {.font = Font::label, .color = ui.theme().col_ink_2});
    const DialogResult result = end_dialog(ui, y);
    if (result.button == 2u) {
        commands.emplace_back(cmd::DecideIdentity{true});
    } else if (result.button == 1u) {
        commands.emplace_back(cmd::DecideIdentity{false});
    } else if (result.done()) {
        commands.emplace_back(cmd::PutOffIdentity{});
    }
}

}  // namespace tsunagi
