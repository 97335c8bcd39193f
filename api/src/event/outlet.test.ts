import { expect, test } from 'vitest';
import { newId } from '@oto/schema/base/id';
import type { ServerEvent } from '@oto/schema/contract/event';
import { payloadOf } from './broadcast.ts';
import { Outlet } from './stream.ts';

const progress = (job: ReturnType<typeof newId>, pct: number, text?: string): ServerEvent => ({
  type: 'progress',
  at: '2026-01-01T00:00:00.000Z',
  job,
  step: 0,
  phase: 'draw',
  pct,
  ...(text === undefined ? {} : { text }),
});

test('a slow reader gets the newest progress of each job, and memory stays bounded', async () => {
  const outlet = new Outlet('m', 0n);
  const none = {
    selectFrom: () => none,
    select: () => none,
    where: () => none,
    orderBy: () => none,
    limit: () => none,
    execute: async () => [],
  };
  const db = none as unknown as Parameters<Outlet['next']>[0];
  const jobs = Array.from({ length: 60 }, () => newId());
  for (let pct = 0; pct <= 100; pct++) for (const job of jobs) outlet.notice({ m: 'm', e: progress(job, pct) });
  const told = await outlet.next(db, 1);
  expect(told).toHaveLength(32);
  expect(told.every(({ event }) => event.type === 'progress' && event.pct === 100)).toBe(true);
});

test('closing wakes a waiting reader', async () => {
  const outlet = new Outlet('m', 0n);
  const none = {
    selectFrom: () => none,
    select: () => none,
    where: () => none,
    orderBy: () => none,
    limit: () => none,
    execute: async () => [],
  };
  const db = none as unknown as Parameters<Outlet['next']>[0];
  await outlet.next(db, 1);
  const waiting = outlet.next(db, 60_000);
  outlet.close();
  expect(await waiting).toEqual([]);
});

test('what does not fit a notification loses its text, never its meaning', () => {
  const payload = payloadOf('m', progress(newId(), 5, 'é'.repeat(4000)));
  expect(Buffer.byteLength(payload)).toBeLessThan(8000);
  expect(JSON.parse(payload)).toMatchObject({ e: { pct: 5 } });
  expect(() => payloadOf('m', { type: 'notice', at: '', level: 'info', code: 'x'.repeat(9000) })).toThrow(RangeError);
});
