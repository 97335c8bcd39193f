export const JOB_STATES = ['queued', 'running', 'succeeded', 'failed', 'cancelled'] as const;
export type JobState = (typeof JOB_STATES)[number];

export function isFinal(state: JobState): boolean {
  return state === 'succeeded' || state === 'failed' || state === 'cancelled';
}

/** Why a generation failed. Each has a French and an English sentence in contract/errors. */
export const FAILURES = [
  'engine_invalid',
  'engine_unavailable',
  'engine_oom',
  'engine_timeout',
  'engine_blocked',
  'engine_protocol',
  'worker_lost',
] as const;
export type Failure = (typeof FAILURES)[number];
