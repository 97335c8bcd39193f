import { newId } from '@oto/schema/base/id';
import type { HistorySince } from '@oto/schema/contract/history';
import { expect, test } from 'vitest';
import { AWAY_LEAST, awaySince, isNews } from './last-visit.ts';

const now = 1_800_000_000_000;

test('a short absence, a first visit and a strange value ask nothing', () => {
  expect(awaySince(null, now)).toBeNull();
  expect(awaySince(String(now - AWAY_LEAST), now)).toBeNull();
  expect(awaySince(String(now + 60_000), now)).toBeNull();
  expect(awaySince('-5', now)).toBeNull();
  expect(awaySince('NaN', now)).toBeNull();
});

test('a longer one asks from the time of leaving', () => {
  expect(awaySince(String(now - AWAY_LEAST - 1), now)).toBe(now - AWAY_LEAST - 1);
});

test('what one did oneself elsewhere is no news', () => {
  const me = { id: newId(), name: 'Me', handle: 'me' };
  const ana = { id: newId(), name: 'Ana', handle: 'ana' };
  const none: HistorySince = { moved: 0, pinned: 0, ties: 0, people: [], before: null };
  expect(isNews(none, me.id)).toBe(false);
  expect(isNews({ ...none, moved: 2, people: [me] }, me.id)).toBe(false);
  expect(isNews({ ...none, moved: 2, people: [me, ana] }, me.id)).toBe(true);
  expect(isNews({ ...none, pinned: 1, people: [] }, me.id)).toBe(true);
});
