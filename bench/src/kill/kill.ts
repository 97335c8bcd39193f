import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { seededRandom } from '@oto/schema/base/seeded-random';
import { plotKey } from '@oto/schema/geometry/lattice';
import type { Stack } from '@oto/ops/local/stack';
import { untilEngines } from '@oto/ops/http/until-engines';
import type { Benchmark, Figures } from '../figures/report.ts';
import { withStack } from '../figures/stack.ts';
import { castOf, until } from './cast.ts';
import { Generations } from './generations.ts';
import { Load } from './load.ts';
import { Archive, countDivergences, countGenerated, countLost, countMisplaced, countWrongMirrors } from './verify.ts';
import { countSteps } from './steps.ts';
import type { Writer } from './writer.ts';

/** The process to kill at the `kill`-th time (from 1), undefined while there is none. */
export type Victim = (stack: Stack, kill: number) => number | undefined;

/** Each replica of a service in turn, in a run that has several (OTO_API_REPLICAS, OTO_COLLAB_REPLICAS, OTO_WORKERS). */
export function inTurn(of: keyof Stack['replicas']): Victim {
  return ({ replicas }, kill) => replicas[of][(kill - 1) % replicas[of].length]?.pid();
}

const WRITERS = 6;
const LANES = 2;
/** The supervisor starts what has lived this long again at once. */
const STEADY_MS = 10_000;
const RECOVERED_WITHIN_MS = 60_000;
const SETTLED_WITHIN_MS = 60_000;
/** Slow enough that a text is in flight most of the time. */
const TEXT_PACE_MS = { edits: '4', jobs: '12' } as const;

/** What the victim serves: it is back when edits are acknowledged again, or when a text asked for at the kill is done. */
export type Serves = keyof typeof TEXT_PACE_MS;

type Moment = { readonly killedAt: number; first: number | null; readonly waiting: Set<Writer> };

/**
 * The whole product under load; one of its processes is killed again and again with SIGKILL, and comes
 * back by the product's own means. Then everything that was acknowledged is looked for, in Postgres
 * alone and in what every client holds.
 */
export function killDrill(victim: Victim, serves: Serves): Benchmark {
  return ({ quick, say }) =>
    withStack(
      say,
      async (stack) => {
        await untilEngines(stack.url, ['text']);
        const pool = new pg.Pool({ connectionString: stack.databaseUrl, max: 3 });
        pool.on('error', () => undefined);
        try {
          await verifyDurable(pool);
          return await drill(stack, pool, { victim, serves, quick, say });
        } finally {
          await pool.end();
        }
      },
      { LIMITS_FACTOR: '10000', WELCOME_TOKENS: '1000000', OTO_TEXT_PACE_MS: TEXT_PACE_MS[serves] },
    );
}

type Plan = { readonly victim: Victim; readonly serves: Serves; readonly quick: boolean; readonly say: (line: string) => void };

async function drill(stack: Stack, pool: pg.Pool, { victim, serves, quick, say }: Plan): Promise<Figures> {
  const kills = quick ? 2 : 20;
  let acked = 0;
  let moment: Moment | null = null;
  const { writers, newcomer, author, other } = await castOf(
    stack,
    pool,
    (writer, edit) => {
      acked++;
      if (!moment || edit.madeAt <= moment.killedAt) return;
      moment.first ??= Date.now();
      moment.waiting.delete(writer);
    },
    WRITERS,
  );
  const closing = [...writers];
  const load = new Load(writers);
  const generations = new Generations(author.client, author.agent, LANES);
  const asker = new Generations(other.client, other.agent, 0);
  let inFlight = 0;
  const random = seededRandom(5);
  const recoveredMs: number[] = [];
  const everyoneMs: number[] = [];
  try {
    for (let kill = 1; kill <= kills; kill++) {
      await delay(STEADY_MS + random() * 1_500);
      // On a slow machine the last victim may still be on its way: one at a time is what replicas are for.
      await stack.untilWell();
      if (serves === 'jobs') await until('a job to be in flight', async () => (await countRunning(pool)) > 0);
      const pid = victim(stack, kill);
      if (pid === undefined) throw new Error('there is nothing to kill');
      const now: Moment = { killedAt: Date.now(), first: null, waiting: new Set(writers) };
      moment = now;
      process.kill(pid, 'SIGKILL');
      inFlight += Math.min(1, await countRunning(pool).catch(() => 0));
      const asked = serves === 'jobs' ? asker.make() : null;
      await until('every writer to be acknowledged again', async () => now.waiting.size === 0, RECOVERED_WITHIN_MS);
      everyoneMs.push(Date.now() - now.killedAt);
      await asked;
      recoveredMs.push((asked ? Date.now() : (now.first ?? Number.NaN)) - now.killedAt);
      say(`kill ${kill}: back after ${recoveredMs.at(-1)} ms, everyone acknowledged after ${everyoneMs.at(-1)} ms; ${acked} so far`);
    }
    load.stop();
    await generations.stop();
    await until('every edit to be acknowledged', async () => writers.every((writer) => writer.isSettled), SETTLED_WITHIN_MS);
    await until('the outbox to be empty', async () => isOutboxEmpty(pool), SETTLED_WITHIN_MS);
    await until('every writer to hear the last of it', async () => areAlike(writers), SETTLED_WITHIN_MS).catch((error: unknown) =>
      say(String(error)),
    );

    const newcomers = [...new Map(writers.map((writer) => [plotKey(writer.plot), writer])).values()].map(newcomer);
    const everyone = [...writers, ...newcomers];
    closing.push(...newcomers);
    await until('newcomers to have read it all', async () => newcomers.every(({ isReady, isSettled }) => isReady && isSettled));

    say(`${acked} acknowledged, ${generations.jobs.length} generations; looking for all of it`);
    const archive = new Archive(pool);
    const edits = writers.flatMap((writer) => [...writer.log.edits]);
    const jobs = [...generations.jobs, ...asker.jobs];
    const generated = await countGenerated(pool, jobs, archive, say);
    const steps = await countSteps(pool, jobs, stack, say);
    const { replicas } = stack;
    return {
      apis: replicas.api.length,
      collabs: replicas.collab.length,
      workers: replicas.worker.length,
      kills,
      kills_with_jobs_in_flight: inFlight,
      acked,
      acked_lost: await countLost(edits, archive, say),
      never_acked: edits.filter(({ ackedAt }) => ackedAt === null).length,
      refused: writers.reduce((total, writer) => total + writer.refused, 0),
      diverged: await countDivergences(everyone, archive, say),
      misplaced: await countMisplaced(writers, load, archive, say),
      mirrors_wrong: await countWrongMirrors(writers, archive, say),
      epochs: Math.max(...writers.map(({ epoch }) => epoch)),
      generations: generated.finished,
      chains: steps.chains,
      steps_resumed: steps.resumed,
      steps_run_twice: steps.runTwice,
      notes_missing: generated.missing,
      duplicated_notes: generated.duplicated,
      charged_twice: generated.chargedTwice,
      recovered_ms_max: Math.max(...recoveredMs),
      everyone_recovered_ms_max: Math.max(...everyoneMs),
    };
  } finally {
    load.stop();
    for (const writer of closing) writer.leave();
  }
}

/** A server that promises less than production would make the drill mean less. */
async function verifyDurable(pool: pg.Pool): Promise<void> {
  const { rows } = await pool.query<{ name: string; setting: string }>(
    `select name, setting from pg_settings where name in ('fsync', 'full_page_writes', 'synchronous_commit') and setting <> 'on'`,
  );
  if (rows.length > 0) throw new Error(`PostgreSQL runs with ${rows.map(({ name, setting }) => `${name} ${setting}`).join(', ')}`);
}

async function countRunning(pool: pg.Pool): Promise<number> {
  const { rows } = await pool.query<{ count: number }>(`select count(*)::int as count from job where state = 'running'`);
  return rows[0]?.count ?? 0;
}

async function isOutboxEmpty(pool: pg.Pool): Promise<boolean> {
  const { rowCount } = await pool.query('select 1 from outbox where delivered_at is null limit 1');
  return rowCount === 0;
}

/** Writers of one plot hold the same clocks, so nothing is on its way to any of them. */
function areAlike(writers: readonly Writer[]): boolean {
  return writers.every((writer) =>
    writers.every((other) => other.plot !== writer.plot || (writer.epoch === other.epoch && writer.clocks === other.clocks)),
  );
}
