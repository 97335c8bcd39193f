import type { Counted } from '@oto/schema/board/counted';
import type { Card } from '@oto/schema/contract/card';

/** The words on the notes in view: asked for together, kept while they are used. */
export interface CardCache {
  get(id: string): Card | undefined;
  /** Asks for those that are neither known nor on their way. */
  want(ids: Iterable<string>): void;
  /** Forgets them; `want` asks again. The old words stay readable until the new ones come. */
  refresh(ids: Iterable<string>): void;
  /** What people made of these, as the region tells: cards that are known say so from now on. */
  count(counts: Counted['counts']): void;
  /** Their notes are not loaded any more. */
  release(ids: Iterable<string>): void;
  destroy(): void;
}

export interface CardCacheOptions {
  readonly fetchCards: (ids: readonly string[]) => Promise<readonly Card[]>;
  readonly onCards: (cards: readonly Card[]) => void;
  readonly onError: () => void;
  readonly capacity?: number;
  readonly waitMs?: number;
  readonly now?: () => number;
}

export const CARDS_PER_REQUEST = 200;
const WAIT_MS = 40;
/** As many as there are notes at most; those whose notes leave go with them. */
const CAPACITY = 20_000;
/** A card the api would not show is asked for again after this. */
const MISSING_MS = 30_000;
/** After a failed request; doubles up to the longest. */
const RETRY_MS = 1000;
const RETRY_MAX_MS = 30_000;

export function cardCache(options: CardCacheOptions): CardCache {
  const { fetchCards, onCards, onError, capacity = CAPACITY, waitMs = WAIT_MS, now = Date.now } = options;
  /** Insertion order is order of use: the first is the least recently used. */
  const cards = new Map<string, Card>();
  const stale = new Set<string>();
  const missing = new Map<string, number>();
  const asked = new Set<string>();
  let queue = new Set<string>();
  let timer: ReturnType<typeof setTimeout> | null = null;
  let retryMs = RETRY_MS;
  let destroyed = false;

  const schedule = (ms: number): void => {
    timer ??= setTimeout(() => {
      timer = null;
      flush();
    }, ms);
  };

  const flush = (): void => {
    const ids = [...queue];
    queue = new Set();
    for (let i = 0; i < ids.length; i += CARDS_PER_REQUEST) void ask(ids.slice(i, i + CARDS_PER_REQUEST));
  };

  const ask = async (ids: readonly string[]): Promise<void> => {
    for (const id of ids) {
      asked.add(id);
      stale.delete(id);
    }
    let answer: readonly Card[];
    try {
      answer = await fetchCards(ids);
    } catch {
      if (destroyed) return;
      for (const id of ids) if (asked.delete(id)) queue.add(id);
      onError();
      schedule(retryMs);
      retryMs = Math.min(retryMs * 2, RETRY_MAX_MS);
      return;
    }
    if (destroyed) return;
    retryMs = RETRY_MS;
    /** Those that were released meanwhile are not kept. */
    const missed = new Set(ids.filter((id) => asked.delete(id)));
    for (const card of answer) {
      if (!missed.delete(card.id)) continue;
      missing.delete(card.id);
      cards.delete(card.id);
      cards.set(card.id, card);
    }
    for (const id of missed) {
      cards.delete(id);
      missing.set(id, now());
    }
    bound(cards);
    bound(missing);
    if (answer.length > 0) onCards(answer);
    const again = ids.filter((id) => stale.has(id));
    if (again.length > 0) enqueue(again);
  };

  const bound = (map: Map<string, unknown>): void => {
    for (const oldest of map.keys()) {
      if (map.size <= capacity) break;
      map.delete(oldest);
    }
  };

  const enqueue = (ids: Iterable<string>): void => {
    for (const id of ids) queue.add(id);
    if (queue.size > 0) schedule(waitMs);
  };

  return {
    get(id) {
      return cards.get(id);
    },
    want(ids) {
      const wanted: string[] = [];
      for (const id of ids) {
        const card = cards.get(id);
        if (card) {
          cards.delete(id);
          cards.set(id, card);
          if (!stale.has(id)) continue;
        }
        if (asked.has(id) || queue.has(id)) continue;
        const since = missing.get(id);
        if (since !== undefined && now() - since < MISSING_MS) continue;
        wanted.push(id);
      }
      enqueue(wanted);
    },
    refresh(ids) {
      const known: string[] = [];
      for (const id of ids) {
        missing.delete(id);
        stale.add(id);
        if (cards.has(id) && !asked.has(id)) known.push(id);
      }
      enqueue(known);
    },
    count(counts) {
      const changed = counts.flatMap(([id, likes, comments, votes]) => {
        const card = cards.get(id);
        if (card === undefined) return [];
        const counted: Card = { ...card, counts: { likes, comments, votes } };
        cards.set(id, counted);
        return [counted];
      });
      if (changed.length > 0) onCards(changed);
    },
    release(ids) {
      for (const id of ids) {
        asked.delete(id);
        cards.delete(id);
        missing.delete(id);
        stale.delete(id);
        queue.delete(id);
      }
    },
    destroy() {
      destroyed = true;
      if (timer !== null) clearTimeout(timer);
    },
  };
}
