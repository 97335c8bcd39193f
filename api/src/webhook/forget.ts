import { sql } from 'kysely';
import type { WebhookType } from '@oto/schema/contract/webhook';
import { idFromUuid } from '@oto/schema/base/id';
import type { Trx } from '../deps.ts';

/** Those that hold a name; payments hold a number alone. */
const NAMING: readonly WebhookType[] = ['creation.published', 'agent.published', 'member.joined'];

/** Deletes what names a person (uuid), whether it was sent or still waits. */
export async function forgetWebhooks(trx: Trx, member: string): Promise<void> {
  const named = sql`select id from webhook_event
    where type = any(${NAMING}::text[]) and position(${`"${idFromUuid(member)}"`} in body) > 0`;
  await sql`delete from webhook_delivery where event_id in (${named})`.execute(trx);
  await sql`delete from webhook_event where id in (${named})`.execute(trx);
}
