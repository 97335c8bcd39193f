import { sql } from 'kysely';
import type { Deps } from '../deps.ts';
import { liveEngines } from '../worker/live-engines.ts';

/** How things stand in the database, over all replicas. Counts of rows, ages in seconds. */
export type State = {
  readonly waiting: readonly { readonly what: string; readonly count: number }[];
  /** Of the oldest of each; 0 where there is none. */
  readonly oldest: readonly { readonly what: string; readonly seconds: number }[];
  readonly engines: readonly { readonly id: string; readonly healthy: boolean }[];
  readonly people: { readonly members: number; readonly streams: number; readonly lookingMembers: number };
};

type Row = { readonly what: string; readonly count: string; readonly seconds: number | null };
type Count = { readonly members: string; readonly streams: string; readonly looking: string };

/** What waits, each on an index of its own or in a small table. Throws when the database cannot be asked. */
export async function readState({ db, now }: Pick<Deps, 'db' | 'now'>): Promise<State> {
  const at = now();
  const age = (column: string) => sql`extract(epoch from ${at}::timestamptz - min(${sql.raw(column)}))::float8 as seconds`;
  const { rows } = await sql<Row>`
    select 'job_queued' as what, count(*), ${age('queued_at')} from job where state = 'queued'
    union all select 'job_running', count(*), ${age('started_at')} from job where state = 'running'
    union all select 'fact', count(*), ${age('created_at')} from outbox where delivered_at is null
    union all select 'mail', count(*), ${age('created_at')} from mail where sent_at is null and due_at <= ${at}
    union all select 'payment_event', count(*), ${age('received_at')} from stripe_event where handled_at is null
    union all select 'purchase', count(*), ${age('created_at')} from purchase where state = 'pending'
    union all select 'refund', count(*), ${age('created_at')} from refund where state = 'open'
    union all select 'report', count(*), ${age('created_at')} from report where state = 'open'
    union all select 'appeal', count(*), ${age('created_at')} from appeal where state = 'open'
    union all select 'statement_appeal', count(*), ${age('appealed_at')} from statement_of_reasons where appeal_state = 'open'`.execute(db);
  const counted = await sql<Count>`
    select (select count(*) from member where deleted_at is null) as members,
      (select count(*) from open_stream where until > ${at}) as streams,
      (select count(distinct member_id) from open_stream where until > ${at}) as looking`.execute(db);
  const engines = await liveEngines(db, at);
  const people = counted.rows[0];
  return {
    waiting: rows.map(({ what, count }) => ({ what, count: Number(count) })),
    oldest: rows.map(({ what, seconds }) => ({ what, seconds: Math.max(0, seconds ?? 0) })),
    engines: [...engines.values()].map(({ id, healthy }) => ({ id, healthy })),
    people: {
      members: Number(people?.members ?? 0),
      streams: Number(people?.streams ?? 0),
      lookingMembers: Number(people?.looking ?? 0),
    },
  };
}
