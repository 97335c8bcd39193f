import type { Pcm } from './pcm.ts';

/** Seconds of one look at the level. */
const BLOCK = 0.05;
/** What is quieter than the loud parts by this much is no speech, in decibels. */
const GATE = 30;
/** What is quieter than this is silence whatever surrounds it, in decibels of full scale. */
const FLOOR = -55;

export function decibels(amplitude: number): number {
  return 20 * Math.log10(Math.max(1e-7, amplitude));
}

/** Level of each 50 ms, in decibels of full scale. */
export function levelsOf({ samples, rate }: Pcm): Float32Array {
  const block = Math.max(1, Math.round(rate * BLOCK));
  const count = Math.max(1, Math.ceil(samples.length / block));
  return Float32Array.from({ length: count }, (_, i) => {
    const part = samples.subarray(i * block, (i + 1) * block);
    return decibels(Math.sqrt(part.reduce((sum, value) => sum + value * value, 0) / Math.max(1, part.length)));
  });
}

/** Mean level of what is heard, silence left out, in decibels of full scale; the highest sample, 0..1; the share of silence. */
export function loudnessOf(sound: Pcm): { readonly level: number; readonly peak: number; readonly silence: number } {
  const levels = levelsOf(sound);
  const loud = levels.toSorted()[Math.floor(levels.length * 0.95)] ?? FLOOR;
  const gate = Math.max(FLOOR, loud - GATE);
  const heard = levels.filter((level) => level > gate);
  const power = heard.reduce((sum, level) => sum + 10 ** (level / 10), 0) / Math.max(1, heard.length);
  return {
    level: heard.length === 0 ? FLOOR : 10 * Math.log10(Math.max(1e-14, power)),
    peak: sound.samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0),
    silence: 1 - heard.length / levels.length,
  };
}
