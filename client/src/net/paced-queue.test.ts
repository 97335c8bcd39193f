import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { FORGOTTEN_MS, OPENING_PACE, pacedQueue } from './paced-queue.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('300 opens leave 50 at a time, every 120 ms, in order', () => {
  const started: string[] = [];
  const queue = pacedQueue((key) => started.push(key), { burst: 50, everyMs: 120, allowance: 1000, perSecond: 25 });
  for (let i = 0; i < 300; i++) queue.add(`${i}`);
  expect(started).toHaveLength(50);
  vi.advanceTimersByTime(119);
  expect(started).toHaveLength(50);
  vi.advanceTimersByTime(1);
  expect(started).toHaveLength(100);
  vi.advanceTimersByTime(480);
  expect(started).toEqual(Array.from({ length: 300 }, (_, i) => `${i}`));
  queue.destroy();
});

test('what is removed never starts, what is added twice starts once', () => {
  const started: string[] = [];
  const queue = pacedQueue((key) => started.push(key), { burst: 1, everyMs: 10, allowance: 9, perSecond: 9 });
  queue.add('a');
  queue.add('b');
  queue.add('b');
  queue.add('c');
  queue.remove('c');
  expect(queue.waiting).toBe(1);
  vi.advanceTimersByTime(100);
  expect(started).toEqual(['a', 'b']);
  queue.destroy();
});

test('those that are preferred go first, in their order, and none is added by it', () => {
  const started: string[] = [];
  const queue = pacedQueue((key) => started.push(key), { burst: 1, everyMs: 10, allowance: 9, perSecond: 9 });
  for (const key of ['a', 'b', 'c', 'd']) queue.add(key);
  queue.prefer(['d', 'x', 'c']);
  vi.advanceTimersByTime(100);
  expect(started).toEqual(['a', 'd', 'c', 'b']);
  queue.destroy();
});

test('no more start together than may, and one that never ends is forgotten', () => {
  const started: string[] = [];
  const queue = pacedQueue((key) => started.push(key), { ...OPENING_PACE, together: 2 });
  for (const key of ['a', 'b', 'c', 'd', 'e']) queue.add(key);
  vi.advanceTimersByTime(1000);
  expect(started).toEqual(['a', 'b']);
  queue.done('b');
  queue.done('b');
  expect(started).toEqual(['a', 'b', 'c']);
  queue.remove('a');
  expect(started).toEqual(['a', 'b', 'c', 'd']);
  vi.advanceTimersByTime(FORGOTTEN_MS);
  expect(started).toHaveLength(5);
  queue.destroy();
});

test('in the long run the server’s allowance is kept, and all of them open', async () => {
  const times: number[] = [];
  const began = Date.now();
  const queue = pacedQueue((key) => {
    times.push(Date.now() - began);
    queueMicrotask(() => queue.done(key));
  });
  for (let i = 0; i < 256; i++) queue.add(`${i}`);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(times).toHaveLength(256);
  for (const [i, at] of times.entries()) expect(i + 1).toBeLessThanOrEqual(150 + (at / 1000) * 30);
  queue.destroy();
});
