import { sql } from 'kysely';
import type { z } from 'zod';
import { idFromUuid, newId, uuidFromId, type Id } from '@oto/schema/base/id';
import { WEBHOOK_TYPES, type WebhookCreate, type WebhookEndpoint, type WebhookPatch } from '@oto/schema/contract/webhook';
import type { Db, Deps, Trx } from '../deps.ts';
import { ApiError } from '../http/api-error.ts';
import { audit } from '../operator/audit.ts';
import { webhookUrl } from './address.ts';
import { newWebhookSecret, secretBox } from './secret.ts';

/** After a secret was replaced both sign for so long, so that receivers can change in their own time. */
const BOTH_MS = 24 * 3_600_000;
/** A fact is written once for each. */
const ENDPOINTS_MAX = 50;

type Row = {
  readonly id: string;
  readonly url: string;
  readonly note: string;
  readonly events: readonly string[];
  readonly enabled: boolean;
  readonly off_because: WebhookEndpoint['offBecause'];
  readonly failing_since: Date | null;
  readonly before_until: Date | null;
  readonly created_at: Date;
  readonly waiting: string;
  readonly failed: string;
};

/** Oldest first; `only` (uuid) one of them. */
export async function endpointsOf(db: Db | Trx, now: Date, only: string | null = null): Promise<readonly WebhookEndpoint[]> {
  const { rows } = await sql<Row>`
    select e.*, count(d.id) filter (where d.state = 'waiting') as waiting, count(d.id) filter (where d.state = 'failed') as failed
    from webhook_endpoint e left join webhook_delivery d on d.endpoint_id = e.id
    where e.deleted_at is null and (${only}::uuid is null or e.id = ${only}::uuid) group by e.id order by e.id`.execute(db);
  return rows.map((row) => ({
    id: idFromUuid(row.id),
    url: row.url,
    note: row.note,
    events: WEBHOOK_TYPES.filter((type) => row.events.includes(type)),
    enabled: row.enabled,
    offBecause: row.off_because,
    failingSince: row.failing_since?.toISOString() ?? null,
    secretBeforeUntil: row.before_until !== null && row.before_until > now ? row.before_until.toISOString() : null,
    createdAt: row.created_at.toISOString(),
    waiting: Number(row.waiting),
    failed: Number(row.failed),
  }));
}

/** Throws bad_request for an address that may not be sent to, wrong_state when there are too many. The answer has the secret. */
export async function makeEndpoint(deps: Deps, operator: string, wish: z.output<typeof WebhookCreate>): Promise<WebhookEndpoint> {
  const url = sendable(deps, wish.url);
  const id = newId();
  const uuid = uuidFromId(id);
  const secret = newWebhookSecret();
  return deps.db.transaction().execute(async (trx) => {
    await sql`select pg_advisory_xact_lock(hashtextextended('webhook-endpoints', 0))`.execute(trx);
    if ((await endpointsOf(trx, deps.now())).length >= ENDPOINTS_MAX) throw new ApiError('wrong_state', { detail: 'too many endpoints' });
    await trx
      .insertInto('webhook_endpoint')
      .values({
        id: uuid,
        url,
        note: wish.note,
        events: [...new Set(wish.events)],
        secret: secretBox(deps.config.authSecret).seal(secret, uuid),
        created_at: deps.now(),
      })
      .execute();
    await audit(trx, operator, 'webhook_make', id, { host: new URL(url).host, events: wish.events });
    return { ...(await one(trx, deps, uuid)), secret };
  });
}

/** Throws not_found, or bad_request for an address that may not be sent to. Switched on, it is given what waits. */
export async function changeEndpoint(deps: Deps, operator: string, id: Id, patch: z.output<typeof WebhookPatch>): Promise<WebhookEndpoint> {
  const uuid = uuidFromId(id);
  const url = patch.url === undefined ? undefined : sendable(deps, patch.url);
  return deps.db.transaction().execute(async (trx) => {
    await hold(trx, uuid);
    await trx
      .updateTable('webhook_endpoint')
      .set({
        ...(url === undefined ? {} : { url }),
        ...(patch.note === undefined ? {} : { note: patch.note }),
        ...(patch.events === undefined ? {} : { events: [...new Set(patch.events)] }),
        ...(patch.enabled === true ? { off_because: null, failing_since: null, failures: 0 } : {}),
        ...(patch.enabled === false ? { off_because: 'operator' as const } : {}),
        ...(patch.enabled === undefined ? {} : { enabled: patch.enabled }),
      })
      .where('id', '=', uuid)
      .execute();
    await audit(trx, operator, 'webhook_change', id, {
      ...patch,
      ...(url === undefined ? {} : { url: undefined, host: new URL(url).host }),
    });
    await sql`select pg_notify('webhook', '')`.execute(trx);
    return one(trx, deps, uuid);
  });
}

/** A new secret; the one before signs too for a day. The answer has the new one. Throws not_found. */
export async function rotateSecret(deps: Deps, operator: string, id: Id): Promise<WebhookEndpoint> {
  const uuid = uuidFromId(id);
  const secret = newWebhookSecret();
  return deps.db.transaction().execute(async (trx) => {
    await hold(trx, uuid);
    await trx
      .updateTable('webhook_endpoint')
      .set((eb) => ({
        secret_before: eb.ref('secret'),
        before_until: new Date(deps.now().getTime() + BOTH_MS),
        secret: secretBox(deps.config.authSecret).seal(secret, uuid),
      }))
      .where('id', '=', uuid)
      .execute();
    await audit(trx, operator, 'webhook_rotate', id, {});
    return { ...(await one(trx, deps, uuid)), secret };
  });
}

/** Its secrets are wiped and what waits for it is given up; its deliveries stay in the log until they are old. Throws not_found. */
export async function removeEndpoint(deps: Deps, operator: string, id: Id): Promise<void> {
  const uuid = uuidFromId(id);
  await deps.db.transaction().execute(async (trx) => {
    await hold(trx, uuid);
    await trx
      .updateTable('webhook_endpoint')
      .set({ enabled: false, off_because: 'operator', deleted_at: deps.now(), secret: null, secret_before: null, before_until: null })
      .where('id', '=', uuid)
      .execute();
    await trx
      .updateTable('webhook_delivery')
      .set({ state: 'failed', lease_until: null, error: 'endpoint_removed' })
      .where('endpoint_id', '=', uuid)
      .where('state', '=', 'waiting')
      .execute();
    await audit(trx, operator, 'webhook_remove', id, {});
  });
}

function sendable({ config }: Pick<Deps, 'config'>, text: string): string {
  const url = webhookUrl(text, config.webhookAllowHosts);
  if (url === null) throw new ApiError('bad_request', { fields: [{ path: 'url', message: 'https, and an address of the open internet' }] });
  return url;
}

async function hold(trx: Trx, uuid: string): Promise<void> {
  const row = await trx
    .selectFrom('webhook_endpoint')
    .select('id')
    .where('id', '=', uuid)
    .where('deleted_at', 'is', null)
    .forNoKeyUpdate()
    .executeTakeFirst();
  if (!row) throw new ApiError('not_found');
}

async function one(trx: Trx, deps: Deps, uuid: string): Promise<WebhookEndpoint> {
  const [found] = await endpointsOf(trx, deps.now(), uuid);
  if (!found) throw new ApiError('not_found');
  return found;
}
