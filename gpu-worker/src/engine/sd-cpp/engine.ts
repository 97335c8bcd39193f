import { z } from 'zod';
import type { Engine, EngineContext, EngineEvent, EngineRequest } from '../engine.ts';
import { EngineFailure } from '../failure.ts';
import { filmOfAvi } from '../film/from-avi.ts';
import { FFMPEG } from '../film/ffmpeg.ts';
import { finishedFilm } from '../film/finish.ts';
import { climb, guessedShare, type Climb } from '../http/climb.ts';
import { askJson, doorOf, type Door } from '../http/door.ts';
import { guarded } from '../http/guarded.ts';
import { healthOf } from '../http/health.ts';
import { insist } from '../http/insist.ts';
import { fromBase64, keep, PICTURES } from '../http/keep.ts';
import { lastWord } from '../http/last-word.ts';
import { mimeOf } from '../http/magic.ts';
import type { HttpPlace } from '../http/place.ts';
import type { Watch } from '../http/watch.ts';
import { declaredSize } from '../picture/size.ts';
import { cancelJob, jobFailure, jobOf, orderJob, type SdJob } from './job.ts';
import { filmOrder, pictureOrder, type FilmOptions, type SdOptions } from './order.ts';

export type SdCppPlace = HttpPlace & {
  /** What the loaded model is called: the server has one. */
  readonly model: string;
  readonly options?: SdOptions;
} & ({ readonly makes: 'image' } | { readonly makes: 'video'; readonly film?: FilmOptions });

const SILENCE_MS = 60_000;
const POLL_MS = 1000;
const PICTURE_ETA_MS = 25_000;
const FILM_ETA_MS = 180_000;

const Capabilities = z.object({ supported_modes: z.array(z.string()).optional() });

/** A stable-diffusion.cpp server: a job is ordered, looked at until it ends, and cancelled by its id. */
export function sdCpp(place: SdCppPlace): Engine {
  const door = doorOf(place);
  const etaMs = place.makes === 'image' ? PICTURE_ETA_MS : FILM_ETA_MS;
  return {
    id: place.id,
    kind: place.makes,
    displayName: place.name,
    models: [place.model],
    trained: true,
    deterministic: false,
    accepts: ['image'],
    slots: place.slots,
    ceiling: place.ceiling,
    estimate: () => ({ tokens: place.ceiling, etaMs }),
    health: () =>
      healthOf(async (ear) => {
        const { supported_modes: modes } = await askJson(door, { method: 'GET', path: '/sdcpp/v1/capabilities' }, Capabilities, ear);
        const mode = place.makes === 'image' ? 'img_gen' : 'vid_gen';
        return modes === undefined || modes.includes(mode) ? null : `the loaded model knows no ${mode}`;
      }),
    generate: (request, context) =>
      guarded(context, place.silenceMs ?? SILENCE_MS, (watch) => run(place, door, etaMs, request, context, watch)),
  };
}

async function* run(
  place: SdCppPlace,
  door: Door,
  etaMs: number,
  request: EngineRequest,
  context: EngineContext,
  watch: Watch,
): AsyncGenerator<EngineEvent> {
  const path = climb(place.makes === 'image' ? 'painting' : 'rendering');
  const options = place.options ?? {};
  const id =
    place.makes === 'image'
      ? await orderJob(door, 'img_gen', await pictureOrder(options, request), watch)
      : await orderJob(door, 'vid_gen', await filmOrder({ ...options, ...place.film }, request), watch);
  context.log.info({ job: context.job, sdJob: id }, 'ordered');
  const job = yield* followed(place, door, id, etaMs, path, context, watch);
  if (place.makes === 'image') {
    const bytes = fromBase64(job.result?.images?.[0]?.b64_json ?? '');
    const kept = await keep(context.folder, 'picture', bytes, PICTURES);
    watch.check();
    yield path.end();
    yield { type: 'artifact', role: 'main', ...kept, meta: declaredSize(bytes) ?? {} };
  } else {
    const bytes = fromBase64(job.result?.b64_json ?? '');
    const made = mimeOf(bytes) === 'video/mp4' ? { film: bytes, still: null } : await filmOfAvi(bytes, place.film?.rate, watch.signal);
    // A film of ours carries no metadata, and its still: ffmpeg has nothing to add.
    yield* finishedFilm(made, request.seed, context.folder, watch, path, made.still === null ? FFMPEG : null);
  }
  yield { type: 'usage', tokens: place.ceiling, model: place.model };
  yield { type: 'done' };
}

/** Looks at the job until it is completed. Whatever ends the run before that cancels the job. */
async function* followed(
  place: SdCppPlace,
  door: Door,
  id: string,
  etaMs: number,
  path: Climb,
  context: EngineContext,
  watch: Watch,
): AsyncGenerator<EngineEvent, SdJob> {
  const pollMs = place.pollMs ?? POLL_MS;
  let over = false;
  let began: number | null = null;
  try {
    for (;;) {
      const job = await insist(watch, pollMs, () => jobOf(door, id, watch));
      switch (job.status) {
        case 'queued':
          yield { type: 'queued', position: Math.max(1, Math.round(job.queue_position ?? 1)) };
          break;
        case 'generating':
          began ??= performance.now();
          yield path.to(guessedShare(performance.now() - began, etaMs));
          break;
        case 'completed':
          over = true;
          if (!job.result) throw new EngineFailure('protocol', 'completed without a result');
          return job;
        case 'failed':
        case 'cancelled':
          over = true;
          throw jobFailure(job);
        default:
          job.status satisfies never;
      }
      await watch.pause(pollMs);
    }
  } finally {
    if (!over) await lastWord(context.log, (ear) => cancelJob(door, id, ear));
  }
}
