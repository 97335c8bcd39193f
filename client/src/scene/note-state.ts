import type { NoteState, RegionState, Sheet } from './state.ts';
import type { NoteView } from './types.ts';
import { AGENT_CODE, KIND_CODE } from './shader/note.ts';
import { rgbOf } from './colour.ts';
import { seedByte } from './pin-place.ts';

/** How much of a note's words stand on it. */
export const TEXT_NONE = 0;
export const TEXT_AGENTS = 1;
export const TEXT_ALL = 2;

export function kindCode(view: NoteView): number {
  if (view.kind !== 'agent') return KIND_CODE[view.kind];
  return view.agentKind === undefined ? KIND_CODE.agent : AGENT_CODE[view.agentKind];
}

export function createNoteState(handle: number, view: NoteView, region: RegionState, sector: Sheet): NoteState {
  const state: NoteState = {
    handle,
    id: view.id,
    region,
    view,
    sector,
    x: view.x,
    y: view.y,
    rot: view.rot,
    size: view.size,
    z: view.z,
    rgb: 0,
    seed: 0,
    curl: 0,
    code: 0,
    opacity: 1,
    glow: 0,
    crumple: 0,
    lift: 0,
    slot: -1,
    ghostRun: null,
    drawn: view.ghost?.pct ?? 0,
    textRun: null,
    textLevel: TEXT_NONE,
    textStale: false,
    pinCovered: false,
    moved: false,
    bucket: 0,
    u0: 0,
    v0: 0,
    u1: 0,
    v1: 0,
    waveRow: null,
    cords: [],
    over: [],
    gliding: false,
    glideX: 0,
    glideY: 0,
    glideRot: 0,
  };
  takeLook(state, view);
  return state;
}

/** What follows from the view alone. */
export function takeLook(state: NoteState, view: NoteView): void {
  state.view = view;
  state.size = view.size;
  state.z = view.z;
  state.rgb = rgbOf(view.colour);
  state.seed = seedByte(view.seed);
  state.code = kindCode(view);
  const spread = ((state.seed * 73) & 255) / 255;
  state.curl = Math.round(255 * (view.kind === 'agent' ? 0.45 + 0.2 * spread : 0.6 + 0.4 * spread));
}

/** Whether a world point lies on the note's square, grown by `margin` units. */
export function onNote(note: NoteState, x: number, y: number, margin: number): boolean {
  const dx = x - note.x;
  const dy = y - note.y;
  const c = Math.cos(note.rot);
  const s = Math.sin(note.rot);
  const half = note.size / 2 + margin;
  return Math.abs(c * dx + s * dy) <= half && Math.abs(c * dy - s * dx) <= half;
}

/** Stacking order: by z, then by age. */
export function isAbove(a: NoteState, b: NoteState): boolean {
  return a.z === b.z ? a.handle > b.handle : a.z > b.z;
}
