import { WorkerHello } from '@oto/schema/contract/worker';
import type { World } from '@oto/schema/contract/world';
import type { Db } from '../deps.ts';
import { WORKER_SEEN_MS } from '../worker/live-engines.ts';

export type KnownEngine = World['engines'][number];

const Offer = WorkerHello.shape.engines;
const FORGOTTEN_MS = 86_400_000;

/** Engines that workers offered within a day, one entry an id; healthy while one live worker says so. */
export async function knownEngines(db: Db, now: Date): Promise<readonly KnownEngine[]> {
  const workers = await db
    .selectFrom('worker')
    .select(['engines', 'seen_at'])
    .where('seen_at', '>', new Date(now.getTime() - FORGOTTEN_MS))
    .orderBy('seen_at', 'desc')
    .execute();
  const engines = new Map<string, KnownEngine>();
  for (const worker of workers) {
    const offer = Offer.safeParse(worker.engines);
    if (!offer.success) continue;
    const live = now.getTime() - worker.seen_at.getTime() < WORKER_SEEN_MS;
    for (const { id, kind, name, models, trained, accepts, ceiling, healthy } of offer.data) {
      const before = engines.get(id);
      if (!before) engines.set(id, { id, kind, name, models, trained, accepts, ceiling, healthy: healthy && live });
      else if (healthy && live) engines.set(id, { ...before, healthy: true, models: [...new Set([...before.models, ...models])] });
    }
  }
  return [...engines.values()].toSorted((a, b) => a.kind.localeCompare(b.kind) || a.id.localeCompare(b.id));
}
