import type { NoteState } from './note-state.ts';
import type { Run } from './run-allocator.ts';
import type { Sector } from './sector.ts';
import type { CordView } from './types.ts';

export interface CordState {
  readonly handle: number;
  readonly id: string;
  view: CordView;
  from: NoteState | null;
  to: NoteState | null;
  /** Where its instance lies; null while an end is unknown. */
  sector: Sector | null;
  run: Run | null;
  x0: number;
  y0: number;
  x1: number;
  y1: number;
  /** Middle's hang now: rest plus swing. */
  hangX: number;
  hangY: number;
  swingX: number;
  swingY: number;
  speedX: number;
  speedY: number;
  swinging: boolean;
  /** 0 to 1, from the seed. */
  seed: number;
  rgb: number;
  opacity: number;
  hot: boolean;
  stale: boolean;
  /** Its place in the grid is behind its curve. */
  gridStale: boolean;
}
