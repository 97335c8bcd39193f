import { FRAGMENT_HEAD, VERTEX_HEAD } from './head.ts';

/** What an instance is: the bead, a spark of its trail, the glow of a note. */
export const LIGHT = { bead: 0, spark: 1, glow: 2 } as const;

/** aAt: place, half the quad's side, rotation. aLook: what it is, how much of it is there, of a glow half the note's side against half the quad's. */
export const LIGHT_VERTEX = `${VERTEX_HEAD}
in vec2 aCorner;
in vec4 aAt;
in vec4 aLook;
out vec2 vP;
flat out vec4 vLook;
void main() {
  vP = aCorner * 2.0 - 1.0;
  vLook = aLook;
  vec2 local = vP * aAt.z;
  float c = cos(aAt.w), s = sin(aAt.w);
  gl_Position = aLook.y <= 0.0 ? NOWHERE : project(aAt.xy + vec2(c * local.x - s * local.y, s * local.x + c * local.y));
}`;

/**
 * A drop of warm light: nearly white within, amber at its rim so that it is seen on pale paper, with a soft
 * halo that tints pale paper and shines on dark. The glow lies about the edge of a note, and a little over it.
 */
export const LIGHT_FRAGMENT = `${FRAGMENT_HEAD}
#define SHADER_NAME light
in vec2 vP;
flat in vec4 vLook;
uniform float uDark;
void main() {
  float r = length(vP);
  // On dark paper light adds, on pale paper it colours.
  float cover = mix(0.96, 0.30, uDark);
  vec3 amber = mix(vec3(0.96, 0.60, 0.10), vec3(1.0, 0.70, 0.30), uDark);
  if (vLook.x > 1.5) {
    float side = vLook.z;
    vec2 d = abs(vP) - side + 0.04;
    float away = length(max(d, 0.0)) + min(max(d.x, d.y), 0.0) - 0.04;
    float reach = 1.0 - side;
    float out_ = 1.0 - clamp(away / reach, 0.0, 1.0);
    float halo = away > 0.0 ? out_ * out_ * out_ * 0.62 : mix(0.10, 0.62, exp(away * 16.0));
    float a = halo * vLook.y;
    finalColor = vec4(amber * a, a * cover);
    return;
  }
  float edge = max(0.0, 1.0 - r);
  if (vLook.x > 0.5) {
    float a = edge * edge * 0.52 * vLook.y;
    finalColor = vec4(amber * a, a * cover);
    return;
  }
  float aa = fwidth(r);
  float halo = edge * edge * 0.80;
  vec4 colour = vec4(amber * halo, halo * cover);
  float core = 1.0 - smoothstep(0.30 - aa, 0.30 + aa, r);
  float inner = smoothstep(0.31, 0.08, r);
  vec3 rim = mix(vec3(0.86, 0.44, 0.03), vec3(1.0, 0.74, 0.32), uDark);
  vec3 heart = mix(vec3(1.0, 0.93, 0.70), vec3(1.0, 0.97, 0.88), uDark);
  vec3 c = mix(rim, heart, inner);
  float shine = smoothstep(0.11, 0.0, length(vP - vec2(-0.09, -0.10)));
  c = mix(c, vec3(1.0), shine * 0.8);
  colour = colour * (1.0 - core) + vec4(c, 1.0) * core;
  finalColor = colour * vLook.y;
}`;
