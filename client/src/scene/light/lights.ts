import type { FloatingOrigin } from '../floating-origin.ts';
import { LIGHT } from '../shader/light.ts';
import type { CordState, NoteState } from '../state.ts';
import type { LightWay, WorldPoint, WorldRect } from '../types.ts';
import { pointAlong, wayLength, type Leg } from './along.ts';
import type { LightSheet } from './light-sheet.ts';
import { eased, glowAt, GLOW_MS, paced, swell, wayMs } from './light-time.ts';

/** Lights under way at once; more are not shown. */
const LIGHTS_MAX = 6;
/** Half the side of the bead's quad, units; on screen never smaller or larger than these CSS pixels. */
const BEAD = 38;
const BEAD_PX = [15, 48] as const;
const SPARKS = 20;
/** Sparks lie where the bead was so many milliseconds before each other, and never farther apart than this share of its size. */
const SPARK_MS = 11;
const SPARK_GAP = 0.2;
/** Half a glow's quad against half the note. */
const GLOW = 1.7;

export type LightDrawing = Pick<LightSheet, 'begin' | 'put' | 'end'>;

export interface LightWorld {
  cord(id: string): CordState | undefined;
  note(id: string): NoteState | undefined;
}

interface Run {
  readonly ways: readonly LightWay[];
  next: number;
  /** The way that the bead is on. */
  way: LightWay | null;
  elapsed: number;
  lasts: number;
}

interface Glow {
  readonly note: string;
  elapsed: number;
}

interface Sight {
  readonly view: WorldRect;
  readonly zoom: number;
  readonly middle: WorldPoint;
}

/** Beads of light that run along the strings, one way of each light after the other, and the notes that glow where they end. */
export class Lights {
  readonly #world: LightWorld;
  readonly #sheet: LightDrawing;
  #runs: Run[] = [];
  #glows: Glow[] = [];
  /** Legs of the way that is drawn; reused. */
  readonly #legs: Leg[] = [];
  readonly #at = { x: 0, y: 0 };
  #begun = 0;
  reducedMotion = false;

  constructor(world: LightWorld, sheet: LightDrawing) {
    this.#world = world;
    this.#sheet = sheet;
  }

  /** Ways that a bead has set out on, or notes that glowed for one, since the beginning. */
  get begun(): number {
    return this.#begun;
  }

  run(ways: readonly LightWay[]): void {
    if (ways.length === 0 || this.#runs.length >= LIGHTS_MAX) return;
    this.#runs.push({ ways, next: 0, way: null, elapsed: 0, lasts: 0 });
  }

  /** Moves on and writes what is seen; answers whether any light is left. Strings must be flushed. */
  step(ms: number, sight: Sight, origin: FloatingOrigin): boolean {
    if (this.#runs.length + this.#glows.length === 0) return false;
    this.#sheet.begin(sight.middle, origin);
    for (const glow of this.#glows) glow.elapsed += ms;
    this.#glows = this.#glows.filter(({ elapsed }) => elapsed < GLOW_MS);
    for (const run of this.#runs) this.#advance(run, ms, sight);
    this.#runs = this.#runs.filter(({ way }) => way !== null);
    for (const glow of this.#glows) this.#drawGlow(glow);
    for (const run of this.#runs) this.#drawBead(run, sight.zoom);
    this.#sheet.end();
    return this.#runs.length + this.#glows.length > 0;
  }

  #advance(run: Run, ms: number, sight: Sight): void {
    run.elapsed += ms;
    if (run.way !== null) {
      if (!this.#layLegs(run.way)) run.way = null;
      else if (run.elapsed >= run.lasts) {
        this.#glow(run.way);
        run.way = null;
      }
    }
    while (run.way === null) {
      const way = run.ways[run.next++];
      if (way === undefined) return;
      if (!this.#layLegs(way) || !this.#isSeen(way, sight.view)) continue;
      this.#begun++;
      if (this.reducedMotion) this.#glow(way);
      else {
        run.way = way;
        run.elapsed = 0;
        run.lasts = paced(wayMs(wayLength(this.#legs)), run.ways.length);
      }
    }
  }

  #glow(way: LightWay): void {
    if (way.glows === null || this.#world.note(way.glows) === undefined) return;
    this.#glows = this.#glows.filter(({ note }) => note !== way.glows);
    this.#glows.push({ note: way.glows, elapsed: 0 });
  }

  /** False when a string of the way is not there, or not any more. */
  #layLegs(way: LightWay): boolean {
    this.#legs.length = 0;
    for (const { id, to } of way.cords) {
      const cord = this.#world.cord(id);
      if (cord === undefined || cord.run === null) return false;
      this.#legs.push({ cord, backwards: to === 'from' });
    }
    return this.#legs.length > 0;
  }

  #isSeen(way: LightWay, view: WorldRect): boolean {
    const note = way.glows === null ? undefined : this.#world.note(way.glows);
    if (note !== undefined && meets(view, note.x - note.size, note.y - note.size, note.x + note.size, note.y + note.size)) return true;
    if (this.reducedMotion) return false;
    return this.#legs.some(({ cord }) => {
      const low = Math.max(cord.y0, cord.y1) + Math.max(0, cord.hangY);
      return meets(view, Math.min(cord.x0, cord.x1), Math.min(cord.y0, cord.y1), Math.max(cord.x0, cord.x1), low);
    });
  }

  #drawGlow({ note: id, elapsed }: Glow): void {
    const note = this.#world.note(id);
    if (note === undefined) return;
    this.#sheet.put(LIGHT.glow, note.x, note.y, note.size * 0.5 * GLOW, glowAt(elapsed), note.rot, 1 / GLOW);
  }

  #drawBead(run: Run, zoom: number): void {
    if (run.way === null || !this.#layLegs(run.way)) return;
    const length = wayLength(this.#legs);
    const placeAt = (elapsed: number): number => length * eased(elapsed / run.lasts);
    const half = Math.max(BEAD_PX[0], Math.min(BEAD_PX[1], BEAD * zoom)) / zoom;
    const strength = swell(run.elapsed / run.lasts);
    const here = placeAt(run.elapsed);
    const gap = Math.min(here - placeAt(run.elapsed - SPARK_MS), half * SPARK_GAP);
    for (let spark = SPARKS; spark > 0; spark--) {
      const behind = here - spark * gap;
      if (behind <= 0) continue;
      const left = 1 - spark / (SPARKS + 1);
      const at = pointAlong(this.#legs, behind, this.#at);
      this.#sheet.put(LIGHT.spark, at.x, at.y, half * (0.22 + 0.42 * left), left * strength);
    }
    const at = pointAlong(this.#legs, here, this.#at);
    this.#sheet.put(LIGHT.bead, at.x, at.y, half * (0.6 + 0.4 * strength), strength);
  }
}

function meets(view: WorldRect, left: number, top: number, right: number, bottom: number): boolean {
  return right >= view.x && left <= view.x + view.width && bottom >= view.y && top <= view.y + view.height;
}
