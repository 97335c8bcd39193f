import { Hono } from 'hono';
import { sql } from 'kysely';
import { z } from 'zod';
import { idFromUuid, uuidFromId } from '@oto/schema/base/id';
import { IdText } from '@oto/schema/contract/common';
import { DEPLOY_LOG_MAX, DeployClaim, DeployOutcome } from '@oto/schema/contract/deploy';
import { scrubText } from '@oto/schema/log/scrub';
import type { Db, Deps } from '../deps.ts';
import { ApiError } from '../http/api-error.ts';
import { describe } from '../http/describe.ts';
import type { ApiEnv } from '../http/env.ts';
import { param, query } from '../http/validate.ts';
import { tellDeployed } from '../webhook/tell-people.ts';
import { requireHost } from './host.ts';

/** A host that says nothing for so long has forgotten what it was at. */
const FORGOTTEN_MS = 2 * 3_600_000;

/** For the unit on the host, with DEPLOY_TOKEN: it takes what was asked, does it, and says what came of it. */
export function deployHostRoutes({ db, config, log, now }: Deps): Hono<ApiEnv> {
  return new Hono<ApiEnv>()
    .post('/api/deploy/claim', describe('What to bring up now, for the host alone; 204: nothing', 'operations', DeployClaim), async (c) => {
      requireHost(c, config.deploy.token);
      const claimed = await claim(db, now());
      if (!claimed) return c.body(null, 204);
      log.info({ deploy: claimed.id, commit: claimed.commit }, 'a host has taken the deploy');
      return c.json({ id: idFromUuid(claimed.id), commit: claimed.commit });
    })
    .post(
      '/api/deploy/requests/:id',
      describe('What came of it; the body is the end of the log, as plain text', 'operations'),
      param(z.object({ id: IdText })),
      query(DeployOutcome),
      async (c) => {
        requireHost(c, config.deploy.token);
        const { outcome, commit } = c.req.valid('query');
        const uuid = uuidFromId(c.req.valid('param').id);
        const text = (await c.req.text()).split('\n').map(scrubText).join('\n').slice(-DEPLOY_LOG_MAX).toWellFormed();
        const told = await db.transaction().execute(async (trx) => {
          const ended = await trx
            .updateTable('deploy_request')
            .set({ state: outcome, deployed: commit, finished_at: now(), log: text })
            .where('id', '=', uuid)
            .where('state', '=', 'running')
            .returning('id')
            .executeTakeFirst();
          if (ended) await tellDeployed(trx, now(), { id: idFromUuid(uuid), outcome, commit });
          return ended;
        });
        // Told twice, since the first answer was lost: nothing more to say.
        if (!told && !(await hasEnded(db, uuid))) throw new ApiError('not_found');
        if (told) log[outcome === 'done' ? 'info' : 'warn']({ deploy: uuid, outcome, commit }, 'a deploy has ended');
        return c.body(null, 204);
      },
    );
}

/** The newest that was asked, while none runs; older ones are overtaken. */
async function claim(db: Db, at: Date): Promise<{ readonly id: string; readonly commit: string | null } | undefined> {
  return db.transaction().execute(async (trx) => {
    // One claim after the other, whichever replica is asked.
    await sql`select pg_advisory_xact_lock(hashtextextended('deploy', 0))`.execute(trx);
    await trx
      .updateTable('deploy_request')
      .set({ state: 'failed', finished_at: at, log: 'The host has not been heard of since it took this.' })
      .where('state', '=', 'running')
      .where('started_at', '<', new Date(at.getTime() - FORGOTTEN_MS))
      .execute();
    const running = await trx.selectFrom('deploy_request').select('id').where('state', '=', 'running').executeTakeFirst();
    if (running) return undefined;
    const newest = await trx
      .selectFrom('deploy_request')
      .select(['id', 'commit'])
      .where('state', '=', 'asked')
      .orderBy('id', 'desc')
      .limit(1)
      .executeTakeFirst();
    if (!newest) return undefined;
    await trx.updateTable('deploy_request').set({ state: 'running', started_at: at }).where('id', '=', newest.id).execute();
    await trx.updateTable('deploy_request').set({ state: 'overtaken', finished_at: at }).where('state', '=', 'asked').execute();
    return newest;
  });
}

async function hasEnded(db: Db, uuid: string): Promise<boolean> {
  const row = await db.selectFrom('deploy_request').select('state').where('id', '=', uuid).executeTakeFirst();
  return row !== undefined && row.state !== 'asked';
}
