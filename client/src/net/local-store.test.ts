import 'fake-indexeddb/auto';
import { openDB } from 'idb';
import { expect, test, vi } from 'vitest';
import * as Y from 'yjs';
import { newId } from '@oto/schema/base/id';
import { KEPT_MS, openLocalStore, SWEEP_MAX } from './local-store.ts';
import type { Tab } from './tab.ts';
import { move } from './testing/page.ts';

const PLOT = { x: 1, y: -2 };
const ADA = newId();
const alone = (): Tab => {
  const id = newId();
  return { id, alive: async () => new Set([id]) };
};
const batch = (at: number) => ({ id: newId(), at, edits: [move(newId(), at)] });

function updates(count: number): readonly Uint8Array[] {
  const doc = new Y.Doc();
  const made: Uint8Array[] = [];
  doc.on('update', (update: Uint8Array) => made.push(update));
  for (let i = 0; i < count; i++) doc.getMap('places').set('note', i);
  return made;
}
function valueOf(content: readonly Uint8Array[]): unknown {
  const doc = new Y.Doc();
  for (const update of content) Y.applyUpdate(doc, update);
  return doc.getMap('places').get('note');
}

async function setUp(now?: () => number) {
  const database = newId();
  const open = async (tab = alone()) => {
    const store = await openLocalStore({ database, tab, ...(now ? { now } : {}) });
    if (!store) throw new Error('fake-indexeddb refused');
    return store;
  };
  const documents = async (): Promise<number> => {
    const db = await openDB(database);
    const count = await db.count('copies');
    db.close();
    return count;
  };
  return { open, documents };
}

test('content is what the server has; a batch becomes content when it is settled', async () => {
  const { open } = await setUp();
  const store = await open();
  const copy = store.open(ADA, PLOT, 1);
  await copy.loaded;
  const [first, second] = updates(2);
  if (!first || !second) throw new Error('no updates');
  const mine = batch(1);
  copy.heard(first);
  copy.keep(mine, second);
  copy.close();
  const again = await store.open(ADA, PLOT, 1).loaded;
  expect(valueOf(again.content)).toBe(0);
  expect(again.batches).toEqual([{ batch: mine, epoch: 1, update: second }]);
  const last = store.open(ADA, PLOT, 1);
  last.settle([mine.id]);
  const settled = await store.open(ADA, PLOT, 1).loaded;
  expect(valueOf(settled.content)).toBe(1);
  expect(settled.batches).toEqual([]);
});

test('batches outlive the epoch of their document; its content does not', async () => {
  const { open } = await setUp();
  const store = await open();
  const old = store.open(ADA, PLOT, 1);
  const [first] = updates(1);
  if (first) old.heard(first);
  const [late, early] = [batch(20), batch(10)];
  old.keep(late, null);
  old.keep(early, null);
  old.close();
  const next = await store.open(ADA, PLOT, 2).loaded;
  expect(next.content).toEqual([]);
  expect(next.batches.map((kept) => [kept.batch.id, kept.epoch])).toEqual([
    [early.id, 1],
    [late.id, 1],
  ]);
  expect((await store.open(ADA, PLOT, 1).loaded).content).toEqual([]);
  expect(await store.unsent(ADA)).toEqual([PLOT]);
  expect(await store.unsent(newId())).toEqual([]);
});

test('a document kept in many pieces is put together', async () => {
  const { open } = await setUp();
  const store = await open();
  for (const update of updates(60)) {
    const copy = store.open(ADA, PLOT, 1);
    copy.heard(update);
    copy.close();
  }
  const { content } = await store.open(ADA, PLOT, 1).loaded;
  expect(content.length).toBeLessThan(40);
  expect(valueOf(content)).toBe(59);
});

test('documents that nobody opened for a month are forgotten, a few at each start', async () => {
  let now = 1_000_000;
  const { open, documents } = await setUp(() => now);
  const first = await open();
  const [update] = updates(1);
  for (let x = 0; x < SWEEP_MAX + 5; x++) {
    const copy = first.open(ADA, { x, y: 0 }, 1);
    await copy.loaded;
    if (update) copy.heard(update);
    if (x === 0) copy.keep(batch(1), null);
    copy.close();
  }
  now += KEPT_MS + 1;
  const second = await open();
  await vi.waitFor(async () => expect(await documents()).toBe(5));
  expect(await second.unsent(ADA)).toEqual([{ x: 0, y: 0 }]);
});
