import type { Brief } from '../scene/brief.ts';
import { indexAt, slopeAt, type Raster } from './raster.ts';

/** Where a picture's parts lie, guessed from its pixels and from what the words say it shows. All maps have one value a pixel, 0..1. */
export type Terrain = {
  /** Smooth and at the top: what drifts. */
  readonly sky: Float32Array;
  /** What ripples. */
  readonly water: Float32Array;
  /** What sways. */
  readonly growth: Float32Array;
  /** 0 far .. 1 near. */
  readonly near: Float32Array;
  /** Bright spots in the dark, in pixels. */
  readonly lights: readonly Light[];
  /** Share of the picture that is sky. */
  readonly open: number;
};
export type Light = { readonly x: number; readonly y: number; readonly strength: number; readonly rgb: readonly [number, number, number] };

const EDGE = 0.085;
const MOST_LIGHTS = 40;

/** `soft` is the picture with its fine grain smoothed away, `fine` as it is; both of one size. */
export function terrainOf(fine: Raster, soft: Raster, brief: Brief): Terrain {
  const { width, height } = soft;
  const line = skyline(soft);
  const open = line.reduce((sum, y) => sum + y, 0) / (width * height);
  const sea = waterline(soft, brief, line);
  const sky = new Float32Array(width * height);
  const water = new Float32Array(width * height);
  const growth = new Float32Array(width * height);
  const near = new Float32Array(width * height);
  const leafy = brief.family === 'forest' || brief.family === 'meadow' || brief.family === 'village' || brief.wind;
  const fade = height * 0.05;
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i++) {
      const edge = line[x] ?? 0;
      const above = open < 0.06 ? 0 : ramp((edge - y) / fade);
      sky[i] = above;
      const at = i * 4;
      const [r, g, b] = [soft.rgba[at] ?? 0, soft.rgba[at + 1] ?? 0, soft.rgba[at + 2] ?? 0];
      if (sea !== null) {
        const blue = ramp((b - r + 26) / 40);
        water[i] = ramp((y - sea) / fade) * (0.25 + 0.75 * blue) * (1 - above);
      }
      const green = ramp((g - Math.max(r * 0.9, b) + 6) / 30);
      const rough = ramp((Math.hypot(...slopeAt(fine, x, y, 2)) - 0.04) / 0.14);
      growth[i] =
        (leafy ? Math.max(green, 0.5 * rough) : green) * rough * (1 - above) * (1 - (water[i] ?? 0)) * ramp((height * 0.98 - y) / fade);
      const depth = ramp((y - edge) / Math.max(1, height - edge));
      // What stands keeps upright: foot and top are nearly as near.
      near[i] = (1 - above) * (0.4 + 0.6 * depth ** 1.2);
    }
  }
  return {
    sky,
    water,
    growth: blurred(growth, width, height, 3),
    near: blurred(near, width, height, 9),
    lights: lightsIn(fine, soft),
    open,
  };
}

function ramp(value: number): number {
  return value <= 0 ? 0 : value >= 1 ? 1 : value * value * (3 - 2 * value);
}

/** For each column, how far down it stays smooth from the top; evened with its neighbours. */
function skyline(soft: Raster): Float32Array {
  const { width, height } = soft;
  const found = new Float32Array(width);
  for (let x = 0; x < width; x++) {
    let y = 2;
    while (y < height * 0.8 && Math.hypot(...slopeAt(soft, x, y, 3)) < EDGE) y += 2;
    found[x] = y;
  }
  const reach = Math.max(2, Math.round(width / 24));
  return found.map((_, x) => {
    const around = found.slice(Math.max(0, x - reach), x + reach + 1).toSorted();
    return around[Math.floor(around.length * 0.35)] ?? 0;
  });
}

/** The row from which water lies, where the words or a broad blue foreground say that there is any. */
function waterline(soft: Raster, brief: Brief, line: Float32Array): number | null {
  const { width, height } = soft;
  const told =
    brief.family === 'sea' || brief.family === 'underwater' || brief.subjects.some(({ name }) => name === 'boat' || name === 'whale');
  let blue = 0;
  let count = 0;
  for (let y = Math.floor(height * 0.72); y < height * 0.96; y += 3) {
    for (let x = 0; x < width; x += 3) {
      const at = indexAt(soft, x, y) * 4;
      count += 1;
      if ((soft.rgba[at + 2] ?? 0) > (soft.rgba[at] ?? 0) + 14 && (soft.rgba[at + 2] ?? 0) > (soft.rgba[at + 1] ?? 0) - 8) blue += 1;
    }
  }
  if (!told && blue / Math.max(1, count) < 0.6) return null;
  if (brief.family === 'underwater') return 0;
  const start = Math.max(height * 0.3, (line.reduce((sum, y) => sum + y, 0) / width) * 0.8);
  let best = { y: Math.round(height * 0.6), edge: 0 };
  for (let y = Math.round(start); y < height * 0.8; y++) {
    let edge = 0;
    for (let x = 0; x < width; x += 2) edge += Math.abs(slopeAt(soft, x, y, 2)[1]);
    if (edge > best.edge) best = { y, edge };
  }
  return best.y;
}

/** Spots brighter than what surrounds them, the strongest first, apart from one another. */
function lightsIn(fine: Raster, soft: Raster): Light[] {
  const { width, height } = fine;
  const found: Light[] = [];
  const step = Math.max(2, Math.round(width / 170));
  for (let y = step; y < height - step; y += step) {
    for (let x = step; x < width - step; x += step) {
      const i = y * width + x;
      const strength = (fine.light[i] ?? 0) - around(soft, x, y, step * 4);
      if ((fine.light[i] ?? 0) < 0.55 || strength < 0.2) continue;
      found.push({ x, y, strength, rgb: [fine.rgba[i * 4] ?? 0, fine.rgba[i * 4 + 1] ?? 0, fine.rgba[i * 4 + 2] ?? 0] });
    }
  }
  const kept: Light[] = [];
  for (const light of found.toSorted((a, b) => b.strength - a.strength)) {
    if (kept.length >= MOST_LIGHTS) break;
    if (kept.every((other) => Math.hypot(other.x - light.x, other.y - light.y) > width / 22)) kept.push(light);
  }
  return kept;
}

function around(raster: Raster, x: number, y: number, reach: number): number {
  let sum = 0;
  for (const [dx, dy] of [
    [-1, 0],
    [1, 0],
    [0, -1],
    [0, 1],
    [-0.7, -0.7],
    [0.7, 0.7],
    [-0.7, 0.7],
    [0.7, -0.7],
  ] as const)
    sum += raster.light[indexAt(raster, x + dx * reach, y + dy * reach)] ?? 0;
  return sum / 8;
}

/** A box blur of the given reach, across then down. */
function blurred(map: Float32Array, width: number, height: number, reach: number): Float32Array {
  const across = new Float32Array(map.length);
  const whole = new Float32Array(map.length);
  const span = reach * 2 + 1;
  for (let y = 0; y < height; y++) {
    const row = y * width;
    let sum = 0;
    for (let x = -reach; x <= reach; x++) sum += map[row + Math.min(width - 1, Math.max(0, x))] ?? 0;
    for (let x = 0; x < width; x++) {
      across[row + x] = sum / span;
      sum += (map[row + Math.min(width - 1, x + reach + 1)] ?? 0) - (map[row + Math.max(0, x - reach)] ?? 0);
    }
  }
  for (let x = 0; x < width; x++) {
    let sum = 0;
    for (let y = -reach; y <= reach; y++) sum += across[Math.min(height - 1, Math.max(0, y)) * width + x] ?? 0;
    for (let y = 0; y < height; y++) {
      whole[y * width + x] = sum / span;
      sum += (across[Math.min(height - 1, y + reach + 1) * width + x] ?? 0) - (across[Math.max(0, y - reach) * width + x] ?? 0);
    }
  }
  return whole;
}
