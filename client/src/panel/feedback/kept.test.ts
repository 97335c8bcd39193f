import type { FeedbackRequest } from '@oto/schema/contract/feedback';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { dropWaiting, keepWaiting, readWaiting } from './kept.ts';

/** Characters that the browser keeps. */
let room: number;
beforeEach(() => {
  room = 1_000_000;
  const kept = new Map<string, string>();
  vi.stubGlobal('localStorage', {
    getItem: (name: string) => kept.get(name) ?? null,
    setItem(name: string, value: string) {
      if (value.length > room) throw new DOMException('', 'QuotaExceededError');
      kept.set(name, value);
    },
    removeItem: (name: string) => void kept.delete(name),
  });
});
afterEach(() => void vi.unstubAllGlobals());

const said = (words: string, picture?: string): FeedbackRequest => ({
  key: crypto.randomUUID(),
  kind: 'idea',
  words,
  about: { version: null, lang: 'fr', width: 1, height: 1, ratio: 1, webgl: '', browser: '', connection: 'offline' },
  ...(picture === undefined ? {} : { picture }),
});
const words = () => readWaiting().map(({ request }) => request.words);

test('what is said without a connection waits behind what was said before, each until it has gone', () => {
  const [first, second] = [said('first'), said('second')];
  expect([keepWaiting({ by: null, request: first }), keepWaiting({ by: 'ann', request: second })]).toEqual([true, true]);
  expect(words()).toEqual(['first', 'second']);
  dropWaiting(first.key);
  expect(words()).toEqual(['second']);
  dropWaiting(second.key);
  expect(words()).toEqual([]);
});

test('where there is no room the picture is left out; without room for words, and for ever more of them, it says so', () => {
  room = 2000;
  expect(keepWaiting({ by: null, request: said('drawn', 'A'.repeat(4000)) })).toBe(true);
  expect(readWaiting().map(({ request }) => request.picture)).toEqual([undefined]);
  expect(keepWaiting({ by: null, request: said('x'.repeat(2000)) })).toBe(false);
  room = 1_000_000;
  const kept = Array.from({ length: 6 }, (_, n) => keepWaiting({ by: null, request: said(`${n}`) }));
  expect(kept).toEqual([true, true, true, true, false, false]);
  expect(words()).toEqual(['drawn', '0', '1', '2', '3']);
});

test('what cannot be read any more is left out, and takes nothing else with it; one kept alone is read too', () => {
  const [first, second] = [
    { by: null, request: said('first') },
    { by: 'ann', request: said('second') },
  ];
  localStorage.setItem('oto.feedback', JSON.stringify([first, { by: null, request: { key: 'x' } }, null, second]));
  expect(words()).toEqual(['first', 'second']);
  dropWaiting(first.request.key);
  expect(words()).toEqual(['second']);
  localStorage.setItem('oto.feedback', JSON.stringify(first));
  expect(words()).toEqual(['first']);
  expect(keepWaiting({ by: null, request: { ...said('third'), words: '' } })).toBe(false);
  expect(words()).toEqual(['first']);
});
