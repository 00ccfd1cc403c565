// Owns how passphrases, numbers of devices and fingerprints are set, so that they can be read out and
// compared.
#include "views/widgets/keys.h"

#include <algorithm>
#include <initializer_list>
#include <utility>

namespace tsunagi {

std::vector<std::string> groups_of_four(std::string_view text) {
    std::vector<std::string> groups;
    std::string group;
    for (char c : text) {
        if (c == ' ' || c == '-' || c == ':') continue;
        group += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
        if (group.size() == 4) groups.push_back(std::exchange(group, {}));
    }
    if (!group.empty()) groups.push_back(group);
    return groups;
}

namespace {

constexpr float block_height = 44;
constexpr TextSpec block_text{.font = Font::h1,
                              .weight = Weight::bold,
                              .align = Align::center,
                              .valign = VAlign::middle,
                              .tabular = true,
                              .silent = true};

constexpr TextSpec device_number_text{.font = Font::h2,
                                      .weight = Weight::bold,
                                      .align = Align::center,
                                      .valign = VAlign::middle,
                                      .tabular = true,
                                      .silent = true};

std::size_t blocks_per_row(Ui& ui, float width, const TextSpec& text,
                           std::initializer_list<std::size_t> counts) {
    const float least = measure_text(ui, "0000", text).x + 16;
    for (std::size_t count : counts) {
        if (static_cast<float>(count) * (least + Theme::sp_1) - Theme::sp_1 <= width) return count;
    }
    return 1;
}

float blocks_height(std::size_t blocks, std::size_t per_row) {
    const std::size_t rows = (blocks + per_row - 1) / per_row;
    return rows == 0 ? 0 : static_cast<float>(rows) * (block_height + Theme::sp_1) - Theme::sp_1;
}

void draw_blocks(Ui& ui, const Rect& rect, const std::vector<std::string>& groups, std::size_t per_row,
                 const TextSpec& text) {
    const Theme& t = ui.theme();
    for (std::size_t i = 0; i < groups.size(); ++i) {
        Rect box = column_of(rect.with_height(block_height), i % per_row, per_row, Theme::sp_1);
        box.y += rows_above(i, per_row) * (block_height + Theme::sp_1);
        draw_box(ui, box, t.col_surface_alt, t.col_line_strong, Theme::rad_m);
        draw_text(ui, box, groups[i], text);
    }
}

std::string read_out(std::string words, const std::vector<std::string>& groups) {
    for (const std::string& group : groups) words += (words.empty() ? "" : " ") + group;
    return words;
}

}  // namespace

float measure_passphrase(Ui& ui, float width, std::string_view phrase) {
    return blocks_height(groups_of_four(phrase).size(), blocks_per_row(ui, width, block_text, {3, 2}));
}

float draw_passphrase(Ui& ui, const Rect& rect, std::string_view phrase) {
    const std::vector<std::string> groups = groups_of_four(phrase);
    const std::size_t per_row = blocks_per_row(ui, rect.w, block_text, {3, 2});
    const float height = blocks_height(groups.size(), per_row);
    ui.record("passphrase", NodeRole::text, read_out({}, groups), rect.with_height(height));
    draw_blocks(ui, rect, groups, per_row, block_text);
    return rect.y + height;
}

float draw_device_number(Ui& ui, const Rect& rect, std::string_view number, std::string_view label) {
    const std::vector<std::string> groups = groups_of_four(number);
    if (groups.empty()) return rect.y;
    const TextSpec words{.font = Font::label, .weight = Weight::bold, .silent = true};
    const float top = draw_text(ui, rect, label, words) + 4;
    const std::size_t per_row = blocks_per_row(ui, rect.w, device_number_text, {4, 2});
    const float height = blocks_height(groups.size(), per_row);
    ui.record({}, NodeRole::text, read_out(std::string(label), groups),
              rect.with_height(top + height - rect.y));
    draw_blocks(ui, {rect.x, top, rect.w, 0}, groups, per_row, device_number_text);
    return top + height;
}

namespace {

constexpr TextSpec print_text{.font = Font::label, .line = 24, .tabular = true, .silent = true};

float print_height(Ui& ui, float width, const std::vector<std::string>& groups) {
    Flow flow({0, 0, width, 0}, 10, 0);
    for (const std::string& group : groups) flow.place({measure_text(ui, group, print_text).x, 24});
    return groups.empty() ? 0 : flow.bottom();
}

}  // namespace

float measure_fingerprint(Ui& ui, float width, std::string_view fingerprint) {
    return print_height(ui, width, groups_of_four(fingerprint));
}

float draw_fingerprint(Ui& ui, const Rect& rect, std::string_view fingerprint, std::string_view label) {
    const std::vector<std::string> groups = groups_of_four(fingerprint);
    const float height = print_height(ui, rect.w, groups);
    ui.record({}, NodeRole::text, read_out(std::string(label), groups), rect.with_height(height));
    TextSpec text = print_text;
    text.color = ui.theme().col_ink_2;
    Flow flow(rect, 10, 0);
    for (const std::string& group : groups) {
        const Vec2 size = measure_text(ui, group, text);
        const Rect box = flow.place({size.x, 24});
        draw_text(ui, box.with_width(size.x + 1), group, text);
    }
    return rect.y + height;
}

}  // namespace tsunagi
