import { expect, test } from 'vitest';
import { PLOT_SIZE } from '@oto/schema/geometry/lattice';
import { viewAt } from './testing/sight.ts';
import { AHEAD_MS, AHEAD_PLOTS, REST_MS, Travel } from './travel.ts';
import type { ViewRect } from './view-rect.ts';

/** Sees views 16 ms apart, `at` in plots after so many seconds; answers the sight at the last. */
function after(ms: number, at: (seconds: number) => ViewRect, more: { readonly isMap?: boolean; readonly end?: ViewRect } = {}) {
  const travel = new Travel();
  let now = 0;
  for (; now <= ms; now += 16) travel.see({ view: at(now / 1000), isMap: more.isMap ?? false, end: more.end ?? null }, now);
  return { travel, now: now - 16, sight: travel.sight(now - 16) };
}

test('sees nothing before the first view, and nothing ahead at rest', () => {
  expect(new Travel().sight(0)).toBeNull();
  const { travel, now, sight } = after(300, () => viewAt(0, 0));
  expect(sight).toMatchObject({ ahead: [], isCrossing: false });
  expect(travel.sight(now + REST_MS + 1)).toMatchObject({ ahead: [], end: null });
});

test('looks ahead in the direction of travel, by what the speed says and no further than is allowed', () => {
  const slow = after(400, (s) => viewAt(s, 0));
  expect(slow.sight?.isCrossing).toBe(false);
  expect(slow.sight?.ahead[1]?.x).toBeCloseTo(viewAt(0.4, 0).x + (AHEAD_MS / 1000) * PLOT_SIZE, 0);
  expect(slow.sight?.ahead[1]?.y).toBe(viewAt(0, 0).y);
  const fast = after(400, (s) => viewAt(0, -9 * s, 6));
  const edge = viewAt(0, -9 * 0.4, 6).y;
  expect((edge - (fast.sight?.ahead[1]?.y ?? 0)) / PLOT_SIZE).toBeCloseTo(AHEAD_PLOTS, 6);
});

test('forgets the speed once the view rests', () => {
  const { travel, now, sight } = after(400, (s) => viewAt(s, 0));
  expect(sight?.ahead).toHaveLength(2);
  expect(travel.sight(now + REST_MS + 1)?.ahead).toEqual([]);
});

test('a jump and the map foresee nothing; a flight knows its end', () => {
  const { travel, now } = after(400, (s) => viewAt(s, 0));
  expect(travel.see({ view: viewAt(0.5, 0), isMap: false, end: null }, now + 8)).toBe(false);
  expect(travel.see({ view: viewAt(50, 50), isMap: false, end: null }, now + 16)).toBe(true);
  expect(travel.sight(now + 16)).toMatchObject({ ahead: [], isCrossing: false });
  expect(after(400, (s) => viewAt(s, 0, 20), { isMap: true }).sight?.ahead).toEqual([]);
  const end = viewAt(30, 0);
  const far = new Travel();
  expect(far.see({ view: viewAt(0, 0), isMap: false, end: { ...end } }, 0)).toBe(true);
  expect(far.see({ view: viewAt(0, 0), isMap: false, end: { ...end } }, 16)).toBe(false);
  const flight = after(400, (s) => viewAt(s, 0), { end });
  expect(flight.sight).toMatchObject({ ahead: [], end });
  expect(flight.travel.sight(flight.now + REST_MS + 1)?.end).toBeNull();
});

test('what crosses the screen in a glimpse is only crossed; zooming in is no travel', () => {
  expect(after(400, (s) => viewAt(4 * s, 0)).sight?.isCrossing).toBe(true);
  expect(after(400, (s) => viewAt(4 * s, 0, 4)).sight?.isCrossing).toBe(false);
  const into = after(400, (s) => viewAt(0, 0, 4 - 8 * s));
  expect(into.sight?.isCrossing).toBe(false);
  const view = viewAt(0, 0, 4 - 8 * 0.4);
  for (const rect of into.sight?.ahead ?? []) {
    expect(rect.x).toBeGreaterThanOrEqual(view.x);
    expect(rect.width).toBeLessThanOrEqual(view.width);
  }
});
