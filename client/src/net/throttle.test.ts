import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { throttle } from './throttle.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('at once, then at most once an interval, and the last call is never lost', () => {
  const action = vi.fn<() => void>();
  const call = throttle(action, 50);
  call();
  call();
  call();
  expect(action).toHaveBeenCalledTimes(1);
  vi.advanceTimersByTime(50);
  expect(action).toHaveBeenCalledTimes(2);
  vi.advanceTimersByTime(500);
  expect(action).toHaveBeenCalledTimes(2);
  call();
  expect(action).toHaveBeenCalledTimes(3);
  call();
  call.cancel();
  vi.advanceTimersByTime(500);
  expect(action).toHaveBeenCalledTimes(3);
});

test('what cannot wait is done now, and the interval begins anew', () => {
  const action = vi.fn<() => void>();
  const call = throttle(action, 50);
  call();
  vi.advanceTimersByTime(30);
  call();
  call.now();
  expect(action).toHaveBeenCalledTimes(2);
  call();
  vi.advanceTimersByTime(49);
  expect(action).toHaveBeenCalledTimes(2);
  vi.advanceTimersByTime(500);
  expect(action).toHaveBeenCalledTimes(3);
});
