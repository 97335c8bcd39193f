import { Hono } from 'hono';
import { sql } from 'kysely';
import type { z } from 'zod';
import { idFromUuid, newId, uuidFromId } from '@oto/schema/base/id';
import { Deploy, Deploys } from '@oto/schema/contract/deploy';
import type { Deps, Trx } from '../deps.ts';
import { describe } from '../http/describe.ts';
import { requireOperator, type ApiEnv } from '../http/env.ts';
import { audit } from '../operator/audit.ts';

const SHOWN = 50;

/** What was asked of the host, by whom, and what came of it; and asking. */
export function deployRoutes({ db, config, now }: Deps): Hono<ApiEnv> {
  const { branch, github, token } = config.deploy;
  return new Hono<ApiEnv>()
    .get('/api/operator/deploys', describe('Deploys, newest first', 'operator', Deploys), async (c) => {
      requireOperator(c);
      const rows = await rowsOf(db).orderBy('deploy_request.id', 'desc').limit(SHOWN).execute();
      c.header('Cache-Control', 'no-store');
      return c.json({ branch, github: github !== null, host: token !== null, deploys: rows.map(deployOf) });
    })
    .post('/api/operator/deploys', describe('Ask the host for the newest of the branch', 'operator', Deploy), async (c) => {
      const operator = requireOperator(c);
      const deploy = await db.transaction().execute(async (trx) => {
        await sql`select pg_advisory_xact_lock(hashtextextended('deploy', 0))`.execute(trx);
        const waiting = await rowsOf(trx).where('state', '=', 'asked').orderBy('deploy_request.id', 'desc').limit(1).executeTakeFirst();
        if (waiting) return deployOf(waiting);
        const id = newId();
        await trx
          .insertInto('deploy_request')
          .values({ id: uuidFromId(id), asked_by: operator.memberId, asked_at: now() })
          .execute();
        await audit(trx, operator.memberId, 'deploy_ask', id, { branch });
        return deployOf(await rowsOf(trx).where('deploy_request.id', '=', uuidFromId(id)).executeTakeFirstOrThrow());
      });
      return c.json(deploy);
    });
}

function rowsOf(db: Deps['db'] | Trx) {
  return db
    .selectFrom('deploy_request')
    .leftJoin('member', 'member.id', 'deploy_request.asked_by')
    .selectAll('deploy_request')
    .select(['member.name', 'member.handle']);
}

type Row = Awaited<ReturnType<ReturnType<typeof rowsOf>['execute']>>[number];

function deployOf(row: Row): z.input<typeof Deploy> {
  return {
    id: idFromUuid(row.id),
    state: row.state,
    by:
      row.asked_by === null
        ? { type: 'github', login: row.pusher ?? '' }
        : { type: 'operator', name: row.name ?? '', handle: row.handle ?? '' },
    commit: row.commit,
    title: row.title,
    askedAt: row.asked_at.toISOString(),
    startedAt: row.started_at?.toISOString() ?? null,
    finishedAt: row.finished_at?.toISOString() ?? null,
    deployed: row.deployed,
    log: row.log,
  };
}
