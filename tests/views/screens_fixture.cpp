#include "screens_fixture.h"

#include "core/bytes.h"
#include "core/strings.h"
#include "support/random_seeded.h"

#include "frame_check.h"
#include <catch2/catch_test_macros.hpp>

namespace tsunagi {

namespace {

const StaffId author = "0123456789abcdef0123456789abcdef";  // whoever opened make_ward()

RandomSeeded& ids() {
    static RandomSeeded random(7);
    return random;
}

}  // namespace

void write(AppState& state, const DocumentId& document, const Path& path, Value value) {
    const Document* found = state.library.find(document);
    REQUIRE(found);
    auto change =
        make_change(*found, path, std::move(value), Hlc{state.now_ms, 0}, author, "tablet", make_id(ids()));
    if (!change) return;
    std::vector<Change> changes;
    changes.push_back(std::move(*change));
    state.library.add(document, std::move(changes));
}

DocumentId add_document(AppState& state, Kind kind, std::string_view form, const DocumentId& subject,
                        const std::vector<std::pair<Path, Value>>& fields) {
    Document document;
    document.id = make_id(ids());
    document.kind = kind;
    document.form = "urn:tsunagi:form:" + std::string(form) + "|1";
    document.subject = subject;
    const DocumentId id = document.id;
    state.library.put(std::move(document));
    for (const auto& [path, value] : fields) write(state, id, path, value);
    return id;
}

void Bench::settle() {
    screen.frames(2, [this](Ui& ui) { draw_(ui, commands); });
}

const SemanticNode* Bench::find(NodeRole role, std::string_view name) const {
    return screen.ui.semantics().find(role, name);
}

// As a screen reader does: what is scrolled away comes into sight first.
void Bench::press(NodeRole role, std::string_view name) {
    for (int tries = 0; tries < 3; ++tries) {
        const SemanticNode* node = find(role, name);
        INFO("node " << name);
        REQUIRE(node != nullptr);
        REQUIRE(node->state.enabled);
        const bool in_sight = overlaps(node->rect, node->clip);
        screen.pass(400);
        screen.click_mirror(node->id);
        settle();
        if (in_sight) return;
    }
    FAIL("not brought into sight: " << name);
}

void Bench::type(std::string_view field_name, std::string_view words) {
    const SemanticNode* node = find(NodeRole::textbox, field_name);
    INFO("field " << field_name);
    REQUIRE(node != nullptr);
    const std::string id = node->id;
    screen.field_event({.id = id, .kind = FieldEventKind::focus});
    settle();
    screen.field_event({.id = id, .kind = FieldEventKind::input, .value = std::string(words)});
    settle();
    screen.field_event({.id = id, .kind = FieldEventKind::blur, .value = std::string(words)});
    settle();
}

bool Bench::says(std::string_view words) const {
    for (const SemanticNode& node : screen.ui.semantics().nodes) {
        if (node.name.contains(words) || node.value.contains(words) || node.description.contains(words))
            return true;
    }
    return false;
}

void Bench::check_all() const {
    const SemanticsFrame& frame = screen.ui.semantics();
    for (const std::string& id : frame.duplicates) FAIL_CHECK("twice: " << id);
    for (const std::string& small : find_small(frame)) FAIL_CHECK("small: " << small);
    for (const SemanticNode& node : frame.nodes) {
        if ((node.activates || node.role == NodeRole::textbox) && node.name.empty())
            FAIL_CHECK("without a name: " << node.id);
    }
    for (const std::string& key : missing_strings()) FAIL_CHECK("no words for " << key);
}

}  // namespace tsunagi
