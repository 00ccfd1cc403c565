#include "ui_fixture.h"

#include <catch2/catch_test_macros.hpp>
#include <imgui.h>
#include <imgui_internal.h>

namespace tsunagi {

namespace {

bool is_full_width(char32_t c) {
    return c >= 0x1100 && !(c >= 0xFF61 && c <= 0xFF9F) && !(c >= 0x2010 && c < 0x2026);
}

bool contains_glyph(ImFontAtlas*, ImFontConfig*, ImWchar) {
    return true;
}

bool load_glyph(ImFontAtlas*, ImFontConfig*, ImFontBaked* baked, void*, ImWchar code_point,
                ImFontGlyph* glyph, float* advance_x) {
    const float advance = is_full_width(code_point) ? baked->Size : baked->Size / 2;
    if (advance_x != nullptr) {
        *advance_x = advance;
        return true;
    }
    glyph->Codepoint = code_point;
    glyph->AdvanceX = advance;
    return true;
}

const ImFontLoader* blank_loader() {
    static const ImFontLoader loader = [] {
        ImFontLoader made;
        made.Name = "blank";
        made.FontSrcContainsGlyph = contains_glyph;
        made.FontBakedLoadGlyph = load_glyph;
        return made;
    }();
    return &loader;
}

ImFont* add_blank_font() {
    ImFontConfig config;
    config.FontLoader = blank_loader();
    config.SizePixels = 18;
    return ImGui::GetIO().Fonts->AddFont(&config);
}

void accept_textures() {
    for (ImTextureData* texture : ImGui::GetPlatformIO().Textures) {
        if (texture->Status == ImTextureStatus_WantDestroy) {
            texture->SetStatus(ImTextureStatus_Destroyed);
        } else if (texture->Status != ImTextureStatus_Destroyed) {
            texture->SetTexID(1);
            texture->SetStatus(ImTextureStatus_OK);
        }
    }
}

}  // namespace

float FakeMeasure::advance(std::string_view cluster, float size_px, Weight) {
    std::size_t at = 0;
    return is_full_width(decode_utf8(cluster, at)) ? size_px : size_px / 2;
}

TestScreen::TestScreen(Vec2 size, Glyphs glyphs) : context_(ImGui::CreateContext()) {
    ImGui::SetCurrentContext(context_);
    ImGuiIO& io = ImGui::GetIO();
    io.IniFilename = nullptr;
    io.BackendFlags |= ImGuiBackendFlags_RendererHasTextures;
    io.Fonts->SetFontLoader(blank_loader());
    const UiFonts fonts{add_blank_font(), add_blank_font()};
    if (glyphs == Glyphs::painted) ui.set_fonts(fonts);
    if (glyphs == Glyphs::measured) ui.set_measure(&measure_);
    input.screen = size;
    input.now_ms = 1000;
}

TestScreen::~TestScreen() {
    for (ImTextureData* texture : ImGui::GetPlatformIO().Textures)
        texture->SetStatus(ImTextureStatus_Destroyed);
    ImGui::DestroyContext(context_);
}

const FrameOutput& TestScreen::frame(const std::function<void(Ui&)>& draw) {
    input.now_ms += 16;
    passes = 0;
    for (;;) {
        ImGuiIO& io = ImGui::GetIO();
        io.DisplaySize = {input.screen.x / input.text_scale, input.screen.y / input.text_scale};
        io.DisplayFramebufferScale = {input.text_scale, input.text_scale};
        io.DeltaTime = 0.016f;
        ImGui::NewFrame();
        ui.begin_frame(input);
        draw(ui);
        output = ui.end_frame();
        ImGui::Render();
        vertices = ImGui::GetDrawData()->TotalVtxCount;
        accept_textures();
        input.pointer.clear();
        input.wheel.clear();
        input.keys.clear();
        input.fields.clear();
        input.semantics.clear();
        input.code.clear();
        ++passes;
        if (!output.needs_layout) return output;
    }
}

void TestScreen::touch(PointerPhase phase, Vec2 at, std::int64_t after_ms, PointerKind kind) {
    input.now_ms += after_ms;
    input.pointer.push_back({phase, at, input.now_ms, kind});
}

void TestScreen::tap(Vec2 at) {
    touch(PointerPhase::down, at);
    touch(PointerPhase::up, at, 60);
}

void TestScreen::tap_node(std::string_view id) {
    tap(node(id).rect.center());
}

void TestScreen::press_key(Key key, bool shift) {
    input.keys.push_back({key, shift});
}

void TestScreen::click_mirror(std::string_view id) {
    input.semantics.push_back({std::string(id), SemanticEventKind::activate, input.now_ms});
}

void TestScreen::field_event(FieldEvent event) {
    input.fields.push_back(std::move(event));
}

const SemanticNode& TestScreen::node(std::string_view id) const {
    const SemanticNode* found = ui.semantics().find(id);
    INFO("node " << id);
    REQUIRE(found != nullptr);
    return *found;
}

}  // namespace tsunagi
