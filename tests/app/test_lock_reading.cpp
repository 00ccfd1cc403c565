// A file that is read without an account locks like a store: by request, out of sight, idle. The answer begun
// to it comes back with the file, and with nothing else.
#include "app/replies.h"

#include "gated_workplace.h"

#include <algorithm>

namespace tsunagi {

namespace {

const std::string station = "訪問看護ステーション このは坂";

struct File {
    Bytes bytes;
    std::string passphrase;
};

File make_file(std::uint64_t seed, const std::string& words = "うちの畳で寝たい") {
    Workplace ward(seed);
    ward.crypto.quick = true;
    ward.set_up();
    ward.wish(cmd::CreateCase{{{"name", Value{std::string("髙橋 𠮷乃")}},
                               {"patient_id", Value{std::string("TRN-0901")}},
                               {"birth_date", Value{Date{"1941-03-02"}}},
                               {"patient_wish", Value{words}}}});
    ward.wish(
        with_reason(cmd::MakeHandover{ward.state().place.case_id, {}, true, SectionSet::all(), station}));
    REQUIRE(ward.state().handover.stage == HandoverJob::Stage::checked);
    return {ward.state().handover.bytes, ward.state().handover.passphrase};
}

struct Reader : GatedWorkplace {
    explicit Reader(std::uint64_t seed = 20) : GatedWorkplace(seed) {}

    void take(const File& file) { wish(cmd::TakeFile{"申し送り.tsunagi.json", file.bytes}); }
    void open(const File& file) { wish(cmd::OpenReceived{file.passphrase}); }
    void read(const File& file) {
        take(file);
        open(file);
        REQUIRE(state().phase == Phase::reading);
        REQUIRE(state().received.stage == ReceivedFile::Stage::opened);
    }
    DocumentId receipt() const {
        const auto ids = state().library.of_kind(Kind::receipt);
        return ids.empty() ? DocumentId{} : ids.front();
    }
    void begin_answer() {
        wish(cmd::BeginReply{});
        REQUIRE_FALSE(receipt().empty());
        wish(cmd::Edit{receipt(), "received_by", std::string("梶谷 むつみ")});
        wish(cmd::Edit{receipt(), "organisation", station});
    }
    void check_closed() {
        CHECK(state().phase == Phase::reading);
        CHECK(state().received.stage == ReceivedFile::Stage::asking);
        check_blank(state());
    }
};

}  // namespace

TEST_CASE("a file that is read without an account is closed by a request to lock, and opens again") {
    const File file = make_file(2);
    for (const bool has_account : {true, false}) {
        Reader reader;
        if (has_account) {
            reader.set_up();
            reader.wish(cmd::Lock{});
        }
        reader.read(file);
        REQUIRE(shows_record(reader.state()));
        reader.wish(cmd::Lock{});
        reader.check_closed();
        CHECK_FALSE(shows_record(reader.state()));
        CHECK(reader.crypto.sessions_ended > 0);
        reader.open(file);
        CHECK(reader.state().received.stage == ReceivedFile::Stage::opened);
        CHECK(reader.state().received.view.patient.name == "髙橋 𠮷乃");
        reader.wish(cmd::CloseReceived{});
        CHECK(reader.state().phase == (has_account ? Phase::locked : Phase::first_run));
    }
}

TEST_CASE("idle time closes a file like a store: it warns, covers, and closes") {
    const File file = make_file(2);
    Reader reader;
    reader.take(file);
    reader.pass(3'600'000);  // however long it took to be opened
    reader.open(file);
    reader.pass(159'000);
    CHECK(reader.state().notices.empty());
    reader.pass(1'000);
    REQUIRE(reader.state().notices.size() == 1);
    CHECK(reader.state().notices.front().text_key == "notice.locks_soon");
    reader.pass(5'000);
    CHECK(reader.state().display.locking_soon);
    reader.app->note_activity();
    reader.pass(179'000);
    CHECK(shows_record(reader.state()));
    REQUIRE(reader.app->next_deadline_ms().has_value());
    reader.pass(1'000);
    reader.check_closed();
    CHECK_FALSE(reader.app->next_deadline_ms().has_value());
}

TEST_CASE("an answer begun before a lock comes back with the file, sealed in between") {
    const File file = make_file(2);
    Reader reader;
    reader.read(file);
    reader.begin_answer();
    reader.wish(cmd::AskQuestion{reader.state().reply.case_id, "夜間の連絡先は", {}});
    reader.wish(cmd::EditDraft{reader.receipt(), "note", "受け取りました"});
    const StaffId guest = reader.state().reply.guest;
    CHECK(would_lose_reply(reader.state()));
    for (int round = 0; round < 2; ++round) {
        reader.wish(cmd::Lock{});
        reader.check_closed();
        CHECK(reader.state().received.answer_waits);
        CHECK(would_lose_reply(reader.state()));
        CHECK_FALSE(reader.app->is_locking());
        reader.wish(cmd::OpenReceived{"0000-0000-0000-0000-0000-0000"});
        CHECK(reader.state().received.fault == Fault::cannot_open);
        CHECK(reader.state().library.size() == 0);
        reader.open(file);
        REQUIRE(reader.state().received.stage == ReceivedFile::Stage::opened);
        CHECK_FALSE(reader.state().received.answer_waits);
        CHECK(reader.state().reply.stage == ReplyJob::Stage::writing);
        CHECK(reader.state().reply.guest == guest);
        const Answers& receipt = reader.state().library.answers(reader.receipt());
        CHECK(receipt.text("received_by") == "梶谷 むつみ");
        CHECK(receipt.text("note") == "受け取りました");
        CHECK(reader.state().library.of_kind(Kind::consult).size() == 1);
        CHECK(reader.state().library.of_kind(Kind::case_).size() == 1);
    }
    // And it goes where it was meant to go.
    reader.wish(cmd::MakeReply{reader.state().reply.case_id});
    REQUIRE(reader.state().reply.stage == ReplyJob::Stage::made);
    reader.wish(cmd::SaveReply{});
    CHECK(reader.plain_files.saved.size() == 1);
    CHECK_FALSE(would_lose_reply(reader.state()));
}

TEST_CASE("an answer that the worker does not seal is not lost either, and not on the screen") {
    const File file = make_file(2);
    Reader reader;
    reader.read(file);
    reader.begin_answer();
    reader.gate.hold_all(PortKind::crypto);
    reader.wish(cmd::Lock{});
    reader.check_closed();
    CHECK(reader.app->is_locking());
    reader.open(file);  // not before it is sealed, or given up
    CHECK(reader.state().received.stage == ReceivedFile::Stage::asking);
    reader.wait_for_lock();
    CHECK_FALSE(reader.app->is_locking());
    CHECK(reader.crypto.sessions_aborted > 0);
    reader.answer_all();
    reader.open(file);
    REQUIRE(reader.state().received.stage == ReceivedFile::Stage::opened);
    CHECK(reader.state().library.answers(reader.receipt()).text("received_by") == "梶谷 むつみ");
}

TEST_CASE("an answer whose file was saved is not called lost after a lock") {
    const File file = make_file(2);
    Reader reader;
    reader.read(file);
    reader.begin_answer();
    reader.wish(cmd::MakeReply{reader.state().reply.case_id});
    REQUIRE(reader.state().reply.stage == ReplyJob::Stage::made);
    CHECK(would_lose_reply(reader.state()));
    reader.wish(cmd::SaveReply{});
    for (int round = 0; round < 2; ++round) {
        reader.wish(cmd::Lock{});
        reader.check_closed();
        CHECK(reader.state().received.answer_waits);
        CHECK(reader.state().received.answer_saved);
        CHECK_FALSE(would_lose_reply(reader.state()));
    }
}

TEST_CASE("another file does not come between an answer and its file") {
    const File file = make_file(2);
    const File other = make_file(3, "海を見たい");
    Reader reader;
    reader.read(file);
    reader.begin_answer();
    const auto refused = [&reader] {
        return std::ranges::any_of(reader.state().notices, [](const Notice& notice) {
            return notice.text_key == "notice.answer_first";
        });
    };
    reader.take(other);
    CHECK(refused());
    CHECK(reader.state().received.view.patient.patient_id == "TRN-0901");
    CHECK(reader.state().received.stage == ReceivedFile::Stage::opened);
    reader.wish(cmd::Lock{});
    reader.take(other);
    CHECK(refused());
    CHECK(reader.state().received.answer_waits);
    reader.wish(cmd::CloseReceived{});  // the page asks first
    CHECK_FALSE(would_lose_reply(reader.state()));
    reader.read(other);
    CHECK(reader.state().reply.stage == ReplyJob::Stage::none);
    CHECK(reader.state().library.size() == 0);
}

TEST_CASE("a file taken while another is read leaves nothing of that one") {
    const File file = make_file(2);
    const File other = make_file(3, "海を見たい");
    Reader reader;
    reader.read(file);
    reader.take(other);
    reader.check_closed();
    reader.open(other);
    CHECK(reader.state().received.stage == ReceivedFile::Stage::opened);
    CHECK(reader.state().received.view.patient.name == "髙橋 𠮷乃");
}

TEST_CASE(
    "whatever opening a file waits for, a lock and a file taken meanwhile keep what it says off the screen") {
    const File file = make_file(2);
    const File other = make_file(3, "海を見たい");
    for (const bool taken : {false, true}) {
        for (const bool well : {true, false}) {
            Reader reader;
            std::size_t number = 0;
            for (;; ++number) {
                INFO("call " << number << (well ? " well" : " locked") << (taken ? ", another taken" : ""));
                reader.take(file);
                reader.gate.hold(number);
                reader.open(file);
                if (reader.gate.held() == 0) break;
                if (taken) {
                    reader.take(other);
                } else {
                    reader.wish(cmd::Lock{});
                }
                reader.check_closed();
                reader.gate.hold_nothing();
                reader.gate.release(well);
                reader.check_closed();
                CHECK(reader.state().received.bytes == (taken ? other.bytes : file.bytes));
                reader.wish(cmd::CloseReceived{});
            }
            CHECK(number > 5);
        }
    }
}

TEST_CASE("whatever making an answer waits for, a lock keeps what is written and shows none of it") {
    const File file = make_file(2);
    for (const bool well : {true, false}) {
        Reader reader;
        reader.read(file);
        reader.begin_answer();
        std::size_t number = 0;
        for (;; ++number) {
            INFO("call " << number << (well ? " well" : " locked"));
            reader.gate.hold(number);
            reader.wish(cmd::MakeReply{reader.state().reply.case_id});
            if (reader.gate.held() == 0) break;
            reader.wish(cmd::Lock{});
            reader.gate.hold_nothing();
            reader.gate.release(well);
            reader.check_closed();
            reader.open(file);
            REQUIRE(reader.state().received.stage == ReceivedFile::Stage::opened);
            CHECK(reader.state().library.answers(reader.receipt()).text("received_by") == "梶谷 むつみ");
        }
        CHECK(number > 5);
        CHECK(reader.state().reply.stage == ReplyJob::Stage::made);
    }
}

}  // namespace tsunagi
