import type { Point } from '@oto/schema/geometry/lattice';

/** How long a point of a laser is seen. */
export const FADE_MS = 1200;

type Born = Point & { readonly at: number };
export type FadingPoint = Point & { /** 1 is fresh, 0 is gone. */ readonly fade: number };

/**
 * A line that fades from its beginning. What is heard of others is the last points of a longer line: those
 * that came since are spread over the time since.
 */
export class LaserTrail {
  #points: Born[] = [];
  #heard: readonly Point[] = [];
  #heardAt = 0;
  #isOn = false;

  /** One's own: the next point. */
  add(point: Point, now: number): void {
    this.#points.push({ ...point, at: now });
    this.#isOn = true;
  }

  /** Another's: the last points as they tell them; none: it is off. */
  hear(points: readonly Point[], now: number): void {
    this.#isOn = points.length > 0;
    const fresh = points.slice(overlap(this.#heard, points));
    const since = this.#heard.length === 0 ? now : Math.max(this.#heardAt, now - FADE_MS);
    fresh.forEach((point, n) => this.#points.push({ x: point.x, y: point.y, at: since + ((now - since) * (n + 1)) / fresh.length }));
    this.#heard = points;
    this.#heardAt = now;
  }

  end(): void {
    this.#isOn = false;
    this.#heard = [];
  }

  /** What is seen, oldest first. The last point shines as long as the laser is on. */
  at(now: number): readonly FadingPoint[] {
    const head = this.#points.at(-1);
    this.#points = this.#points.filter((point) => now - point.at < FADE_MS || (this.#isOn && point === head));
    return this.#points.map((point) => ({
      x: point.x,
      y: point.y,
      fade: this.#isOn && point === head ? 1 : Math.max(0, Math.min(1, 1 - (now - point.at) / FADE_MS)),
    }));
  }

  /** The points that are told to others: of the last FADE_MS, `most` at most, oldest first. */
  told(now: number, most: number): readonly Point[] {
    const head = this.#points.at(-1);
    if (!this.#isOn || !head) return [];
    return this.#points.filter((point) => point === head || now - point.at < FADE_MS).slice(-most);
  }

  /** Nothing of it changes with time any more. */
  isStill(now: number): boolean {
    const seen = this.at(now).length;
    return seen === 0 || (seen === 1 && this.#isOn);
  }
}

/** How many of `next`'s first points are the last ones of `before`. */
function overlap(before: readonly Point[], next: readonly Point[]): number {
  for (let from = 0; from < before.length; from++) {
    const count = before.length - from;
    if (count <= next.length && next.slice(0, count).every((point, n) => isSame(point, before[from + n]))) return count;
  }
  return 0;
}

function isSame(a: Point, b: Point | undefined): boolean {
  return b !== undefined && a.x === b.x && a.y === b.y;
}
