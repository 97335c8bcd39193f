import { Hono } from 'hono';
import type { Config } from '../config.ts';
import { describe } from '../http/describe.ts';
import type { ApiEnv } from '../http/env.ts';

const LICENCE = 'https://www.gnu.org/licenses/agpl-3.0.html';

/** GET /source: leads to the source of what runs here, which our licence owes to whoever uses it; to the licence while no address is known. */
export function sourceRoute({ config }: { readonly config: Pick<Config, 'sourceUrl'> }): Hono<ApiEnv> {
  return new Hono<ApiEnv>().get('/source', describe('The source of what runs here', 'site'), (c) => {
    c.header('Cache-Control', 'no-cache');
    return c.redirect(config.sourceUrl ?? LICENCE);
  });
}
