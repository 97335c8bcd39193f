import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { MemberClient } from '@oto/ops/http/member-client';
import { untilEngines } from '@oto/ops/http/until-engines';
import type { Benchmark, Figures } from '../figures/report.ts';
import { withWorld } from '../world/made-world.ts';
import { effectOf, WAYS, type Effect } from './effect.ts';
import { load, type Load } from './load.ts';
import { routesOf } from './route.ts';
import { writeTable } from './table.ts';
import { pageBytes, visits } from './visit.ts';

const CONNECTIONS = 50;
/** What is asked most, by visitors and by a member. */
const COMPARED = ['world', 'map_tile', 'cards', 'my_cards', 'page'];
/** Limits would answer before the routes do; a run with them lifted is no production. */
const ENVIRONMENT = { NODE_ENV: 'development', LIMITS_FACTOR: '10000', LOG_LEVEL: 'info', PAYMENTS: 'off' };

/**
 * The api over a made world, one route after the other on 50 connections without a pause: requests a second and the
 * slowest of a hundred. Board reads come twice, the second time counts: a browser's first look warms the caches too.
 * What visitors read is told again by the process for up to five seconds, here as everywhere: most answers of those
 * routes never reach the database. `errors` counts what was not answered with success, over all of them.
 * Then what compression and tags do: a few routes asked in three ways, in turn, and a browser that comes twice. The
 * tables of docs/caching.md are written from it.
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
    for (const route of routes.filter(({ name }) => name !== 'my_cards')) {
      await load(route, { ...at, seconds: 1 });
      const measured = await load(route, { ...at, seconds: quick ? 1 : 8 });
      say(`${route.name.padEnd(10)} ${measured.perSecond} req/s, p99 ${measured.p99} ms, ${measured.errors} errors`);
      figures[`${route.name}_req_per_s`] = measured.perSecond;
      figures[`${route.name}_p99_ms`] = measured.p99;
      errors += measured.errors;
      if (route.board) slowest = Math.max(slowest, measured.p99);
    }
    const effects: Effect[] = [];
    for (const route of routes.filter(({ name }) => COMPARED.includes(name))) {
      const effect = await effectOf(route, { ...at, seconds: quick ? 1 : 4 } satisfies Load, 3);
      effects.push(effect);
      for (const way of WAYS) {
        const { perSecond, p99, bytes, errors: failed } = effect.ways[way];
        say(`${route.name.padEnd(10)} ${way.padEnd(6)} ${perSecond} req/s, p99 ${p99} ms, ${bytes} bytes`);
        figures[`${route.name}_${way}_req_per_s`] = perSecond;
        figures[`${route.name}_${way}_p99_ms`] = p99;
        figures[`${route.name}_${way}_bytes`] = bytes;
        errors += failed;
      }
    }
    const page = await pageBytes(at.origin);
    const { first, second } = await visits(stack.url);
    say(`page ${page.identity} bytes, gzip ${page.gzip}, br ${page.br}; first visit ${first.bytes} bytes, second ${second.bytes}`);
    await writeTable({ notes, connections: CONNECTIONS, quick, effects, page, first, second });
    return {
      ...figures,
      page_bytes_plain: page.identity,
      page_bytes_gzip: page.gzip,
      page_bytes_br: page.br,
      first_visit_bytes: first.bytes,
      first_visit_requests: first.requests,
      second_visit_bytes: second.bytes,
      second_visit_requests: second.requests,
      board_reads_p99_ms: slowest,
      errors,
    } satisfies Figures;
  });

/** Where the api itself listens, as it says in its log. */
async function apiOrigin(logs: string): Promise<string> {
  const log = await readFile(join(logs, 'api.log'), 'utf8');
  // A world that is kept has the logs of earlier runs.
  const port = [...log.matchAll(/"port":(\d+),[^\n]*"msg":"listening"/g)].at(-1)?.[1];
  if (port === undefined) throw new Error('the api does not say where it listens');
  return `http://127.0.0.1:${port}`;
}
