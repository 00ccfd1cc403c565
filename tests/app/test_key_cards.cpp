// Key cards between a ward and a station: read from file or code, verified by number, replaced, expired, and
// files to or from a key that is no more.
#include "app/answers.h"
#include "app/keys.h"
#include "app/ledger.h"
#include "core/calendar.h"
#include "exchange/jwk.h"

#include "handing.h"

#include <algorithm>

namespace tsunagi {

namespace {

std::string number_on_screen(const Workplace& ward, const DocumentId& organisation) {
    return device_number_of(ward.state(), organisation);
}

PickedFile hand_over(Workplace& ward, const DocumentId& case_id, const DocumentId& organisation) {
    make_file(ward, with_reason(cmd::MakeHandover{case_id, organisation, false, SectionSet::all()}));
    ward.wish(cmd::SaveHandover{});
    return last_saved(ward);
}

}  // namespace

TEST_CASE("both sides see the same number, and without one nothing is verified") {
    Workplace ward(1);
    ward.set_up();
    Station station;
    const DocumentId organisation = know(ward, station);
    CHECK(key_state_of(ward.state(), organisation) == KeyState::unverified);
    // What the station reads out in its settings, and what the ward has on its screen.
    CHECK(number_on_screen(ward, organisation) == station.state().own_number);
    CHECK(number_on_screen(ward, organisation).size() == 39);
    ward.verify(organisation, "");
    CHECK(key_state_of(ward.state(), organisation) == KeyState::unverified);
    ward.verify(organisation);
    CHECK(key_state_of(ward.state(), organisation) == KeyState::verified);
    CHECK(ward.state().library.answers(organisation).text("key_verified_on") == today_iso(ward.state()));

    // A key that cannot be read has no number.
    ward.wish(cmd::Edit{organisation, "agreement_key", std::string("{\"kty\":\"EC\"}")});
    ward.wish(cmd::Edit{organisation, "key_verified_by", Value{}});
    ward.pass(1);
    CHECK(number_on_screen(ward, organisation).empty());
    ward.verify(organisation);
    CHECK(ward.says(Fault::bad_key));
    CHECK(key_state_of(ward.state(), organisation) == KeyState::unverified);
}

TEST_CASE("the code on the screen is the same card as the file") {
    Workplace ward(1);
    ward.set_up();
    Station station;
    (void)make_card(station);
    REQUIRE(station.state().own_card);
    const std::string code = station.state().own_card->code;
    CHECK(station.state().own_card->squares.side > 40);
    ward.wish(cmd::TakeKeyCard{code.substr(0, code.size() - 8)});
    CHECK(ward.says(Fault::wrong_type));
    CHECK(ward.state().library.of_kind(Kind::organisation).empty());
    ward.wish(cmd::TakeKeyCard{code + "\r\n"});
    ward.pass(1);
    const DocumentId organisation = only_organisation(ward);
    CHECK(number_on_screen(ward, organisation) == station.state().own_number);
    // A text file with the code is as good as the card's own file.
    take_card(ward, {"card.txt", bytes_of(code)});
    CHECK(ward.says("notice.key_card_same"));
    CHECK(ward.state().library.of_kind(Kind::organisation).size() == 1);
    // One's own card is nobody else's.
    station.wish(cmd::TakeKeyCard{code});
    CHECK(station.says("notice.key_card_own"));
    CHECK(station.state().library.of_kind(Kind::organisation).empty());
    station.wish(cmd::Lock{});
    CHECK_FALSE(station.state().own_card);
}

TEST_CASE("another key of a known station is a question; the old one is remembered and never addressed") {
    Workplace ward(1);
    ward.set_up();
    const DocumentId case_id = add_case(ward);
    Station old_station;
    const PickedFile old_card = make_card(old_station);
    take_card(ward, old_card);
    const DocumentId organisation = only_organisation(ward);
    ward.verify(organisation);
    const std::string old_number = number_on_screen(ward, organisation);

    Station new_station(3);
    take_card(ward, make_card(new_station));
    REQUIRE(ward.state().key_change);
    CHECK(ward.state().key_change->number_before == old_number);
    CHECK(ward.state().key_change->number == new_station.state().own_number);
    CHECK(number_on_screen(ward, organisation) == old_number);  // nothing has changed yet
    CHECK(key_state_of(ward.state(), organisation) == KeyState::verified);
    ward.wish(cmd::AnswerKeyChange{false});
    CHECK_FALSE(ward.state().key_change);
    CHECK(number_on_screen(ward, organisation) == old_number);

    take_card(ward, make_card(new_station));
    ward.wish(cmd::AnswerKeyChange{true});
    ward.pass(1);
    CHECK(number_on_screen(ward, organisation) == new_station.state().own_number);
    CHECK(key_state_of(ward.state(), organisation) == KeyState::unverified);
    const auto former = list_former_keys(ward.state(), organisation);
    REQUIRE(former.size() == 1);
    CHECK(former.front().verified_by == "渡辺 ゆかり");
    CHECK(former.front().replaced_on == today_iso(ward.state()));

    // The old card cannot come back by itself, and the new key is the one files are for.
    take_card(ward, old_card);
    CHECK(ward.says(Fault::former_key));
    CHECK_FALSE(ward.state().key_change);
    const PickedFile file = hand_over(ward, case_id, organisation);
    CHECK(ward.state().library.answers(ward.state().handover.ledger).text("to_kid") ==
          new_station.state().device_kid);
    old_station.wish(cmd::TakeFile{file.name, file.bytes});
    CHECK_FALSE(old_station.state().received.for_this_device);
    CHECK_FALSE(old_station.state().received.for_former_key);
    new_station.wish(cmd::TakeFile{file.name, file.bytes});
    CHECK(new_station.state().received.for_this_device);
    // All of it outlives the page.
    ward.reload();
    ward.unlock();
    CHECK(list_former_keys(ward.state(), organisation).size() == 1);
}

TEST_CASE("a file signed by a key that was replaced is still told as its station's, and is not verified") {
    Workplace ward(1);
    ward.set_up();
    Station old_station;
    const DocumentId organisation = know(ward, old_station);
    ward.verify(organisation);
    const PickedFile before = [&] {
        const DocumentId case_id = add_case(old_station);
        old_station.wish(with_reason(cmd::MakeHandover{case_id, {}, true, SectionSet::all()}));
        old_station.wish(cmd::SaveHandover{});
        return old_station.files.saved.back();
    }();
    const std::string passphrase = old_station.state().handover.passphrase;
    open_file(ward, before, passphrase);
    CHECK(ward.state().received.trust == SignerTrust::verified);
    ward.wish(cmd::CloseReceived{});

    Station new_station(3);
    take_card(ward, make_card(new_station));
    ward.wish(cmd::AnswerKeyChange{true});
    ward.pass(1);
    open_file(ward, before, passphrase);
    CHECK(ward.state().received.trust == SignerTrust::unknown);
    CHECK(ward.state().received.signer_name == station_name);
    CHECK(ward.state().received.signer_replaced_on == today_iso(ward.state()));
}

TEST_CASE("an expired key is told, refused, and used only when somebody says so") {
    Workplace ward(1);
    ward.set_up();
    const DocumentId case_id = add_case(ward);
    Station station;
    const DocumentId organisation = know(ward, station);
    ward.verify(organisation);
    const std::string made_on = today_iso(ward.state());
    CHECK(key_good_until(ward.state(), organisation) ==
          std::to_string(std::stoi(made_on) + 2) + made_on.substr(4));

    ward.pass(732 * day_ms);
    ward.unlock();
    CHECK(key_state_of(ward.state(), organisation) == KeyState::expired);
    ward.wish(with_reason(cmd::MakeHandover{case_id, organisation, false, SectionSet::all()}));
    CHECK(ward.state().handover.stage == HandoverJob::Stage::failed);
    CHECK(ward.state().handover.fault == Fault::key_expired);
    CHECK(list_ledger(ward.state(), case_id).empty());
    ward.wish(with_reason(
        cmd::MakeHandover{case_id, organisation, true, SectionSet::all()}));  // no key, no question
    CHECK(ward.state().handover.stage == HandoverJob::Stage::checked);
    ward.wish(with_reason(cmd::MakeHandover{.case_id = case_id,
                                            .to_organisation = organisation,
                                            .sections = SectionSet::all(),
                                            .accept_expired_key = true}));
    CHECK(ward.state().handover.stage == HandoverJob::Stage::checked);
    CHECK(list_ledger(ward.state(), case_id).size() == 2);

    // A new card with the same key is all it takes: the telephone call was about the key.
    station.pass(732 * day_ms);
    station.unlock();
    take_card(ward, make_card(station));
    CHECK(ward.says("notice.key_card_same"));
    CHECK(key_state_of(ward.state(), organisation) == KeyState::verified);
    ward.wish(cmd::SetSetting{"key_years", std::int64_t{1}});
    CHECK(key_good_until(ward.state(), organisation)->substr(0, 4) ==
          std::to_string(std::stoi(today_iso(ward.state())) + 1));
}

TEST_CASE("a tablet whose keys were made anew knows what was sent to its former ones") {
    Workplace ward(1);
    ward.set_up();
    const DocumentId case_id = add_case(ward);
    Station station;
    const DocumentId organisation = know(ward, station);
    const PickedFile file = hand_over(ward, case_id, organisation);
    const std::string before = station.state().device_kid;

    // The record that holds the device's keys is damaged: the vault makes new ones.
    station.disk.at(Collection::meta).at("device").back() ^= 1;
    station.reload();
    station.unlock();
    REQUIRE(station.state().phase == Phase::open);
    REQUIRE(station.state().device_kid != before);
    CHECK(station.says("notice.own_key_new"));
    CHECK(is_own_former_kid(station.state(), before));
    CHECK_FALSE(is_own_former_kid(station.state(), station.state().device_kid));
    station.wish(cmd::TakeFile{file.name, file.bytes});
    CHECK_FALSE(station.state().received.for_this_device);
    CHECK(station.state().received.for_former_key);
    CHECK(station.state().received.kids.size() == 2);

    // With the new card a new file opens.
    take_card(ward, make_card(station));
    REQUIRE(ward.state().key_change);
    ward.wish(cmd::AnswerKeyChange{true});
    ward.pass(1);
    ward.wish(cmd::DiscardHandover{});
    const PickedFile again = hand_over(ward, case_id, organisation);
    station.wish(cmd::TakeFile{again.name, again.bytes});
    CHECK(station.state().received.for_this_device);
    station.wish(cmd::OpenReceived{});
    CHECK(station.state().received.stage == ReceivedFile::Stage::opened);
}

TEST_CASE(
    "after a suspected leak the ones before still open what was sent to them, and who has the old card is named") {
    Workplace ward(1);
    ward.set_up();
    ward.wish(cmd::DismissRecoveryCode{true});
    Station station;
    const DocumentId organisation = know(ward, station);
    const DocumentId wards = know(station, ward);
    const PickedFile sent = hand_over(station, add_case(station), wards);
    const std::string number = ward.state().own_number;
    const std::string kid = ward.state().device_kid;
    CHECK(list_without_own_card(ward.state()).empty());

    ward.clock.advance(60'000);
    ward.wish(cmd::ExchangeKey{});
    const auto check_renewed = [&] {
        CHECK(ward.state().own_number != number);
        CHECK(ward.state().device_kid != kid);
        REQUIRE(ward.state().former_keys.size() == 1);
        CHECK(ward.state().former_keys.front().kid == kid);
        CHECK(ward.state().former_keys.front().number == number);
        CHECK_FALSE(ward.state().own_card.has_value());
        CHECK(list_without_own_card(ward.state()) == std::vector{organisation});
    };
    check_renewed();
    CHECK(ward.says("notice.own_key_new"));
    CHECK(ward.state().accounts.recovery.is_outdated);
    ward.wish(cmd::MakeBackup{});
    CHECK(ward.state().backup.fault == Fault::data_missing);
    ward.reload();
    ward.unlock();
    check_renewed();
    offer(ward, sent);
    CHECK(ward.state().received.for_this_device);
    CHECK_FALSE(ward.state().received.for_former_key);
    CHECK(ward.state().received.stage == ReceivedFile::Stage::opened);
    ward.wish(cmd::CloseReceived{});

    // Known only since then: they never had the old card.
    ward.clock.advance(60'000);
    Workplace another(3);
    another.set_up("中西 一", "訪問看護ステーション みなと");
    take_card(ward, make_card(another, "訪問看護ステーション みなと"));
    CHECK(list_without_own_card(ward.state()) == std::vector{organisation});
    ward.wish(cmd::MarkCardGiven{organisation});
    CHECK(list_without_own_card(ward.state()).empty());
    ward.wish(cmd::ExchangeKey{});
    CHECK(list_without_own_card(ward.state()).size() == 2);
    CHECK(ward.state().former_keys.size() == 2);
}

TEST_CASE("a key card that is opened as a file is called what it is, and refused nowhere") {
    Workplace ward(1);
    ward.set_up();
    Workplace station(2);
    station.set_up("梶谷 むつみ", "訪問看護ステーション このは坂");
    const PickedFile card = make_card(station);
    ward.wish(cmd::TakeFile{card.name, card.bytes});
    CHECK(ward.says("notice.is_key_card"));
    CHECK(ward.state().received.stage == ReceivedFile::Stage::none);
    ward.wish(cmd::ReadAudit{});
    CHECK(std::ranges::none_of(ward.state().audit.entries, [](const AuditEntry& entry) {
        return entry.action == AuditAction::refuse_import;
    }));
}

}  // namespace tsunagi
