import type { Workflow } from '../comfyui/workflow.ts';

export const CHECKPOINTS = ['dream.safetensors', 'v1-5-pruned.safetensors'] as const;
export const MOTION_MODEL = 'mm_sd_v15_v2.ckpt';

type Spec = { readonly required: Record<string, unknown>; readonly optional?: Record<string, unknown>; readonly outputs: number };

const number = ['INT', {}];
const link = (type: string): readonly unknown[] => [type];
/** Servers have written choices in two ways; both are here. */
const listed = (...values: string[]): readonly unknown[] => [values, {}];
const combo = (...values: string[]): readonly unknown[] => ['COMBO', { options: values }];

/** The nodes of the stand-in: their inputs, as `/object_info` tells them, and how many outputs they have. */
export const NODES: Readonly<Record<string, Spec>> = {
  CheckpointLoaderSimple: { required: { ckpt_name: listed(...CHECKPOINTS) }, outputs: 3 },
  CLIPTextEncode: { required: { text: ['STRING', { multiline: true }], clip: link('CLIP') }, outputs: 1 },
  EmptyLatentImage: { required: { width: number, height: number, batch_size: number }, outputs: 1 },
  LoadImage: { required: { image: listed() }, outputs: 2 },
  ImageScale: {
    required: {
      image: link('IMAGE'),
      upscale_method: listed('nearest-exact', 'lanczos'),
      width: number,
      height: number,
      crop: listed('disabled', 'center'),
    },
    outputs: 1,
  },
  VAEEncode: { required: { pixels: link('IMAGE'), vae: link('VAE') }, outputs: 1 },
  RepeatLatentBatch: { required: { samples: link('LATENT'), amount: number }, outputs: 1 },
  KSampler: {
    required: {
      model: link('MODEL'),
      seed: number,
      steps: number,
      cfg: ['FLOAT', {}],
      sampler_name: combo('euler', 'euler_ancestral', 'dpmpp_2m'),
      scheduler: combo('normal', 'karras'),
      positive: link('CONDITIONING'),
      negative: link('CONDITIONING'),
      latent_image: link('LATENT'),
      denoise: ['FLOAT', {}],
    },
    outputs: 1,
  },
  VAEDecode: { required: { samples: link('LATENT'), vae: link('VAE') }, outputs: 1 },
  PreviewImage: { required: { images: link('IMAGE') }, outputs: 0 },
  ADE_LoadAnimateDiffModel: { required: { model_name: listed(MOTION_MODEL) }, optional: { ad_settings: link('AD_SETTINGS') }, outputs: 1 },
  ADE_ApplyAnimateDiffModelSimple: { required: { motion_model: link('MOTION_MODEL_ADE') }, outputs: 1 },
  ADE_LoopedUniformContextOptions: {
    required: { context_length: number, context_stride: number, context_overlap: number, closed_loop: ['BOOLEAN', {}] },
    optional: { fuse_method: listed('pyramid', 'flat') },
    outputs: 1,
  },
  ADE_UseEvolvedSampling: {
    required: { model: link('MODEL'), beta_schedule: listed('autoselect', 'sqrt_linear (AnimateDiff)') },
    optional: { m_models: link('M_MODELS'), context_options: link('CONTEXT_OPTIONS') },
    outputs: 1,
  },
  VHS_VideoCombine: {
    required: {
      images: link('IMAGE'),
      frame_rate: ['FLOAT', {}],
      loop_count: number,
      filename_prefix: ['STRING', {}],
      format: listed('image/gif', 'video/h264-mp4'),
      pingpong: ['BOOLEAN', {}],
      save_output: ['BOOLEAN', {}],
    },
    outputs: 1,
  },
};

/** What the server says of a workflow that it cannot run; empty when it can. */
export function nodeErrors(workflow: Workflow): Record<string, object> {
  const errors: Record<string, object> = {};
  for (const [id, node] of Object.entries(workflow)) {
    const wrong = wrongIn(workflow, node);
    if (wrong.length > 0)
      errors[id] = { class_type: node.class_type, errors: wrong.map((message) => ({ type: 'wrong', message })), dependent_outputs: [] };
  }
  return errors;
}

function wrongIn(workflow: Workflow, node: Workflow[string]): string[] {
  const spec = NODES[node.class_type];
  if (!spec) return [`no node ${node.class_type}`];
  const wrong: string[] = [];
  for (const [name, shape] of Object.entries(spec.required)) {
    const value = node.inputs[name];
    if (value === undefined) wrong.push(`missing ${name}`);
    else if (Array.isArray(value)) wrong.push(...wrongLink(workflow, name, value));
    else if (!takes(shape, name, value)) wrong.push(`value not in list: ${name}`);
  }
  return wrong;
}

function wrongLink(workflow: Workflow, name: string, [from, output]: unknown[]): string[] {
  const outputs = NODES[workflow[String(from)]?.class_type ?? '']?.outputs ?? 0;
  return typeof output === 'number' && output < outputs ? [] : [`${name} leads nowhere`];
}

function takes(shape: unknown, name: string, value: unknown): boolean {
  if (!Array.isArray(shape) || name === 'image') return typeof value === 'string';
  const [kind, more] = shape as [unknown, { options?: unknown[] }?];
  if (Array.isArray(kind)) return kind.includes(value);
  switch (kind) {
    case 'COMBO':
      return more?.options?.includes(value) ?? false;
    case 'INT':
      return Number.isInteger(value);
    case 'FLOAT':
      return typeof value === 'number';
    case 'BOOLEAN':
      return typeof value === 'boolean';
    case 'STRING':
      return typeof value === 'string';
    default:
      // A link was asked for.
      return false;
  }
}
