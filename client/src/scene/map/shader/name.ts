import { FRAGMENT_HEAD, VERTEX_HEAD } from '../../shader/head.ts';

/** Codes of `aLook.x`: sprayed on the paper, pressed into gold, an emoji. */
export const NAME_EFFECT = { graffiti: 0, foil: 1, emoji: 2 } as const;

/**
 * aRect: place in ems. aOrg: anchor, size in units, least size in CSS px. aUV: atlas corners.
 * aInk: colour, how much of it is seen. aLook: effect, grows as landmarks do, tilt (-0.25 to 0.25 radians), on the map (or at note zoom).
 */
export const NAME_VERTEX = `${VERTEX_HEAD}
in vec2 aCorner;
in vec4 aRect;
in vec4 aOrg;
in vec4 aUV;
in vec4 aInk;
in vec4 aLook;
uniform float uPx;
uniform float uMap;
uniform float uGain;
uniform vec4 uCamera;
out vec2 vUV;
flat out vec4 vInk;
flat out float vEffect;
flat out float vFade;
void main() {
  float size = max(aOrg.z * mix(1.0, uGain, aLook.y), aOrg.w / uCamera.z);
  vec2 l = (aRect.xy + aCorner * aRect.zw) * size;
  float tilt = aLook.z * 0.5 - 0.25;
  float c = cos(tilt), s = sin(tilt);
  vUV = mix(aUV.xy, aUV.zw, aCorner);
  vInk = aInk;
  vEffect = floor(aLook.x * 255.0 + 0.5);
  vFade = aInk.a * (aLook.w > 0.5 ? smoothstep(0.4, 1.0, uMap) : 1.0 - smoothstep(0.0, 0.6, uMap)) * smoothstep(4.0, 7.5, size * uPx);
  gl_Position = vFade <= 0.0 ? NOWHERE : project(aOrg.xy + vec2(c * l.x - s * l.y, s * l.x + c * l.y));
}`;

export const NAME_FRAGMENT = `${FRAGMENT_HEAD}
#define SHADER_NAME map-name
in vec2 vUV;
flat in vec4 vInk;
flat in float vEffect;
flat in float vFade;
uniform sampler2D uGlyphs;
uniform sampler2D uEmoji;
/** Atlas side and distance range in texels. */
uniform vec2 uField;
uniform float uDark;
void main() {
  if (vEffect > 1.5) {
    finalColor = texture(uEmoji, vUV) * vFade;
    return;
  }
  float sd = texture(uGlyphs, vUV).r - 0.5;
  vec2 texel = fwidth(vUV) * uField.x;
  float spread = max(uField.y * 2.0 / max(length(texel) * 0.7071, 1e-4), 1.0);
  float cover = clamp(sd * spread + 0.56, 0.0, 1.0);
  if (vEffect > 0.5) {
    float light = smoothstep(-0.30, 0.0, sd) * 0.30;
    float a = cover * 0.90;
    vec4 colour = vec4(vec3(1.0, 0.93, 0.66) * light, light);
    finalColor = (colour * (1.0 - a) + vec4(vInk.rgb * a, a)) * vFade;
    return;
  }
  // Clear paper close round the letters, so that a name is read over anything; then the colour's glow.
  float large = smoothstep(5.0, 16.0, spread);
  float ground = smoothstep(-0.5, -0.06, sd);
  vec3 paper = mix(vec3(0.985, 0.972, 0.94), vec3(0.17, 0.16, 0.15), uDark);
  float core = smoothstep(0.03, 0.15, sd);
  vec3 hue = mix(vInk.rgb * 0.86, vInk.rgb * 0.9 + 0.12, uDark);
  vec3 sprayed = mix(hue, vec3(1.0, 1.0, 0.96), core * large * 0.80);
  vec4 colour = vec4(paper, 1.0) * ground * mix(0.86, 0.50, large);
  float glow = pow(smoothstep(-0.5, 0.05, sd), 1.6) * 0.75 * large;
  colour = colour * (1.0 - glow) + vec4(hue * glow, glow * mix(0.75, 0.5, uDark));
  finalColor = (colour * (1.0 - cover) + vec4(sprayed * cover, cover)) * vFade;
}`;
