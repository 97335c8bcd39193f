import { newId } from '@oto/schema/base/id';
import { QueryClient, QueryObserver } from '@tanstack/solid-query';
import { expect, test } from 'vitest';
import { askAnew } from './change-of-person.ts';
import { KEYS } from './query-keys.ts';

/** A page that shows one query and has seen another before; each answers who asks. */
async function page(asks: { who: string }) {
  const queries = new QueryClient({ defaultOptions: { queries: { retry: false, staleTime: 60_000 } } });
  const shown = new QueryObserver(queries, { queryKey: KEYS.noteSocial('a'), queryFn: () => asks.who });
  const stop = shown.subscribe(() => undefined);
  await shown.fetchOptimistic(shown.options);
  for (const key of [KEYS.decisions, KEYS.blocks, KEYS.profile('ann'), KEYS.world, KEYS.featured]) queries.setQueryData(key, asks.who);
  return { queries, shown, stop };
}

test('what a member was told is not the next one’s to see', async () => {
  const asks = { who: 'ann' };
  const { queries, shown, stop } = await page(asks);
  asks.who = 'ben';
  const done = askAnew(queries, newId(), newId());
  expect(queries.getQueryData(KEYS.noteSocial('a'))).toBeUndefined();
  for (const key of [KEYS.decisions, KEYS.blocks, KEYS.profile('ann')]) expect(queries.getQueryData(key)).toBeUndefined();
  for (const key of [KEYS.world, KEYS.featured]) expect(queries.getQueryData(key)).toBe('ann');
  await done;
  expect(shown.getCurrentResult().data).toBe('ben');
  stop();
});

test('an answer that is on its way to who has left does not arrive', async () => {
  const queries = new QueryClient();
  const late = Promise.withResolvers<string>();
  let asked = 0;
  const shown = new QueryObserver(queries, { queryKey: KEYS.blocks, queryFn: () => (asked++ === 0 ? late.promise : 'watcher') });
  const stop = shown.subscribe(() => undefined);
  const done = askAnew(queries, newId(), null);
  late.resolve('ann');
  await done;
  expect(queries.getQueryData(KEYS.blocks)).toBe('watcher');
  stop();
});

test('who signs in keeps what they watched in sight, and learns what they may do with it', async () => {
  const asks = { who: 'watcher' };
  const { queries, shown, stop } = await page(asks);
  asks.who = 'ann';
  const done = askAnew(queries, null, newId());
  expect(queries.getQueryData(KEYS.noteSocial('a'))).toBe('watcher');
  expect(queries.getQueryState(KEYS.profile('ann'))?.isInvalidated).toBe(true);
  await done;
  expect(shown.getCurrentResult().data).toBe('ann');
  stop();
});
