import { z } from 'zod';
import { EngineFailure } from '../failure.ts';
import { askBytes, askJson, type Door } from '../http/door.ts';
import { toldFailure } from '../http/refusal.ts';
import type { Ear } from '../http/watch.ts';

/** RunPod's law for the body of /run. */
const PAYLOAD_MOST = 10_000_000;
/** Of an answer: results of up to 20 MB may come inside it. */
const ANSWER_MOST = 34_000_000;
/** What RunPod takes for a policy, in milliseconds. */
const EXECUTION_LEAST = 5000;
const LIFE_LEAST = 10_000;
const LIFE_MOST = 86_400_000;

const STATES = ['IN_QUEUE', 'IN_PROGRESS', 'COMPLETED', 'FAILED', 'CANCELLED', 'TIMED_OUT'] as const;

export const RunPodJob = z.object({
  id: z.string().regex(/^[\w-]{1,200}$/u),
  status: z.enum(STATES),
  output: z.unknown().optional(),
  error: z.unknown().optional(),
});
export type RunPodJob = z.infer<typeof RunPodJob>;

const Part = z.object({ output: z.unknown().optional() });
/** What came since the last look, and how the job stands. */
const Streamed = z.object({ status: z.enum(STATES), stream: z.array(Part).nullish(), error: z.unknown().optional() });
export type Streamed = z.infer<typeof Streamed>;

const Count = z.number().default(0);
const EndpointHealth = z.object({
  workers: z
    .object({ idle: Count, initializing: Count, ready: Count, running: Count, throttled: Count, unhealthy: Count })
    .partial()
    .default({}),
});

/** Orders a run that RunPod itself ends at the deadline, so that nobody pays for what nobody waits for. Answers its id. */
export async function orderRun(door: Door, input: Record<string, unknown>, deadline: number, ear: Ear): Promise<string> {
  const left = deadline - Date.now();
  const policy = {
    executionTimeout: Math.min(LIFE_MOST, Math.max(EXECUTION_LEAST, left)),
    ttl: Math.min(LIFE_MOST, Math.max(LIFE_LEAST, left)),
  };
  const json = { input, policy };
  const bytes = Buffer.byteLength(JSON.stringify(json));
  if (bytes > PAYLOAD_MOST) throw new EngineFailure('invalid', `an order of ${bytes} bytes; RunPod takes ${PAYLOAD_MOST}`);
  const job = await askJson(door, { method: 'POST', path: '/run', json }, RunPodJob.pick({ id: true, status: true }), ear);
  return job.id;
}

export async function statusOf(door: Door, id: string, ear: Ear): Promise<RunPodJob> {
  return lostOr(() => askJson(door, { method: 'GET', path: `/status/${id}`, most: ANSWER_MOST }, RunPodJob, ear));
}

/** Takes what was written since the last call: it is given once. */
export async function streamOf(door: Door, id: string, ear: Ear): Promise<Streamed> {
  return lostOr(() => askJson(door, { method: 'GET', path: `/stream/${id}`, most: ANSWER_MOST }, Streamed, ear));
}

export async function cancelRun(door: Door, id: string, ear: Ear): Promise<void> {
  await askBytes(door, { method: 'POST', path: `/cancel/${id}`, json: {} }, ear);
}

/** Null, or what is wrong. An endpoint without workers is well: it wakes one for a run. */
export async function endpointTrouble(door: Door, ear: Ear): Promise<string | null> {
  const { workers } = await askJson(door, { method: 'GET', path: '/health' }, EndpointHealth, ear);
  const able = (workers.idle ?? 0) + (workers.ready ?? 0) + (workers.running ?? 0) + (workers.initializing ?? 0);
  return able === 0 && (workers.unhealthy ?? 0) > 0 ? `all ${workers.unhealthy} workers are unhealthy` : null;
}

/** What ended a job badly; null when it did not end, or ended well. */
export function jobFailure({
  status,
  error,
  output,
}: {
  status: RunPodJob['status'];
  error?: unknown;
  output?: unknown;
}): EngineFailure | null {
  switch (status) {
    case 'IN_QUEUE':
    case 'IN_PROGRESS':
      return null;
    case 'COMPLETED': {
      // Handlers tell what went wrong in their output as well.
      const told = typeof output === 'object' && output !== null && 'error' in output ? wordsOf(output.error) : '';
      return told === '' ? null : toldFailure(told);
    }
    case 'FAILED':
      return toldFailure(wordsOf(error) || wordsOf(output) || 'failed without a word');
    case 'CANCELLED':
      return new EngineFailure('unavailable', 'cancelled on the server', true);
    case 'TIMED_OUT':
      return new EngineFailure('timeout', 'RunPod ended the run at its time limit', true);
    default:
      return status satisfies never;
  }
}

function wordsOf(told: unknown): string {
  if (told === undefined || told === null || told === false) return '';
  return (typeof told === 'string' ? told : JSON.stringify(told)).slice(0, 2000);
}

/** RunPod forgets results after half an hour, and jobs whose life is over. */
async function lostOr<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (thrown) {
    if (thrown instanceof EngineFailure && thrown.engineMessage.startsWith('status 404'))
      throw new EngineFailure('unavailable', 'RunPod has lost the run', true);
    throw thrown;
  }
}
