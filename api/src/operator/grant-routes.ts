import { Hono } from 'hono';
import { z } from 'zod';
import { uuidFromId } from '@oto/schema/base/id';
import { GrantRequest, Wallet } from '@oto/schema/contract/ledger';
import type { Deps } from '../deps.ts';
import { ApiError } from '../http/api-error.ts';
import { describe } from '../http/describe.ts';
import { requireOperator, type ApiEnv } from '../http/env.ts';
import { json } from '../http/validate.ts';
import { grant } from '../ledger/grant.ts';
import { tellWallet } from '../ledger/tell-wallet.ts';
import { walletOf } from '../ledger/wallet.ts';
import { tellGranted } from '../webhook/tell-money.ts';
import { audit } from './audit.ts';

const KEY = /^[\x21-\x7e]{8,80}$/;

export function grantRoutes(deps: Deps): Hono<ApiEnv> {
  const routes = new Hono<ApiEnv>();

  routes.post(
    '/api/operator/grant',
    describe('Give promo tokens; the same Idempotency-Key gives once', 'operator', z.object({ wallet: Wallet })),
    json(GrantRequest),
    async (c) => {
      const operator = requireOperator(c);
      const idempotencyKey = c.req.header('idempotency-key') ?? '';
      if (!KEY.test(idempotencyKey)) throw new ApiError('idempotency_key_required');
      const { member, amount, reason, days } = c.req.valid('json');
      const memberUuid = uuidFromId(member);
      const key = `grant:${operator.memberId}:${idempotencyKey}`;
      const wallet = await deps.db.transaction().execute(async (trx) => {
        const known = await trx
          .selectFrom('member')
          .select('id')
          .where('id', '=', memberUuid)
          .where('deleted_at', 'is', null)
          .executeTakeFirst();
        if (!known) throw new ApiError('not_found');
        const before = await trx.selectFrom('ledger.transfer').select('id').where('key', '=', key).executeTakeFirst();
        const order = { key, member: memberUuid, amount, kind: 'grant', note: reason, ...(days === undefined ? {} : { days }) } as const;
        const given = await grant(trx, order, deps.now());
        if (!given.ok) throw new ApiError(given.code === 'key_reused' ? 'key_reused' : 'internal', { detail: given.code });
        if (!before) {
          await audit(trx, operator.memberId, 'grant', member, { amount, reason, days: days ?? null });
          await tellWallet(trx, deps.now(), memberUuid);
          await tellGranted(trx, deps.now(), { key, member: memberUuid, tokens: amount });
        }
        return walletOf(trx, memberUuid);
      });
      return c.json({ wallet });
    },
  );

  return routes;
}
