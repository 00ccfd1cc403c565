// Who knows an older 見立て, and telling them again by one tap.
#include "app/answers.h"
#include "app/consents.h"
#include "app/told.h"

#include "handing.h"

#include <algorithm>

namespace tsunagi {

namespace {

const SectionSet sections{Section::wish, Section::assessment, Section::home};

struct Ward : Workplace {
    DocumentId case_id, note, station;

    Ward() : Workplace(1) {
        set_up();
        Station other;
        station = know(*this, other);
        wish(
            cmd::CreateCase{{{"name", std::string("渡邉 清次郎")}, {"patient_id", std::string("TRN-0001")}}});
        case_id = state().place.case_id;
        assess("日中は見守りで歩ける");
    }
    void assess(const std::string& text) {
        pass(60'000);
        wish(cmd::BeginNote{case_id});
        note = state().place.note;
        wish(cmd::Edit{note, "life_assessment", text});
    }
    void agree(const DocumentId& organisation, const std::string& name, const std::string& codes) {
        Fields fields{{"to_name", name},
                      {"sections", codes},
                      {"given_by", code_value("consent-giver", "self", "本人")},
                      {"method", code_value("consent-method", "spoken", "口頭")},
                      {"given_on", Date{today_iso(state())}}};
        if (!organisation.empty())
            fields.emplace_back("to_organisation", Reference{"Organisation/" + organisation, name});
        wish(cmd::RecordConsent{case_id, fields});
    }
    void hand(const DocumentId& organisation, const std::string& name, SectionSet chosen = sections) {
        cmd::MakeHandover made{case_id, organisation, organisation.empty(), chosen};
        made.to_name = organisation.empty() ? name : "";
        made.audience = Audience::care_manager;
        const bool agreed = find_consent(state(), case_id, organisation, made.to_name).consent.has_value();
        make_file(*this, agreed ? made : with_reason(made));
        record();
    }
    void record() {
        pass(1'000);
        take_out(*this);
    }
};

}  // namespace

TEST_CASE("whoever was told an older view is named with its version, and nobody else") {
    Ward ward;
    ward.agree(ward.station, station_name, codes_of(sections));
    ward.agree({}, "長女", codes_of(sections));
    ward.hand(ward.station, station_name);
    ward.hand({}, "長女");
    ward.hand({}, "長男", {Section::wish});  // never told of the view
    CHECK(list_outdated(ward.state(), ward.case_id).empty());
    ward.assess("夜はひとりでは難しい");
    auto outdated = list_outdated(ward.state(), ward.case_id);
    REQUIRE(outdated.size() == 2);
    CHECK(outdated.front().name == station_name);
    CHECK(outdated.front().version == 1);
    CHECK(outdated.front().newest == 2);
    CHECK_FALSE(outdated.front().reworded);
    CHECK(outdated.front().audience == Audience::care_manager);
    CHECK(outdated.back().name == "長女");
    CHECK(list_outdated(ward.state(), {}).size() == 2);
    ward.hand({}, "長女");
    outdated = list_outdated(ward.state(), ward.case_id);
    REQUIRE(outdated.size() == 1);
    CHECK(outdated.front().name == station_name);
}

TEST_CASE("a view that was reworded in its own note is an older one too") {
    Ward ward;
    ward.agree(ward.station, station_name, codes_of(sections));
    ward.hand(ward.station, station_name);
    ward.wish(cmd::Edit{ward.note, "life_assessment", std::string("日中も見守りがいる")});
    const auto outdated = list_outdated(ward.state(), ward.case_id);
    REQUIRE(outdated.size() == 1);
    CHECK(outdated.front().reworded);
    CHECK(outdated.front().version == 1);
    CHECK(outdated.front().newest == 1);
    ward.wish(cmd::Edit{ward.note, "life_assessment", std::string("日中は見守りで歩ける")});
    CHECK(list_outdated(ward.state(), ward.case_id).empty());  // as it was told
}

TEST_CASE("a file that was made and never handed over told nobody") {
    Ward ward;
    ward.agree(ward.station, station_name, codes_of(sections));
    ward.wish(cmd::MakeHandover{ward.case_id, ward.station, false, sections});
    ward.wish(cmd::DiscardHandover{});
    ward.assess("夜はひとりでは難しい");
    CHECK(list_outdated(ward.state(), {}).empty());
}

TEST_CASE("one tap makes and checks the update for all in turn, each with what they were told before") {
    Ward ward;
    ward.agree(ward.station, station_name, codes_of(sections));
    ward.agree({}, "長女", codes_of(sections));
    ward.hand(ward.station, station_name);
    ward.hand({}, "長女");
    ward.assess("夜はひとりでは難しい");
    std::vector<DocumentId> entries;
    for (const OutdatedRecipient& one : list_outdated(ward.state(), {})) entries.push_back(one.entry);

    ward.wish(cmd::TellAgain{entries});  // the tap
    CHECK(ward.state().place == Place{Screen::handover, ward.case_id, {}, {}});
    REQUIRE(ward.state().handover.stage == HandoverJob::Stage::checked);
    CHECK(ward.state().handover.to_organisation == ward.station);
    CHECK_FALSE(ward.state().handover.by_passphrase);  // it has a key
    CHECK(ward.state().handover.audience == Audience::care_manager);
    CHECK(ward.state().tell_next.size() == 1);
    SectionSet same = sections;
    same.add(Section::identity);
    CHECK(ward.state().handover.sections == same);
    ward.record();
    ward.wish(cmd::TellNext{});
    REQUIRE(ward.state().handover.stage == HandoverJob::Stage::checked);
    CHECK(ward.state().handover.to_name == "長女");
    CHECK_FALSE(ward.state().handover.passphrase.empty());
    CHECK(ward.state().tell_next.empty());
    ward.record();
    CHECK(list_outdated(ward.state(), {}).empty());
}

TEST_CASE("what may no longer be told is not made by a tap, and another's file is not thrown away") {
    Ward ward;
    ward.agree(ward.station, station_name, codes_of(sections));
    ward.hand(ward.station, station_name);
    ward.assess("夜はひとりでは難しい");
    const auto entry = list_outdated(ward.state(), {}).front().entry;
    ward.wish(cmd::DiscardHandover{});

    SECTION("withdrawn") {
        const auto scope = find_consent(ward.state(), ward.case_id, ward.station, {});
        ward.wish(cmd::WithdrawConsent{scope.consent->id, "本人", {}});
        ward.wish(cmd::TellAgain{{entry}});
        CHECK(ward.state().handover.stage == HandoverJob::Stage::none);
        REQUIRE(ward.state().proposal);
        CHECK(ward.state().proposal->organisation == ward.station);
        CHECK(ward.state().proposal->sections.empty());
    }
    SECTION("narrowed") {
        ward.agree(ward.station, station_name, "assessment");
        ward.wish(cmd::TellAgain{{entry}});
        REQUIRE(ward.state().handover.stage == HandoverJob::Stage::checked);
        CHECK(ward.state().handover.sections == SectionSet{Section::identity, Section::assessment});
    }
    SECTION("a file waits for somebody else") {
        cmd::MakeHandover other{ward.case_id, {}, true, {Section::wish}};
        other.to_name = "長男";
        ward.wish(with_reason(other));
        const std::string file = ward.state().handover.file_id;
        ward.wish(cmd::TellAgain{{entry}});
        CHECK(ward.state().handover.file_id == file);
        CHECK(ward.state().handover.stage == HandoverJob::Stage::checked);
    }
}

}  // namespace tsunagi
