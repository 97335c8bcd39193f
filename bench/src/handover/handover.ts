import { setTimeout as delay } from 'node:timers/promises';
import { seededRandom } from '@oto/schema/base/seeded-random';
import type { Benchmark, Figures } from '../figures/report.ts';
import { until } from '../kill/cast.ts';
import { Load } from '../kill/load.ts';
import { Archive, countDivergences, countLost, countMisplaced, countWrongMirrors } from '../kill/verify.ts';
import type { Writer } from '../kill/writer.ts';
import { audit } from './audit.ts';
import { castOf, onePerPlot, tileKey, type Cast } from './cast.ts';
import type { Replica } from './replica.ts';
import { withStage, type Stage } from './stage.ts';

const WRITERS = 8;
/** SIGSTOP: the process stands still until its tiles have gone, then wakes up and believes that it holds them. */
const WAYS = ['SIGKILL', 'SIGTERM', 'SIGKILL', 'SIGSTOP'] as const;
const QUICK: readonly Way[] = ['SIGKILL', 'SIGTERM', 'SIGSTOP'];
const KILLS = 24;
const WITHIN_MS = 60_000;
/** What a woken sleeper may still try before its tiles are asked back. */
const AWAKE_MS = 1_000;

type Way = (typeof WAYS)[number];
type Moment = { readonly since: number; readonly waiting: Set<Writer> };

/**
 * Two replicas behind the product's own proxy, and people who write all the time. One of the two is killed,
 * stopped or frozen, in turn; its tiles go to the other, and come back when it does and somebody new arrives.
 * Then everything that was acknowledged is looked for, in PostgreSQL alone, and who committed it when.
 */
export const drillHandover: Benchmark = ({ quick, say }) =>
  withStage(say, async (stage) => {
    let acked = 0;
    let moment: Moment | null = null;
    const cast = await castOf(
      stage,
      (writer, edit) => {
        acked++;
        if (moment && edit.madeAt > moment.since) moment.waiting.delete(writer);
      },
      WRITERS,
    );
    const everyone = new Set(cast.writers);
    const load = new Load(cast.writers);
    /** Milliseconds until every writer has been acknowledged something that they did after now. */
    const untilServed = async (what: string) => {
      const now: Moment = { since: Date.now(), waiting: new Set(cast.writers) };
      moment = now;
      return async () => {
        await until(what, async () => now.waiting.size === 0, WITHIN_MS);
        return Date.now() - now.since;
      };
    };
    try {
      const homes = await holders(stage);
      say(`tiles: ${[...homes].map(([tile, holder]) => `${tile} at ${holder}`).join(', ')}`);
      const random = seededRandom(5);
      const ways = quick ? QUICK : Array.from({ length: KILLS }, (_, n) => WAYS[Math.floor(n / 2) % WAYS.length] ?? 'SIGKILL');
      const ms = { SIGKILL: [] as number[], SIGTERM: [] as number[], SIGSTOP: [] as number[], home: [] as number[] };
      for (const [index, way] of ways.entries()) {
        await delay(1_000 + random() * 1_500);
        const victim = victimOf(stage, homes, index);
        const served = await untilServed(`every writer to be acknowledged after ${way}`);
        victim.signal(way);
        ms[way].push(await served());
        await revive(victim, way);
        ms.home.push(await bringHome(stage, cast, homes, everyone, untilServed));
        say(`${index + 1} ${way} ${victim.name}: served again after ${ms[way].at(-1)} ms, home after ${ms.home.at(-1)} ms; ${acked} acked`);
      }
      load.stop();
      await until('every edit to be acknowledged', async () => cast.writers.every(({ isSettled }) => isSettled), WITHIN_MS);
      await until('the outbox to be empty', () => isOutboxEmpty(stage), WITHIN_MS);
      await until('every writer to hear the last of it', async () => areAlike(cast.writers), WITHIN_MS);
      return { ...(await verify(stage, cast, load, say)), kills: ways.length, ...reconnects(ms) };
    } finally {
      load.stop();
      for (const writer of everyone) writer.leave();
    }
  });

function reconnects(ms: Readonly<Record<Way | 'home', readonly number[]>>): Figures {
  return {
    reconnect_ms_max: Math.max(...ms.SIGKILL, ...ms.SIGTERM),
    reconnect_killed_ms_max: Math.max(...ms.SIGKILL),
    reconnect_stopped_ms_max: Math.max(...ms.SIGTERM),
    reconnect_frozen_ms_max: Math.max(...ms.SIGSTOP),
    home_ms_max: Math.max(...ms.home),
  };
}

async function verify(stage: Stage, { writers, newcomer }: Cast, load: Load, say: (line: string) => void): Promise<Figures> {
  const newcomers = onePerPlot(writers).map(newcomer);
  try {
    await until('newcomers to have read it all', async () => newcomers.every(({ isReady, isSettled }) => isReady && isSettled));
    await until('newcomers to hear the last of it', async () => areAlike([...writers, ...newcomers]), WITHIN_MS);
    const edits = writers.flatMap((writer) => [...writer.log.edits]);
    const troubles = new Map<string, number>();
    for (const writer of writers) for (const [code, count] of writer.troubles) troubles.set(code, (troubles.get(code) ?? 0) + count);
    say(`what clients met: ${[...troubles].map(([code, count]) => `${code} ${count}`).join(', ')}`);
    const archive = new Archive(stage.pool);
    const found = await audit(stage.pool, edits);
    return {
      replicas: stage.replicas.length,
      acked: edits.filter(({ ackedAt }) => ackedAt !== null).length,
      acked_lost: (await countLost(edits, archive, say)) + found.unknownAcks,
      split_brain_acks: found.splitBrainAcks,
      stale_commits: found.staleCommits,
      acked_without_struct: found.unattributedAcks,
      acked_by_one: found.acksBy.get('one') ?? 0,
      acked_by_two: found.acksBy.get('two') ?? 0,
      never_acked: edits.filter(({ ackedAt }) => ackedAt === null).length,
      refused: writers.reduce((total, writer) => total + writer.refused, 0),
      diverged: await countDivergences([...writers, ...newcomers], archive, say),
      misplaced: await countMisplaced(writers, load, archive, say),
      mirrors_wrong: await countWrongMirrors(writers, archive, say),
      epochs_of_leases: found.holdings,
    };
  } finally {
    for (const writer of newcomers) writer.leave();
  }
}

/** In turn, but only one that has something to lose. */
function victimOf(stage: Stage, homes: ReadonlyMap<string, string>, index: number): Replica {
  const busy = stage.replicas.filter(({ name }) => [...homes.values()].includes(name));
  const victim = busy[index % busy.length];
  if (!victim) throw new Error('nobody holds a tile');
  return victim;
}

async function revive(victim: Replica, way: Way): Promise<void> {
  if (way === 'SIGSTOP') {
    victim.signal('SIGCONT');
    await delay(AWAKE_MS);
    await until(`${victim.name} to be itself again`, () => victim.isHealthy());
    return;
  }
  await victim.gone();
  await victim.start();
}

/**
 * Somebody new comes to every plot, as people do; the proxy leads them to the replica whose tile it is, and
 * that one asks for it. Milliseconds until every tile is there and every writer served again.
 */
async function bringHome(
  stage: Stage,
  { writers, newcomer }: Cast,
  homes: ReadonlyMap<string, string>,
  everyone: Set<Writer>,
  untilServed: (what: string) => Promise<() => Promise<number>>,
): Promise<number> {
  const since = Date.now();
  const isHome = async () => [...(await holders(stage))].every(([tile, holder]) => homes.get(tile) === holder);
  // The proxy finds a replica well by its own check, once a second.
  for (const end = Date.now() + WITHIN_MS; !(await isHome()); await delay(100)) {
    if (Date.now() > end) throw new Error('the tiles did not come home');
    const guests = onePerPlot(writers).map(newcomer);
    for (const guest of guests) everyone.add(guest);
    await until('newcomers to be let in', async () => guests.every(({ isReady }) => isReady), WITHIN_MS);
    for (const guest of guests) {
      guest.leave();
      everyone.delete(guest);
    }
  }
  const served = await untilServed('every writer to be acknowledged at home');
  await served();
  return Date.now() - since;
}

/** Who holds each tile that somebody writes in. */
async function holders(stage: Stage): Promise<ReadonlyMap<string, string>> {
  const { rows } = await stage.pool.query<{ tile: string; holder: string }>(
    'select tile, holder from collab.lease where expires_at > clock_timestamp() order by tile',
  );
  return new Map(rows.map(({ tile, holder }) => [tile, holder]));
}

async function isOutboxEmpty({ pool }: Stage): Promise<boolean> {
  const { rowCount } = await pool.query('select 1 from outbox where delivered_at is null limit 1');
  return rowCount === 0;
}

/** Writers of one plot hold the same clocks, so nothing is on its way to any of them. */
function areAlike(writers: readonly Writer[]): boolean {
  return writers.every((writer) =>
    writers.every(
      (other) => tileKey(other.plot) !== tileKey(writer.plot) || (writer.epoch === other.epoch && writer.clocks === other.clocks),
    ),
  );
}
