import type { AtlasRecord } from '@oto/schema/board/record';
import { cordColour } from '@oto/schema/board/cords';
import type { MapPlot, MapTile } from '@oto/schema/contract/map';
import { plotKey, type Plot, type Tile } from '@oto/schema/geometry/lattice';
import type { BoardScene, ClaimView } from '../scene/types.ts';

/**
 * Claimed plots as two sources tell them. The atlas is live and wins for notes and tint; the map's
 * tiles reach farther, are up to a minute old, and alone know the owners' names. A plot is shown
 * while either tells of it.
 */
export class Claims {
  #scene: Pick<BoardScene, 'upsertClaim' | 'removeClaim'>;
  #atlas = new Map<string, { readonly plot: Plot; readonly record: AtlasRecord }>();
  #mapped = new Map<string, MapPlot>();
  /** Keys of the plots that each tile told of. */
  #tiles = new Map<string, readonly string[]>();
  #shown = new Map<string, ClaimView>();
  #home: string | null = null;

  constructor(scene: Pick<BoardScene, 'upsertClaim' | 'removeClaim'>) {
    this.#scene = scene;
  }

  /** As it is shown now; undefined: not claimed, as far as is known. */
  claim(key: string): ClaimView | undefined {
    return this.#shown.get(key);
  }

  /** All that are shown. */
  get all(): Iterable<ClaimView> {
    return this.#shown.values();
  }

  /** Null: the atlas of this plot is not followed any more. */
  fromAtlas(plot: Plot, record: AtlasRecord | null): void {
    const key = plotKey(plot);
    if (record) this.#atlas.set(key, { plot, record });
    else this.#atlas.delete(key);
    this.#show(key);
  }

  /** Replaces what this tile told before; null: forgotten. */
  fromTile(tile: Tile, map: Pick<MapTile, 'plots'> | null): void {
    const told = map?.plots ?? [];
    const keys = told.map(plotKey);
    const before = this.#tiles.get(plotKey(tile)) ?? [];
    for (const key of before) this.#mapped.delete(key);
    for (const plot of told) this.#mapped.set(plotKey(plot), plot);
    if (map) this.#tiles.set(plotKey(tile), keys);
    else this.#tiles.delete(plotKey(tile));
    for (const key of new Set([...before, ...keys])) this.#show(key);
  }

  /** The person's own plot, which is marked. */
  setHome(plot: Plot | null): void {
    const before = this.#home;
    this.#home = plot && plotKey(plot);
    if (before !== null) this.#show(before);
    if (this.#home !== null) this.#show(this.#home);
  }

  #show(key: string): void {
    const next = this.#merged(key);
    const before = this.#shown.get(key);
    if (!next) {
      if (this.#shown.delete(key)) this.#scene.removeClaim(key);
    } else if (!before || !sameClaim(before, next)) {
      this.#shown.set(key, next);
      this.#scene.upsertClaim(next);
    }
  }

  #merged(key: string): ClaimView | null {
    const live = this.#atlas.get(key);
    const mapped = this.#mapped.get(key);
    const plot = live?.plot ?? mapped;
    if (!plot) return null;
    return {
      key,
      plot: { x: plot.x, y: plot.y },
      tint: cordColour(live?.record.t ?? mapped?.tint ?? 0),
      notes: live?.record.n ?? mapped?.notes ?? 0,
      ...(mapped && mapped.owner !== '' ? { title: mapped.owner } : {}),
      ...(key === this.#home ? { mine: true } : {}),
    };
  }
}

function sameClaim(a: ClaimView, b: ClaimView): boolean {
  return a.tint === b.tint && a.notes === b.notes && a.title === b.title && a.mine === b.mine;
}
