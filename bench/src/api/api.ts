import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { MemberClient } from '@oto/ops/http/member-client';
import { untilEngines } from '@oto/ops/http/until-engines';
import type { Benchmark, Figures } from '../figures/report.ts';
import { withWorld } from '../world/made-world.ts';
import { load } from './load.ts';
import { routesOf } from './route.ts';

const CONNECTIONS = 50;
/** Limits would answer before the routes do; a run with them lifted is no production. */
const ENVIRONMENT = { NODE_ENV: 'development', LIMITS_FACTOR: '10000', LOG_LEVEL: 'info', PAYMENTS: 'off' };

/**
 * The api over a made world, one route after the other on 50 connections without a pause: requests a second and the
 * slowest of a hundred. Board reads come twice, the second time counts: a browser's first look warms the caches too.
 * What visitors read is told again by the process for up to five seconds, here as everywhere: most answers of those
 * routes never reach the database. `errors` counts what was not answered with success, over all of them.
 */
export const benchApi: Benchmark = ({ quick, say }) =>
  withWorld({ notes: quick ? 20_000 : 200_000, folder: process.env.OTO_WORLD, say, env: ENVIRONMENT }, async ({ stack, notes, plots }) => {
    await untilEngines(stack.url, ['text']);
    const member = new MemberClient(stack.url);
    await member.enter({ name: 'Lectrice', email: 'reader@bench.oto.example', password: stack.secrets.seedPassword });
    const agent = await member.createAgent({ kind: 'text', name: 'Plume', fee: 3 });
    const routes = await routesOf(stack.databaseUrl, plots, agent.id);
    const at = {
      origin: await apiOrigin(stack.logs),
      publicUrl: new URL(stack.url).origin,
      cookie: member.cookie,
      connections: CONNECTIONS,
    };
    say(`${notes} notes; ${routes.length} routes at ${at.origin}, ${CONNECTIONS} connections`);
    const figures: Record<string, number> = { connections: CONNECTIONS, notes };
    let errors = 0;
    let slowest = 0;
    for (const route of routes) {
      await load(route, { ...at, seconds: 1 });
      const measured = await load(route, { ...at, seconds: quick ? 1 : 8 });
      say(`${route.name.padEnd(10)} ${measured.perSecond} req/s, p99 ${measured.p99} ms, ${measured.errors} errors`);
      figures[`${route.name}_req_per_s`] = measured.perSecond;
      figures[`${route.name}_p99_ms`] = measured.p99;
      errors += measured.errors;
      if (route.board) slowest = Math.max(slowest, measured.p99);
    }
    return { ...figures, board_reads_p99_ms: slowest, errors } satisfies Figures;
  });

/** Where the api itself listens, as it says in its log. */
async function apiOrigin(logs: string): Promise<string> {
  const log = await readFile(join(logs, 'api.log'), 'utf8');
  // A world that is kept has the logs of earlier runs.
  const port = [...log.matchAll(/"port":(\d+),[^\n]*"msg":"listening"/g)].at(-1)?.[1];
  if (port === undefined) throw new Error('the api does not say where it listens');
  return `http://127.0.0.1:${port}`;
}
