import { sql } from 'kysely';
import type { z } from 'zod';
import { idFromUuid, newId, uuidFromId, type Id } from '@oto/schema/base/id';
import {
  DELIVERY_PAGE,
  WEBHOOK_TEST,
  WEBHOOK_VERSION,
  type DeliveryQuery,
  type ReplayRequest,
  type WebhookDelivery,
} from '@oto/schema/contract/webhook';
import type { Db, Deps, Trx } from '../deps.ts';
import { ApiError } from '../http/api-error.ts';
import { audit } from '../operator/audit.ts';
import { messageOf } from './start-webhooks.ts';

/** Newest first. */
export async function deliveriesOf(db: Db | Trx, filter: z.output<typeof DeliveryQuery> & { readonly id?: string }) {
  let query = db
    .selectFrom('webhook_delivery as d')
    .innerJoin('webhook_event as v', 'v.id', 'd.event_id')
    .innerJoin('webhook_endpoint as e', 'e.id', 'd.endpoint_id')
    .selectAll('d')
    .select(['v.type', 'v.body', 'e.url'])
    .orderBy('d.id', 'desc')
    .limit(DELIVERY_PAGE);
  if (filter.endpoint !== undefined) query = query.where('d.endpoint_id', '=', uuidFromId(filter.endpoint));
  if (filter.state !== undefined) query = query.where('d.state', '=', filter.state);
  if (filter.type !== undefined) query = query.where('v.type', '=', filter.type);
  if (filter.before !== undefined) query = query.where('d.id', '<', filter.before);
  if (filter.id !== undefined) query = query.where('d.id', '=', filter.id);
  return (await query.execute()).map((row): WebhookDelivery => ({
    id: row.id,
    endpoint: idFromUuid(row.endpoint_id),
    url: row.url,
    message: messageOf(row.event_id),
    type: row.type as WebhookDelivery['type'],
    state: row.state,
    tries: row.tries,
    createdAt: row.created_at.toISOString(),
    triedAt: row.tried_at?.toISOString() ?? null,
    nextAt: row.state === 'waiting' ? row.due_at.toISOString() : null,
    status: row.status,
    answer: row.answer,
    error: row.error,
    body: row.body,
  }));
}

/**
 * Sends one again, whatever became of it, under the same id and with all its tries. Throws not_found, also where its
 * endpoint was removed, and wrong_state while it is being sent.
 */
export async function replayOne(deps: Deps, operator: string, id: string): Promise<WebhookDelivery> {
  return deps.db.transaction().execute(async (trx) => {
    const [known] = await deliveriesOf(trx, { id });
    if (!known || !(await isThere(trx, known.endpoint))) throw new ApiError('not_found');
    const { rows } = await sql`
      update webhook_delivery set state = 'waiting', tries = 0, due_at = ${deps.now()}, lease_until = null
      where id = ${id} and (lease_until is null or lease_until <= ${deps.now()}) returning id`.execute(trx);
    if (rows.length === 0) throw new ApiError('wrong_state', { detail: 'under way' });
    await audit(trx, operator, 'webhook_replay', known.endpoint, { message: known.message });
    return again(trx, id);
  });
}

/** Sends again whatever was given up and came about since then; how many. */
export async function replayFailed(deps: Deps, operator: string, wish: z.output<typeof ReplayRequest>): Promise<number> {
  const endpoint = wish.endpoint === undefined ? null : uuidFromId(wish.endpoint);
  return deps.db.transaction().execute(async (trx) => {
    const { rows } = await sql`
      update webhook_delivery d set state = 'waiting', tries = 0, due_at = ${deps.now()}, lease_until = null
      from webhook_endpoint e where e.id = d.endpoint_id and e.deleted_at is null
        and d.state = 'failed' and d.created_at >= ${wish.since} and (${endpoint}::uuid is null or e.id = ${endpoint}::uuid)
      returning d.id`.execute(trx);
    await audit(trx, operator, 'webhook_replay', wish.endpoint ?? null, { since: wish.since, replayed: rows.length });
    if (rows.length > 0) await sql`select pg_notify('webhook', '')`.execute(trx);
    return rows.length;
  });
}

/** Sends the endpoint a test. Throws not_found, or wrong_state while it is off. */
export async function sendTest(deps: Deps, operator: string, endpoint: Id): Promise<WebhookDelivery> {
  return deps.db.transaction().execute(async (trx) => {
    const there = await isThere(trx, endpoint);
    if (!there) throw new ApiError('not_found');
    if (!there.enabled) throw new ApiError('wrong_state', { detail: 'switched off' });
    const event = newId();
    const at = deps.now();
    const body = JSON.stringify({ type: WEBHOOK_TEST, version: WEBHOOK_VERSION, timestamp: at.toISOString(), data: { endpoint } });
    await trx
      .insertInto('webhook_event')
      .values({ id: uuidFromId(event), type: WEBHOOK_TEST, key: `${WEBHOOK_TEST}:${event}`, body, created_at: at })
      .execute();
    const { id } = await trx
      .insertInto('webhook_delivery')
      .values({ endpoint_id: uuidFromId(endpoint), event_id: uuidFromId(event), due_at: at, created_at: at })
      .returning('id')
      .executeTakeFirstOrThrow();
    await audit(trx, operator, 'webhook_test', endpoint, {});
    return again(trx, id);
  });
}

async function isThere(trx: Trx, endpoint: Id): Promise<{ readonly enabled: boolean } | null> {
  const row = await trx
    .selectFrom('webhook_endpoint')
    .select('enabled')
    .where('id', '=', uuidFromId(endpoint))
    .where('deleted_at', 'is', null)
    .executeTakeFirst();
  return row ?? null;
}

async function again(trx: Trx, id: string): Promise<WebhookDelivery> {
  await sql`select pg_notify('webhook', '')`.execute(trx);
  const [told] = await deliveriesOf(trx, { id });
  if (!told) throw new ApiError('not_found');
  return told;
}
