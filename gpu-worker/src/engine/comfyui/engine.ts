import type { Engine, EngineContext, EngineEvent, EngineRequest } from '../engine.ts';
import { EngineFailure } from '../failure.ts';
import { FFMPEG } from '../film/ffmpeg.ts';
import { finishedFilm } from '../film/finish.ts';
import { climb, type Climb } from '../http/climb.ts';
import { askBytes, doorOf, type Door } from '../http/door.ts';
import { guarded } from '../http/guarded.ts';
import { healthOf } from '../http/health.ts';
import { inputOf } from '../http/input.ts';
import { insist } from '../http/insist.ts';
import { keep, PICTURES } from '../http/keep.ts';
import { lastWord } from '../http/last-word.ts';
import type { Ear, Watch } from '../http/watch.ts';
import { declaredSize } from '../picture/size.ts';
import { catalogueOf, lacking, type Catalogue } from './catalogue.ts';
import { filledCustom, readCustom, type Custom } from './custom.ts';
import { fillingOf } from './filling.ts';
import { followed, type Followed } from './follow.ts';
import type { ComfyPlace } from './place.ts';
import { promptId } from './prompt-id.ts';
import { cancel, download, fileOf, free, historyOf, placeIn, queueOf, submit, upload } from './server.ts';
import { openSocket } from './socket.ts';
import { standingOf } from './share.ts';
import { filmWorkflow, pictureWorkflow, type Workflow } from './workflow.ts';

const SILENCE_MS = 60_000;
const POLL_MS = 2000;
const PICTURE_ETA_MS = 15_000;
const FILM_ETA_MS = 120_000;
/** Milliseconds for which what the server has is taken as known. */
const CATALOGUE_MS = 60_000;
/** Earlier attempts whose prompts are looked for. */
const EARLIER = 4;

/** A ComfyUI server. Throws Error when the place names a workflow file that cannot be used. */
export function comfyUi(place: ComfyPlace): Engine {
  const custom = place.workflowFile === undefined ? null : readCustom(place.workflowFile);
  const shop: Shop = { place, custom, door: doorOf(place), known: null };
  return {
    id: place.id,
    kind: place.makes,
    displayName: place.name,
    models: place.models.length > 0 ? place.models : [DEFAULT_MODEL],
    trained: true,
    deterministic: false,
    accepts: custom === null || custom.uses.has('image') ? ['image'] : [],
    slots: place.slots,
    ceiling: place.ceiling,
    estimate: () => ({ tokens: place.ceiling, etaMs: place.makes === 'image' ? PICTURE_ETA_MS : FILM_ETA_MS }),
    health: () =>
      healthOf(async (ear) => {
        // What is known says nothing of whether the server still answers.
        if (isKnown(shop)) await askBytes(shop.door, { method: 'GET', path: '/system_stats' }, ear);
        return lacking(place, custom !== null, await catalogue(shop, ear));
      }),
    generate: (request, context) => guarded(context, place.silenceMs ?? SILENCE_MS, (watch) => run(shop, request, context, watch)),
  };
}

/** The model's name where the operator names none: whatever the server has first. */
const DEFAULT_MODEL = 'default';

/** What one engine keeps between runs. */
type Shop = {
  readonly place: ComfyPlace;
  readonly custom: Custom | null;
  readonly door: Door;
  known: { readonly catalogue: Catalogue; readonly until: number } | null;
};

function isKnown({ known }: Shop): boolean {
  return known !== null && known.until > performance.now();
}

/** Kept for a while when nothing is lacking; an operator who mends something sees it at once. */
async function catalogue(shop: Shop, ear: Ear): Promise<Catalogue> {
  if (shop.known !== null && isKnown(shop)) return shop.known.catalogue;
  const types = shop.custom === null ? null : Object.values(shop.custom.workflow).map((node) => node.class_type);
  const fresh = await catalogueOf(shop.door, shop.place, types, ear);
  const whole = lacking(shop.place, shop.custom !== null, fresh) === null;
  shop.known = whole ? { catalogue: fresh, until: performance.now() + CATALOGUE_MS } : null;
  return fresh;
}

async function* run(shop: Shop, request: EngineRequest, context: EngineContext, watch: Watch): AsyncGenerator<EngineEvent> {
  const { place, door } = shop;
  const path = climb(place.makes === 'image' ? 'painting' : 'rendering');
  const { workflow, model } = await workflowOf(shop, request, watch);
  let made: Followed;
  try {
    made = yield* madeBy(shop, workflow, request, path, context, watch);
  } catch (thrown) {
    if (thrown instanceof EngineFailure && thrown.code === 'oom') await lastWord(context.log, (ear) => free(door, ear));
    throw thrown;
  }
  const file = fileOf(made.ended, place.makes);
  if (file === null) throw new EngineFailure('protocol', `the workflow left no ${place.makes}`);
  const bytes = await insist(watch, place.pollMs ?? POLL_MS, () => download(door, file, watch));
  if (place.makes === 'image') {
    const kept = await keep(context.folder, 'picture', bytes, PICTURES);
    watch.check();
    yield path.end();
    yield { type: 'artifact', role: 'main', ...kept, meta: declaredSize(bytes) ?? {} };
  } else {
    const program = place.ffmpeg ?? FFMPEG;
    yield* finishedFilm({ film: bytes, still: made.preview?.bytes ?? null }, request.seed, context.folder, watch, path, program);
  }
  yield { type: 'usage', tokens: place.ceiling, ...(model === null ? {} : { model }) };
  yield { type: 'done' };
}

/** The workflow of this request, its picture uploaded; and the checkpoint by name, where it has one. */
async function workflowOf(
  shop: Shop,
  request: EngineRequest,
  watch: Watch,
): Promise<{ readonly workflow: Workflow; readonly model: string | null }> {
  const { place, custom, door } = shop;
  // Words are judged before anything is sent.
  const filling = fillingOf(place, request);
  const there = await catalogue(shop, watch);
  const lacks = lacking(place, custom !== null, there);
  if (lacks !== null) throw new EngineFailure('unavailable', lacks, false);
  const picture = custom === null || custom.uses.has('image') ? await inputOf(request, 'image') : null;
  const image = picture === null ? null : await upload(door, picture, watch);
  const filled = filling(there, image);
  const workflow =
    custom !== null ? filledCustom(custom, filled) : place.makes === 'image' ? pictureWorkflow(filled) : filmWorkflow(filled);
  const named = custom === null || custom.uses.has('checkpoint');
  return { workflow, model: named && place.models.length > 0 ? filled.checkpoint : null };
}

/** Takes up what an earlier attempt queued before it was lost; else queues the workflow. */
async function* madeBy(
  shop: Shop,
  workflow: Workflow,
  request: EngineRequest,
  path: Climb,
  context: EngineContext,
  watch: Watch,
): AsyncGenerator<EngineEvent, Followed> {
  const { place, door } = shop;
  const name = (attempt: number): string => promptId(context.job, attempt, request.scale, workflow);
  const follow = async function* (id: string, queue: boolean): AsyncGenerator<EngineEvent, Followed> {
    // The server tells a prompt's progress to the client that queued it: each prompt has a client of its own name.
    using socket = await openSocket(door, id, watch.signal);
    watch.check();
    if (queue) await queued(door, workflow, id, context, watch);
    context.log.info({ job: context.job, prompt: id, queued: queue }, 'prompt');
    const standing = standingOf(workflow, place.makes === 'image' ? 'painting' : 'rendering');
    return yield* followed({ door, id, socket, standing, path, pollMs: place.pollMs ?? POLL_MS, context, watch });
  };
  for (let attempt = context.attempt - 1; attempt >= Math.max(1, context.attempt - EARLIER); attempt--) {
    const id = name(attempt);
    const waits = placeIn(await queueOf(door, watch), id).at !== 'none';
    if (!waits && (await historyOf(door, id, watch)) === null) continue;
    try {
      return yield* follow(id, false);
    } catch (thrown) {
      // It failed, or the attempt that queued it has just cancelled it: ours begins anew.
      if (!(thrown instanceof EngineFailure) || thrown.code === 'oom' || thrown.code === 'cancelled') throw thrown;
      context.log.warn({ job: context.job, prompt: id, code: thrown.code }, 'what an earlier attempt queued did not end well');
    }
  }
  return yield* follow(name(context.attempt), true);
}

/** A run that ends while the order is on its way may have left it there. */
async function queued(door: Door, workflow: Workflow, id: string, context: EngineContext, watch: Watch): Promise<void> {
  try {
    await submit(door, workflow, id, id, watch);
  } catch (thrown) {
    if (watch.signal.aborted) await lastWord(context.log, (ear) => cancel(door, id, ear));
    throw thrown;
  }
}
