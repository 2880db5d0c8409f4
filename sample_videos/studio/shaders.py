"""The shader programs. Colours are linear until the last pass; world axes as in the studio."""

from __future__ import annotations

SHADOW = """
uniform sampler2DShadow shadow_map;
uniform mat4 light_matrix;
uniform vec3 light_to;
float light_at(vec3 p, vec3 n, float spread) {
    vec4 q = light_matrix * vec4(p + n * 0.012, 1.0);
    vec3 s = q.xyz * 0.5 + 0.5;
    if (any(lessThan(s, vec3(0.0))) || any(greaterThan(s, vec3(1.0)))) return 1.0;
    vec3 a = vec3(s.xy + spread, s.z - 0.0012), b = vec3(s.xy - spread, s.z - 0.0012);
    return (texture(shadow_map, a) + texture(shadow_map, b)) / 2.0;
}
"""

DEPTH_VERTEX = """#version 330
uniform mat4 matrix;
in vec3 position;
void main() { gl_Position = matrix * vec4(position, 1.0); }
"""

DEPTH_FRAGMENT = """#version 330
out vec4 colour;
void main() { colour = vec4(0.0); }
"""

PERSON_VERTEX = "#version 330\n" + SHADOW + """
uniform mat4 matrix;
uniform vec3 key, ambient, camera;
uniform float tint;
uniform sampler3D grain;
in vec3 position; in vec3 normal; in vec3 base; in float eye;
out vec3 b; out vec3 light; out vec3 shine; out vec2 speck_eye;
void main() {
    vec3 p = position, m = normalize(normal), view = normalize(camera - p);
    float lit = light_at(p, m, 0.0012);
    float lambert = clamp((dot(m, light_to) + 0.15) / 1.15, 0.0, 1.0);
    float sky = 0.62 + 0.38 * m.z;
    float fill = 0.35 * clamp(dot(m, view), 0.0, 1.0);
    float ground = smoothstep(-0.05, 0.35, p.z) * 0.35 + 0.65;
    light = tint * (ambient * (sky + fill) * ground + key * lambert * lit);
    shine = tint * key * lit * pow(clamp(dot(m, normalize(view + light_to)), 0.0, 1.0), 24.0);
    b = base; speck_eye = vec2(texture(grain, base * 10.0).r, eye);
    gl_Position = matrix * vec4(position, 1.0);
}
"""
"""Light is worked out at the vertices, which lie close enough; colours at the pixels."""

PERSON_FRAGMENT = """#version 330
uniform vec3 skin, hair, top, bottom, shoes, eye_pos;
uniform float leg_hem, sleeve_end, waist;
in vec3 b; in vec3 light; in vec3 shine; in vec2 speck_eye;
out vec4 colour;
vec3 surface(out float gloss) {
    float ax = abs(b.x);
    gloss = 0.10;
    if (speck_eye.y > 0.5) {
        gloss = 0.6;
        float r = length(vec2(ax - eye_pos.x, b.z - eye_pos.z));
        return r < 0.0035 ? vec3(0.01) : r < 0.008 ? vec3(0.10, 0.06, 0.03) : vec3(0.75);
    }
    bool arm = ax > 0.255 && b.z > 0.0;
    if (b.z < -0.745) { gloss = 0.15; return b.z < -0.795 ? vec3(0.7) : shoes; }
    gloss = 0.03;
    if (!arm && b.z < waist && b.z > leg_hem) return bottom;
    bool collar = b.z > 0.575 - 0.25 * max(0.0, 0.10 - ax) * step(b.y, -0.02);
    bool trunk = !arm && b.z >= waist && (ax < sleeve_end || b.z < 0.36);
    if (trunk && !collar) return top;
    if (arm && ax < sleeve_end) return top;
    bool ear = ax > 0.078 && b.z > 0.665 && b.z < 0.748 && b.y < -0.005;
    float line = -0.045 - 0.95 * max(0.0, b.z - 0.742);
    bool scalp = b.z > 0.80 || (b.z > 0.655 && b.y > line);
    if (scalp && !ear) { gloss = 0.12; return hair * (0.75 + 0.5 * speck_eye.x); }
    gloss = 0.14;
    float brow = abs(b.z - 0.752 + 0.10 * abs(ax - 0.035));
    if (b.y < -0.118 && brow < 0.0042 && ax > 0.014 && ax < 0.055) return mix(hair, skin, 0.25);
    if (b.y < -0.135 && abs(b.z - 0.640) < 0.0085 && ax < 0.023 - abs(b.z - 0.640))
        return skin * vec3(0.85, 0.52, 0.50);
    return skin;
}
void main() {
    float gloss;
    vec3 albedo = surface(gloss) * (0.91 + 0.18 * speck_eye.x);
    colour = vec4(sqrt(clamp(albedo * light + gloss * shine, 0.0, 1.0)), 1.0);
}
"""
"""Square roots of linear colours: few enough steps for 8 bits."""

ROOM_VERTEX = """#version 330
uniform mat4 matrix;
in vec3 position; in vec3 normal; in vec3 albedo; in float pattern;
out vec3 p; out vec3 n; out vec3 a; flat out int kind;
void main() {
    p = position; n = normal; a = albedo; kind = int(pattern + 0.5);
    gl_Position = matrix * vec4(position, 1.0);
}
"""

ROOM_FRAGMENT = """#version 330
uniform vec3 light_to, key, ambient;
uniform float tint;
uniform sampler3D grain;
in vec3 p; in vec3 n; in vec3 a; flat in int kind;
layout(location = 0) out vec4 lit;
layout(location = 1) out vec4 shade;
layout(location = 2) out vec4 place;
float hash(vec2 q) { return fract(sin(dot(q, vec2(12.98, 78.23))) * 43758.5); }
vec3 pattern() {
    float speck = texture(grain, p * 3.0).r;
    if (kind == 1) {
        float row = floor(p.x / 0.14), shift = hash(vec2(row, 3.0)) * 1.3;
        vec2 cell = vec2(fract(p.x / 0.14), fract((p.y + shift) / 1.3));
        float seam = step(cell.x, 0.03) + step(cell.y, 0.003);
        float tone = 0.82 + 0.30 * hash(vec2(row, floor((p.y + shift) / 1.3)));
        float fibre = texture(grain, vec3(p.x * 9.0, p.y * 0.6, row * 0.37)).r;
        return a * tone * (0.85 + 0.3 * fibre) * (1.0 - 0.45 * min(seam, 1.0));
    }
    if (kind == 2) {
        vec2 cell = fract(p.xy / 0.45);
        float seam = step(cell.x, 0.018) + step(cell.y, 0.018);
        return a * (0.92 + 0.12 * hash(floor(p.xy / 0.45)) + 0.05 * speck)
            * (1.0 - 0.3 * min(seam, 1.0));
    }
    if (kind == 3) return a * (0.9 + 0.2 * step(0.97, hash(floor(p.xy * 160.0))) + 0.08 * speck);
    if (kind == 4) return a * (0.8 + 0.4 * texture(grain, vec3(p.xy * 11.0, 0.3)).r);
    if (kind == 5) return p.z < 0.09 ? a * 0.75 + 0.1 : a * (0.985 + 0.03 * speck);
    return a * (0.94 + 0.12 * speck);
}
void main() {
    vec3 colour = tint * pattern(), m = normalize(n);
    float sky = 0.70 + 0.30 * m.z;
    shade = vec4(colour * ambient * sky, 1.0);
    lit = shade + vec4(colour * key * clamp(dot(m, light_to), 0.0, 1.0), 0.0);
    place = vec4(p + m * 0.02, 1.0);
}
"""

THING_FRAGMENT = "#version 330\n" + SHADOW + """
uniform vec3 key, ambient;
uniform float tint;
in vec3 p; in vec3 n; in vec3 a; flat in int kind;
out vec4 colour;
void main() {
    vec3 m = normalize(n);
    float lambert = clamp(dot(m, light_to), 0.0, 1.0) * light_at(p, m, 0.0012);
    vec3 c = tint * a * (ambient * (0.70 + 0.30 * m.z) + key * lambert);
    colour = vec4(sqrt(clamp(c, 0.0, 1.0)), 1.0);
}
"""
"""Equipment that moves with the person, lit like the room; goes with ROOM_VERTEX."""

SCREEN_VERTEX = """#version 330
in vec2 corner;
out vec2 uv;
void main() { uv = corner * 0.5 + 0.5; gl_Position = vec4(corner, 0.0, 1.0); }
"""

SHRINK_FRAGMENT = """#version 330
uniform sampler2D room_lit, room_shade, room_place;
in vec2 uv;
layout(location = 0) out vec4 lit;
layout(location = 1) out vec4 shade;
layout(location = 2) out vec4 place;
vec4 shown(vec4 c) {
    vec2 edge = uv - 0.5;
    return vec4(pow(clamp(c.rgb, 0.0, 1.0), vec3(1.0 / 2.2)) * (1.0 - 0.22 * dot(edge, edge)), 1.0);
}
void main() {
    lit = shown(texture(room_lit, uv));
    shade = shown(texture(room_shade, uv));
    place = texture(room_place, uv);
}
"""
"""The room at twice the size brought to the picture's size and to screen colours."""

COMPOSE_FRAGMENT = "#version 330\n" + SHADOW + """
uniform sampler2D room_lit, room_shade, room_place, person;
out vec4 colour;
void main() {
    ivec2 at = ivec2(gl_FragCoord.xy);
    vec4 front = (texelFetch(person, 2 * at, 0) + texelFetch(person, 2 * at + ivec2(1, 0), 0)
        + texelFetch(person, 2 * at + ivec2(0, 1), 0)
        + texelFetch(person, 2 * at + ivec2(1, 1), 0)) / 4.0;
    vec3 lit = texelFetch(room_lit, at, 0).rgb;
    if (front.a < 1.0) {
        vec3 place = texelFetch(room_place, at, 0).xyz;
        lit = mix(texelFetch(room_shade, at, 0).rgb, lit, light_at(place, vec3(0.0), 0.003));
    }
    colour = vec4(pow(front.rgb, vec3(2.0 / 2.2)) + lit * (1.0 - front.a), 1.0);
}
"""
