#include "platform/gl_program.h"

namespace tsunagi {

namespace {

GLuint make_shader(GLenum kind, const char* source) {
    const GLuint shader = glCreateShader(kind);
    glShaderSource(shader, 1, &source, nullptr);
    glCompileShader(shader);
    return shader;
}

}  // namespace

GLuint make_gl_program(const char* vertex_shader, const char* fragment_shader) {
    const GLuint vertex = make_shader(GL_VERTEX_SHADER, vertex_shader);
    const GLuint fragment = make_shader(GL_FRAGMENT_SHADER, fragment_shader);
    const GLuint program = glCreateProgram();
    glAttachShader(program, vertex);
    glAttachShader(program, fragment);
    glLinkProgram(program);
    glDeleteShader(vertex);
    glDeleteShader(fragment);
    GLint linked = 0;
    glGetProgramiv(program, GL_LINK_STATUS, &linked);
    if (linked != 0) return program;
    glDeleteProgram(program);
    return 0;
}

}  // namespace tsunagi
