import type { Point } from '@oto/schema/geometry/lattice';

/** A place that somebody else reported, and when we heard it (milliseconds, steady clock). */
export interface Sample {
  readonly at: number;
  readonly x: number;
  readonly y: number;
}

/** Samples come every 50 ms at best; drawing this far behind nearly always has one on each side. */
export const BEHIND_MS = 90;
const SAMPLES_MAX = 8;

/** Adds a sample; older ones that no drawing needs any more are dropped. `samples` rise in time. */
export function withSample(samples: readonly Sample[], sample: Sample): readonly Sample[] {
  const last = samples.at(-1);
  const kept = last && sample.at <= last.at ? samples.slice(0, -1) : samples;
  return [...kept, sample].slice(-SAMPLES_MAX);
}

/**
 * Where the thing is drawn at `now`: between the two samples around `now - BEHIND_MS`. Before the
 * first it is there, after the last it stays: nothing is guessed, so a pause never overshoots.
 * Null without samples.
 */
export function placeAt(samples: readonly Sample[], now: number): Point | null {
  const first = samples[0];
  const last = samples.at(-1);
  if (!first || !last) return null;
  const then = now - BEHIND_MS;
  if (then <= first.at) return { x: first.x, y: first.y };
  for (let i = 1; i < samples.length; i++) {
    const [a, b] = [samples[i - 1], samples[i]];
    if (!a || !b || then > b.at) continue;
    const t = (then - a.at) / (b.at - a.at);
    return { x: a.x + (b.x - a.x) * t, y: a.y + (b.y - a.y) * t };
  }
  return { x: last.x, y: last.y };
}

/** Nothing is left to draw: the last sample has been reached. */
export function isSettled(samples: readonly Sample[], now: number): boolean {
  const last = samples.at(-1);
  return !last || now - BEHIND_MS >= last.at;
}
