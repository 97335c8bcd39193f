import { FRAGMENT_HEAD, VERTEX_HEAD } from './head.ts';
import { FRAME } from './note.ts';

/** aPos: centre, side, rotation. aTint: the paper it will be, opacity. aMisc: progress, seed, gold, glow. aPic, aState: a preview, as on notes. */
export const GHOST_VERTEX = `${VERTEX_HEAD}
in vec2 aCorner;
in vec4 aPos;
in vec4 aTint;
in vec4 aMisc;
in vec4 aPic;
in vec4 aState;
out vec2 vUV;
flat out vec4 vPic;
flat out int vBucket;
flat out vec4 vTint;
flat out vec4 vMisc;
flat out float vSide;
void main() {
  vec2 q = mix(vec2(-0.1), vec2(1.1), aCorner);
  vUV = q;
  vTint = aTint;
  vMisc = aMisc;
  vPic = aPic;
  vBucket = int(aState.x * 255.0 + 0.5);
  vSide = aPos.z;
  vec2 local = (q - 0.5) * aPos.z;
  float c = cos(aPos.w), s = sin(aPos.w);
  gl_Position = aPos.z <= 0.0 ? NOWHERE : project(aPos.xy + vec2(c * local.x - s * local.y, s * local.x + c * local.y));
}`;

/**
 * A note that is still being drawn: two shaky pencil outlines with overshooting corners; hatching
 * climbs from the bottom with progress, crosses itself from the middle on, and the paper's colour
 * comes up underneath like a wash. A preview shows through as a rubbing: grey at first, in colour with progress.
 */
export const GHOST_FRAGMENT = `${FRAGMENT_HEAD}
#define SHADER_NAME ghost
in vec2 vUV;
flat in vec4 vTint;
flat in vec4 vMisc;
flat in float vSide;
flat in vec4 vPic;
flat in int vBucket;
uniform sampler2D uSmall;
uniform sampler2D uMedium;
uniform sampler2D uLarge;
uniform float uDark;
uniform float uTime;
float stroke(float distance_, float width, float aa) {
  return 1.0 - smoothstep(width - aa, width + aa, abs(distance_));
}
/** One side of the square as a hand draws it: a little off, bent, past the corners. */
float drawnSide(vec2 p, float along, float across, float seed, float aa) {
  if (abs(across) > 0.03 + aa) return 0.0;
  float bend = (texture(uNoise, vec2(along * 0.11 + seed, seed * 3.7)).b - 0.5) * 0.028;
  float wobble = (texture(uNoise, vec2(along * 0.35 + seed * 2.0, seed)).b - 0.5) * 0.010;
  float reach = smoothstep(-0.045, -0.02, along) * (1.0 - smoothstep(1.02, 1.045, along));
  float press = 0.55 + 0.9 * texture(uNoise, vec2(along * 0.09 + seed * 5.0, 0.4)).b;
  return stroke(across + bend + wobble, 0.0052, aa) * reach * press;
}
void main() {
  vec2 p = vUV;
  float seed = vMisc.y;
  float pct = vMisc.x;
  float aa = (fwidth(p.x) + fwidth(p.y)) * 0.6;
  float lines = 0.0;
  for (int i = 0; i < 2; i++) {
    float s = seed + float(i) * 0.37;
    float off = float(i) * 0.014 - 0.004;
    lines = max(lines, drawnSide(p, p.x, p.y - off, s + 0.11, aa));
    lines = max(lines, drawnSide(p, p.x, p.y - 1.0 + off, s + 0.23, aa));
    lines = max(lines, drawnSide(p, p.y, p.x - off, s + 0.41, aa));
    lines = max(lines, drawnSide(p, p.y, p.x - 1.0 + off, s + 0.59, aa));
  }
  // Where the pin will be, two small rings.
  vec2 pin = p - vec2(0.5 + (fract(seed * 5.1) - 0.5) * 0.06, 0.065);
  float shaky = (texture(uNoise, p * 0.4 + seed).b - 0.5) * 0.02;
  lines = max(lines, max(stroke(length(pin) - 0.052 + shaky, 0.005, aa), stroke(length(pin - 0.006) - 0.042 - shaky, 0.004, aa) * 0.7));
  float grain = texture(uNoise, p * vSide / 256.0 + seed).r;
  float cloud = texture(uNoise, p * 0.3 + seed * 2.0).b;
  vec2 inner = smoothstep(vec2(0.0), vec2(0.03), p) * (1.0 - smoothstep(vec2(0.97), vec2(1.0), p));
  float inside = inner.x * inner.y;
  float front = 1.0 - pct * 1.12 + (cloud - 0.5) * 0.20;
  float reached = smoothstep(front - 0.02, front + 0.07, p.y);
  float wobble = (cloud - 0.5) * 0.9;
  float hatch = stroke(fract((p.x + p.y) * 17.0 + wobble) - 0.5, 0.13, aa * 17.0);
  float cross_ = stroke(fract((p.x - p.y * 0.8) * 15.0 + wobble) - 0.5, 0.11, aa * 15.0);
  float crossed = smoothstep(front + 0.30, front + 0.48, p.y);
  float breathing = 0.88 + 0.12 * sin(uTime * 2.4 - p.y * 3.0);
  float shade = (hatch * 0.50 + cross_ * crossed * 0.42) * reached * inside * breathing;
  float lead = clamp(lines + shade * 0.62, 0.0, 1.0) * smoothstep(0.22, 0.58, grain + 0.16);
  vec3 wash = vMisc.z > 0.5 ? vec3(0.90, 0.72, 0.32) : vTint.rgb;
  float veil = inside * (0.10 + 0.62 * reached * (0.35 + 0.65 * pct)) * (0.86 + 0.28 * (cloud - 0.5));
  float haze = inside * 0.20;
  vec3 ground = mix(vec3(0.975, 0.962, 0.93), vec3(0.30, 0.285, 0.27), uDark);
  vec4 colour = vec4(ground * haze, haze);
  colour = colour * (1.0 - veil) + vec4(wash, 1.0) * veil;
  if (vBucket > 0) {
    vec2 q = (p - vec2(${FRAME.left}, ${FRAME.top})) / vec2(${(FRAME.right - FRAME.left).toFixed(4)}, ${(FRAME.bottom - FRAME.top).toFixed(4)});
    vec2 at = mix(vPic.xy, vPic.zw, clamp(q, 0.0, 1.0));
    vec3 photo = vBucket == 1 ? texture(uSmall, at).rgb : vBucket == 2 ? texture(uMedium, at).rgb : texture(uLarge, at).rgb;
    float grey = dot(photo, vec3(0.30, 0.59, 0.11));
    photo = mix(vec3(grey), photo, smoothstep(0.0, 0.8, pct));
    vec2 rub = min(q, 1.0 - q) + (cloud - 0.5) * 0.10;
    float shown = smoothstep(0.0, 0.07, min(rub.x, rub.y)) * (0.55 + 0.40 * pct);
    shown *= mix(smoothstep(0.20, 0.60, grain + 0.28), 1.0, pct);
    colour = colour * (1.0 - shown) + vec4(photo, 1.0) * shown;
    lead *= 1.0 - shown * 0.8;
  }
  vec3 pencil = mix(vec3(0.23, 0.225, 0.245), vec3(0.82, 0.80, 0.78), uDark);
  float a = lead * 0.74;
  colour = colour * (1.0 - a) + vec4(pencil, 1.0) * a;
  float rim = exp(-abs(max(abs(p.x - 0.5), abs(p.y - 0.5)) - 0.5) * 34.0) * vMisc.w;
  colour = colour * (1.0 - rim * 0.8) + vec4(0.35, 0.70, 1.0, 1.0) * rim * 0.8;
  finalColor = colour * vTint.a;
}`;
