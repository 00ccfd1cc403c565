#include "platform/draw_lists_gl.h"

#include "platform/gl_program.h"
#include "platform/shaders.h"

#include <imgui.h>

#include <array>
#include <cstddef>
#include <cstdint>

namespace tsunagi {

namespace {

// Where the shader has them (shaders/list.vert).
constexpr GLuint position_location = 0;
constexpr GLuint uv_location = 1;
constexpr GLuint color_location = 2;
constexpr GLuint view_binding = 0;

static_assert(sizeof(ImDrawIdx) == 2);

// GL takes offsets into its buffers as pointers.
const void* offset_of(std::size_t bytes) {
    return reinterpret_cast<const void*>(bytes);  // NOLINT(performance-no-int-to-ptr)
}

// Of the vertex buffer that is bound. Indices have 16 bits and count from `first`: WebGL2 has no draw call
// that takes it.
void begin_vertices_at(std::size_t first) {
    constexpr GLsizei stride = sizeof(ImDrawVert);
    const std::size_t base = first * sizeof(ImDrawVert);
    glVertexAttribPointer(position_location, 2, GL_FLOAT, GL_FALSE, stride,
                          offset_of(base + offsetof(ImDrawVert, pos)));
    glVertexAttribPointer(uv_location, 2, GL_FLOAT, GL_FALSE, stride,
                          offset_of(base + offsetof(ImDrawVert, uv)));
    glVertexAttribPointer(color_location, 4, GL_UNSIGNED_BYTE, GL_TRUE, stride,
                          offset_of(base + offsetof(ImDrawVert, col)));
}

GLuint name_of(ImTextureID id) {
    return static_cast<GLuint>(id);
}

void make_texture(ImTextureData& texture) {
    GLuint name = 0;
    glGenTextures(1, &name);
    glBindTexture(GL_TEXTURE_2D, name);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_LINEAR);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_LINEAR);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_S, GL_CLAMP_TO_EDGE);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_T, GL_CLAMP_TO_EDGE);
    glTexImage2D(GL_TEXTURE_2D, 0, GL_RGBA, texture.Width, texture.Height, 0, GL_RGBA, GL_UNSIGNED_BYTE,
                 texture.GetPixels());
    texture.SetTexID(static_cast<ImTextureID>(name));
}

// Rows of the rectangle as they lie in the whole picture.
void change_texture(ImTextureData& texture) {
    glBindTexture(GL_TEXTURE_2D, name_of(texture.TexID));
    glPixelStorei(GL_UNPACK_ROW_LENGTH, texture.Width);
    for (const ImTextureRect& rect : texture.Updates) {
        glTexSubImage2D(GL_TEXTURE_2D, 0, rect.x, rect.y, rect.w, rect.h, GL_RGBA, GL_UNSIGNED_BYTE,
                        texture.GetPixelsAt(rect.x, rect.y));
    }
    glPixelStorei(GL_UNPACK_ROW_LENGTH, 0);
}

void give_back_texture(ImTextureData& texture) {
    const GLuint name = name_of(texture.TexID);
    glDeleteTextures(1, &name);
    texture.SetTexID(ImTextureID_Invalid);
    texture.SetStatus(ImTextureStatus_Destroyed);
}

void update_texture(ImTextureData& texture) {
    switch (texture.Status) {
        case ImTextureStatus_WantCreate: make_texture(texture); break;
        case ImTextureStatus_WantUpdates: change_texture(texture); break;
        case ImTextureStatus_WantDestroy:
            if (texture.UnusedFrames > 0) give_back_texture(texture);
            return;
        case ImTextureStatus_OK:
        case ImTextureStatus_Destroyed: return;
    }
    texture.SetStatus(ImTextureStatus_OK);
}

}  // namespace

bool DrawListsGl::make() {
    if (program_ != 0) return true;
    program_ = make_gl_program(list_vertex_shader, list_fragment_shader);
    if (program_ == 0) return false;
    glGenVertexArrays(1, &vertex_array_);
    glGenBuffers(1, &vertices_);
    glGenBuffers(1, &indices_);
    glGenBuffers(1, &view_);
    glBindVertexArray(vertex_array_);
    glBindBuffer(GL_ELEMENT_ARRAY_BUFFER, indices_);
    for (const GLuint location : {position_location, uv_location, color_location})
        glEnableVertexAttribArray(location);
    return true;
}

void DrawListsGl::set_up_state(const ImDrawData& data, int width, int height) {
    glEnable(GL_BLEND);
    glBlendEquation(GL_FUNC_ADD);
    glBlendFuncSeparate(GL_SRC_ALPHA, GL_ONE_MINUS_SRC_ALPHA, GL_ONE, GL_ONE_MINUS_SRC_ALPHA);
    glEnable(GL_SCISSOR_TEST);
    glViewport(0, 0, width, height);
    glActiveTexture(GL_TEXTURE0);
    glUseProgram(program_);
    // Design px to clip space, y downwards: (x, y) * scale + (-1, 1).
    const std::array<float, 4> scale{2.0f / data.DisplaySize.x, -2.0f / data.DisplaySize.y, 0, 0};
    glBindBufferBase(GL_UNIFORM_BUFFER, view_binding, view_);
    glBufferData(GL_UNIFORM_BUFFER, sizeof(scale), scale.data(), GL_STREAM_DRAW);
    glBindVertexArray(vertex_array_);
    glBindBuffer(GL_ARRAY_BUFFER, vertices_);
}

void DrawListsGl::draw_list(const ImDrawList& list, const ImDrawData& data, int height) {
    glBufferData(GL_ARRAY_BUFFER, list.VtxBuffer.size_in_bytes(), list.VtxBuffer.Data, GL_STREAM_DRAW);
    glBufferData(GL_ELEMENT_ARRAY_BUFFER, list.IdxBuffer.size_in_bytes(), list.IdxBuffer.Data,
                 GL_STREAM_DRAW);
    const ImVec2 k = data.FramebufferScale;
    std::size_t first = 0;
    begin_vertices_at(first);
    for (const ImDrawCmd& command : list.CmdBuffer) {
        const auto left = static_cast<int>(command.ClipRect.x * k.x);
        const auto right = static_cast<int>(command.ClipRect.z * k.x);
        const auto top = static_cast<int>(command.ClipRect.y * k.y);
        const auto bottom = static_cast<int>(command.ClipRect.w * k.y);
        if (right <= left || bottom <= top || command.ElemCount == 0) continue;
        if (command.VtxOffset != first) begin_vertices_at(first = command.VtxOffset);
        glScissor(left, height - bottom, right - left, bottom - top);
        glBindTexture(GL_TEXTURE_2D, name_of(command.GetTexID()));
        glDrawElements(GL_TRIANGLES, static_cast<GLsizei>(command.ElemCount), GL_UNSIGNED_SHORT,
                       offset_of(command.IdxOffset * sizeof(ImDrawIdx)));
    }
}

void DrawListsGl::draw(const ImDrawData& data) {
    const auto width = static_cast<int>(data.DisplaySize.x * data.FramebufferScale.x);
    const auto height = static_cast<int>(data.DisplaySize.y * data.FramebufferScale.y);
    if (width <= 0 || height <= 0 || !make()) return;
    for (ImTextureData* texture : *data.Textures) update_texture(*texture);
    set_up_state(data, width, height);
    for (const ImDrawList* list : data.CmdLists) draw_list(*list, data, height);
    glBindVertexArray(0);
}

void DrawListsGl::forget() {
    *this = DrawListsGl{};
    for (ImTextureData* texture : ImGui::GetPlatformIO().Textures) {
        texture->SetTexID(ImTextureID_Invalid);
        texture->SetStatus(ImTextureStatus_Destroyed);
    }
}

}  // namespace tsunagi
