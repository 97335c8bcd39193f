import { setTimeout as delay } from 'node:timers/promises';
import { freePort } from '@oto/ops/network/free-port';
import { withBoard } from '../collab/board.ts';
import { Child } from '../collab/child.ts';
import { hello } from '../collab/frame.ts';
import { needOpenFiles } from '../collab/open-files.ts';
import { Writer } from '../collab/writer.ts';
import type { Benchmark } from '../figures/report.ts';
import { measure, type Lane, type Measure } from './lane.ts';
import type { Open } from './receiver.ts';
import { crowd, even } from './schedule.ts';

const WRITERS = 4;
const RECEIVERS = 2;
/**
 * Before anything is measured, every server handles so many edits of another region, until its code is
 * compiled as it is in service; not so many that this region moves to its next epoch and closes.
 */
const WARM_SECONDS = 10;
const WARM_PER_SECOND = 450;
/** Of the same edits as are measured, after the watchers have joined: memory and compiled code settle. */
const SETTLE_SECONDS = 15;
/** Slower than the server's window: each edit is a frame of its own, sent at once. */
const ALONE_PER_SECOND = 15;
/** What the plainest server still carries on two cores: beyond it, latencies tell of queues alone. */
const CROWD_PER_SECOND = 60;

type Watched = Lane & { readonly cpuUsWithoutWatchers: number; readonly grownBytes: number };
type Round = { readonly raw: Measure; readonly stock: Measure; readonly ours: Measure };

/**
 * Edits of one region to many watchers, through three servers that run side by side: `ws` that sends
 * each message on, Hocuspocus as it comes, and oTo's collab server. All get the same edits from the
 * same writers; one after the other is measured, again and again. An update counts when a watcher has
 * it, by its number, so merged frames lose nothing by merging and gain nothing.
 *
 * CPU is that of the whole server process between the first edit and the last arrival. For oTo this
 * includes what it does once an edit whatever the number of watchers: reading, inspecting, the journal
 * (as PostgreSQL's client), applying. PostgreSQL's own CPU is another process and is not counted: it is
 * per edit too. Latency is from the writer's send to the watcher's receipt and includes oTo's commit.
 *
 * `edit_cpu_us` is that cost of an edit, from the same edits before the watchers come, and
 * `delivery_cpu_vs_raw_ws` the unmerged ratio without it, on both sides: what a delivery alone costs.
 *
 * Unmerged: edits 67 ms apart, beyond the server's window, so that every edit is one frame. Merged:
 * four times as many, at random times. Memory is the growth of the server's resident set, after a forced
 * collection, while the watchers come.
 */
export const benchFanout: Benchmark = ({ quick, say }) => {
  const watchers = quick ? 500 : 1_000;
  needOpenFiles(4 * watchers);
  return withBoard({ members: WRITERS, notes: 100, say }, async (board) => {
    const undo: (() => void | Promise<void>)[] = [];
    try {
      const [rawPort, stockPort] = [await freePort(), await freePort()];
      const raw = new Child(new URL('raw-server.ts', import.meta.url), [String(rawPort)]);
      const stock = new Child(new URL('stock-server.ts', import.meta.url), [String(stockPort)]);
      undo.push(
        () => raw.stop(),
        () => stock.stop(),
      );
      const receivers = Array.from({ length: RECEIVERS }, () => new Child(new URL('receiver.ts', import.meta.url)));
      undo.push(...receivers.map((receiver) => () => receiver.stop()));
      await Promise.all([raw.next('listening'), stock.next('listening')]);

      const seconds = quick ? 1.2 : 5;
      const warmSeconds = quick ? 2 : WARM_SECONDS;
      const settleSeconds = quick ? 1 : SETTLE_SECONDS;
      const rounds = quick ? 3 : 7;
      const lane = async (name: string, server: Child, url: string, passes: readonly (string | null)[]): Promise<Watched> => {
        const writers = await Promise.all(passes.map((pass) => Writer.open(url, board.region, pass)));
        undo.push(() => writers.forEach((writer) => writer.close()));
        await delay(300);
        const practising = await Promise.all(passes.map((pass) => Writer.open(url, board.practice.region, pass)));
        await delay(300);
        await measure({ name, server, writers: practising, receivers: [] }, board.practice.notes, even(warmSeconds, WARM_PER_SECOND));
        for (const writer of practising) writer.close();
        const alone = await measure({ name, server, writers, receivers: [] }, board.notes, even(seconds, ALONE_PER_SECOND));
        const before = await server.usage(true);
        for (const receiver of receivers) {
          const opened = receiver.next<boolean>('opened');
          const greeting = passes[0] === null ? [] : hello(board.region, '');
          receiver.send({ open: { lane: name, url, hello: greeting, count: watchers / RECEIVERS } } satisfies Open);
          if (!(await opened)) throw new Error(`${name}: the watchers could not connect`);
        }
        say(`${name}: ${watchers} watchers`);
        const grownBytes = (await server.usage(true)).rssBytes - before.rssBytes;
        return { grownBytes, name, server, writers, receivers, cpuUsWithoutWatchers: alone.cpuUsPerEdit };
      };
      const nobody = Array.from({ length: WRITERS }, () => null);
      const lanes = {
        raw: await lane('raw', raw, `ws://127.0.0.1:${rawPort}`, nobody),
        stock: await lane(
          'stock',
          stock,
          `ws://127.0.0.1:${stockPort}`,
          Array.from({ length: WRITERS }, () => ''),
        ),
        ours: await lane(
          'ours',
          board.collab,
          board.url,
          board.members.map(({ pass }) => pass),
        ),
      };
      const run = async (schedule: (round: number, seconds: number) => readonly number[], withStock: boolean) => {
        const measured: Round[] = [];
        // The first round, not counted, lets a server settle that a thousand watchers have just joined.
        for (let round = 0; round <= rounds; round++) {
          const due = schedule(round, round === 0 ? settleSeconds : seconds);
          const rawFirst = await measure(lanes.raw, board.notes, due);
          const ours = await measure(lanes.ours, board.notes, due);
          const stockMeasure = withStock ? await measure(lanes.stock, board.notes, due) : rawFirst;
          if (round > 0) measured.push({ raw: rawFirst, ours, stock: stockMeasure });
          say(
            `${round === 0 ? 'warm-up' : `round ${round}`}: raw ${line(rawFirst)}; ours ${line(ours)}${withStock ? `; stock ${line(stockMeasure)}` : ''}`,
          );
        }
        return measured;
      };
      say(`unmerged, ${ALONE_PER_SECOND} edits a second`);
      const alone = await run((_, length) => even(length, ALONE_PER_SECOND), true);
      say(`merged, ${CROWD_PER_SECOND} edits a second at random`);
      const merged = await run((round, length) => crowd(length, CROWD_PER_SECOND, round + 1), false);
      const all = [...alone, ...merged];
      return {
        watchers,
        updates_per_cpu_vs_raw_ws: middle(alone, ({ ours, raw: base }) => ours.updatesPerCpuSecond / base.updatesPerCpuSecond),
        updates_per_cpu_vs_stock_hocuspocus: middle(alone, ({ ours, stock: base }) => ours.updatesPerCpuSecond / base.updatesPerCpuSecond),
        p99_vs_raw_ws: middle(alone, ({ ours, raw: base }) => ours.p99Ms / base.p99Ms),
        merged_updates_per_cpu_vs_raw_ws: middle(merged, ({ ours, raw: base }) => ours.updatesPerCpuSecond / base.updatesPerCpuSecond),
        merged_p99_minus_raw_ms: middle(merged, ({ ours, raw: base }) => ours.p99Ms - base.p99Ms),
        rss_kb_per_connection: round2(lanes.ours.grownBytes / watchers / 1024),
        delivery_cpu_vs_raw_ws: middle(
          alone,
          ({ ours, raw: base }) =>
            (base.cpuUsPerEdit - lanes.raw.cpuUsWithoutWatchers) / (ours.cpuUsPerEdit - lanes.ours.cpuUsWithoutWatchers),
        ),
        edit_cpu_us: Math.round(lanes.ours.cpuUsWithoutWatchers),
        lost: all.reduce((lost, { ours }) => lost + ours.lost, 0),
        p99_ms: middle(alone, ({ ours }) => ours.p99Ms),
        p99_raw_ms: middle(alone, ({ raw: base }) => base.p99Ms),
        merged_p99_ms: middle(merged, ({ ours }) => ours.p99Ms),
        updates_per_frame: middle(alone, ({ ours }) => ours.updatesPerFrame),
        merged_updates_per_frame: middle(merged, ({ ours }) => ours.updatesPerFrame),
      };
    } finally {
      for (const step of undo.toReversed()) await step();
    }
  });
};

function middle(rounds: readonly Round[], of: (round: Round) => number): number {
  const sorted = rounds.map(of).toSorted((a, b) => a - b);
  return round2(sorted[Math.floor(sorted.length / 2)] ?? Number.NaN);
}

function round2(value: number): number {
  return Math.round(value * 100) / 100;
}

function line({ updatesPerCpuSecond, p50Ms, p99Ms, lost, updatesPerFrame }: Measure): string {
  return `${Math.round(updatesPerCpuSecond / 1000)}k/cpu s, ${p50Ms.toFixed(1)}/${p99Ms.toFixed(1)} ms, ${updatesPerFrame.toFixed(2)} a frame${lost > 0 ? `, LOST ${lost}` : ''}`;
}
