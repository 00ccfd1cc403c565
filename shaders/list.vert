#version 300 es
// A draw list of Dear ImGui.
layout(std140) uniform View {
    vec4 scale;  // xy: design px to clip space
};

layout(location = 0) in vec2 position;
layout(location = 1) in vec2 uv;
layout(location = 2) in vec4 color;

out vec2 at;
out vec4 ink;

void main() {
    at = uv;
    ink = color;
    gl_Position = vec4(position * scale.xy + vec2(-1.0, 1.0), 0.0, 1.0);
}
