import { PLOT_SIZE } from '@oto/schema/geometry/lattice';
import { meets, middleOf, type ViewRect } from './view-rect.ts';

/** What the camera shows, and what it is about to show. */
export interface Sight {
  readonly view: ViewRect;
  /** Seen from so far that no notes are drawn. */
  readonly isMap: boolean;
  /** Where the view is bound for, soonest first; empty at rest, on the map and after a jump. */
  readonly ahead: readonly ViewRect[];
  /** Where a flight under way ends; null when nothing flies, or it ends on the map. */
  readonly end: ViewRect | null;
  /** Too fast to see anything: what is in view now will be gone before it could be shown. */
  readonly isCrossing: boolean;
}

export interface Move {
  readonly view: ViewRect;
  readonly isMap: boolean;
  readonly end: ViewRect | null;
}

interface Sample {
  readonly at: number;
  readonly view: ViewRect;
}

/** The speed is that of the last moment, milliseconds. */
const WINDOW_MS = 250;
/** Shorter spans say nothing of the speed. */
const SPAN_MIN_MS = 30;
/** A view that has not moved for so long is at rest. */
export const REST_MS = 150;
/** How far ahead is looked. About what it takes to open a region from afar. */
export const AHEAD_MS = 700;
/** And no edge further than this, in plots. */
export const AHEAD_PLOTS = 2;
/** A point that is in view for a shorter time than this is only crossed. */
export const GLIMPSE_MS = 450;

/** Learns from successive views where the eye is going. Times in milliseconds, of one steady clock. */
export class Travel {
  #samples: Sample[] = [];
  #move: Move | null = null;

  /** True when this is a new place altogether, here or at the end of a flight that begins. */
  see(move: Move, now: number): boolean {
    const last = this.#samples.at(-1);
    const isJump = last !== undefined && !meets(last.view, move.view);
    const kept = isJump || (last && now - last.at > REST_MS) ? [] : this.#samples.filter((sample) => now - sample.at <= WINDOW_MS);
    this.#samples = [...kept, { at: now, view: move.view }];
    const isDeparture = move.end !== null && !(this.#move?.end && meets(this.#move.end, move.end));
    this.#move = move;
    return isJump || isDeparture;
  }

  /** Null before the first view. */
  sight(now: number): Sight | null {
    const move = this.#move;
    if (!move) return null;
    const { view, isMap } = move;
    const end = this.isMoving(now) ? move.end : null;
    const speed = this.#speed(now);
    if (!speed) return { view, isMap, ahead: [], end, isCrossing: false };
    const pace = Math.max(
      Math.abs(speed.x + speed.width / 2) / Math.max(1, view.width),
      Math.abs(speed.y + speed.height / 2) / Math.max(1, view.height),
    );
    const ahead = isMap || end ? [] : [foreseen(view, speed, AHEAD_MS / 2), foreseen(view, speed, AHEAD_MS)];
    return { view, isMap, ahead, end, isCrossing: pace * GLIMPSE_MS > 1000 };
  }

  isMoving(now: number): boolean {
    const last = this.#samples.at(-1);
    return last !== undefined && now - last.at <= REST_MS;
  }

  /** Of the view's corner and its sides, units a second. */
  #speed(now: number): ViewRect | null {
    const [first, last] = [this.#samples[0], this.#samples.at(-1)];
    if (!first || !last || !this.isMoving(now) || last.at - first.at < SPAN_MIN_MS) return null;
    const perSecond = 1000 / (last.at - first.at);
    const speed = {
      x: (last.view.x - first.view.x) * perSecond,
      y: (last.view.y - first.view.y) * perSecond,
      width: (last.view.width - first.view.width) * perSecond,
      height: (last.view.height - first.view.height) * perSecond,
    };
    return speed.x === 0 && speed.y === 0 && speed.width === 0 && speed.height === 0 ? null : speed;
  }
}

/** Each edge goes on as it does; zooming in foresees nothing outside the view. */
function foreseen(view: ViewRect, speed: ViewRect, ms: number): ViewRect {
  const reach = AHEAD_PLOTS * PLOT_SIZE;
  const far = (perSecond: number): number => Math.max(-reach, Math.min(reach, (perSecond * ms) / 1000));
  const left = view.x + far(speed.x);
  const top = view.y + far(speed.y);
  const right = view.x + view.width + far(speed.x + speed.width);
  const bottom = view.y + view.height + far(speed.y + speed.height);
  if (right <= left || bottom <= top) return { ...middleOf(view), width: 0, height: 0 };
  return { x: left, y: top, width: right - left, height: bottom - top };
}
