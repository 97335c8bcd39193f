import { z } from 'zod';
import { ANSWER_TOKENS } from '../chat/price.ts';
import type { HttpPlace } from '../http/place.ts';
import { runPod } from '../runpod/engine.ts';
import { chatOrder, comfyOrder, filmOrder, pictureOrder, speechOrder } from '../runpod/order.ts';
import type { RunPodOrder } from '../runpod/place.ts';
import { Address, frame, httpPlace, judgedModels, modelFields, serverFields, size, withModels } from './frame.ts';
import { present, recipe } from './recipe.ts';
import { motion, samplingFields, samplingOf } from './sampling.ts';
import { maxTokens } from './text.ts';
import { voices } from './voice.ts';

const RUNPOD = 'https://api.runpod.ai/v2';
/** RunPod wakes workers as they are needed. */
const SLOTS = 4;

const pictures = z.boolean().optional();

/** What the handler of the endpoint speaks, by the type of engine that it stands in place of. */
const Wrapped = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('openai-chat'), ...modelFields, maxTokens }),
  z.strictObject({ type: z.literal('comfyui-image'), ...modelFields, ...samplingFields }),
  z.strictObject({ type: z.literal('comfyui-video'), ...modelFields, ...samplingFields, motion }),
  z.strictObject({ type: z.literal('openai-images'), ...modelFields, size, pictures }),
  z.strictObject({ type: z.literal('openai-videos'), ...modelFields, size, pictures, seconds: z.int().min(1).max(60).optional() }),
  z.strictObject({ type: z.literal('openai-speech'), ...modelFields, voices }),
]);

export const runPodRecipe = recipe(
  z.strictObject({
    type: z.literal('runpod'),
    ...frame,
    ...serverFields,
    /** Up to and with /v2. */
    url: Address.default(RUNPOD),
    endpoint: z.string().regex(/^[\w-]{1,100}$/u, 'the id of a RunPod endpoint'),
    engine: withModels(Wrapped),
    /** Fields of the handler's own, the same for every run. */
    input: z.record(z.string(), z.json()).optional(),
  }),
  (entry, { folder }) => {
    const place = httpPlace(entry, SLOTS);
    return runPod({ ...place, endpoint: entry.endpoint, order: orderOf(entry.engine, place, folder), ...present({ input: entry.input }) });
  },
);

function orderOf(engine: z.output<typeof Wrapped>, place: HttpPlace, folder: string): RunPodOrder {
  const models = judgedModels(engine);
  switch (engine.type) {
    case 'openai-chat':
      return chatOrder(models, engine.maxTokens ?? ANSWER_TOKENS);
    case 'comfyui-image':
      return comfyOrder(models, { ...place, models, ...samplingOf(engine, folder), makes: 'image' });
    case 'comfyui-video':
      return comfyOrder(models, { ...place, models, ...samplingOf(engine, folder), makes: 'video', motion: present(engine.motion ?? {}) });
    case 'openai-images':
      return pictureOrder(models, engine.pictures ?? false, engine.size);
    case 'openai-videos':
      return filmOrder(models, engine.pictures ?? false, engine.size, engine.seconds);
    case 'openai-speech':
      return speechOrder(models, engine.voices);
    default:
      return engine satisfies never;
  }
}
