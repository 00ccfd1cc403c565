#include "platform/screen_pass.h"

#include "platform/shaders.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace tsunagi {

namespace {

constexpr std::array<GLfloat, 9> as_it_is{1, 0, 0, 0, 1, 0, 0, 0, 1};
// Columns: what the red, green and blue of a frame become. Whatever comes in goes out in the one hue of the
// night theme, whose own colours stay as they are.
constexpr float green_part = 0.335f;
constexpr float blue_part = 0.271f;
constexpr std::array<GLfloat, 9> to_red{0.86f, 0.86f * green_part, 0.86f * blue_part,
                                        0.33f, 0.33f * green_part, 0.33f * blue_part,
                                        0.15f, 0.15f * green_part, 0.15f * blue_part};

GLuint make_shader(GLenum kind, const char* source) {
    const GLuint shader = glCreateShader(kind);
    glShaderSource(shader, 1, &source, nullptr);
    glCompileShader(shader);
    return shader;
}

}  // namespace

bool ScreenPass::make_program() {
    if (program_ != 0) return true;
    const GLuint vertex = make_shader(GL_VERTEX_SHADER, screen_vertex_shader);
    const GLuint fragment = make_shader(GL_FRAGMENT_SHADER, screen_fragment_shader);
    program_ = glCreateProgram();
    glAttachShader(program_, vertex);
    glAttachShader(program_, fragment);
    glLinkProgram(program_);
    glDeleteShader(vertex);
    glDeleteShader(fragment);
    GLint linked = 0;
    glGetProgramiv(program_, GL_LINK_STATUS, &linked);
    glGenVertexArrays(1, &vertices_);
    return linked != 0;
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
    const auto place = [this](const char* name) { return glGetUniformLocation(program_, name); };
    glUniformMatrix3fv(place("colors"), 1, GL_FALSE, effect.night ? to_red.data() : as_it_is.data());
    glUniform1f(place("block"), effect.mosaic ? effect.stone_px : 1.0f);
    glUniform4f(place("clear"), effect.clear.x, height - effect.clear.bottom(), effect.clear.right(),
                height - effect.clear.y);
    glBindVertexArray(vertices_);
    glDrawArrays(GL_TRIANGLES, 0, 3);
    glBindVertexArray(0);
}

void ScreenPass::forget() {
    *this = ScreenPass{};
}

}  // namespace tsunagi
