// Owns what the page is told after a frame: text fields, the mirror for screen readers, focus. Sends only
// what changed. The format is written down at the head of web/text_fields.js and web/semantics.js.
#pragma once

#include "app/display.h"
#include "platform/json_text.h"
#include "views/ui.h"

#include <cstdint>
#include <map>
#include <string>

namespace tsunagi {

// What the page beside the canvas follows.
struct PageLook {
    ScreenMode mode = ScreenMode::day;
    int text_percent = 0;
    bool covered = false;
    std::string language;
    bool operator==(const PageLook&) const = default;
};

class PageOutput {
  public:
    // As Ui::release_spare_memory().
    void release_spare_memory() { std::vector<SemanticNode>(tree_.nodes).swap(tree_.nodes); }
    void send(const Ui& ui, const FrameOutput& output, const PageLook& look, std::int64_t now_ms);

  private:
    struct SentField {
        FieldRequest request;
        Rect box;
    };

    void write_fields(JsonText& json, const Ui& ui, const FrameOutput& output);
    void write_tree(JsonText& json, const Ui& ui, const FrameOutput& output, std::int64_t now_ms);

    std::map<std::string, SentField> fields_;
    SemanticsFrame tree_;  // as the page has it
    bool tree_behind_ = false;
    std::int64_t tree_sent_at_ms_ = 0;
    bool over_pressable_ = false;
    bool flinging_ = false;
    PageLook look_;
};

}  // namespace tsunagi
