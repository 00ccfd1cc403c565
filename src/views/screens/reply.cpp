// Owns 返事: what goes back to whoever sent a file. The receipt, how it went afterwards, questions and
// answers, and the file that takes them there. With an account inside the frame, without one on the reader's
// page.
#include "app/answers.h"
#include "app/dates.h"
#include "app/replies.h"
#include "core/strings.h"
#include "core/text.h"
#include "exchange/device_number.h"
#include "views/form_commands.h"
#include "views/record_field.h"
#include "views/reply_rows.h"
#include "views/screens/received_parts.h"

#include <algorithm>

namespace tsunagi {

namespace {

// Read once a frame.
struct Scene {
    const AppState& state;
    DocumentId case_id;
    Incoming incoming;
    DocumentId receipt;
    bool reading = false;  // without an account

    bool is_busy() const { return state.reply.stage == ReplyJob::Stage::making; }
    // What is being typed counts: making the file commits it first.
    bool is_signed() const {
        return !field_text(state, receipt, "received_by").empty() &&
               !field_text(state, receipt, "organisation").empty();
    }
};

FormEdits draw_document(Ui& ui, std::string_view key, const Rect& rect, const Scene& scene,
                        const DocumentId& document, const char* form, Commands& commands) {
    FormEdits edits;
    edits.bottom = rect.y;
    const Form* found = scene.state.forms.find(form);
    if (!found) return edits;
    FormViewSpec spec = form_view_of(scene.state, document);
    spec.enabled = !scene.is_busy();
    edits = draw_form(ui, key, rect, *found, scene.state.library.answers(document), spec);
    push_form_edits(edits, document, commands);
    return edits;
}

float draw_receipt(Ui& ui, const Rect& rect, const Scene& scene, Commands& commands) {
    const Rect inner =
        begin_growing_card(ui, "receipt", rect, {.title = tr("reply.receipt"), .icon = Icon::receipt});
    const Rect inside{inner.x + 16, inner.y, inner.w - 32, 0};
    float y = draw_text(ui, inside, tr("reply.receipt_note", {{"name", mark_deceptive(scene.incoming.from)}}),
                        {.font = Font::label, .color = ui.theme().col_ink_2}) +
              12;
    y = draw_document(ui, "form", {inside.x, y, inside.w, 0}, scene, scene.receipt, "receipt", commands)
            .bottom;
    return end_growing_card(ui, y + 16);
}

// The follow-ups written here; those of others are on the case's page.
std::vector<DocumentId> own_follow_ups(const Scene& scene) {
    std::vector<DocumentId> ids = list_follow_ups(scene.state, scene.case_id);
    std::erase_if(ids, [&scene](const DocumentId& id) { return !asked_here(scene.state, id); });
    return ids;
}

float draw_follow_ups(Ui& ui, const Rect& rect, const Scene& scene, Commands& commands) {
    const Rect inner =
        begin_growing_card(ui, "follow_up", rect, {.title = tr("reply.follow_up"), .icon = Icon::phone});
    const Rect inside{inner.x + 16, inner.y, inner.w - 32, 0};
    float y = draw_text(ui, inside, tr("reply.follow_up_note"),
                        {.font = Font::label, .color = ui.theme().col_ink_2}) +
              12;
    for (const DocumentId& id : own_follow_ups(scene)) {
        y = draw_document(ui, id, {inside.x, y, inside.w, 0}, scene, id, "follow-up", commands).bottom + 16;
    }
    const bool first = own_follow_ups(scene).empty();
    const ButtonSpec add{.label = tr(first ? "reply.add_follow_up" : "reply.add_another"),
                         .edits = true,
                         .icon = Icon::plus,
                         .enabled = !scene.is_busy()};
    Rect box;
    if (draw_button_left(ui, "add", {inside.x, y}, add, &box))
        commands.emplace_back(cmd::AddFollowUp{scene.case_id});
    return end_growing_card(ui, box.bottom() + 16);
}

float draw_questions(Ui& ui, const Rect& rect, const Scene& scene, ReplyUi& own) {
    const auto questions = list_questions(scene.state, scene.case_id);
    const Rect inner =
        begin_growing_card(ui, "questions", rect,
                           {.title = tr("reply.questions"),
                            .count = tr("unit.count", {{"n", std::to_string(questions.size())}}),
                            .icon = Icon::speech});
    float y = draw_question_rows(ui, inner, scene.state, questions, own.answering);
    const ButtonSpec ask{
        .label = tr("reply.ask"), .edits = true, .icon = Icon::plus, .enabled = !scene.is_busy()};
    Rect box;
    if (draw_button_left(ui, "ask", {inner.x + 16, y + 8}, ask, &box)) own.asking = true;
    return end_growing_card(ui, box.bottom() + 16);
}

float draw_made(Ui& ui, const Rect& rect, const Scene& scene, Commands& commands) {
    const ReplyJob& job = scene.state.reply;
    float y = rect.y;
    if (!job.passphrase.empty()) {
        y = draw_passphrase(ui, {rect.x, y, rect.w, 0}, job.passphrase) + 8;
        y = draw_hint(ui, "tell", {rect.x, y, rect.w, 0},
                      {.text = tr("handover.tell_by_phone"), .icon = Icon::phone, .boxed = false}) +
            8;
    }
    y = draw_icon_text(ui, {rect.x, y, rect.w, 0}, job.file_name,
                       {.icon = Icon::file_lock, .text = {.font = Font::label}}) +
        12;
    if (scene.reading) {  // this device has no number: what the ward may ask for is that of the file
        y = draw_device_number(ui, {rect.x, y, rect.w, 0}, file_number(job.file_sha256),
                               tr("device.file_number")) +
            4;
        y = draw_text(ui, {rect.x, y, rect.w, 0}, tr("reply.file_number_why"),
                      {.font = Font::label, .color = ui.theme().col_ink_2}) +
            12;
    }
    const HintSpec now{.text = tr(job.taken_out ? "reply.send_it" : "reply.checked"),
                       .tone = job.taken_out ? Tone::ok : Tone::warn,
                       .icon = job.taken_out ? Icon::check_circle : Icon::shield};
    y = draw_hint(ui, "now", {rect.x, y, rect.w, 0}, now) + 12;
    Flow flow({rect.x, y, rect.w, 0}, 8, 8);
    const auto button = [&](std::string_view key, const ButtonSpec& spec) {
        return draw_button(ui, key, flow.place(measure_button(ui, spec, rect.w)), spec);
    };
    const ButtonSpec save{.label = tr(job.taken_out ? "handover.save_again" : "reply.save"),
                          .kind = job.taken_out ? ButtonKind::secondary : ButtonKind::primary,
                          .icon = Icon::download};
    if (button("save", save)) commands.emplace_back(cmd::SaveReply{});
    const ButtonSpec share{.label = tr("handover.share"), .icon = Icon::share};
    if (scene.state.can_share && button("share", share)) commands.emplace_back(cmd::ShareReply{});
    const ButtonSpec again{.label = tr("reply.write_on"), .kind = ButtonKind::ghost, .icon = Icon::edit};
    if (button("again", again)) commands.emplace_back(cmd::PutAwayReply{});
    return flow.bottom();
}

float draw_fault(Ui& ui, const Rect& rect, const Scene& scene) {
    const ReplyJob& job = scene.state.reply;
    if (job.stage != ReplyJob::Stage::failed) return rect.y;
    const std::string code(fault_code(job.fault));
    return draw_error_box(ui, "fault", rect,
                          {tr("fault." + code + ".what"), tr("fault." + code + ".safe"),
                           tr("fault." + code + ".do"), std::nullopt}) +
           12;
}

// For whom the answer is sealed, to be compared with what stands on their screen; and this device's own
// number.
float draw_numbers(Ui& ui, const Rect& rect, const Scene& scene) {
    float y = rect.y;
    if (!scene.incoming.return_key.empty() && !scene.incoming.number.empty()) {
        y = draw_device_number(ui, rect, scene.incoming.number, tr("device.their_number")) + 12;
    }
    return draw_own_number(ui, {rect.x, y, rect.w, 0}, scene.state) + 12;
}

float draw_file(Ui& ui, const Rect& rect, const Scene& scene, Commands& commands) {
    const Rect inner =
        begin_growing_card(ui, "file", rect, {.title = tr("reply.file"), .icon = Icon::file_lock});
    const Rect inside{inner.x + 16, inner.y, inner.w - 32, 0};
    float y = inside.y;
    if (scene.state.reply.stage == ReplyJob::Stage::made) {
        y = draw_made(ui, {inside.x, y, inside.w, 0}, scene, commands);
        return end_growing_card(ui, y + 16);
    }
    y = draw_fault(ui, {inside.x, y, inside.w, 0}, scene);
    const bool to_key = !scene.incoming.return_key.empty();
    y = draw_text(ui, {inside.x, y, inside.w, 0},
                  tr(to_key ? "reply.file_note" : "reply.file_note_passphrase",
                     {{"name", mark_deceptive(scene.incoming.from)}}),
                  {.font = Font::label, .color = ui.theme().col_ink_2}) +
        12;
    y = draw_numbers(ui, {inside.x, y, inside.w, 0}, scene);
    if (scene.reading) {
        y = draw_hint(ui, "memory", {inside.x, y, inside.w, 0},
                      {.text = tr("reply.only_in_memory"), .tone = Tone::warn, .icon = Icon::warn}) +
            12;
    }
    if (!scene.is_signed()) {
        y = draw_hint(ui, "unsigned", {inside.x, y, inside.w, 0},
                      {.text = tr("reply.sign_first"), .icon = Icon::info, .boxed = false}) +
            8;
    }
    const ButtonSpec make{.label = tr(scene.is_busy() ? "reply.making" : "reply.make"),
                          .edits = true,
                          .kind = ButtonKind::primary,
                          .size = ButtonSize::large,
                          .icon = Icon::file_lock,
                          .enabled = scene.is_signed(),
                          .busy = scene.is_busy()};
    const Vec2 size = measure_button(ui, make, inside.w);
    const Rect place{inside.x, y, ui.is_phone() ? inside.w : size.x, size.y};
    if (draw_button(ui, "make", place, make)) commands.emplace_back(cmd::MakeReply{scene.case_id});
    return end_growing_card(ui, place.bottom() + 16);
}

void draw_dialogs(Ui& ui, const Scene& scene, ReplyUi& own, Commands& commands) {
    draw_answering(ui, scene.state, own.answering, commands);
    if (!own.asking) return;
    DialogSpec dialog{.title = tr("reply.ask"), .icon = Icon::speech, .width = 600};
    dialog.dismissal = Dismissal::by_button;
    dialog.buttons = {ButtonSpec{.label = tr("dialog.cancel")}, ButtonSpec{.label = tr("reply.ask_go"),
                                                                           .edits = true,
                                                                           .kind = ButtonKind::primary,
                                                                           .enabled = !own.question.empty()}};
    const Rect body = begin_dialog(ui, "asking", dialog);
    FieldSpec field{.label = tr("reply.question_to", {{"name", mark_deceptive(scene.incoming.from)}}),
                    .value = own.question,
                    .required = true};
    field.kind = FieldKind::lines;
    field.max_length = 4000;
    const FieldResult typed = draw_field(ui, "question", body, field);
    own.question = typed.text;
    const DialogResult result = end_dialog(ui, typed.bottom);
    if (result.button == 1u)
        commands.emplace_back(cmd::AskQuestion{scene.case_id, own.question, scene.incoming.from});
    if (!result.done()) return;
    own.asking = false;
    own.question.clear();
}

}  // namespace

void draw_reply(Ui& ui, const Rect& area, const AppState& state, ReplyUi& own, Commands& commands) {
    const IdScope scope(ui, "reply");
    const bool reading = state.phase == Phase::reading;
    const DocumentId case_id = reading ? state.reply.case_id : state.place.case_id;
    const auto incoming = find_incoming(state, case_id);
    const float pad = page_padding(ui);
    const Rect view = ui.begin_scroll("page", area);
    Rect page{view.x + pad, view.y + 16, area.w - 2 * pad, 0};
    if (!incoming) {
        const float y = draw_empty(ui, "none", page, {tr("reply.nothing"), Icon::file_in, std::nullopt});
        ui.end_scroll(y + 24);
        return;
    }
    const Scene scene{state, case_id, *incoming, find_receipt(state, case_id, incoming->file_id), reading};
    if (scene.receipt.empty() && (reading || may_write(state)))
        commands.emplace_back(cmd::BeginReply{case_id});
    if (reading || !ui.is_phone()) {
        Rect box;
        const ButtonSpec back{.label = tr(reading ? "reply.back_to_file" : "reply.back_to_case"),
                              .kind = ButtonKind::ghost,
                              .size = ButtonSize::small,
                              .icon = Icon::left};
        if (draw_button_left(ui, "back", {page.x - 12, page.y - 8}, back, &box)) {
            own.open = false;
            if (!reading) commands.emplace_back(cmd::GoTo{Place{Screen::case_home, case_id, {}, {}}});
        }
        page.y = box.bottom();
    }
    const std::string to = tr("reply.to", {{"name", mark_deceptive(incoming->from)}});
    page.y =
        draw_page_title(ui, "title", page, tr("reply.title"), incoming->from.empty() ? "" : to).bottom + 12;
    const std::size_t columns = page.w >= 900 ? 2 : 1;
    Column left(column_of(page, 0, columns, 16), 16);
    left.reached(draw_receipt(ui, left.next(), scene, commands));
    left.reached(draw_follow_ups(ui, left.next(), scene, commands));
    Column right = columns == 2 ? Column(column_of(page, 1, columns, 16), 16)
                                : Column({page.x, left.y + 16, page.w, 0}, 16);
    right.reached(draw_questions(ui, right.next(), scene, own));
    right.reached(draw_file(ui, right.next(), scene, commands));
    ui.end_scroll(std::max(left.y, right.y) + 24);
    draw_dialogs(ui, scene, own, commands);
}

}  // namespace tsunagi
