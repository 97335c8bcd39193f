import { Hono } from 'hono';
import { uuidFromId, newId } from '@oto/schema/base/id';
import type { Deps } from '../deps.ts';
import { ApiError } from '../http/api-error.ts';
import { describe } from '../http/describe.ts';
import type { ApiEnv } from '../http/env.ts';
import { isSigned, pushOf } from './push.ts';

/** As GitHub writes them. */
const DELIVERY = /^[0-9a-f-]{8,64}$/i;

/**
 * POST /api/github/webhook. The bytes are judged as they came. What is not signed with our secret is refused; what is
 * signed and asks for nothing here is taken and forgotten, in the same words as a push: nobody learns what is looked
 * for. Only a request is written down; nothing is run.
 */
export function githubRoutes({ db, config, log, now }: Deps): Hono<ApiEnv> {
  return new Hono<ApiEnv>().post(
    '/api/github/webhook',
    describe('Pushes to the branch that is deployed, signed by GitHub; for GitHub alone', 'operations'),
    async (c) => {
      const { github, branch } = config.deploy;
      if (!github) throw new ApiError('not_found');
      const bytes = new Uint8Array(await c.req.arrayBuffer());
      if (!isSigned(bytes, c.req.header('x-hub-signature-256'), github.secret)) throw new ApiError('bad_signature');
      const delivery = c.req.header('x-github-delivery') ?? '';
      const push = c.req.header('x-github-event') === 'push' ? pushOf(bytes, { repository: github.repository, branch }) : null;
      if (push && DELIVERY.test(delivery)) {
        const { insertId } = await writeDown(db, delivery.toLowerCase(), push, now());
        if (insertId !== null) log.info({ deploy: insertId, commit: push.commit }, 'a deploy was asked for by a push');
      }
      return c.body(null, 202);
    },
  );
}

/** Once a delivery. `insertId`: null when it had come before. */
async function writeDown(
  db: Deps['db'],
  delivery: string,
  { commit, title, pusher }: NonNullable<ReturnType<typeof pushOf>>,
  at: Date,
): Promise<{ readonly insertId: string | null }> {
  const row = await db
    .insertInto('deploy_request')
    .values({ id: uuidFromId(newId()), delivery, pusher, commit, title, asked_at: at })
    .onConflict((conflict) => conflict.column('delivery').doNothing())
    .returning('id')
    .executeTakeFirst();
  return { insertId: row?.id ?? null };
}
