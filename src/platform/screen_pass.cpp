#include "platform/screen_pass.h"

#include "platform/gl_program.h"
#include "platform/shaders.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace tsunagi {

namespace {

constexpr std::array<std::array<GLfloat, 4>, 3> as_it_is{{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}};
// Columns: what the red, green and blue of a frame become. Whatever comes in goes out in the one hue of the
// night theme, whose own colours stay as they are.
constexpr float green_part = 0.335f;
constexpr float blue_part = 0.271f;
constexpr std::array<std::array<GLfloat, 4>, 3> to_red{{{0.86f, 0.86f * green_part, 0.86f * blue_part},
                                                        {0.33f, 0.33f * green_part, 0.33f * blue_part},
                                                        {0.15f, 0.15f * green_part, 0.15f * blue_part}}};

constexpr GLuint effect_binding = 0;

// The uniform block Effect of shaders/screen.frag, in the layout std140: columns of four.
struct EffectBlock {
    std::array<std::array<GLfloat, 4>, 3> colors{};
    std::array<GLfloat, 4> clear{};
    GLfloat block = 1;
    std::array<GLfloat, 3> unused{};
};

}  // namespace

bool ScreenPass::make_program() {
    if (program_ != 0) return true;
    program_ = make_gl_program(screen_vertex_shader, screen_fragment_shader);
    glGenVertexArrays(1, &vertices_);
    glGenBuffers(1, &effect_);
    return program_ != 0;
}

bool ScreenPass::make_frame(int width, int height) {
    if (target_ != 0 && width == width_ && height == height_) return true;
    glDeleteTextures(1, &frame_);
    glDeleteFramebuffers(1, &target_);
    width_ = width;
    height_ = height;
    const int levels = 1 + static_cast<int>(std::log2(std::max(width, height)));
    glGenTextures(1, &frame_);
    glBindTexture(GL_TEXTURE_2D, frame_);
    glTexStorage2D(GL_TEXTURE_2D, levels, GL_RGBA8, width, height);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_NEAREST_MIPMAP_NEAREST);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_NEAREST);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_S, GL_CLAMP_TO_EDGE);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_T, GL_CLAMP_TO_EDGE);
    glGenFramebuffers(1, &target_);
    glBindFramebuffer(GL_FRAMEBUFFER, target_);
    glFramebufferTexture2D(GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, GL_TEXTURE_2D, frame_, 0);
    return glCheckFramebufferStatus(GL_FRAMEBUFFER) == GL_FRAMEBUFFER_COMPLETE;
}

bool ScreenPass::begin(int width, int height) {
    if (width <= 0 || height <= 0 || !make_program() || !make_frame(width, height)) {
        glBindFramebuffer(GL_FRAMEBUFFER, 0);
        return false;
    }
    glBindFramebuffer(GL_FRAMEBUFFER, target_);
    return true;
}

void ScreenPass::end(const ScreenEffect& effect) {
    const auto height = static_cast<float>(height_);
    glBindFramebuffer(GL_FRAMEBUFFER, 0);
    glViewport(0, 0, width_, height_);
    glDisable(GL_BLEND);
    glDisable(GL_SCISSOR_TEST);
    glActiveTexture(GL_TEXTURE0);
    glBindTexture(GL_TEXTURE_2D, frame_);
    if (effect.mosaic) glGenerateMipmap(GL_TEXTURE_2D);
    glUseProgram(program_);
    const EffectBlock block{.colors = effect.night ? to_red : as_it_is,
                            .clear = {effect.clear.x, height - effect.clear.bottom(), effect.clear.right(),
                                      height - effect.clear.y},
                            .block = effect.mosaic ? effect.stone_px : 1.0f};
    glBindBufferBase(GL_UNIFORM_BUFFER, effect_binding, effect_);
    glBufferData(GL_UNIFORM_BUFFER, sizeof(block), &block, GL_STREAM_DRAW);
    glBindVertexArray(vertices_);
    glDrawArrays(GL_TRIANGLES, 0, 3);
    glBindVertexArray(0);
}

void ScreenPass::forget() {
    *this = ScreenPass{};
}

}  // namespace tsunagi
