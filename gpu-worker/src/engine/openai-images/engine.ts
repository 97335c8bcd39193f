import { z } from 'zod';
import type { Engine, EngineContext, EngineEvent, EngineRequest } from '../engine.ts';
import { EngineFailure } from '../failure.ts';
import { climb, meanwhile } from '../http/climb.ts';
import { askJson, doorOf, type Ask, type Door } from '../http/door.ts';
import { guarded } from '../http/guarded.ts';
import { healthOf } from '../http/health.ts';
import { BASE64_MOST, fromBase64, keep, PICTURES } from '../http/keep.ts';
import type { HttpPlace, Size } from '../http/place.ts';
import type { Watch } from '../http/watch.ts';
import { blobOf, inputOf } from '../http/input.ts';
import { declaredSize, scaled } from '../picture/size.ts';
import { pictureWords, seedOf } from '../picture/words.ts';

export type ImagesPlace = HttpPlace & {
  /** The first is the default. */
  readonly models: readonly [string, ...string[]];
  /** Of a full picture; absent: 1024 squared. */
  readonly size?: Size;
  /** Whether /v1/images/edits is there. */
  readonly edits: boolean;
  /** The server refuses fields that OpenAI itself does not name (seed, response_format). */
  readonly strict?: boolean;
};

const SIZE: Size = { width: 1024, height: 1024 };
const GRAIN = 64;
/** No byte comes while the picture is made. */
const SILENCE_MS = 240_000;
const ETA_MS = 20_000;

const Answer = z.object({ data: z.array(z.object({ b64_json: z.string() })).min(1) });
const Models = z.object({ data: z.array(z.object({ id: z.string() })) });

/** `POST /v1/images/generations`, and `/v1/images/edits` for a given picture. Closing the connection cancels. */
export function openAiImages(place: ImagesPlace): Engine {
  const door = doorOf(place);
  return {
    id: place.id,
    kind: 'image',
    displayName: place.name,
    models: place.models,
    trained: true,
    deterministic: false,
    accepts: place.edits ? ['image'] : [],
    slots: place.slots,
    ceiling: place.ceiling,
    estimate: () => ({ tokens: place.ceiling, etaMs: ETA_MS }),
    health: () =>
      healthOf(async (ear) => {
        await askJson(door, { method: 'GET', path: '/v1/models' }, Models, ear);
        return null;
      }),
    generate: (request, context) => guarded(context, place.silenceMs ?? SILENCE_MS, (watch) => draw(place, door, request, context, watch)),
  };
}

async function* draw(
  place: ImagesPlace,
  door: Door,
  request: EngineRequest,
  context: EngineContext,
  watch: Watch,
): AsyncGenerator<EngineEvent> {
  const model = place.models.find((one) => one === request.model) ?? place.models[0];
  const path = climb('painting');
  const answer = yield* meanwhile(askJson(door, await order(place, model, request), Answer, watch), path, ETA_MS);
  const [first] = answer.data;
  if (first === undefined) throw new EngineFailure('protocol', 'no picture');
  const bytes = fromBase64(first.b64_json);
  const kept = await keep(context.folder, 'picture', bytes, PICTURES);
  watch.check();
  yield path.end();
  yield { type: 'artifact', role: 'main', ...kept, meta: declaredSize(bytes) ?? {} };
  yield { type: 'usage', tokens: place.ceiling, model };
  yield { type: 'done' };
}

async function order(place: ImagesPlace, model: string, request: EngineRequest): Promise<Ask> {
  const { width, height } = scaled(place.size ?? SIZE, request.scale, GRAIN);
  const fields = {
    model,
    prompt: pictureWords(request),
    n: 1,
    size: `${width}x${height}`,
    ...(place.strict === true ? {} : { seed: seedOf(request), response_format: 'b64_json' }),
  };
  const picture = place.edits ? await inputOf(request, 'image') : null;
  if (picture === null) return { method: 'POST', path: '/v1/images/generations', json: fields, most: BASE64_MOST };
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, String(value));
  form.set('image', blobOf(picture), `picture.${picture.mime.split('/')[1] ?? 'png'}`);
  return { method: 'POST', path: '/v1/images/edits', form, most: BASE64_MOST };
}
