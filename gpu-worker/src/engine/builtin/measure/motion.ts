import type { Canvas } from '@napi-rs/canvas';
import { rasterOf, type Raster } from '../picture/raster.ts';

/** Regions across and down. */
const GRID = 4;
/** How far a pan is looked for, in pixels each way, across and down. */
const PAN = { x: 12, y: 4 };

/**
 * What moved between two frames beside a pan: the mean difference of lightness (0..255) in each of 4 × 4
 * regions, after the shift of the whole frame that explains most has been taken away.
 */
export function motionBetween(before: Raster, after: Raster): readonly number[] {
  let best = { dx: 0, dy: 0, difference: Infinity };
  for (let dy = -PAN.y; dy <= PAN.y; dy++) {
    for (let dx = -PAN.x; dx <= PAN.x; dx++) {
      const difference = mean(before, after, dx, dy, PAN.x, PAN.y, before.width - PAN.x, before.height - PAN.y, 3);
      if (difference < best.difference) best = { dx, dy, difference };
    }
  }
  const [wide, tall] = [(before.width - 2 * PAN.x) / GRID, (before.height - 2 * PAN.y) / GRID];
  return Array.from({ length: GRID * GRID }, (_, i) => {
    const x = PAN.x + (i % GRID) * wide;
    const y = PAN.y + Math.floor(i / GRID) * tall;
    return mean(before, after, best.dx, best.dy, x, y, x + wide, y + tall, 1);
  });
}

/** Motion by region over a film: the mean over its moments. `frames` counts the looks, evenly spread over 0..1. */
export function motionOf(reel: { readonly canvas: Canvas; draw(t: number): void }, frames: number): readonly number[] {
  const seen: Raster[] = [];
  for (let i = 0; i < frames; i++) {
    reel.draw(i / frames);
    seen.push(rasterOf(reel.canvas, 2));
  }
  const pairs = seen.slice(1).flatMap((after, i) => {
    const before = seen[i];
    return before ? [motionBetween(before, after)] : [];
  });
  return Array.from(
    { length: GRID * GRID },
    (_, region) => pairs.reduce((sum, pair) => sum + (pair[region] ?? 0), 0) / Math.max(1, pairs.length),
  );
}

function mean(a: Raster, b: Raster, dx: number, dy: number, left: number, top: number, right: number, foot: number, step: number): number {
  let sum = 0;
  let count = 0;
  for (let y = Math.floor(top); y < foot; y += step) {
    for (let x = Math.floor(left); x < right; x += step) {
      const one = a.light[y * a.width + x];
      const other = b.light[(y + dy) * b.width + x + dx];
      if (one === undefined || other === undefined) continue;
      sum += Math.abs(one - other);
      count += 1;
    }
  }
  return (sum / Math.max(1, count)) * 255;
}
