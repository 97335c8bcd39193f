import { FRAGMENT_HEAD, VERTEX_HEAD } from './head.ts';
import { TAG_SHAPE } from './tag.ts';

/** Codes of `aHalo.a`: ink on a note, light graffiti on the paper, colour emoji, pencil, ink on foil, the paper of a tag, and of a copied tag. */
export const GLYPH_EFFECT = { ink: 0, graffiti: 1, emoji: 2, pencil: 3, foil: 4, tag: 5, copiedTag: 6 } as const;

/** aRect: place in the note. aOrg: note's centre, rotation, em size. aUV: atlas corners. */
export const GLYPH_VERTEX = `${VERTEX_HEAD}
in vec2 aCorner;
in vec4 aRect;
in vec4 aOrg;
in vec4 aUV;
in vec4 aInk;
in vec4 aHalo;
uniform float uPx;
out vec2 vUV;
flat out float vFade;
flat out vec4 vInk;
flat out vec4 vHalo;
flat out vec2 vSize;
void main() {
  vSize = aRect.zw;
  vec2 l = aRect.xy + aCorner * aRect.zw;
  float c = cos(aOrg.z), s = sin(aOrg.z);
  vUV = mix(aUV.xy, aUV.zw, aCorner);
  vInk = aInk;
  vHalo = aHalo;
  // Small words fade before they turn to noise; titles outlive body text.
  vFade = smoothstep(4.0, 7.5, aOrg.w * uPx);
  bool unseen = vFade <= 0.0 || aInk.a <= 0.0;
  gl_Position = unseen ? NOWHERE : project(aOrg.xy + vec2(c * l.x - s * l.y, s * l.x + c * l.y));
}`;

/** TAGS: also the paper of tags. PLAIN: ink without grain. */
export const GLYPH_FRAGMENT = `${FRAGMENT_HEAD}
#define SHADER_NAME glyph
in vec2 vUV;
flat in float vFade;
flat in vec4 vInk;
flat in vec4 vHalo;
flat in vec2 vSize;
uniform sampler2D uGlyphs;
uniform sampler2D uEmoji;
/** Atlas side and distance range in texels. */
uniform vec2 uField;
uniform float uDark;
#ifdef TAGS
${TAG_SHAPE}
#endif
void main() {
  int effect = int(vHalo.a * 255.0 + 0.5);
  if (effect == 2) {
    finalColor = texture(uEmoji, vUV) * vFade * vInk.a;
    return;
  }
#ifdef TAGS
  if (effect >= 5) {
    finalColor = tag(vUV, vSize, vHalo.rgb, vInk.rgb, effect == 6, uDark) * vFade * vInk.a;
    return;
  }
#endif
  float sd = texture(uGlyphs, vUV).r - 0.5;
  vec2 texel = fwidth(vUV) * uField.x;
  // Beyond the reach of glow and halo there is nothing.
  if (sd < (effect == 1 ? -0.49 : -0.41)) discard;
  float spread = max(uField.y * 2.0 / max(length(texel) * 0.7071, 1e-4), 1.0);
  float cover = clamp(sd * spread + 0.56, 0.0, 1.0);
  if (effect == 1) {
    // Hot core and coloured glow out of one distance field.
    float glow = pow(smoothstep(-0.5, 0.05, sd), 1.6);
    float core = smoothstep(0.03, 0.14, sd);
    // Small names keep their colour: a pale core would vanish on the paper.
    float pale = mix(0.10, 0.85, smoothstep(3.5, 14.0, spread));
    vec3 hue = mix(vInk.rgb, vec3(1.0, 1.0, 0.96), core * pale);
    vec3 c = mix(vInk.rgb, hue, cover);
    float a = max(cover, glow * 0.80) * vFade * vInk.a;
    float add = mix(0.62, 0.30, uDark);
    finalColor = vec4(c * a, a * mix(1.0, add, 1.0 - cover));
    return;
  }
  if (effect == 3) {
    float grain = texture(uNoise, gl_FragCoord.xy / 512.0).r;
    float a = cover * vInk.a * vFade * smoothstep(0.18, 0.60, grain + 0.22);
    vec3 lead = mix(vInk.rgb, vec3(0.84, 0.82, 0.80), uDark);
    finalColor = vec4(lead * a, a);
    return;
  }
  float a = cover * vInk.a * vFade * 0.92;
#ifndef PLAIN
  // The grain of the ink shows in large letters only.
  if (spread > 5.0 && cover > 0.0) a *= 1.0 + 0.17 * (texture(uNoise, gl_FragCoord.xy / 512.0).r - 0.5);
#endif
  // A breath of the note's own paper around each stroke keeps words readable over a cord.
  float halo = smoothstep(-0.42, -0.02, sd) * (effect == 4 ? 0.26 : 0.60) * vFade * vInk.a * smoothstep(6.0, 12.0, spread);
  vec4 colour = vec4(vHalo.rgb * halo, halo);
  finalColor = colour * (1.0 - a) + vec4(vInk.rgb * a, a);
}`;
