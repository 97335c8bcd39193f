import { Hono } from 'hono';
import { z } from 'zod';
import { idFromUuid, newId, uuidFromId } from '@oto/schema/base/id';
import { IdText } from '@oto/schema/contract/common';
import { API_SCOPES, ApiKey, ApiKeyCreate } from '@oto/schema/contract/identity';
import type { Deps } from '../deps.ts';
import { ApiError } from '../http/api-error.ts';
import { describe } from '../http/describe.ts';
import { requireSession, type ApiEnv } from '../http/env.ts';
import { json, param } from '../http/validate.ts';
import { auditOwn } from '../operator/audit.ts';
import { newApiKey } from './api-key.ts';
import { requireConfirmed } from './require-confirmed.ts';

/** Keys that one member may hold at a time. */
const KEYS_MAX = 20;

/** A key never makes, lists or revokes keys: all of this needs a session. */
export function keyRoutes(deps: Deps): Hono<ApiEnv> {
  const { db } = deps;
  const routes = new Hono<ApiEnv>();

  routes.post('/api/keys', describe('Make an API key; its secret is shown once', 'keys', ApiKey, 201), json(ApiKeyCreate), async (c) => {
    const caller = await requireConfirmed(c, deps);
    const { name, scopes } = c.req.valid('json');
    const { secret, prefix, sha256 } = newApiKey();
    const id = newId();
    const created = await db.transaction().execute(async (trx) => {
      const member = await trx
        .selectFrom('member')
        .select('id')
        .where('id', '=', caller.memberId)
        .where('deleted_at', 'is', null)
        .forNoKeyUpdate()
        .executeTakeFirst();
      if (!member) throw new ApiError('not_signed_in');
      const { held } = await trx
        .selectFrom('api_key')
        .select((eb) => eb.fn.countAll<string>().as('held'))
        .where('member_id', '=', caller.memberId)
        .where('revoked_at', 'is', null)
        .executeTakeFirstOrThrow();
      if (Number(held) >= KEYS_MAX) throw new ApiError('wrong_state', { detail: `${held} keys` });
      await auditOwn(trx, caller.memberId, 'key_made', id, { scopes }, c.get('ip'));
      return trx
        .insertInto('api_key')
        .values({ id: uuidFromId(id), member_id: caller.memberId, name, prefix, sha256, scopes: [...new Set(scopes)] })
        .returningAll()
        .executeTakeFirstOrThrow();
    });
    c.header('Cache-Control', 'no-store');
    return c.json({ ...apiKeyOf(created), secret }, 201);
  });

  routes.get('/api/keys', describe('My API keys', 'keys', z.object({ keys: z.array(ApiKey) })), async (c) => {
    const caller = requireSession(c);
    const rows = await db
      .selectFrom('api_key')
      .selectAll()
      .where('member_id', '=', caller.memberId)
      .where('revoked_at', 'is', null)
      .orderBy('id', 'desc')
      .execute();
    return c.json({ keys: rows.map(apiKeyOf) });
  });

  routes.delete('/api/keys/:id', describe('Revoke an API key, at once', 'keys'), param(z.object({ id: IdText })), async (c) => {
    const caller = requireSession(c);
    const { id } = c.req.valid('param');
    await db.transaction().execute(async (trx) => {
      const revoked = await trx
        .updateTable('api_key')
        .set({ revoked_at: deps.now() })
        .where('id', '=', uuidFromId(id))
        .where('member_id', '=', caller.memberId)
        .where('revoked_at', 'is', null)
        .executeTakeFirst();
      if (revoked.numUpdatedRows === 0n) throw new ApiError('not_found');
      await auditOwn(trx, caller.memberId, 'key_revoked', id, {}, c.get('ip'));
    });
    return c.body(null, 204);
  });

  return routes;
}

type Row = {
  readonly id: string;
  readonly name: string;
  readonly prefix: string;
  readonly scopes: readonly string[];
  readonly created_at: Date;
  readonly last_used_at: Date | null;
};

function apiKeyOf(row: Row): z.input<typeof ApiKey> {
  return {
    id: idFromUuid(row.id),
    name: row.name,
    prefix: row.prefix,
    scopes: API_SCOPES.filter((scope) => row.scopes.includes(scope)),
    createdAt: row.created_at.toISOString(),
    lastUsedAt: row.last_used_at?.toISOString() ?? null,
  };
}
