// Owns how far things are: bars, rings, steps, the timeline of a case, phase tabs, the minutes of a meeting.
#pragma once

#include "views/widgets/chip.h"
#include "views/widgets/text.h"

#include <optional>
#include <span>
#include <string>

namespace tsunagi {

enum class BarTone : std::uint8_t { accent, ok, warn, danger };
// 8 high. part 0..1. name is read ("退院前 7/14").
void draw_bar(Ui& ui, const Rect& rect, float part, BarTone tone, std::string_view name, Color track = 0);

struct RingSpec {
    float part = 0;  // 0..1, what is left
    BarTone tone = BarTone::accent;
    std::string above = {};   // 残り
    std::string number = {};  // 6:18
    std::string below = {};   // 14分のうち
    float thickness = 10;     // at 128 px; scaled with the size
};
void draw_ring(Ui& ui, const Rect& square, const RingSpec& spec);

// Steps of a hand-over: 作成 · 開封確認 · 渡した
enum class StepState : std::uint8_t { ahead, now, done, failed };
struct StepSpec {
    std::string title = {};
    std::string detail = {};
    StepState state = StepState::ahead;
};
// Side by side with lines between; below each other when the width is not enough. Nothing is pressable.
float measure_steps(Ui& ui, float width, std::span<const StepSpec> steps);
void draw_steps(Ui& ui, std::string_view key, const Rect& rect, std::span<const StepSpec> steps);

// 入院から退院後まで
enum class PointState : std::uint8_t { ahead, done, warn, now };
struct TimelinePoint {
    std::string title = {};
    std::string date = {};
    std::string hint = {};
    Icon icon = Icon::circle;
    PointState state = PointState::ahead;
};
struct TimelineSpec {
    std::span<const TimelinePoint> points = {};
    float today =
        -1;  // where today lies, in points (2.5: midway between the third and fourth); < 0: not shown
    std::string today_label = {};  // 今日
};
float measure_timeline(Ui& ui, float width, const TimelineSpec& spec);
void draw_timeline(Ui& ui, std::string_view key, const Rect& rect, const TimelineSpec& spec);

// 確認表: one tab a phase, with its bar and n/m. 72 high.
struct PhaseTabSpec {
    std::string label = {};
    int done = 0;
    int total = 0;
};
std::optional<int> draw_phase_tabs(Ui& ui, std::string_view key, const Rect& rect,
                                   std::span<const PhaseTabSpec> tabs, int selected);
// The phone's six short bars.
void draw_phase_dots(Ui& ui, const Rect& rect, std::span<const PhaseTabSpec> tabs);

// Minutes of a meeting as proportional boxes, with the ends and the sum below. 28 + 22 high.
struct MinutesSpec {
    std::span<const int> minutes = {};
    std::string begin = {};  // 15:00
    std::string sum = {};    // 5例・合計60分
    std::string end = {};    // 16:00
};
float draw_minutes(Ui& ui, const Rect& rect, const MinutesSpec& spec);

// Sections of a note: a button each, check when it has words, circle when not, pencil on the one being
// written.
struct SectionTabSpec {
    std::string label = {};
    bool has_words = false;
};
float measure_section_tabs(Ui& ui, float width, std::span<const SectionTabSpec> tabs);
std::optional<int> draw_section_tabs(Ui& ui, std::string_view key, const Rect& rect,
                                     std::span<const SectionTabSpec> tabs, int selected);

// "< 生活の見立て / 8項目の4番目 >": -1 or +1 when pressed. 56 high, more where the words need it.
float measure_pager(Ui& ui, float width, std::string_view title, std::string_view detail);
std::optional<int> draw_pager(Ui& ui, std::string_view key, const Rect& rect, std::string_view title,
                              std::string_view detail, bool has_previous, bool has_next);

}  // namespace tsunagi
