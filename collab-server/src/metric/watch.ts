import type { ErrorCode } from '@oto/schema/contract/errors';

export type SnapshotOutcome = 'written' | 'passed_over' | 'failed';

/** Told of what happens where it happens; a call must cost next to nothing and never throws. */
export type Watch = {
  /** One commit of the journal: its entries, and seconds from asking to the answer. */
  appended(entries: number, seconds: number): void;
  refused(code: ErrorCode): void;
  snapshot(outcome: SnapshotOutcome): void;
  /** States that were not passed on. */
  presenceDropped(states: number): void;
  /** A fact of the outbox, and seconds since it was written down. */
  delivered(seconds: number): void;
};

export const unwatched: Watch = {
  appended: () => undefined,
  refused: () => undefined,
  snapshot: () => undefined,
  presenceDropped: () => undefined,
  delivered: () => undefined,
};
