import { expect, test } from 'vitest';
import { eased, glowAt, GLOW_MS, paced, swell, wayMs } from './light-time.ts';

test('a bead is never in a hurry, and never long on its way', () => {
  for (const length of [0, 10, 300, 3000, 1e6]) {
    expect(wayMs(length)).toBeGreaterThanOrEqual(600);
    expect(wayMs(length)).toBeLessThanOrEqual(2400);
  }
  for (let ways = 1; ways <= 16; ways++) expect(paced(2400, ways) * ways).toBeLessThanOrEqual(9000);
});

test('it leaves and arrives gently, always forwards', () => {
  expect([eased(-1), eased(0), eased(1), eased(2)]).toEqual([0, 0, 1, 1]);
  for (let i = 1; i <= 100; i++) expect(eased(i / 100)).toBeGreaterThan(eased((i - 1) / 100));
  expect([swell(0), swell(0.5), swell(1)]).toEqual([0, 1, 0]);
});

test('a glow comes, is full once, and goes', () => {
  expect([glowAt(0), glowAt(GLOW_MS), glowAt(220)]).toEqual([0, 0, 1]);
  for (let ms = 221; ms < GLOW_MS; ms++) expect(glowAt(ms)).toBeLessThan(glowAt(ms - 1));
});
