// Owns the border to JavaScript: what web/library_tsunagi.js offers to C++. What C++ offers to it is in
// page_input.cpp. Strings are UTF-8 and end in NUL; nothing here keeps a pointer after it returns.
#pragma once

#include <cstdint>

extern "C" {

// --- glyphs (web/glyphs.js); px are device pixels
// Paints text for the next tsunagi_glyph_copy. box takes {advance, left, top, width, height} around the pen
// on the baseline, y down, left and width in 1/stretch px. 0: alpha bytes, 1: RGBA (a colour font).
int tsunagi_glyph_paint(const char* text, double px, int weight, int stretch, double* box);
// Paints an icon into a square; its side in px, 0 where there is no such icon.
int tsunagi_glyph_paint_icon(std::uint32_t code_point, double px);
void tsunagi_glyph_copy(std::uint8_t* pixels);
double tsunagi_glyph_advance(const char* text, double px, int weight);
// CSS px from the top of a line box as high as the font to its baseline.
double tsunagi_font_baseline(double css_px, int weight);

// --- the page
// One JSON object, any part of which may be missing: "look" as web/display.js, "fields" and "tree" as
// web/text_fields.js and web/semantics.js say, "commands": [[kind, field id, text], ...], "focus": node id,
// "cursor": CSS word.
void tsunagi_page_update(const char* json);
void tsunagi_page_ready();         // the first screen stands and takes input
void tsunagi_page_hold(int held);  // while held the browser asks before the page is closed
void tsunagi_page_set_locked(int locked);
void tsunagi_page_set_replaceable(int replaceable);  // a new version of the app may take over
void tsunagi_page_insets(double* left_top_right_bottom_keyboard);
double tsunagi_page_pixel_ratio();

// --- pacing (web/frames.js)
void tsunagi_request_frames(int count);
void tsunagi_draw_unseen();               // a frame soon, even while the page is hidden
void tsunagi_set_deadline(double at_ms);  // page time; negative for none
double tsunagi_now_ms();                  // page time: monotonic, since the page began

// --- files (web/files.js); answers come by tsunagi_file_answer
void tsunagi_file_pick(std::uint32_t request, const char* accept, double max_bytes);
void tsunagi_file_save(std::uint32_t request, const char* name, const char* mime, const std::uint8_t* bytes,
                       std::uint32_t size);
void tsunagi_file_share(std::uint32_t request, const char* name, const char* mime, const std::uint8_t* bytes,
                        std::uint32_t size);
void tsunagi_file_load_asset(std::uint32_t request, const char* path);
void tsunagi_file_print(std::uint32_t request, const char* lines);  // separated by newlines
int tsunagi_file_can_share();
int tsunagi_passkeys_available();  // web/passkeys.js

// --- new versions (web/updates.js)
void tsunagi_updates_hold(int held);
void tsunagi_updates_confirm(const char* version);

// --- the rest
void tsunagi_random_fill(std::uint8_t* bytes, std::uint32_t size);
double tsunagi_wall_clock_ms();
int tsunagi_offset_minutes();
}
