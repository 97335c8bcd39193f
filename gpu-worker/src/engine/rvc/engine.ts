import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Engine, EngineContext, EngineEvent, EngineRequest } from '../engine.ts';
import { EngineFailure } from '../failure.ts';
import { climb, meanwhile, stretch, type Climb } from '../http/climb.ts';
import { doorOf, type Door } from '../http/door.ts';
import { guarded } from '../http/guarded.ts';
import { healthOf } from '../http/health.ts';
import type { HttpPlace } from '../http/place.ts';
import type { Watch } from '../http/watch.ts';
import { inputOf } from '../http/input.ts';
import { cutAtQuiet } from '../sound/cut.ts';
import { joined, readWav, secondsOf, writeWav, type Sound } from '../sound/wav.ts';
import { convert, load, modelsOf, type RvcParams } from './server.ts';
import { turnAt, type Turn } from './turn.ts';

export type RvcPlace = HttpPlace & {
  /** Voices of the server, by its own names; the first is the default. */
  readonly models: readonly [string, ...string[]];
  /** Any engine of kind voice: it says the words that are then converted. */
  readonly speaker: Engine;
  readonly params?: RvcParams;
  /** Longest audio; absent: 240. */
  readonly maxSeconds?: number;
  /** Of conversion alone; absent: 4. */
  readonly secondsPerToken?: number;
};

const MAX_SECONDS = 240;
const SECONDS_PER_TOKEN = 4;
/** Seconds of one conversion: what a card of 8 GB takes. */
const PART_SECONDS = 30;
const PART_ETA_MS = 8000;
const SILENCE_MS = 120_000;
/** Of the whole run, the share that speaking is. */
const SPEAKING = 0.5;

/** A voice converted by an rvc-python server: a given voice, or one that another engine speaks first. */
export function rvc(place: RvcPlace): Engine {
  const door = doorOf(place);
  return {
    id: place.id,
    kind: 'voice',
    displayName: place.name,
    models: place.models,
    trained: true,
    deterministic: false,
    accepts: ['audio'],
    slots: place.slots,
    ceiling: place.ceiling,
    estimate: (request) => {
      const spoken = place.speaker.estimate(request);
      return { tokens: Math.min(place.ceiling, spoken.tokens * 2), etaMs: spoken.etaMs * 2 + PART_ETA_MS };
    },
    health: async () => {
      const speaker = await place.speaker.health();
      if (!speaker.healthy) return { healthy: false, detail: `${place.speaker.id}: ${speaker.detail ?? 'unhealthy'}` };
      return healthOf(async (ear) => {
        const there = await modelsOf(door, ear);
        const missing = place.models.filter((model) => !there.includes(model));
        return missing.length === 0 ? null : `missing voice: ${missing.join(', ')}`;
      });
    },
    generate: (request, context) => guarded(context, place.silenceMs ?? SILENCE_MS, (watch) => run(place, door, request, context, watch)),
  };
}

type Source = { readonly sound: Sound; readonly tokens: number };

async function* run(
  place: RvcPlace,
  door: Door,
  request: EngineRequest,
  context: EngineContext,
  watch: Watch,
): AsyncGenerator<EngineEvent> {
  const path = climb('speaking');
  const given = await inputOf(request, 'audio');
  const source =
    given === null ? yield* spoken(place, request, context, stretch(path, 0, SPEAKING)) : { sound: readWav(given.bytes), tokens: 0 };
  const from = given === null ? SPEAKING : 0;
  using turn = turnAt(door.base);
  yield* waited(turn, watch);
  yield* converted(place, door, source, request, context, watch, path, from);
}

/** Says the words, in a folder of its own. Its progress is a part of ours; its usage is added to ours. */
async function* spoken(place: RvcPlace, request: EngineRequest, context: EngineContext, path: Climb): AsyncGenerator<EngineEvent, Source> {
  const folder = join(context.folder, 'speech');
  await mkdir(folder, { recursive: true });
  let tokens = 0;
  let file: string | null = null;
  // The model is ours: the speaker has its own.
  for await (const event of place.speaker.generate({ ...request, model: '', inputs: [] }, { ...context, folder })) {
    switch (event.type) {
      case 'queued':
        yield event;
        break;
      case 'progress':
        yield path.to(event.max > 0 ? event.value / event.max : 0);
        break;
      case 'artifact':
        if (event.role === 'main') file = event.path;
        break;
      case 'usage':
        ({ tokens } = event);
        break;
      case 'preview':
      case 'delta':
      case 'done':
        break;
      default:
        event satisfies never;
    }
  }
  if (file === null) throw new EngineFailure('protocol', 'the speaker said nothing');
  return { sound: readWav(await readFile(file)), tokens };
}

async function* waited(turn: Turn, watch: Watch): AsyncGenerator<EngineEvent> {
  for (let before = turn.before(); before > 0; before = turn.before()) {
    const moved = turn.moved(watch.signal);
    // Heard by the await below, unless whoever watches leaves at the yield.
    moved.catch(() => {});
    yield { type: 'queued', position: before };
    await moved;
  }
}

async function* converted(
  place: RvcPlace,
  door: Door,
  source: Source,
  request: EngineRequest,
  context: EngineContext,
  watch: Watch,
  path: Climb,
  from: number,
): AsyncGenerator<EngineEvent> {
  const model = place.models.find((one) => one === request.model) ?? place.models[0];
  const most = Math.floor((place.maxSeconds ?? MAX_SECONDS) * source.sound.rate);
  const heard = { rate: source.sound.rate, samples: source.sound.samples.subarray(0, most) };
  if (heard.samples.length === 0) throw new EngineFailure('invalid', 'a voice without sound');
  const parts = cutAtQuiet(heard, PART_SECONDS * request.scale);
  yield path.to(from);
  await load(door, model, place.params ?? {}, watch);
  const made: Sound[] = [];
  for (const [index, part] of parts.entries()) {
    const share = (at: number): number => from + (1 - from) * (at / parts.length);
    made.push(yield* meanwhile(convert(door, part, watch), stretch(path, share(index), share(index + 1)), PART_ETA_MS));
  }
  const whole = joined(made, 0);
  if (whole.samples.length === 0) throw new EngineFailure('protocol', 'a conversion without sound');
  const file = join(context.folder, 'voice.wav');
  await writeFile(file, writeWav(whole));
  watch.check();
  const tokens = source.tokens + Math.ceil(secondsOf(whole) / (place.secondsPerToken ?? SECONDS_PER_TOKEN));
  yield path.end();
  yield { type: 'artifact', role: 'main', path: file, mime: 'audio/wav', meta: { seconds: secondsOf(whole) } };
  yield { type: 'usage', tokens: Math.min(place.ceiling, Math.max(1, tokens)), model };
  yield { type: 'done' };
}
