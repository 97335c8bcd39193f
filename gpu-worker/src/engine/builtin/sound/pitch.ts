import { decibels } from './level.ts';
import { thinned, type Pcm } from './pcm.ts';

/** Human voices, in hertz. */
const LOWEST = 60;
const HIGHEST = 460;
const ANALYSIS_RATE = 8000;
const WINDOW = 0.05;
const HOP = 0.02;
/** Correlation from which a sound has a pitch. */
const VOICED = 0.62;
/** A lag this near to the best is taken before it: twice the period fits as well as the period. */
const NEARLY = 0.88;
/** What is left of the likeness after one more period. */
const LASTING = 0.62;
const MOST_SECONDS = 30;
const FEWEST_FRAMES = 8;

/** Middle pitch in hertz, and how far it wanders, in semitones (the spread of its middle half). */
export type Pitch = { readonly hertz: number; readonly spread: number };

/** The pitch of a voice by autocorrelation; null where there is too little voice: silence, noise, clicks. */
export function pitchOf(sound: Pcm): Pitch | null {
  const { samples, rate } = thinned({ samples: sound.samples.subarray(0, sound.rate * MOST_SECONDS), rate: sound.rate }, ANALYSIS_RATE);
  const size = Math.round(rate * WINDOW);
  const hop = Math.round(rate * HOP);
  const frames: Float32Array[] = [];
  for (let at = 0; at + size * 2 <= samples.length; at += hop) frames.push(samples.subarray(at, at + size * 2));
  const loud = frames.map((frame) => decibels(Math.sqrt(frame.reduce((sum, value) => sum + value * value, 0) / frame.length)));
  const gate = Math.max(-52, (loud.toSorted((a, b) => a - b)[Math.floor(loud.length * 0.95)] ?? 0) - 26);
  const found = frames.flatMap((frame, i) => {
    const hertz = (loud[i] ?? -100) > gate ? frameHertz(frame, size, rate) : null;
    return hertz === null ? [] : [hertz];
  });
  if (found.length < FEWEST_FRAMES || found.length < frames.length * 0.06) return null;
  const sorted = found.toSorted((a, b) => a - b);
  const quantile = (share: number): number => sorted[Math.floor((sorted.length - 1) * share)] ?? LOWEST;
  return { hertz: quantile(0.5), spread: 12 * Math.log2(quantile(0.75) / quantile(0.25)) };
}

/** `frame` is twice `size` long, so that every lag compares as many samples. */
function frameHertz(frame: Float32Array, size: number, rate: number): number | null {
  const shortest = Math.floor(rate / HIGHEST);
  const longest = Math.min(size, Math.ceil(rate / LOWEST));
  const scores = new Float32Array(longest + 2);
  let best = 0;
  for (let lag = shortest; lag <= longest; lag++) {
    const score = likeness(frame, size, lag);
    scores[lag] = score;
    if (score > best) best = score;
  }
  if (best < VOICED) return null;
  for (let lag = shortest + 1; lag < longest; lag++) {
    const [before, here, after] = [scores[lag - 1] ?? 0, scores[lag] ?? 0, scores[lag + 1] ?? 0];
    if (here < best * NEARLY || here < before || here < after) continue;
    // A voice goes on: hiss that happens to fit once does not fit a period later.
    if (2 * lag <= longest && (scores[2 * lag] ?? 0) < here * LASTING) return null;
    const bend = before - 2 * here + after;
    return rate / (lag + (bend === 0 ? 0 : (0.5 * (before - after)) / bend));
  }
  return null;
}

/** Correlation of a frame with itself `lag` later, -1..1. */
function likeness(frame: Float32Array, size: number, lag: number): number {
  let product = 0;
  let here = 0;
  let there = 0;
  for (let i = 0; i < size; i++) {
    const a = frame[i] ?? 0;
    const b = frame[i + lag] ?? 0;
    product += a * b;
    here += a * a;
    there += b * b;
  }
  return product / Math.sqrt(here * there + 1e-9);
}
