// Owns how a shader program is made. Must not know what it draws.
#pragma once

#include <GLES3/gl3.h>

namespace tsunagi {

// 0 where it does not link: that is asked once, here. Afterwards a program is given its values in a uniform
// block and its vertices at the locations its shader names, so that the graphics process is asked nothing.
GLuint make_gl_program(const char* vertex_shader, const char* fragment_shader);

}  // namespace tsunagi
