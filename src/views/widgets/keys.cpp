// Owns how passphrases and fingerprints are set, so that they can be read out and compared.
#include "views/widgets/keys.h"

#include <algorithm>
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

std::size_t blocks_per_row(Ui& ui, float width) {
    const float least = measure_text(ui, "0000", block_text).x + 16;
    for (std::size_t count : {3u, 2u}) {
        if (static_cast<float>(count) * (least + Theme::sp_1) - Theme::sp_1 <= width) return count;
    }
    return 1;
}

}  // namespace

float measure_passphrase(Ui& ui, float width, std::string_view phrase) {
    const std::size_t per_row = blocks_per_row(ui, width);
    const std::size_t rows = (groups_of_four(phrase).size() + per_row - 1) / per_row;
    return rows == 0 ? 0 : static_cast<float>(rows) * (block_height + Theme::sp_1) - Theme::sp_1;
}

float draw_passphrase(Ui& ui, const Rect& rect, std::string_view phrase) {
    const Theme& t = ui.theme();
    const std::vector<std::string> groups = groups_of_four(phrase);
    const std::size_t per_row = blocks_per_row(ui, rect.w);
    std::string read;
    for (const std::string& group : groups) read += (read.empty() ? "" : " ") + group;
    ui.record("passphrase", NodeRole::text, read, rect.with_height(measure_passphrase(ui, rect.w, phrase)));
    for (std::size_t i = 0; i < groups.size(); ++i) {
        Rect box = column_of(rect.with_height(block_height), i % per_row, per_row, Theme::sp_1);
        box.y += rows_above(i, per_row) * (block_height + Theme::sp_1);
        draw_box(ui, box, t.col_surface_alt, t.col_line_strong, Theme::rad_m);
        draw_text(ui, box, groups[i], block_text);
    }
    return rect.y + measure_passphrase(ui, rect.w, phrase);
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
    std::string read(label);
    for (const std::string& group : groups) read += (read.empty() ? "" : " ") + group;
    const float height = print_height(ui, rect.w, groups);
    ui.record({}, NodeRole::text, read, rect.with_height(height));
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
