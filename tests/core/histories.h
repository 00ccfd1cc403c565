// Owns small documents for tests, and random histories of several tablets.
#pragma once

#include "core/document.h"

#include <random>
#include <string>
#include <vector>

namespace tsunagi::test {

// 32 hex digits that end in the number.
inline std::string id_of(unsigned number, char first = 'a') {
    const std::string digits = std::to_string(number);
    return first + std::string(31 - digits.size(), '0') + digits;
}

inline Document make_document(Kind kind = Kind::note) {
    Document document;
    document.id = id_of(1, 'd');
    document.kind = kind;
    document.form = "urn:tsunagi:form:conference-note|1";
    document.subject = id_of(2, 'c');
    return document;
}

inline Change make_raw(unsigned id, std::int64_t wall_ms, Path path, Value value,
                       std::vector<unsigned> replaces = {}) {
    Change change{id_of(id), {wall_ms, 0}, id_of(1, 'b'), "tablet-1", std::move(path), std::move(value), {}};
    for (const unsigned replaced : replaces) change.replaces.push_back(id_of(replaced));
    return change;
}

// One tablet with its own clock and its own copy.
struct Tablet {
    Document document;
    HybridClock clock;
    std::string name;
    std::int64_t now_ms = 1'790'000'000'000;

    // Returns whether something was written.
    bool write(const Path& path, Value value, unsigned& next_id) {
        auto change = make_change(document, path, std::move(value), clock.next(now_ms), id_of(9, 'b'), name,
                                  id_of(next_id));
        if (!change) return false;
        ++next_id;
        return add_changes(document, {std::move(*change)}) == 1;
    }
    void receive(const Change& change) {
        clock.observe(change.at, now_ms);
        add_changes(document, {change});
    }
};

}  // namespace tsunagi::test
