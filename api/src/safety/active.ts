import { createMiddleware } from 'hono/factory';
import type { Deps } from '../deps.ts';
import type { ApiEnv } from '../http/env.ts';
import { requireActive } from './suspended.ts';

/** What a suspended member may still send: what is their right (leave, take their data along, appeal, report, block), and what undoes or reads. */
const ALLOWED: readonly RegExp[] = [
  /^POST \/api\/(statements\/[^/]+\/appeal|appeals|reports|pass|quotes|verify)$/,
  /^(PUT|DELETE) \/api\/members\/[^/]+\/block$/,
  /^POST \/api\/me\/(delete|export|confirm|password|terms)$/,
  /^DELETE \/api\/(sessions|passkeys|keys|creations|inputs|jar)(\/[^/]+)?$/,
  /^DELETE \/api\/(notes\/[^/]+\/(like|vote)|comments\/[^/]+|members\/[^/]+\/follow|plots\/[^/]+\/[^/]+\/guests\/[^/]+)$/,
  /^[A-Z]+ \/api\/(auth|passkeys|notifications)(\/.*)?$/,
  /^POST \/api\/(jobs\/[^/]+\/cancel|purchases\/[^/]+\/(recheck|withdraw)|billing)$/,
];

/** Refuses what a suspended member may not do, before anything is looked up. Routes ask once more within their transaction. */
export function activeOnly({ db }: Deps) {
  return createMiddleware<ApiEnv>(async (c, next) => {
    const caller = c.get('caller');
    const { method, path } = c.req;
    if (caller && method !== 'GET' && method !== 'HEAD' && !ALLOWED.some((allowed) => allowed.test(`${method} ${path}`))) {
      await requireActive(db, caller.memberId);
    }
    await next();
  });
}
