import type { AtlasRecord } from '@oto/schema/board/record';
import type { Plot } from '@oto/schema/geometry/lattice';
import { plotOfKey } from './plot-of-key.ts';

/** Tiles whose claims are remembered after their socket has closed. */
export const TILES_REMEMBERED = 16;

type Claims = ReadonlyMap<string, AtlasRecord>;
/** What opening a region needs of its claim. */
export type KnownClaim = Pick<AtlasRecord, 'e' | 'n'>;

/**
 * Tells the claims of tiles as their atlases come and go, each once. A tile that is read anew takes
 * up where it was left, so that nothing flickers; what it was is remembered for the next visit.
 */
export class KnownClaims {
  readonly #told = new Map<string, Set<string>>();
  /** Insertion order is order of leaving. */
  readonly #remembered = new Map<string, ReadonlyMap<string, KnownClaim>>();
  readonly #onClaim: (plot: Plot, claim: AtlasRecord | null) => void;

  constructor(onClaim: (plot: Plot, claim: AtlasRecord | null) => void) {
    this.#onClaim = onClaim;
  }

  /** These plots of the tile came, changed or went. */
  changed(tile: string, keys: readonly string[], now: Claims): void {
    const told = this.#told.get(tile) ?? new Set();
    this.#told.set(tile, told);
    for (const key of keys) {
      const claim = now.get(key) ?? null;
      if (claim) told.add(key);
      else if (!told.delete(key)) continue;
      this.#tell(key, claim);
    }
  }

  /** The atlas is whole: what was told before and is not in it is gone. */
  whole(tile: string, now: Claims): void {
    const gone = [...(this.#told.get(tile) ?? [])].filter((key) => !now.has(key));
    this.changed(tile, gone, now);
  }

  /** The tile is not followed any more. */
  left(tile: string, last: Claims): void {
    this.#remembered.delete(tile);
    if (last.size > 0) this.#remembered.set(tile, new Map([...last].map(([key, { e, n }]) => [key, { e, n }])));
    for (const oldest of this.#remembered.keys()) {
      if (this.#remembered.size <= TILES_REMEMBERED) break;
      this.#remembered.delete(oldest);
    }
    for (const key of this.#told.get(tile) ?? []) this.#tell(key, null);
    this.#told.delete(tile);
  }

  /** As it was when its tile was last followed. */
  remembered(tile: string, key: string): KnownClaim | undefined {
    return this.#remembered.get(tile)?.get(key);
  }

  #tell(key: string, claim: AtlasRecord | null): void {
    const plot = plotOfKey(key);
    if (plot) this.#onClaim(plot, claim);
  }
}
