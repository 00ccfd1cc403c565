// A notice of withdrawal as it travels: a FHIR document about a file, alone, and about no patient.
#include "exchange/bundle_fhir.h"

#include "bundle_fixture.h"

namespace tsunagi {
namespace {

WithdrawalInput notice_input() {
    WithdrawalInput input;
    input.notice = make_document(Kind::withdrawal, test_id(70), "withdrawal", "",
                                 {{"file_id", test_id(71)},
                                  {"file_name", "20261121-9f2c71.tsunagi.json"},
                                  {"file_sha256", std::string(64, 'a')},
                                  {"made_at", DateTime{"2026-11-21T14:05:00+09:00"}},
                                  {"reason", "渡す相手を間違えた\n<b>消して</b>ください"},
                                  {"withdrawn_at", DateTime{"2026-11-22T09:00:00+09:00"}},
                                  {"withdrawn_by", "𠮷野 神子"},
                                  {"organisation", "汐見原総合病院"}});
    input.questionnaire = shipped_forms().at("withdrawal").json;
    input.bundle_id = test_id(72);
    input.made_at = "2026-11-22T09:00:00+09:00";
    input.sender = {"𠮷野 神子", "病棟看護師", "汐見原総合病院", "00-0000-0100"};
    input.signer_key = "{\"kty\":\"EC\"}";
    return input;
}

}  // namespace

TEST_CASE("a notice of withdrawal is a FHIR document that names no patient and comes back as it went") {
    const WithdrawalInput input = notice_input();
    const auto bundle = make_withdrawal_bundle(input);
    REQUIRE(bundle);
    keep_for_schema_check("withdrawal", *bundle);
    const Json json = parsed(*bundle);
    for (const char* type : {"Patient", "Encounter", "Consent", "Task", "CarePlan"}) {
        CHECK(resources_of(json, type).empty());
    }
    const auto received = parse_bundle(*bundle);
    REQUIRE(received);
    CHECK(received->origin == BundleOrigin::tsunagi);
    CHECK(received->title == "撤回のお知らせ");
    CHECK(received->sender.organisation == "汐見原総合病院");
    CHECK(received->sender.phone == "00-0000-0100");
    CHECK(received->signer_key == input.signer_key);
    REQUIRE(received->withdrawal());
    CHECK(json_of(*received->withdrawal()) == json_of(input.notice));
    CHECK(make_withdrawal_bundle(input).value() == *bundle);
}

TEST_CASE("practice marks a notice of withdrawal as well") {
    WithdrawalInput input = notice_input();
    input.store = StoreKind::practice;
    const auto received = parse_bundle(make_withdrawal_bundle(input).value());
    REQUIRE(received);
    CHECK(received->store == StoreKind::practice);
    CHECK(received->title == "【練習】撤回のお知らせ");
}

TEST_CASE("a withdrawal that is none, or is about a case, is neither made nor read") {
    WithdrawalInput wrong = notice_input();
    wrong.notice.kind = Kind::ledger;
    CHECK(make_withdrawal_bundle(wrong).error().fault == Fault::bad_value);
    wrong = notice_input();
    wrong.notice.subject = test_id(73);
    CHECK(make_withdrawal_bundle(wrong).error().fault == Fault::bad_value);
    wrong = notice_input();
    wrong.made_at = "gestern";
    CHECK(make_withdrawal_bundle(wrong).error().fault == Fault::bad_value);

    // Put beside a case into one file, or given a case, it does not come in.
    const WithdrawalInput input = notice_input();
    Document about_case = input.notice;
    about_case.subject = test_id(73);
    const Document case_ = make_document(Kind::case_, test_id(73), "case", "", {{"name", "別の人"}});
    for (const auto& documents : {std::vector{about_case}, std::vector{case_, input.notice},
                                  std::vector{case_, about_case}, std::vector{input.notice, input.notice}}) {
        Json json = parsed(make_withdrawal_bundle(input).value());
        for (Json& entry : json["entry"]) {
            if (entry["resource"]["resourceType"] != "Binary") continue;
            entry["resource"]["data"] = fhir::base64_of(view_of(json_of(documents)));
        }
        CHECK(parse_bundle(dump_json(json)).error().fault == Fault::wrong_type);
    }
}

}  // namespace tsunagi
