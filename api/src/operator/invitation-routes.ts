import { Hono } from 'hono';
import { z } from 'zod';
import { idFromUuid, newId, uuidFromId } from '@oto/schema/base/id';
import { Invitation, InvitationRequest } from '@oto/schema/contract/account';
import { IdText } from '@oto/schema/contract/common';
import type { Deps, Trx } from '../deps.ts';
import { ApiError } from '../http/api-error.ts';
import { describe } from '../http/describe.ts';
import { requireOperator, type ApiEnv } from '../http/env.ts';
import { json, param } from '../http/validate.ts';
import { invitationHash, newInvitationCode } from '../identity/invitation.ts';
import { sendLetter, sendsMail } from '../identity/letters.ts';
import { audit } from './audit.ts';

const DAY_MS = 86_400_000;
const SHOWN = 500;
const Invitations = z.object({ invitations: z.array(Invitation) });

/** Codes by which one joins while sign-up is not open: each serves once, and ends. */
export function invitationRoutes(deps: Deps): Hono<ApiEnv> {
  const { db, config, now } = deps;
  const routes = new Hono<ApiEnv>();

  routes.get('/api/operator/invitations', describe('Invitations, newest first', 'operator', Invitations), async (c) => {
    requireOperator(c);
    const rows = await rowsOf(db).orderBy('invitation.id', 'desc').limit(SHOWN).execute();
    return c.json({ invitations: rows.map(invitationOf) });
  });

  routes.post(
    '/api/operator/invitations',
    describe('Invite; the codes are told once', 'operator', Invitations, 201),
    json(InvitationRequest),
    async (c) => {
      const operator = requireOperator(c);
      const { note, email, days, count } = c.req.valid('json');
      if (email !== null && count !== 1) throw new ApiError('bad_request', { fields: [{ path: 'count', message: '1' }] });
      const mailed = email !== null && sendsMail(config);
      const expires_at = new Date(now().getTime() + days * DAY_MS);
      const made = await db.transaction().execute(async (trx) => {
        const codes = new Map<string, string>();
        for (let n = 0; n < count; n++) {
          const [id, code] = [uuidFromId(newId()), newInvitationCode()];
          codes.set(id, code);
          await trx
            .insertInto('invitation')
            .values({
              id,
              code_sha256: invitationHash(code),
              email: email?.toLowerCase() ?? null,
              note,
              created_by: operator.memberId,
              created_at: now(),
              expires_at,
            })
            .execute();
          if (mailed) await sendLetter(trx, config, { email, lang: c.get('lang') }, 'invitation', `/?invitation=${code}`);
        }
        await audit(trx, operator.memberId, 'invite', null, { count, days, forAddress: email !== null });
        const rows = await rowsOf(trx)
          .where('invitation.id', 'in', [...codes.keys()])
          .orderBy('invitation.id', 'desc')
          .execute();
        return rows.map((row) => ({ ...invitationOf(row), ...(mailed ? {} : { code: codes.get(row.id) }) }));
      });
      c.header('Cache-Control', 'no-store');
      return c.json({ invitations: made }, 201);
    },
  );

  routes.delete(
    '/api/operator/invitations/:id',
    describe('Revoke an invitation that was not used', 'operator'),
    param(z.object({ id: IdText })),
    async (c) => {
      const operator = requireOperator(c);
      const { id } = c.req.valid('param');
      await db.transaction().execute(async (trx) => {
        const revoked = await trx
          .updateTable('invitation')
          .set({ revoked_at: now() })
          .where('id', '=', uuidFromId(id))
          .where('used_at', 'is', null)
          .where('revoked_at', 'is', null)
          .returning('id')
          .executeTakeFirst();
        if (!revoked) throw new ApiError('not_found');
        await audit(trx, operator.memberId, 'revoke_invitation', id, {});
      });
      return c.body(null, 204);
    },
  );

  return routes;
}

function rowsOf(db: Deps['db'] | Trx) {
  return db.selectFrom('invitation').leftJoin('member', 'member.id', 'invitation.used_by').selectAll('invitation').select('member.name');
}

type Row = Awaited<ReturnType<ReturnType<typeof rowsOf>['execute']>>[number];

function invitationOf(row: Row): z.input<typeof Invitation> {
  return {
    id: idFromUuid(row.id),
    note: row.note,
    email: row.email,
    createdAt: row.created_at.toISOString(),
    expiresAt: row.expires_at.toISOString(),
    usedAt: row.used_at?.toISOString() ?? null,
    usedBy: row.used_by === null ? null : { id: idFromUuid(row.used_by), name: row.name ?? '' },
    revokedAt: row.revoked_at?.toISOString() ?? null,
  };
}
