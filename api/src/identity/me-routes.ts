import { Hono } from 'hono';
import { z } from 'zod';
import { idFromUuid } from '@oto/schema/base/id';
import { Me, Member, MePatch } from '@oto/schema/contract/identity';
import type { Db, Deps } from '../deps.ts';
import { pageFlags } from '../flag/read-flags.ts';
import { ApiError } from '../http/api-error.ts';
import { describe } from '../http/describe.ts';
import { callerOf, requireSession, type ApiEnv, type Caller } from '../http/env.ts';
import { json, param } from '../http/validate.ts';
import { requireFit } from '../moderation/judge.ts';
import { requireActive } from '../safety/suspended.ts';
import { accountStateOf } from './account-state.ts';
import { confirmedUntil } from './require-confirmed.ts';
import { walletOf } from '../ledger/wallet.ts';

const HandleParam = z.object({ handle: z.string().regex(/^[a-z0-9][a-z0-9-]{1,29}$/) });

export function meRoutes(deps: Deps): Hono<ApiEnv> {
  const { db } = deps;
  const routes = new Hono<ApiEnv>();

  routes.get('/api/me', describe('The signed-in member', 'identity', Me), async (c) => {
    const caller = callerOf(c);
    c.header('Cache-Control', 'no-store');
    return c.json(await readMe(db, caller));
  });

  routes.patch('/api/me', describe('Change my name, language or words about myself', 'identity', Me), json(MePatch), async (c) => {
    const caller = requireSession(c);
    const { name, lang, bio } = c.req.valid('json');
    await requireFit(deps, { member: caller.memberId, lang: c.get('lang'), words: { bio } });
    if (name !== undefined || lang !== undefined || bio !== undefined) {
      await db.transaction().execute(async (trx) => {
        if (bio !== undefined) await requireActive(trx, caller.memberId);
        const changed = await trx
          .updateTable('member')
          .set({
            ...(name === undefined ? {} : { name }),
            ...(lang === undefined ? {} : { lang }),
            ...(bio === undefined ? {} : { bio }),
          })
          .where('id', '=', caller.memberId)
          .where('deleted_at', 'is', null)
          .executeTakeFirst();
        // Who has left meanwhile keeps no name.
        if (changed.numUpdatedRows === 0n) throw new ApiError('not_signed_in');
        if (name !== undefined)
          await trx.updateTable('user').set({ name, updatedAt: deps.now() }).where('id', '=', caller.memberId).execute();
      });
    }
    return c.json(await readMe(db, caller));
  });

  routes.get('/api/members/:handle', describe('A member’s public page', 'identity', Member), param(HandleParam), async (c) => {
    const { handle } = c.req.valid('param');
    const member = await db
      .selectFrom('member')
      .select(['id', 'name', 'handle', 'created_at'])
      .where('handle', '=', handle)
      .where('deleted_at', 'is', null)
      .where('hidden_at', 'is', null)
      .executeTakeFirst();
    if (!member) throw new ApiError('not_found');
    const plots = await plotsOf(db, member.id);
    return c.json({
      id: idFromUuid(member.id),
      name: member.name,
      handle: member.handle,
      plots: plots.map(({ x, y }) => ({ x, y })),
      joinedAt: member.created_at.toISOString(),
      notes: plots.reduce((sum, plot) => sum + plot.notes, 0),
    } satisfies z.input<typeof Member>);
  });

  return routes;
}

async function readMe(db: Db, { memberId, sessionId, role }: Caller): Promise<z.input<typeof Me>> {
  const member = await db
    .selectFrom('member')
    .innerJoin('user', 'user.id', 'member.id')
    .select(['member.id', 'member.name', 'member.handle', 'member.role', 'member.lang', 'user.email'])
    .where('member.id', '=', memberId)
    .executeTakeFirst();
  if (!member) throw new ApiError('not_signed_in');
  const [plots, wallet, account, flags] = await Promise.all([
    plotsOf(db, memberId),
    walletOf(db, memberId),
    confirmedUntil(db, sessionId).then((until) => accountStateOf(db, memberId, until)),
    pageFlags(db, { memberId, role }),
  ]);
  return { ...member, id: idFromUuid(member.id), plots: plots.map(({ x, y }) => ({ x, y })), wallet, account, flags };
}

function plotsOf(db: Db, memberId: string) {
  return db.selectFrom('plot').select(['x', 'y', 'notes']).where('owner_id', '=', memberId).orderBy('ordinal').execute();
}
