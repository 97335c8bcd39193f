import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { newId, type Id } from '@oto/schema/base/id';
import type { Card } from '@oto/schema/contract/card';
import { cardCache } from './card-cache.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function cardFor(id: string, title = 'a'): Card {
  const author = { id: newId(), name: 'Ada', handle: 'ada' };
  return {
    id: id as Id,
    type: 'creation',
    kind: 'text',
    title,
    excerpt: '',
    author,
    lang: 'fr',
    trained: false,
    createdAt: '2026-01-01T00:00:00Z',
  };
}

function setUp(answer: (ids: readonly string[]) => Promise<Card[]>, capacity?: number) {
  const asked: (readonly string[])[] = [];
  const shown: string[] = [];
  const onError = vi.fn<() => void>();
  const cache = cardCache({
    fetchCards: (ids) => {
      asked.push(ids);
      return answer(ids);
    },
    onCards: (cards) => shown.push(...cards.map((card) => card.id)),
    onError,
    ...(capacity ? { capacity } : {}),
  });
  return { asked, shown, onError, cache };
}
const everyCard = async (ids: readonly string[]): Promise<Card[]> => ids.map((id) => cardFor(id));

describe('cardCache', () => {
  test('asks for what was wanted within 40 ms in one request, and once', async () => {
    const { asked, shown, cache } = setUp(everyCard);
    const [a, b] = [newId(), newId()];
    cache.want([a]);
    cache.want([a, b]);
    await vi.advanceTimersByTimeAsync(39);
    expect(asked).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect(asked).toEqual([[a, b]]);
    expect(shown).toEqual([a, b]);
    cache.want([a, b]);
    await vi.advanceTimersByTimeAsync(1000);
    expect(asked).toHaveLength(1);
  });

  test('never asks for more than 200 at once', async () => {
    const { asked, cache } = setUp(everyCard);
    cache.want(Array.from({ length: 450 }, () => newId()));
    await vi.advanceTimersByTimeAsync(40);
    expect(asked.map((ids) => ids.length)).toEqual([200, 200, 50]);
  });

  test('a changed record is asked for again, and its old words stay until then', async () => {
    let title = 'before';
    const { cache } = setUp(async (ids) => ids.map((id) => cardFor(id, title)));
    const id = newId();
    cache.want([id]);
    await vi.advanceTimersByTimeAsync(40);
    title = 'after';
    cache.refresh([id]);
    expect(cache.get(id)?.title).toBe('before');
    await vi.advanceTimersByTimeAsync(40);
    expect(cache.get(id)?.title).toBe('after');
  });

  test('a failed request is tried again, later each time', async () => {
    let fails = 2;
    const { asked, onError, shown, cache } = setUp(async (ids) => {
      if (fails-- > 0) throw new Error('down');
      return everyCard(ids);
    });
    const id = newId();
    cache.want([id]);
    await vi.advanceTimersByTimeAsync(40 + 1000 + 2000);
    expect(asked).toHaveLength(3);
    expect(onError).toHaveBeenCalledTimes(2);
    expect(shown).toEqual([id]);
  });

  test('what the api will not show is left alone for a while', async () => {
    const { asked, cache } = setUp(async () => []);
    const id = newId();
    cache.want([id]);
    await vi.advanceTimersByTimeAsync(40);
    cache.want([id]);
    await vi.advanceTimersByTimeAsync(1000);
    expect(asked).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(30_000);
    cache.want([id]);
    await vi.advanceTimersByTimeAsync(40);
    expect(asked).toHaveLength(2);
  });

  test('keeps the most recently used', async () => {
    const { cache } = setUp(everyCard, 2);
    const [a, b, c] = [newId(), newId(), newId()];
    cache.want([a, b]);
    await vi.advanceTimersByTimeAsync(40);
    cache.want([a, c]);
    await vi.advanceTimersByTimeAsync(40);
    expect([cache.get(a), cache.get(b), cache.get(c)].map(Boolean)).toEqual([true, false, true]);
  });

  test('what is released is forgotten, asked for or not, and comes again when it is wanted', async () => {
    const { asked, cache } = setUp(everyCard);
    const [a, b, c] = [newId(), newId(), newId()];
    cache.want([a]);
    await vi.advanceTimersByTimeAsync(50);
    cache.want([b]);
    vi.advanceTimersByTime(50);
    cache.want([c]);
    cache.release([a, b, c]);
    await vi.advanceTimersByTimeAsync(100);
    expect([a, b, c].map((id) => cache.get(id))).toEqual([undefined, undefined, undefined]);
    expect(asked).toEqual([[a], [b]]);
    cache.want([a]);
    await vi.advanceTimersByTimeAsync(100);
    expect(cache.get(a)?.id).toBe(a);
  });
});
