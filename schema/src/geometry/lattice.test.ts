import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PLOT_SIZE, plotAt, plotCentre, plotKey, RESERVED_RADIUS, spiralPlot, TILE_PLOTS, tileOf } from './lattice.ts';

const coordinate = fc.integer({ min: -9999, max: 9999 });

describe('spiralPlot', () => {
  it('visits every plot outside the reserved centre exactly once, ring by ring', () => {
    const seen = new Set<string>();
    const rings = 12;
    const count = (2 * (RESERVED_RADIUS + rings) + 1) ** 2 - (2 * RESERVED_RADIUS + 1) ** 2;
    let ring = 0;
    for (let n = 0; n < count; n++) {
      const plot = spiralPlot(n);
      const distance = Math.max(Math.abs(plot.x), Math.abs(plot.y));
      expect(distance).toBeGreaterThan(RESERVED_RADIUS);
      expect(distance).toBeGreaterThanOrEqual(ring);
      ring = distance;
      seen.add(plotKey(plot));
    }
    expect(seen.size).toBe(count);
    expect(ring).toBe(RESERVED_RADIUS + rings);
  });

  it('steps to a neighbour each time, so early members live side by side', () => {
    for (let n = 1; n < 500; n++) {
      const [a, b] = [spiralPlot(n - 1), spiralPlot(n)];
      expect(Math.max(Math.abs(a.x - b.x), Math.abs(a.y - b.y))).toBe(1);
    }
  });
});

describe('plots and tiles', () => {
  it('find a plot again from its centre and from anywhere inside it', () => {
    fc.assert(
      fc.property(coordinate, coordinate, fc.integer({ min: -1799, max: 1799 }), (x, y, inside) => {
        const centre = plotCentre({ x, y });
        expect(plotAt({ x: centre.x + inside, y: centre.y - inside })).toEqual({ x, y });
      }),
      { seed: 1 },
    );
  });

  it('put TILE_PLOTS plots a side into a tile, negative ones too', () => {
    fc.assert(
      fc.property(coordinate, coordinate, (x, y) => {
        const tile = tileOf({ x, y });
        expect(x - tile.x * TILE_PLOTS).toBeGreaterThanOrEqual(0);
        expect(x - tile.x * TILE_PLOTS).toBeLessThan(TILE_PLOTS);
        expect(y - tile.y * TILE_PLOTS).toBeGreaterThanOrEqual(0);
        expect(y - tile.y * TILE_PLOTS).toBeLessThan(TILE_PLOTS);
      }),
      { seed: 2 },
    );
    expect(PLOT_SIZE * TILE_PLOTS).toBe(57_600);
  });
});
