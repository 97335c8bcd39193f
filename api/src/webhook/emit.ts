import { sql } from 'kysely';
import { newId, uuidFromId } from '@oto/schema/base/id';
import { WEBHOOK_DATA, WEBHOOK_VERSION, type WebhookData, type WebhookType } from '@oto/schema/contract/webhook';
import type { Trx } from '../deps.ts';

export type WebhookFact<T extends WebhookType> = {
  readonly type: T;
  /** Of the fact, for ever: told under the same key again, nothing more is sent. */
  readonly key: string;
  /** Asked for only where somebody listens. Null: nothing to tell after all. */
  readonly data: () => WebhookData<T> | null | Promise<WebhookData<T> | null>;
};

/**
 * Writes a fact down for every endpoint that listens to it, in the transaction that makes it one: a row an endpoint.
 * It leaves when that commits.
 */
export async function emitWebhook<T extends WebhookType>(trx: Trx, at: Date, { type, key, data }: WebhookFact<T>): Promise<void> {
  const { rows } = await sql<{ heard: boolean }>`
    select exists (select from webhook_endpoint where enabled and ${type} = any(events)) as heard`.execute(trx);
  if (rows[0]?.heard !== true) return;
  const facts = await data();
  if (facts === null) return;
  const body = JSON.stringify({ type, version: WEBHOOK_VERSION, timestamp: at.toISOString(), data: WEBHOOK_DATA[type].parse(facts) });
  await sql`
    with fresh as (
      insert into webhook_event (id, type, key, body, created_at)
      values (${uuidFromId(newId())}::uuid, ${type}, ${`${type}:${key}`}, ${body}, ${at})
      on conflict (key) do nothing returning id)
    insert into webhook_delivery (endpoint_id, event_id, due_at, created_at)
    select e.id, fresh.id, ${at}, ${at} from fresh, webhook_endpoint e where e.enabled and ${type} = any(e.events)
    order by e.id`.execute(trx);
  await sql`select pg_notify('webhook', '')`.execute(trx);
}
