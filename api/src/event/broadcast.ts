import { sql } from 'kysely';
import type { ServerEvent } from '@oto/schema/contract/event';
import type { Db, Trx } from '../deps.ts';
import type { EventNotice } from './record.ts';

/** PostgreSQL refuses a payload of 8000 bytes or more. */
const PAYLOAD_MAX = 7900;

/** Sends an event to the member's open streams and stores nothing: for progress. A progress text that does not fit is left out. */
export async function broadcast(db: Db | Trx, memberId: string, event: ServerEvent): Promise<void> {
  await sql`select pg_notify('event', ${payloadOf(memberId, event)})`.execute(db);
}

/** Throws RangeError when the event cannot fit even without its text. */
export function payloadOf(memberId: string, event: ServerEvent): string {
  const whole = JSON.stringify({ m: memberId, e: event } satisfies EventNotice);
  if (Buffer.byteLength(whole) <= PAYLOAD_MAX) return whole;
  if (event.type === 'progress' && event.text !== undefined) {
    const { text: _left, ...rest } = event;
    return payloadOf(memberId, rest);
  }
  throw new RangeError(`an event of type ${event.type} is too large to broadcast`);
}
