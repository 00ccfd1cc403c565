// Files that are wrong in one way each, through the whole app: refused, told, written down once, and nothing
// else of the store has changed by one byte.
#include "counted_memory.h"
#include "hostile_case.h"
#include "workplace.h"

#include <algorithm>

namespace tsunagi {
namespace {

std::vector<Case> all_cases(const Parties& parties) {
    std::vector<Case> all;
    for (auto& cases : {text_cases(), member_cases(), recipient_cases(), tampering_cases(), inner_cases(),
                        addressing_cases(parties)}) {
        all.insert(all.end(), cases.begin(), cases.end());
    }
    // Opened by passphrase here: those that need a station's key are tried in tests/exchange.
    std::erase_if(all, [](const Case& one) {
        return one.open_by == OpenBy::key || one.sealed_for == SealedFor::two_stations;
    });
    return all;
}

// Said on the screen, as a notice or beside the field for the passphrase.
Fault refusal(const Workplace& place) {
    if (place.state().received.fault != Fault::none) return place.state().received.fault;
    return place.state().notices.empty() ? Fault::none : place.state().notices.back().fault;
}

// Who signed is not known to this store, so a signature that does not fit shows as what it stands under: a
// payload that is none.
void check_refusal(const Workplace& place, const Case& one) {
    const Fault expected = one.expected == Fault::bad_signature ? Fault::not_our_file : one.expected;
    CHECK(fault_code(refusal(place)) == fault_code(expected));
}

void offer(Workplace& place, const Bytes& file) {
    place.wish(cmd::TakeFile{"file.tsunagi.json", file});
    if (place.state().received.stage == ReceivedFile::Stage::asking)
        place.wish(cmd::OpenReceived{test_passphrase});
}

void put_away(Workplace& place) {
    place.wish(cmd::CloseReceived{});
    const auto notices = place.state().notices;
    for (const Notice& notice : notices) place.wish(cmd::DismissNotice{notice.id});
}

}  // namespace

TEST_CASE("A hostile file changes nothing in the store but one line in its log") {
    Parties parties;
    Workplace place;
    place.set_up();
    place.wish(cmd::CreateCase{{{"name", std::string("乾 一郎")}, {"patient_id", std::string("A-1")}}});
    const auto cases = all_cases(parties);
    CHECK(cases.size() >= 100);
    for (const Case& one : cases) {
        CAPTURE(one.name);
        const Bytes file = HostileFile(parties).make(one.bends, one.sealed_for);
        MemoryDisk before = place.disk;
        const std::size_t documents = place.state().library.size();
        offer(place, file);
        check_refusal(place, one);
        CHECK(place.state().received.stage != ReceivedFile::Stage::opened);
        for (const Collection collection : {Collection::records, Collection::drafts, Collection::slots})
            CHECK(place.disk.at(collection) == before.at(collection));
        CHECK(place.disk.at(Collection::audit).size() == before.at(Collection::audit).size() + 1);
        CHECK(place.state().library.size() == documents);
        put_away(place);
    }
}

TEST_CASE("A hostile file before anybody has unlocked changes no byte at all") {
    Parties parties;
    Workplace place;
    place.set_up();
    place.wish(cmd::Lock{});
    const MemoryDisk before = place.disk;
    for (const Case& one : all_cases(parties)) {
        CAPTURE(one.name);
        offer(place, HostileFile(parties).make(one.bends, one.sealed_for));
        check_refusal(place, one);
        CHECK(place.disk.databases == before.databases);
        put_away(place);
        REQUIRE(place.state().phase == Phase::locked);
    }
}

TEST_CASE("What a file costs before it is authenticated is bounded by its size") {
    constexpr std::size_t fixed = 256u << 10;
    constexpr std::size_t size = 512u << 10;
    Workplace place;
    const auto cost_of = [&place](const std::string& text) {
        cmd::TakeFile wish{"x", bytes_of(text)};
        Commands commands;
        commands.emplace_back(std::move(wish));
        (void)take_bytes_allocated();
        place.app->apply(commands);
        return take_bytes_allocated();
    };
    const auto repeated = [](std::string_view part) {
        std::string text;
        while (text.size() < size) text += part;
        return text;
    };
    // Too large is said before anything is read: the command's own copy is all there is.
    const std::string huge(max_file_bytes + 1, '[');
    CHECK(cost_of(huge) < 3 * huge.size() + fixed);
    const std::string shapes[] = {
        repeated("["),
        "[" + repeated("1,") + "1]",
        "[" + repeated("[],") + "1]",
        "[" + repeated("{},") + "1]",
        "[" + repeated(R"({"a":1},)") + "1]",
        "[" + repeated(R"("",)") + "1]",
        R"({"protected":")" + repeated("A") + R"(","recipients":[]})",
        R"({"recipients":[)" + repeated(R"({"header":{}},)") +
            R"({}],"protected":"","iv":"","tag":"","ciphertext":""})",
    };
    for (const std::string& shape : shapes) {
        CAPTURE(shape.substr(0, 40));
        CHECK(cost_of(shape) < 96 * shape.size() + fixed);
        CHECK(place.state().received.stage == ReceivedFile::Stage::none);
    }
}

TEST_CASE("A passphrase file that asks for more work is refused before any is done") {
    Parties parties;
    Workplace place;
    place.set_up();
    const Bytes bent = HostileFile(parties).make(
        {.outer = [](Json& outer) { outer["recipients"][0]["header"]["p2c"] = 2'000'000'000; }},
        SealedFor::passphrase);
    offer(place, bent);
    CHECK(refusal(place) == Fault::bad_header);
    CHECK(place.state().received.stage == ReceivedFile::Stage::none);
}

}  // namespace tsunagi
