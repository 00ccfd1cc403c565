#version 300 es
precision mediump float;

uniform sampler2D picture;

in vec2 at;
in vec4 ink;
layout(location = 0) out vec4 color;

void main() {
    color = ink * texture(picture, at);
}
