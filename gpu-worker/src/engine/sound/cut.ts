import type { Sound } from './wav.ts';

/** Seconds before the limit in which a quiet place is looked for, and of one look. */
const SEARCH = 4;
const LOOK = 0.03;

/** Parts of at most `mostSeconds`, cut where it is quietest shortly before the limit: between words, not within. */
export function cutAtQuiet(sound: Sound, mostSeconds: number): Sound[] {
  const most = Math.max(1, Math.floor(mostSeconds * sound.rate));
  const parts: Sound[] = [];
  let from = 0;
  while (sound.samples.length - from > most) {
    const to = quietest(sound, from + Math.max(Math.ceil(most / 2), most - Math.floor(SEARCH * sound.rate)), from + most);
    parts.push({ rate: sound.rate, samples: sound.samples.subarray(from, to) });
    from = to;
  }
  parts.push({ rate: sound.rate, samples: sound.samples.subarray(from) });
  return parts;
}

/** The middle of the look with the least sound, between two samples. */
function quietest(sound: Sound, from: number, to: number): number {
  const look = Math.max(1, Math.floor(LOOK * sound.rate));
  let best = to;
  let least = Infinity;
  for (let at = from; at + look <= to; at += look) {
    let sum = 0;
    for (let i = at; i < at + look; i++) sum += Math.abs(sound.samples[i] ?? 0);
    if (sum >= least) continue;
    least = sum;
    best = at + (look >> 1);
  }
  return best;
}
