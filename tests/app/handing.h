// Owns what goes between two tablets in tests: key cards, hand-over files, and taking them in.
#pragma once

#include "workplace.h"

#include <string>

namespace tsunagi {

inline const std::string station_name = "訪問看護ステーション このは坂";

// The station's tablet, with an account of its own.
struct Station : Workplace {
    explicit Station(std::uint64_t seed = 2) : Workplace(seed) { set_up("梶谷 むつみ", station_name); }
};

// 髙橋 𠮷乃, TRN-0901, born in 1941, whose wish is うちの畳で寝たい.
DocumentId add_case(Workplace& place);

// The last file saved there.
const PickedFile& last_saved(const Workplace& place);
// A key card of this tablet, and somebody else's taken in here.
PickedFile make_card(Workplace& place, const std::string& organisation = station_name);
void take_card(Workplace& place, const PickedFile& card);
DocumentId only_organisation(const Workplace& place);
// The station's card taken in at a ward that knows nobody else yet; the station as the ward has it.
DocumentId know(Workplace& ward, Workplace& station);

// A file of the hand-over, checked, and then given out and recorded as handed over.
void make_file(Workplace& from, cmd::MakeHandover wish);
PickedFile take_out(Workplace& from);

// A file offered, opened by this tablet's key or by the passphrase, and taken in.
void offer(Workplace& to, const PickedFile& file, const std::string& passphrase = {});
void open_file(Workplace& to, const PickedFile& file, const std::string& passphrase = {});
void take_in(Workplace& to, const PickedFile& file, const std::string& passphrase = {});

}  // namespace tsunagi
