import { FRAGMENT_HEAD, VERTEX_HEAD } from './head.ts';

/** Codes of the integer part of `aShape.w`. The fraction marks a hovered or selected cord and, below that, a pencil copy. */
export const STRAND = { cord: 0, pencil: 1, fork: 2, tie: 3, lasso: 4 } as const;
export const STRAND_HOT = 0.5;
export const STRAND_PAST = 0.24;
/** Screen width of the pencilled lasso, CSS pixels. */
const LASSO_PX = 5.5;
export const CORD_WIDTH = 5.2;
/** A string longer than LONG leads elsewhere. It is seen in full up to NEAR units from its ends and recedes beyond. */
const LONG = [1500, 2600] as const;
const NEAR = [420, 1300] as const;

/** Where strings give way to notes, only this near to its ends does one lie over them, units. */
const OVER = [12, 42] as const;

/** `ends`: units from its beginning, and its length. uFaint: what is left of it far from both ends (string-crowd.ts). */
const RECEDE = `
uniform float uFaint;
uniform float uCrowd;
/** What of a string lies over the notes: all of it, or its ends; nobody's drawn line gives way. */
float over(vec2 ends, float hot) {
  float away = smoothstep(${OVER[0]}.0, ${OVER[1]}.0, min(ends.x, ends.y - ends.x)) * step(1.0, ends.y);
  return 1.0 - uCrowd * away * (1.0 - hot);
}
float recede(vec2 ends, float hot) {
  float away = smoothstep(${NEAR[0]}.0, ${NEAR[1]}.0, min(ends.x, ends.y - ends.x)) * smoothstep(${LONG[0]}.0, ${LONG[1]}.0, ends.y);
  return mix(1.0, uFaint, away * (1.0 - hot));
}`;

/**
 * aEnds: both ends. aShape: how far the middle hangs (x, y), seed, strand code. aColour: opacity
 * in alpha. aT: parameter along the cord, side. The curve is the one of cord-curve.ts. uShadow: 1 for
 * the shadow, -1 for what lies under the notes.
 */
export const CORD_VERTEX = `${VERTEX_HEAD}
in vec2 aT;
in vec4 aEnds;
in vec4 aShape;
in vec4 aColour;
uniform float uShadow;
uniform float uPx;
uniform vec4 uCamera;
uniform vec2 uScreen;
out vec2 vAlong;
out float vWidthPx;
out float vFrom;
flat out float vLength;
flat out vec4 vColour;
flat out vec4 vShape;
${RECEDE}
/** Strings from plot to plot are many, and most are out of sight: their vertices cost next to nothing. */
bool outOfSight(vec2 a, vec2 b, vec2 hang) {
  vec2 middle = (a + b) * 0.5 + hang;
  vec4 low = project(min(min(a, b), middle) - 60.0);
  vec4 high = project(max(max(a, b), middle) + 60.0);
  vec2 from = min(low.xy, high.xy), to = max(low.xy, high.xy);
  vec2 slack = 24.0 / uScreen;
  return any(greaterThan(from, vec2(1.0) + slack)) || any(lessThan(to, vec2(-1.0) - slack));
}
void main() {
  vec2 a = aEnds.xy, b = aEnds.zw, span = b - a, hang = aShape.xy;
  if (aColour.a <= 0.0 || outOfSight(a, b, hang)) {
    gl_Position = NOWHERE;
    return;
  }
  float len = length(span);
  float code = floor(aShape.w);
  float hot = step(0.25, fract(aShape.w));
  float t = aT.x;
  bool tied = code != 1.0 && code != 4.0;
  // Where all the rest lies under the notes, only the ends are drawn over them, and nothing between.
  bool ends = uCrowd >= 1.0 && uShadow > -0.5 && tied && hot < 0.5;
  bool between = false;
  if (ends) {
    float e = min(0.5, ${OVER[1]}.0 / max(len, 1.0));
    between = t > 0.333 && t < 0.667;
    t = t < 0.334 ? t * 3.0 * e : t > 0.666 ? 1.0 - (1.0 - t) * 3.0 * e : mix(e, 1.0 - e, t * 3.0 - 1.0);
  }
  float k = 4.0 * t * (1.0 - t);
  vec2 at = a + span * t + hang * k;
  vec2 along = span + hang * 4.0 * (1.0 - 2.0 * t);
  float drawn = tied ? 0.0 : 1.0;
  at += (1.0 - drawn) * vec2(sin(t * 9.0 + aShape.z * 30.0), cos(t * 7.0 + aShape.z * 50.0)) * min(len, 1600.0) * 0.0022 * k;
  float base = code == 4.0 ? ${LASSO_PX.toFixed(1)} / uCamera.z : code == 3.0 ? 4.2 : code == 2.0 ? 4.8 : ${CORD_WIDTH.toFixed(1)};
  float width = base * (1.0 + 0.35 * hot);
  float alpha = aColour.a;
  if (uShadow > 0.5) {
    at += vec2(3.0, 4.5) + vec2(9.0, 15.0) * k;
    width *= 2.6 + 1.2 * k;
  }
  float least = uShadow > 0.5 ? 2.4 : 1.5;
  float px = width * uPx;
  if (px < least) {
    alpha *= max(px / least, drawn > 0.5 ? 0.62 : 0.55);
    width = least / uPx;
  }
  // Where a string recedes it lies flat on the paper and throws no shadow.
  if (uShadow > 0.5) width *= smoothstep(0.3, 1.0, recede(vec2(len * t, drawn > 0.5 ? 0.0 : len), hot));
  if (between) width = 0.0;
  vec2 normal = normalize(vec2(-along.y, along.x) + 1e-6);
  at += normal * aT.y * width * 0.5;
  float sag = length(hang);
  float s = len * t + sag * sag * 0.2 / max(len, 1.0) * t;
  vAlong = vec2(s / base, aT.y);
  vFrom = len * t;
  vLength = drawn > 0.5 ? 0.0 : len;
  vWidthPx = width * uPx;
  vColour = vec4(aColour.rgb, alpha);
  vShape = aShape;
  bool unseen = uShadow > 0.5 && drawn > 0.5;
  gl_Position = unseen ? NOWHERE : project(at);
}`;

export const CORD_SHADOW_FRAGMENT = `${FRAGMENT_HEAD}
#define SHADER_NAME cord-shadow
in vec2 vAlong;
in float vFrom;
flat in float vLength;
flat in vec4 vColour;
flat in vec4 vShape;
${RECEDE}
void main() {
  float rest = fract(vShape.w);
  float past = clamp((rest - step(0.25, rest) * ${STRAND_HOT}) / ${STRAND_PAST}, 0.0, 1.0);
  float soft = 1.0 - abs(vAlong.y);
  float a = soft * sqrt(soft) * 0.31 * vColour.a * (1.0 - past) * recede(vec2(vFrom, vLength), step(0.25, rest)) * (1.0 - uCrowd * step(1.0, vLength) * (1.0 - step(0.25, rest)));
  finalColor = vec4(vec3(0.08, 0.05, 0.03) * a, a);
}`;

/** UNDER: what of it lies under the notes. THIN: too narrow on screen for strands and fibres. PENCIL: also what is drawn with lead. */
export const CORD_FRAGMENT = `${FRAGMENT_HEAD}
#define SHADER_NAME cord
in vec2 vAlong;
in float vWidthPx;
in float vFrom;
flat in float vLength;
flat in vec4 vColour;
flat in vec4 vShape;
uniform float uDark;
${RECEDE}
void main() {
  float v = vAlong.y;
  float rest = fract(vShape.w);
  float hot = step(0.25, rest);
  float past = clamp((rest - hot * ${STRAND_HOT}) / ${STRAND_PAST}, 0.0, 1.0);
  float code = floor(vShape.w);
  vec3 lead = mix(vec3(0.20, 0.195, 0.21), vec3(0.80, 0.79, 0.77), uDark);
#ifdef PENCIL
  if (code == 1.0 || code == 4.0) {
    float fine = texture(uNoise, vAlong * vec2(0.030, 0.022) + vShape.z).r;
    float fibre = texture(uNoise, vAlong * vec2(0.011, 0.010) + vShape.z * 3.0).g;
    float press = texture(uNoise, vec2(vAlong.x * 0.004 + vShape.z, 0.3)).b;
    float round_ = 1.0 - v * v;
    float a = smoothstep(0.36, 0.66, fine * 0.62 + fibre * 0.30 + round_ * 0.16 - 0.06) * (0.24 + 0.44 * press) * round_ * vColour.a;
    if (code == 4.0) a = max(a, round_ * round_ * (0.46 + 0.3 * fine) * vColour.a);
    finalColor = vec4(lead * a, a);
    return;
  }
#endif
  float soft = 2.0 / max(vWidthPx, 1.0);
  float hair = 0.0;
#ifndef THIN
  if (vWidthPx >= 5.0) hair = (texture(uNoise, vec2(vAlong.x * 0.05 + vShape.z, vShape.z)).r - 0.5) * mix(0.22, 0.10, smoothstep(8.0, 20.0, vWidthPx));
#endif
  float edge = 1.0 - smoothstep(0.86 - soft, 0.86 + soft * 0.5, abs(v) + hair);
  float round_ = sqrt(max(0.0, 1.0 - v * v));
  float near = smoothstep(2.5, 7.0, vWidthPx);
  vec3 base = vColour.rgb;
  if (code == 2.0) base *= 1.42;
  vec3 c = base * (0.50 + 0.50 * round_) * (1.05 - 0.16 * v);
#ifndef THIN
  // Strands and fibres, from the width on at which they can be told apart.
  if (near > 0.0) {
    float turn = vAlong.x * 4.2 + v * 2.3;
    vec2 fluff = texture(uNoise, vAlong * vec2(0.06, 0.08) + vShape.z).rg - 0.5;
    if (code == 3.0) base = mix(base, mix(base, vec3(0.98, 0.96, 0.92), 0.82), near * smoothstep(0.1, 0.5, sin(turn * 0.5)));
    if (code == 2.0) base += 0.9 * near * fluff.x;
    c = base * (0.50 + 0.50 * round_) * (1.05 - 0.16 * v);
    c *= 1.0 - near * 0.30 * smoothstep(-0.1, 1.0, sin(turn));
    c += near * 0.13 * smoothstep(0.5, 1.0, -sin(turn + 1.3)) * base;
    float ridge = max(0.0, 1.0 - abs(v + 0.35) * 2.0);
    c += near * 0.07 * ridge * ridge;
    c *= 1.0 + fluff.y * 0.25 * near;
  }
#endif
  c = mix(c, c * 1.12 + 0.10, hot);
  float a = edge * vColour.a * recede(vec2(vFrom, vLength), hot);
#ifdef UNDER
  a *= uCrowd * (1.0 - hot);
#else
  a *= over(vec2(vFrom, vLength), hot);
#endif
  if (past > 0.0) {
    float worn = texture(uNoise, vAlong * vec2(0.030, 0.022) + vShape.z).r * 0.62 + texture(uNoise, vAlong * vec2(0.011, 0.010) + vShape.z * 3.0).g * 0.30;
    worn = mix(0.46, smoothstep(0.28, 0.62, worn + round_ * 0.14 - 0.04) * round_ * 0.62, near);
    a *= mix(1.0, worn, past);
  }
  c = mix(c, lead, past);
  finalColor = vec4(clamp(c, 0.0, 1.0) * a, a);
}`;
