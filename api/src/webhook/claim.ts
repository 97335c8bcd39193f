import { sql } from 'kysely';
import type { Deps } from '../deps.ts';

/** Sent at once to one endpoint, by all replicas together. */
export const AT_ONCE = 4;
/** Whoever takes one has this long; after it another replica may. Longer than an answer may take. */
const LEASE_MS = 60_000;

export type Claimed = {
  readonly id: string;
  readonly tries: number;
  readonly lease: Date;
  readonly event: string;
  readonly body: string;
  readonly endpoint: string;
  readonly url: string;
  readonly secret: Buffer | null;
  readonly secret_before: Buffer | null;
  readonly before_until: Date | null;
};

/** `free`: how many more may be sent to it now. */
const ENDPOINTS = (at: Date) => sql`
  select e.id, ${AT_ONCE} - (select count(*) from webhook_delivery b
    where b.endpoint_id = e.id and b.state = 'waiting' and b.lease_until > ${at}) as free
  from webhook_endpoint e where e.enabled`;

/** Takes what is due, `room` at most, the longest due first; no endpoint gets more than AT_ONCE. */
export async function claimDue({ db, now }: Pick<Deps, 'db' | 'now'>, room: number): Promise<readonly Claimed[]> {
  if (room <= 0) return [];
  const at = now();
  const lease = new Date(at.getTime() + LEASE_MS);
  return db.transaction().execute(async (trx) => {
    // One after the other, so that two replicas do not both fill the same endpoint.
    await sql`select pg_advisory_xact_lock(hashtextextended('webhook-claim', 0))`.execute(trx);
    const { rows } = await sql<Omit<Claimed, 'lease'>>`
      with endpoints as (${ENDPOINTS(at)}),
      due as (
        select d.id from endpoints cross join lateral (
          select id, due_at from webhook_delivery
          where endpoint_id = endpoints.id and state = 'waiting' and due_at <= ${at} and (lease_until is null or lease_until <= ${at})
          order by due_at limit greatest(endpoints.free, 0)) d
        order by d.due_at limit ${room})
      update webhook_delivery d set tries = d.tries + 1, lease_until = ${lease}, tried_at = ${at}
      from webhook_event v, webhook_endpoint e
      where d.id in (select id from due) and v.id = d.event_id and e.id = d.endpoint_id
      returning d.id, d.tries, v.id as event, v.body, e.id as endpoint, e.url, e.secret, e.secret_before, e.before_until`.execute(trx);
    return rows.map((row) => ({ ...row, lease }));
  });
}

/** Milliseconds until one may be taken; null when nothing waits. At an endpoint that is full: until a lease runs out. */
export async function untilClaim({ db, now }: Pick<Deps, 'db' | 'now'>): Promise<number | null> {
  const at = now();
  const { rows } = await sql<{ due: Date | null }>`
    with endpoints as (${ENDPOINTS(at)})
    select min(case when endpoints.free > 0 then greatest(d.due_at, d.lease_until) when d.lease_until > ${at} then d.lease_until end) as due
    from endpoints join webhook_delivery d on d.endpoint_id = endpoints.id and d.state = 'waiting'`.execute(db);
  const due = rows[0]?.due ?? null;
  return due === null ? null : Math.max(0, due.getTime() - at.getTime());
}
