import { cordColour } from '@oto/schema/board/cords';
import { FORK_COLOUR } from '@oto/schema/board/palette';
import type { MapLandmark, MapRiver, MapTile } from '@oto/schema/contract/map';
import { plotCentre, plotKey } from '@oto/schema/geometry/lattice';
import type { BoardScene, LandmarkView, RiverView } from '../scene/types.ts';

/** Rivers and landmarks on the map, tile by tile: the scene hears only what differs. */
export class MapMarks {
  #rivers: Marks<RiverView>;
  #landmarks: Marks<LandmarkView>;

  constructor(scene: Pick<BoardScene, 'upsertRiver' | 'removeRiver' | 'upsertLandmark' | 'removeLandmark'>) {
    this.#rivers = new Marks(
      (river) => scene.upsertRiver(river),
      (id) => scene.removeRiver(id),
    );
    this.#landmarks = new Marks(
      (landmark) => scene.upsertLandmark(landmark),
      (id) => scene.removeLandmark(id),
    );
  }

  landmark(id: string): LandmarkView | undefined {
    return this.#landmarks.find(id);
  }

  get landmarks(): Iterable<LandmarkView> {
    return this.#landmarks.all();
  }

  /** Replaces what the tile showed before; null: nothing any more. */
  show(tileKey: string, map: Pick<MapTile, 'rivers' | 'landmarks'> | null): void {
    this.#rivers.show(tileKey, map?.rivers.map(riverView) ?? []);
    this.#landmarks.show(tileKey, map?.landmarks.map(landmarkView) ?? []);
  }
}

/** Things of one sort with ids of their own; each belongs to one tile. */
class Marks<T extends { readonly id: string }> {
  #upsert: (mark: T) => void;
  #remove: (id: string) => void;
  #tiles = new Map<string, ReadonlyMap<string, T>>();

  constructor(upsert: (mark: T) => void, remove: (id: string) => void) {
    this.#upsert = upsert;
    this.#remove = remove;
  }

  find(id: string): T | undefined {
    for (const marks of this.#tiles.values()) {
      const mark = marks.get(id);
      if (mark) return mark;
    }
    return undefined;
  }

  *all(): Iterable<T> {
    for (const marks of this.#tiles.values()) yield* marks.values();
  }

  show(tileKey: string, marks: readonly T[]): void {
    const before = this.#tiles.get(tileKey);
    const next = new Map(marks.map((mark) => [mark.id, mark]));
    for (const id of before?.keys() ?? []) if (!next.has(id)) this.#remove(id);
    for (const mark of next.values()) if (!same(before?.get(mark.id), mark)) this.#upsert(mark);
    if (next.size > 0) this.#tiles.set(tileKey, next);
    else this.#tiles.delete(tileKey);
  }
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function riverView({ from, to, cords, colour }: MapRiver): RiverView {
  return {
    id: `${plotKey(from)}>${plotKey(to)}`,
    from: plotCentre(from),
    to: plotCentre(to),
    colour: colour === null ? FORK_COLOUR : cordColour(colour),
    cords,
  };
}

function landmarkView({ id, plot, seat, name, colour, descendants }: MapLandmark): LandmarkView {
  const centre = plotCentre(plot);
  return { id, x: centre.x + seat[0], y: centre.y + seat[1], name, colour: cordColour(colour), descendants };
}
