import type { WorldRect } from '../types.ts';

/** World units of a frame with its shadow left out. */
export const FRAME_WIDTH = 1200;
export const FRAME_HEIGHT = 1330;
const GAP = 190;
const SIDE = 300;
/** Of the sheet: where its name stands, and below the last row. */
export const HEAD = 800;
const FOOT = 330;
/** The name needs so much even over a single frame. */
const LEAST_WIDTH = 3600;
const MOST_COLUMNS = 4;
/** Radians that a frame hangs askew at most, and units off its place. */
const ASKEW = 0.026;
const OFF = 26;

interface FramePlace {
  /** Middle. */
  readonly x: number;
  readonly y: number;
  readonly rot: number;
}

export interface WallLayout {
  readonly sheet: WorldRect;
  readonly frames: readonly FramePlace[];
}

/** A sheet about the centre of the world with its frames row by row, the best first; the last row is centred. */
export function wallLayout(count: number): WallLayout {
  const columns = count <= MOST_COLUMNS ? Math.max(1, count) : Math.min(MOST_COLUMNS, Math.ceil(count / Math.ceil(count / MOST_COLUMNS)));
  const rows = Math.max(1, Math.ceil(count / columns));
  const width = Math.max(LEAST_WIDTH, SIDE * 2 + columns * FRAME_WIDTH + (columns - 1) * GAP);
  const height = HEAD + rows * FRAME_HEIGHT + (rows - 1) * GAP + FOOT;
  const sheet = { x: -width / 2, y: -height / 2, width, height };
  const frames = Array.from({ length: count }, (_, index) => {
    const row = Math.floor(index / columns);
    const inRow = Math.min(columns, count - row * columns);
    const column = index - row * columns;
    return {
      x: (column - (inRow - 1) / 2) * (FRAME_WIDTH + GAP) + wave(index, 1) * OFF,
      y: sheet.y + HEAD + FRAME_HEIGHT / 2 + row * (FRAME_HEIGHT + GAP) + wave(index, 2) * OFF,
      rot: wave(index, 3) * ASKEW,
    };
  });
  return { sheet, frames };
}

/** The frame under a world point, by its index; null: none. */
export function frameUnder(layout: WallLayout, x: number, y: number): number | null {
  for (let index = layout.frames.length - 1; index >= 0; index--) {
    const frame = layout.frames[index];
    if (frame === undefined) continue;
    const dx = x - frame.x;
    const dy = y - frame.y;
    const c = Math.cos(frame.rot);
    const s = Math.sin(frame.rot);
    if (Math.abs(c * dx + s * dy) <= FRAME_WIDTH / 2 && Math.abs(c * dy - s * dx) <= FRAME_HEIGHT / 2) return index;
  }
  return null;
}

export function inSheet({ sheet }: WallLayout, x: number, y: number): boolean {
  return x >= sheet.x && y >= sheet.y && x <= sheet.x + sheet.width && y <= sheet.y + sheet.height;
}

/** -1 to 1, always the same for the same place. */
function wave(index: number, salt: number): number {
  return Math.sin(index * 12.9898 + salt * 78.233);
}
