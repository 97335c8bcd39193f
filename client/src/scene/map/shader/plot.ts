import { CELL_HEIGHT, CELL_WIDTH, COLUMNS, PLOT_CAPACITY, ROWS, rowSlide } from '@oto/schema/board/placement';
import { FRAGMENT_HEAD, VERTEX_HEAD } from '../../shader/head.ts';
import { likelySeats } from '../likely-seats.ts';

/** Units that a plot's quad reaches beyond its outline: wobble, crayon, shadow. */
const AROUND = 300;

/** aPos: centre, half size of the outline. aTint: wash. aState: notes in 255ths, sketched, one's own, seed. */
export const PLOT_VERTEX = `${VERTEX_HEAD}
in vec2 aCorner;
in vec4 aPos;
in vec4 aTint;
in vec4 aState;
uniform float uPx;
uniform float uMap;
out vec2 vP;
flat out vec2 vReach;
flat out vec3 vTint;
flat out vec4 vState;
void main() {
  // Never less than a dot.
  vec2 reach = max(aPos.zw, vec2(1.5 / uPx));
  vP = (aCorner * 2.0 - 1.0) * (reach + max(${AROUND.toFixed(1)}, 2.0 / uPx));
  vReach = reach;
  vTint = aTint.rgb;
  vState = vec4(floor(aState.x * 255.0 + 0.5), aState.yzw);
  bool unseen = uMap <= 0.0 && aState.y <= 0.0;
  gl_Position = unseen ? NOWHERE : project(aPos.xy + vP);
}`;

const floats = (values: readonly number[]): string => values.map((value) => value.toFixed(1)).join(', ');

/**
 * A plot from afar. Each fragment finds its cell of the seats' lattice and whether that cell is
 * taken yet, so a full plot costs no more than an empty one. Smaller than a few pixels a square,
 * the cluster turns into hatching, and that into a wash.
 */
export const PLOT_FRAGMENT = `${FRAGMENT_HEAD}
#define SHADER_NAME map-plot
in vec2 vP;
flat in vec2 vReach;
flat in vec3 vTint;
flat in vec4 vState;
uniform float uPx;
uniform float uMap;
uniform float uDark;
const float RANK[${ROWS * COLUMNS}] = float[](${floats(likelySeats().ranks)});
const float SLIDE[${ROWS}] = float[](${floats(Array.from({ length: ROWS }, (_, row) => rowSlide(row)))});
const vec2 CELL = vec2(${CELL_WIDTH.toFixed(1)}, ${CELL_HEIGHT.toFixed(1)});
float hash(vec3 p) {
  p = fract(p * vec3(0.1031, 0.1030, 0.0973));
  p += dot(p, p.yxz + 33.33);
  return fract((p.x + p.y) * p.z);
}
/** Units outside the outline, negative inside; exact on the outline. */
float away(vec2 p, vec2 reach) {
  vec2 q = abs(p) / reach;
  float r = pow(pow(q.x, 2.7) + pow(q.y, 2.7), 1.0 / 2.7);
  return (r - 1.0) * length(p) / max(r, 1e-3);
}
float wobble(float angle, float seed) {
  return sin(angle * 3.0 + seed * 6.0) * 15.0 + sin(angle * 7.0 + seed * 17.0) * 6.0 + cos(angle * 2.0 + seed * 29.0) * 14.0;
}
/** Noise that looks alike at every zoom and stays where it is. */
vec4 grain(vec2 p) {
  float level = log2(uPx) + 20.0;
  float scale = exp2(floor(level) - 20.0) / 300.0;
  return mix(texture(uNoise, p * scale), texture(uNoise, p * scale * 2.0), smoothstep(0.0, 1.0, fract(level)));
}
vec4 over(vec4 below, vec3 c, float a) { return below * (1.0 - a) + vec4(c * a, a); }
/** Parallel strokes about 4 px apart at every zoom. */
float strokes(vec2 p, float angle) {
  float along = dot(p, vec2(cos(angle), sin(angle)));
  float level = log2(uPx / 4.6);
  float step_ = exp2(floor(level));
  float a = smoothstep(0.24, 0.40, abs(fract(along * step_) - 0.5));
  float b = smoothstep(0.24, 0.40, abs(fract(along * step_ * 2.0) - 0.5));
  return mix(a, b, fract(level));
}
void main() {
  vec2 p = vP;
  float seed = vState.w;
  float notes = vState.x;
  float sketch = vState.y * (1.0 - uMap);
  float map = uMap;
  float aa = 0.75 / uPx;
  float full = sqrt(min(notes, ${PLOT_CAPACITY.toFixed(1)}) / ${PLOT_CAPACITY.toFixed(1)});
  float size = 2.0 * vReach.y * uPx;
  float far = 1.0 - smoothstep(14.0, 90.0, size);
  vec2 own = p + seed * 91700.0;
  float d = away(p, vReach);
  if (d > 260.0 + 2.0 / uPx) {
    finalColor = vec4(0.0);
    return;
  }
  vec4 g = grain(own);
  float cloud = texture(uNoise, own / 7200.0).b - 0.5;
  float blot = texture(uNoise, own / 2300.0 + 0.4).b - 0.5;
  float angle = atan(p.y / vReach.y, p.x / vReach.x);
  vec4 colour = vec4(0.0);

  // Wash: pigment gathers at the edge of the wet.
  float wet = d + cloud * 260.0 + blot * 70.0 + 20.0;
  // From far the blots bleed into one another.
  float bleed = far * vReach.y * 0.42;
  float body = 1.0 - smoothstep(-30.0 - aa - bleed, 22.0 + aa + bleed * 0.7, wet);
  float rim = exp(-abs(wet + 44.0) / 52.0) * body * (1.0 - far);
  float pigment = body * (0.10 + 0.15 * full) * (1.0 + 0.9 * blot) + rim * 0.13;
  // Clear paper under it: what flows beneath shows through only faintly.
  vec3 sheet = mix(vec3(0.962, 0.944, 0.905), vec3(0.235, 0.222, 0.208), uDark);
  colour = over(colour, sheet, body * mix(0.66, 0.0, far) * map);
  // From so far that plots are dots they are the faint ground on which districts' rivers are read.
  pigment *= mix(1.0, 1.2 + 0.6 * full - (0.34 + 0.2 * full) * (1.0 - smoothstep(8.0, 40.0, size)), far) * (0.92 + 0.3 * (g.r - 0.5));
  vec3 tint = mix(vTint, vTint * 0.82 + 0.10, uDark);
  colour = over(colour, tint, clamp(pigment, 0.0, 0.92) * mix(0.42 * sketch, 1.0, map));

  float lead = mix(0.20, 0.82, uDark);
  vec3 pencil = vec3(lead, lead * 0.985, lead * 1.02);

  // The cluster of notes.
  float cellPx = CELL.x * uPx;
  float squares = smoothstep(3.0, 6.0, cellPx);
  if (squares > 0.0) {
    // On the map the cluster is drawn in a little, so that full plots keep inside their outlines.
    vec2 p = vP / mix(1.0, 0.93, map);
    float row = floor(p.y / CELL.y + ${(ROWS / 2).toFixed(1)});
    int r = int(clamp(row, 0.0, ${(ROWS - 1).toFixed(1)}));
    float column = floor((p.x - SLIDE[r]) / CELL.x + ${(COLUMNS / 2).toFixed(1)});
    bool inside = row >= 0.0 && row < ${ROWS.toFixed(1)} && column >= 0.0 && column < ${COLUMNS.toFixed(1)};
    int k = r * ${COLUMNS} + int(clamp(column, 0.0, ${(COLUMNS - 1).toFixed(1)}));
    vec2 middle = vec2((column - ${((COLUMNS - 1) / 2).toFixed(1)}) * CELL.x + SLIDE[r], (row - ${((ROWS - 1) / 2).toFixed(1)}) * CELL.y);
    // The last corners of a full plot lie outside its round outline.
    if (inside && RANK[k] <= notes && away(middle, vReach) < 30.0) {
      vec3 at = vec3(row + 1.0, column + 1.0, seed * 255.0 + 1.0);
      float h = hash(at), h2 = hash(at.zxy + 7.0), h3 = hash(at.yzx + 13.0), h4 = hash(at + 29.0);
      bool agent = h < 0.13;
      float half_ = (agent ? 120.0 : 100.0) * mix(0.55, 1.0, map);
      half_ = mix(100.0, half_, step(sketch, map));
      vec2 q = p - middle - (vec2(h2, h3) - 0.5) * vec2(76.0, 94.0) * (agent ? 0.5 : 1.0);
      float turn = (h4 - 0.5) * 0.24;
      q = mat2(cos(turn), -sin(turn), sin(turn), cos(turn)) * q;
      vec2 e = abs(q) - half_;
      float edge = max(e.x, e.y);
      float cover = 1.0 - smoothstep(-aa, aa, edge);
      vec2 u = q / half_;
      if (map > 0.0) {
        vec2 s = abs(q - vec2(5.0, 10.0)) - half_;
        float shadow = (1.0 - smoothstep(-6.0 - aa, 16.0 + aa, max(s.x, s.y))) * 0.30;
        vec3 paper = h < 0.34 ? vec3(1.0, 0.925, 0.549) : h < 0.58 ? vec3(0.549, 0.784, 0.961) : h < 0.80 ? vec3(1.0, 0.541, 0.463) : vec3(0.973, 0.643, 0.769);
        bool picture = !agent && h >= 0.34 && h < 0.80;
        paper = mix(paper, vTint, 0.07);
        if (agent) {
          float band = 0.5 + 0.5 * cos(6.2831853 * ((u.x * 0.31 + u.y * 0.39) * 0.85 - 0.30 + h2));
          paper = mix(vec3(0.865, 0.66, 0.235), vec3(1.0, 0.925, 0.62), band * band * 0.8);
        }
        paper *= 1.03 - 0.09 * u.y;
        float fine = smoothstep(7.0, 12.0, half_ * 2.0 * uPx);
        if (picture) {
          // A printed picture: a sky over a hill.
          float soft = aa / half_;
          vec2 f = abs(u - vec2(0.0, -0.02)) - vec2(0.80, 0.60);
          float inset = 1.0 - smoothstep(-soft, soft, max(f.x, f.y));
          vec3 sky = mix(vec3(0.40, 0.30, 0.66), vec3(0.34, 0.58, 0.80), h2);
          sky = mix(sky, vec3(0.90, 0.52, 0.40), smoothstep(0.1, 1.0, h3 + u.y * 0.5) * 0.75);
          vec3 hill = mix(vec3(0.26, 0.18, 0.40), vec3(0.16, 0.34, 0.36), h4);
          vec3 photo = mix(sky, hill, smoothstep(-soft, soft, u.y - 0.22 - 0.16 * sin(u.x * 2.6 + h2 * 9.0)));
          paper = mix(paper, mix(mix(paper, photo, 0.42), photo, fine), inset);
        } else if (!agent) {
          float line = smoothstep(0.20, 0.10, abs(fract(u.y * 3.5 + 0.25) - 0.5)) * step(-0.55, u.y) * step(u.y, 0.75) * step(abs(u.x), 0.76);
          paper *= 1.0 - 0.20 * line * fine;
        }
        paper *= 1.0 - 0.13 * smoothstep(-10.0 - aa, 0.0, edge);
        paper *= mix(1.0, 0.86, uDark);
        float seen = squares * map;
        colour = over(colour, vec3(0.10, 0.07, 0.045), shadow * (1.0 - cover) * seen);
        colour = over(colour, paper, cover * seen);
      }
      if (sketch > 0.0) {
        // Drawn, not there yet: each side once and again, a little off and past the corners.
        float bendX = texture(uNoise, vec2(q.y / 1900.0 + h, h2)).b - 0.5;
        float bendY = texture(uNoise, vec2(q.x / 1900.0 + h3, h)).b - 0.5;
        float w = max(1.9, 0.55 / uPx);
        vec2 side = abs(q) - half_ + vec2(bendX, bendY) * 9.0;
        vec2 again = side + vec2(5.0 + bendY * 14.0, 4.0 + bendX * 14.0);
        vec2 past = abs(q) - half_ - 5.0 - 9.0 * vec2(h2, h3);
        vec2 reach = 1.0 - smoothstep(-3.0, 3.0, past.yx);
        vec2 ink = (1.0 - smoothstep(w - aa, w + aa, abs(side))) * reach;
        vec2 ink2 = (1.0 - smoothstep(w - aa, w + aa, abs(again))) * reach * 0.6;
        float line = max(max(ink.x, ink.y), max(ink2.x, ink2.y)) * (0.55 + 0.7 * texture(uNoise, q / 3100.0 + h4).b);
        float fill = strokes(q, 0.9 + h3 * 0.3) * cover * 0.09;
        float rub = smoothstep(0.22, 0.62, g.r + 0.12);
        colour = over(colour, pencil, clamp(line * 0.50 + fill, 0.0, 1.0) * rub * sketch);
      }
    }
  }

  // Too small for squares: hatched as far as the notes would reach.
  float hatched = (1.0 - squares) * smoothstep(11.0, 30.0, size) * map;
  if (hatched > 0.0) {
    float crowd = 230.0 + 178.0 * sqrt(notes * 0.86);
    float within = away(p, min(vReach * 0.93, vec2(crowd * 1.12, crowd))) + blot * 160.0;
    float filled = (1.0 - smoothstep(-40.0 - aa, 40.0 + aa, within)) * step(0.5, notes);
    float strokes_ = max(strokes(own, 0.72 + seed * 0.9), strokes(own, -0.75 + seed * 0.8) * smoothstep(0.45, 0.95, full));
    vec3 ink = mix(vTint * 0.62, vTint * 0.75 + 0.18, uDark);
    colour = over(colour, ink, filled * strokes_ * hatched * (0.16 + 0.30 * full) * smoothstep(0.1, 0.5, g.r));
  }

  // Two loops of pencil.
  float drawn = mix(sketch, map, map) * mix(1.0, 0.42, far) * smoothstep(6.0, 20.0, size);
  float w = max(2.7, 0.62 / uPx);
  float rub = smoothstep(0.30, 0.62, g.r * 0.62 + g.g * 0.30 + 0.14);
  float press = 0.55 + 0.7 * texture(uNoise, vec2(angle * 0.21 + seed, seed * 3.0)).b;
  float first = d - wobble(angle, seed);
  float second = d - wobble(angle + 1.3, fract(seed * 7.7)) - 24.0;
  float loops = max(1.0 - smoothstep(w - aa, w + aa, abs(first)), (1.0 - smoothstep(w - aa, w + aa, abs(second))) * 0.85);
  colour = over(colour, pencil, loops * rub * press * 0.60 * drawn);

  // One's own: a ring of wax crayon round it.
  if (vState.z > 0.5) {
    float ring = d - 96.0 - wobble(angle + 0.6, fract(seed * 3.1)) * 0.9;
    float wide = max(15.0, 1.5 / uPx);
    float wax = (1.0 - smoothstep(wide - aa, wide + aa, abs(ring))) * smoothstep(0.26, 0.46, g.r + 0.10);
    colour = over(colour, vec3(0.86, 0.21, 0.15), wax * 0.88 * max(map, sketch));
  }
  finalColor = colour;
}`;
