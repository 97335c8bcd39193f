import type { Point } from '@oto/schema/geometry/lattice';
import type { LaserView } from '../scene/types.ts';
import { LaserTrail } from './laser-trail.ts';
import type { SeenLaser } from './people-book.ts';

export interface LasersOptions {
  readonly draw: (lasers: readonly LaserView[]) => void;
  readonly publish: () => void;
  /** Calls back at the next frame. */
  readonly requestFrame: (callback: () => void) => void;
  readonly now: () => number;
}

/** Between two points of one's own, milliseconds, so that those of the last moment fit into presence. */
const EVERY_MS = 50;
/** Of presence. */
const TOLD_MAX = 24;
const OWN = 'own';

/** The red pencils with which people show something: one's own and those of others. */
export class Lasers {
  readonly #options: LasersOptions;
  readonly #trails = new Map<string, LaserTrail>();
  #isOn = false;
  #added = Number.NEGATIVE_INFINITY;
  #running = false;
  #isDestroyed = false;

  constructor(options: LasersOptions) {
    this.#options = options;
  }

  /** World units; null: the laser is off, what is drawn fades. */
  point(at: Point | null): void {
    const now = this.#options.now();
    if (at === null) {
      if (!this.#isOn) return;
      this.#isOn = false;
      this.#trails.get(OWN)?.end();
    } else {
      if (this.#isOn && now - this.#added < EVERY_MS) return;
      this.#isOn = true;
      this.#added = now;
      this.#trail(OWN).add(at, now);
    }
    this.#options.publish();
    this.#run();
  }

  /** For the own presence. */
  get told(): readonly Point[] {
    return this.#trails.get(OWN)?.told(this.#options.now(), TOLD_MAX) ?? [];
  }

  hear(lasers: readonly SeenLaser[]): void {
    const now = this.#options.now();
    const shown = new Map(lasers.map((one) => [one.id, one.points]));
    for (const [id, points] of shown) this.#trail(id).hear(points, now);
    for (const [id, trail] of this.#trails) if (id !== OWN && !shown.has(id)) trail.hear([], now);
    if (this.#trails.size > 0) this.#run();
  }

  destroy(): void {
    this.#isDestroyed = true;
  }

  #trail(id: string): LaserTrail {
    const trail = this.#trails.get(id) ?? new LaserTrail();
    this.#trails.set(id, trail);
    return trail;
  }

  #run(): void {
    if (this.#running || this.#isDestroyed) return;
    this.#running = true;
    this.#options.requestFrame(() => this.#frame());
  }

  #frame(): void {
    this.#running = false;
    if (this.#isDestroyed) return;
    const now = this.#options.now();
    const views = [...this.#trails].map(([id, trail]) => ({ id, points: trail.at(now) }));
    for (const { id, points } of views) if (points.length === 0) this.#trails.delete(id);
    this.#options.draw(views.filter(({ points }) => points.length > 0));
    if ([...this.#trails.values()].some((trail) => !trail.isStill(now))) this.#run();
    // A line that has faded here is not told to who comes later.
    else if (this.#isOn) this.#options.publish();
  }
}
