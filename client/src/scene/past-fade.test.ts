import { expect, test } from 'vitest';
import { PastFade } from './past-fade.ts';
import type { RegionState } from './state.ts';

const region = (): RegionState => ({ past: 0 }) as RegionState;

test('fades to the copy and back, turns the words once each way, and then rests', () => {
  const told: string[] = [];
  const fade = new PastFade({ changed: () => void told.push('changed'), turned: () => void told.push('turned') });
  const one = region();
  fade.set(one, true);
  let frames = 0;
  while (fade.step(16)) frames++;
  expect(frames).toBeGreaterThan(5);
  expect(one.past).toBe(1);
  expect(told.filter((what) => what === 'turned')).toHaveLength(1);
  expect(fade.step(16)).toBe(false);
  fade.set(one, false);
  fade.step(1e6);
  expect(one.past).toBe(0);
  expect(told.filter((what) => what === 'turned')).toHaveLength(2);
});

test('a change of mind in the middle goes back from where it is', () => {
  const fade = new PastFade({ changed: () => undefined, turned: () => undefined });
  const one = region();
  fade.set(one, true);
  fade.step(70);
  expect(one.past).toBeCloseTo(0.25);
  fade.set(one, false);
  fade.step(35);
  expect(one.past).toBeCloseTo(0.125);
});
