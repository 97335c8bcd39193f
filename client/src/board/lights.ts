import type { Light } from '@oto/schema/board/light';
import type { BoardScene, LightWay } from '../scene/types.ts';
import type { CordBook } from './cord-book.ts';

/** The same way told again within this, by another region, is the same light; milliseconds. */
const SAME_MS = 30_000;

export interface LightsOptions {
  readonly cords: Pick<CordBook, 'get'>;
  readonly scene: Pick<BoardScene, 'runLight'>;
  readonly now: () => number;
  /** Ways that were not told before, and are in sight or not. */
  readonly onLight: (ways: number) => void;
}

/** Shows the lights that regions tell of, each way once, along the cords that are known here. */
export class Lights {
  readonly #options: LightsOptions;
  readonly #told = new Map<string, number>();

  constructor(options: LightsOptions) {
    this.#options = options;
  }

  show({ paths }: Light): void {
    const { scene, now, onLight } = this.#options;
    for (const [key, at] of this.#told) if (now() - at > SAME_MS) this.#told.delete(key);
    const ways: LightWay[] = [];
    for (const path of paths) {
      const way = this.#told.has(path.join()) ? null : this.#wayOf(path);
      if (way === null) continue;
      this.#told.set(path.join(), now());
      ways.push(way);
    }
    if (ways.length === 0) return;
    onLight(ways.length);
    scene.runLight(ways);
  }

  /** Shows one path again whenever it is asked for. */
  shine(path: readonly string[]): void {
    const way = this.#wayOf(path);
    if (way !== null) this.#options.scene.runLight([way]);
  }

  /** The last stretch of the path whose cords are known; null: none is. */
  #wayOf(path: readonly string[]): LightWay | null {
    const { cords } = this.#options;
    const known = path.slice(1).map((source, index) => {
      const child = path[index] ?? '';
      return [`${child}/agent/${source}`, `${child}/fork/${source}`].find((id) => cords.get(id) !== undefined);
    });
    const last = known.findLastIndex((id) => id !== undefined);
    if (last < 0) return null;
    const first = known.findLastIndex((id, index) => index < last && id === undefined) + 1;
    // Cords run from their source.
    const stretch = known.slice(first, last + 1).flatMap((id) => (id === undefined ? [] : [{ id, to: 'from' as const }]));
    return { cords: stretch, glows: last === known.length - 1 ? (path.at(-1) ?? null) : null };
  }
}
