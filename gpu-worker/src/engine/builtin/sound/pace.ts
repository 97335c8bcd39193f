import { decibels } from './level.ts';
import type { Pcm } from './pcm.ts';

const STEP = 0.01;
/** A syllable rises this much above the dip before it, in decibels. */
const DIP = 2;
/** Quieter than the loud parts by this much is no syllable. */
const QUIET = 24;
const FLOOR = -50;
/** Syllables are at least this far apart, in seconds. */
const APART = 0.08;
const FEWEST = 3;

/** Syllables a second while speaking, pauses left out, by the hills of the envelope; null where there are too few. */
export function paceOf(sound: Pcm): number | null {
  const envelope = envelopeOf(sound);
  const loud = envelope.toSorted()[Math.floor(envelope.length * 0.97)] ?? FLOOR;
  const gate = Math.max(FLOOR, loud - QUIET);
  let hills = 0;
  let spoken = 0;
  let low = Infinity;
  let last = -Infinity;
  for (let i = 1; i + 1 < envelope.length; i++) {
    const [before, here, after] = [envelope[i - 1] ?? FLOOR, envelope[i] ?? FLOOR, envelope[i + 1] ?? FLOOR];
    if (here > gate) spoken += STEP;
    low = Math.min(low, here);
    if (here <= gate || here < before || here <= after || here - low < DIP || (i - last) * STEP < APART) continue;
    hills += 1;
    last = i;
    low = here;
  }
  return hills < FEWEST || spoken < 0.3 ? null : hills / spoken;
}

/** Level every 10 ms, smoothed over 70 ms, in decibels. */
function envelopeOf({ samples, rate }: Pcm): Float32Array {
  const hop = Math.max(1, Math.round(rate * STEP));
  const power = new Float32Array(Math.max(1, Math.floor(samples.length / hop)));
  for (let i = 0; i < power.length; i++) {
    let sum = 0;
    // The difference favours vowels over hum.
    for (let k = i * hop + 1; k < (i + 1) * hop; k++) sum += ((samples[k] ?? 0) - 0.6 * (samples[k - 1] ?? 0)) ** 2;
    power[i] = sum / hop;
  }
  return power.map((_, i) => {
    let sum = 0;
    for (let k = -3; k <= 3; k++) sum += power[Math.min(power.length - 1, Math.max(0, i + k))] ?? 0;
    return decibels(Math.sqrt(sum / 7));
  });
}
