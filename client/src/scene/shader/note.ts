import { FRAGMENT_HEAD, VERTEX_HEAD } from './head.ts';

/** Codes of `aMisc.z`; an agent's code says what it makes. */
export const KIND_CODE = { text: 0, image: 1, video: 2, voice: 3, agent: 4 } as const;
export const AGENT_CODE = { text: 5, image: 6, video: 7, voice: 8 } as const;
/** Bit of `aMisc.w`: another note lies over the pin. The bits above it tell how much the note is a pencil copy. */
export const FLAG_PIN_COVERED = 1;
export const FLAG_PAST = 2;
export const PAST_STEPS = 127;
/** Share of a note's side that the quad reaches beyond the paper, for shadow and glow. */
export const NOTE_MARGIN = 0.26;
/** Inset frame of a picture, in shares of the note's side. */
export const FRAME = { left: 0.1, top: 0.19, right: 0.9, bottom: 0.785 } as const;
export const WAVE_BARS = 32;

/**
 * aPos: centre, side, rotation. aTint: paper, opacity. aMisc: curl, seed, kind code, flags.
 * aPic: picture's corners in its atlas; for a voice, x is the waveform's row.
 * aState: picture bucket (0 none), glow, crumple, lift.
 */
export const NOTE_VERTEX = `${VERTEX_HEAD}
in vec2 aCorner;
in vec4 aPos;
in vec4 aTint;
in vec4 aMisc;
in vec4 aPic;
in vec4 aState;
uniform float uPx;
out vec2 vUV;
flat out vec4 vTint;
flat out vec4 vMisc;
flat out vec4 vPic;
flat out vec4 vState;
flat out float vRot;
void main() {
  float crumple = aState.z;
  vec2 low = vec2(${NOTE_MARGIN}), high = low;
  if (aState.y + aState.z + aState.w == 0.0 && abs(aPos.w) < 0.35) {
    // At rest the shadow falls down and right, as far as the paper curls.
    float edge = 0.02 + 1.0 / max(aPos.z * uPx, 1.0);
    low = min(low, edge + vec2(0.11 * aMisc.x, 0.01));
    high = min(high, vec2(edge + 0.02 + 0.23 * aMisc.x));
  }
  vec2 q = mix(-low, 1.0 + high, aCorner);
  vUV = q;
  vTint = aTint;
  vMisc = aMisc;
  vPic = aPic;
  vState = aState;
  float rot = aPos.w + crumple * crumple * 1.1;
  vRot = rot;
  float side = aPos.z * (1.0 + 0.06 * aState.w) * (1.0 - 0.62 * crumple);
  vec2 local = (q - 0.5) * side;
  float c = cos(rot), s = sin(rot);
  vec2 at = aPos.xy + vec2(c * local.x - s * local.y, s * local.x + c * local.y);
  at.y += crumple * crumple * aPos.z * 0.5;
  gl_Position = aPos.z <= 0.0 ? NOWHERE : project(at);
}`;

const NOTE_INPUTS = `
in vec2 vUV;
flat in vec4 vTint;
flat in vec4 vMisc;
flat in vec4 vPic;
flat in vec4 vState;
flat in float vRot;
uniform sampler2D uSmall;
uniform sampler2D uMedium;
uniform sampler2D uLarge;
uniform sampler2D uPeaks;
uniform float uSheen;
uniform float uDark;
const vec2 FRAME_MIN = vec2(${FRAME.left}, ${FRAME.top});
const vec2 FRAME_MAX = vec2(${FRAME.right}, ${FRAME.bottom});
const vec3 GOLD_DARK = vec3(0.73, 0.52, 0.155);
const vec3 GOLD = vec3(0.90, 0.705, 0.275);
const vec3 GOLD_LIGHT = vec3(1.0, 0.925, 0.64);
float pastOf() { return floor(vMisc.w * 127.5 + 0.25) / ${PAST_STEPS.toFixed(1)}; }
/** The note as a pencil copy: lead on bare paper, rubbed in where it was dark, with a drawn edge. */
vec3 copied(vec3 c, vec2 p, float d, float aa) {
  float seed = vMisc.y;
  float light = dot(c, vec3(0.30, 0.59, 0.11));
  vec3 ground = mix(vec3(0.965, 0.951, 0.915), vec3(0.30, 0.285, 0.27), uDark);
  vec3 lead = mix(vec3(0.36, 0.355, 0.37), vec3(0.74, 0.72, 0.70), uDark);
  float grain = texture(uNoise, p * 0.8 + seed).r;
#ifdef PLAIN
  float cloud = 0.5, press = 0.6;
#else
  float cloud = texture(uNoise, p * 0.3 + seed * 2.0).b;
  float press = texture(uNoise, vec2(p.x * 0.7 + p.y * 0.9, seed)).b;
#endif
  float rub = clamp(mix(0.88 - light, (light - 0.30) * 0.8, uDark) * 1.15, 0.0, 1.0);
  float stroke = 0.5 + 0.5 * sin((p.x + p.y * 0.86) * 118.0 + (cloud - 0.5) * 22.0);
  float drawn = rub * mix(0.72, 0.42 + 0.58 * stroke, smoothstep(0.02, 0.006, aa)) * (0.62 + 0.76 * grain);
  float edge = (1.0 - smoothstep(0.0, 0.006 + aa, abs(d + 0.010))) * (0.35 + 0.6 * press);
  return mix(ground, lead, clamp(max(drawn * 0.78, edge), 0.0, 1.0));
}
vec3 tap(int bucket, vec2 at) {
  if (bucket == 1) return texture(uSmall, at).rgb;
  if (bucket == 2) return texture(uMedium, at).rgb;
  return texture(uLarge, at).rgb;
}
`;

/**
 * The near shader: curl, shadow, deckle, foil, printed photo, waveform. Used from 48 px. PLAIN: under
 * 72 px and on weak GPUs, a third of the readings: no deckle, no clouds in foil and paper, no creases.
 */
export const NOTE_FRAGMENT = `${FRAGMENT_HEAD}
#define SHADER_NAME note
${NOTE_INPUTS}
/** How far the bottom edge has come off the board, for a curl of 1. */
float reachAt(float x, float side) {
  float u = clamp(x, 0.0, 1.0);
  u = mix(u, 1.0 - u, side);
  return 0.28 + 0.72 * u * u;
}
/** How far the paper has come off the board. */
float liftAt(vec2 p, float curl, float side) {
  float v = clamp(p.y, 0.0, 1.05);
  return curl * v * v * sqrt(v) * reachAt(p.x, side);
}
/** Signed distance to the paper's edge in note sides, negative inside. */
float outline(vec2 p, float curl, float side) {
  vec2 q = p;
  q.y /= 1.0 - 0.125 * curl * reachAt(p.x, side);
  float towards = mix(1.0, -1.0, side);
  q.x += towards * 0.052 * liftAt(p, curl, side) * clamp(side < 0.5 ? p.x : 1.0 - p.x, 0.0, 1.0);
  q.x += 0.006 * sin(q.y * 3.1 + vMisc.y * 40.0);
  vec2 d = abs(q - 0.5) - 0.492;
  return length(max(d, 0.0)) + min(max(d.x, d.y), 0.0) - 0.008;
}
float box(vec2 p, vec2 half_) {
  vec2 d = abs(p) - half_;
  return length(max(d, 0.0)) + min(max(d.x, d.y), 0.0);
}
float ink(float d, float aa) { return 1.0 - smoothstep(-aa, aa, d); }
/** A small mark of what an agent makes; q is centred, one unit across. */
#ifdef PLAIN
float mark(int code, vec2 q, float aa) {
  vec2 bar = code == 5 ? q.yx : q;
  float d = max(abs(fract(bar.x * 3.8 + 0.5) - 0.5) / 3.8 - 0.05, box(bar, vec2(0.32, 0.36)));
  if (code == 6) d = abs(box(q, vec2(0.40, 0.32))) - 0.055;
  if (code == 7) d = abs(length(q) - 0.42) - 0.055;
  return ink(d, aa);
}
#else
float mark(int code, vec2 q, float aa) {
  float line = 0.055;
  if (code == 5) {
    float a = ink(box(q - vec2(0.0, -0.26), vec2(0.40, line)), aa);
    a = max(a, ink(box(q, vec2(0.40, line)), aa));
    return max(a, ink(box(q - vec2(-0.12, 0.26), vec2(0.28, line)), aa));
  }
  if (code == 6) {
    float a = ink(abs(box(q, vec2(0.40, 0.32))) - line, aa);
    a = max(a, ink(length(q - vec2(-0.16, -0.10)) - 0.09, aa));
    float hill = max(abs(q.x - 0.10) - (q.y + 0.10) * 0.95, q.y - 0.27);
    return max(a, ink(max(hill, abs(q.x) - 0.36) + 0.03, aa));
  }
  if (code == 7) {
    float a = ink(abs(length(q) - 0.42) - line, aa);
    vec2 t = q - vec2(0.04, 0.0);
    return max(a, ink(max(abs(t.y) * 0.87 + t.x * 0.5 - 0.115, -t.x - 0.15), aa));
  }
  if (code == 8) {
    float a = 0.0;
    for (int i = 0; i < 5; i++) {
      float h = i == 2 ? 0.42 : (i == 1 || i == 3) ? 0.26 : 0.12;
      a = max(a, ink(box(q - vec2(-0.36 + 0.18 * float(i), 0.0), vec2(0.045, h)), aa));
    }
    return a;
  }
  return 0.0;
}
#endif
vec3 gold(vec2 p, float seed, float slope, float aa, int code) {
  vec4 streak = texture(uNoise, vec2(p.x * 0.16 + seed, p.y * 1.1 + seed * 3.0));
#ifdef PLAIN
  vec4 cloud = vec4(0.5);
#else
  vec2 fine = p * 0.55 + vec2(seed * 13.7, seed * 5.3);
  vec4 cloud = texture(uNoise, fine * 0.5);
#endif
  float phase = p.x * 0.62 + p.y * 0.78 - uSheen + seed * 0.6 + (cloud.b - 0.5) * 0.22 + slope * 0.10;
  float wave = 0.5 + 0.5 * cos(6.2831853 * (phase * 0.85 - 0.30));
  float wide = wave * wave * wave;
  float ripple = 0.5 + 0.5 * cos(6.2831853 * (phase * 1.9 + 0.35));
  float thin = ripple * ripple;
  thin *= thin * thin * thin * thin;
  vec3 c = mix(GOLD_DARK, GOLD, 0.58 + 0.40 * (1.0 - p.y) + 0.25 * (cloud.b - 0.5));
  c = mix(c, GOLD_LIGHT, wide * 0.70 + thin * 0.26);
  float glint = abs(fract(phase * 0.5 + 0.19) - 0.5) * 2.0;
  float spark = max(0.0, 1.0 - glint * 6.0);
  c += spark * spark * vec3(0.16, 0.14, 0.09);
  c *= 1.0 + (streak.a - 0.5) * 0.10;
#ifndef PLAIN
  float fleck = texture(uNoise, fine * 1.3).r;
  c += (fleck - 0.5) * 0.045;
  c += smoothstep(0.80, 0.92, fleck) * wide * vec3(0.20, 0.18, 0.12);
#endif
  vec2 e = abs(p - 0.5);
  float frame = max(e.x, e.y);
  float groove = 1.0 - smoothstep(0.0, aa + 0.0025, abs(frame - 0.452) - 0.0022);
  float ridge = 1.0 - smoothstep(0.0, aa + 0.0025, abs(frame - 0.4465) - 0.0018);
  float second = 1.0 - smoothstep(0.0, aa + 0.002, abs(frame - 0.4315) - 0.0010);
  c = mix(c, GOLD_DARK * 0.78, groove * 0.55 + second * 0.28);
  c = mix(c, GOLD_LIGHT, ridge * 0.42);
  vec2 q = (p - vec2(0.845, 0.165)) / 0.105;
  if (code > 4 && max(abs(q.x), abs(q.y)) < 0.7) {
    float soft = aa / 0.105;
#ifndef PLAIN
    c = mix(c, GOLD_LIGHT, mark(code, q - 0.07, soft) * 0.40);
#endif
    c = mix(c, GOLD_DARK * 0.62, mark(code, q, soft) * 0.78);
  }
  return c;
}
void main() {
  float curl = vMisc.x;
  float seed = vMisc.y;
  float side = step(0.5, fract(seed * 7.31));
  int code = int(vMisc.z * 255.0 + 0.5);
  bool agent = code > 3;
  int bucket = int(vState.x * 255.0 + 0.5);
  float glow = vState.y;
  float crumple = vState.z;
  float lifted = vState.w;
  vec2 p = vUV;
  float aa = (fwidth(p.x) + fwidth(p.y)) * 0.55;
  float cr = cos(-vRot), sr = sin(-vRot);
  vec2 light = vec2(cr * 0.55 - sr * 0.83, sr * 0.55 + cr * 0.83);

  float crease = 0.0;
#ifndef PLAIN
  if (crumple > 0.0) {
    float n = texture(uNoise, p * 0.11 + seed).b;
    float m = texture(uNoise, p * 0.23 + seed * 3.0).b;
    crease = crumple * pow(1.0 - abs(2.0 * fract(n * 3.0 + m * 2.0) - 1.0), 2.0);
    p += (vec2(n, m) - 0.5) * 0.55 * crumple;
  }
#endif
  float d = outline(p, curl, side);
  float here = liftAt(p, curl, side);
  float past = pastOf();
  // Inside and outside of a narrow band along the edge, paper or shadow are all there is to see.
  float band = aa + 0.0016 + 0.01 * crumple;
  float cover = d < -band ? 1.0 : 0.0;
#ifdef PLAIN
  cover = 1.0 - smoothstep(-aa, aa, d);
#else
  if (abs(d) <= band) {
    float deckle = (texture(uNoise, p * 0.9 + seed).r - 0.5) * (0.003 + 0.02 * crumple);
    cover = 1.0 - smoothstep(-aa, aa, d + deckle);
  }
#endif
  vec4 colour = vec4(0.0);
  if (cover < 1.0) {
    vec2 away = light * (0.014 + 0.105 * here + 0.075 * lifted);
    float blur = 0.020 + 0.11 * here + 0.055 * lifted;
    float shade = outline(p - away, curl * 0.35, side);
    float shadow = (1.0 - smoothstep(-blur, blur * 1.25, shade)) * (mix(0.34, 0.27, here) - 0.05 * lifted);
    float contact = 0.0;
#ifndef PLAIN
    if (d < 0.03) contact = (1.0 - smoothstep(-0.004, 0.016, outline(p - light * 0.006, curl, side))) * 0.20;
#endif
    shadow = max(shadow, contact * (1.0 - lifted)) * (1.0 + 0.45 * uDark) * (1.0 - 0.80 * past);
    if (cover <= 0.0 && glow <= 0.0 && shadow < 0.003) discard;
    colour = vec4(vec3(0.16, 0.11, 0.07) * shadow * 0.55 * (1.0 - uDark), shadow);
  }

  if (glow > 0.0 && cover < 1.0) {
    float halo = exp(-max(d, 0.0) * 20.0) * smoothstep(0.255, 0.16, d);
    float rim = 1.0 - smoothstep(0.0, 0.010 + aa, abs(d - 0.012));
    vec3 tone = agent ? vec3(1.0, 0.78, 0.25) : vec3(0.20, 0.62, 1.0);
    float a = clamp(halo * 0.62 + rim * 0.85, 0.0, 1.0) * glow;
    vec3 hue = mix(tone, vec3(1.0), rim * 0.72);
    colour = vec4(mix(colour.rgb, hue, a), max(colour.a * (1.0 - a) + a, a));
  }

  if (cover > 0.0) {
    vec3 c = vTint.rgb;
    float v = p.y;
    float across = side < 0.5 ? p.x * p.x : (1.0 - p.x) * (1.0 - p.x);
    float down = clamp(v, 0.0, 1.0);
    float slope = curl * 2.5 * down * sqrt(down) * (0.28 + 0.72 * across);
    if (agent) {
      c = gold(p, seed, slope, aa, code);
    } else {
      vec2 fine = p * 0.55 + vec2(seed * 13.7, seed * 5.3);
      vec2 rough = texture(uNoise, fine).rg - 0.5;
      c *= 1.0 + rough.x * 0.055 + rough.y * 0.035;
#ifndef PLAIN
      c *= 1.0 + (texture(uNoise, fine * 0.25).b - 0.5) * 0.05;
#endif
      c = mix(c, c * c, 0.06 + 0.24 * v * v);
      c += 0.030 * (1.0 - v);
      c *= 1.0 - 0.036 * (1.0 - smoothstep(0.155, 0.205, v));
    }
    float valley = smoothstep(0.25, 0.72, v) * (1.0 - smoothstep(0.72, 1.0, v));
    c *= 1.0 - 0.1275 * valley * curl;
    c *= 1.0 + 0.060 * slope * slope + 0.045 * slope;
    float lip = smoothstep(-0.05, -0.004, d) * smoothstep(0.82, 1.0, v);
    c += lip * 0.10 * here;
    c += 0.035 * (1.0 - smoothstep(0.0, 0.6, length(p - vec2(0.12, 0.08))));

    if (code == 1 || code == 2) {
      vec2 flat_ = p;
      flat_.y /= 1.0 - 0.125 * liftAt(vec2(p.x, 1.0), curl, side) * smoothstep(0.3, 1.0, p.y);
      vec2 q = (flat_ - FRAME_MIN) / (FRAME_MAX - FRAME_MIN);
      vec2 b = abs(q - 0.5) - 0.5;
      float fd = max(b.x * 0.8, b.y * 0.6);
      float mount = 1.0 - smoothstep(-aa, aa, fd - 0.022);
      vec2 sb = abs(q - 0.5 - vec2(0.012, 0.020)) - 0.5;
      float under = (1.0 - smoothstep(-0.012, 0.034, max(sb.x * 0.8, sb.y * 0.6) - 0.022)) * 0.30;
      c *= 1.0 - under * (1.0 - mount);
      c = mix(c, vec3(0.985, 0.98, 0.965), mount);
      float inside = 1.0 - smoothstep(-aa, aa, fd);
      vec3 photo = mix(vec3(0.80, 0.79, 0.77), vec3(0.66, 0.66, 0.67), q.y);
      if (bucket > 0) {
        vec2 at = mix(vPic.xy, vPic.zw, clamp(q, 0.0, 1.0));
#ifdef PLAIN
        photo = tap(bucket, at);
#else
        // Several texels may fall to a pixel: four readings, a quarter of a pixel off its middle.
        vec2 texel = (vPic.zw - vPic.xy) / (FRAME_MAX - FRAME_MIN) * aa;
        vec2 dx = vec2(texel.x * 0.23, 0.0), dy = vec2(0.0, texel.y * 0.23);
        photo = 0.25 * (tap(bucket, at + dx + dy) + tap(bucket, at + dx - dy)
          + tap(bucket, at - dx + dy) + tap(bucket, at - dx - dy));
#endif
      }
      photo *= 1.0 + 0.05 * slope;
      photo += 0.05 * smoothstep(0.45, 0.0, abs(q.x * 0.8 + q.y - 0.55)) * (1.0 - q.y);
      c = mix(c, photo, inside);
      if (code == 2) {
        vec2 o = (flat_ - 0.5 * (FRAME_MIN + FRAME_MAX)) / 0.115;
        float soft = aa / 0.115;
        float disc = ink(length(o) - 1.0, soft);
        float dusk = (1.0 - smoothstep(0.7, 1.5, length(o - vec2(0.06, 0.10)))) * 0.40;
        vec2 t = o - vec2(0.06, 0.0);
        float play = ink(max(abs(t.y) * 0.866 + t.x * 0.5 - 0.26, -t.x - 0.34) - 0.03, soft);
        c *= 1.0 - dusk * (1.0 - disc) * inside;
        c = mix(c, vec3(0.985), disc * 0.94);
        c = mix(c, vec3(0.09, 0.10, 0.14), play * disc);
      }
    }
    if (code == 3) {
      vec2 q = (p - vec2(0.115, 0.42)) / vec2(0.77, 0.32);
      if (q.x > 0.0 && q.x < 1.0 && q.y > -0.1 && q.y < 1.1) {
        float bar = floor(q.x * ${WAVE_BARS}.0);
        float peak = texture(uPeaks, vec2((bar + 0.5) / ${WAVE_BARS}.0, vPic.x)).r;
        float h = max(peak, 0.045) * 0.5;
        vec2 o = vec2((fract(q.x * ${WAVE_BARS}.0) - 0.5) * 0.77 / ${WAVE_BARS}.0, (q.y - 0.5) * 0.32);
        float bd = box(o, vec2(0.0052, h * 0.32)) - 0.0034;
        c = mix(c, c * c * vec3(0.34, 0.26, 0.34), ink(bd, aa) * 0.83);
      }
    }
    float edge = smoothstep(-0.012 - aa, -0.001, d);
    c *= 1.0 - 0.16 * edge;
    c += 0.10 * smoothstep(0.016, 0.0, min(p.x, p.y)) * edge;
    c = mix(c, c * (1.0 - 0.55 * crease) + 0.10 * crease * (1.0 - crease), crumple);
    c *= mix(1.0, 0.86, uDark);
    if (past > 0.0) c = mix(c, copied(c, p, d, aa), past);
    colour = mix(colour, vec4(clamp(c, 0.0, 1.0), 1.0), cover);
  }
  float fade = vTint.a * (1.0 - smoothstep(0.72, 1.0, crumple));
  finalColor = colour * fade;
}`;

/** The far shader, under 48 px: no curl field and at most one texture fetch. */
export const NOTE_FAR_FRAGMENT = `${FRAGMENT_HEAD}
#define SHADER_NAME note-far
${NOTE_INPUTS}
void main() {
  vec2 p = vUV;
  float aa = (fwidth(p.x) + fwidth(p.y)) * 0.5;
  int code = int(vMisc.z * 255.0 + 0.5);
  int bucket = int(vState.x * 255.0 + 0.5);
  vec2 e = abs(p - 0.5) - 0.5;
  float d = max(e.x, e.y);
  float cover = 1.0 - smoothstep(-aa, aa, d);
  float lift = vMisc.x * p.y * p.y;
  vec2 s = abs(p - 0.5 - vec2(0.02, 0.03) * (1.0 + 2.5 * lift + 2.0 * vState.w)) - 0.5;
  float blur = 0.02 + aa + 0.07 * lift;
  float shadow = (1.0 - smoothstep(-blur, blur, max(s.x, s.y))) * 0.32;
  if (cover <= 0.0 && vState.y <= 0.0) {
    float shade = shadow * (1.0 - 0.80 * pastOf());
    if (shade < 0.003) discard;
    finalColor = vec4(vec3(0.16, 0.11, 0.07) * shade * 0.55, shade) * vTint.a * (1.0 - smoothstep(0.72, 1.0, vState.z));
    return;
  }
  vec3 c = vTint.rgb;
  if (code > 3) {
    float phase = p.x * 0.62 + p.y * 0.78 - uSheen + vMisc.y * 0.6;
    float band = 0.5 + 0.5 * cos(6.2831853 * (phase * 0.85 - 0.30));
    c = mix(vec3(0.885, 0.69, 0.265), vec3(1.0, 0.925, 0.62), band * band * band * 0.8) * (1.03 - 0.10 * p.y);
  } else {
    c *= 1.05 - 0.13 * p.y;
  }
  vec2 q = (p - FRAME_MIN) / (FRAME_MAX - FRAME_MIN);
  if (code == 1 || code == 2) {
    vec2 inside = step(vec2(0.0), q) * step(q, vec2(1.0));
    vec3 photo = vec3(0.74, 0.73, 0.72);
    if (bucket > 0) photo = tap(bucket, mix(vPic.xy, vPic.zw, clamp(q, 0.0, 1.0)));
    vec2 rim = abs(q - 0.5) - 0.5;
    float mount = 1.0 - smoothstep(0.0, 0.02 + aa, max(rim.x * 0.8, rim.y * 0.6) - 0.012);
    c = mix(c, vec3(0.97), mount * 0.8);
    c = mix(c, photo, inside.x * inside.y);
    if (code == 2) c = mix(c, vec3(0.97), (1.0 - smoothstep(0.085, 0.085 + aa * 2.0, length(p - vec2(0.5, 0.4875)))) * 0.9);
  } else if (code == 3) {
    vec2 w = (p - vec2(0.115, 0.42)) / vec2(0.77, 0.32);
    float peak = texture(uPeaks, vec2(w.x, vPic.x)).r;
    float a = (1.0 - smoothstep(peak * 0.5, peak * 0.5 + 0.2, abs(w.y - 0.5))) * step(0.0, w.x) * step(w.x, 1.0);
    c = mix(c, c * c * 0.4, a * 0.6);
  } else if (code == 0) {
    float line = abs(fract(p.y * 7.0) - 0.5);
    float a = smoothstep(0.20, 0.10, line) * step(0.24, p.y) * step(p.y, 0.86) * step(0.12, p.x) * step(p.x, 0.86 - 0.2 * fract(floor(p.y * 7.0) * 0.37));
    c *= 1.0 - 0.20 * a;
  }
  c *= 1.0 - 0.14 * smoothstep(-0.05 - aa, 0.0, d);
  c *= mix(1.0, 0.86, uDark);
  float past = pastOf();
  if (past > 0.0) c = mix(c, copied(c, p, d, aa), past);
  shadow *= 1.0 - 0.80 * past;
  vec4 colour = mix(vec4(vec3(0.16, 0.11, 0.07) * shadow * 0.55, shadow), vec4(c, 1.0), cover);
  if (vState.y > 0.0) {
    vec3 tone = code > 3 ? vec3(1.0, 0.78, 0.25) : vec3(0.20, 0.62, 1.0);
    float a = exp(-max(d, 0.0) * 16.0) * smoothstep(0.25, 0.10, d) * (1.0 - cover) * vState.y;
    colour = vec4(mix(colour.rgb, tone, a), max(colour.a, a));
  }
  finalColor = colour * vTint.a * (1.0 - smoothstep(0.72, 1.0, vState.z));
}`;
