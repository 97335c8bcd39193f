import type { StepResult } from '@oto/schema/contract/worker';
import type { Deps } from '../deps.ts';
import { ApiError } from '../http/api-error.ts';
import { judgeOutput } from '../moderation/judge.ts';
import type { JobPass } from './credential.ts';
import { failJob } from './fail.ts';

/** Fails the job as engine_blocked, and throws that, when engines wrote what cannot be kept. Before the transaction that would keep it. */
export async function requireFitOutput(deps: Deps, pass: JobPass, results: readonly StepResult[]): Promise<void> {
  const reason = await judgeOutput(
    deps,
    pass.jobUuid,
    results.map(({ text }) => text),
  );
  if (reason === null) return;
  const engineMessage = `the output was refused: ${reason}`;
  await failJob(deps, pass, { attempt: pass.attempt, code: 'engine_blocked', retryable: false, engineMessage });
  throw new ApiError('engine_blocked', { detail: reason });
}
