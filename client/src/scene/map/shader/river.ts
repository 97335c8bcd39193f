import { FRAGMENT_HEAD, VERTEX_HEAD } from '../../shader/head.ts';
import { RIVER_FULL_PX, RIVER_SEEN_PX } from '../river-width.ts';

/** Curves of a stream are drawn by this many straight parts. */
export const RIVER_SEGMENTS = 16;
/** Half width of the ribbon in half widths of the stream: room for the sway, the hairs and the shadow. */
const ROOM = 1.9;

/**
 * aBegin, aEnd: the three points of a quadratic curve. aWide: width in units, at the beginning, at
 * the end; seed. aFirst to aThird: colours, their shares in alpha. aMisc: strands, begins and ends in a plot, flows between districts.
 */
export const RIVER_VERTEX = `${VERTEX_HEAD}
in vec2 aT;
in vec4 aBegin;
in vec2 aEnd;
in vec4 aWide;
in vec4 aFirst;
in vec4 aSecond;
in vec4 aThird;
in vec4 aMisc;
uniform float uPx;
uniform float uMap;
uniform float uGain;
uniform float uFlow;
uniform vec4 uCamera;
out vec2 vAlong;
out float vT;
out float vInside;
out float vHalfPx;
out vec2 vNormal;
flat out vec4 vFirst;
flat out vec4 vSecond;
flat out vec4 vThird;
flat out float vStrands;
flat out float vSeed;
flat out float vAlpha;
flat out float vRelief;
void main() {
  float t = aT.x, s = 1.0 - t;
  vec2 at = aBegin.xy * (s * s) + aBegin.zw * (2.0 * s * t) + aEnd * (t * t);
  vec2 along = (aBegin.zw - aBegin.xy) * s + (aEnd - aBegin.zw) * t;
  vec2 normal = normalize(vec2(-along.y, along.x) + 1e-9);
  float units = t < 0.5 ? mix(aWide.y, aWide.x, t * 2.0) : mix(aWide.x, aWide.z, t * 2.0 - 1.0);
  float px = max(units * uGain * uCamera.z, 1.15) * uPx / uCamera.z;
  float len = distance(aBegin.xy, aBegin.zw) + distance(aBegin.zw, aEnd);
  float inside = 1.0;
  if (aMisc.y > 0.5) inside = min(inside, length(at - aBegin.xy) / 1100.0);
  if (aMisc.z > 0.5) inside = min(inside, length(at - aEnd) / 1100.0);
  vInside = inside;
  vT = t;
  vHalfPx = px * 0.5;
  vAlong = vec2(t * len / max(aWide.x, 60.0), aT.y * ${ROOM.toFixed(1)});
  vNormal = normal;
  vFirst = aFirst;
  vSecond = aSecond;
  vThird = aThird;
  vStrands = floor(aMisc.x * 255.0 + 0.5);
  vSeed = aWide.w;
  vAlpha = smoothstep(${RIVER_SEEN_PX.toFixed(2)}, ${RIVER_FULL_PX.toFixed(2)}, aWide.x * uGain * uCamera.z) * uMap * mix(1.0, uFlow, aMisc.w);
  // Where many streams lie over one another, their shadows would turn the bed black.
  vRelief = smoothstep(0.014, 0.045, uCamera.z);
  gl_Position = vAlpha <= 0.0 ? NOWHERE : project(at + normal * aT.y * ${ROOM.toFixed(1)} * vHalfPx / uPx);
}`;

/** A few strands of wool side by side that sway about one another and throw one soft shadow. */
export const RIVER_FRAGMENT = `${FRAGMENT_HEAD}
#define SHADER_NAME map-river
in vec2 vAlong;
in float vT;
in float vInside;
in float vHalfPx;
in vec2 vNormal;
flat in vec4 vFirst;
flat in vec4 vSecond;
flat in vec4 vThird;
flat in float vStrands;
flat in float vSeed;
flat in float vAlpha;
flat in float vRelief;
uniform float uDark;
void main() {
  float v = vAlong.y;
  float soft = 0.9 / vHalfPx;
  // As many strands as can be told apart.
  float n = clamp(floor(vHalfPx / 1.25), 1.0, vStrands);
  float thick = n > 1.0 ? 1.20 / n : 1.0;
  float strandPx = vHalfPx * thick;
  vec3 c = vec3(0.0);
  float a = 0.0;
  float hair = (texture(uNoise, vec2(vAlong.x * 0.11 + vSeed, vSeed + v * 0.03)).r - 0.5) * 0.34 * smoothstep(1.2, 3.0, strandPx);
  // Strands sway only between the ends, where they meet those of the next stream.
  float free = 4.0 * vT * (1.0 - vT);
  for (int i = 0; i < 6; i++) {
    float k = float(i);
    if (k >= n) break;
    float lane = n > 1.0 ? (k + 0.5) / n * 2.0 - 1.0 : 0.0;
    float sway = n > 1.0 ? sin(vAlong.x * (0.55 + 0.07 * k) + vSeed * 40.0 + k * 2.4) * 0.75 / n * free : 0.0;
    float x = (v - lane * 0.90 - sway) / thick;
    float edge = 1.0 - smoothstep(1.0 - soft / thick, 1.0 + soft / thick, abs(x) + hair);
    if (edge <= 0.0) continue;
    float share = (fract(k * 0.618 + vSeed) * 0.6 + (k + 0.5) / n * 0.4);
    vec3 wool = n < 1.5 || share < vFirst.a ? vFirst.rgb : share < vFirst.a + vSecond.a || vThird.a <= 0.0 ? vSecond.rgb : vThird.rgb;
    if (n > 1.5 && share >= vFirst.a && vSecond.a <= 0.0) wool = vFirst.rgb;
    float round_ = sqrt(max(0.0, 1.0 - x * x));
    wool *= 0.92 + 0.20 * fract(k * 0.618 + vSeed * 7.0);
    wool *= mix(0.90, 0.66 + 0.40 * round_ - 0.08 * x, smoothstep(0.8, 2.4, strandPx));
    float turn = vAlong.x * n * 2.1 + x * 2.3 + k;
    wool *= 1.0 - 0.26 * smoothstep(-0.1, 1.0, sin(turn)) * smoothstep(1.6, 3.2, strandPx);
    wool += 0.05 * pow(max(0.0, 1.0 - abs(x + 0.35) * 2.0), 2.0) * smoothstep(1.6, 3.2, strandPx);
    c = mix(c, wool, edge);
    a += edge * (1.0 - a);
  }
  c *= 1.0 + (texture(uNoise, vAlong * vec2(0.09, 0.12) + vSeed).g - 0.5) * 0.22;
  c = mix(c, c * 1.15 + 0.03, uDark);
  float fade = smoothstep(0.0, 0.7, vInside) * vAlpha;
  a *= 0.93 * fade;
  // The light comes from the upper left, whatever way the stream goes.
  float fallen = abs(v - dot(vNormal, vec2(0.5, 0.85)) * (0.20 + 1.1 / max(vHalfPx, 1.0)));
  float dark = (1.0 - smoothstep(0.62, 1.30 + soft, fallen)) * 0.20 * fade * vRelief * smoothstep(1.0, 3.0, vHalfPx);
  vec4 colour = vec4(vec3(0.07, 0.05, 0.035) * dark, dark);
  finalColor = colour * (1.0 - a) + vec4(c * a, a);
}`;
