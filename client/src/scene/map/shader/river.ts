import { FRAGMENT_HEAD, VERTEX_HEAD } from '../../shader/head.ts';
import { RIVER_FULL_PX, RIVER_SEEN_PX } from '../river-width.ts';

/** Curves of a piece are drawn by this many straight parts. */
export const RIVER_SEGMENTS = 14;
/** Units from an end within which a stream fans out into its cords and fades. */
const DELTA = 1300;
/** Half width of the ribbon in half widths of the stream: room for the fan, the hairs and the shadow. */
const ROOM = 2.6;

/**
 * aBegin, aEnd: control points of one cubic piece. aWay: units of way before and after this piece's
 * beginning (whole way) and its length, seed. aColour: colour; in alpha the strands. aWide: width in units.
 */
export const RIVER_VERTEX = `${VERTEX_HEAD}
in vec2 aT;
in vec4 aBegin;
in vec4 aEnd;
in vec4 aWay;
in vec4 aColour;
in float aWide;
uniform float uPx;
uniform float uMap;
uniform float uGain;
uniform vec4 uCamera;
out vec2 vAlong;
out float vEnds;
out vec2 vNormal;
flat out float vHalfPx;
flat out vec4 vColour;
flat out float vSeed;
flat out float vAlpha;
void main() {
  float t = aT.x, s = 1.0 - t;
  vec2 at = aBegin.xy * (s * s * s) + aBegin.zw * (3.0 * s * s * t) + aEnd.xy * (3.0 * s * t * t) + aEnd.zw * (t * t * t);
  vec2 along = (aBegin.zw - aBegin.xy) * (s * s) + (aEnd.xy - aBegin.zw) * (2.0 * s * t) + (aEnd.zw - aEnd.xy) * (t * t);
  vec2 normal = normalize(vec2(-along.y, along.x) + 1e-9);
  float css = aWide * uGain * uCamera.z;
  float px = max(css, 1.15) * uPx / uCamera.z;
  float way = aWay.x + aWay.z * t;
  float end = min(way, aWay.y - way);
  vEnds = clamp(end / min(${DELTA.toFixed(1)}, aWay.y * 0.35), 0.0, 1.0);
  vHalfPx = px * 0.5;
  vAlong = vec2(way * uPx / max(px, 1.0), aT.y * ${ROOM.toFixed(1)});
  vNormal = normal;
  vColour = aColour;
  vSeed = aWay.w;
  vAlpha = smoothstep(${RIVER_SEEN_PX.toFixed(2)}, ${RIVER_FULL_PX.toFixed(2)}, css) * uMap;
  gl_Position = vAlpha <= 0.0 ? NOWHERE : project(at + normal * aT.y * ${ROOM.toFixed(1)} * vHalfPx / uPx);
}`;

/** A few strands of wool that sway about one another, part at the ends, and throw one soft shadow. */
export const RIVER_FRAGMENT = `${FRAGMENT_HEAD}
in vec2 vAlong;
in float vEnds;
in vec2 vNormal;
flat in float vHalfPx;
flat in vec4 vColour;
flat in float vSeed;
flat in float vAlpha;
uniform float uDark;
void main() {
  float v = vAlong.y;
  float strands = floor(vColour.a * 255.0 + 0.5);
  float fan = 1.0 + 1.25 * (1.0 - vEnds) * (1.0 - vEnds);
  float soft = 0.9 / vHalfPx;
  float several = smoothstep(1.2, 2.4, vHalfPx);
  float n = mix(1.0, strands, step(1.2, vHalfPx));
  float thick = mix(1.0, 1.22 / n, several);
  vec3 c = vec3(0.0);
  float a = 0.0;
  float hair = (texture(uNoise, vec2(vAlong.x * 0.06 + vSeed, vSeed + v * 0.02)).r - 0.5) * 0.30 * smoothstep(1.5, 4.0, vHalfPx * thick);
  for (int i = 0; i < 6; i++) {
    float k = float(i);
    if (k >= n) break;
    float lane = n > 1.0 ? (k + 0.5) / n * 2.0 - 1.0 : 0.0;
    float sway = sin(vAlong.x * (0.32 + 0.05 * k) + vSeed * 40.0 + k * 2.4) * 0.62 / n * step(1.5, n);
    float x = (v - (lane * 0.86 + sway) * fan) / thick;
    float edge = 1.0 - smoothstep(1.0 - soft / thick, 1.0 + soft / thick, abs(x) + hair);
    if (edge <= 0.0) continue;
    float round_ = sqrt(max(0.0, 1.0 - x * x));
    vec3 wool = vColour.rgb * (0.90 + 0.22 * fract(k * 0.618 + vSeed * 7.0));
    wool *= 0.62 + 0.42 * round_;
    float turn = vAlong.x * n * 1.7 + x * 2.3 + k;
    wool *= 1.0 - 0.24 * smoothstep(-0.1, 1.0, sin(turn)) * smoothstep(2.0, 4.5, vHalfPx * thick);
    c = mix(c, wool, edge);
    a = a + edge * (1.0 - a);
  }
  c *= 1.0 + (texture(uNoise, vAlong * vec2(0.05, 0.12) + vSeed).g - 0.5) * 0.20;
  c = mix(c, c * 1.12 + 0.03, uDark);
  float fade = smoothstep(0.02, 0.62, vEnds);
  a *= 0.90 * fade * vAlpha;
  // The light comes from the upper left, whatever way the stream goes.
  float fallen = abs(v - dot(vNormal, vec2(0.5, 0.85)) * (0.35 + 1.2 / max(vHalfPx, 1.0)));
  float dark = (1.0 - smoothstep(0.55, 1.5 + soft, fallen)) * 0.20 * fade * vAlpha * smoothstep(0.8, 2.2, vHalfPx);
  vec4 colour = vec4(vec3(0.07, 0.05, 0.035) * dark, dark);
  finalColor = colour * (1.0 - a) + vec4(c * a, a);
}`;
