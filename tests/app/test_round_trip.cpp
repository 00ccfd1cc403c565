// The way there and back: a file reaches a station, and its receipt, follow-up and questions come home.
#include "app/answers.h"
#include "app/dates.h"
#include "app/replies.h"

#include "handing.h"

#include <algorithm>

namespace tsunagi {

namespace {

// Discharged three days ago.
DocumentId add_discharged(Workplace& ward) {
    const CaseText source = read_case_text("TRN-0001");
    const Answers from(*source.find(Kind::case_));
    Fields fields;
    for (const char* path :
         {"name", "kana", "patient_id", "birth_date", "sex", "admission_date", "diagnoses"})
        fields.emplace_back(path, from.value(path));
    fields.emplace_back("patient_wish", std::string("うちの畳で寝たい"));
    fields.emplace_back("actual_discharge_date", Date{add_days(today_iso(ward.state()), -3).value()});
    ward.wish(cmd::CreateCase{fields});
    return ward.state().place.case_id;
}

PickedFile hand_over(Workplace& ward, const DocumentId& case_id, const DocumentId& organisation,
                     std::string* passphrase) {
    make_file(ward,
              with_reason(cmd::MakeHandover{case_id, organisation, organisation.empty(), SectionSet::all()}));
    if (passphrase) *passphrase = ward.state().handover.passphrase;
    PickedFile file = take_out(ward);
    ward.wish(cmd::DiscardHandover{});
    return file;
}

// A ward that handed a case to somebody by passphrase.
struct Handed {
    Workplace ward{1};
    DocumentId case_id;
    std::string passphrase;
    PickedFile file;
    Handed() {
        ward.set_up();
        case_id = add_discharged(ward);
        file = hand_over(ward, case_id, {}, &passphrase);
    }
};

// The same, read by somebody without an account who begins to answer.
struct Answering : Handed {
    Workplace station{2};
    Answering() {
        open_file(station, file, passphrase);
        station.wish(cmd::BeginReply{});
    }
    void answer() {
        station.wish(cmd::MakeReply{case_id});
        station.wish(cmd::SaveReply{});
        take_in(ward, last_saved(station));
    }
};

DocumentId the_receipt(const Workplace& place, const DocumentId& case_id) {
    const auto incoming = find_incoming(place.state(), case_id);
    REQUIRE(incoming.has_value());
    const DocumentId id = find_receipt(place.state(), case_id, incoming->file_id);
    REQUIRE_FALSE(id.empty());
    return id;
}

std::string receipt_state(const Workplace& ward, const DocumentId& case_id) {
    for (const LedgerEntry& entry : list_ledger(ward.state(), case_id)) {
        if (entry.outgoing) return entry.receipt_state;
    }
    return {};
}

}  // namespace

TEST_CASE("a station without an account answers, and the ward's ledger, case and today know it") {
    Workplace ward(1);
    ward.set_up();
    const DocumentId case_id = add_discharged(ward);
    std::string passphrase;
    const PickedFile file = hand_over(ward, case_id, {}, &passphrase);
    CHECK(receipt_state(ward, case_id) == "waiting");

    Workplace station(2);
    open_file(station, file, passphrase);
    station.wish(cmd::BeginReply{});
    const DocumentId receipt = the_receipt(station, case_id);
    station.wish(cmd::Edit{receipt, "received_by", std::string("梶谷 むつみ")});
    station.wish(cmd::Edit{receipt, "organisation", std::string("このは坂 訪問看護")});
    station.wish(cmd::Edit{receipt, "readable", code_value("receipt-readable", "partly", "読めない")});
    station.wish(cmd::EditDraft{receipt, "not_read", "薬の一回量が"});
    station.wish(cmd::Edit{receipt, "not_read", std::string("薬の一回量が読めなかった")});
    station.wish(cmd::AddFollowUp{case_id});
    const auto follow_ups = list_follow_ups(station.state(), case_id);
    REQUIRE(follow_ups.size() == 1);
    CHECK(int_at(station.state().library.answers(follow_ups.front()), "days_after_discharge") == 3);
    CHECK(station.state().library.answers(follow_ups.front()).text("from") == "梶谷 むつみ");
    station.wish(cmd::Edit{follow_ups.front(), "differed", std::string("酸素の延長管が届かない")});
    station.wish(cmd::AskQuestion{case_id, "夜間の連絡先は", "汐見原総合病院 A3病棟"});

    // Of what it was handed nothing may be changed, and nothing lies on its disk.
    station.wish(cmd::Edit{case_id, "patient_wish", std::string("ほか")});
    CHECK(station.state().library.answers(case_id).text("patient_wish") == "うちの畳で寝たい");
    station.wish(cmd::CreateCase{{{"name", std::string("だれか")}}});
    CHECK(station.state().library.of_kind(Kind::case_).size() == 1);
    CHECK(station.disk.size_bytes() == 0);

    station.wish(cmd::MakeReply{case_id});
    REQUIRE(station.state().reply.stage == ReplyJob::Stage::made);
    CHECK(station.state().reply.passphrase.empty());  // it goes to the ward's own key
    station.wish(cmd::SaveReply{});
    REQUIRE(station.files.saved.size() == 1);
    CHECK(station.state().reply.taken_out);
    CHECK(station.disk.size_bytes() == 0);
    const PickedFile answer = station.files.saved.front();
    station.wish(cmd::CloseReceived{});
    CHECK(station.state().phase == Phase::first_run);
    CHECK(station.state().library.size() == 0);

    take_in(ward, answer);
    CHECK(receipt_state(ward, case_id) == "received");
    const auto entries = list_ledger(ward.state(), case_id);
    const auto out = std::ranges::find(entries, true, &LedgerEntry::outgoing);
    REQUIRE(out != entries.end());
    const Answers& ledger = ward.state().library.answers(out->id);
    CHECK(ledger.text("received_by") == "梶谷 むつみ");
    CHECK(ledger.text("not_read") == "薬の一回量が読めなかった");
    const auto news = list_reply_news(ward.state());
    REQUIRE(news.size() == 2);
    CHECK(news.front().kind == Kind::consult);
    CHECK(news.front().text == "夜間の連絡先は");
    CHECK(news.front().from == "このは坂 訪問看護");
    const Answers& differed = ward.state().library.answers(news.back().document);
    CHECK(differed.text("differed") == "酸素の延長管が届かない");
    CHECK(staff_name(ward.state(), ward.state().library.find(receipt)->changes.front().by) == "梶谷 むつみ");

    // It is durable, and the same file again changes nothing.
    ward.reload();
    ward.unlock();
    CHECK(receipt_state(ward, case_id) == "received");
    take_in(ward, answer);
    CHECK(ward.says(Fault::already_imported));
    CHECK(list_reply_news(ward.state()).size() == 2);
}

TEST_CASE("with accounts on both sides a question goes there and its answer comes back") {
    Workplace ward(1);
    ward.set_up();
    const DocumentId case_id = add_discharged(ward);
    Station station;
    const DocumentId organisation = know(ward, station);
    ward.verify(organisation);
    take_in(station, hand_over(ward, case_id, organisation, nullptr));

    station.wish(cmd::BeginReply{case_id});
    CHECK(station.state().place.screen == Screen::reply);
    station.wish(cmd::AskQuestion{case_id, "次の交換日は", "汐見原総合病院 A3病棟"});
    station.wish(cmd::Edit{case_id, "patient_wish", std::string("うちの畳で、猫と寝たい")});
    const auto incoming = find_incoming(station.state(), case_id);
    REQUIRE(incoming.has_value());
    CHECK(has_unsent_replies(station.state(), case_id, *incoming));
    station.files.saved.clear();
    station.wish(cmd::MakeReply{case_id});
    REQUIRE(station.state().reply.stage == ReplyJob::Stage::made);
    station.clock.advance(5'000);
    station.wish(cmd::SaveReply{});
    CHECK_FALSE(has_unsent_replies(station.state(), case_id, *find_incoming(station.state(), case_id)));
    REQUIRE(list_ledger(station.state(), case_id).size() == 2);  // one in, one out

    // Somebody else's follow-up and question stay where they are when the ward writes to this station.
    take_in(ward, last_saved(station));
    CHECK(ward.state().library.answers(case_id).text("patient_wish") == "うちの畳で、猫と寝たい");
    const auto questions = list_questions(ward.state(), case_id);
    REQUIRE(questions.size() == 1);
    CHECK(is_open_question(ward.state(), questions.front()));
    ward.wish(cmd::AnswerQuestion{questions.front(), "10日に交換しました"});
    ward.wish(cmd::AskQuestion{case_id, "食事は", "ほかの事業所"});
    take_in(station, hand_over(ward, case_id, organisation, nullptr));
    CHECK(station.state().library.answers(questions.front()).text("answer") == "10日に交換しました");
    CHECK(station.state().library.answers(questions.front()).text("answered_by") == "渡辺 ゆかり");
    CHECK(list_questions(station.state(), case_id).size() == 1);
}

TEST_CASE("a lock leaves nothing of an answer in memory") {
    Handed handed;
    Station station;
    take_in(station, handed.file, handed.passphrase);
    station.wish(cmd::BeginReply{handed.case_id});
    station.wish(cmd::MakeReply{handed.case_id});
    REQUIRE(station.state().reply.stage == ReplyJob::Stage::made);
    REQUIRE_FALSE(station.state().reply.bytes.empty());
    station.wish(cmd::Lock{});
    CHECK(station.state().reply.bytes.empty());
    CHECK(station.state().reply.stage == ReplyJob::Stage::none);
}

TEST_CASE("a receipt for another file settles nothing") {
    Answering trip;
    const DocumentId receipt = the_receipt(trip.station, trip.case_id);
    trip.station.wish(cmd::Edit{receipt, "file_sha256", std::string(64, 'a')});
    trip.answer();
    CHECK(receipt_state(trip.ward, trip.case_id) == "waiting");
}

TEST_CASE("an undo after a return file takes back nothing that came with it") {
    Answering trip;
    trip.answer();
    REQUIRE(receipt_state(trip.ward, trip.case_id) == "received");
    trip.ward.wish(cmd::Undo{});
    CHECK(receipt_state(trip.ward, trip.case_id) == "received");
}

}  // namespace tsunagi
