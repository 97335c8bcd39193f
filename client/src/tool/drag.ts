import { PLOT_SIZE, type Point } from '@oto/schema/geometry/lattice';

/** A note as it lies in its region: units from the plot's centre, rotation in milliradians. */
export interface DragNote {
  readonly id: string;
  readonly region: string;
  readonly x: number;
  readonly y: number;
  readonly rot: number;
  readonly z: number;
  /** Side in units: the whole square stays inside the plot. */
  readonly size: number;
}

export type DragState =
  | { readonly name: 'idle' }
  | { readonly name: 'dragging'; readonly notes: readonly DragNote[]; readonly from: Point; readonly offset: Point };

/** The highest z of a region among the notes that are not dragged. */
export type TopOf = (region: string) => number;

/** `grab.from` and `pull.to` are world units. */
export type DragEvent =
  | { readonly type: 'grab'; readonly notes: readonly DragNote[]; readonly from: Point }
  | { readonly type: 'pull'; readonly to: Point }
  | { readonly type: 'drop'; readonly top: TopOf }
  | { readonly type: 'let-go' };

/** Where a note is to be stored: whole numbers, inside the plot. */
export interface Placed {
  readonly id: string;
  readonly region: string;
  readonly place: readonly [number, number, number, number];
}

export type DragEdit =
  /** Show these notes at their stored place plus the offset; nothing is stored. */
  | { readonly type: 'offset'; readonly notes: readonly DragNote[]; readonly offset: Point }
  /** Store all of them as one. */
  | { readonly type: 'place'; readonly notes: readonly Placed[] }
  | { readonly type: 'restore'; readonly notes: readonly DragNote[] };

export type DragStep = { readonly state: DragState; readonly edits: readonly DragEdit[] };

export const DRAG_IDLE: DragState = { name: 'idle' };
const Z_MAX = 1_000_000_000;

/** One drag, from grab to drop. A drop that moved nothing stores nothing. */
export function drag(state: DragState, event: DragEvent): DragStep {
  switch (event.type) {
    case 'grab':
      if (state.name !== 'idle' || event.notes.length === 0) return { state, edits: [] };
      return { state: { name: 'dragging', notes: event.notes, from: event.from, offset: { x: 0, y: 0 } }, edits: [] };
    case 'pull': {
      if (state.name !== 'dragging') return { state, edits: [] };
      const offset = offsetInside(state.notes, { x: event.to.x - state.from.x, y: event.to.y - state.from.y });
      return { state: { ...state, offset }, edits: [{ type: 'offset', notes: state.notes, offset }] };
    }
    case 'drop': {
      if (state.name !== 'dragging') return { state, edits: [] };
      const { offset } = state;
      if (offset.x === 0 && offset.y === 0) return { state: DRAG_IDLE, edits: [{ type: 'restore', notes: state.notes }] };
      return { state: DRAG_IDLE, edits: [{ type: 'place', notes: placedBy(state.notes, offset, event.top) }] };
    }
    case 'let-go':
      if (state.name !== 'dragging') return { state, edits: [] };
      return { state: DRAG_IDLE, edits: [{ type: 'restore', notes: state.notes }] };
    default:
      return event satisfies never;
  }
}

/** Whole units, shortened so that each of the notes stays in its own plot. */
export function offsetInside(notes: readonly DragNote[], wish: Point): Point {
  let [left, right, up, down] = [-Infinity, Infinity, -Infinity, Infinity];
  for (const note of notes) {
    const reach = Math.max(0, PLOT_SIZE / 2 - note.size / 2);
    left = Math.max(left, Math.min(0, -reach - note.x));
    right = Math.min(right, Math.max(0, reach - note.x));
    up = Math.max(up, Math.min(0, -reach - note.y));
    down = Math.min(down, Math.max(0, reach - note.y));
  }
  return { x: within(wish.x, left, right), y: within(wish.y, up, down) };
}

function within(value: number, low: number, high: number): number {
  return Math.round(Math.min(Math.max(value, low), high)) || 0;
}

/**
 * The notes moved by an offset that `offsetInside` allows. They come to the front of their region and
 * keep their order among themselves; those that lie in front already keep their z.
 */
export function placedBy(notes: readonly DragNote[], offset: Point, top: TopOf): Placed[] {
  const next = new Map<string, number>();
  return notes
    .toSorted((a, b) => a.z - b.z)
    .map((note) => {
      const z = Math.min(Math.max(note.z, next.get(note.region) ?? top(note.region) + 1), Z_MAX);
      next.set(note.region, z + 1);
      const place = [Math.round(note.x + offset.x), Math.round(note.y + offset.y), Math.round(note.rot), z] as const;
      return { id: note.id, region: note.region, place };
    });
}
