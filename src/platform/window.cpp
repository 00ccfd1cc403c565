#include "platform/window.h"

#include "platform/browser_fonts.h"

#include <SDL.h>
#include <imgui.h>
#include <imgui_internal.h>

#include <GLES3/gl3.h>
#include <algorithm>

namespace tsunagi {

namespace {

constexpr const char* page_title = "つなぎノート";  // SDL sets it as the document's
constexpr int first_width = 1180;
constexpr int first_height = 820;
constexpr int largest_texture = 4096;  // what every WebGL2 device takes

void set_up_hints() {
    // Fingers are fingers: no mouse is made out of them, nor the other way round.
    SDL_SetHint(SDL_HINT_TOUCH_MOUSE_EVENTS, "0");
    SDL_SetHint(SDL_HINT_MOUSE_TOUCH_EVENTS, "0");
    SDL_SetHint(SDL_HINT_EMSCRIPTEN_KEYBOARD_ELEMENT, "#canvas");
    SDL_SetHint(SDL_HINT_EMSCRIPTEN_ASYNCIFY, "0");
}

void set_up_context() {
    SDL_GL_SetAttribute(SDL_GL_CONTEXT_PROFILE_MASK, SDL_GL_CONTEXT_PROFILE_ES);
    SDL_GL_SetAttribute(SDL_GL_CONTEXT_MAJOR_VERSION, 3);
    SDL_GL_SetAttribute(SDL_GL_CONTEXT_MINOR_VERSION, 0);
    SDL_GL_SetAttribute(SDL_GL_ALPHA_SIZE, 0);
    SDL_GL_SetAttribute(SDL_GL_DEPTH_SIZE, 0);
    SDL_GL_SetAttribute(SDL_GL_STENCIL_SIZE, 0);
    SDL_GL_SetAttribute(SDL_GL_MULTISAMPLEBUFFERS, 0);
}

void set_up_imgui() {
    IMGUI_CHECKVERSION();
    ImGui::CreateContext();
    ImGuiIO& io = ImGui::GetIO();
    io.IniFilename = nullptr;
    io.LogFilename = nullptr;
    io.ConfigFlags |=
        ImGuiConfigFlags_NoMouse | ImGuiConfigFlags_NoKeyboard;  // hit testing and focus are our own
    io.Fonts->TexMaxWidth = largest_texture;
    io.Fonts->TexMaxHeight = largest_texture;
    io.Fonts->Flags |= ImFontAtlasFlags_NoMouseCursors;
    io.BackendFlags |= ImGuiBackendFlags_RendererHasTextures | ImGuiBackendFlags_RendererHasVtxOffset;
}

// What a frame of Dear ImGui does for draw lists, fonts and textures, and nothing of what it does for
// windows: there are none here, and leaving ImGui::NewFrame and Render out leaves a tenth of the program out
// of the page.
void begin_draw_lists() {
    ImGuiContext& context = *ImGui::GetCurrentContext();
    ++context.FrameCount;
    ImGuiViewportP& viewport = *context.Viewports[0];
    viewport.Pos = ImVec2(0, 0);
    viewport.Size = context.IO.DisplaySize;
    ImFontAtlasUpdateNewFrame(context.IO.Fonts, context.FrameCount, true);
    ImDrawListSharedData& shared = context.DrawListSharedData;
    shared.FontAtlas = context.IO.Fonts;
    ImFontAtlasUpdateDrawListsSharedData(context.IO.Fonts);
    shared.ClipRectFullscreen = ImVec4(0, 0, viewport.Size.x, viewport.Size.y);
    shared.CurveTessellationTol = context.Style.CurveTessellationTol;
    shared.SetCircleTessellationMaxError(context.Style.CircleTessellationMaxError);
    shared.InitialFlags = ImDrawListFlags_AntiAliasedLines | ImDrawListFlags_AntiAliasedLinesUseTex |
                          ImDrawListFlags_AntiAliasedFill | ImDrawListFlags_AllowVtxOffset;
    shared.InitialFringeScale = 1.0f;
}

void render_draw_lists(DrawListsGl& draw_lists) {
    ImVector<ImTextureData*>& textures = ImGui::GetPlatformIO().Textures;
    textures.resize(0);
    for (ImTextureData* texture : ImGui::GetIO().Fonts->TexList) {
        texture->RefCount = 1;
        textures.push_back(texture);
    }
    ImDrawData data;
    data.Valid = true;
    data.DisplaySize = ImGui::GetIO().DisplaySize;
    data.FramebufferScale = ImGui::GetIO().DisplayFramebufferScale;
    data.OwnerViewport = ImGui::GetMainViewport();
    data.Textures = &textures;
    data.AddDrawList(ImGui::GetBackgroundDrawList());
    draw_lists.draw(data);
}

}  // namespace

bool Window::open() {
    set_up_hints();
    if (SDL_Init(SDL_INIT_VIDEO) != 0) return false;
    set_up_context();
    window_ =
        SDL_CreateWindow(page_title, SDL_WINDOWPOS_UNDEFINED, SDL_WINDOWPOS_UNDEFINED, first_width,
                         first_height, SDL_WINDOW_OPENGL | SDL_WINDOW_RESIZABLE | SDL_WINDOW_ALLOW_HIGHDPI);
    if (window_ == nullptr) return false;
    context_ = SDL_GL_CreateContext(window_);
    if (context_ == nullptr) return false;
    set_up_imgui();
    return true;
}

Vec2 Window::size() const {
    int width = 0;
    int height = 0;
    SDL_GetWindowSize(window_, &width, &height);
    return {static_cast<float>(width), static_cast<float>(height)};
}

void Window::begin_pass(float text_scale, float pixel_ratio, const UiFonts& fonts) {
    const Vec2 css = size();
    int drawable_width = 0;
    int drawable_height = 0;
    SDL_GL_GetDrawableSize(window_, &drawable_width, &drawable_height);
    ImGuiIO& io = ImGui::GetIO();
    io.DisplaySize = ImVec2(css.x / text_scale, css.y / text_scale);
    io.DisplayFramebufferScale =
        ImVec2(static_cast<float>(drawable_width) / std::max(1.0f, io.DisplaySize.x),
               static_cast<float>(drawable_height) / std::max(1.0f, io.DisplaySize.y));
    begin_draw_lists();
    set_font_density(fonts, pixel_ratio * text_scale);
}

void Window::present(Color background, ScreenEffect effect, const Rect& clear) {
    int width = 0;
    int height = 0;
    SDL_GL_GetDrawableSize(window_, &width, &height);
    const bool over_frame = effect.any() && pass_.begin(width, height);
    const auto part = [&](int shift) { return static_cast<float>((background >> shift) & 0xFFu) / 255.0f; };
    glViewport(0, 0, width, height);
    glClearColor(part(0), part(8), part(16), 1.0f);
    glClear(GL_COLOR_BUFFER_BIT);
    render_draw_lists(draw_lists_);
    if (!over_frame) return;
    const ImVec2 k = ImGui::GetIO().DisplayFramebufferScale;
    effect.clear = {clear.x * k.x, clear.y * k.y, clear.w * k.x, clear.h * k.y};
    effect.stone_px = static_cast<float>(width) > size().x * 1.5f ? 64.0f : 32.0f;
    pass_.end(effect);
}

void Window::restore_context() {
    draw_lists_.forget();
    pass_.forget();
}

}  // namespace tsunagi
