import type { OperatorWorker } from '@oto/schema/contract/operator';
import { expect, test } from 'vitest';
import { kindsWithout, priorityOf, slotsOf } from './fleet.ts';

const engine = (kind: OperatorWorker['engines'][number]['kind'], healthy = true, slots = 1): OperatorWorker['engines'][number] => ({
  id: kind,
  kind,
  name: kind,
  models: [],
  trained: false,
  ceiling: 1,
  accepts: [],
  slots,
  healthy,
});
const worker = (engines: OperatorWorker['engines'], change: Partial<OperatorWorker> = {}): OperatorWorker => ({
  name: 'one',
  seenAt: '2026-01-01T00:00:00.000Z',
  live: true,
  draining: false,
  running: 0,
  engines,
  ...change,
});

test('a kind is made only by a live worker that takes work, on an engine in health', () => {
  const all = [engine('text'), engine('image'), engine('video'), engine('voice')];
  expect(kindsWithout([worker(all)])).toEqual([]);
  expect(kindsWithout([worker([engine('text'), engine('image', false)])])).toEqual(['image', 'video', 'voice']);
  expect(kindsWithout([worker(all, { live: false }), worker(all, { draining: true })])).toHaveLength(4);
  expect(kindsWithout([worker([engine('text'), engine('video')]), worker([engine('image'), engine('voice')])])).toEqual([]);
});

test('a worker’s room is that of its engines', () => {
  expect(slotsOf(worker([engine('text', true, 8), engine('image')]))).toBe(9);
});

test('every priority has a name', () => {
  expect([-3, -1, 0, 1, 2, 7].map((priority) => priorityOf({ priority }))).toEqual([-1, -1, 0, 1, 2, 2]);
});
