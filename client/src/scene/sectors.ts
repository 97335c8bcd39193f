import { PLOT_SIZE, plotAt, TILE_PLOTS, tileOf } from '@oto/schema/geometry/lattice';
import type { WebGLRenderer } from 'pixi.js';
import type { FloatingOrigin } from './floating-origin.ts';
import type { Materials } from './gpu/materials.ts';
import { Pools } from './gpu/pools.ts';
import type { Stack } from './gpu/stack.ts';
import { Sector, SECTOR_PLOTS } from './sector.ts';
import type { Sheet } from './state.ts';
import type { WorldPoint, WorldRect } from './types.ts';

/** A sector stays on the GPU until it is this share of the screen away, so that small pans upload nothing. */
const KEEP_MARGIN = 0.25;
/** The anchor follows when it is this far away: in units, and in screens. A float is then exact to 1/256 unit, or to less than a pixel's hundredth. */
const ANCHOR_UNITS = 32_768;
const ANCHOR_SCREENS = 12;

/** One number for a pair of whole numbers of fewer than 26 bits. */
function pairKey(x: number, y: number): number {
  return x * 2 ** 26 + y;
}

/** The sectors of the board, and the one above it that holds what is being dragged. */
export class Sectors {
  readonly #board: Pools;
  readonly #above: Pools;
  readonly #origin: FloatingOrigin;
  readonly #sectors = new Map<number, Sector>();
  /** Sheets for long strings, by atlas tile. */
  readonly #longs = new Map<number, Sector>();
  readonly #sheetsAbove = new Set<Sector>();
  #lifted: Sector | null = null;
  #anchor: WorldPoint = { x: 0, y: 0 };

  constructor(materials: Materials, board: Stack, above: Stack, origin: FloatingOrigin) {
    this.#board = new Pools(materials, board);
    this.#above = new Pools(materials, above);
    this.#origin = origin;
  }

  get lifted(): Sector | null {
    return this.#lifted;
  }

  atPlot(plotX: number, plotY: number): Sector {
    const key = pairKey(Math.floor(plotX / SECTOR_PLOTS), Math.floor(plotY / SECTOR_PLOTS));
    const known = this.#sectors.get(key);
    if (known !== undefined) return known;
    const sector = new Sector(Sector.originOf(plotX, plotY), this.#board);
    this.#sectors.set(key, sector);
    return sector;
  }

  at(x: number, y: number): Sector {
    const plot = plotAt({ x, y });
    return this.atPlot(plot.x, plot.y);
  }

  /**
   * Strings from plot to plot lie on sheets of their own, one for each atlas tile: on a sector they
   * would stretch it over half the board and it would never be culled.
   */
  longAt(x: number, y: number): Sector {
    const tile = tileOf(plotAt({ x, y }));
    const key = pairKey(tile.x, tile.y);
    const known = this.#longs.get(key);
    if (known !== undefined) return known;
    const side = TILE_PLOTS * PLOT_SIZE;
    const sheet = new Sector({ x: tile.x * side, y: tile.y * side }, this.#board);
    this.#longs.set(key, sheet);
    return sheet;
  }

  /** Empties and moves the sheet of dragged notes near a point. The caller has taken all out of it. */
  openLifted(near: WorldPoint): Sector {
    this.closeLifted();
    this.#lifted = this.openAbove(near);
    return this.#lifted;
  }

  closeLifted(): void {
    if (this.#lifted !== null) this.closeAbove(this.#lifted);
    this.#lifted = null;
  }

  /** A sheet of its own above the board, near a point, until it is closed. */
  openAbove(near: WorldPoint): Sector {
    const sheet = new Sector({ x: Math.round(near.x), y: Math.round(near.y) }, this.#above);
    sheet.show(true);
    this.#sheetsAbove.add(sheet);
    return sheet;
  }

  closeAbove(sheet: Sector): void {
    sheet.destroy();
    this.#sheetsAbove.delete(sheet);
  }

  /** Puts what meets the view on the GPU and takes off what is far from it. */
  cull(view: WorldRect): void {
    this.#followView(view);
    const dx = view.width * KEEP_MARGIN;
    const dy = view.height * KEEP_MARGIN;
    const near = { x: view.x - dx, y: view.y - dy, width: view.width + 2 * dx, height: view.height + 2 * dy };
    for (const sectors of [this.#sectors, this.#longs]) {
      for (const sector of sectors.values()) {
        const visible = sector.meets(view);
        sector.show(visible, visible || (sector.isKept && sector.meets(near)));
      }
    }
  }

  rebase(): void {
    this.#board.rebase(this.#origin);
    this.#above.rebase(this.#origin);
  }

  *all(): IterableIterator<Sector> {
    yield* this.#sectors.values();
    yield* this.#longs.values();
    yield* this.#sheetsAbove;
  }

  /** Uploads what changed and will be drawn; answers the bytes. */
  flush(renderer: WebGLRenderer): number {
    for (const sector of this.#sectors.values()) sector.flush();
    for (const sheet of this.#sheetsAbove) sheet.flush();
    return this.#board.flush(renderer) + this.#above.flush(renderer);
  }

  /** Lets go of sectors that hold nothing. */
  sweep(inUse: (sector: Sheet) => boolean): void {
    for (const sectors of [this.#sectors, this.#longs]) {
      for (const [key, sector] of sectors) {
        if (inUse(sector)) continue;
        sector.destroy();
        sectors.delete(key);
      }
    }
  }

  destroy(): void {
    this.sweep(() => false);
    for (const sheet of this.#sheetsAbove) this.closeAbove(sheet);
    this.#lifted = null;
    this.#board.destroy();
    this.#above.destroy();
  }

  #followView(view: WorldRect): void {
    const x = Math.round(view.x + view.width / 2);
    const y = Math.round(view.y + view.height / 2);
    const most = Math.max(ANCHOR_UNITS, Math.max(view.width, view.height) * ANCHOR_SCREENS);
    if (Math.abs(x - this.#anchor.x) <= most && Math.abs(y - this.#anchor.y) <= most) return;
    this.#anchor = { x, y };
    this.#board.anchorAt(this.#anchor, this.#origin);
    this.#above.anchorAt(this.#anchor, this.#origin);
  }
}
