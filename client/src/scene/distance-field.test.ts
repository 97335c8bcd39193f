import { describe, expect, it } from 'vitest';
import { DistanceField } from './distance-field.ts';

describe('DistanceField', () => {
  it('agrees with brute force on a disc', () => {
    const side = 40;
    const range = 12;
    const rgba = new Uint8ClampedArray(side * side * 4);
    const inside = (x: number, y: number): boolean => Math.hypot(x - 19.5, y - 18.5) < 9;
    for (let y = 0; y < side; y++) for (let x = 0; x < side; x++) rgba[(y * side + x) * 4 + 3] = inside(x, y) ? 255 : 0;
    const out = new Uint8Array(side * side);
    new DistanceField(64).write(rgba, side, side, range, out, 0, 0, side);
    for (let y = 0; y < side; y++) {
      for (let x = 0; x < side; x++) {
        let best = Infinity;
        for (let v = 0; v < side; v++)
          for (let u = 0; u < side; u++) if (inside(u, v) !== inside(x, y)) best = Math.min(best, Math.hypot(u - x, v - y));
        const signed = inside(x, y) ? -best : best;
        const expected = Math.max(0, Math.min(255, 255 - 255 * ((signed / range) * 0.5 + 0.5)));
        expect(Math.abs((out[y * side + x] ?? 0) - expected)).toBeLessThanOrEqual(1);
      }
    }
  });
});
