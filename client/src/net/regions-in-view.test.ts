import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { PLOT_SIZE, plotKey } from '@oto/schema/geometry/lattice';
import { KEEP_MARGIN, LINGER_MS, OPEN_MARGIN, planRegions, plotsIn, tilesIn, type OpenRegion } from './regions-in-view.ts';

const view = (x: number, y: number, plotsWide = 1) => ({
  x: (x - plotsWide / 2) * PLOT_SIZE,
  y: (y - plotsWide / 2) * PLOT_SIZE,
  width: plotsWide * PLOT_SIZE,
  height: plotsWide * PLOT_SIZE,
});
const everywhere = (): number => 10;

function opened(keys: readonly string[], seen = 0, notes = 10, unsaved = 0): Map<string, OpenRegion> {
  return new Map(
    keys.map((key) => {
      const [x = 0, y = 0] = key.split(',').map(Number);
      return [key, { plot: { x, y }, notes, seen, unsaved }];
    }),
  );
}

describe('planRegions', () => {
  test('opens what is claimed and near, the middle first', () => {
    const plan = planRegions({ view: view(0, 0), open: new Map(), claimed: (key) => (key === '5,5' ? undefined : 10), now: 0 });
    expect(plan.open[0]).toEqual({ x: 0, y: 0 });
    expect(plan.open).toHaveLength(9);
    expect(planRegions({ view: view(0, 0), open: new Map(), claimed: () => undefined, now: 0 }).open).toEqual([]);
  });

  test('a pan back and forth over a border closes nothing', () => {
    const first = planRegions({ view: view(0, 0), open: new Map(), claimed: everywhere, now: 0 });
    const open = opened(first.open.map(plotKey));
    const moved = planRegions({ view: view(0.9, 0), open, claimed: everywhere, now: LINGER_MS * 2 });
    expect(moved.close).toEqual([]);
    expect(planRegions({ view: view(0, 0), open, claimed: everywhere, now: 1 }).open).toEqual([]);
  });

  test('what is far lingers, then leaves, unless it holds unsaved edits', () => {
    const open = opened(['9,9']);
    expect(planRegions({ view: view(0, 0), open, claimed: everywhere, now: LINGER_MS - 1 }).close).toEqual([]);
    expect(planRegions({ view: view(0, 0), open, claimed: everywhere, now: LINGER_MS }).close).toEqual(['9,9']);
    expect(planRegions({ view: view(0, 0), open: opened(['9,9'], 0, 10, 1), claimed: everywhere, now: LINGER_MS }).close).toEqual([]);
  });

  test('over the cap the least recently seen leaves first', () => {
    const open = new Map([...opened(['2,0'], 500, 60), ...opened(['2,1'], 400, 60)]);
    const plan = planRegions({ view: view(0, 0), open, claimed: (key) => (key === '0,0' ? 50 : undefined), now: 600, noteCap: 120 });
    expect(plan.close).toEqual(['2,1']);
    expect(plan.open).toEqual([{ x: 0, y: 0 }]);
  });

  test('never more notes than the cap, never the same region twice, never a region in view closed', () => {
    const key = fc.tuple(fc.integer({ min: -4, max: 4 }), fc.integer({ min: -4, max: 4 })).map(([x, y]) => `${x},${y}`);
    fc.assert(
      fc.property(
        fc.dictionary(key, fc.record({ notes: fc.integer({ min: 0, max: 144 }), seen: fc.integer({ min: 0, max: 20_000 }) })),
        fc.integer({ min: 0, max: 1500 }),
        fc.double({ min: -3, max: 3, noNaN: true }),
        fc.double({ min: 0.2, max: 4, noNaN: true }),
        (held, noteCap, at, wide) => {
          const open = new Map(
            Object.entries(held).map(([name, region]) => [
              name,
              { ...opened([name]).get(name), plot: plotOf(name), unsaved: 0, ...region },
            ]),
          );
          const input = { view: view(at, at, wide), open, claimed: () => 100, now: 20_000, noteCap };
          const plan = planRegions(input);
          const near = new Set(plotsIn(input.view, OPEN_MARGIN).map(plotKey));
          expect(new Set(plan.close).size).toBe(plan.close.length);
          for (const name of plan.close) expect(near.has(name)).toBe(false);
          for (const plot of plan.open) expect(open.has(plotKey(plot))).toBe(false);
          let notes = plan.open.length * 100;
          for (const [name, region] of open) if (!plan.close.includes(name)) notes += region.notes;
          expect(plan.open.length === 0 || notes <= noteCap).toBe(true);
        },
      ),
      { seed: 3, numRuns: 200 },
    );
  });
});

test('the keep margin is wider than the open margin', () => {
  expect(KEEP_MARGIN).toBeGreaterThan(OPEN_MARGIN);
});

test('a view on a corner of tiles needs the four of them', () => {
  const tiles = tilesIn({ x: -0.5 * PLOT_SIZE - 100, y: -0.5 * PLOT_SIZE - 100, width: 200, height: 200 });
  expect(tiles).toHaveLength(4);
});

function plotOf(name: string): { x: number; y: number } {
  const [x = 0, y = 0] = name.split(',').map(Number);
  return { x, y };
}
