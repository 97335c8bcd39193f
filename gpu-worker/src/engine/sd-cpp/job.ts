import { z } from 'zod';
import { EngineFailure } from '../failure.ts';
import { askJson, type Door } from '../http/door.ts';
import { BASE64_MOST } from '../http/keep.ts';
import { toldFailure } from '../http/refusal.ts';
import type { Ear } from '../http/watch.ts';

const Accepted = z.object({ id: z.string().regex(/^[\w-]{1,100}$/u) });

const Job = z.object({
  status: z.enum(['queued', 'generating', 'completed', 'failed', 'cancelled']),
  queue_position: z.number().nullish(),
  result: z.object({ images: z.array(z.object({ b64_json: z.string() })).optional(), b64_json: z.string().optional() }).nullish(),
  error: z.object({ code: z.string().nullish(), message: z.string().nullish() }).nullish(),
});
export type SdJob = z.infer<typeof Job>;

/** Orders a picture or a film; the id of the job. Its poll_url is not followed: we know the way. */
export async function orderJob(door: Door, verb: 'img_gen' | 'vid_gen', json: object, ear: Ear): Promise<string> {
  return (await askJson(door, { method: 'POST', path: `/sdcpp/v1/${verb}`, json }, Accepted, ear)).id;
}

export async function jobOf(door: Door, id: string, ear: Ear): Promise<SdJob> {
  try {
    return await askJson(door, { method: 'GET', path: `/sdcpp/v1/jobs/${id}`, most: BASE64_MOST }, Job, ear);
  } catch (thrown) {
    // 404 and 410: the server was started anew, or forgot.
    if (thrown instanceof EngineFailure && /^status (?:404|410)/u.test(thrown.engineMessage))
      throw new EngineFailure('unavailable', 'the server lost the job', true);
    throw thrown;
  }
}

export async function cancelJob(door: Door, id: string, ear: Ear): Promise<void> {
  await askJson(door, { method: 'POST', path: `/sdcpp/v1/jobs/${id}/cancel`, json: {} }, z.unknown(), ear);
}

/** Why a job ended without a result. */
export function jobFailure(job: SdJob): EngineFailure {
  // Someone else cancelled it: it can be ordered again.
  if (job.status === 'cancelled') return new EngineFailure('unavailable', 'cancelled on the server', true);
  return toldFailure([job.error?.code, job.error?.message].filter(Boolean).join(': ') || 'failed without a word');
}
