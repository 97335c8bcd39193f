/** How a claim ended here. */
export type JobOutcome = 'finished' | 'failed' | 'cancelled' | 'abandoned' | 'handed on';
