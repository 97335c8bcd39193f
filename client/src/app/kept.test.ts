import { newId } from '@oto/schema/base/id';
import { expect, test } from 'vitest';
import { keep, sheetFor, tabStorage, takeKept, type Kept } from './kept.ts';

function store(first: readonly (readonly [string, string])[] = []) {
  const kept = new Map<string, string>(first);
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  };
}

test.each<Kept>([
  { sheet: { type: 'history', id: newId() }, console: true },
  { sheet: { type: 'wallet', page: 'use' }, console: false },
  { sheet: { type: 'inbox', tab: 'decisions' }, console: false },
  { sheet: null, console: false },
])('what lay open comes back once: %o', (kept) => {
  const storage = store();
  keep(storage, kept);
  expect(takeKept(storage)).toEqual(kept);
  expect(takeKept(storage)).toBeNull();
});

test('somebody who has left finds nothing of their own lying open', () => {
  const kept: Kept = { sheet: { type: 'wallet' }, console: false };
  expect(sheetFor(kept, true)).toEqual({ type: 'wallet' });
  expect(sheetFor(kept, false)).toBeNull();
  expect(sheetFor({ ...kept, sheet: { type: 'week' } }, false)).toEqual({ type: 'week' });
});

test('a browser that refuses its storage keeps nothing and says nothing', () => {
  const page = {
    get sessionStorage(): Storage {
      throw new DOMException('', 'SecurityError');
    },
  };
  keep(tabStorage(page), { sheet: null, console: true });
  expect(takeKept(tabStorage(page))).toBeNull();
});

test('what another version kept, or a stranger wrote, is nothing', () => {
  for (const text of ['{', '[]', '{"sheet":{"type":"throne"},"console":true}', '{"sheet":{"type":"history","id":"../x"},"console":true}'])
    expect(takeKept(store([['oto.kept', text]]))).toBeNull();
});
