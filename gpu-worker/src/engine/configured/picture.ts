import { z } from 'zod';
import { comfyUi } from '../comfyui/engine.ts';
import type { ComfyPlace } from '../comfyui/place.ts';
import { openAiImages } from '../openai-images/engine.ts';
import { openAiVideos } from '../openai-videos/engine.ts';
import { sdCpp } from '../sd-cpp/engine.ts';
import { httpFrame, httpPlace, judgedModels, Label, modelFields, modelsOf, size, withModels } from './frame.ts';
import { present, recipe } from './recipe.ts';
import { cfg, frames, motion, negative, rate, samplingFields, samplingOf, share, steps } from './sampling.ts';

/** A graphics card makes one picture at a time. */
const SLOTS = 1;

/** Checkpoints are the server's own names; without any, the first that it has. */
const ComfyImage = z.strictObject({ type: z.literal('comfyui-image'), ...httpFrame, ...modelFields, ...samplingFields });
const ComfyVideo = z.strictObject({ type: z.literal('comfyui-video'), ...httpFrame, ...modelFields, ...samplingFields, motion });

type ComfyEntry = z.output<typeof ComfyImage> | z.output<typeof ComfyVideo>;

function comfyPlace(entry: ComfyEntry, folder: string): ComfyPlace {
  const place = { ...httpPlace(entry, SLOTS), models: modelsOf(entry) ?? [], ...samplingOf(entry, folder) };
  return entry.type === 'comfyui-image' ? { ...place, makes: 'image' } : { ...place, makes: 'video', motion: present(entry.motion ?? {}) };
}

export const comfyImageRecipe = recipe(ComfyImage, (entry, { folder }) => comfyUi(comfyPlace(entry, folder)));
export const comfyVideoRecipe = recipe(ComfyVideo, (entry, { folder }) => comfyUi(comfyPlace(entry, folder)));

export const openAiImagesRecipe = recipe(
  withModels(
    z.strictObject({
      type: z.literal('openai-images'),
      ...httpFrame,
      ...modelFields,
      size,
      /** Whether /v1/images/edits is there. */
      edits: z.boolean().optional(),
      /** The server refuses fields that OpenAI itself does not name. */
      strict: z.boolean().optional(),
    }),
  ),
  (entry) =>
    openAiImages({
      ...httpPlace(entry, SLOTS),
      models: judgedModels(entry),
      edits: entry.edits ?? false,
      ...present({ size: entry.size, strict: entry.strict }),
    }),
);

export const openAiVideosRecipe = recipe(
  withModels(
    z.strictObject({
      type: z.literal('openai-videos'),
      ...httpFrame,
      ...modelFields,
      size,
      seconds: z.int().min(1).max(60).optional(),
      /** Whether a first picture can be given. */
      pictures: z.boolean().optional(),
      strict: z.boolean().optional(),
    }),
  ),
  (entry) =>
    openAiVideos({
      ...httpPlace(entry, SLOTS),
      models: judgedModels(entry),
      pictures: entry.pictures ?? false,
      ...present({ size: entry.size, seconds: entry.seconds, strict: entry.strict }),
    }),
);

export const sdCppRecipe = recipe(
  z.strictObject({
    type: z.literal('sd-cpp'),
    ...httpFrame,
    /** What the one loaded model is called. */
    model: Label,
    /** Absent: pictures. */
    makes: z.enum(['image', 'video']).optional(),
    size,
    steps,
    cfg,
    negative,
    strength: share,
    /** Of films alone. */
    frames,
    rate,
  }),
  (entry) => {
    const place = {
      ...httpPlace(entry, SLOTS),
      model: entry.model,
      options: present({ size: entry.size, steps: entry.steps, cfg: entry.cfg, negative: entry.negative, strength: entry.strength }),
    };
    return entry.makes === 'video'
      ? sdCpp({ ...place, makes: 'video', film: present({ frames: entry.frames, rate: entry.rate }) })
      : sdCpp({ ...place, makes: 'image' });
  },
);
