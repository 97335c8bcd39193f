import type { Kind } from '@oto/schema/board/kind';
import type { StepResult } from '@oto/schema/contract/worker';
import type { Trx } from '../deps.ts';

/** A step of a job: what was planned and, once it was delivered, what it made. */
export type PlannedStep = {
  readonly position: number;
  readonly versionId: string;
  readonly kind: Kind;
  readonly engine: string;
  readonly engineTokens: number;
  readonly result: StepResult | null;
  readonly deliveredAttempt: number | null;
};
export type DeliveredStep = PlannedStep & { readonly result: StepResult; readonly deliveredAttempt: number };

/** The steps of a job (uuid) in order. Those that were delivered are the first ones. */
export async function stepsOf(trx: Trx, jobUuid: string): Promise<readonly PlannedStep[]> {
  return trx
    .selectFrom('job_step')
    .innerJoin('agent_version', 'agent_version.id', 'job_step.agent_version_id')
    .select([
      'position',
      'agent_version_id as versionId',
      'kind',
      'engine',
      'engine_tokens as engineTokens',
      'result',
      'delivered_attempt as deliveredAttempt',
    ])
    .where('job_id', '=', jobUuid)
    .orderBy('position')
    .execute();
}

export function isDelivered(step: PlannedStep): step is DeliveredStep {
  return step.result !== null;
}
