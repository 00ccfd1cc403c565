// Owns what a hand-over is made of, as a pure function of the records: the file and its preview are made by
// the same way, so that they cannot differ. Must not know keys, ids or the store.
#pragma once

#include "app/command.h"
#include "app/consents.h"
#include "app/state.h"

namespace tsunagi {

// Who hands over: whoever is here, of this facility and ward.
BundleParty sender_of(const AppState& state);

// Everything but the bundle's id and the keys of this tablet, which only a file that leaves has.
BundleInput describe_handover(const AppState& state, const cmd::MakeHandover& wish);

// What a person sees of an opened bundle, on whichever side: for its audience, with the words of this page.
HandoverView view_of_bundle(const AppState& state, const ReceivedBundle& bundle);

// What the recipient will see: the bundle made, read back and shown by view_of_bundle. Changes later than
// until_ms are left out (0: none is). What make_bundle refuses, this does too.
Result<HandoverView> preview_handover(const AppState& state, const cmd::MakeHandover& wish,
                                      std::int64_t until_ms = 0);

// Of what is wished, the sections the recipient may not be told.
SectionSet beyond_consent(const ConsentScope& scope, const cmd::MakeHandover& wish);

}  // namespace tsunagi
