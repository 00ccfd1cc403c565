// Owns what is around every screen: rail, bottom navigation, top bar, patient banner, bottom bar, drill
// stripe, tabs.
#pragma once

#include "views/widgets/button.h"
#include "views/widgets/chip.h"

#include <optional>
#include <span>
#include <string>

namespace tsunagi {

struct NavItem {
    std::string key = {};
    std::string label = {};
    Icon icon = Icon::none;
    bool at_end = false;  // rail: at the lower end (設定)
};
// Rail at the left (88, 80 on medium). The index of the item pressed.
std::optional<std::size_t> draw_rail(Ui& ui, const Rect& rect, std::span<const NavItem> items,
                                     std::string_view current);
// Phone: 64 high plus the safe inset; on a low screen 48, with the words beside the icons.
std::optional<std::size_t> draw_bottom_nav(Ui& ui, const Rect& rect, std::span<const NavItem> items,
                                           std::string_view current);

enum class SaveLook : std::uint8_t { saved, saving, waiting, failed };
struct TopBarSpec {
    std::string title = {};  // ward; on a phone the screen's name
    std::string tag = {};    // 練習用データ / 訓練; "" for none
    SaveLook save = SaveLook::saved;
    std::string save_text = {};      // 保存済み 14:32
    std::string save_time = {};      // 14:32 (phone: only this)
    std::string network = {};        // オフライン・保存はこの端末; "" for none
    std::string network_short = {};  // オフライン
    bool offline = true;
    std::string person = {};        // 看護師 藤川 美咲
    std::string person_short = {};  // 藤川 美咲
    std::string lock = {};          // ロック
    bool back = false;              // phone: ‹ at the left
    std::string back_name = {};     // もどる
    Icon mode_icon = Icon::sun;
    std::string mode = {};  // 画面の色を変える（いまは昼）
};
struct TopBarResult {
    bool lock = false;
    bool back = false;
    bool save = false;    // the save state was pressed (to see what is not saved)
    bool person = false;  // the person was pressed (accounts, settings)
    bool mode = false;    // the next screen mode
};
float top_bar_height(const Ui& ui, const TopBarSpec& spec);
TopBarResult draw_top_bar(Ui& ui, const Rect& rect, const TopBarSpec& spec);

// The patient whose record is open. Two identifiers, always on screen.
struct BannerSpec {
    std::string name = {};
    std::string kana = {};
    std::string id = {};
    std::string age_sex = {};  // 84歳 女性
    std::string bed = {};      // 11階東 1108-2
    std::string stay = {};     // 9日目
    std::string allergy = {};  // セフェム系; "" for none known
    std::string region = {};   // read: いま開いている患者
};
// 64, 88 on medium; as needed when narrow; one line on a low screen where that holds two identifiers and the
// bed.
float banner_height(Ui& ui, float width, const BannerSpec& spec);
bool draw_banner(Ui& ui, const Rect& rect, const BannerSpec& spec);  // pressed: choose another patient

// A surface with a line on top for the buttons at the lower edge. Returns the area inside the padding.
Rect draw_bottom_bar(Ui& ui, const Rect& rect);

// Tabs with a bar under the chosen one (phone). 48 high.
std::optional<int> draw_tabs(Ui& ui, std::string_view key, const Rect& rect,
                             std::span<const std::string> labels, int selected);

// 訓練中: 36 high, with the words in the middle and the mark at both ends.
void draw_drill_stripe(Ui& ui, const Rect& rect, std::string_view words, std::string_view mark);
void draw_watermark(Ui& ui, Vec2 at, std::string_view word);

// Page title with a note beside it and buttons at the right; wraps below on narrow widths. Returns the lower
// edge and the index of the button pressed.
struct PageTitleResult {
    float bottom = 0;
    std::optional<std::size_t> pressed = {};
};
PageTitleResult draw_page_title(Ui& ui, std::string_view key, const Rect& rect, std::string_view title,
                                std::string_view note, std::span<const ButtonSpec> buttons = {});

// What is left for the screen itself, and where the frame's parts go.
struct FrameLayout {
    Rect rail = {};     // empty on a phone
    Rect top_bar = {};  // empty while typing on a low screen
    Rect content = {};
    Rect bottom_nav = {};  // empty but on a phone
};
enum class BottomNav : std::uint8_t {
    shown,
    hidden
};  // hidden: the screen has its own bottom bar, or typing
FrameLayout layout_frame(const Ui& ui, BottomNav nav = BottomNav::shown, float top_bar = Theme::sz_topbar);
float phone_nav_height(const Ui& ui);
float page_padding(const Ui& ui);  // 24, 16 on medium, 12 on a phone

}  // namespace tsunagi
