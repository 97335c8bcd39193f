import type { InstancePage } from './gpu/instance-page.ts';
import type { Run } from './run-allocator.ts';
import type { Sector } from './sector.ts';
import { STRAND } from './shader/cord.ts';
import type { WorldPoint, WorldRect } from './types.ts';

const DASHES = 360;
/** CSS pixels. */
const DASH = 13;
const GAP = 9;
/** A hand's waver across the line, CSS pixels. */
const WAVER = 0.9;
const ALPHA = 225;

/** The pencilled, dashed rectangle of a selection being drawn: one run of strokes on a sheet above the board. */
export class Lasso {
  readonly #open: (near: WorldPoint) => Sector;
  readonly #close: (sheet: Sector) => void;
  #sheet: Sector | null = null;
  #run: Run | null = null;

  constructor(open: (near: WorldPoint) => Sector, close: (sheet: Sector) => void) {
    this.#open = open;
    this.#close = close;
  }

  set(rect: WorldRect | null, zoom: number): void {
    if (rect === null) {
      if (this.#sheet !== null) this.#close(this.#sheet);
      this.#sheet = null;
      this.#run = null;
      return;
    }
    this.#sheet ??= this.#open(rect);
    const layer = this.#sheet.pencil;
    this.#run ??= layer.take(DASHES);
    this.#draw(rect, zoom, layer.page(this.#run.page), this.#run);
  }

  #draw(rect: WorldRect, zoom: number, page: InstancePage, run: Run): void {
    const sheet = this.#sheet;
    if (sheet === null) return;
    const { width, height } = rect;
    const step = Math.max((DASH + GAP) / zoom, ((width + height) * 2) / (DASHES - 4));
    const dash = (step * DASH) / (DASH + GAP);
    const [x, y] = [rect.x - sheet.x, rect.y - sheet.y];
    let slot = run.start;
    slot = side(page, slot, x, y, 1, 0, width, step, dash, zoom);
    slot = side(page, slot, x + width, y, 0, 1, height, step, dash, zoom);
    slot = side(page, slot, x + width, y + height, -1, 0, width, step, dash, zoom);
    slot = side(page, slot, x, y + height, 0, -1, height, step, dash, zoom);
    page.u8.fill(0, slot * page.stride, (run.start + run.length) * page.stride);
    page.touch(run.start, run.length);
  }
}

/** Dashes along one side, from its first corner on. Answers the next free slot. */
function side(
  page: InstancePage,
  first: number,
  x: number,
  y: number,
  dx: number,
  dy: number,
  length: number,
  step: number,
  dash: number,
  zoom: number,
): number {
  let slot = first;
  for (let at = 0; at < length; at += step) {
    const to = Math.min(at + dash, length);
    const waver = (Math.sin(slot * 12.9898) * WAVER) / zoom;
    const end = (Math.sin(slot * 78.233) * WAVER) / zoom;
    const word = slot * (page.stride / 4);
    page.f32[word] = x + dx * at - dy * waver;
    page.f32[word + 1] = y + dy * at + dx * waver;
    page.f32[word + 2] = x + dx * to - dy * end;
    page.f32[word + 3] = y + dy * to + dx * end;
    page.f32[word + 4] = 0;
    page.f32[word + 5] = 0;
    page.f32[word + 6] = Math.abs(Math.sin(slot * 4.17));
    page.f32[word + 7] = STRAND.lasso;
    page.u8[slot * page.stride + 35] = ALPHA;
    slot++;
  }
  return slot;
}
