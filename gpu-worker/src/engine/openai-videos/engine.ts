import { z } from 'zod';
import type { Engine, EngineContext, EngineEvent, EngineRequest } from '../engine.ts';
import { EngineFailure } from '../failure.ts';
import { FFMPEG } from '../film/ffmpeg.ts';
import { finishedFilm } from '../film/finish.ts';
import { climb, guessedShare, type Climb } from '../http/climb.ts';
import { askBytes, askJson, doorOf, type Door } from '../http/door.ts';
import { guarded } from '../http/guarded.ts';
import { healthOf } from '../http/health.ts';
import { insist } from '../http/insist.ts';
import { FILE_MOST } from '../http/keep.ts';
import { lastWord } from '../http/last-word.ts';
import { mimeOf } from '../http/magic.ts';
import type { HttpPlace, Size } from '../http/place.ts';
import { toldFailure } from '../http/refusal.ts';
import type { Ear, Watch } from '../http/watch.ts';
import { blobOf, inputOf } from '../http/input.ts';
import { scaled } from '../picture/size.ts';
import { pictureWords, seedOf } from '../picture/words.ts';

export type VideosPlace = HttpPlace & {
  /** The first is the default. */
  readonly models: readonly [string, ...string[]];
  /** Of a full film; absent: 832 x 480. */
  readonly size?: Size;
  /** Absent: 4. */
  readonly seconds?: number;
  /** Whether a first picture can be given (`input_reference`). */
  readonly pictures: boolean;
  /** The server refuses fields that OpenAI itself does not name (seed). */
  readonly strict?: boolean;
  /** The program that takes posters; absent: the one on the path, if any. */
  readonly ffmpeg?: string;
};

const SIZE: Size = { width: 832, height: 480 };
const GRAIN = 16;
const SECONDS = 4;
const SILENCE_MS = 60_000;
const POLL_MS = 2000;
const ETA_MS = 120_000;

const Video = z.object({
  id: z.string().regex(/^[\w.-]{1,200}$/u),
  status: z.enum(['queued', 'in_progress', 'completed', 'failed', 'cancelled']),
  /** Percent. */
  progress: z.number().nullish(),
  error: z.object({ code: z.string().nullish(), message: z.string().nullish() }).nullish(),
});
type Video = z.infer<typeof Video>;

/** `POST /v1/videos`, looked at until it is made, then `/content`. */
export function openAiVideos(place: VideosPlace): Engine {
  const door = doorOf(place);
  return {
    id: place.id,
    kind: 'video',
    displayName: place.name,
    models: place.models,
    trained: true,
    deterministic: false,
    accepts: place.pictures ? ['image'] : [],
    slots: place.slots,
    ceiling: place.ceiling,
    estimate: () => ({ tokens: place.ceiling, etaMs: ETA_MS }),
    health: () =>
      healthOf(async (ear) => {
        await askJson(door, { method: 'GET', path: '/v1/models' }, z.object({ data: z.array(z.unknown()) }), ear);
        return null;
      }),
    generate: (request, context) => guarded(context, place.silenceMs ?? SILENCE_MS, (watch) => run(place, door, request, context, watch)),
  };
}

async function* run(
  place: VideosPlace,
  door: Door,
  request: EngineRequest,
  context: EngineContext,
  watch: Watch,
): AsyncGenerator<EngineEvent> {
  const path = climb('rendering');
  const model = place.models.find((one) => one === request.model) ?? place.models[0];
  const form = await order(place, model, request);
  const ordered = await askJson(door, { method: 'POST', path: '/v1/videos', form }, Video, watch);
  context.log.info({ job: context.job, video: ordered.id }, 'ordered');
  yield* followed(place, door, ordered, path, context, watch);
  const film = await insist(watch, place.pollMs ?? POLL_MS, () =>
    askBytes(door, { method: 'GET', path: `/v1/videos/${ordered.id}/content`, most: FILE_MOST }, watch),
  );
  if (mimeOf(film) !== 'video/mp4') throw new EngineFailure('protocol', 'the film is no MP4');
  yield* finishedFilm({ film, still: null }, request.seed, context.folder, watch, path, place.ffmpeg ?? FFMPEG);
  yield { type: 'usage', tokens: place.ceiling, model };
  yield { type: 'done' };
}

async function order(place: VideosPlace, model: string, request: EngineRequest): Promise<FormData> {
  const { width, height } = scaled(place.size ?? SIZE, request.scale, GRAIN);
  const form = new FormData();
  form.set('model', model);
  form.set('prompt', pictureWords(request));
  form.set('size', `${width}x${height}`);
  form.set('seconds', String(place.seconds ?? SECONDS));
  if (place.strict !== true) form.set('seed', String(seedOf(request)));
  const picture = place.pictures ? await inputOf(request, 'image') : null;
  if (picture !== null) form.set('input_reference', blobOf(picture), `first.${picture.mime.split('/')[1] ?? 'png'}`);
  return form;
}

/** Looks at the video until it is completed. Whatever ends the run before that removes it. */
async function* followed(
  place: VideosPlace,
  door: Door,
  ordered: Video,
  path: Climb,
  context: EngineContext,
  watch: Watch,
): AsyncGenerator<EngineEvent> {
  const pollMs = place.pollMs ?? POLL_MS;
  let began: number | null = null;
  let over = false;
  try {
    for (let video = ordered; ; video = await insist(watch, pollMs, () => look(door, ordered.id, watch))) {
      switch (video.status) {
        case 'queued':
          yield { type: 'queued', position: 1 };
          break;
        case 'in_progress':
          began ??= performance.now();
          yield path.to(video.progress ? video.progress / 100 : guessedShare(performance.now() - began, ETA_MS));
          break;
        case 'completed':
          over = true;
          yield path.to(1);
          return;
        case 'failed':
          over = true;
          throw toldFailure([video.error?.code, video.error?.message].filter(Boolean).join(': ') || 'failed without a word');
        case 'cancelled':
          over = true;
          throw new EngineFailure('unavailable', 'cancelled on the server', true);
        default:
          video.status satisfies never;
      }
      await watch.pause(pollMs);
    }
  } finally {
    if (!over) await lastWord(context.log, (ear) => remove(door, ordered.id, ear));
  }
}

async function look(door: Door, id: string, ear: Ear): Promise<Video> {
  try {
    return await askJson(door, { method: 'GET', path: `/v1/videos/${id}` }, Video, ear);
  } catch (thrown) {
    if (thrown instanceof EngineFailure && thrown.engineMessage.startsWith('status 404'))
      throw new EngineFailure('unavailable', 'the server lost the video', true);
    throw thrown;
  }
}

/** Servers that cannot delete a video in the making know a cancel of their own. */
async function remove(door: Door, id: string, ear: Ear): Promise<void> {
  try {
    await askBytes(door, { method: 'DELETE', path: `/v1/videos/${id}` }, ear);
  } catch (thrown) {
    if (!(thrown instanceof EngineFailure)) throw thrown;
    await askBytes(door, { method: 'POST', path: `/v1/videos/${id}/cancel`, json: {} }, ear);
  }
}
