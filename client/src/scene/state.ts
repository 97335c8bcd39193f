import type { InstanceLayer } from './gpu/instance-layer.ts';
import type { Run } from './run-allocator.ts';
import type { CordView, NoteView, RegionView } from './types.ts';

/** A sheet of the board that notes, strings and words lie on: a sector, or the one above for drags. */
export interface Sheet {
  readonly x: number;
  readonly y: number;
  readonly visible: boolean;
  readonly ghosts: InstanceLayer;
  readonly cords: InstanceLayer;
  readonly text: InstanceLayer;
  readonly pencil: InstanceLayer;
  readonly graffiti: InstanceLayer;
  readonly tags: InstanceLayer;
  addNote(note: NoteState): void;
  removeNote(note: NoteState): void;
  /** The stacking order changed. */
  restack(): void;
  writeNote(note: NoteState): void;
  /** Grows the rectangle that decides about visibility. */
  reach(x: number, y: number, margin: number): void;
}

/** A note as the scene holds it: its latest view, where it is, and where it lies on the GPU. */
export interface NoteState {
  readonly handle: number;
  readonly id: string;
  readonly region: RegionState;
  view: NoteView;
  sector: Sheet;
  x: number;
  y: number;
  rot: number;
  size: number;
  z: number;
  rgb: number;
  seed: number;
  curl: number;
  code: number;
  /** 0 to 1. */
  opacity: number;
  glow: number;
  crumple: number;
  lift: number;
  /** Slot in its sector's order; -1 while it is a ghost. */
  slot: number;
  ghostRun: Run | null;
  /** Of a ghost: how much of the drawing is seen, 0 to 100; it follows what is told. */
  drawn: number;
  textRun: Run | null;
  textLevel: number;
  textStale: boolean;
  pinCovered: boolean;
  moved: boolean;
  /** Picture bucket (0 none) and its corners in 1/65535 of the atlas. */
  bucket: number;
  u0: number;
  v0: number;
  u1: number;
  v1: number;
  waveRow: Run | null;
  readonly cords: CordState[];
  /** Notes below this one that it touches. */
  over: readonly NoteState[];
  gliding: boolean;
  glideX: number;
  glideY: number;
  glideRot: number;
}

/** A string as the scene holds it. */
export interface CordState {
  readonly handle: number;
  readonly id: string;
  view: CordView;
  from: NoteState | null;
  to: NoteState | null;
  /** Where its instance lies; null while an end is unknown. */
  sector: Sheet | null;
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
  /** The tag with its name, on the sheet where it was hung; half the tag's width, 0 without one. */
  tagRun: Run | null;
  tagSheet: Sheet | null;
  tagHalf: number;
}

/** A plot as the scene holds it. */
export interface RegionState {
  readonly key: string;
  readonly x: number;
  readonly y: number;
  readonly sector: Sheet;
  view: RegionView;
  readonly notes: Set<NoteState>;
  outline: Run | null;
  name: Run | null;
  /** Half width and height of the pencil outline. */
  reachX: number;
  reachY: number;
  /** The outline or the name must be drawn anew. */
  stale: boolean;
  /** 0 today, 1 a pencil copy of an earlier layout. */
  past: number;
}
