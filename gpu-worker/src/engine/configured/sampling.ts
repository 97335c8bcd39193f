import { resolve } from 'node:path';
import { z } from 'zod';
import type { ComfyPlace } from '../comfyui/place.ts';
import { Label, size } from './frame.ts';
import { present } from './recipe.ts';

export const steps = z.int().min(1).max(200).optional();
export const cfg = z.number().min(0).max(30).optional();
export const negative = z.string().max(2000).optional();
/** How far a given picture is left behind. */
export const share = z.number().min(0).max(1).optional();
export const frames = z.int().min(1).max(1000).optional();
/** Frames a second. */
export const rate = z.number().min(1).max(120).optional();

/** AnimateDiff's own. */
export const motion = z.strictObject({ model: Label.optional(), frames, rate, loop: z.boolean().optional() }).optional();

export const samplingFields = {
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

type SamplingEntry = z.output<z.ZodObject<typeof samplingFields>>;

export function samplingOf(entry: SamplingEntry, folder: string): Pick<ComfyPlace, 'sampling' | 'workflowFile'> {
  const { size: full, steps: count, cfg: guidance, sampler, scheduler, negative: against, denoise, workflowFile } = entry;
  return {
    sampling: present({ size: full, steps: count, cfg: guidance, sampler, scheduler, negative: against, denoise }),
    ...present({ workflowFile: workflowFile === undefined ? undefined : resolve(folder, workflowFile) }),
  };
}
