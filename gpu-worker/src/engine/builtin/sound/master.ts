import { loudnessOf } from './level.ts';
import type { Pcm } from './pcm.ts';

/** Mean level of speech, in decibels of full scale. */
const AIM = -17;
/** No sample is higher. */
const CEILING = 0.84;
/** Seconds the limiter sees ahead, and those of the fades. */
const AHEAD = 0.003;
const FADE_IN = 0.015;
const FADE_OUT = 0.15;
/** Early echoes of a small room: seconds and share. */
const ROOM: readonly (readonly [number, number])[] = [
  [0.0131, 0.085],
  [0.0197, 0.07],
  [0.0293, 0.055],
  [0.0413, 0.04],
];

/** One level whatever the voice, in a small room; peaks are held down softly, both ends are faded. */
export function mastered({ samples, rate }: Pcm): Pcm {
  const peak = samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 1e-6);
  const roomy = inRoom(
    samples.map((sample) => sample / (2 * peak)),
    rate,
  );
  const { level } = loudnessOf({ samples: roomy, rate });
  let gain = 10 ** ((AIM - level) / 20);
  let held = limited(roomy, gain, rate);
  // Holding peaks down costs some level: once more with what is missing.
  const missing = AIM - loudnessOf({ samples: held, rate }).level;
  if (missing > 0.3) {
    gain *= 10 ** (Math.min(6, missing) / 20);
    held = limited(roomy, gain, rate);
  }
  const [rise, fall] = [Math.round(rate * FADE_IN), Math.round(rate * FADE_OUT)].map((length) => Math.min(length, held.length >> 1));
  return { samples: held.map((value, i) => value * ease((i + 1) / ((rise ?? 0) + 1)) * ease((held.length - i) / ((fall ?? 0) + 1))), rate };
}

function ease(share: number): number {
  return share >= 1 ? 1 : 0.5 - 0.5 * Math.cos(Math.PI * share);
}

/** Rumble away, the highest a little softer, and the echoes. */
function inRoom(samples: Float32Array, rate: number): Float32Array {
  const soft = new Float32Array(samples.length);
  const rumble = Math.exp((-2 * Math.PI * 55) / rate);
  const bright = 1 - Math.exp((-2 * Math.PI * 4200) / rate);
  let [before, high, low] = [0, 0, 0];
  for (let i = 0; i < samples.length; i++) {
    const value = samples[i] ?? 0;
    high = rumble * (high + value - before);
    before = value;
    low += bright * (high - low);
    soft[i] = low + 0.68 * (high - low);
  }
  return soft.map((value, i) => ROOM.reduce((sum, [seconds, share]) => sum + share * (soft[i - Math.round(seconds * rate)] ?? 0), value));
}

/** The least gain within a window, evened over the same window: never above what each sample needs. */
function limited(samples: Float32Array, gain: number, rate: number): Float32Array {
  const reach = Math.max(1, Math.round(rate * AHEAD));
  const need = samples.map((value) => Math.min(1, CEILING / Math.max(1e-9, Math.abs(value * gain))));
  const least = new Float32Array(need.length);
  const line: number[] = [];
  let head = 0;
  for (let i = 0; i < need.length + reach; i++) {
    if (i < need.length) {
      while (line.length > head && (need[line[line.length - 1] ?? 0] ?? 1) >= (need[i] ?? 1)) line.pop();
      line.push(i);
    }
    if (i < reach) continue;
    while ((line[head] ?? 0) < i - 2 * reach) head += 1;
    least[i - reach] = need[line[head] ?? 0] ?? 1;
  }
  const out = new Float32Array(samples.length);
  const span = 2 * reach + 1;
  let sum = 0;
  for (let i = -reach; i <= reach; i++) sum += least[Math.max(0, Math.min(least.length - 1, i))] ?? 1;
  for (let i = 0; i < out.length; i++) {
    out[i] = Math.max(-CEILING, Math.min(CEILING, (samples[i] ?? 0) * gain * (sum / span)));
    sum += (least[Math.min(least.length - 1, i + reach + 1)] ?? 1) - (least[Math.max(0, i - reach)] ?? 1);
  }
  return out;
}
