import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { heartbeat } from './heartbeat.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function started() {
  const told: string[] = [];
  const heart = heartbeat({ ask: () => void told.push('ask'), onSilence: () => void told.push('silence') });
  heart.begin();
  return { told, heart };
}

test('asks a quiet server from time to time, and is content with any answer', () => {
  const { told, heart } = started();
  for (let i = 0; i < 30; i++) {
    vi.advanceTimersByTime(1000);
    heart.heard();
  }
  expect(told).toEqual(['ask', 'ask', 'ask', 'ask', 'ask']);
  heart.end();
  vi.advanceTimersByTime(60_000);
  expect(told).toHaveLength(5);
});

test('silence after a question is told once, within seconds', () => {
  const { told } = started();
  vi.advanceTimersByTime(10_000);
  expect(told).toEqual(['ask', 'silence']);
});

test('an edit asks at once unless something was just heard', () => {
  const { told, heart } = started();
  vi.advanceTimersByTime(3000);
  expect(told).toEqual([]);
  heart.hurry();
  heart.hurry();
  expect(told).toEqual(['ask']);
  vi.advanceTimersByTime(4000);
  expect(told).toEqual(['ask', 'silence']);
});

test('an edit into a silence that has just begun asks within a second; one that is answered asks nothing', () => {
  const { told, heart } = started();
  heart.hurry();
  heart.heard();
  vi.advanceTimersByTime(1000);
  expect(told).toEqual([]);
  heart.heard();
  heart.hurry();
  vi.advanceTimersByTime(999);
  expect(told).toEqual([]);
  vi.advanceTimersByTime(1);
  expect(told).toEqual(['ask']);
  vi.advanceTimersByTime(4000);
  expect(told).toEqual(['ask', 'silence']);
});
