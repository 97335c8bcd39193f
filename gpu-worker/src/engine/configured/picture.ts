import { resolve } from 'node:path';
import { z } from 'zod';
import { comfyUi } from '../comfyui/engine.ts';
import type { ComfyPlace, Sampling } from '../comfyui/place.ts';
import { openAiImages } from '../openai-images/engine.ts';
import { openAiVideos } from '../openai-videos/engine.ts';
import { sdCpp } from '../sd-cpp/engine.ts';
import { httpFrame, httpPlace, judgedModels, Label, modelFields, modelsOf, SizeField, withModels } from './frame.ts';
import { present, recipe } from './recipe.ts';

/** A graphics card makes one picture at a time. */
const SLOTS = 1;

const steps = z.int().min(1).max(200).optional();
const cfg = z.number().min(0).max(30).optional();
const negative = z.string().max(2000).optional();
/** How far a given picture is left behind. */
const share = z.number().min(0).max(1).optional();
const frames = z.int().min(1).max(1000).optional();
const rate = z.number().min(1).max(120).optional();
const size = SizeField.optional();

const comfyFields = {
  ...httpFrame,
  /** Checkpoints by the server's own names; absent: the first that it has. */
  ...modelFields,
  size,
  steps,
  cfg,
  sampler: Label.optional(),
  scheduler: Label.optional(),
  negative,
  denoise: share,
  /** A workflow of one's own, from the folder of the engines file. */
  workflowFile: z.string().min(1).optional(),
};
const ComfyImage = z.strictObject({ type: z.literal('comfyui-image'), ...comfyFields });
const ComfyVideo = z.strictObject({
  type: z.literal('comfyui-video'),
  ...comfyFields,
  motion: z.strictObject({ model: Label.optional(), frames, rate, loop: z.boolean().optional() }).optional(),
});

type ComfyEntry = z.output<typeof ComfyImage> | z.output<typeof ComfyVideo>;

function comfyPlace(entry: ComfyEntry, folder: string): ComfyPlace {
  const place = {
    ...httpPlace(entry, SLOTS),
    models: modelsOf(entry) ?? [],
    sampling: samplingOf(entry),
    ...present({ workflowFile: entry.workflowFile === undefined ? undefined : resolve(folder, entry.workflowFile) }),
  };
  return entry.type === 'comfyui-image' ? { ...place, makes: 'image' } : { ...place, makes: 'video', motion: present(entry.motion ?? {}) };
}

function samplingOf({ size: full, steps: count, cfg: guidance, sampler, scheduler, negative: against, denoise }: ComfyEntry): Sampling {
  return present({ size: full, steps: count, cfg: guidance, sampler, scheduler, negative: against, denoise });
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
