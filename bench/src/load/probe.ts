import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';

/**
 * Loaded before each service of a run under load (`--import probe.ts?folder=…`): writes down twice a second how late
 * its event loop was. One file a process; the newest half second stands in it.
 */
export type Lateness = { readonly p99Ms: number; readonly maxMs: number };

const EVERY_MS = 500;
/** Both measure from when a timer of so many milliseconds is due. */
const RESOLUTION_MS = 10;

const folder = new URL(import.meta.url).searchParams.get('folder');
if (folder !== null) {
  const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  delay.enable();
  const file = join(folder, `${process.pid}.json`);
  setInterval(() => {
    const late = (nanoseconds: number) => Math.max(0, nanoseconds / 1e6 - RESOLUTION_MS);
    const told: Lateness = { p99Ms: late(delay.percentile(99)), maxMs: late(delay.max) };
    delay.reset();
    try {
      writeFileSync(`${file}.new`, JSON.stringify(told));
      renameSync(`${file}.new`, file);
    } catch {
      // The run is over and its folder gone.
    }
  }, EVERY_MS).unref();
}
