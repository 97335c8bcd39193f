import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import * as Y from 'yjs';
import { regionOf } from '@oto/schema/board/roots';
import { BUDGET_MS, showQueue, WINDOW_MS } from './show-queue.ts';

beforeEach(() => void vi.useFakeTimers({ now: 0 }));
afterEach(() => void vi.useRealTimers());

const region = regionOf(new Y.Doc());
const plot = (x: number) => ({ x, y: 0 });

/** Every region takes so long to show. */
function setUp(costMs: number) {
  const shown: { readonly x: number; readonly at: number }[] = [];
  const queue = showQueue(
    ({ x }) => {
      shown.push({ x, at: Date.now() });
      vi.setSystemTime(Date.now() + costMs);
    },
    () => Date.now(),
  );
  return { queue, shown };
}

test('the first is shown at once, and no frame bears more than its budget and one region', () => {
  const { queue, shown } = setUp(4);
  for (let x = 0; x < 9; x++) queue.add(plot(x), region);
  expect(shown.map(({ x }) => x)).toEqual([0, 1]);
  vi.advanceTimersByTime(20 * WINDOW_MS);
  expect(shown.map(({ x }) => x)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
  for (const { at } of shown) {
    const frame = shown.filter((other) => other.at >= at && other.at < at + WINDOW_MS - BUDGET_MS);
    expect(frame.length * 4).toBeLessThanOrEqual(BUDGET_MS + 4);
  }
  queue.destroy();
});

test('one that has left is not shown, and one that came again is shown once', () => {
  const { queue, shown } = setUp(10);
  for (const x of [0, 1, 2, 1]) queue.add(plot(x), region);
  queue.drop('2,0');
  vi.advanceTimersByTime(10 * WINDOW_MS);
  expect(shown.map(({ x }) => x)).toEqual([0, 1]);
  queue.destroy();
});
