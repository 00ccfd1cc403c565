// What an answer to a file that came in may carry: of a case of this ward no more than was handed to whoever
// sent it and may be told them today, whatever their file says of itself.
#include "app/answers.h"
#include "app/keys.h"
#include "app/replies.h"
#include "exchange/jwk.h"

#include "forging.h"

#include <algorithm>

namespace tsunagi {

namespace {

const std::string not_told = "大工だった";

// Everything of the case is said to be in it.
std::string claiming_all_sections(const std::string& bundle) {
    Json json = parse_json(bundle).value();
    for (Json& entry : json["entry"]) {
        Json& resource = entry["resource"];
        if (*find_string(resource, "resourceType") != "Composition") continue;
        for (const SectionInfo& info : section_table()) {
            Json coding = Json::object();
            coding["system"] = "urn:tsunagi:section";
            coding["code"] = info.code;
            Json section = Json::object();
            section["title"] = info.title;
            section["code"]["coding"] = Json::array({coding});
            resource["section"].push_back(section);
        }
    }
    return dump_json(json);
}

// A ward that handed its medications to somebody, who answers with a program of their own.
struct Answering {
    Workplace ward{1};
    Forger sender;
    DocumentId case_id;

    Answering() {
        ward.set_up();
        case_id = add_case(ward);
        ward.wish(cmd::Edit{case_id, "life_story", not_told});
    }
    void be_known() {
        take_card(ward, sender.card(station_name, sender.agreement.public_key));
        ward.verify(ward.state().library.of_kind(Kind::organisation).front());
    }
    DocumentId organisation() const {
        const auto all = ward.state().library.of_kind(Kind::organisation);
        return all.empty() ? DocumentId{} : all.front();
    }
    OpenedFile hand_over(const SectionSet& sections) {
        ward.wish(with_reason(cmd::MakeHandover{case_id, organisation(), true, sections, station_name}));
        REQUIRE(ward.state().handover.stage == HandoverJob::Stage::checked);
        sha256 = ward.state().handover.file_sha256;
        OpenedFile opened = sender.open(ward.state().handover.bytes, ward.state().handover.passphrase);
        ward.wish(cmd::SaveHandover{});
        ward.wish(cmd::RecordHanded{"手渡し"});
        ward.wish(cmd::DiscardHandover{});
        return opened;
    }
    std::string sha256;
    void answer(const OpenedFile& opened) {
        const StaffId guest(32, 'c');
        std::string payload = with_documents(text_of(opened.payload), [&](std::vector<Document>& documents) {
            Document receipt{std::string(32, 'd'), Kind::receipt, "urn:tsunagi:form:receipt|1", case_id, {}};
            int number = 0;
            for (const auto& [path, text] : {std::pair{"file_id", opened.id},
                                             {"file_sha256", sha256},
                                             {"organisation", station_name},
                                             {"received_by", std::string("梶谷")}}) {
                ++number;
                add_changes(receipt, {{std::string(31, 'e') + static_cast<char>('0' + number),
                                       {ward.state().now_ms + number, 0},
                                       guest,
                                       guest,
                                       path,
                                       Value{text},
                                       {}}});
            }
            documents.push_back(receipt);
        });
        payload = claiming_all_sections(payload);
        payload = with_signer_key(payload, jwk_text_of(sender.signing.public_key));
        payload = with_return_key(payload, jwk_text_of(sender.agreement.public_key));
        const Bytes file =
            sender.make_signed(payload, card_of(ward, "病棟").card.agreement_key, opened.created);
        ward.wish(cmd::TakeFile{"answer.json", file});
        ward.wish(cmd::OpenReceived{});
        REQUIRE(ward.state().received.stage == ReceivedFile::Stage::opened);
        ward.wish(cmd::ImportReceived{});
        REQUIRE(ward.state().received.stage == ReceivedFile::Stage::imported);
        ward.wish(cmd::CloseReceived{});
    }
    // What the ward answers to that, as whoever may open it reads it.
    std::string give_back() {
        ward.wish(cmd::BeginReply{case_id});
        ward.wish(cmd::MakeReply{case_id});
        const ReplyJob& reply = ward.state().reply;
        REQUIRE(reply.stage == ReplyJob::Stage::made);
        if (!reply.passphrase.empty()) return text_of(sender.open(reply.bytes, reply.passphrase).payload);
        const auto opened = open_file(sender.crypto, reply.bytes,
                                      ByKey{sender.agreement.handle, sender.agreement.public_key}, {})
                                .take();
        REQUIRE(opened.has_value());
        return text_of(opened->payload);
    }
};

}  // namespace

TEST_CASE("an answer that was taken in without a call decides neither what goes back nor to which key") {
    Answering place;
    place.answer(place.hand_over({Section::medications}));
    const auto incoming = find_incoming(place.ward.state(), place.case_id);
    REQUIRE(incoming.has_value());
    CHECK(sections_to_give_back(place.ward.state(), place.case_id, *incoming).empty());  // nothing was agreed
    const std::string sent = place.give_back();
    CHECK_FALSE(place.ward.state().reply.passphrase.empty());
    CHECK_FALSE(sent.contains(not_told));
}

TEST_CASE("a verified station is answered with what it was handed and what is still agreed, no more") {
    Answering place;
    place.be_known();
    place.ward.wish(cmd::RecordConsent{
        place.case_id,
        {{"to_name", station_name},
         {"given_on", Date{today_iso(place.ward.state())}},
         {"to_organisation", Reference{"Organisation/" + place.organisation(), station_name}},
         {"sections", std::string("identity,medications,wish")}}});
    place.answer(place.hand_over({Section::identity, Section::medications}));
    const auto incoming = find_incoming(place.ward.state(), place.case_id);
    REQUIRE(incoming.has_value());
    const SectionSet sections = sections_to_give_back(place.ward.state(), place.case_id, *incoming);
    CHECK(sections.has(Section::medications));
    CHECK_FALSE(sections.has(Section::life_story));
    CHECK_FALSE(sections.has(Section::wish));  // agreed, and never handed over
    CHECK_FALSE(place.give_back().contains(not_told));
    CHECK(place.ward.state().reply.passphrase.empty());
}

}  // namespace tsunagi
