import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import load, { type Synthesizer } from '@echogarden/espeak-ng-emscripten';
import type { EngineEvent, EngineRequest } from '../../engine.ts';
import { EngineFailure } from '../../failure.ts';
import { detectLanguage } from '../text/language.ts';
import { CEILING, MAX_SECONDS, SECONDS_PER_TOKEN } from './price.ts';
import { sentencesOf, speakable } from './speech.ts';
import { timbreOf } from './timbre.ts';
import { normalise, wave } from './wave.ts';

/** Silence between sentences, in seconds. */
const BREATH = 0.18;

/** Speaks the prompt sentence by sentence into one WAV; stops at a sentence before 60 s. */
export async function* speak(request: EngineRequest, folder: string): AsyncGenerator<EngineEvent> {
  const text = speakable(request.prompt);
  const sentences = sentencesOf(text);
  if (sentences.length === 0) throw new EngineFailure('invalid', 'nothing to say');
  yield { type: 'progress', value: 0, max: sentences.length, stage: 'speaking' };
  const espeak = await load();
  const synthesizer = await new espeak.eSpeakNGWorker();
  const timbre = timbreOf(detectLanguage(text, request.lang), request.instructions, request.agent);
  synthesizer.set_voice(timbre.voice, '', 0, 0, 0);
  synthesizer.set_rate(timbre.rate);
  synthesizer.set_pitch(timbre.pitch);
  const rate = synthesizer.get_samplerate();
  const most = MAX_SECONDS * rate;
  const breath = new Int16Array(Math.round(BREATH * rate));
  const parts: Int16Array[] = [];
  let length = 0;
  for (const [i, sentence] of sentences.entries()) {
    const said = utter(synthesizer, sentence);
    if (length + said.length + breath.length > most) break;
    parts.push(said, breath);
    length += said.length + breath.length;
    yield { type: 'progress', value: i + 1, max: sentences.length, stage: 'speaking' };
  }
  if (length === 0) throw new EngineFailure('invalid', 'the engine could not say this');
  const samples = normalise(joined(parts, length), rate);
  const path = join(folder, 'voice.wav');
  await writeFile(path, wave(samples, rate));
  const seconds = samples.length / rate;
  yield { type: 'progress', value: sentences.length, max: sentences.length, stage: 'speaking' };
  yield { type: 'artifact', role: 'main', path, mime: 'audio/wav', meta: { seconds } };
  yield { type: 'usage', tokens: Math.min(CEILING, Math.max(1, Math.ceil(seconds / SECONDS_PER_TOKEN))) };
  yield { type: 'done' };
}

function utter(synthesizer: Synthesizer, sentence: string): Int16Array {
  const chunks: Int16Array[] = [];
  let length = 0;
  synthesizer.synthesize(sentence, (audio) => {
    if (audio !== null && audio.length > 0) {
      // The engine's buffer is reused by its next call.
      chunks.push(audio.slice());
      length += audio.length;
    }
    return 0;
  });
  return joined(chunks, length);
}

function joined(parts: readonly Int16Array[], length: number): Int16Array {
  const whole = new Int16Array(length);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
