import type { Point } from '@oto/schema/geometry/lattice';
import { isSettled, placeAt, withSample, type Sample } from '../net/smooth-motion.ts';

/** Moving things that others report a few times a second, by any key. Times on one steady clock. */
export class MotionBook {
  #tracks = new Map<string, readonly Sample[]>();

  report(key: string, point: Point, now: number): void {
    this.#tracks.set(key, withSample(this.#tracks.get(key) ?? [], { at: now, x: point.x, y: point.y }));
  }
  forget(key: string): void {
    this.#tracks.delete(key);
  }
  has(key: string): boolean {
    return this.#tracks.has(key);
  }
  at(key: string, now: number): Point | null {
    return placeAt(this.#tracks.get(key) ?? [], now);
  }
  /** Nothing moves any more. */
  isStill(now: number): boolean {
    for (const samples of this.#tracks.values()) if (!isSettled(samples, now)) return false;
    return true;
  }
}
