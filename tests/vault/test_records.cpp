// The bytes of sealed records, slots, drafts and checkpoints.
#include "vault/checkpoint.h"
#include "vault/draft.h"
#include "vault/save_queue.h"
#include "vault/sealer.h"
#include "vault/slot.h"

#include "tablet.h"

using namespace tsunagi;

namespace {
Slot some_slot() {
    Slot slot;
    slot.store_id = "st";
    slot.pair.cost = {65'536, 3, 1};
    slot.pair.salt.fill(7);
    slot.pair.sealed.ciphertext = Bytes(96, 8);
    slot.data_key.wrapped = Bytes(40, 9);
    slot.staff = {"s1", "佐藤 花子", "看護師", "admin"};
    slot.card = Bytes(50, 3);
    return slot;
}

Fault fault_of_slot(const std::string& what, const std::string& with) {
    return fault_of(parse_slot(replaced(json_of(some_slot()), what, with)));
}
}  // namespace

TEST_CASE("A sealed record is what the description says, and opens only as what it is") {
    CryptoOpenssl crypto;
    const KeyHandle key = done(crypto.generate_key()).value();
    Sealer sealer(crypto, "st", {key, 0x01020304});
    const auto sealed = done(sealer.seal({record_type::document, "n1", 5}, bytes_of("text")));
    REQUIRE(sealed);
    const Bytes& bytes = sealed->bytes;
    REQUIRE(bytes.size() == 4 + 1 + 4 + 12 + 4 + 16);
    CHECK(Bytes(bytes.begin(), bytes.begin() + 9) == Bytes{0, 0, 0, 5, 1, 1, 2, 3, 4});
    CHECK(Bytes(bytes.end() - 16, bytes.end()) == Bytes(sealed->tag.begin(), sealed->tag.end()));

    const auto opened = done(sealer.open(record_type::document, "n1", bytes));
    REQUIRE(opened);
    CHECK(text_of(opened->plaintext) == "text");
    CHECK(opened->revision == 5);
    CHECK(opened->tag == sealed->tag);

    CHECK(done(sealer.open(record_type::draft, "n1", bytes)).error().fault == Fault::data_missing);
    CHECK(done(sealer.open(record_type::document, "n2", bytes)).error().fault == Fault::data_missing);
    Sealer other_store(crypto, "other", {key, 0x01020304});
    CHECK(done(other_store.open(record_type::document, "n1", bytes)).error().fault == Fault::data_missing);
    Bytes other_revision = bytes;
    other_revision[3] = 6;
    CHECK(done(sealer.open(record_type::document, "n1", other_revision)).error().fault ==
          Fault::data_missing);
    Bytes future = bytes;
    future[4] = 2;
    CHECK(done(sealer.open(record_type::document, "n1", future)).error().fault == Fault::future_version);
    for (std::size_t size = 0; size < 37; ++size) {
        const Bytes shorter(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(size));
        CHECK(done(sealer.open(record_type::document, "n1", shorter)).error().fault == Fault::data_missing);
    }
    // The AAD is the canonical JSON named in the description.
    const auto envelope = parse_envelope(ByteView(bytes).subspan(4));
    REQUIRE(envelope);
    CHECK(done(crypto.open(key, bytes_of(R"(["doc/v1","st","n1",5,16909060,1])"), envelope->sealed)));
    crypto.drop(key);
    CHECK(done(sealer.open(record_type::document, "n1", bytes)).error().fault == Fault::locked);
}

TEST_CASE("A slot comes back from its bytes, and what is not a slot is refused") {
    const auto parsed = parse_slot(json_of(some_slot()));
    REQUIRE(parsed);
    CHECK(json_of(*parsed) == json_of(some_slot()));
    CHECK(fault_of_slot("\"v\":2", "\"v\":9") == Fault::future_version);
    CHECK(fault_of_slot("\"password\"", "\"badge\"") == Fault::future_version);
    CHECK(fault_of_slot("65536", "1024") == Fault::bad_value);     // below the floor
    CHECK(fault_of_slot("65536", "4194304") == Fault::bad_value);  // would only hang the tablet
    CHECK(fault_of_slot("\"passes\":3", "\"passes\":1") == Fault::bad_value);
    CHECK(fault_of_slot("\"passes\":3", "\"passes\":4000000000") == Fault::bad_value);
    CHECK(fault_of_slot("\"passes\":3", "\"passes\":true") == Fault::wrong_type);
    CHECK(fault_of_slot("argon2id", "argon2i") == Fault::wrong_type);
    CHECK(fault_of_slot("BwcHBwcHBwcHBwcHBwcHBw", "BwcH") == Fault::wrong_type);
    CHECK(fault_of_slot("\"name\":\"佐藤 花子\"", "\"name\":null") == Fault::wrong_type);
    CHECK(parse_slot(std::string(70'000, ' ')).error().fault == Fault::too_large);
}

TEST_CASE("A draft comes back from its bytes") {
    const Draft draft{"n1", "troubles", "夜間の\"吸引\"\n", "s1", 1'795'230'000'000};
    CHECK(parse_draft(json_of(draft)).value() == draft);
    CHECK_FALSE(parse_draft("{\"v\":1}"));
    CHECK(parse_draft("{\"v\":2}").error().fault == Fault::future_version);
}

TEST_CASE("A census differs by one record more, less, older or sealed otherwise") {
    Crypto& crypto = remembered_keys();
    RandomSeeded random;
    RecordMarks marks;
    for (std::uint32_t i = 1; i <= 500; ++i) {
        RecordMark mark{i, {}};
        random.fill(mark.tag);
        marks[std::to_string(i)] = mark;
    }
    const auto count = [&crypto](const RecordMarks& of) { return done(census_of(crypto, of)).value(); };
    const Census all = count(marks);
    CHECK(all.count == 500);
    RecordMarks one_older = marks;
    --one_older["5"].revision;
    CHECK(count(one_older) != all);
    RecordMarks one_less = marks;
    one_less.erase("5");
    CHECK(count(one_less) != all);
    RecordMarks other_tag = marks;
    other_tag["5"].tag[0] ^= 1;
    CHECK(count(other_tag) != all);
    // Marks exchanged between two records, which leaves every sum of them as it was.
    RecordMarks exchanged = marks;
    std::swap(exchanged["5"], exchanged["6"]);
    CHECK(summed_census_of(exchanged) == summed_census_of(marks));
    CHECK(count(exchanged) != all);
    CHECK(count({}) == Census{});
}

TEST_CASE("A leaf renewed gives the census of all") {
    Crypto& crypto = remembered_keys();
    RecordMarks marks;
    for (std::uint32_t i = 10; i < 60; ++i) marks[std::to_string(i) + "aa"] = {i, {}};
    Leaves leaves = done(leaves_of(crypto, marks)).value();
    CHECK(leaves.size() == 50);
    marks["10aa"].revision = 99;
    marks["10bb"] = {1, {}};
    for (auto& [name, leaf] : done(leaves_of(crypto, marks, {"10"})).value()) leaves[name] = leaf;
    CHECK(leaves == done(leaves_of(crypto, marks)).value());
    CHECK(done(census_of(crypto, leaves, marks.size())).value() == done(census_of(crypto, marks)).value());
}

TEST_CASE("A checkpoint comes back from its bytes") {
    Checkpoint checkpoint;
    checkpoint.seq = 12;
    checkpoint.prev.fill(5);
    checkpoint.entry_json = "{\"v\":1,\"detail\":\"詳細\"}";
    checkpoint.utc_ms = 1'795'230'000'000;
    checkpoint.records = {3, {1, 2, 3}};
    checkpoint.slots = {1, {9}};
    CHECK(parse_checkpoint(json_of(checkpoint)).value() == checkpoint);
    for (const RecordMarks& drafts : {RecordMarks{}, RecordMarks{{"d1", {7, {4}}}, {"d2", {1, {}}}}}) {
        checkpoint.drafts = drafts;
        CHECK(parse_checkpoint(json_of(checkpoint)).value() == checkpoint);
    }
    Checkpoint summed = checkpoint;
    summed.records = summed.slots = {};
    summed.drafts.reset();
    summed.summed = Checkpoint::Summed{{3, 4, {5}}, {1, 1, {9}}};
    CHECK(parse_checkpoint(json_of(summed)).value() == summed);
    CHECK_FALSE(parse_checkpoint("{\"v\":1}"));
    CHECK_FALSE(parse_checkpoint("{\"v\":2}"));
    CHECK(parse_checkpoint("{\"v\":3}").error().fault == Fault::future_version);
}

TEST_CASE("What waits comes back from its bytes, and the newer part wins") {
    Pending older;
    AuditLine line{AuditLine::About::document, {AuditAction::edit, "n1", {}}, "s1", 1, 2};
    older.put(note("n1", "古い"), line);
    older.put(Draft{"n1", "troubles", "古い", "s1", 1});
    older.drop({"n1", "gone", "s1"});
    auto newer = parse_pending(json_of(older));
    REQUIRE(newer);
    CHECK(json_of(*newer) == json_of(older));
    const Document latest = longer(note("n1", "古い"), "c2", "新しい");
    newer->put(latest, line);
    CHECK(newer->lines.size() == 1);
    newer->put(Draft{"n1", "gone", "また", "s1", 2});
    newer->put_back(std::move(older));
    CHECK(json_of(newer->documents.at(id_of("n1"))) == json_of(latest));
    CHECK(newer->drafts.at({"n1", "gone", "s1"}).has_value());
    CHECK(newer->drafts.at({"n1", "troubles", "s1"})->text == "古い");
    CHECK(newer->lines.size() == 2);
    CHECK_FALSE(parse_pending("{}"));
}
