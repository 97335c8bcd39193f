import { sql } from 'kysely';
import type { z } from 'zod';
import type { WorkerHello } from '@oto/schema/contract/worker';
import type { Deps } from '../deps.ts';
import type { LiveEngine } from './live-engines.ts';

/**
 * Notes that a worker is alive, and what it offers. Claims that wait look again when it offers an engine
 * it did not, and end when it drains.
 */
export async function takeHello(deps: Deps, { worker, engines, draining, instance = '' }: z.output<typeof WorkerHello>): Promise<void> {
  const before = await deps.db
    .selectFrom('worker')
    .select(['engines', 'draining', 'instance', 'born_at'])
    .where('name', '=', worker)
    .executeTakeFirst();
  const now = deps.now();
  const born_at = before?.instance === instance ? before.born_at : now;
  const row = { engines: JSON.stringify(engines), draining, instance, born_at, seen_at: now };
  await deps.db
    .insertInto('worker')
    .values({ name: worker, ...row })
    .onConflict((conflict) => conflict.column('name').doUpdateSet(row))
    .execute();
  const known = new Set(((before?.engines ?? []) as readonly LiveEngine[]).filter(({ healthy }) => healthy).map(({ id }) => id));
  const more = engines.some(({ id, healthy }) => healthy && !known.has(id));
  if (more || draining !== (before?.draining ?? false)) await sql`select pg_notify('job', '')`.execute(deps.db);
}
