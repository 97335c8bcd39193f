import { sql } from 'kysely';
import type { ServerEvent } from '@oto/schema/contract/event';
import type { Trx } from '../deps.ts';

/** Payload on channel `event`: a row to read, or a whole ephemeral event. */
export type EventNotice = { readonly m: string } | { readonly m: string; readonly e: ServerEvent };

/**
 * Stores an event of one member (uuid) and tells their open streams when the transaction commits.
 * A lock per member makes ids commit in order, so that resuming after an id misses nothing: call it
 * late in the transaction, and for several members in ascending order of their ids.
 */
export async function recordEvent(trx: Trx, memberId: string, event: ServerEvent): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`event:${memberId}`}, 0))`.execute(trx);
  await trx
    .insertInto('event')
    .values({ member_id: memberId, body: JSON.stringify(event) })
    .execute();
  const notice: EventNotice = { m: memberId };
  await sql`select pg_notify('event', ${JSON.stringify(notice)})`.execute(trx);
}
