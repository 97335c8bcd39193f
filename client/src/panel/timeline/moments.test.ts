import type { HistoryMoment, HistoryPage } from '@oto/schema/contract/history';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { firstMoments, goTo, indexOfMoment, shownMoment, withOlder } from './moments.ts';

const moment = (id: number): HistoryMoment => ({
  id: String(id),
  at: id * 1000,
  by: null,
  moved: [],
  pinned: [],
  unpinned: 0,
  tied: [],
  retied: [],
  cut: [],
});
const page = (ids: readonly number[], next: number | null): HistoryPage => ({
  moments: ids.map(moment),
  next: next === null ? null : String(next),
  keptSince: null,
});

test('it begins at today, which is what the newest moment made', () => {
  const known = firstMoments(page([30, 20, 10], 10));
  expect(known.moments.map((one) => one.id)).toEqual(['10', '20', '30']);
  expect(shownMoment(known)).toBeNull();
  expect(known.at).toBe(2);
  expect(shownMoment(goTo(known, 1))?.id).toBe('20');
  expect(shownMoment(goTo(known, 2))).toBeNull();
});

test('an older page moves nothing of what is shown', () => {
  const known = goTo(firstMoments(page([30, 20], 20)), 0);
  expect(shownMoment(known)?.id).toBe('20');
  const more = withOlder(known, page([12, 8], null));
  expect(more.moments.map((one) => one.id)).toEqual(['8', '12', '20', '30']);
  expect(shownMoment(more)?.id).toBe('20');
  expect(more.older).toBeNull();
});

test('a page that overlaps brings nothing twice', () => {
  const more = withOlder(firstMoments(page([30, 20], 21)), page([20, 12], null));
  expect(more.moments.map((one) => one.id)).toEqual(['12', '20', '30']);
});

test('a moment is found by its number, also between two and beyond 2^53', () => {
  const known = firstMoments(page([30, 20, 10], 10));
  expect(indexOfMoment(known, '25')).toBe(1);
  expect(indexOfMoment(known, '30')).toBe(2);
  expect(indexOfMoment(known, '9')).toBeNull();
  expect(indexOfMoment(firstMoments(page([30], null)), '9')).toBe(0);
  const far: HistoryPage = { ...page([], null), moments: [{ ...moment(1), id: '9007199254740994' }] };
  expect(indexOfMoment({ ...firstMoments(far), older: '1' }, '9007199254740993')).toBeNull();
});

test('the position never leaves the moments and today', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 40 }), fc.double({ noNaN: true, min: -1e6, max: 1e6 }), (count, at) => {
      const known = firstMoments(
        page(
          Array.from({ length: count }, (_, index) => count - index),
          null,
        ),
      );
      const moved = goTo(known, at).at;
      expect(moved).toBeGreaterThanOrEqual(0);
      expect(moved).toBeLessThanOrEqual(Math.max(0, count - 1));
      expect(Number.isInteger(moved)).toBe(true);
    }),
    { seed: 7 },
  );
});
