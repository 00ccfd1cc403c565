// What may be told: recorded, cut to, expired, withdrawn, and gone beyond with a reason that stays.
#include "app/answers.h"
#include "app/consents.h"
#include "app/dates.h"
#include "app/handover_input.h"
#include "core/json.h"
#include "exchange/bundle_fhir.h"

#include "handing.h"

#include <algorithm>

namespace tsunagi {

namespace {

const std::string secret_name = "長男の勤め先・秘匿建設";

struct Ward : Workplace {
    DocumentId case_id, station;

    Ward() : Workplace(1) {
        set_up();
        wish(cmd::CreateCase{{{"name", std::string("渡邉 清次郎")},
                              {"patient_id", std::string("TRN-0001")},
                              {"patient_wish", std::string("うちの畳で寝たい")},
                              {"housing", std::string("２階に寝室")},
                              {"medication_management", std::string("一包化、朝だけ長女")}}});
        case_id = state().place.case_id;
        Station other;
        station = know(*this, other);
    }

    void agree(const std::string& sections, const std::string& from, const std::string& until = {},
               const std::string& to = station_name) {
        Fields fields{{"to_name", to},
                      {"sections", sections},
                      {"given_by", code_value("consent-giver", "family", "家族")},
                      {"given_by_name", std::string("長女 渡邉 さつき")},
                      {"method", code_value("consent-method", "written", "書面")},
                      {"given_on", Date{from}}};
        if (to == station_name)
            fields.emplace_back("to_organisation", Reference{"Organisation/" + station, to});
        if (!until.empty()) fields.emplace_back("until", Date{until});
        wish(cmd::RecordConsent{case_id, fields});
    }
    std::string day(int days) const { return *add_days(today_iso(state()), days); }
    ConsentScope scope() const { return find_consent(state(), case_id, station, {}); }
    cmd::MakeHandover handover(SectionSet sections, const std::string& reason = {}) const {
        cmd::MakeHandover wished{case_id, station, true, sections};
        wished.beyond_consent = reason;
        return wished;
    }
    // The bundle as the file has it: opened by whoever holds the passphrase.
    ReceivedBundle opened() {
        REQUIRE(state().handover.stage == HandoverJob::Stage::checked);
        Workplace reader(3);
        open_file(reader, {"a", state().handover.bytes}, state().handover.passphrase);
        return reader.state().received.bundle;
    }
};

const SectionSet two{Section::wish, Section::home};

}  // namespace

TEST_CASE("a consent counts from its first day to its last, and the newest one alone") {
    Ward ward;
    CHECK(ward.scope().state == ConsentState::none);
    CHECK(ward.scope().allowed.empty());
    ward.agree("wish,home,medications", ward.day(0), ward.day(3));
    CHECK(ward.scope().state == ConsentState::valid);
    CHECK(ward.scope().allowed ==
          SectionSet{Section::identity, Section::wish, Section::home, Section::medications});
    CHECK(ward.scope().consent->recorded_by == "渡辺 ゆかり");
    ward.pass(3 * 86'400'000LL);
    ward.unlock();
    CHECK(ward.scope().state == ConsentState::valid);  // its last day
    ward.pass(86'400'000LL);
    ward.unlock();
    CHECK(ward.scope().state == ConsentState::expired);
    CHECK(ward.scope().allowed.empty());
    ward.agree("wish", ward.day(2));  // from the day after tomorrow: the old one has ended all the same
    CHECK(ward.scope().state == ConsentState::expired);
    ward.agree("wish", ward.day(0));
    CHECK(ward.scope().state == ConsentState::valid);
    CHECK(ward.scope().allowed == SectionSet{Section::identity, Section::wish});  // narrower than the first
}

TEST_CASE("a consent of the future is no consent yet") {
    Ward ward;
    ward.agree("wish", ward.day(1));
    CHECK(ward.scope().state == ConsentState::ahead);
    CHECK(ward.scope().allowed.empty());
}

TEST_CASE("nothing leaves beyond a consent on record, and what leaves says who agreed until when") {
    Ward ward;
    ward.agree("wish", ward.day(-2), ward.day(30));
    ward.wish(ward.handover(two));
    CHECK(ward.state().handover.stage == HandoverJob::Stage::failed);
    CHECK(ward.state().handover.fault == Fault::beyond_consent);
    CHECK(list_ledger(ward.state(), ward.case_id).empty());
    ward.wish(ward.handover({Section::wish}));
    const ReceivedBundle file = ward.opened();
    CHECK(file.consent.given_by == "長女 渡邉 さつき");
    CHECK(file.consent.given_on == ward.day(-2));
    CHECK(file.consent.until == ward.day(30));
    CHECK(file.consent.covered == SectionSet{Section::identity, Section::wish});
    CHECK(file.consent.beyond.empty());
    const auto ledger = list_ledger(ward.state(), ward.case_id);
    REQUIRE(ledger.size() == 1);
    CHECK(ledger.front().beyond_consent.empty());
    CHECK(target_id(ward.state().library.answers(ledger.front().id).value("consent")) ==
          ward.scope().consent->id);
}

TEST_CASE("in an emergency it goes with a reason, which the ledger and the file keep") {
    const std::string reason = "急変・救急で、命と体を守るため";
    for (const bool recorded : {false, true}) {
        Ward ward;
        if (recorded) ward.agree("wish", ward.day(-9), ward.day(-1));
        ward.wish(ward.handover(two, reason));
        const ReceivedBundle file = ward.opened();
        CHECK(file.sections == SectionSet{Section::identity, Section::wish, Section::home});
        CHECK(file.consent.covered.empty());
        CHECK(file.consent.beyond == reason);
        CHECK(file.consent.given_by.empty());
        CHECK(list_ledger(ward.state(), ward.case_id).front().beyond_consent == reason);
    }
}

TEST_CASE("a reason that is not needed is not kept") {
    Ward ward;
    ward.agree("wish,home", ward.day(0));
    ward.wish(ward.handover(two, "念のため"));
    CHECK(ward.opened().consent.beyond.empty());
    CHECK(list_ledger(ward.state(), ward.case_id).front().beyond_consent.empty());
}

TEST_CASE("after a withdrawal nothing is offered, and what was handed over before is named") {
    Ward ward;
    ward.agree("wish,home", ward.day(-1));
    make_file(ward, ward.handover(two));
    take_out(ward);
    ward.wish(cmd::DiscardHandover{});
    ward.wish(cmd::WithdrawConsent{ward.scope().consent->id, "本人", "もう知らせないでほしい"});
    CHECK(ward.scope().state == ConsentState::withdrawn);
    CHECK(ward.scope().allowed.empty());
    CHECK(ward.scope().consent->withdrawn_by == "本人");
    const auto told = list_told(ward.state(), ward.case_id, ward.station, {});
    REQUIRE(told.size() == 1);
    CHECK(told.front().sections == "identity,wish,home");
    ward.wish(ward.handover({Section::wish}));
    CHECK(ward.state().handover.fault == Fault::beyond_consent);
    // It is a record like any other: it outlives the page, and one step takes it back.
    ward.wish(cmd::Undo{});
    CHECK(ward.scope().state == ConsentState::valid);
    ward.wish(cmd::Redo{});
    ward.reload();
    ward.unlock();
    CHECK(ward.scope().state == ConsentState::withdrawn);
}

TEST_CASE("of two scopes written on two tablets only what both allow may be told") {
    Ward ward;
    ward.agree("wish,home", ward.day(0));
    const Document* consent = ward.state().library.find(ward.scope().consent->id);
    Document copy = *consent;
    const Change& first = *std::ranges::find(copy.changes, "sections", &Change::path);
    Change other = first;
    other.id = "ffffffffffffffffffffffffffffffff";
    other.at.wall_ms += 1;
    other.value = std::string("home,medications");
    AppState state;
    add_changes(copy, {other});
    const DocumentId case_id = copy.subject;
    state.now_ms = ward.state().now_ms;
    state.library.put(copy);
    CHECK(find_consent(state, case_id, ward.station, {}).allowed ==
          SectionSet{Section::identity, Section::home});
    other.id = "fffffffffffffffffffffffffffffffe";
    other.value = std::string("everything");
    add_changes(copy, {other});
    state.library.put(copy);
    CHECK(find_consent(state, case_id, ward.station, {}).allowed == SectionSet{Section::identity});
}

TEST_CASE("whom else may be told never leaves with a file") {
    Ward ward;
    ward.agree("wish,home", ward.day(0));
    ward.agree("wish", ward.day(0), {}, secret_name);
    REQUIRE(list_consents(ward.state(), ward.case_id).size() == 2);
    const BundleInput input = describe_handover(ward.state(), ward.handover(SectionSet::all()));
    REQUIRE(std::ranges::count(input.documents, Kind::consent, &Document::kind) == 2);
    const auto bundle = make_bundle(input);
    REQUIRE(bundle);
    const auto received = parse_bundle(*bundle);
    REQUIRE(received);
    CHECK(std::ranges::count(received->documents, Kind::consent, &Document::kind) == 0);
    CHECK_FALSE(bundle->contains(secret_name));
    CHECK_FALSE(json_of(received->documents).contains(secret_name));
    CHECK_FALSE(json_of(received->documents).contains("長女 渡邉 さつき"));  // not even one's own as changes
    CHECK(received->consent.given_by == "長女 渡邉 さつき");                 // but as the file's Consent
    CHECK(received->recipient.organisation == station_name);
}

TEST_CASE("a file that brings a consent document along is refused") {
    Ward ward;
    ward.agree("wish", ward.day(0));
    const auto bundle = make_bundle(describe_handover(ward.state(), ward.handover({Section::wish})));
    REQUIRE(bundle);
    auto json = parse_json(*bundle);
    REQUIRE(json);
    for (Json& entry : (*json)["entry"]) {
        Json& resource = entry["resource"];
        if (*find_string(resource, "resourceType") != "Binary") continue;
        std::vector<Document> documents{*ward.state().library.find(ward.case_id),
                                        *ward.state().library.find(ward.scope().consent->id)};
        const std::string text = json_of(documents);
        resource["data"] = fhir::base64_of(view_of(text));
    }
    const auto received = parse_bundle(dump_json(*json));
    REQUIRE_FALSE(received);
    CHECK(received.error().fault == Fault::wrong_type);
}

TEST_CASE("where nothing was recorded nothing leaves without a reason, whatever asks for it") {
    Ward ward;
    ward.wish(ward.handover({Section::wish}));
    CHECK(ward.state().handover.stage == HandoverJob::Stage::failed);
    CHECK(ward.state().handover.fault == Fault::beyond_consent);
    CHECK(ward.state().handover.bytes.empty());
    CHECK(list_ledger(ward.state(), ward.case_id).empty());
    ward.wish(ward.handover({Section::wish}, "急変・救急で、命と体を守るため"));
    CHECK(ward.state().handover.stage == HandoverJob::Stage::checked);
}

TEST_CASE("the patient needs nobody's consent, a person by name needs one of that name") {
    Ward ward;
    CHECK(find_consent(ward.state(), ward.case_id, {}, patient_self).state == ConsentState::own);
    CHECK(find_consent(ward.state(), ward.case_id, {}, {}).state == ConsentState::none);
    ward.agree("wish", ward.day(0), {}, "長女");
    CHECK(find_consent(ward.state(), ward.case_id, {}, "長女").state == ConsentState::valid);
    CHECK(find_consent(ward.state(), ward.case_id, {}, "長男").state == ConsentState::none);
    CHECK(find_consent(ward.state(), ward.case_id, {}, {}).state == ConsentState::none);
    cmd::MakeHandover wished{ward.case_id, {}, true, {Section::wish}};
    wished.to_name = patient_self;
    ward.wish(wished);
    CHECK(ward.opened().consent.given_by == "本人");
    CHECK(list_ledger(ward.state(), ward.case_id).front().to_name == "本人");
}

}  // namespace tsunagi
