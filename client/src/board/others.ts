import type { Presence } from '@oto/schema/board/presence';
import { plotKey, type Plot, type Point } from '@oto/schema/geometry/lattice';
import type { GhostWork } from './note-view.ts';
import { MotionBook } from './motion-book.ts';
import { peopleIn, type PeopleSeen } from './people-book.ts';

/** Where the notes that others drag are drawn. */
export interface HeldNotes {
  hold(id: string, offset: Point): void;
  release(id: string): void;
}

export interface OthersOptions {
  readonly held: HeldNotes;
  /** Notes that this person drags are not moved by others. */
  readonly isMine: (note: string) => boolean;
  readonly onWork: (note: string, work: GhostWork) => void;
  readonly onPeople: (seen: PeopleSeen) => void;
  /** Calls back at the next frame. */
  readonly requestFrame: (callback: () => void) => void;
  readonly now: () => number;
}

/** `placed`: those whose place has been stored already; the end of the drag only follows. */
type Track = {
  readonly who: string | null;
  readonly ids: readonly string[];
  readonly placed: ReadonlySet<string>;
  readonly ended: boolean;
};

/** The other people in the regions that are open: cursors, drags (smoothed) and workers' progress. */
export class Others {
  #options: OthersOptions;
  #states = new Map<string, { readonly plot: Plot; readonly others: ReadonlyMap<number, Presence> }>();
  #drags = new Map<string, Track>();
  #motion = new MotionBook();
  #running = false;
  #me: string | null = null;
  #hidden: ReadonlySet<string> = new Set();
  #destroyed = false;

  constructor(options: OthersOptions) {
    this.#options = options;
  }

  setMe(id: string | null): void {
    this.#me = id;
    this.#tellPeople();
  }

  /** People whose cursor, laser and drags are not shown, by id. */
  hide(people: ReadonlySet<string>): void {
    this.#hidden = people;
    for (const [track, drag] of this.#drags)
      if (drag.who !== null && people.has(drag.who)) this.#drags.set(track, { ...drag, ended: true });
    this.#tellPeople();
    this.#run();
  }

  update(plot: Plot, others: ReadonlyMap<number, Presence>): void {
    const key = plotKey(plot);
    if (others.size === 0) this.#states.delete(key);
    else this.#states.set(key, { plot, others });
    const now = this.#options.now();
    const dragging = new Set<string>();
    for (const [client, { drag, work, who }] of others) {
      if (work) this.#options.onWork(work.note, work);
      if (!drag || (who && this.#hidden.has(who.id))) continue;
      const track = `${key} ${client}`;
      dragging.add(track);
      const before = this.#drags.get(track);
      if (!before) this.#motion.report(track, { x: 0, y: 0 }, now - 1);
      for (const id of before?.ids ?? []) if (!drag.ids.some((one) => one === id)) this.#options.held.release(id);
      this.#drags.set(track, {
        who: who?.id ?? null,
        ids: drag.ids,
        placed: before && !before.ended ? before.placed : new Set(),
        ended: false,
      });
      this.#motion.report(track, { x: drag.dx, y: drag.dy }, now);
    }
    for (const [track, drag] of this.#drags) {
      if (track.startsWith(`${key} `) && !dragging.has(track)) this.#drags.set(track, { ...drag, ended: true });
    }
    this.#tellPeople();
    this.#run();
  }

  /** A place was stored for this note. */
  placed(note: string): void {
    for (const [track, drag] of this.#drags) {
      if (drag.ids.includes(note)) this.#drags.set(track, { ...drag, placed: new Set(drag.placed).add(note) });
    }
  }

  closeRegion(key: string): void {
    this.#states.delete(key);
    for (const track of this.#drags.keys()) {
      if (!track.startsWith(`${key} `)) continue;
      this.#drags.delete(track);
      this.#motion.forget(track);
    }
    this.#tellPeople();
  }

  destroy(): void {
    this.#destroyed = true;
  }

  #run(): void {
    if (this.#running || this.#drags.size === 0 || this.#destroyed) return;
    this.#running = true;
    this.#options.requestFrame(() => this.#frame());
  }

  #frame(): void {
    this.#running = false;
    if (this.#destroyed) return;
    const now = this.#options.now();
    for (const [track, drag] of this.#drags) {
      if (drag.ended) {
        this.#drags.delete(track);
        this.#motion.forget(track);
        for (const id of drag.ids) if (!this.#options.isMine(id)) this.#options.held.release(id);
        continue;
      }
      const offset = this.#motion.at(track, now);
      if (!offset) continue;
      for (const id of drag.ids) if (!drag.placed.has(id) && !this.#options.isMine(id)) this.#options.held.hold(id, offset);
    }
    if (!this.#motion.isStill(now) || [...this.#drags.values()].some((drag) => drag.ended)) this.#run();
  }

  #tellPeople(): void {
    this.#options.onPeople(peopleIn(this.#states, this.#me === null ? this.#hidden : new Set(this.#hidden).add(this.#me)));
  }
}
