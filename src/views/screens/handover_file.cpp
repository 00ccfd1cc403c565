// Owns how the file opens (a station's key or a passphrase), the file once it is made, and the question how
// it was handed over.
#include "core/strings.h"
#include "core/text.h"
#include "views/screens/handover_parts.h"

#include <array>

namespace tsunagi {

namespace {

float draw_way(Ui& ui, const Rect& rect, const HandoverScene& scene, HandoverUi& own) {
    const std::array segments{SegmentSpec{.label = tr("handover.by_key"), .icon = Icon::shield},
                              SegmentSpec{.label = tr("handover.by_passphrase"), .icon = Icon::key}};
    const bool has_key = scene.key != KeyState::none && !scene.elsewhere;
    const SegmentedSpec spec{.segments = segments,
                             .selected = scene.by_passphrase ? 1 : 0,
                             .enabled = has_key && !scene.is_settled(),
                             .name = tr("handover.way")};
    const Vec2 size = measure_segmented(ui, spec, rect.w);
    const auto chosen = draw_segmented(ui, "way", rect.with_height(size.y), spec);
    if (chosen) own.by_passphrase = *chosen == 1;
    return rect.y + size.y;
}

const char* explanation(const HandoverScene& scene) {
    if (!scene.has_recipient()) return "handover.choose_first";
    if (!scene.by_passphrase) return "handover.by_key_note";
    if (scene.elsewhere || scene.key != KeyState::none) return "handover.by_passphrase_note";
    return "handover.no_key_note";
}

float draw_secret(Ui& ui, const Rect& rect, const HandoverScene& scene) {
    if (scene.job->passphrase.empty()) return rect.y;
    float y = draw_passphrase(ui, rect, scene.job->passphrase) + 12;
    const HintSpec hint{.text = tr("handover.tell_by_phone"), .icon = Icon::phone, .boxed = false};
    return draw_hint(ui, "tell", {rect.x, y, rect.w, 0}, hint) + 12;
}

float draw_file_name(Ui& ui, const Rect& rect, const HandoverScene& scene) {
    const IconTextSpec name{.icon = Icon::file_lock, .text = {.font = Font::label}};
    float y = draw_icon_text(ui, rect, scene.job->file_name, name) + 4;
    if (scene.stage != HandoverJob::Stage::handed) return y;
    const std::string due = scene.state.library.answers(scene.job->ledger).text("receipt_due");
    const HintSpec hint{.text = tr("handover.receipt_awaited", {{"date", short_day(due)}}),
                        .icon = Icon::receipt,
                        .boxed = false};
    return draw_hint(ui, "receipt", {rect.x, y + 4, rect.w, 0}, hint) + 4;
}

enum class FileAction : std::uint8_t { save, share, record, discard };

struct FileButton {
    FileAction action;
    ButtonSpec spec;
};

// What is not the next step already.
std::vector<FileButton> file_buttons(const HandoverScene& scene) {
    std::vector<FileButton> buttons;
    const auto add = [&buttons](FileAction action, const char* label, Icon icon, ButtonKind kind) {
        buttons.push_back(
            {action, {.label = tr(label), .kind = kind, .size = ButtonSize::small, .icon = icon}});
    };
    if (scene.job->taken_out)
        add(FileAction::save, "handover.save_again", Icon::download, ButtonKind::secondary);
    if (scene.state.can_share) add(FileAction::share, "handover.share", Icon::share, ButtonKind::secondary);
    if (scene.stage == HandoverJob::Stage::checked && !scene.job->taken_out) {
        add(FileAction::record, "handover.record_handed", Icon::handover, ButtonKind::secondary);
    }
    if (scene.stage == HandoverJob::Stage::checked)
        add(FileAction::discard, "handover.discard", Icon::undo, ButtonKind::ghost);
    return buttons;
}

void act(FileAction action, const HandoverScene& scene, HandoverUi& own, Commands& commands) {
    switch (action) {
        case FileAction::save: commands.emplace_back(cmd::SaveHandover{}); return;
        case FileAction::share: commands.emplace_back(cmd::ShareHandover{}); return;
        case FileAction::record: own.handing = true; return;
        case FileAction::discard:
            if (scene.job->taken_out) {
                own.discarding = true;
            } else {
                commands.emplace_back(cmd::DiscardHandover{});
            }
            return;
    }
}

float draw_file_buttons(Ui& ui, const Rect& rect, const HandoverScene& scene, HandoverUi& own,
                        Commands& commands) {
    Flow flow(rect, 8, 8);
    for (const FileButton& button : file_buttons(scene)) {
        const Rect place = flow.place(measure_button(ui, button.spec, rect.w));
        const std::string key = "file" + std::to_string(static_cast<int>(button.action));
        if (draw_button(ui, key, place, button.spec)) act(button.action, scene, own, commands);
    }
    return flow.bottom();
}

void draw_discarding(Ui& ui, HandoverUi& own, Commands& commands) {
    const ConfirmSpec spec{
        tr("handover.discard_title"),
        tr("handover.discard_ask"),
        ButtonSpec{
            .label = tr("handover.discard"), .edits = true, .kind = ButtonKind::danger, .icon = Icon::undo},
        tr("dialog.cancel"),
        Icon::warn,
        Tone::warn};
    const ConfirmResult result = draw_confirm(ui, "discarding", spec);
    if (result == ConfirmResult::open) return;
    own.discarding = false;
    if (result == ConfirmResult::confirmed) commands.emplace_back(cmd::DiscardHandover{});
}

constexpr std::array ways{"handover.how_hand", "handover.how_usb", "handover.how_mail", "handover.how_share",
                          "handover.how_other"};

std::string told_how(const HandoverUi& own) {
    std::string how = own.how >= 0 ? tr(ways[static_cast<std::size_t>(own.how)]) : std::string();
    if (!own.how_words.empty()) how += (how.empty() ? "" : "：") + own.how_words;
    return how;
}

float draw_ways(Ui& ui, const Rect& rect, HandoverUi& own) {
    float y = draw_field_label(ui, rect, tr("handover.how"));
    std::vector<PhraseSpec> phrases;
    for (std::size_t i = 0; i < ways.size(); ++i) {
        phrases.push_back({.label = tr(ways[i]), .selected = own.how == static_cast<int>(i)});
    }
    const auto pressed = draw_phrases(ui, "how", {rect.x, y, rect.w, 0}, phrases, &y);
    if (pressed) own.how = own.how == static_cast<int>(*pressed) ? -1 : static_cast<int>(*pressed);
    const FieldResult words = draw_field(ui, "words", {rect.x, y + 12, rect.w, 0},
                                         {.label = tr("handover.how_words"),
                                          .value = own.how_words,
                                          .placeholder = tr("handover.how_example")});
    own.how_words = words.text;
    return words.bottom;
}

}  // namespace

float draw_file(Ui& ui, const Rect& rect, const HandoverScene& scene, HandoverUi& own, Commands& commands) {
    const Rect inner = begin_growing_card(ui, "file", rect, {.title = tr("handover.way"), .icon = Icon::key});
    const Rect inside{inner.x + 16, inner.y, inner.w - 32, 0};
    float y = draw_way(ui, inside, scene, own) + 12;
    if (!scene.is_made()) {
        y = draw_text(ui, {inside.x, y, inside.w, 0}, tr(explanation(scene)),
                      {.font = Font::label, .color = ui.theme().col_ink_2});
        return end_growing_card(ui, y + 16);
    }
    y = draw_secret(ui, {inside.x, y, inside.w, 0}, scene);
    y = draw_file_name(ui, {inside.x, y, inside.w, 0}, scene) + 8;
    y = draw_file_buttons(ui, {inside.x, y, inside.w, 0}, scene, own, commands);
    return end_growing_card(ui, y + 16);
}

float draw_handover_fault(Ui& ui, const Rect& rect, const HandoverScene& scene, Commands& commands) {
    if (scene.stage != HandoverJob::Stage::failed) return rect.y;
    const std::string code(fault_code(scene.job->fault));
    bool pressed = false;
    const ErrorBoxSpec box{tr("fault." + code + ".what"), tr("fault." + code + ".safe"),
                           tr("fault." + code + ".do"),
                           ButtonSpec{.label = tr("notice.close"), .icon = Icon::close}};
    const float bottom = draw_error_box(ui, "fault", rect, box, &pressed);
    if (pressed) commands.emplace_back(cmd::DiscardHandover{});
    return bottom + 12;
}

void draw_handing(Ui& ui, const HandoverScene& scene, HandoverUi& own, Commands& commands) {
    if (own.discarding) draw_discarding(ui, own, commands);
    if (!own.handing || scene.stage != HandoverJob::Stage::checked) return;
    DialogSpec dialog{.title = tr("handover.record_handed"), .icon = Icon::handover, .width = 600};
    dialog.dismissal = Dismissal::by_button;
    dialog.buttons = {ButtonSpec{.label = tr("dialog.cancel")},
                      ButtonSpec{.label = tr("handover.handed_go"),
                                 .edits = true,
                                 .kind = ButtonKind::primary,
                                 .enabled = !told_how(own).empty()}};
    const Rect body = begin_dialog(ui, "handing", dialog);
    float y = draw_text(ui, body, tr("handover.handed_ask", {{"name", mark_deceptive(scene.to_name)}})) + 12;
    if (!scene.job->taken_out) {
        const HintSpec hint{.text = tr("handover.not_taken_out"), .tone = Tone::warn, .icon = Icon::warn};
        y = draw_hint(ui, "not_taken_out", {body.x, y, body.w, 0}, hint) + 12;
    }
    if (!scene.job->passphrase.empty()) {
        const HintSpec hint{.text = tr("handover.tell_by_phone"), .icon = Icon::phone};
        y = draw_hint(ui, "tell", {body.x, y, body.w, 0}, hint) + 12;
    }
    y = draw_ways(ui, {body.x, y, body.w, 0}, own);
    const DialogResult result = end_dialog(ui, y);
    if (result.button == 1u) commands.emplace_back(cmd::RecordHanded{told_how(own)});
    if (!result.done()) return;
    own.handing = false;
    own.how = -1;
    own.how_words.clear();
}

}  // namespace tsunagi
