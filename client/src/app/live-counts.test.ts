import { newId } from '@oto/schema/base/id';
import type { NoteSocial } from '@oto/schema/contract/social';
import { QueryClient } from '@tanstack/solid-query';
import { expect, test } from 'vitest';
import { followCounts } from './live-counts.ts';
import { KEYS } from './query-keys.ts';

test('what the board hears goes into what is open; comments are asked for when there are more', () => {
  const id = newId();
  const queries = new QueryClient();
  const known: NoteSocial = { id, counts: { likes: 1, comments: 2, votes: 0 }, liked: true, voted: false, votesLeft: 5, mayComment: true };
  queries.setQueryData(KEYS.noteSocial(id), known);
  queries.setQueryData(KEYS.comments(id), { pages: [], pageParams: [] });
  const heard: ((counts: [typeof id, number, number, number][]) => void)[] = [];
  const stop = followCounts({ onCounted: (listener) => (heard.push(listener), () => heard.splice(0)) }, queries);
  const isStale = (): boolean | undefined => queries.getQueryState(KEYS.comments(id))?.isInvalidated;
  const other = newId();

  heard[0]?.([
    [id, 7, 2, 0],
    [other, 1, 1, 1],
  ]);
  expect(queries.getQueryData(KEYS.noteSocial(id))).toEqual({ ...known, counts: { likes: 7, comments: 2, votes: 0 } });
  expect(queries.getQueryData(KEYS.noteSocial(other))).toBeUndefined();
  expect(isStale()).toBe(false);
  heard[0]?.([[id, 7, 3, 0]]);
  expect(isStale()).toBe(true);
  stop();
  expect(heard).toEqual([]);
});
