import { KINDS, type Kind } from '@oto/schema/board/kind';
import type { OperatorJob, OperatorWorker } from '@oto/schema/contract/operator';

/** Kinds that nobody can make now: no live worker that takes work has a healthy engine of it. */
export function kindsWithout(workers: readonly OperatorWorker[]): readonly Kind[] {
  const served = new Set(
    workers
      .filter((worker) => worker.live && !worker.draining)
      .flatMap((worker) => worker.engines.filter((engine) => engine.healthy).map((engine) => engine.kind)),
  );
  return KINDS.filter((kind) => !served.has(kind));
}

/** How many runs a worker has room for at once. */
export function slotsOf(worker: Pick<OperatorWorker, 'engines'>): number {
  return worker.engines.reduce((sum, engine) => sum + engine.slots, 0);
}

export const PRIORITIES = [-1, 0, 1, 2] as const;
export type Priority = (typeof PRIORITIES)[number];

/** A job's priority among those that have a name. */
export function priorityOf(job: Pick<OperatorJob, 'priority'>): Priority {
  return PRIORITIES.findLast((one) => one <= job.priority) ?? -1;
}
