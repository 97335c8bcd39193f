import type { Document, Hocuspocus } from '@hocuspocus/server';
import type { Logger } from 'pino';
import type { Registry } from './document/registry.ts';
import type { Journal } from './journal/journal.ts';
import type { Leases } from './lease/lease.ts';
import type { Gate } from './socket/gate.ts';

/** Part of the time kept for the leases, so that another replica may take over at once. */
const LEASES_SHARE = 0.2;

export type StopParts = {
  readonly hocuspocus: Hocuspocus;
  readonly registry: Registry;
  readonly journal: Journal;
  readonly leases: Leases;
  readonly gate: Gate;
  /** Ends the delivery of facts and the thinning of snapshots; resolves when what is under way is done. Tiles may still be asked for. */
  readonly endBackground: () => Promise<unknown>;
  /** Milliseconds that all may take. */
  readonly ms: number;
  readonly log: Logger;
};

/**
 * Tells clients to come back, writes what waits, snapshots what changed and gives the leases back,
 * within `ms`. Says in the log when it begins, and at the end what was done and what was not. Never rejects.
 */
export async function stopServing(why: string, parts: StopParts): Promise<void> {
  const { hocuspocus, registry, journal, leases, gate, ms, log } = parts;
  const since = performance.now();
  const before = journal.written;
  // Held, so that none leaves memory before it is written.
  const documents = [...hocuspocus.documents.values()];
  for (const document of documents) document.addDirectConnection();
  log.info({ why, documents: documents.length, connections: gate.connections }, 'stopping');
  gate.close();
  const steps: readonly Step[] = [
    { name: 'background', run: parts.endBackground },
    { name: 'journal', run: () => journal.settled() },
    { name: 'snapshots', run: () => snapshotAll(documents, registry, leases) },
  ];
  const onError = (step: string, error: unknown) => log.warn({ step, err: error }, 'not finished');
  const unfinished = await inTurn(steps, ms * (1 - LEASES_SHARE), onError);
  unfinished.push(...(await inTurn([{ name: 'leases', run: () => leases.release() }], ms * LEASES_SHARE, onError)));
  gate.terminate();
  for (const document of documents) document.destroy();
  const entries = journal.written - before;
  const outcome = { documents: documents.length, entries, ms: Math.round(performance.now() - since), unfinished };
  if (unfinished.length === 0) log.info(outcome, 'stopped');
  else log.warn(outcome, 'stopped before all was done; every acknowledged edit is in the journal');
}

/** Each tile is given back as soon as its documents are written, so that whoever wants it does not wait for all. */
async function snapshotAll(documents: readonly Document[], registry: Registry, leases: Leases): Promise<void> {
  const tiles = Map.groupBy(documents, (document) => registry.of(document)?.fence.tile ?? '');
  const left = await Promise.all(
    [...tiles].map(async ([tile, within]) => {
      const written = await Promise.all(within.map((document) => isWritten(document, registry, leases)));
      await leases.release((held) => held === tile);
      return within.filter((_, index) => !written[index]).map(({ name }) => name);
    }),
  );
  if (left.flat().length > 0) throw new Error(`not snapshotted: ${left.flat().join(' ')}`);
}

/** Tried twice, since a snapshot that was under way may be older than the last edit. What has been handed over is no longer ours to write. */
async function isWritten(document: Document, registry: Registry, leases: Leases): Promise<boolean> {
  const live = registry.of(document);
  if (!live) return true;
  for (let run = 0; live.rows > 0 && run < 2; run++) await registry.compact(live, 1);
  return live.rows === 0 || !leases.holds(live.fence);
}

/** One thing to do before the process may end. */
export type Step = { readonly name: string; readonly run: () => Promise<unknown> };

/**
 * Runs `steps` one after the other for at most `ms` milliseconds together. Resolves with the names of
 * those that failed or were not done by then; what still runs is left to itself. Never rejects.
 */
export async function inTurn(steps: readonly Step[], ms: number, onError: (step: string, error: unknown) => void): Promise<string[]> {
  const over = Promise.withResolvers<'over'>();
  const alarm = setTimeout(() => over.resolve('over'), ms);
  const unfinished: string[] = [];
  let isOver = false;
  for (const { name, run } of steps) {
    if (isOver) {
      unfinished.push(name);
      continue;
    }
    const done = run().then(
      () => 'done' as const,
      (error: unknown) => {
        onError(name, error);
        return 'failed' as const;
      },
    );
    const end = await Promise.race([done, over.promise]);
    isOver = end === 'over';
    if (end !== 'done') unfinished.push(name);
  }
  clearTimeout(alarm);
  return unfinished;
}
