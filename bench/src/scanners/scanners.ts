import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Benchmark } from '../figures/report.ts';
import { withStack } from '../figures/stack.ts';
import { prepare } from '../bad-input/target.ts';
import { ffuf } from './ffuf.ts';
import { routesOf } from './route.ts';
import { slowhttptest } from './slow.ts';
import { sqlmap } from './sqlmap.ts';

/** Limits of rate are lifted, so that "too many" does not hide the code behind. */
const ENVIRONMENT = { LIMITS_FACTOR: '10000' };
/** Answers of 200 beside the described routes: what a browser or a machine may ask for without being told. */
const OPEN = ['/healthz', '/openapi.json', '/docs', '/robots.txt', '/.well-known/jwks.json', '/mailbox', '/index.html', '/collab/healthz'];

/**
 * Other people's attackers against the whole running product: sqlmap on every parameter of every route, ffuf on
 * addresses and values, slowhttptest in its four ways. They are Debian's packages of these names.
 */
export const drillScanners: Benchmark = async ({ quick, say }) => {
  const folder = await mkdtemp(join(tmpdir(), 'oto-scan-'));
  try {
    return await withStack(
      say,
      async (stack) => {
        const target = await prepare(stack, say);
        const { url } = stack;
        const { cookie } = target.attacker;
        const routes = (await routesOf(url)).filter(({ path }) => !path.includes('sign-out'));
        const known = new Set([...OPEN, ...routes.map(({ path }) => path)]);
        const slow = await slowhttptest(url, { file: `/media/${target.openCreation}/main`, folder, say });
        const paths = await ffuf(url, routes, { cookie, folder, known, say });
        const tried = quick ? routes.filter((_, index) => index % 8 === 0) : routes;
        const sql = await sqlmap(url, tried, { cookie, folder: join(folder, 'sqlmap'), level: quick ? 1 : 2, say });
        await target.pool.end();
        return {
          routes: routes.length,
          sqlmap_targets: sql.targets,
          sqlmap_requests: sql.requests,
          sqlmap_findings: sql.findings.length,
          sqlmap_cut: sql.cut,
          ffuf_requests: paths.requests,
          ffuf_findings: paths.findings.length,
          slow_unavailable_s: slow.unavailable,
          slow_connections_left: slow.left,
          slow_others_p99_ms: Math.round(slow.probeP99),
        };
      },
      ENVIRONMENT,
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};
