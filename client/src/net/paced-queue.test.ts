import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { pacedQueue } from './paced-queue.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('300 opens leave 50 at a time, every 120 ms, in order', () => {
  const started: string[] = [];
  const queue = pacedQueue((key) => started.push(key));
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
  const queue = pacedQueue((key) => started.push(key), 1, 10);
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
