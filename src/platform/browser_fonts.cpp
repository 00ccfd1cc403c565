#include "platform/browser_fonts.h"

#include "platform/page.h"

#include <imgui.h>
#include <imgui_internal.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <string>

namespace tsunagi {

namespace {

constexpr int weight_regular = 400;
constexpr int weight_bold = 700;
constexpr ImWchar first_printable = 0x20;
constexpr char32_t first_icon = 0xE000;
// Below this density glyphs are painted wider than shown, so that they may stand at fractions of a pixel
// unblurred.
constexpr float fine_density = 1.75f;
constexpr int coarse_stretch = 2;

const ClusterRegistry* cluster_registry = nullptr;

struct PaintedBox {
    double advance = 0;
    double left = 0;
    double top = 0;
    double width = 0;
    double height = 0;
};

int weight_of(const ImFontConfig& source) {
    return static_cast<int>(source.FontNo);
}

float density_of(const ImFontConfig& source, const ImFontBaked& baked) {
    return source.RasterizerDensity * baked.RasterizerDensity;
}

bool is_icon(ImWchar code_point) {
    return code_point >= first_icon && code_point < icons_end;
}

// The words a code point stands for: itself, or the cluster registered under it.
std::string text_of(ImWchar code_point) {
    if (ClusterRegistry::is_ours(code_point)) {
        return std::string(cluster_registry->cluster_for(code_point));
    }
    return encode_utf8(code_point);
}

bool contains_glyph(ImFontAtlas*, ImFontConfig*, ImWchar code_point) {
    return code_point >= first_printable && code_point != 0x7F;
}

bool init_source(ImFontAtlas*, ImFontConfig*) {
    return true;
}

// Views centre a line box on the font size, as CSS does, so the baseline within the font size is all there is
// to know.
bool init_baked(ImFontAtlas*, ImFontConfig* source, ImFontBaked* baked, void*) {
    const double size = static_cast<double>(baked->Size);
    const double zoom = static_cast<double>(density_of(*source, *baked)) / tsunagi_page_pixel_ratio();
    const double above = tsunagi_font_baseline(size * zoom, weight_of(*source)) / zoom;
    baked->Ascent = static_cast<float>(above);
    baked->Descent = static_cast<float>(above - size);
    return true;
}

// Room in the atlas for a picture, filled from what was painted last.
bool place_bitmap(ImFontAtlas* atlas, ImFontBaked* baked, ImFontConfig* source, ImFontGlyph* glyph, int width,
                  int height, ImTextureFormat format) {
    const ImFontAtlasRectId pack_id = ImFontAtlasPackAddRect(atlas, width, height);
    if (pack_id == ImFontAtlasRectId_Invalid) return false;
    ImTextureRect* rect = ImFontAtlasPackGetRect(atlas, pack_id);
    const int pixel_bytes = format == ImTextureFormat_RGBA32 ? 4 : 1;
    ImVector<unsigned char>& pixels = atlas->Builder->TempBuffer;
    pixels.resize(width * height * pixel_bytes);
    tsunagi_glyph_copy(pixels.Data);
    glyph->Visible = true;
    glyph->PackId = pack_id;
    ImFontAtlasBakedSetFontGlyphBitmap(atlas, baked, source, glyph, rect, pixels.Data, format,
                                       width * pixel_bytes);
    return true;
}

// An icon fills the square from the text position, one font size wide and high.
bool load_icon(ImFontAtlas* atlas, ImFontConfig* source, ImFontBaked* baked, ImWchar code_point,
               ImFontGlyph* glyph) {
    const float density = density_of(*source, *baked);
    const int side = tsunagi_glyph_paint_icon(code_point, static_cast<double>(baked->Size * density));
    if (side == 0) return true;
    const float extent = static_cast<float>(side) / density;
    glyph->X1 = extent;
    glyph->Y1 = extent;
    return place_bitmap(atlas, baked, source, glyph, side, side, ImTextureFormat_Alpha8);
}

bool load_text(ImFontAtlas* atlas, ImFontConfig* source, ImFontBaked* baked, const std::string& text,
               ImFontGlyph* glyph) {
    const float density = density_of(*source, *baked);
    const int stretch = density < fine_density ? coarse_stretch : 1;
    PaintedBox box;
    std::array<double, 5> numbers{};
    const int coloured = tsunagi_glyph_paint(text.c_str(), static_cast<double>(baked->Size * density),
                                             weight_of(*source), stretch, numbers.data());
    box = {numbers[0], numbers[1], numbers[2], numbers[3], numbers[4]};
    glyph->AdvanceX = static_cast<float>(box.advance) / density;
    const int width = static_cast<int>(box.width);
    const int height = static_cast<int>(box.height);
    if (width == 0 || height == 0) return true;
    const float baseline = std::round(baked->Ascent * density);
    const float across = density * static_cast<float>(stretch);
    glyph->X0 = static_cast<float>(box.left) / across;
    glyph->X1 = glyph->X0 + static_cast<float>(width) / across;
    glyph->Y0 = (baseline + static_cast<float>(box.top)) / density;
    glyph->Y1 = glyph->Y0 + static_cast<float>(height) / density;
    glyph->Colored = coloured != 0 ? 1u : 0u;
    return place_bitmap(atlas, baked, source, glyph, width, height,
                        coloured != 0 ? ImTextureFormat_RGBA32 : ImTextureFormat_Alpha8);
}

// Exactly one of glyph and advance_x is given.
bool load_glyph(ImFontAtlas* atlas, ImFontConfig* source, ImFontBaked* baked, void*, ImWchar code_point,
                ImFontGlyph* glyph, float* advance_x) {
    if (!contains_glyph(atlas, source, code_point)) return false;
    const bool icon = is_icon(code_point);
    const std::string text = icon ? std::string() : text_of(code_point);
    if (advance_x != nullptr) {
        const double density = static_cast<double>(density_of(*source, *baked));
        *advance_x = icon ? baked->Size
                          : static_cast<float>(tsunagi_glyph_advance(
                                                   text.c_str(), static_cast<double>(baked->Size) * density,
                                                   weight_of(*source)) /
                                               density);
        return true;
    }
    glyph->Codepoint = code_point;
    glyph->AdvanceX = baked->Size;
    return icon ? load_icon(atlas, source, baked, code_point, glyph)
                : load_text(atlas, source, baked, text, glyph);
}

const ImFontLoader* browser_loader() {
    static const ImFontLoader loader = [] {
        ImFontLoader made;
        made.Name = "browser";
        made.FontSrcInit = init_source;
        made.FontSrcContainsGlyph = contains_glyph;
        made.FontBakedInit = init_baked;
        made.FontBakedLoadGlyph = load_glyph;
        return made;
    }();
    return &loader;
}

ImFont* add_weight(int weight) {
    ImFontConfig config;
    config.FontLoader = browser_loader();
    config.FontNo = static_cast<ImU32>(weight);
    config.SizePixels = metrics_of(Font::body).size;
    std::strncpy(config.Name, weight == weight_bold ? "bold" : "regular", sizeof config.Name - 1);
    return ImGui::GetIO().Fonts->AddFont(&config);
}

}  // namespace

UiFonts add_browser_fonts(const ClusterRegistry& clusters) {
    cluster_registry = &clusters;
    ImFontAtlas* atlas = ImGui::GetIO().Fonts;
    atlas->SetFontLoader(browser_loader());
    return {add_weight(weight_regular), add_weight(weight_bold)};
}

void set_font_density(const UiFonts& fonts, float density) {
    for (ImFont* font : {fonts.regular, fonts.bold}) font->CurrentRasterizerDensity = density;
}

}  // namespace tsunagi
