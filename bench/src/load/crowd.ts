import { hello, PING, PONG } from '../collab/frame.ts';
import { openBareSocket } from '../fanout/bare-socket.ts';

/** A process full of watchers, who keep what they have and hear what comes. */
export type Grow = { readonly grow: { readonly url: string; readonly region: string; readonly count: number } };
export type Tell = { readonly tell: true };
/** `ends`: why sockets closed or never opened, by how many. Frames and bytes since the last time. */
export type Crowd = { readonly held: number; readonly frames: number; readonly ends: Readonly<Record<string, number>> };

const AT_ONCE = 25;
/** What is not open by then is not held. */
const OPEN_WITHIN_MS = 20_000;

let held = 0;
let frames = 0;
const ends: Record<string, number> = {};

function ended(reason: string): void {
  const plain = reason.replaceAll(/[\d.]+:\d+/g, '…');
  ends[plain] = (ends[plain] ?? 0) + 1;
}

async function one(url: string, region: string, greetings: readonly Uint8Array[]): Promise<void> {
  let isIn = false;
  try {
    const socket = await openBareSocket(
      url,
      (frame) => {
        frames++;
        if (frame.length === 1 && frame[0] === PING) socket.send(PONG);
      },
      (reason) => {
        if (isIn) held--;
        isIn = false;
        ended(reason);
      },
    );
    for (const frame of greetings) socket.send(frame);
    isIn = true;
    held++;
  } catch (error) {
    ended(error instanceof Error ? error.message : `${region}: ${String(error)}`);
  }
}

async function grow({ url, region, count }: Grow['grow']): Promise<void> {
  const greetings = hello(region, '');
  const until = Date.now() + OPEN_WITHIN_MS;
  for (let asked = 0; asked < count && Date.now() < until; asked += AT_ONCE) {
    await Promise.all(Array.from({ length: Math.min(AT_ONCE, count - asked) }, () => one(url, region, greetings)));
  }
}

process.on('message', (message: Partial<Grow & Tell>) => {
  if (message.grow) void grow(message.grow).then(() => process.send?.({ grown: true }));
  if (message.tell) {
    process.send?.({ crowd: { held, frames, ends: { ...ends } } satisfies Crowd });
    frames = 0;
  }
});
