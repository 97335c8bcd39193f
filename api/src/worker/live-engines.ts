import type { z } from 'zod';
import type { WorkerHello } from '@oto/schema/contract/worker';
import type { Db, Trx } from '../deps.ts';

export type LiveEngine = z.infer<typeof WorkerHello>['engines'][number];

/** A worker says hello every 10 s; after three missed ones its engines are gone. */
export const WORKER_SEEN_MS = 30_000;

/** Engines of the workers seen lately, one entry an id; a healthy one hides an unhealthy twin. */
export async function liveEngines(db: Db | Trx, now: Date): Promise<ReadonlyMap<string, LiveEngine>> {
  const rows = await db
    .selectFrom('worker')
    .select('engines')
    .where('seen_at', '>', new Date(now.getTime() - WORKER_SEEN_MS))
    .execute();
  const engines = new Map<string, LiveEngine>();
  for (const engine of rows.flatMap((row) => row.engines as readonly LiveEngine[])) {
    const known = engines.get(engine.id);
    if (!known || (engine.healthy && !known.healthy)) engines.set(engine.id, engine);
  }
  return engines;
}
