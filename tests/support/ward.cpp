#include "support/ward.h"

#include "support/clock_fixed.h"
#include "support/shipped.h"

#include <catch2/catch_test_macros.hpp>

namespace tsunagi {

namespace {

const Glossary& shipped_glossary() {
    static const auto glossary = parse_glossary(read_project_file("assets/glossary.json"));
    REQUIRE(glossary);
    return *glossary;
}

}  // namespace

AppState make_ward() {
    show_shipped_words();
    AppState state;
    for (const auto& [name, shipped] : shipped_forms()) state.forms.put(name, shipped.form, shipped.json);
    state.glossary = shipped_glossary();
    for (const Document& document : practice_documents()) state.library.put(document);
    state.phase = Phase::open;
    state.store = StoreKind::practice;
    state.who = StaffCard{};
    state.who->id = "0123456789abcdef0123456789abcdef";
    state.who->name = "練習 花子";
    state.who->profession = "看護師";
    state.who->role = role_recorder;
    state.now_ms = ClockFixed().wall_ms;
    return state;
}

}  // namespace tsunagi
