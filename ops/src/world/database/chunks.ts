import { setImmediate as breathe } from 'node:timers/promises';
import type pg from 'pg';

/** Rows made for some plots, ready to be written within a transaction. */
export type Write = (client: pg.ClientBase) => Promise<void>;

export type Chunk<T> = {
  /** Takes in one item. */
  add(item: T): void;
  readonly write: Write;
};

/**
 * Makes and writes `items`, `size` at a time, each chunk in one transaction. While one is written the
 * next is made, so two are in memory at most. `onWritten` is told how many items are committed.
 */
export async function inChunks<T>(
  client: pg.ClientBase,
  items: readonly T[],
  size: number,
  open: () => Chunk<T>,
  onWritten: (count: number) => void,
): Promise<void> {
  let writing: Promise<void> = Promise.resolve();
  for (let from = 0; from < items.length; from += size) {
    const some = items.slice(from, from + size);
    const chunk = open();
    for (const item of some) {
      chunk.add(item);
      // Lets the connection take its bytes.
      await breathe();
    }
    await writing;
    writing = inTransaction(client, chunk.write).then(() => onWritten(from + some.length));
    // Awaited with the next chunk; meanwhile a rejection is not unheard.
    writing.catch(() => undefined);
  }
  await writing;
}

/** Rejects with nothing written when `write` does. */
async function inTransaction(client: pg.ClientBase, write: Write): Promise<void> {
  await client.query('begin');
  try {
    await write(client);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    throw error;
  }
}
