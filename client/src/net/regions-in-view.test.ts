import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { plotKey, type Plot } from '@oto/schema/geometry/lattice';
import { KEEP_MARGIN, LINGER_MS, OPEN_MARGIN, planRegions, type OpenRegion, type RegionPlan } from './regions-in-view.ts';
import { sightOf, viewAt } from './testing/sight.ts';
import type { Sight } from './travel.ts';
import { isPlotIn, plotsIn } from './view-rect.ts';

const everywhere = (): number => 10;
const nowhere = (): undefined => undefined;

function opened(keys: readonly string[], more: Partial<OpenRegion> = {}): Map<string, OpenRegion> {
  return new Map(keys.map((key) => [key, { plot: plotOf(key), notes: 10, seen: 0, unsaved: 0, isWaiting: false, ...more }]));
}
function plotOf(name: string): Plot {
  const [x = 0, y = 0] = name.split(',').map(Number);
  return { x, y };
}
const keysOf = (plots: readonly Plot[]): string[] => plots.map(plotKey);

describe('planRegions', () => {
  test('opens what is claimed and near, the middle first, then what lies ahead', () => {
    const sight = sightOf(viewAt(0, 0));
    const plan = planRegions({ sight, open: new Map(), claimed: (plot) => (plot.x === 5 ? undefined : 10), now: 0 });
    expect(plan.open[0]).toEqual({ x: 0, y: 0 });
    expect(plan.open).toHaveLength(9);
    expect(planRegions({ sight, open: new Map(), claimed: nowhere, now: 0 }).open).toEqual([]);
    const going = planRegions({ sight: { ...sight, ahead: [viewAt(1, 0), viewAt(2, 0)] }, open: new Map(), claimed: everywhere, now: 0 });
    expect(keysOf(going.open).slice(0, 9)).toEqual(keysOf(plan.open));
    expect(keysOf(going.open).slice(9).toSorted()).toEqual(['2,-1', '2,0', '2,1', '3,-1', '3,0', '3,1']);
  });

  test('a flight opens its end first, and of what it crosses nothing', () => {
    const end = viewAt(9, 9, 0.4);
    const flying = planRegions({ sight: sightOf(viewAt(0, 0, 0.4), { end }), open: new Map(), claimed: everywhere, now: 0 });
    expect(keysOf(flying.open).slice(0, 2)).toEqual(['9,9', '0,0']);
    const crossing = { sight: sightOf(viewAt(0, 0, 0.4), { end, isCrossing: true }), open: new Map(), claimed: everywhere, now: 0 };
    expect(keysOf(planRegions(crossing).open)).toEqual(['9,9']);
    expect(planRegions({ ...crossing, sight: sightOf(viewAt(0, 0), { isCrossing: true }) }).open).toEqual([]);
  });

  test('on the map nothing is opened, and what was open lingers, then leaves', () => {
    const sight = sightOf(viewAt(0, 0, 30), { isMap: true });
    const input = { sight, open: opened(['0,0', '1,0']), claimed: everywhere };
    expect(planRegions({ ...input, now: LINGER_MS - 1 })).toEqual({ open: [], close: [], wanted: [] });
    expect(planRegions({ ...input, now: LINGER_MS }).close).toEqual(['0,0', '1,0']);
  });

  test('a pan back and forth over a border closes nothing', () => {
    const first = planRegions({ sight: sightOf(viewAt(0, 0)), open: new Map(), claimed: everywhere, now: 0 });
    const open = opened(keysOf(first.open));
    const moved = planRegions({ sight: sightOf(viewAt(0.9, 0)), open, claimed: everywhere, now: LINGER_MS * 2 });
    expect(moved.close).toEqual([]);
    expect(planRegions({ sight: sightOf(viewAt(0, 0)), open, claimed: everywhere, now: 1 }).open).toEqual([]);
  });

  test('what is far lingers, then leaves, unless it holds unsaved edits; what still waits is forgotten at once', () => {
    const sight = sightOf(viewAt(0, 0));
    const close = (now: number, more: Partial<OpenRegion> = {}) =>
      planRegions({ sight, open: opened(['9,9'], more), claimed: everywhere, now }).close;
    expect(close(LINGER_MS - 1)).toEqual([]);
    expect(close(LINGER_MS)).toEqual(['9,9']);
    expect(close(LINGER_MS, { unsaved: 1 })).toEqual([]);
    expect(close(LINGER_MS, { isMeeting: true })).toEqual([]);
    expect(close(1, { isWaiting: true })).toEqual(['9,9']);
    expect(planRegions({ sight, open: opened(['0,0'], { isWaiting: true }), claimed: everywhere, now: 1 }).close).toEqual([]);
  });

  test('over the cap the least recently wanted leaves first, and what is kept before what is near', () => {
    const claimed = (plot: Plot) => (plotKey(plot) === '0,0' ? 50 : undefined);
    const sight = sightOf(viewAt(0, 0, 0.5));
    const two = new Map([...opened(['8,0'], { seen: 500, notes: 60 }), ...opened(['8,1'], { seen: 400, notes: 60 })]);
    const plan = planRegions({ sight, open: two, claimed, now: 600, noteCap: 120 });
    expect(plan).toMatchObject({ close: ['8,1'], open: [{ x: 0, y: 0 }] });
    const kept = new Map([...opened(['1,0'], { seen: 0, notes: 60 }), ...opened(['8,1'], { seen: 500, notes: 60 })]);
    expect(planRegions({ sight, open: kept, claimed, now: 600, noteCap: 120 }).close).toEqual(['8,1']);
  });

  test('what is foreseen takes the place of what is away alone', () => {
    const sight = sightOf(viewAt(0, 0, 0.5), { ahead: [viewAt(2, 0, 0.5)] });
    const claimed = (plot: Plot) => (plotKey(plot) === '2,0' ? 50 : undefined);
    const input = { sight, claimed, now: 1, noteCap: 100 };
    expect(planRegions({ ...input, open: opened(['1,0', '0,0'], { notes: 30 }) })).toMatchObject({ open: [], close: [] });
    expect(planRegions({ ...input, open: opened(['9,0', '0,0'], { notes: 30 }) })).toMatchObject({
      open: [{ x: 2, y: 0 }],
      close: ['9,0'],
    });
  });

  test('empty plots are bounded too', () => {
    const plan = planRegions({ sight: sightOf(viewAt(0, 0, 5)), open: opened(['9,9']), claimed: () => 0, now: 0, regionCap: 12 });
    expect(plan.open).toHaveLength(12);
    expect(plan.close).toEqual(['9,9']);
  });
});

const at = fc.double({ min: -3, max: 3, noNaN: true });
const wide = fc.double({ min: 0.2, max: 4, noNaN: true });
const anyView = fc.tuple(at, at, wide).map((place) => viewAt(...place));
const anySight: fc.Arbitrary<Sight> = fc.record({
  view: anyView,
  isMap: fc.boolean(),
  ahead: fc.array(anyView, { maxLength: 2 }),
  end: fc.option(anyView),
  isCrossing: fc.boolean(),
});
const anyKey = fc.tuple(fc.integer({ min: -4, max: 4 }), fc.integer({ min: -4, max: 4 })).map(([x, y]) => `${x},${y}`);
const anyOpen = fc
  .dictionary(
    anyKey,
    fc.record({
      notes: fc.integer({ min: 0, max: 144 }),
      seen: fc.integer({ min: 0, max: 20_000 }),
      unsaved: fc.constantFrom(0, 0, 0, 1),
      isWaiting: fc.boolean(),
    }),
  )
  .map((held) => new Map(Object.entries(held).map(([key, region]) => [key, { plot: plotOf(key), ...region }])));

describe('whatever is open and wherever one looks', () => {
  const CLAIMED = 100;
  const check = (property: (input: Parameters<typeof planRegions>[0], plan: RegionPlan) => void): void =>
    fc.assert(
      fc.property(anySight, anyOpen, fc.integer({ min: 0, max: 1500 }), (sight, open, noteCap) => {
        const input = { sight, open, claimed: () => CLAIMED, now: 20_000, noteCap };
        property(input, planRegions(input));
      }),
      { seed: 3, numRuns: 300 },
    );

  test('nothing is opened beyond the cap, twice, or while unsaved edits would be lost', () =>
    check(({ open, noteCap = 0 }, plan) => {
      expect(new Set(plan.close).size).toBe(plan.close.length);
      for (const plot of plan.open) expect(open.has(plotKey(plot))).toBe(false);
      for (const key of plan.close) expect(open.get(key)?.unsaved).toBe(0);
      let notes = plan.open.length * CLAIMED;
      for (const [key, region] of open) if (!plan.close.includes(key)) notes += region.notes;
      expect(plan.open.length === 0 || notes <= noteCap).toBe(true);
    }));

  test('what is in view is opened before what is not, and never closed for anything once it is here', () =>
    check(({ sight, open }, plan) => {
      const isSeen = (plot: Plot): boolean =>
        (!sight.isMap && isPlotIn(plot, sight.view, 0)) || (sight.end !== null && isPlotIn(plot, sight.end, 0));
      const ranks = plan.open.map(isSeen);
      expect(ranks).toEqual(ranks.toSorted((a, b) => Number(b) - Number(a)));
      if (sight.isMap) return;
      const closed = plan.close.filter((key) => open.get(key)?.isWaiting === false);
      for (const key of closed) expect(isPlotIn(plotOf(key), sight.view, 0)).toBe(false);
    }));

  test('to look ahead evicts nothing that is in view, near, or kept', () =>
    check((input, plan) => {
      const without = planRegions({ ...input, sight: { ...input.sight, ahead: [] } });
      const more = plan.close.filter((key) => !without.close.includes(key));
      for (const key of more) expect(isPlotIn(plotOf(key), input.sight.view, KEEP_MARGIN) && !input.sight.isMap).toBe(false);
      const first = keysOf(without.open);
      expect(keysOf(plan.open).slice(0, first.length)).toEqual(first);
    }));
});

test('walking about within the hysteresis opens and closes nothing, however long', () => {
  fc.assert(
    fc.property(
      anyView,
      fc.array(fc.tuple(fc.double({ min: -1, max: 1, noNaN: true }), fc.double({ min: -1, max: 1, noNaN: true })), { maxLength: 12 }),
      (home, steps) => {
        const everything = { claimed: everywhere, now: 0 };
        const first = planRegions({ ...everything, sight: sightOf(home), open: new Map() });
        const reach = (KEEP_MARGIN - OPEN_MARGIN) * 3600;
        const open = opened(keysOf(first.open));
        let now = 0;
        for (const [dx, dy] of steps) {
          now += 60_000;
          const away = { ...home, x: home.x + dx * reach, y: home.y + dy * reach };
          expect(planRegions({ ...everything, now, sight: sightOf(away), open }).close).toEqual([]);
          expect(planRegions({ ...everything, now, sight: sightOf(home), open })).toMatchObject({ open: [], close: [] });
        }
      },
    ),
    { seed: 5, numRuns: 100 },
  );
});

test('plots of a view are told apart alike one by one and together', () => {
  fc.assert(
    fc.property(anyView, fc.double({ min: 0, max: 1, noNaN: true }), (view, margin) => {
      const inside = new Set(keysOf(plotsIn(view, margin)));
      for (let x = -7; x <= 7; x++) for (let y = -7; y <= 7; y++) expect(isPlotIn({ x, y }, view, margin)).toBe(inside.has(`${x},${y}`));
    }),
    { seed: 6, numRuns: 50 },
  );
});
