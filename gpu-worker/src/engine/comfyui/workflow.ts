import { z } from 'zod';

/** The API format: nodes by id. A link is `[node, output]`. */
export const Workflow = z.record(z.string(), z.looseObject({ class_type: z.string(), inputs: z.record(z.string(), z.unknown()) }));
export type Workflow = z.infer<typeof Workflow>;

/** Everything that a workflow is filled with. */
export type Filling = {
  readonly prompt: string;
  readonly negative: string;
  readonly seed: number;
  readonly checkpoint: string;
  readonly motion: string;
  readonly width: number;
  readonly height: number;
  readonly steps: number;
  readonly cfg: number;
  readonly sampler: string;
  readonly scheduler: string;
  readonly denoise: number;
  readonly frames: number;
  readonly rate: number;
  readonly loop: boolean;
  readonly betaSchedule: string;
  /** An uploaded picture, by the server's name of it. */
  readonly image: string | null;
};

const CHECKPOINT = '1';
const WORDS = '2';
const AGAINST = '3';
const LATENT = '4';
const SAMPLER = '5';
const PIXELS = '6';
const RESULT = '7';

/** Stable Diffusion: a picture from words, or from words and a picture. It is left in the server's temporary folder. */
export function pictureWorkflow(filling: Filling): Workflow {
  return {
    ...beginning(filling),
    ...latent(filling, 1),
    ...sampled(filling, [CHECKPOINT, 0]),
    [RESULT]: node('PreviewImage', { images: [PIXELS, 0] }),
  };
}

const MOTION = '20';
const APPLIED = '21';
const CONTEXT = '22';
const EVOLVED = '23';

/** AnimateDiff-Evolved and VideoHelperSuite: a film as MP4, without the workflow inside it. */
export function filmWorkflow(filling: Filling): Workflow {
  return {
    ...beginning(filling),
    ...latent(filling, filling.frames),
    [MOTION]: node('ADE_LoadAnimateDiffModel', { model_name: filling.motion }),
    [APPLIED]: node('ADE_ApplyAnimateDiffModelSimple', { motion_model: [MOTION, 0] }),
    [CONTEXT]: node('ADE_LoopedUniformContextOptions', {
      context_length: 16,
      context_stride: 1,
      context_overlap: 4,
      closed_loop: filling.loop,
    }),
    [EVOLVED]: node('ADE_UseEvolvedSampling', {
      model: [CHECKPOINT, 0],
      beta_schedule: filling.betaSchedule,
      m_models: [APPLIED, 0],
      context_options: [CONTEXT, 0],
    }),
    ...sampled(filling, [EVOLVED, 0]),
    [RESULT]: node('VHS_VideoCombine', {
      images: [PIXELS, 0],
      frame_rate: filling.rate,
      loop_count: 0,
      filename_prefix: 'oto',
      format: FILM_FORMAT,
      pingpong: false,
      save_output: false,
      save_metadata: false,
      pix_fmt: 'yuv420p',
      crf: 19,
    }),
  };
}

export const FILM_FORMAT = 'video/h264-mp4';

function node(type: string, inputs: Record<string, unknown>): Workflow[string] {
  return { class_type: type, inputs };
}

function beginning(filling: Filling): Workflow {
  return {
    [CHECKPOINT]: node('CheckpointLoaderSimple', { ckpt_name: filling.checkpoint }),
    [WORDS]: node('CLIPTextEncode', { clip: [CHECKPOINT, 1], text: filling.prompt }),
    [AGAINST]: node('CLIPTextEncode', { clip: [CHECKPOINT, 1], text: filling.negative }),
  };
}

const GIVEN = '10';
const FITTED = '11';
const ENCODED = '12';

/** Where sampling starts: from nothing, or from a given picture, as often as there are frames. */
function latent({ image, width, height }: Filling, frames: number): Workflow {
  if (image === null) return { [LATENT]: node('EmptyLatentImage', { width, height, batch_size: frames }) };
  const fitted = {
    [GIVEN]: node('LoadImage', { image }),
    [FITTED]: node('ImageScale', { image: [GIVEN, 0], upscale_method: 'lanczos', width, height, crop: 'center' }),
  };
  const encode = node('VAEEncode', { pixels: [FITTED, 0], vae: [CHECKPOINT, 2] });
  if (frames === 1) return { ...fitted, [LATENT]: encode };
  return { ...fitted, [ENCODED]: encode, [LATENT]: node('RepeatLatentBatch', { samples: [ENCODED, 0], amount: frames }) };
}

function sampled(filling: Filling, model: readonly [string, number]): Workflow {
  return {
    [SAMPLER]: node('KSampler', {
      model,
      positive: [WORDS, 0],
      negative: [AGAINST, 0],
      latent_image: [LATENT, 0],
      seed: filling.seed,
      steps: filling.steps,
      cfg: filling.cfg,
      sampler_name: filling.sampler,
      scheduler: filling.scheduler,
      denoise: filling.image === null ? 1 : filling.denoise,
    }),
    [PIXELS]: node('VAEDecode', { samples: [SAMPLER, 0], vae: [CHECKPOINT, 2] }),
  };
}
