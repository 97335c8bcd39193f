import type { EngineCode } from '../engine/failure.ts';
import type { JobOutcome } from '../job/outcome.ts';

/** Told of what happens where it happens; never throws. */
export type Watch = {
  /** One run of an engine, its end and its seconds. */
  ran(engine: string, outcome: 'done' | EngineCode, seconds: number): void;
  job(outcome: JobOutcome | 'lost'): void;
  claimed(outcome: 'job' | 'none' | 'failed'): void;
  uploaded(outcome: 'done' | 'failed', bytes: number): void;
  health(engine: string, healthy: boolean): void;
};

export const unwatched: Watch = {
  ran: () => undefined,
  job: () => undefined,
  claimed: () => undefined,
  uploaded: () => undefined,
  health: () => undefined,
};
