// Who made a file: what a number vouches for, what a signature bears out, and when somebody is to be called.
#include "app/answers.h"
#include "app/ledger.h"
#include "app/replies.h"
#include "exchange/jwk.h"

#include "forging.h"

#include <algorithm>

namespace tsunagi {

namespace {

struct Made {
    PickedFile file;
    std::string passphrase, sha256;
    DocumentId ledger;
};

Made hand_over(Workplace& ward, const DocumentId& case_id) {
    ward.wish(with_reason(
        cmd::MakeHandover{case_id, {}, true, SectionSet::all(), station_name, Audience::visiting_nurse, {}}));
    const HandoverJob& job = ward.state().handover;
    REQUIRE(job.stage == HandoverJob::Stage::checked);
    Made made{{job.file_name, job.bytes}, job.passphrase, job.file_sha256, job.ledger};
    ward.wish(cmd::SaveHandover{});
    ward.wish(cmd::RecordHanded{"手渡し"});
    ward.wish(cmd::DiscardHandover{});
    return made;
}

void open(Workplace& place, const Bytes& bytes, const std::string& passphrase = {}) {
    place.wish(cmd::CloseReceived{});
    place.wish(cmd::TakeFile{"file.tsunagi.json", bytes});
    place.wish(cmd::OpenReceived{passphrase});
}

bool is_open(const Workplace& place) {
    return place.state().received.stage == ReceivedFile::Stage::opened;
}

}  // namespace

TEST_CASE("a card with somebody's genuine agreement key and another signing key has another number") {
    Workplace ward(1);
    ward.set_up();
    Workplace station(2);
    station.set_up("梶谷 むつみ", station_name);
    Forger forger;
    take_card(ward, forger.card(station_name, card_of(station, station_name).card.agreement_key));
    const DocumentId organisation = only_organisation(ward);
    const std::string shown = device_number_of(ward.state(), organisation);
    CHECK(shown.size() == 39);
    CHECK(shown != station.state().own_number);

    // And beside a key that was compared it is a question with two numbers.
    Workplace other(3);
    other.set_up();
    take_card(other, make_card(station));
    other.verify(only_organisation(other));
    take_card(other, forger.card("べつの名前", card_of(station, station_name).card.agreement_key));
    REQUIRE(other.state().key_change);
    CHECK(other.state().key_change->number_before == station.state().own_number);
    CHECK(other.state().key_change->number == shown);
    CHECK(key_state_of(other.state(), only_organisation(other)) == KeyState::verified);
}

TEST_CASE("only the number that was on the screen is verified, and only for the keys that have it") {
    Workplace ward(1);
    ward.set_up();
    Workplace station(2);
    station.set_up("梶谷 むつみ", station_name);
    take_card(ward, make_card(station));
    const DocumentId organisation = only_organisation(ward);
    ward.wish(cmd::MarkKeyVerified{organisation, "渡辺 ゆかり", ward.state().own_number});
    CHECK(ward.says(Fault::bad_key));
    CHECK(key_state_of(ward.state(), organisation) == KeyState::unverified);
    ward.verify(organisation);
    CHECK(key_state_of(ward.state(), organisation) == KeyState::verified);

    // However another key gets there, nobody has compared it.
    Forger forger;
    ward.wish(cmd::Edit{organisation, "signing_key", jwk_text_of(forger.signing.public_key)});
    CHECK(key_state_of(ward.state(), organisation) == KeyState::unverified);
    CHECK_FALSE(must_verify_again(ward.state(), organisation));
}

TEST_CASE("a verification that did not cover the signing key is asked for again") {
    Workplace ward(1);
    ward.set_up();
    Workplace station(2);
    station.set_up("梶谷 むつみ", station_name);
    take_card(ward, make_card(station));
    const DocumentId organisation = only_organisation(ward);
    // As stores were written before there was one number of a device.
    ward.wish(cmd::Edit{organisation, "key_verified_by", std::string("渡辺 ゆかり")});
    ward.wish(cmd::Edit{organisation, "key_verified_on", Date{today_iso(ward.state())}});
    CHECK(key_state_of(ward.state(), organisation) == KeyState::unverified);
    CHECK(must_verify_again(ward.state(), organisation));
    const auto asks = [&ward] {
        return std::ranges::any_of(ward.state().notices, [](const Notice& notice) {
            return notice.text_key == "notice.verify_again";
        });
    };
    ward.reload();
    ward.unlock();
    CHECK(asks());
    // Its files are nobody's until then.
    const Made made = hand_over(station, add_case(station));
    open(ward, made.file.bytes, made.passphrase);
    REQUIRE(is_open(ward));
    CHECK(ward.state().received.trust == SignerTrust::unknown);
    CHECK(ward.state().received.signer_name == station_name);
    ward.verify(organisation);
    CHECK(key_state_of(ward.state(), organisation) == KeyState::verified);
    open(ward, made.file.bytes, made.passphrase);
    CHECK(ward.state().received.trust == SignerTrust::verified);
    ward.reload();
    ward.unlock();
    CHECK_FALSE(asks());
}

TEST_CASE("the same number stands on a file, on its maker's own screen and in the directory") {
    Workplace ward(1);
    ward.set_up();
    Workplace station(2);
    station.set_up("梶谷 むつみ", station_name);
    const Made made = hand_over(station, add_case(station));
    open(ward, made.file.bytes, made.passphrase);
    REQUIRE(is_open(ward));
    CHECK(number_to_compare(ward.state()).text == station.state().own_number);
    CHECK_FALSE(number_to_compare(ward.state()).of_file);
    take_card(ward, make_card(station));
    CHECK(device_number_of(ward.state(), only_organisation(ward)) == station.state().own_number);
    CHECK(card_of(station, station_name).number == station.state().own_number);
    // Somebody without an account sees it as well.
    Workplace reader(5);
    open(reader, made.file.bytes, made.passphrase);
    REQUIRE(is_open(reader));
    CHECK(number_to_compare(reader.state()).text == station.state().own_number);
    CHECK(reader.state().own_number.empty());
}

TEST_CASE("a document of ours without a signer's key that fits is refused") {
    Workplace ward(1);
    ward.set_up();
    Workplace station(2);
    station.set_up("梶谷 むつみ", station_name);
    const Made made = hand_over(ward, add_case(ward));
    Forger forger;
    const OpenedFile opened = forger.open(made.file.bytes, made.passphrase);
    const std::string genuine = text_of(opened.payload);
    const std::string wards_key = parse_bundle(genuine).value().signer_key;
    const std::string forgers_key = jwk_text_of(forger.signing.public_key);
    struct Forgery {
        const char* what;
        std::string payload, kid;
    };
    const std::string forgers_kid = thumbprint_of(forger.crypto, forger.signing.public_key).take().value();
    const std::vector<Forgery> forgeries = {
        {"no key, the ward's kid", with_signer_key(genuine, ""), opened.signer_kid},
        {"the ward's key and kid", genuine, opened.signer_kid},
        {"another key, the ward's kid", with_signer_key(genuine, forgers_key), opened.signer_kid},
        {"the ward's key, another kid", genuine, forgers_kid},
        {"a key that is none", with_signer_key(genuine, "{\"kty\":\"EC\"}"), opened.signer_kid},
    };
    const auto refusals = [&station] {
        station.wish(cmd::ReadAudit{});
        return std::ranges::count(station.state().audit.entries, AuditAction::refuse_import,
                                  &AuditEntry::action);
    };
    for (const Forgery& forgery : forgeries) {
        CAPTURE(forgery.what);
        const auto file = forger.make_unsigned(forgery.payload, forgery.kid, opened.created);
        const auto before = refusals();
        open(station, file.bytes, file.passphrase);
        CHECK(station.state().received.stage == ReceivedFile::Stage::asking);
        CHECK(station.state().received.fault == Fault::bad_signature);
        CHECK_FALSE(station.state().received.signer.is_known());
        CHECK(number_to_compare(station.state()).text.empty());
        CHECK(refusals() == before + 1);
    }
    // Signed by another key than the one it names.
    open(station,
         forger.make_signed(genuine, card_of(station, station_name).card.agreement_key, opened.created));
    CHECK(station.state().received.fault == Fault::bad_signature);
    // The genuine one opens.
    open(station, made.file.bytes, made.passphrase);
    CHECK(is_open(station));
    CHECK(station.state().received.signer.kid == opened.signer_kid);
}

TEST_CASE("a bundle made elsewhere is nobody's, whatever kid it names") {
    Workplace ward(1);
    ward.set_up();
    const std::string kid = card_of(ward, "病棟").signing_kid;
    Forger forger;
    const auto file = forger.make_unsigned(R"({"resourceType":"Bundle","type":"document","entry":[]})", kid,
                                           "2026-11-21T12:00:00+09:00");
    Workplace station(2);
    station.set_up("梶谷 むつみ", station_name);
    open(station, file.bytes, file.passphrase);
    REQUIRE(is_open(station));
    CHECK_FALSE(station.state().received.signer.is_known());
    CHECK(number_to_compare(station.state()).text.empty());
    station.wish(cmd::ImportReceived{.number_compared = true});
    CHECK(station.says(Fault::unknown_signer));
    CHECK(is_open(station));
}

TEST_CASE("a forged withdrawal marks nothing") {
    Workplace ward(1);
    ward.set_up();
    Workplace station(2);
    station.set_up("梶谷 むつみ", station_name);
    const Made made = hand_over(ward, add_case(ward));
    open(station, made.file.bytes, made.passphrase);
    station.import_received();
    const auto entries = list_ledger(station.state(), {});
    REQUIRE(entries.size() == 1);
    const Answers& entry = station.state().library.answers(entries.front().id);

    // Of somebody else's own making, about the ward's file, under the ward's kid.
    Workplace tool(5);
    tool.set_up("山本 仁", "みどり台病院");
    const Made other = hand_over(tool, add_case(tool));
    for (const char* path : {"file_id", "file_sha256"})
        tool.wish(cmd::Edit{other.ledger, path, entry.text(path)});
    tool.wish(cmd::MakeWithdrawal{.entry = other.ledger, .reason = "間違い", .by_passphrase = true});
    REQUIRE(tool.state().handover.stage == HandoverJob::Stage::checked);
    Forger forger;
    const OpenedFile notice = forger.open(tool.state().handover.bytes, tool.state().handover.passphrase);
    const std::string ward_kid = entry.text("signer_kid");
    for (const std::string& payload :
         {text_of(notice.payload), with_signer_key(text_of(notice.payload), "")}) {
        const auto forged = forger.make_unsigned(payload, ward_kid, notice.created);
        open(station, forged.bytes, forged.passphrase);
        CHECK(station.state().received.fault == Fault::bad_signature);
        station.wish(cmd::ImportReceived{.number_compared = true});
        CHECK(list_withdrawn(station.state(), {}).empty());
        CHECK(station.state().library.of_kind(Kind::withdrawal).empty());
    }
}

TEST_CASE("a verified signing key beside another agreement key is another device") {
    Workplace ward(1);
    ward.set_up();
    Workplace maker(2);
    maker.set_up("だれか", "どこか");
    Forger forger;
    take_card(ward, forger.card(station_name, forger.agreement.public_key));
    ward.verify(only_organisation(ward));
    const Made made = hand_over(maker, add_case(maker));
    const OpenedFile opened = forger.open(made.file.bytes, made.passphrase);
    const PublicKey wards = card_of(ward, "病棟").card.agreement_key;
    const std::string by_forger =
        with_signer_key(text_of(opened.payload), jwk_text_of(forger.signing.public_key));
    const auto trust_of = [&](const PublicKey& return_key) {
        const std::string payload = with_return_key(by_forger, jwk_text_of(return_key));
        open(ward, forger.make_signed(payload, wards, opened.created));
        REQUIRE(is_open(ward));
        return ward.state().received.trust;
    };
    CHECK(trust_of(forger.agreement.public_key) == SignerTrust::verified);
    const PublicKey another = forger.crypto.generate_pair(PrivateKeyUse::agree).take().value().public_key;
    CHECK(trust_of(another) == SignerTrust::unknown);
    CHECK(number_to_compare(ward.state()).text != device_number_of(ward.state(), only_organisation(ward)));
}

TEST_CASE("nothing of an unverified sender merges before somebody compared the number") {
    Workplace ward(1);
    ward.set_up();
    Workplace station(2);
    station.set_up("梶谷 むつみ", station_name);
    const DocumentId case_id = add_case(station);
    const Made made = hand_over(station, case_id);
    open(ward, made.file.bytes, made.passphrase);
    REQUIRE(is_open(ward));
    CHECK(asks_for_call(ward.state()));
    ward.wish(cmd::ImportReceived{});
    CHECK(ward.says(Fault::unknown_signer));
    CHECK_FALSE(ward.state().library.find(case_id));
    CHECK(ward.state().library.of_kind(Kind::ledger).empty());
    ward.wish(cmd::ImportReceived{.number_compared = true});
    CHECK(ward.state().library.find(case_id));
}

namespace {

// A ward's file, answered on a telephone without an account.
struct Answered {
    Workplace ward{1};
    Workplace phone{2};
    DocumentId case_id;
    Made made;

    Answered() {
        ward.set_up();
        case_id = add_case(ward);
        made = hand_over(ward, case_id);
        open(phone, made.file.bytes, made.passphrase);
        phone.wish(cmd::BeginReply{});
        phone.wish(cmd::AskQuestion{case_id, "夜間の連絡先は", find_incoming(phone.state(), case_id)->from});
        phone.wish(cmd::MakeReply{case_id});
        REQUIRE(phone.state().reply.stage == ReplyJob::Stage::made);
    }
};

}  // namespace

TEST_CASE("an answer to a file of ours is taken in without a call, and has the file's own number") {
    Answered answer;
    open(answer.ward, answer.phone.state().reply.bytes);
    REQUIRE(is_open(answer.ward));
    const ReceivedFile& file = answer.ward.state().received;
    CHECK(file.trust == SignerTrust::unknown);
    CHECK(file.answers == answer.made.ledger);
    CHECK_FALSE(asks_for_call(answer.ward.state()));
    // Both screens have this one, and neither a device's.
    CHECK(number_to_compare(answer.ward.state()).of_file);
    CHECK(number_to_compare(answer.ward.state()).text == file_number(answer.phone.state().reply.file_sha256));
    CHECK(answer.phone.state().own_number.empty());
    answer.ward.wish(cmd::ImportReceived{});
    CHECK(answer.ward.state().received.stage == ReceivedFile::Stage::imported);
    CHECK(list_questions(answer.ward.state(), answer.case_id).size() == 1);
    CHECK(code_at(answer.ward.state().library.answers(answer.made.ledger), "receipt_state") == "received");
}

TEST_CASE("an answer that also changes the record, or answers a file of somebody else's, is asked about") {
    Workplace ward(1);
    ward.set_up();
    const DocumentId case_id = add_case(ward);
    const Made made = hand_over(ward, case_id);
    Workplace station(2);
    station.set_up("梶谷 むつみ", station_name);
    open(station, made.file.bytes, made.passphrase);
    station.import_received();
    station.wish(cmd::BeginReply{case_id});
    station.wish(cmd::Edit{case_id, "patient_wish", std::string("猫と寝たい")});
    station.wish(cmd::MakeReply{case_id});
    REQUIRE(station.state().reply.stage == ReplyJob::Stage::made);
    open(ward, station.state().reply.bytes);
    REQUIRE(is_open(ward));
    CHECK(ward.state().received.answers == made.ledger);
    CHECK(asks_for_call(ward.state()));
    CHECK(number_to_compare(ward.state()).text == station.state().own_number);
    ward.wish(cmd::ImportReceived{});
    CHECK(ward.state().library.answers(case_id).text("patient_wish") == "うちの畳で寝たい");

    Answered other;
    Workplace elsewhere(7);
    elsewhere.set_up();
    open(elsewhere, other.made.file.bytes, other.made.passphrase);
    REQUIRE(is_open(elsewhere));
    CHECK(elsewhere.state().received.answers.empty());
    CHECK(asks_for_call(elsewhere.state()));
}

TEST_CASE("what an answer is sealed for has the number of the ward's own screen") {
    Answered answer;
    const auto incoming = find_incoming(answer.phone.state(), answer.case_id);
    REQUIRE(incoming);
    CHECK(incoming->number == answer.ward.state().own_number);
    Workplace station(4);
    station.set_up("梶谷 むつみ", station_name);
    open(station, answer.made.file.bytes, answer.made.passphrase);
    station.import_received();
    station.wish(cmd::CloseReceived{});
    CHECK(find_incoming(station.state(), answer.case_id)->number == answer.ward.state().own_number);
}

}  // namespace tsunagi
