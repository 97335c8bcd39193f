import { LANDMARK_FULL_PX, LANDMARK_SEEN_PX } from '../landmark-size.ts';
import { FRAGMENT_HEAD, VERTEX_HEAD } from '../../shader/head.ts';

/** What a landmark's instance stands for. */
export const LANDMARK_KIND = { agent: 0, own: 1 } as const;
/** CSS pixels of the pin in one's own plot. */
const PIN_PX = 46;
/** Share of the side that the quad reaches beyond the paper. */
const AROUND = 0.24;

/** aPos: centre, side in units, rotation. aColour: of its cords. aMisc: kind, seed. */
export const LANDMARK_VERTEX = `${VERTEX_HEAD}
in vec2 aCorner;
in vec4 aPos;
in vec4 aColour;
in vec4 aMisc;
uniform float uPx;
uniform float uMap;
uniform float uGain;
uniform vec4 uCamera;
out vec2 vUV;
flat out vec4 vColour;
flat out vec2 vMisc;
flat out float vSide;
flat out float vSeen;
void main() {
  float kind = floor(aMisc.x * 255.0 + 0.5);
  float side = kind > 0.5 ? ${PIN_PX.toFixed(1)} / uCamera.z * mix(0.4, 1.0, uMap) : aPos.z * uGain * mix(0.7, 1.0, uMap);
  vec2 q = mix(vec2(-${AROUND}), vec2(1.0 + ${AROUND}), aCorner);
  vUV = q;
  vColour = aColour;
  vMisc = vec2(kind, aMisc.y);
  vSide = side * uPx;
  vec2 local = (q - 0.5 - vec2(0.0, kind > 0.5 ? 0.30 : 0.0)) * side;
  float c = cos(aPos.w), s = sin(aPos.w);
  // From far only the great are seen.
  float css = side * uCamera.z;
  vSeen = uMap * (kind > 0.5 ? 1.0 : smoothstep(${LANDMARK_SEEN_PX.toFixed(1)}, ${LANDMARK_FULL_PX.toFixed(1)}, css));
  bool unseen = vSeen <= 0.0;
  gl_Position = unseen ? NOWHERE : project(aPos.xy + vec2(c * local.x - s * local.y, s * local.x + c * local.y));
}`;

/** A gold note with its cord's colour in a seal, or a large red pin. */
export const LANDMARK_FRAGMENT = `${FRAGMENT_HEAD}
#define SHADER_NAME map-landmark
in vec2 vUV;
flat in vec4 vColour;
flat in vec2 vMisc;
flat in float vSide;
flat in float vSeen;
uniform float uDark;
uniform float uSheen;
const vec3 GOLD_DARK = vec3(0.73, 0.52, 0.155);
const vec3 GOLD = vec3(0.90, 0.705, 0.275);
const vec3 GOLD_LIGHT = vec3(1.0, 0.925, 0.64);
/** A lit ball on the board; its shadow lies to the lower right. */
vec4 ball(vec2 p, float radius, vec3 hue, float aa) {
  vec2 fallen = mat2(0.78, -0.62, 0.62, 0.78) * (p - radius * vec2(0.75, 0.95));
  float shadow = (1.0 - smoothstep(0.4, 1.3, length(fallen / (radius * vec2(1.15, 0.82))))) * 0.42;
  vec2 n = p / radius;
  float r = length(n);
  float cover = 1.0 - smoothstep(1.0 - aa / radius, 1.0 + aa / radius, r);
  vec3 normal = vec3(n, sqrt(max(0.0, 1.0 - min(r * r, 1.0))));
  vec3 light = normalize(vec3(-0.5, -0.68, 0.62));
  float facing = max(dot(normal, normalize(light + vec3(0.0, 0.0, 1.0))), 0.0);
  vec3 c = hue * (0.32 + 0.80 * max(dot(normal, light), 0.0)) + hue * hue * 0.25;
  c += pow(facing, 60.0) * 0.8 + pow(facing, 12.0) * 0.16;
  return mix(vec4(vec3(0.04, 0.03, 0.02) * shadow, shadow), vec4(clamp(c, 0.0, 1.0), 1.0), cover);
}
void main() {
  vec2 p = vUV;
  float aa = 0.8 / vSide;
  if (vMisc.x > 0.5) {
    finalColor = ball(p - vec2(0.5, 0.34), 0.22, vec3(0.86, 0.14, 0.13), aa) * vSeen;
    return;
  }
  float seed = vMisc.y;
  vec2 e = abs(p - 0.5) - 0.5;
  float d = max(e.x, e.y);
  float lift = (0.5 + 0.5 * seed) * p.y * p.y;
  vec2 s = abs(p - 0.5 - vec2(0.025, 0.04) * (1.0 + 2.0 * lift)) - 0.5;
  float blur = 0.03 + aa + 0.06 * lift;
  float shadow = (1.0 - smoothstep(-blur, blur, max(s.x, s.y))) * 0.36;
  float cover = 1.0 - smoothstep(-aa, aa, d);
  float phase = p.x * 0.62 + p.y * 0.78 - uSheen + seed;
  float wide = pow(0.5 + 0.5 * cos(6.2831853 * (phase * 0.85 - 0.30)), 3.0);
  float thin = pow(0.5 + 0.5 * cos(6.2831853 * (phase * 1.9 + 0.35)), 10.0);
  vec4 streak = texture(uNoise, vec2(p.x * 0.16 + seed, p.y * 1.1 + seed * 3.0));
  vec3 c = mix(GOLD_DARK, GOLD, 0.62 + 0.38 * (1.0 - p.y));
  c = mix(c, GOLD_LIGHT, wide * 0.66 + thin * 0.24);
  c *= 1.0 + (streak.a - 0.5) * 0.10;
  float frame = max(abs(p.x - 0.5), abs(p.y - 0.5));
  float fine = smoothstep(26.0, 44.0, vSide);
  c = mix(c, GOLD_DARK * 0.78, (1.0 - smoothstep(0.0, aa + 0.004, abs(frame - 0.445) - 0.003)) * 0.5 * fine);
  c = mix(c, GOLD_LIGHT, (1.0 - smoothstep(0.0, aa + 0.004, abs(frame - 0.437) - 0.002)) * 0.4 * fine);
  c *= 1.0 - 0.16 * smoothstep(-0.05 - aa, 0.0, d);
  c *= mix(1.0, 0.90, uDark);
  vec4 colour = mix(vec4(vec3(0.09, 0.06, 0.035) * shadow, shadow), vec4(c, 1.0), cover);
  float pin = smoothstep(12.0, 20.0, vSide);
  vec4 head = ball(p - vec2(0.5, 0.075), 0.085, mix(vColour.rgb, vec3(0.78, 0.10, 0.13), 0.15), aa) * pin;
  colour = colour * (1.0 - head.a) + head;
  finalColor = colour * vSeen;
}`;
