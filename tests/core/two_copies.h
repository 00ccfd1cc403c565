// Owns a case of many notes as two places hold it that wrote in it without hearing of each other.
#pragma once

#include "histories.h"

namespace tsunagi::test {

// Of each note both have the same 60 changes: 30 fields, each written twice. Then here fields 0 to 4 were
// written anew, there fields 3 to 7, so that two fields of each note are in conflict and 70 changes are
// known.
struct TwoCopies {
    static constexpr unsigned fields = 30;
    static constexpr unsigned changes_in_common = 60;
    static constexpr unsigned changes_merged = 70;
    std::vector<Document> here;  // one document for each note
    std::vector<Document> there;
};

inline Path field_of_note(unsigned field) {
    return "field" + std::to_string(field);
}

inline TwoCopies make_two_copies(unsigned notes) {
    constexpr unsigned fields = TwoCopies::fields;
    TwoCopies copies;
    unsigned next = 1;
    for (unsigned note = 0; note < notes; ++note) {
        Document common = make_document();
        common.id = id_of(note, 'd');
        std::vector<Change> changes;
        const unsigned first = next;
        for (unsigned i = 0; i < TwoCopies::changes_in_common; ++i, ++next) {
            std::vector<unsigned> replaced;
            if (i >= fields) replaced.push_back(first + i - fields);
            changes.push_back(make_raw(next, next, field_of_note(i % fields),
                                       "夜間の酸素と吸引の手順を家族と確かめた。" + std::to_string(next),
                                       std::move(replaced)));
        }
        add_changes(common, std::move(changes));
        const auto with_five_more = [&](unsigned from_field) {
            Document copy = common;
            std::vector<Change> more;
            for (unsigned field = from_field; field < from_field + 5; ++field, ++next)
                more.push_back(make_raw(next, next, field_of_note(field), "続き " + std::to_string(next),
                                        {first + fields + field}));
            add_changes(copy, std::move(more));
            return copy;
        };
        copies.here.push_back(with_five_more(0));
        copies.there.push_back(with_five_more(3));
    }
    return copies;
}

}  // namespace tsunagi::test
