import type { Schedule } from './lane.ts';

/** Edits at an even pace: each is alone on the wire. */
export function even(seconds: number, perSecond: number): Schedule {
  return Array.from({ length: Math.round(seconds * perSecond) }, (_, index) => (index * 1_000) / perSecond);
}

/** Edits of people who do not wait for one another: a Poisson process, the same for the same seed. */
export function crowd(seconds: number, perSecond: number, seed: number): Schedule {
  const due: number[] = [];
  let state = seed;
  for (let at = 0; at < seconds * 1_000;) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    at += (-Math.log((state + 1) / 0x1_0000_0001) * 1_000) / perSecond;
    due.push(at);
  }
  return due;
}
