import { z } from 'zod';
import { askJson, type Door } from '../http/door.ts';
import type { Ear } from '../http/watch.ts';
import type { ComfyPlace } from './place.ts';
import { FILM_FORMAT } from './workflow.ts';

/** What the server has, of what our workflows need. Lists are of values that a node's input takes. */
export type Catalogue = {
  readonly checkpoints: readonly string[];
  readonly samplers: readonly string[];
  readonly schedulers: readonly string[];
  readonly motions: readonly string[];
  readonly betaSchedules: readonly string[];
  readonly formats: readonly string[];
  /** Node types that are not installed. */
  readonly missing: readonly string[];
};

const NodeInfo = z.object({
  input: z.object({
    required: z.record(z.string(), z.unknown()).default({}),
    optional: z.record(z.string(), z.unknown()).default({}),
  }),
});
const Answer = z.record(z.string(), NodeInfo);

const INFO_MOST = 4_000_000;

const PICTURE_NODES = [
  'CheckpointLoaderSimple',
  'CLIPTextEncode',
  'EmptyLatentImage',
  'LoadImage',
  'ImageScale',
  'VAEEncode',
  'KSampler',
  'VAEDecode',
] as const;
const FILM_NODES = [
  ...PICTURE_NODES,
  'RepeatLatentBatch',
  'ADE_LoadAnimateDiffModel',
  'ADE_ApplyAnimateDiffModelSimple',
  'ADE_LoopedUniformContextOptions',
  'ADE_UseEvolvedSampling',
  'VHS_VideoCombine',
] as const;

/** `types`: those that a workflow of one's own is made of; absent: those of ours. */
export async function catalogueOf(door: Door, place: ComfyPlace, types: readonly string[] | null, ear: Ear): Promise<Catalogue> {
  const wanted = new Set<string>(types ?? (place.makes === 'image' ? [...PICTURE_NODES, 'PreviewImage'] : FILM_NODES));
  const infos = new Map(await Promise.all([...wanted].map(async (type) => [type, await infoOf(door, type, ear)] as const)));
  const values = (type: string, input: string): readonly string[] => choices(infos.get(type), input);
  return {
    checkpoints: values('CheckpointLoaderSimple', 'ckpt_name'),
    samplers: values('KSampler', 'sampler_name'),
    schedulers: values('KSampler', 'scheduler'),
    motions: values('ADE_LoadAnimateDiffModel', 'model_name'),
    betaSchedules: values('ADE_UseEvolvedSampling', 'beta_schedule'),
    formats: values('VHS_VideoCombine', 'format'),
    missing: [...infos].filter(([, info]) => info === null).map(([type]) => type),
  };
}

type Info = z.infer<typeof NodeInfo> | null;

/** The server answers an unknown type with an empty object, or 404. */
async function infoOf(door: Door, type: string, ear: Ear): Promise<Info> {
  const answer = await askJson(door, { method: 'GET', path: `/object_info/${encodeURIComponent(type)}`, most: INFO_MOST }, Answer, ear);
  return answer[type] ?? null;
}

const Listed = z.tuple([z.array(z.unknown())], z.unknown());
const Combo = z.tuple([z.literal('COMBO'), z.object({ options: z.array(z.unknown()) })], z.unknown());

/** Servers have written a choice as `[[values], …]`, and since then as `["COMBO", {options: [values]}]`. */
function choices(info: Info | undefined, input: string): readonly string[] {
  const spec = info?.input.required[input] ?? info?.input.optional[input];
  const combo = Combo.safeParse(spec);
  const listed = combo.success ? combo.data[1].options : (Listed.safeParse(spec).data?.[0] ?? []);
  return listed.filter((value) => typeof value === 'string');
}

/** What is not there, in a few words for operators; null when the workflow can run. */
export function lacking(place: ComfyPlace, own: boolean, there: Catalogue): string | null {
  const wants: string[] = [];
  if (there.missing.length > 0) wants.push(`missing nodes: ${there.missing.join(', ')}`);
  const unknown = place.models.filter((model) => !there.checkpoints.includes(model));
  if (!own) {
    if (there.checkpoints.length === 0 && !there.missing.includes('CheckpointLoaderSimple')) wants.push('no checkpoint');
    else if (unknown.length > 0) wants.push(`missing checkpoint: ${unknown.join(', ')}`);
    if (place.makes === 'video') wants.push(...lackingOfFilm(place.motion?.model, there));
  }
  return wants.length === 0 ? null : wants.join('; ');
}

function lackingOfFilm(model: string | undefined, there: Catalogue): string[] {
  const wants: string[] = [];
  if (!there.missing.includes('ADE_LoadAnimateDiffModel')) {
    if (there.motions.length === 0) wants.push('no motion model');
    else if (model !== undefined && !there.motions.includes(model)) wants.push(`missing motion model: ${model}`);
  }
  if (!there.missing.includes('VHS_VideoCombine') && !there.formats.includes(FILM_FORMAT)) wants.push(`missing format: ${FILM_FORMAT}`);
  return wants;
}
