import { PLOT_SIZE, plotAt, TILE_PLOTS, tileOf } from '@oto/schema/geometry/lattice';
import type { FloatingOrigin } from './floating-origin.ts';
import type { Materials } from './gpu/materials.ts';
import type { Stack } from './gpu/stack.ts';
import { Sector, sectorKey } from './sector.ts';
import type { Sheet } from './state.ts';
import type { WorldPoint, WorldRect } from './types.ts';

/** The sectors of the board, and the one above it that holds what is being dragged. */
export class Sectors {
  readonly #materials: Materials;
  readonly #board: Stack;
  readonly #above: Stack;
  readonly #origin: FloatingOrigin;
  readonly #sectors = new Map<string, Sector>();
  readonly #sheetsAbove = new Set<Sector>();
  #lifted: Sector | null = null;

  constructor(materials: Materials, board: Stack, above: Stack, origin: FloatingOrigin) {
    this.#materials = materials;
    this.#board = board;
    this.#above = above;
    this.#origin = origin;
  }

  get lifted(): Sector | null {
    return this.#lifted;
  }

  atPlot(plotX: number, plotY: number): Sector {
    const key = sectorKey(plotX, plotY);
    const known = this.#sectors.get(key);
    if (known !== undefined) return known;
    const sector = new Sector(Sector.originOf(plotX, plotY), this.#materials, this.#board);
    sector.place(this.#origin);
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
    const key = `tile ${tile.x},${tile.y}`;
    const known = this.#sectors.get(key);
    if (known !== undefined) return known;
    const side = TILE_PLOTS * PLOT_SIZE;
    const sheet = new Sector({ x: tile.x * side, y: tile.y * side }, this.#materials, this.#board);
    sheet.place(this.#origin);
    this.#sectors.set(key, sheet);
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
    const sheet = new Sector({ x: Math.round(near.x), y: Math.round(near.y) }, this.#materials, this.#above);
    sheet.place(this.#origin);
    sheet.show(true);
    this.#sheetsAbove.add(sheet);
    return sheet;
  }

  closeAbove(sheet: Sector): void {
    sheet.destroy();
    this.#sheetsAbove.delete(sheet);
  }

  /** Shows what meets the view and hides the rest. */
  cull(view: WorldRect): void {
    for (const sector of this.#sectors.values()) sector.show(sector.meets(view));
  }

  rebase(): void {
    for (const sector of this.#sectors.values()) sector.place(this.#origin);
    for (const sheet of this.#sheetsAbove) sheet.place(this.#origin);
  }

  *all(): IterableIterator<Sector> {
    yield* this.#sectors.values();
    yield* this.#sheetsAbove;
  }

  flush(): number {
    let bytes = 0;
    for (const sector of this.#sectors.values()) bytes += sector.flush();
    for (const sheet of this.#sheetsAbove) bytes += sheet.flush();
    return bytes;
  }

  /** Lets go of sectors that hold nothing. */
  sweep(inUse: (sector: Sheet) => boolean): void {
    for (const [key, sector] of this.#sectors) {
      if (inUse(sector)) continue;
      sector.destroy();
      this.#sectors.delete(key);
    }
  }

  destroy(): void {
    this.sweep(() => false);
    for (const sheet of this.#sheetsAbove) this.closeAbove(sheet);
    this.#lifted = null;
  }
}
