import type { Synthesizer } from '@echogarden/espeak-ng-emscripten';
import { paceOf } from '../sound/pace.ts';
import type { Pcm } from '../sound/pcm.ts';
import { pitchOf, type Pitch } from '../sound/pitch.ts';
import { utter } from './synthesis.ts';
import type { Timbre } from './timbre.ts';

/** How somebody speaks; null where the recording does not tell. */
export type Likeness = { readonly pitch: Pitch | null; readonly pace: number | null };

/** Octaves of one step of the synthesizer's pitch, about. */
const OCTAVES_PER_STEP = 0.0132;
/** Melody 50 wanders so many semitones. */
const USUAL_SPREAD = 1.7;
const ROUNDS = 3;
/** What is said to hear how a voice sounds, in characters of the text. */
const TRIAL = 140;

/** Pitch and pace of a recording; silence and noise have neither. */
export function likenessOf(recording: Pcm): Likeness {
  const pitch = pitchOf(recording);
  return { pitch, pace: pitch === null ? null : paceOf(recording) };
}

/** The timbre brought to a likeness: by a voice of its range, then by hearing oneself and correcting. Leaves the synthesizer set to it. */
export function tuned(synthesizer: Synthesizer, timbre: Timbre, like: Likeness, text: string): Timbre {
  const trial = text.slice(0, TRIAL);
  let own = like.pitch === null || timbre.voice.endsWith('+whisper') ? timbre : { ...timbre, ...castFor(timbre, like.pitch) };
  for (let round = 0; round < ROUNDS; round++) {
    set(synthesizer, own);
    const heard = utter(synthesizer, trial);
    const [pitch, pace] = [like.pitch === null ? null : pitchOf(heard), like.pace === null ? null : paceOf(heard)];
    if (like.pitch !== null && pitch !== null) {
      const steps = Math.log2(like.pitch.hertz / pitch.hertz) / OCTAVES_PER_STEP;
      own = { ...own, pitch: Math.round(Math.max(0, Math.min(99, own.pitch + steps))) };
    }
    if (like.pace !== null && pace !== null) {
      const factor = Math.max(0.7, Math.min(1.4, like.pace / pace));
      own = { ...own, rate: Math.round(Math.max(85, Math.min(250, own.rate * factor))) };
    }
  }
  set(synthesizer, own);
  return { ...own, breath: Math.max(0.7, Math.min(1.7, (timbre.breath * timbre.rate) / own.rate)) };
}

export function set(synthesizer: Synthesizer, timbre: Timbre): void {
  synthesizer.set_voice(timbre.voice, '', 0, 0, 0);
  synthesizer.set_rate(timbre.rate);
  synthesizer.set_pitch(timbre.pitch);
  synthesizer.set_range(timbre.range);
}

/** A voice that reaches the pitch: each is natural over about an octave and a half. */
function castFor(timbre: Timbre, pitch: Pitch): Pick<Timbre, 'voice' | 'range' | 'pitch'> {
  const accent = timbre.voice.split('+')[0] ?? 'fr';
  const variant = pitch.hertz < 150 ? 'm3' : pitch.hertz < 290 ? 'f3' : 'anika';
  return { voice: `${accent}+${variant}`, pitch: 48, range: Math.round(Math.max(12, Math.min(99, (50 * pitch.spread) / USUAL_SPREAD))) };
}
