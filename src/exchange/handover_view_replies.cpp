// Owns the blocks that come from what a recipient sent back: receipt, follow-up, questions and their answers.
// Must not know how they are drawn.
#include "exchange/handover_view_build.h"

#include <string>

namespace tsunagi::view_detail {
namespace {

// "2026-11-18T10:20:00+09:00" as "2026/11/18 10:20", in the writer's own time.
std::string moment_text(const std::string& iso) {
    if (iso.size() < 16) return iso;
    return date_text(iso.substr(0, 10)) + " " + iso.substr(11, 5);
}

void add_receipt(Builder& builder, const Answers& answers) {
    builder.open(Section::identity, keyed("handover_view.receipt"));
    builder.add_row("handover_view.received_at", {cell_of(moment_text(answers.text("received_at")))});
    builder.add_rows(answers, {{"handover_view.received_by", "received_by"},
                               {"handover_view.profession", "profession"},
                               {"handover_view.organisation", "organisation"},
                               {"handover_view.phone", "phone"},
                               {"handover_view.readable", "readable"}});
    ViewCell not_read = cell_at(answers, "not_read");
    not_read.tone = ViewTone::care;
    builder.add_row("handover_view.not_read", {std::move(not_read)});
}

void add_follow_up(Builder& builder, const Answers& answers) {
    builder.open(Section::identity,
                 keyed("handover_view.follow_up", {{"date", date_text(answers.text("on"))}}));
    builder.add_rows(answers, {{"handover_view.follow_up_from", "from"},
                               {"handover_view.organisation", "organisation"},
                               {"handover_view.follow_up_method", "method"},
                               {"handover_view.days_after", "days_after_discharge"},
                               {"handover_view.first_visit_on", "first_visit_on"},
                               {"handover_view.follow_up_text", "text"},
                               {"handover_view.differed", "differed"},
                               {"handover_view.readmission", "readmission"},
                               {"handover_view.readmission_on", "readmission_on"},
                               {"handover_view.readmission_reason", "readmission_reason"}});
}

void add_consult(Builder& builder, const Answers& answers) {
    builder.open(Section::identity, keyed("handover_view.consult"));
    builder.add_row("handover_view.question", answers, "question");
    builder.add_row("handover_view.asked_by",
                    {cell_at(answers, "asked_organisation"), cell_at(answers, "asked_by"),
                     cell_of(moment_text(answers.text("asked_at")))});
    builder.add_row("handover_view.reply", answers, "answer");
    builder.add_row("handover_view.answered_by",
                    {cell_at(answers, "answered_by"), cell_of(moment_text(answers.text("answered_at")))});
}

}  // namespace

void add_replies(Builder& builder, const Sources& sources) {
    for (const Source* reply : sources.replies) {
        switch (reply->document->kind) {
            case Kind::receipt: add_receipt(builder, reply->answers); break;
            case Kind::follow_up: add_follow_up(builder, reply->answers); break;
            default: add_consult(builder, reply->answers); break;
        }
    }
}

}  // namespace tsunagi::view_detail
