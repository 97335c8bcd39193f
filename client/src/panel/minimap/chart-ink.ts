import { sampled, type ChartField } from './chart-field.ts';

export type Rgb = readonly [number, number, number];

export interface ChartInks {
  readonly pencil: Rgb;
  readonly wash: Rgb;
  /** Of the pencil, 0 to 1. */
  readonly strength: number;
}

/** Where the shore lies in the land's field. */
const SHORE = 0.4;
/** Lines along the shore, out on the water: level and darkness. */
const WATERLINES = [
  [0.27, 0.34],
  [0.16, 0.24],
  [0.08, 0.15],
] as const;

/**
 * Land in ink wash, darker where there are more notes per plot, with the rim of pigment a drying wash
 * leaves; a pencilled shore and fainter lines along it, as on old charts. `ratio`: device pixels per
 * CSS pixel.
 */
export function inkChart(field: ChartField, inks: ChartInks, image: ImageData, ratio: number): void {
  const { data, width, height } = image;
  const d = 0.5 / ratio;
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const wobble = noise(column / (5.5 * ratio), row / (5.5 * ratio));
      const grain = noise(column / (1.15 * ratio) + 91, row / (1.15 * ratio) + 37);
      // A hand does not follow a shore exactly.
      const x = column / ratio + (wobble - 0.5) * 1.6;
      const y = row / ratio + (noise(row / (6 * ratio) + 13, column / (6 * ratio) + 57) - 0.5) * 1.6;
      const land = sampled(field, field.land, x, y);
      const at = (row * width + column) * 4;
      if (land < 0.02) continue;
      const slope = Math.hypot(
        (sampled(field, field.land, x + d, y) - sampled(field, field.land, x - d, y)) / (2 * d),
        (sampled(field, field.land, x, y + d) - sampled(field, field.land, x, y - d)) / (2 * d),
      );
      const line = (level: number, half: number): number =>
        slope < 1e-4 ? 0 : Math.max(0, 1 - Math.abs(land - level) / slope / half) ** 0.6;
      let pencil = line(SHORE, 0.72) * (0.5 + 0.42 * grain) * inks.strength;
      for (const [level, dark] of WATERLINES) pencil = Math.max(pencil, line(level, 0.6) * dark * (0.45 + 0.9 * grain));
      let wash = 0;
      if (land > SHORE) {
        const tone = sampled(field, field.tone, x, y);
        const rim = Math.exp(-(((land - SHORE) / 0.1) ** 2));
        wash = (0.1 + 0.52 * tone ** 1.5 + 0.1 * rim) * (0.8 + 0.25 * wobble + 0.16 * (grain - 0.5));
      }
      const alpha = 1 - (1 - pencil) * (1 - wash);
      if (alpha <= 0) continue;
      for (let channel = 0; channel < 3; channel++) {
        const [under, over] = [inks.wash[channel] ?? 0, inks.pencil[channel] ?? 0];
        data[at + channel] = (over * pencil + under * wash * (1 - pencil)) / alpha;
      }
      data[at + 3] = 255 * alpha;
    }
  }
}

/** Smooth noise between 0 and 1, one value a unit. */
function noise(x: number, y: number): number {
  const [i, j] = [Math.floor(x), Math.floor(y)];
  const [s, t] = [smooth(x - i), smooth(y - j)];
  const top = hash(i, j) * (1 - s) + hash(i + 1, j) * s;
  const bottom = hash(i, j + 1) * (1 - s) + hash(i + 1, j + 1) * s;
  return top * (1 - t) + bottom * t;
}

function smooth(t: number): number {
  return t * t * (3 - 2 * t);
}

function hash(i: number, j: number): number {
  let n = Math.imul(i, 374761393) + Math.imul(j, 668265263);
  n = Math.imul(n ^ (n >>> 13), 1274126177);
  return ((n ^ (n >>> 16)) >>> 0) / 4294967296;
}
