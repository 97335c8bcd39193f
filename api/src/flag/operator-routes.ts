import { Hono } from 'hono';
import { sql } from 'kysely';
import type { z } from 'zod';
import { idFromUuid } from '@oto/schema/base/id';
import { FlagChange, FlagViews } from '@oto/schema/contract/flag';
import type { Db, Deps } from '../deps.ts';
import { ApiError } from '../http/api-error.ts';
import { describe } from '../http/describe.ts';
import { requireOperator, type ApiEnv } from '../http/env.ts';
import { json } from '../http/validate.ts';
import { audit } from '../operator/audit.ts';
import { flagRules } from './read-flags.ts';

/** What is shown to whom. Every replica is told of a change, and tells its open pages. */
export function flagRoutes(deps: Deps): Hono<ApiEnv> {
  const { db, now } = deps;
  const routes = new Hono<ApiEnv>();

  routes.get('/api/operator/flags', describe('What is shown to whom', 'operator', FlagViews), async (c) => {
    requireOperator(c);
    return c.json(await viewsOf(db));
  });

  routes.put(
    '/api/operator/flags',
    describe('Show something to others than before', 'operator', FlagViews),
    json(FlagChange),
    async (c) => {
      const operator = requireOperator(c);
      const { name, state, share, members: handles } = c.req.valid('json');
      await db.transaction().execute(async (trx) => {
        const people =
          handles.length === 0
            ? []
            : await trx
                .selectFrom('member')
                .select(['id', 'handle'])
                .where('handle', 'in', handles)
                .where('deleted_at', 'is', null)
                .execute();
        const known = new Set(people.map(({ handle }) => handle));
        const stranger = handles.find((handle) => !known.has(handle));
        if (stranger !== undefined) throw new ApiError('bad_request', { fields: [{ path: 'members', message: stranger }] });
        const row = { state, share, members: people.map(({ id }) => id), changed_by: operator.memberId, changed_at: now() };
        await trx
          .insertInto('feature_flag')
          .values({ name, ...row })
          .onConflict((conflict) => conflict.column('name').doUpdateSet(row))
          .execute();
        await audit(trx, operator.memberId, 'flag', name, { state, share, members: people.length });
        await sql`select pg_notify('flag', ${name})`.execute(trx);
      });
      return c.json(await viewsOf(db));
    },
  );

  return routes;
}

async function viewsOf(db: Db): Promise<z.input<typeof FlagViews>> {
  const rules = await flagRules(db);
  const named = [...rules.values()].flatMap(({ members }) => members);
  const people =
    named.length === 0
      ? []
      : await db.selectFrom('member').select(['id', 'name', 'handle']).where('id', 'in', named).where('deleted_at', 'is', null).execute();
  const personOf = new Map(people.map(({ id, name, handle }) => [id, { id: idFromUuid(id), name, handle }]));
  return {
    flags: [...rules].map(([name, { state, share, members, changedAt }]) => ({
      name,
      state,
      share,
      members: members.flatMap((uuid) => personOf.get(uuid) ?? []),
      changedAt: changedAt?.toISOString() ?? null,
    })),
  };
}
