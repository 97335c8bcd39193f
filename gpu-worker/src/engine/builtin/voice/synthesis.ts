import type { Synthesizer } from '@echogarden/espeak-ng-emscripten';
import type { Pcm } from '../sound/pcm.ts';

/** Softer than this is the silence before and after an utterance. */
const AUDIBLE = 0.006;
/** What is left of it, in seconds. */
const EDGE = 0.012;

/** Says one phrase, its own silences cut off. */
export function utter(synthesizer: Synthesizer, text: string): Pcm {
  const chunks: Float32Array[] = [];
  synthesizer.synthesize(text, (audio) => {
    // The engine's buffer is reused by its next call.
    if (audio !== null && audio.length > 0) chunks.push(Float32Array.from(audio, (sample) => sample / 32_768));
    return 0;
  });
  const rate = synthesizer.get_samplerate();
  return { samples: trimmed(joined(chunks), Math.round(rate * EDGE)), rate };
}

export function joined(parts: readonly Float32Array[]): Float32Array {
  const whole = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

function trimmed(samples: Float32Array, edge: number): Float32Array {
  const first = samples.findIndex((sample) => Math.abs(sample) > AUDIBLE);
  if (first < 0) return new Float32Array(0);
  const last = samples.findLastIndex((sample) => Math.abs(sample) > AUDIBLE);
  return samples.slice(Math.max(0, first - edge), last + edge);
}
