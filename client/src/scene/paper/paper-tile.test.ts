import { describe, expect, test } from 'vitest';
import { noisePixels } from '../noise-texture.ts';
import { paperTile, TILE_SIDE } from './paper-tile.ts';

const tile = paperTile(noisePixels(7));

function step(x0: number, y0: number, x1: number, y1: number): number {
  return Math.abs((tile[y0 * TILE_SIDE + x0] ?? 0) - (tile[y1 * TILE_SIDE + x1] ?? 0));
}

describe('the tile of paper', () => {
  test('has no seam: neighbours across its edges differ as neighbours inside do', () => {
    let [inside, across] = [0, 0];
    for (let i = 0; i < TILE_SIDE; i++) {
      inside += step(511, i, 512, i) + step(300, i, 301, i) + step(i, 700, i, 701) + step(i, 100, i, 101);
      across += 2 * (step(TILE_SIDE - 1, i, 0, i) + step(i, TILE_SIDE - 1, i, 0));
    }
    expect(across / inside).toBeGreaterThan(0.8);
    expect(across / inside).toBeLessThan(1.25);
  });

  test('keeps the lightness of the paper, and is neither flat nor clipped', () => {
    let [sum, clipped] = [0, 0];
    for (const tone of tile) {
      sum += tone;
      if (tone === 0 || tone === 255) clipped++;
    }
    const mean = sum / tile.length;
    const spread = Math.sqrt(tile.reduce((total, tone) => total + (tone - mean) ** 2, 0) / tile.length);
    expect(Math.abs(mean - 127.5)).toBeLessThan(6);
    expect(spread).toBeGreaterThan(8);
    expect(clipped / tile.length).toBeLessThan(0.001);
  });
});
