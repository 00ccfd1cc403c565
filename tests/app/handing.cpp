#include "handing.h"

namespace tsunagi {

DocumentId add_case(Workplace& place) {
    place.wish(cmd::CreateCase{{{"name", std::string("髙橋 𠮷乃")},
                                {"patient_id", std::string("TRN-0901")},
                                {"birth_date", Date{"1941-03-02"}},
                                {"patient_wish", std::string("うちの畳で寝たい")}}});
    REQUIRE(place.state().place.screen == Screen::case_home);
    return place.state().place.case_id;
}

const PickedFile& last_saved(const Workplace& place) {
    REQUIRE_FALSE(place.files.saved.empty());
    return place.files.saved.back();
}

PickedFile make_card(Workplace& place, const std::string& organisation) {
    place.wish(cmd::MakeKeyCard{organisation});
    PickedFile card = last_saved(place);
    place.files.saved.pop_back();
    return card;
}

void take_card(Workplace& place, const PickedFile& card) {
    place.files.to_pick.push_back(card);
    place.wish(cmd::PickKeyCard{});
    place.pass(1);  // a frame: the number of a new key is worked out
}

DocumentId only_organisation(const Workplace& place) {
    const auto ids = place.state().library.of_kind(Kind::organisation);
    REQUIRE(ids.size() == 1);
    return ids.front();
}

DocumentId know(Workplace& ward, Workplace& station) {
    take_card(ward, make_card(station));
    return only_organisation(ward);
}

void make_file(Workplace& from, cmd::MakeHandover wish) {
    from.wish(std::move(wish));
    REQUIRE(from.state().handover.stage == HandoverJob::Stage::checked);
}

PickedFile take_out(Workplace& from) {
    REQUIRE(from.state().handover.stage == HandoverJob::Stage::checked);
    from.wish(cmd::SaveHandover{});
    from.wish(cmd::RecordHanded{"手渡し"});
    return last_saved(from);
}

void offer(Workplace& to, const PickedFile& file, const std::string& passphrase) {
    to.wish(cmd::TakeFile{file.name, file.bytes});
    to.wish(cmd::OpenReceived{passphrase});
}

void open_file(Workplace& to, const PickedFile& file, const std::string& passphrase) {
    offer(to, file, passphrase);
    REQUIRE(to.state().received.stage == ReceivedFile::Stage::opened);
}

void take_in(Workplace& to, const PickedFile& file, const std::string& passphrase) {
    open_file(to, file, passphrase);
    to.import_received();
}

}  // namespace tsunagi
