import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isElsewhere, NO_VISITS, rested, travelled, VISITS_MAX, type Place, type Visits } from './visits.ts';

const SCREEN = { width: 1440, height: 900 };
const place = fc.record({
  x: fc.integer({ min: -20_000, max: 20_000 }),
  y: fc.integer({ min: -20_000, max: 20_000 }),
  zoom: fc.constantFrom(0.004, 0.05, 0.1, 0.3, 1, 1.4, 3),
});
const deed = fc.oneof(
  { weight: 3, arbitrary: place.map((at) => ({ type: 'rest' as const, at })) },
  { weight: 1, arbitrary: fc.constantFrom({ type: 'travel' as const, by: -1 as const }, { type: 'travel' as const, by: 1 as const }) },
);

function play(deeds: readonly (typeof deed extends fc.Arbitrary<infer D> ? D : never)[]): Visits {
  return deeds.reduce<Visits>(
    (visits, one) => (one.type === 'rest' ? rested(visits, one.at, SCREEN) : (travelled(visits, one.by) ?? visits)),
    NO_VISITS,
  );
}

describe('places visited', () => {
  test('one is always at a place of the list, neighbours differ, and the list is bounded', () => {
    fc.assert(
      fc.property(fc.array(deed, { maxLength: 120 }), (deeds) => {
        const { places, at } = play(deeds);
        expect(places.length).toBeLessThanOrEqual(VISITS_MAX);
        expect(at).toBeGreaterThanOrEqual(places.length === 0 ? -1 : 0);
        expect(at).toBeLessThan(Math.max(places.length, 1));
        for (const [i, one] of places.slice(1).entries()) expect(isElsewhere(places[i] as Place, one, SCREEN)).toBe(true);
      }),
      { seed: 71, numRuns: 300 },
    );
  });

  test('back and then forward comes back, and resting where one arrives changes nothing', () => {
    fc.assert(
      fc.property(fc.array(deed, { maxLength: 60 }), (deeds) => {
        const visits = play(deeds);
        const back = travelled(visits, -1);
        expect(back === null).toBe(visits.at <= 0);
        if (!back) return;
        expect(travelled(back, 1)).toEqual(visits);
        expect(rested(back, back.places[back.at] as Place, SCREEN)).toBe(back);
      }),
      { seed: 72, numRuns: 300 },
    );
  });

  test('resting elsewhere after going back forgets what lay ahead', () => {
    const [a, b, c] = [0, 5000, 10_000].map((x) => ({ x, y: 0, zoom: 1 })) as [Place, Place, Place];
    const there = [a, b].reduce((visits, at) => rested(visits, at, SCREEN), NO_VISITS);
    const back = travelled(there, -1) as Visits;
    expect(rested(back, c, SCREEN)).toEqual({ places: [a, c], at: 1 });
    expect(travelled(rested(back, c, SCREEN), 1)).toBeNull();
  });

  test('half a screen or half a zoom tells places apart, whichever is named first', () => {
    const here = { x: 0, y: 0, zoom: 1 };
    const away = (other: Partial<Place>): boolean => isElsewhere(here, { ...here, ...other }, SCREEN);
    expect([away({ x: 720 }), away({ x: 721 }), away({ y: -450 }), away({ y: -451 })]).toEqual([false, true, false, true]);
    expect([away({ zoom: 1.5 }), away({ zoom: 1.6 }), away({ zoom: 0.6 })]).toEqual([false, true, true]);
    fc.assert(
      fc.property(place, place, (one, other) => isElsewhere(one, other, SCREEN) === isElsewhere(other, one, SCREEN)),
      { seed: 73, numRuns: 300 },
    );
  });
});
