#version 300 es
// The finished frame in the colours of a screen mode, and behind a mosaic while it is not to be read.
precision highp float;

uniform sampler2D frame;

layout(std140) uniform Effect {
    mat3 colors;  // identity but at night
    vec4 clear;   // left, lower, right and upper edge, px: what stays readable within a mosaic
    float block;  // side of one stone, px, a power of 2; 1: no mosaic
};

in vec2 at;
out vec4 color;

void main() {
    vec2 size = vec2(textureSize(frame, 0));
    vec2 px = at * size;
    bool readable = block <= 1.0 || (all(greaterThanEqual(px, clear.xy)) && all(lessThan(px, clear.zw)));
    vec2 stone = (floor(px / block) + 0.5) * block / size;
    vec3 ink = readable ? texelFetch(frame, ivec2(px), 0).rgb : textureLod(frame, stone, log2(block)).rgb;
    color = vec4(clamp(colors * ink, 0.0, 1.0), 1.0);
}
