import type { SSEStreamingApi } from 'hono/streaming';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Db } from '../deps.ts';
import { linesAfter, LINES_MAX, newestLine, type LogWanted } from './read-log.ts';

const EVERY_MS = 1000;
const HEARTBEAT_MS = 15_000;
/** A stream ends after this long and the browser resumes it: who is no operator any more does not listen for ever. */
const STREAM_MAX_MS = 300_000;
/** A reader that takes nothing for this long is let go. */
const STALLED_MS = 20_000;

/** Sends the lines that come after `after`, or from now on, until the reader leaves, `signal` ends it, or 5 minutes are over. */
export async function followLog(
  db: Db,
  stream: SSEStreamingApi,
  wanted: LogWanted,
  after: string | undefined,
  signal: AbortSignal,
): Promise<void> {
  const until = performance.now() + STREAM_MAX_MS;
  let last = after ?? (await newestLine(db));
  let told = performance.now();
  await stream.writeSSE({ event: 'open', data: '{}', id: last, retry: EVERY_MS });
  while (!signal.aborted && !stream.aborted && performance.now() < until) {
    const lines = await linesAfter(db, wanted, last);
    last = lines.at(-1)?.id ?? last;
    if (lines.length > 0 || performance.now() - told > HEARTBEAT_MS) {
      const written =
        lines.length > 0 ? stream.writeSSE({ event: 'lines', data: JSON.stringify({ lines }), id: last }) : stream.write(': \n\n');
      if (!(await inTime(written))) return;
      told = performance.now();
    }
    if (lines.length < LINES_MAX) await sleep(EVERY_MS, undefined, { signal }).catch(() => undefined);
  }
}

async function inTime(write: Promise<unknown>): Promise<boolean> {
  const giveUp = new AbortController();
  try {
    return await Promise.race([write.then(() => true), sleep(STALLED_MS, false, { signal: giveUp.signal })]);
  } finally {
    giveUp.abort();
  }
}
