// What a lock takes out of the fields: what was being typed is in none of them, with or without the focus.
#include "core/strings.h"
#include "views/shell.h"

#include "screens_fixture.h"
#include <catch2/catch_test_macros.hpp>

#include <algorithm>

using namespace tsunagi;

namespace {

const std::string password = "さくら病棟の朝は五時半から";

struct Gate {
    AppState state = make_ward();
    ShellUi own;
    Bench bench{{1180, 820}, [this](Ui& ui, Commands& commands) { draw_app(ui, state, own, commands); }};

    explicit Gate(Phase phase) {
        state.phase = phase;
        state.store = StoreKind::real;
        state.library.clear();
        state.staff = phase == Phase::locked ? std::vector{*state.who} : std::vector<StaffCard>{};
        state.who.reset();
        bench.settle();
    }
    const FieldRequest& field(const std::string& label) {
        const auto& fields = bench.screen.output.fields;
        const auto found = std::ranges::find(fields, label, &FieldRequest::label);
        REQUIRE(found != fields.end());
        return *found;
    }
    void type_on(const std::string& label, const std::string& words) {  // and stays in the field
        const std::string id = field(label).id;
        bench.screen.field_event({.id = id, .kind = FieldEventKind::focus});
        bench.settle();
        bench.screen.field_event({.id = id, .kind = FieldEventKind::input, .value = words});
        bench.settle();
        REQUIRE(field(label).value == words);
    }
    void lock() {
        ++state.locks;
        bench.settle();
    }
};

}  // namespace

TEST_CASE(
    "a password half typed on the lock screen is gone after a request to lock, the person stays chosen") {
    Gate gate(Phase::locked);
    gate.type_on(tr("unlock.password"), password);
    const std::uint32_t generation = gate.field(tr("unlock.password")).generation;
    const StaffId chosen = gate.own.unlock.staff;
    gate.lock();
    CHECK(gate.field(tr("unlock.password")).value.empty());
    CHECK(gate.field(tr("unlock.password")).generation >
          generation);  // the page puts a fresh field in its place
    CHECK(gate.own.unlock.password.empty());
    CHECK(gate.own.unlock.staff == chosen);
    CHECK_FALSE(gate.bench.screen.ui.field_is_focused());
}

TEST_CASE("a first account that is being written keeps its names, not its password") {
    Gate gate(Phase::first_run);
    gate.own.unlock.starting = true;
    gate.bench.settle();
    gate.type_on(tr("first.name"), "渡辺 ゆかり");
    gate.type_on(tr("first.password"), password);
    gate.lock();
    CHECK(gate.own.unlock.starting);
    CHECK(gate.field(tr("first.name")).value == "渡辺 ゆかり");
    CHECK(gate.field(tr("first.password")).value.empty());
}

TEST_CASE("the passphrase typed for a file is gone after a request to lock, and the file still asks for it") {
    Gate gate(Phase::reading);
    gate.state.received.stage = ReceivedFile::Stage::asking;
    gate.state.received.name = "a.tsunagi.json";
    gate.state.received.wants_passphrase = true;
    gate.bench.settle();
    gate.type_on(tr("received.passphrase"), "4821-7305");
    gate.lock();
    CHECK(gate.field(tr("received.passphrase")).value.empty());
    CHECK(gate.own.received.passphrase.empty());
}

TEST_CASE(
    "a lock while somebody writes leaves nothing behind to be kept, and what was open is drawn no more") {
    Gate gate(Phase::locked);
    gate.state = make_ward();
    gate.state.place = Place{Screen::cases, {}, {}, {}};
    gate.bench.settle();
    const std::string search = gate.bench.screen.output.fields.front().label;
    gate.type_on(search, "金子");
    gate.state.phase = Phase::locked;
    gate.state.staff = {*gate.state.who};
    gate.state.who.reset();
    gate.state.library.clear();
    gate.lock();
    CHECK(gate.bench.screen.output.left_behind.empty());
    CHECK_FALSE(gate.bench.says("金子"));
    CHECK(gate.own.cases.search.empty());
}

TEST_CASE("the lock screen says which version this is") {
    Gate gate(Phase::locked);
    gate.state.updates.version = "1.0.0 3f2a91c044de8b17";
    gate.bench.settle();
    CHECK(gate.bench.says("1.0.0（3f2a 91c0 44de 8b17）"));
}
