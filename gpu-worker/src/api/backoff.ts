import { setTimeout as sleep } from 'node:timers/promises';

const FIRST_MS = 200;
/** An api that restarts is away for a second or two; whoever waits longer than this after it is back waits for nothing. */
const MOST_MS = 3000;

/** Full jitter: between nothing and a doubling bound, so that a fleet does not return at one instant. */
export function backoffMs(attempt: number, random: () => number): number {
  return Math.round(random() * Math.min(MOST_MS, FIRST_MS * 2 ** Math.min(attempt, 10)));
}

/** False when the signal cut the wait short. */
export async function pause(ms: number, signal: AbortSignal): Promise<boolean> {
  try {
    await sleep(ms, undefined, { signal });
    return true;
  } catch {
    return false;
  }
}
