import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import load, { type Synthesizer } from '@echogarden/espeak-ng-emscripten';
import type { EngineEvent, EngineInput, EngineRequest } from '../../engine.ts';
import { EngineFailure } from '../../failure.ts';
import { mastered } from '../sound/master.ts';
import { readWave } from '../sound/pcm.ts';
import { detectLanguage } from '../text/language.ts';
import { likenessOf, set, tuned } from './likeness.ts';
import { CEILING, MAX_SECONDS, SECONDS_PER_TOKEN } from './price.ts';
import { phrasesOf, speakable } from './speech.ts';
import { joined, utter } from './synthesis.ts';
import { timbreOf, type Timbre } from './timbre.ts';
import { wave } from './wave.ts';

/** Silence before the first word and after the last, in seconds. */
const LEAD = 0.12;
const TAIL = 0.35;
/** How far apart the voices of a dialogue are, in steps of pitch. */
const ROLES = [0, 10, -13, 20, -22];

/** Speaks the prompt phrase by phrase into one WAV, like the given recording if there is one; stops at a phrase before 60 s. */
export async function* speak(request: EngineRequest, folder: string): AsyncGenerator<EngineEvent> {
  const text = speakable(request.prompt);
  const phrases = phrasesOf(text);
  if (phrases.length === 0) throw new EngineFailure('invalid', 'nothing to say');
  yield { type: 'progress', value: 0, max: phrases.length + 1, stage: 'speaking' };
  const espeak = await load();
  const synthesizer = await new espeak.eSpeakNGWorker();
  const asked = timbreOf(detectLanguage(text, request.lang), request.instructions, request.agent);
  const timbre = await voiceOf(synthesizer, asked, request.inputs, phrases.map((phrase) => phrase.text).join(' '));
  const rate = synthesizer.get_samplerate();
  const silence = (seconds: number): Float32Array => new Float32Array(Math.round(seconds * rate));
  const parts: Float32Array[] = [silence(LEAD)];
  let length = (LEAD + TAIL) * rate;
  let said = 0;
  for (const [i, phrase] of phrases.entries()) {
    synthesizer.set_pitch(Math.max(0, Math.min(99, timbre.pitch + (ROLES[phrase.speaker % ROLES.length] ?? 0))));
    const { samples } = utter(synthesizer, phrase.text);
    const rest = i === phrases.length - 1 ? silence(0) : silence(phrase.pause * timbre.breath);
    if (length + samples.length > MAX_SECONDS * rate) break;
    parts.push(samples, rest);
    length += samples.length + rest.length;
    said += samples.length;
    yield { type: 'progress', value: i + 1, max: phrases.length + 1, stage: 'speaking' };
  }
  if (said === 0) throw new EngineFailure('invalid', 'the engine could not say this');
  const sound = mastered({ samples: joined([...parts, silence(TAIL)]).subarray(0, MAX_SECONDS * rate), rate });
  const path = join(folder, 'voice.wav');
  await writeFile(path, wave(sound));
  const seconds = sound.samples.length / rate;
  yield { type: 'progress', value: 1, max: 1, stage: 'speaking' };
  yield { type: 'artifact', role: 'main', path, mime: 'audio/wav', meta: { seconds } };
  yield { type: 'usage', tokens: Math.min(CEILING, Math.max(1, Math.ceil(seconds / SECONDS_PER_TOKEN))) };
  yield { type: 'done' };
}

async function voiceOf(synthesizer: Synthesizer, asked: Timbre, inputs: readonly EngineInput[], text: string): Promise<Timbre> {
  const recording = inputs.find((input) => input.role === 'audio');
  if (!recording) {
    set(synthesizer, asked);
    return asked;
  }
  const like = likenessOf(readWave(await fileOf(recording)));
  if (like.pitch === null) {
    set(synthesizer, asked);
    return asked;
  }
  return tuned(synthesizer, asked, like, text);
}

async function fileOf(recording: EngineInput): Promise<Buffer> {
  try {
    return await readFile(recording.path);
  } catch (thrown) {
    throw new EngineFailure('invalid', `the recording cannot be read: ${thrown instanceof Error ? thrown.message : String(thrown)}`);
  }
}
