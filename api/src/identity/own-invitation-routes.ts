import { Hono } from 'hono';
import { sql } from 'kysely';
import type { z } from 'zod';
import { newId, uuidFromId } from '@oto/schema/base/id';
import { OWN_INVITATIONS, OwnInvitation, OwnInvitations } from '@oto/schema/contract/account';
import type { Db, Deps, Trx } from '../deps.ts';
import { hasFlag } from '../flag/read-flags.ts';
import { ApiError } from '../http/api-error.ts';
import { describe } from '../http/describe.ts';
import { requireSession, type ApiEnv, type Caller } from '../http/env.ts';
import { auditOwn } from '../operator/audit.ts';
import { invitationHash, newInvitationCode } from './invitation.ts';

const DAYS = 30;

/** Codes that a member may give to friends, while the flag lets them: a few, each told once. */
export function ownInvitationRoutes(deps: Deps): Hono<ApiEnv> {
  const { db, now } = deps;
  const routes = new Hono<ApiEnv>();
  const allowed = async (caller: Caller): Promise<Caller> => {
    if (!(await hasFlag(db, 'member_invitations', caller))) throw new ApiError('forbidden');
    return caller;
  };

  routes.get('/api/invitations', describe('How many people I may still invite', 'identity', OwnInvitations), async (c) => {
    const { memberId } = await allowed(requireSession(c));
    c.header('Cache-Control', 'no-store');
    return c.json(await countsOf(db, memberId));
  });

  routes.post('/api/invitations', describe('A code for a friend, told once', 'identity', OwnInvitation, 201), async (c) => {
    const { memberId } = await allowed(requireSession(c));
    const code = newInvitationCode();
    const expires_at = new Date(now().getTime() + DAYS * 86_400_000);
    await db.transaction().execute(async (trx) => {
      // One at a time, so that the count is exact.
      await sql`select pg_advisory_xact_lock(hashtextextended(${`invite:${memberId}`}, 0))`.execute(trx);
      if ((await countsOf(trx, memberId)).left === 0) throw new ApiError('too_many_requests');
      const id = uuidFromId(newId());
      const row = { id, code_sha256: invitationHash(code), created_by: memberId, created_at: now(), expires_at };
      await trx.insertInto('invitation').values(row).execute();
      await auditOwn(trx, memberId, 'own_invite', null, {}, c.get('ip'));
    });
    c.header('Cache-Control', 'no-store');
    return c.json({ code, expiresAt: expires_at.toISOString() } satisfies z.input<typeof OwnInvitation>, 201);
  });

  return routes;
}

/** What an operator makes counts too. */
async function countsOf(db: Db | Trx, memberUuid: string): Promise<z.input<typeof OwnInvitations>> {
  const { made, used } = await db
    .selectFrom('invitation')
    .select((eb) => [eb.fn.countAll<string>().as('made'), eb.fn.count<string>('used_by').as('used')])
    .where('created_by', '=', memberUuid)
    .executeTakeFirstOrThrow();
  return { left: Math.max(0, OWN_INVITATIONS - Number(made)), used: Number(used) };
}
