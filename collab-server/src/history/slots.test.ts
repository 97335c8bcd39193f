import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Rate } from './rate.ts';
import { Slots } from './slots.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('lets so many run at one time, the others in order', async () => {
  const slots = new Slots({ running: 2, waiting: 8, waitMs: 1_000 });
  const gates = Array.from({ length: 4 }, () => Promise.withResolvers<void>());
  const begun: number[] = [];
  const runs = gates.map((gate, index) =>
    slots.run(async () => {
      begun.push(index);
      await gate.promise;
      if (index === 0) throw new Error('failed');
      return index;
    }),
  );
  const failed = runs[0]?.catch((error: unknown) => error);
  await vi.advanceTimersByTimeAsync(1);
  expect(begun).toEqual([0, 1]);
  gates[0]?.resolve();
  expect(await failed).toEqual(new Error('failed'));
  expect(begun).toEqual([0, 1, 2]);
  for (const gate of gates) gate.resolve();
  expect(await Promise.all(runs.slice(1))).toEqual([1, 2, 3].map((value) => ({ ok: true, value })));
  expect(await slots.run(async () => 'free')).toEqual({ ok: true, value: 'free' });
});

it('turns away who waits too long, and who finds the queue full', async () => {
  const slots = new Slots({ running: 1, waiting: 1, waitMs: 1_000 });
  const gate = Promise.withResolvers<string>();
  const first = slots.run(() => gate.promise);
  const second = slots.run(async () => 'second');
  expect(await slots.run(async () => 'third')).toMatchObject({ ok: false, code: 'unavailable' });
  await vi.advanceTimersByTimeAsync(1_000);
  expect(await second).toMatchObject({ ok: false, code: 'unavailable' });
  gate.resolve('first');
  expect(await first).toEqual({ ok: true, value: 'first' });
  expect(await slots.run(async () => 'fourth')).toEqual({ ok: true, value: 'fourth' });
});

it('counts each address by itself', () => {
  let now = 0;
  const rate = new Rate(() => now);
  const taken = (address: string) => {
    let count = 0;
    while (rate.take(address)) count++;
    return count;
  };
  expect(taken('a')).toBe(60);
  expect(taken('b')).toBe(60);
  now += 1_000;
  expect(taken('a')).toBe(8);
});
