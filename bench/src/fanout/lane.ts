import { setTimeout as delay } from 'node:timers/promises';
import type { Id } from '@oto/schema/base/id';
import type { Child } from '../collab/child.ts';
import { sharedNow } from '../collab/clock.ts';
import { quantile, sum } from '../collab/histogram.ts';
import type { Writer } from '../collab/writer.ts';
import type { Expect, Report, Settle } from './receiver.ts';

/** One server with its writers and its watchers, who sit in other processes. */
export type Lane = {
  readonly name: string;
  readonly server: Child;
  readonly writers: readonly Writer[];
  readonly receivers: readonly Child[];
};
/** When an edit is due, milliseconds from the start. */
export type Schedule = readonly number[];
export type Measure = {
  readonly updatesPerCpuSecond: number;
  /** CPU of the server for one edit, with all its deliveries. */
  readonly cpuUsPerEdit: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly lost: number;
  readonly twice: number;
  readonly updatesPerFrame: number;
};

/** Time in which a server without watchers is done with the last edit. */
const LAST_MS = 50;
let edits = 0;

/** Of so many notes one that only this writer moves: of two who move one note at once, one's edit is void. */
function own(writer: number, writers: number, edit: number, notes: number): number {
  return writer + writers * (edit % Math.floor(notes / writers));
}

/** Sends the edits of a schedule, turn by turn from each writer, and measures the server while they arrive. */
export async function measure(lane: Lane, notes: readonly Id[], schedule: Schedule): Promise<Measure> {
  const first = edits + 1;
  edits += schedule.length;
  for (const receiver of lane.receivers) {
    const expecting = receiver.next('expecting');
    receiver.send({ expect: { lane: lane.name, first, edits: schedule.length } } satisfies Expect);
    await expecting;
  }
  const before = await lane.server.usage();
  const sentAt = new Float64Array(schedule.length);
  const start = sharedNow();
  for (const [index, due] of schedule.entries()) {
    const wait = start + due - sharedNow();
    if (wait > 1) await delay(wait);
    const turn = index % lane.writers.length;
    const writer = lane.writers[turn];
    const note = notes[own(turn, lane.writers.length, first + index, notes.length)];
    if (!writer || note === undefined) throw new RangeError('a lane needs writers and notes');
    sentAt[index] = writer.move(note, first + index);
  }
  await delay(LAST_MS);
  const reports = await Promise.all(
    lane.receivers.map((receiver) => {
      const report = receiver.next<Report>('report');
      receiver.send({ settle: { sentAt } } satisfies Settle);
      return report;
    }),
  );
  const after = await lane.server.usage();
  const total = (key: 'received' | 'lost' | 'twice' | 'frames') => reports.reduce((all, report) => all + report[key], 0);
  const latencies = sum(reports.map((report) => report.latencies));
  return {
    cpuUsPerEdit: (after.cpuUs - before.cpuUs) / schedule.length,
    updatesPerCpuSecond: total('received') / ((after.cpuUs - before.cpuUs) / 1e6),
    p50Ms: quantile(latencies, 0.5),
    p99Ms: quantile(latencies, 0.99),
    lost: total('lost'),
    twice: total('twice'),
    updatesPerFrame: total('received') / total('frames'),
  };
}
