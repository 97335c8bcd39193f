import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Lang } from '@oto/schema/base/lang';
import { detectLanguage } from '../builtin/text/language.ts';
import type { Engine, EngineContext, EngineEvent, EngineRequest } from '../engine.ts';
import { EngineFailure } from '../failure.ts';
import { climb, meanwhile, stretch } from '../http/climb.ts';
import { askBytes, askJson, doorOf, type Door } from '../http/door.ts';
import { guarded } from '../http/guarded.ts';
import { healthOf } from '../http/health.ts';
import { FILE_MOST } from '../http/keep.ts';
import type { HttpPlace } from '../http/place.ts';
import type { Watch } from '../http/watch.ts';
import { joined, readWav, secondsOf, writeWav, type Sound } from '../sound/wav.ts';
import { partsOf, sayable, speedOf } from './words.ts';

export type SpeechPlace = HttpPlace & {
  /** The first is the default. */
  readonly models: readonly [string, ...string[]];
  /** The server's name of a voice for each language. */
  readonly voices: { readonly [L in Lang]: string };
  /** Most characters of one request; absent: 1000. */
  readonly longest?: number;
  /** Longest audio; absent: 240. */
  readonly maxSeconds?: number;
  /** Absent: 4. */
  readonly secondsPerToken?: number;
};

const LONGEST = 1000;
const MAX_SECONDS = 240;
const SECONDS_PER_TOKEN = 4;
const CHARACTERS_PER_SECOND = 14;
/** Silence between two parts, in seconds. */
const BREATH = 0.2;
/** Servers speak a part faster than it lasts, and some send nothing before its end. */
const SILENCE_MS = 90_000;
const PART_ETA_MS = 6000;

/** `POST /v1/audio/speech`: sentences in parts, joined into one WAV. Closing the connection cancels. */
export function openAiSpeech(place: SpeechPlace): Engine {
  const door = doorOf(place);
  const tokensOf = (seconds: number): number =>
    Math.min(place.ceiling, Math.max(1, Math.ceil(seconds / (place.secondsPerToken ?? SECONDS_PER_TOKEN))));
  return {
    id: place.id,
    kind: 'voice',
    displayName: place.name,
    models: place.models,
    trained: true,
    deterministic: false,
    accepts: [],
    slots: place.slots,
    ceiling: place.ceiling,
    estimate: (request) => ({
      tokens: tokensOf(Math.min(place.maxSeconds ?? MAX_SECONDS, request.prompt.length / CHARACTERS_PER_SECOND)),
      etaMs: 2000 + request.prompt.length * 10,
    }),
    health: () =>
      healthOf(async (ear) => {
        await askJson(door, { method: 'GET', path: '/v1/models' }, z.object({ data: z.array(z.unknown()) }), ear);
        return null;
      }),
    generate: (request, context) =>
      guarded(context, place.silenceMs ?? SILENCE_MS, (watch) => speak(place, door, tokensOf, request, context, watch)),
  };
}

async function* speak(
  place: SpeechPlace,
  door: Door,
  tokensOf: (seconds: number) => number,
  request: EngineRequest,
  context: EngineContext,
  watch: Watch,
): AsyncGenerator<EngineEvent> {
  const text = sayable(request.prompt);
  const most = place.maxSeconds ?? MAX_SECONDS;
  // A smaller try speaks in smaller parts.
  const parts = partsOf(text, Math.max(80, Math.floor((place.longest ?? LONGEST) * request.scale)));
  if (parts.length === 0) throw new EngineFailure('invalid', 'nothing to say');
  const model = place.models.find((one) => one === request.model) ?? place.models[0];
  const order = {
    model,
    voice: place.voices[detectLanguage(text, request.lang)],
    speed: speedOf(request.instructions),
    response_format: 'wav',
  };
  const path = climb('speaking');
  const sounds: Sound[] = [];
  let seconds = 0;
  for (const [index, input] of parts.entries()) {
    const asked = askBytes(door, { method: 'POST', path: '/v1/audio/speech', json: { ...order, input }, most: FILE_MOST }, watch);
    const sound = readWav(yield* meanwhile(asked, stretch(path, index / parts.length, (index + 1) / parts.length), PART_ETA_MS));
    if (sound.samples.length === 0) throw new EngineFailure('protocol', 'a part without sound');
    seconds += secondsOf(sound) + (index === 0 ? 0 : BREATH);
    // It ends at a sentence; only a first part over the limit is cut.
    if (seconds > most && index > 0) break;
    sounds.push({ rate: sound.rate, samples: sound.samples.subarray(0, Math.floor(most * sound.rate)) });
  }
  const whole = joined(sounds, BREATH);
  const file = join(context.folder, 'voice.wav');
  await writeFile(file, writeWav(whole));
  watch.check();
  yield path.end();
  yield { type: 'artifact', role: 'main', path: file, mime: 'audio/wav', meta: { seconds: secondsOf(whole) } };
  yield { type: 'usage', tokens: tokensOf(secondsOf(whole)), model };
  yield { type: 'done' };
}
