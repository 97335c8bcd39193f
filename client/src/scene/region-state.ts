import type { NoteState } from './note-state.ts';
import type { Run } from './run-allocator.ts';
import type { Sector } from './sector.ts';
import type { RegionView } from './types.ts';

export interface RegionState {
  readonly key: string;
  readonly x: number;
  readonly y: number;
  readonly sector: Sector;
  view: RegionView;
  readonly notes: Set<NoteState>;
  outline: Run | null;
  name: Run | null;
  /** Half width and height of the pencil outline. */
  reachX: number;
  reachY: number;
  /** The outline or the name must be drawn anew. */
  stale: boolean;
}
