// Owns what the tests of screens share: changes made to a ward, and a screen on which things are pressed by
// their names.
#pragma once

#include "app/command.h"
#include "app/state.h"
#include "support/ward.h"

#include "ui_fixture.h"

#include <string>
#include <string_view>
#include <vector>

namespace tsunagi {

// Of the practice records.
inline const DocumentId watanabe = "aa7f3e0dc0ae3f7e1854ca4a70e6f060";  // discharged, handed over twice
inline const DocumentId watanabe_note = "d5da6c58d06442c8053de7c7a4a6d695";
inline const DocumentId tokunaga = "b734c8ff943ba0342a93e23eaedfb020";  // consented to 灯りや
inline const DocumentId kuwahara = "d53c709738d4c02e76f17188ca4ce8fa";

// A change by hand, as if somebody had typed it.
void write(AppState& state, const DocumentId& document, const Path& path, Value value);
DocumentId add_document(AppState& state, Kind kind, std::string_view form, const DocumentId& subject,
                        const std::vector<std::pair<Path, Value>>& fields);

template <class T>
const T* find_command(const Commands& commands) {
    for (const Command& command : commands) {
        if (const T* found = command.get_if<T>()) return found;
    }
    return nullptr;
}

// Draws a screen of the app until it stands still, presses things by role and name, and keeps the commands.
class Bench {
  public:
    using Draw = std::function<void(Ui&, Commands&)>;
    Bench(Vec2 size, Draw draw) : screen(size), draw_(std::move(draw)) { settle(); }

    void settle();
    // Presses the node of this role and name; it must be there and enabled.
    void press(NodeRole role, std::string_view name);
    void type(std::string_view field_name, std::string_view words);
    const SemanticNode* find(NodeRole role, std::string_view name) const;
    // Whether any node says it, as a whole or in part.
    bool says(std::string_view words) const;
    // Checks of every state: no id twice, nothing pressable under 48 px, no key without words.
    void check_all() const;

    TestScreen screen;
    Commands commands;

  private:
    Draw draw_;
};

}  // namespace tsunagi
