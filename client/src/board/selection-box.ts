import type { Point } from '@oto/schema/geometry/lattice';
import type { BoardScene } from '../scene/types.ts';
import type { ScreenBox } from './board-controller.ts';

export interface Square {
  readonly x: number;
  readonly y: number;
  readonly rot: number;
  readonly size: number;
}

/** Screen pixels are cut into quarters: finer steps are not seen. */
const STEP = 4;
/** Frames without a change after which nothing is expected to move by itself. */
const STILL_FRAMES = 8;

/** The upright rectangle round turned squares; null round none. */
export function boundsOf(squares: readonly Square[]): ScreenBox | null {
  let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity];
  for (const { x, y, rot, size } of squares) {
    const reach = (size / 2) * (Math.abs(Math.cos(rot)) + Math.abs(Math.sin(rot)));
    left = Math.min(left, x - reach);
    right = Math.max(right, x + reach);
    top = Math.min(top, y - reach);
    bottom = Math.max(bottom, y + reach);
  }
  return squares.length === 0 ? null : { x: left, y: top, width: right - left, height: bottom - top };
}

/** World units from a pin's point to its top. */
const PIN_HEIGHT = 26;
/** World units under the middle of a string that its name's tag takes. */
const TAG_HEIGHT = 44;
/** Screen pixels up to which the pins of a string count as near its middle. */
const PINS_NEAR = 180;

/** The middle of a string, tall enough to hold its pins when they are near, so that its ends stay in reach. */
function cordBox(scene: Pick<BoardScene, 'camera' | 'cordPoint'>, id: string): ScreenBox | null {
  const [from, middle, to] = [0, 0.5, 1].map((t) => scene.cordPoint(id, t));
  if (!from || !middle || !to) return null;
  const highest = Math.min(from.y, to.y, middle.y) - PIN_HEIGHT;
  const top = Math.max(highest, middle.y - PINS_NEAR / scene.camera.zoom);
  return { x: middle.x, y: top, width: 0, height: middle.y + TAG_HEIGHT - top };
}

/** A world rectangle on the screen; null when no part of it is in sight. */
export function boxOnScreen(camera: BoardScene['camera'], world: ScreenBox): ScreenBox | null {
  const { zoom } = camera;
  const seen = camera.visibleRect();
  if (world.x > seen.x + seen.width || world.x + world.width < seen.x) return null;
  if (world.y > seen.y + seen.height || world.y + world.height < seen.y) return null;
  const corner: Point = camera.worldToScreen(world);
  return { x: round(corner.x), y: round(corner.y), width: round(world.width * zoom), height: round(world.height * zoom) };
}

export function sameBox(a: ScreenBox | null, b: ScreenBox | null): boolean {
  return a === b || (a !== null && b !== null && a.x === b.x && a.y === b.y && a.width === b.width && a.height === b.height);
}

export interface BoxFollowerOptions {
  readonly scene: Pick<BoardScene, 'camera' | 'noteAt' | 'cordPoint'>;
  readonly marked: () => readonly string[];
  readonly cordId: () => string | null;
  readonly onBox: (box: ScreenBox | null) => void;
  readonly requestFrame: (callback: () => void) => void;
}

/**
 * Tells where the selection is on screen, frame by frame while it moves. Everything is read from the
 * scene; no layout is.
 */
export class BoxFollower {
  #options: BoxFollowerOptions;
  #box: ScreenBox | null = null;
  #still = 0;
  #running = false;
  #destroyed = false;

  constructor(options: BoxFollowerOptions) {
    this.#options = options;
  }

  /** Something moved or was chosen: reads now, and on until all is still again. */
  wake(): void {
    this.#still = 0;
    this.read();
    if (!this.#running && this.#box !== null) this.#next();
  }

  /** Reads once; for news that come each frame by themselves. */
  read(): void {
    const { scene, marked, cordId, onBox } = this.#options;
    const id = cordId();
    const world = (id === null ? null : cordBox(scene, id)) ?? boundsOf(marked().flatMap((note) => scene.noteAt(note) ?? []));
    const box = world && boxOnScreen(scene.camera, world);
    if (sameBox(box, this.#box)) return;
    this.#box = box;
    this.#still = 0;
    onBox(box);
  }

  destroy(): void {
    this.#destroyed = true;
  }

  #next(): void {
    this.#running = true;
    this.#options.requestFrame(() => {
      this.#running = false;
      if (this.#destroyed) return;
      this.#still++;
      this.read();
      if (this.#still < STILL_FRAMES) this.#next();
    });
  }
}

function round(px: number): number {
  return Math.round(px * STEP) / STEP;
}
