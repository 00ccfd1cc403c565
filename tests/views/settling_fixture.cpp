#include "settling_fixture.h"

#include "core/bytes.h"
#include "core/versions.h"
#include "support/random_seeded.h"

#include <catch2/catch_test_macros.hpp>

namespace tsunagi {

namespace {

const StaffId kajitani = "c0ffee00c0ffee00c0ffee00c0ffee00";

RandomSeeded& ids() {
    static RandomSeeded random(77);
    return random;
}

Change change_by(const StaffId& who, const char* device, std::int64_t at_ms, const Path& path, Value value,
                 std::vector<ChangeId> replaced) {
    return make_change_beside(path, std::move(value), Hlc{at_ms, 0}, who, device, make_id(ids()),
                              std::move(replaced));
}

}  // namespace

void disagree(AppState& state, const DocumentId& document, const Path& path, Value here, Value there) {
    if (!state.library.find(kajitani)) {
        Document person{kajitani, Kind::person, "urn:tsunagi:form:person|1", {}, {}};
        const auto write_of = [&](const char* field, const char* text) {
            person.changes.push_back(
                change_by(kajitani, "other", state.now_ms, field, std::string(text), {}));
        };
        write_of("name", "梶谷 むつみ");
        write_of("profession", "訪問看護師");
        write_of("organisation_name", "訪問看護ステーション このは坂");
        state.library.put(std::move(person));
    }
    const Document* found = state.library.find(document);
    REQUIRE(found);
    std::vector<ChangeId> before;
    for (const Change* change : standing(*found, path)) before.push_back(change->id);
    std::vector<Change> changes;
    changes.push_back(
        change_by(state.who->id, "tablet", state.now_ms + 1'000, path, std::move(here), before));
    changes.push_back(
        change_by(kajitani, "other", state.now_ms + 90'000, path, std::move(there), std::move(before)));
    state.library.add(document, std::move(changes));
    REQUIRE(state.library.answers(document).find(path)->in_conflict());
}

void declare_final(AppState& state, const DocumentId& document) {
    const std::string value =
        finalising_value(std::string(64, 'a'), content_of(*state.library.find(document)));
    write(state, document, row_path(finalised_group, make_id(ids())), value);
}

void ask_identity(AppState& state) {
    state.place = Place{Screen::received, {}, {}, {}};
    state.received = {};
    state.received.stage = ReceivedFile::Stage::opened;
    state.received.name = "renshu.json";
    state.received.bundle.store = state.store;
    state.received.bundle.sender = {"梶谷 むつみ", "訪問看護師", "訪問看護ステーション このは坂",
                                    "0123-45-6789"};
    state.received.identity = IdentityAnswer::asked;
    state.received.clashes = {{watanabe,
                               "11112222333344445555666677778888",
                               {{"name", "髙橋 一"},
                                {"kana", "タカハシ ハジメ"},
                                {"birth_date", "1950-01-01"},
                                {"patient_id", "TRN-0001"},
                                {"sex", "男"}},
                               {{"name", "高橋 一"},
                                {"kana", "タカハシ ハジメ"},
                                {"birth_date", "1950-01-11"},
                                {"patient_id", "TRN-0001"},
                                {"sex", "男"}}}};
}

}  // namespace tsunagi
