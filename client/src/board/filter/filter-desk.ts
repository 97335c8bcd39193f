import { throttle } from '../../net/throttle.ts';
import type { BoardCord } from '../cord-book.ts';
import type { SceneFilter } from '../../scene/types.ts';
import { chainOf, cordMatches, noteMatches, type BoardFilter, type FilteredNote } from './board-filter.ts';

/** Strings come and go in bursts; milliseconds. */
const CHAIN_EVERY_MS = 250;

export interface FilterDeskOptions {
  readonly setFilter: (filter: SceneFilter | null) => void;
  /** Creations on the wall of the week that do not match. */
  readonly dimWall: (creations: ReadonlySet<string>) => void;
  /** Undefined: not loaded. */
  readonly note: (id: string) => FilteredNote | undefined;
  readonly cord: (id: string) => BoardCord | undefined;
  readonly cordsOf: (note: string) => readonly BoardCord[];
}

/**
 * Hands the filter to the scene, which asks it of each note and string when the filter changes and when one of them
 * arrives or changes, never by the frame.
 */
export class FilterDesk {
  readonly #options: FilterDeskOptions;
  #filter: BoardFilter | null = null;
  #selected: string | null = null;
  #chain: ReadonlySet<string> | null = null;
  #wall: readonly FilteredNote[] = [];
  readonly #again = throttle(() => this.#follow(), CHAIN_EVERY_MS);

  constructor(options: FilterDeskOptions) {
    this.#options = options;
  }

  set(filter: BoardFilter | null): void {
    this.#filter = filter;
    this.#chain = this.#chainNow();
    this.#tell();
    this.#tellWall();
  }

  /** What hangs on the wall now: a frame is judged as its note is, where that is loaded. */
  hang(wall: readonly FilteredNote[]): void {
    this.#wall = wall;
    this.#tellWall();
  }

  /** Likes or votes of some notes changed; the scene asks of those notes themselves. */
  counted(): void {
    if (this.#filter && this.#filter.likes + this.#filter.votes > 0) this.#tellWall();
  }

  /** `note`: the selected one, or what a selected string leads to; null: none. */
  select(note: string | null): void {
    if (note === this.#selected) return;
    this.#selected = note;
    if (this.#filter?.cords === 'chain') this.#follow();
  }

  cordsChanged(): void {
    if (this.#filter?.cords === 'chain' && this.#selected !== null) this.#again();
  }

  passes(id: string): boolean {
    const note = this.#filter && this.#options.note(id);
    return !this.#filter || !note || noteMatches(this.#filter, note);
  }

  destroy(): void {
    this.#again.cancel();
  }

  #follow(): void {
    const before = this.#chain;
    this.#chain = this.#chainNow();
    const same = before?.size === this.#chain?.size && [...(before ?? [])].every((id) => this.#chain?.has(id));
    if (!same) this.#tell();
  }

  #chainNow(): ReadonlySet<string> | null {
    return this.#filter?.cords === 'chain' && this.#selected !== null ? chainOf(this.#selected, this.#options.cordsOf) : null;
  }

  #tellWall(): void {
    const filter = this.#filter;
    const dimmed = filter ? this.#wall.filter((frame) => !noteMatches(filter, this.#options.note(frame.id) ?? frame)) : [];
    this.#options.dimWall(new Set(dimmed.map(({ id }) => id)));
  }

  #tell(): void {
    const filter = this.#filter;
    const chain = this.#chain;
    this.#options.setFilter(
      filter && {
        note: (id) => this.passes(id),
        cord: (id) => {
          const cord = this.#options.cord(id);
          return !cord || cordMatches(filter.cords, cord, chain);
        },
      },
    );
  }
}
