// The mirror: differences can be applied one by one, ids are stable, idle frames say nothing, targets are big
// enough.
#include "views/gallery.h"
#include "views/semantics.h"
#include "views/widgets.h"

#include "ui_fixture.h"
#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <map>
#include <random>

using namespace tsunagi;

namespace {

SemanticNode made(std::string id, std::string parent, std::string name = "") {
    SemanticNode node;
    node.id = std::move(id);
    node.parent = std::move(parent);
    node.name = std::move(name);
    return node;
}

// What the platform does with a difference: a tree of ids kept by applying one operation after the other.
struct Mirror {
    struct Element {
        std::string parent;
        std::string name;
        std::vector<std::string> children;
    };
    std::map<std::string, Element> elements{{"", {}}};

    void remove(const std::string& id) {
        const std::vector<std::string> children = elements.at(id).children;
        for (const std::string& child : children) remove(child);
        std::erase(elements.at(elements.at(id).parent).children, id);
        elements.erase(id);
    }
    void place(const SemanticsOp& op) {
        auto& siblings = elements.at(op.parent).children;
        const auto at =
            op.after.empty() ? siblings.begin() : std::find(siblings.begin(), siblings.end(), op.after) + 1;
        siblings.insert(at, op.id);
    }
    void apply(const std::vector<SemanticsOp>& ops, const SemanticsFrame& frame) {
        for (const SemanticsOp& op : ops) {
            switch (op.kind) {
                case SemanticsOpKind::remove: remove(op.id); break;
                case SemanticsOpKind::insert:
                    elements[op.id] = {op.parent, frame.nodes[op.index].name, {}};
                    place(op);
                    break;
                case SemanticsOpKind::move:
                    std::erase(elements.at(elements.at(op.id).parent).children, op.id);
                    elements.at(op.id).parent = op.parent;
                    place(op);
                    break;
                case SemanticsOpKind::update: elements.at(op.id).name = frame.nodes[op.index].name; break;
            }
        }
    }
    bool shows(const SemanticsFrame& frame) const {
        std::map<std::string, std::vector<std::string>> wanted;
        for (const SemanticNode& node : frame.nodes) {
            wanted[node.parent].push_back(node.id);
            const auto found = elements.find(node.id);
            if (found == elements.end() || found->second.name != node.name) return false;
        }
        if (elements.size() != frame.nodes.size() + 1) return false;
        return std::ranges::all_of(elements, [&](const auto& entry) {
            const auto found = wanted.find(entry.first);
            return found == wanted.end() ? entry.second.children.empty()
                                         : entry.second.children == found->second;
        });
    }
};

int count_of(const std::vector<SemanticsOp>& ops, SemanticsOpKind kind) {
    return static_cast<int>(std::ranges::count(ops, kind, &SemanticsOp::kind));
}

}  // namespace

TEST_CASE("equal frames differ in nothing, a changed name is one update") {
    SemanticsFrame a;
    a.nodes = {made("list", ""), made("list/1", "list", "一"), made("list/2", "list", "二")};
    SemanticsFrame b = a;
    CHECK(diff(a, b).empty());
    b.nodes[2].name = "弐";
    const auto ops = diff(a, b);
    REQUIRE(ops.size() == 1);
    CHECK(ops[0].kind == SemanticsOpKind::update);
    CHECK(ops[0].id == "list/2");
}

TEST_CASE("one row taken to the front is one move") {
    SemanticsFrame a;
    for (const char* id : {"a", "b", "c", "d", "e"}) a.nodes.push_back(made(id, ""));
    SemanticsFrame b = a;
    std::ranges::rotate(b.nodes, b.nodes.end() - 1);
    const auto ops = diff(a, b);
    REQUIRE(ops.size() == 1);
    CHECK(ops[0].kind == SemanticsOpKind::move);
    CHECK(ops[0].id == "e");
    CHECK(ops[0].after.empty());
}

TEST_CASE("a removed parent takes its children along") {
    SemanticsFrame a;
    a.nodes = {made("card", ""), made("card/x", "card"), made("card/y", "card"), made("other", "")};
    SemanticsFrame b;
    b.nodes = {made("other", "")};
    const auto ops = diff(a, b);
    REQUIRE(ops.size() == 1);
    CHECK(ops[0].kind == SemanticsOpKind::remove);
    CHECK(ops[0].id == "card");
}

TEST_CASE("any two trees: the operations lead from one to the other") {
    std::mt19937 random(7);
    const auto grow = [&] {
        SemanticsFrame frame;
        std::vector<std::string> ids;
        for (int i = 0; i < 14; ++i) ids.push_back("n" + std::to_string(i));
        std::ranges::shuffle(ids, random);
        for (const std::string& id : ids) {
            if (random() % 4 == 0) continue;
            const std::string parent =
                frame.nodes.empty() || random() % 3 == 0 ? "" : frame.nodes[random() % frame.nodes.size()].id;
            SemanticNode node = made(id, parent, random() % 2 == 0 ? "甲" : "乙");
            node.role = random() % 5 == 0 ? NodeRole::button : NodeRole::group;
            frame.nodes.push_back(node);
        }
        return frame;
    };
    SemanticsFrame before;
    Mirror mirror;
    for (int round = 0; round < 500; ++round) {
        const SemanticsFrame after = grow();
        mirror.apply(diff(before, after), after);
        REQUIRE(mirror.shows(after));
        before = after;
    }
}

TEST_CASE("the gallery: the same ids over 100 frames, and idle frames change nothing") {
    for (const Vec2 size : {wide, medium, phone}) {
        INFO(size.x << " px wide");
        TestScreen screen(size);
        GalleryUi gallery;
        const auto draw = [&](Ui& ui) { draw_gallery(ui, gallery); };
        screen.frame(draw);
        const SemanticsFrame first = screen.ui.semantics();
        CHECK(first.duplicates.empty());
        CHECK(first.nodes.size() > 100);
        CHECK(screen.vertices > 1000);
        for (int i = 0; i < 100; ++i) {
            screen.frame(draw);
            REQUIRE(screen.output.semantics.empty());
            REQUIRE_FALSE(screen.output.fields_changed);
            REQUIRE(screen.output.wants_frames == 0);
            REQUIRE(screen.passes == 1);
        }
        CHECK(screen.ui.semantics().nodes == first.nodes);
    }
}

TEST_CASE("the gallery: every enabled target is at least 48 px, has a name, and lies inside the page") {
    for (const Vec2 size : {wide, medium, phone}) {
        for (const float scale : {1.0f, 1.5f, 2.0f}) {
            TestScreen screen(size);
            screen.input.text_scale = scale;
            GalleryUi gallery;
            const auto draw = [&](Ui& ui) { draw_gallery(ui, gallery); };
            screen.frames(2, draw);
            for (const SemanticNode& node : screen.ui.semantics().nodes) {
                if (!node.activates && node.role != NodeRole::textbox) continue;
                INFO(size.x << " px, scale " << scale << ": " << node.id << " " << node.name);
                CHECK(node.rect.w >= 47.5f);
                CHECK(node.rect.h >= 47.5f);
                CHECK_FALSE(node.name.empty());
                CHECK(node.rect.x >= -0.5f);
                CHECK(node.rect.right() <= size.x + 0.5f);
            }
        }
    }
}

TEST_CASE("a value that changes is an update, never another element") {
    TestScreen screen;
    std::string time = "6:18";
    const auto draw = [&](Ui& ui) {
        draw_ring(ui, {0, 0, 128, 128}, {.part = 0.4f, .above = "残り", .number = time});
        draw_text(ui, {0, 200, 300, 0}, time);
    };
    screen.frame(draw);
    time = "6:17";
    screen.frame(draw);
    CHECK(count_of(screen.output.semantics, SemanticsOpKind::update) == 2);
    CHECK(screen.output.semantics.size() == 2);
}

TEST_CASE("rectangles are CSS pixels whatever the text scale") {
    TestScreen screen;
    screen.input.text_scale = 2;
    const auto draw = [](Ui& ui) { draw_button(ui, "b", {10, 20, 100, 48}, {.label = "押す"}); };
    screen.frame(draw);
    CHECK(screen.node("b").rect == Rect{20, 40, 200, 96});
    CHECK(screen.ui.width_class() == WidthClass::phone);
    int fired = 0;
    const auto count = [&](Ui& ui) {
        fired += draw_button(ui, "b", {10, 20, 100, 48}, {.label = "押す"}) ? 1 : 0;
    };
    screen.tap({210, 130});
    screen.frames(2, count);
    CHECK(fired == 1);
}
