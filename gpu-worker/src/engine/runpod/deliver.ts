import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { EngineContext, EngineEvent, EngineRequest, Mime } from '../engine.ts';
import { EngineFailure } from '../failure.ts';
import { FFMPEG } from '../film/ffmpeg.ts';
import { finishedFilm } from '../film/finish.ts';
import type { Climb } from '../http/climb.ts';
import { askBytes, doorOf } from '../http/door.ts';
import { insist } from '../http/insist.ts';
import { FILE_MOST, keep, PICTURES } from '../http/keep.ts';
import type { Watch } from '../http/watch.ts';
import { declaredSize } from '../picture/size.ts';
import { readWav, secondsOf, writeWav } from '../sound/wav.ts';
import { modelOf } from './order.ts';
import { fileIn, type MadeFile } from './output.ts';
import type { RunPodPlace } from './place.ts';

const SECONDS_PER_TOKEN = 4;
const DOWNLOAD_POLL_MS = 1000;

/** What `seconds` of speech cost. */
export function secondsPrice(ceiling: number, seconds: number): number {
  return Math.min(ceiling, Math.max(1, Math.ceil(seconds / SECONDS_PER_TOKEN)));
}

/** The made file of a finished run as artifacts, its usage, and the end. */
export async function* delivered(
  place: RunPodPlace,
  output: unknown,
  request: EngineRequest,
  context: EngineContext,
  watch: Watch,
  path: Climb,
): AsyncGenerator<EngineEvent> {
  const { kind, models } = place.order;
  const model = modelOf(models, request);
  switch (kind) {
    case 'image': {
      const bytes = await bytesOf(place, output, PICTURES, watch);
      const kept = await keep(context.folder, 'picture', bytes, PICTURES);
      watch.check();
      yield path.end();
      yield { type: 'artifact', role: 'main', ...kept, meta: declaredSize(bytes) ?? {} };
      yield { type: 'usage', tokens: place.ceiling, model };
      break;
    }
    case 'video': {
      const film = await bytesOf(place, output, ['video/mp4'], watch);
      yield* finishedFilm({ film, still: null }, request.seed, context.folder, watch, path, FFMPEG);
      yield { type: 'usage', tokens: place.ceiling, model };
      break;
    }
    case 'voice': {
      const sound = readWav(await bytesOf(place, output, ['audio/wav'], watch));
      if (sound.samples.length === 0) throw new EngineFailure('protocol', 'a voice without sound');
      const file = join(context.folder, 'voice.wav');
      await writeFile(file, writeWav(sound));
      watch.check();
      yield path.end();
      yield { type: 'artifact', role: 'main', path: file, mime: 'audio/wav', meta: { seconds: secondsOf(sound) } };
      yield { type: 'usage', tokens: secondsPrice(place.ceiling, secondsOf(sound)), model };
      break;
    }
    case 'text':
      throw new EngineFailure('protocol', 'text is no file');
    default:
      kind satisfies never;
  }
  yield { type: 'done' };
}

async function bytesOf(place: RunPodPlace, output: unknown, wanted: readonly Mime[], watch: Watch): Promise<Buffer> {
  const file = fileIn(output, wanted);
  if (file === null) throw new EngineFailure('protocol', `no ${wanted.join(' or ')} in the output`);
  return 'bytes' in file ? file.bytes : download(place, file, watch);
}

/** Where results lie is another's server: the key stays here, and nothing is fetched in the clear unless RunPod itself is. */
async function download(place: RunPodPlace, file: Extract<MadeFile, { url: string }>, watch: Watch): Promise<Buffer> {
  const url = new URL(file.url);
  if (url.protocol !== 'https:' && new URL(place.url).protocol === 'https:')
    throw new EngineFailure('protocol', 'the result lies at an address without TLS');
  const door = doorOf({ url: url.origin, key: null });
  return insist(watch, place.pollMs ?? DOWNLOAD_POLL_MS, () =>
    askBytes(door, { method: 'GET', path: `${url.pathname}${url.search}`, most: FILE_MOST }, watch),
  );
}
