import { sharedNow } from '../collab/clock.ts';
import { PING, PONG, stackingOrders } from '../collab/frame.ts';
import { newHistogram, note, type Histogram } from '../collab/histogram.ts';
import { openBareSocket } from './bare-socket.ts';

/** A process full of watchers. They only listen, and count every numbered edit on each socket. */
export type Open = {
  readonly open: { readonly lane: string; readonly url: string; readonly hello: readonly Uint8Array[]; readonly count: number };
};
/** Edits numbered from `first`, so many, are about to come on one lane. */
export type Expect = { readonly expect: { readonly lane: string; readonly first: number; readonly edits: number } };
/** When each edit was sent, on the shared clock. Asks for the report. */
export type Settle = { readonly settle: { readonly sentAt: Float64Array } };
export type Report = {
  readonly received: number;
  readonly lost: number;
  readonly twice: number;
  readonly frames: number;
  readonly latencies: Histogram;
};

const AT_ONCE = 25;
/** What has not come by then is lost. */
const SETTLE_MS = 20_000;

type Lane = { size: number };
type Count = { lane: string; first: number; edits: number; arrivedAt: Float64Array; received: number; twice: number; frames: number };

const lanes = new Map<string, Lane>();
let count: Count = { lane: '', first: 0, edits: 0, arrivedAt: new Float64Array(), received: 0, twice: 0, frames: 0 };

function hear(lane: string, index: number, frame: Buffer): void {
  if (lane !== count.lane) return;
  const now = sharedNow();
  count.frames++;
  for (const order of stackingOrders(frame)) {
    const edit = order - count.first;
    if (edit < 0 || edit >= count.edits) continue;
    const at = index * count.edits + edit;
    if (count.arrivedAt[at] !== 0) count.twice++;
    else {
      count.arrivedAt[at] = now;
      count.received++;
    }
  }
}

async function open({ lane, url, hello, count: wanted }: Open['open']): Promise<void> {
  const group: Lane = { size: 0 };
  lanes.set(lane, group);
  const one = async () => {
    const index = group.size++;
    const greeted = Promise.withResolvers<void>();
    let answers = 0;
    const socket = await openBareSocket(
      url,
      (frame) => {
        if (++answers === hello.length) greeted.resolve();
        if (frame.length === 1 && frame[0] === PING) socket.send(PONG);
        else hear(lane, index, frame);
      },
      (reason) => {
        greeted.reject(new Error(reason));
        process.stderr.write(`${lane}: ${reason}\n`);
      },
    );
    for (const frame of hello) socket.send(frame);
    if (hello.length === 0) greeted.resolve();
    await greeted.promise;
  };
  while (group.size < wanted) await Promise.all(Array.from({ length: Math.min(AT_ONCE, wanted - group.size) }, one));
}

async function settle({ sentAt }: Settle['settle']): Promise<Report> {
  const sockets = lanes.get(count.lane)?.size ?? 0;
  const until = sharedNow() + SETTLE_MS;
  while (count.received < sockets * count.edits && sharedNow() < until) await new Promise((resolve) => setTimeout(resolve, 20));
  const latencies = newHistogram();
  for (let at = 0; at < count.arrivedAt.length; at++) {
    const arrived = count.arrivedAt[at] ?? 0;
    if (arrived !== 0) note(latencies, arrived - (sentAt[at % count.edits] ?? Number.NaN));
  }
  const { received, twice, frames } = count;
  const report = { received, twice, frames, lost: sockets * count.edits - received, latencies };
  count = { ...count, lane: '' };
  return report;
}

process.on('message', (message: Partial<Open & Expect & Settle>) => {
  if (message.open) {
    open(message.open).then(
      () => process.send?.({ opened: true }),
      (error: unknown) => process.send?.({ opened: false, reason: String(error) }),
    );
  }
  if (message.expect) {
    const { lane, first, edits } = message.expect;
    const sockets = lanes.get(lane)?.size ?? 0;
    count = { lane, first, edits, arrivedAt: new Float64Array(sockets * edits), received: 0, twice: 0, frames: 0 };
    process.send?.({ expecting: true });
  }
  if (message.settle) void settle(message.settle).then((report) => process.send?.({ report }));
});
