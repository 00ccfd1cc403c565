// Who may write as whom in a file that comes in, and that everything taken in keeps whose file it came in.
#include "app/answers.h"
#include "app/authorship.h"
#include "app/field_words.h"
#include "app/history.h"
#include "app/ledger.h"
#include "exchange/jwk.h"

#include "forging.h"

#include <algorithm>

namespace tsunagi {

namespace {

const std::string forged_id = std::string(32, 'e');

struct Made {
    Bytes bytes;
    std::string passphrase;
};

Made hand_over(Workplace& place, const DocumentId& case_id) {
    place.wish(with_reason(cmd::MakeHandover{case_id, {}, true, SectionSet::all(), "だれか"}));
    REQUIRE(place.state().handover.stage == HandoverJob::Stage::checked);
    Made made{place.state().handover.bytes, place.state().handover.passphrase};
    place.wish(cmd::DiscardHandover{});
    return made;
}

void open(Workplace& place, const Bytes& bytes, const std::string& passphrase = {}) {
    place.wish(cmd::CloseReceived{});
    place.wish(cmd::TakeFile{"file.tsunagi.json", bytes});
    place.wish(cmd::OpenReceived{passphrase});
    REQUIRE(place.state().received.stage == ReceivedFile::Stage::opened);
}

void take_in(Workplace& place, const Made& made) {
    open(place, made.bytes, made.passphrase);
    place.import_received();
}

const Change* find_change(const Workplace& place, const DocumentId& document, const std::string& value) {
    const Document* found = place.state().library.find(document);
    if (found == nullptr) return nullptr;
    const auto change = std::ranges::find_if(
        found->changes, [&value](const Change& one) { return text_of(one.value) == value; });
    return change == found->changes.end() ? nullptr : &*change;
}

std::size_t count_refusals(Workplace& place) {
    place.wish(cmd::ReadAudit{});
    return static_cast<std::size_t>(
        std::ranges::count_if(place.state().audit.entries, [](const AuditEntry& entry) {
            return entry.action == AuditAction::refuse_import && entry.detail == "not_the_author";
        }));
}

// A ward, and a station with a program of its own whose key the ward has verified.
struct Pair {
    Workplace ward{1};
    Forger station;
    DocumentId case_id;

    Pair() {
        ward.set_up();
        take_card(ward, station.card(station_name, station.agreement.public_key));
        ward.verify(ward.state().library.of_kind(Kind::organisation).front());
        case_id = add_case(ward);
    }
    const Document& record() const { return *ward.state().library.find(case_id); }
    std::string wish() const { return ward.state().library.answers(case_id).text("patient_wish"); }
    // What the station sends: the ward's own record with what it makes of it.
    void receive(const std::function<void(std::vector<Document>&)>& change) {
        const Made made = hand_over(ward, case_id);
        const OpenedFile opened = station.open(made.bytes, made.passphrase);
        std::string payload = with_documents(text_of(opened.payload), change);
        payload = with_signer_key(payload, jwk_text_of(station.signing.public_key));
        payload = with_return_key(payload, jwk_text_of(station.agreement.public_key));
        open(ward, station.make_signed(payload, card_of(ward, "病棟").card.agreement_key, opened.created));
        CHECK(ward.state().received.trust == SignerTrust::verified);
    }
    // One more change of the wish, replacing what stands there.
    void receive_wish(const StaffId& by, const std::string& on) {
        receive([&](std::vector<Document>& documents) {
            for (Document& document : documents) {
                if (document.id != case_id) continue;
                const Change before = *find_change(ward, case_id, wish());
                add_changes(document, {{forged_id,
                                        {ward.state().now_ms + 1, 0},
                                        by,
                                        on,
                                        "patient_wish",
                                        Value{std::string("延命は望まない")},
                                        {before.id}}});
            }
        });
    }
};

}  // namespace

TEST_CASE("a verified station cannot write in the name of this ward's people or from its device") {
    Pair pair;
    const StaffId nurse = pair.ward.state().who->id;
    const std::string device = pair.ward.state().device_id;
    const std::string foreign(32, 'b');
    for (const auto& [by, on] : {std::pair{nurse, device}, {nurse, foreign}, {foreign, device}}) {
        CAPTURE(by, on);
        pair.receive_wish(by, on);
        REQUIRE(pair.ward.state().received.set_aside.size() == 1);
        CHECK(set_aside_words(pair.ward.state(), pair.ward.state().received.set_aside.front())
                  .contains("延命は望まない"));
        const std::size_t refusals = count_refusals(pair.ward);
        pair.ward.wish(cmd::ImportReceived{});
        CHECK(pair.wish() == "うちの畳で寝たい");
        CHECK_FALSE(find_change(pair.ward, pair.case_id, "延命は望まない"));
        CHECK(pair.ward.says(Fault::not_the_author));
        CHECK(count_refusals(pair.ward) == refusals + 1);
    }
}

TEST_CASE("what comes beside a forged change is taken in, and the ledger says how much was not") {
    Pair pair;
    const StaffId nurse = pair.ward.state().who->id;
    const std::string foreign(32, 'b');
    pair.receive([&](std::vector<Document>& documents) {
        for (Document& document : documents) {
            if (document.id != pair.case_id) continue;
            add_changes(document, {{std::string(32, 'd'),
                                    {pair.ward.state().now_ms, 0},
                                    foreign,
                                    foreign,
                                    "life_story",
                                    Value{std::string("大工だった")},
                                    {}},
                                   {forged_id,
                                    {pair.ward.state().now_ms, 1},
                                    nurse,
                                    foreign,
                                    "patient_wish",
                                    Value{std::string("延命は望まない")},
                                    {}}});
        }
    });
    pair.ward.wish(cmd::ImportReceived{});
    CHECK(pair.ward.state().received.stage == ReceivedFile::Stage::imported);
    CHECK(pair.ward.state().library.answers(pair.case_id).text("life_story") == "大工だった");
    CHECK(pair.wish() == "うちの畳で寝たい");
    CHECK(pair.ward.says(Fault::not_the_author));
    const Change* came = find_change(pair.ward, pair.case_id, "大工だった");
    REQUIRE(came);
    const auto detail = find_ledger_detail(pair.ward.state(), came->from);
    REQUIRE(detail);
    CHECK(detail->set_aside == "1");
    CHECK(detail->sender_checked == "verified");
}

TEST_CASE("a change of our own name in a document nobody has here makes no document") {
    Pair pair;
    const StaffId nurse = pair.ward.state().who->id;
    const DocumentId fresh(32, 'c');
    pair.receive([&](std::vector<Document>& documents) {
        Document note{fresh, Kind::note, "urn:tsunagi:form:conference-note|1", pair.case_id, {}};
        add_changes(note, {{forged_id,
                            {pair.ward.state().now_ms, 0},
                            nurse,
                            pair.ward.state().device_id,
                            "assessment",
                            Value{std::string("書いていない見立て")},
                            {}}});
        documents.push_back(std::move(note));
    });
    pair.ward.wish(cmd::ImportReceived{});
    CHECK_FALSE(pair.ward.state().library.find(fresh));
    CHECK(pair.ward.says(Fault::not_the_author));
}

TEST_CASE("who left and a tablet that was replaced are still this ward's") {
    Workplace ward(1);
    ward.set_up();
    const std::string code = ward.state().accounts.recovery_code;
    ward.wish(cmd::DismissRecoveryCode{true});
    ward.wish(cmd::CreateMeeting{{{"place", std::string("会議室")}}});
    const StaffId nurse = ward.state().who->id;
    const std::string device = ward.state().device_id;
    ward.wish(cmd::MakeBackup{});
    REQUIRE(ward.state().backup.stage == BackupJob::Stage::made);
    const PickedFile backup = ward.files.saved.back();

    Workplace next(2);
    next.set_up("小林 師長");
    next.files.to_pick.push_back(backup);
    next.wish(cmd::PickBackup{});
    next.wish(cmd::CheckBackup{code});
    next.wish(cmd::RestoreBackup{code});
    REQUIRE(next.state().backup.stage == BackupJob::Stage::restored);
    const OwnWriters own = own_writers(next.state());
    CHECK(own.devices.contains(device));
    CHECK(own.devices.contains(next.state().device_id));
    CHECK(own.staff.contains(nurse));
    CHECK(own.staff.contains(next.state().who->id));
}

TEST_CASE("who was removed and wrote nothing but what travels is still this ward's") {
    const std::string password = "夕方の廊下を歩く三人の長い影";
    Pair place;
    const StaffId first = place.ward.state().who->id;
    place.ward.wish(cmd::AddStaff{"小坂 亮", "看護師", role_recorder, password});
    const StaffId removed =
        std::ranges::find(place.ward.state().staff, std::string("小坂 亮"), &StaffCard::name)->id;
    place.ward.wish(cmd::Lock{});
    place.ward.wish(cmd::Unlock{removed, password});
    REQUIRE(place.ward.state().phase == Phase::open);
    place.ward.wish(cmd::Edit{place.case_id, "patient_wish", std::string("家で猫と")});
    place.ward.wish(cmd::Lock{});
    place.ward.wish(cmd::Unlock{first, nurse_password});
    place.ward.wish(cmd::RemoveStaff{removed});
    REQUIRE(place.ward.state().staff.size() == 1);
    place.receive_wish(removed, std::string(32, 'b'));
    CHECK(place.ward.state().received.set_aside.size() == 1);
    place.ward.import_received();
    CHECK(place.wish() == "家で猫と");
}

TEST_CASE("who writes in somebody else's file is not this ward's, and stays so") {
    Pair pair;
    const std::string foreign(32, 'b');
    pair.receive_wish(foreign, foreign);
    CHECK(pair.ward.state().received.set_aside.empty());
    pair.ward.wish(cmd::ImportReceived{});
    CHECK(pair.wish() == "延命は望まない");
    const OwnWriters own = own_writers(pair.ward.state());
    CHECK_FALSE(own.devices.contains(foreign));
    CHECK_FALSE(own.staff.contains(foreign));
}

TEST_CASE("everything taken in keeps its file, over a reload, and the history shows it") {
    Pair pair;
    const std::string foreign(32, 'b');
    pair.receive_wish(foreign, foreign);
    pair.ward.wish(cmd::ImportReceived{});
    const auto check = [&pair] {
        const Change* came = find_change(pair.ward, pair.case_id, "延命は望まない");
        REQUIRE(came);
        const auto origin = find_file_origin(pair.ward.state(), *came);
        REQUIRE(origin);
        CHECK(origin->name == station_name);
        CHECK_FALSE(origin->is_claimed);
        CHECK(origin_words(pair.ward.state(), *came).contains(station_name));
        const Answers& entry = pair.ward.state().library.answers(origin->entry);
        CHECK(code_at(entry, "direction") == "in");
        const Change* own = find_change(pair.ward, pair.case_id, "うちの畳で寝たい");
        REQUIRE(own);
        CHECK(own->from.empty());
        CHECK(origin_words(pair.ward.state(), *own).empty());
    };
    check();
    pair.ward.reload();
    pair.ward.unlock();
    check();
    const auto past = list_history(pair.ward.state(), pair.case_id, "patient_wish");
    REQUIRE(past.size() == 2);
    CHECK(past.front().change->from == find_change(pair.ward, pair.case_id, "延命は望まない")->from);
}

TEST_CASE("a case with changes of several origins merges wherever it goes") {
    // A hospital, a station that has its record, and a ward that gets it from the station.
    Workplace hospital(1);
    hospital.set_up("渡辺 ゆかり", "汐見原総合病院");
    Workplace station(2);
    station.set_up("梶谷 むつみ", station_name);
    Workplace ward(3);
    ward.set_up("小川 実", "みどり台病院");
    const DocumentId case_id = add_case(hospital);
    take_in(station, hand_over(hospital, case_id));
    station.wish(cmd::Edit{case_id, "life_story", std::string("大工だった")});
    take_in(ward, hand_over(station, case_id));
    CHECK(ward.state().library.answers(case_id).text("life_story") == "大工だった");
    CHECK(ward.state().library.answers(case_id).text("patient_wish") == "うちの畳で寝たい");
    // The hospital's words came through the station: they are what the station's file says.
    const Change* wish = find_change(ward, case_id, "うちの畳で寝たい");
    REQUIRE(wish);
    CHECK(find_file_origin(ward.state(), *wish)->name == station_name + " A3病棟");
    const DocumentId first_file = wish->from;

    // The same words again, from the hospital itself: no contradiction, and they keep the file they came in
    // first.
    hospital.wish(cmd::Edit{case_id, "adl_note", std::string("杖で歩く")});
    take_in(ward, hand_over(hospital, case_id));
    CHECK(find_change(ward, case_id, "うちの畳で寝たい")->from == first_file);

    // And back to both, with what the ward wrote.
    ward.wish(cmd::Edit{case_id, "patient_wish", std::string("猫と寝たい")});
    const Made made = hand_over(ward, case_id);
    // Read as what comes from elsewhere: a change that said where it came from would not be read.
    Forger reader;
    std::size_t leaving = 0;
    (void)with_documents(text_of(reader.open(made.bytes, made.passphrase).payload),
                         [&leaving](std::vector<Document>& documents) {
                             for (const Document& document : documents) leaving += document.changes.size();
                         });
    CHECK(leaving > 5);
    for (Workplace* place : {&hospital, &station}) {
        take_in(*place, made);
        CHECK(place->state().received.stage == ReceivedFile::Stage::imported);
        CHECK(place->state().received.set_aside.empty());
        CHECK(place->state().library.answers(case_id).text("patient_wish") == "猫と寝たい");
        CHECK(find_change(*place, case_id, "うちの畳で寝たい")->from.empty() == (place == &hospital));
        CHECK(find_change(*place, case_id, "大工だった")->from.empty() == (place == &station));
    }
}

TEST_CASE("what this device signed itself brings back what was written here") {
    Workplace ward(1);
    ward.set_up();
    const DocumentId case_id = add_case(ward);
    const MemoryDisk before = ward.disk;
    ward.wish(cmd::Edit{case_id, "life_story", std::string("大工だった")});
    const Made made = hand_over(ward, case_id);
    ward.disk = before;
    ward.reload();
    ward.unlock();
    REQUIRE_FALSE(find_change(ward, case_id, "大工だった"));
    take_in(ward, made);
    CHECK(ward.state().received.set_aside.empty());
    CHECK(ward.state().library.answers(case_id).text("life_story") == "大工だった");
}

TEST_CASE("a file does not get to say where its changes came from") {
    Pair pair;
    pair.receive_wish(std::string(32, 'b'), std::string(32, 'b'));
    pair.ward.wish(cmd::ImportReceived{});
    const DocumentId entry = find_change(pair.ward, pair.case_id, "延命は望まない")->from;
    const Made made = hand_over(pair.ward, pair.case_id);
    const OpenedFile opened = pair.station.open(made.bytes, made.passphrase);
    std::string payload = with_documents(text_of(opened.payload), [&](std::vector<Document>& documents) {
        documents.front().changes.front().from = entry;
    });
    payload = with_signer_key(payload, jwk_text_of(pair.station.signing.public_key));
    payload = with_return_key(payload, jwk_text_of(pair.station.agreement.public_key));
    pair.ward.wish(cmd::CloseReceived{});
    pair.ward.wish(cmd::TakeFile{
        "file.tsunagi.json",
        pair.station.make_signed(payload, card_of(pair.ward, "病棟").card.agreement_key, opened.created)});
    pair.ward.wish(cmd::OpenReceived{});
    CHECK(pair.ward.state().received.fault == Fault::wrong_type);
}

}  // namespace tsunagi
