import { hashText } from '@oto/schema/base/seeded-random';
import { FORK_COLOUR } from '@oto/schema/board/palette';
import { PLOT_SIZE } from '@oto/schema/geometry/lattice';
import { rgbOf } from './colour.ts';
import { cordX, cordY, restingSag } from './cord-curve.ts';
import { CELL_SIZE, GridHash } from './grid-hash.ts';
import { pinX, pinY } from './pin-place.ts';
import { STRAND, STRAND_HOT, STRAND_PAST } from './shader/cord.ts';
import { TAG_BOTTOM } from './shader/tag.ts';
import type { CordEnd, CordView, LooseCord, WorldPoint, WorldRect } from './types.ts';
import type { CordState, NoteState, Sheet } from './state.ts';

export interface CordWorld {
  note(id: string): NoteState | undefined;
  /** The sector that holds strings which start at a world point. */
  sectorAt(x: number, y: number): Sheet;
  /** The sheet for strings longer than a plot. */
  longAt(x: number, y: number): Sheet;
  /** Where strings of dragged notes are drawn. */
  lifted(): Sheet | null;
  /** The tag with a string's name must be set anew; follows its string; is taken off. */
  tagSpoilt(cord: CordState): void;
  tagMoved(cord: CordState): void;
  tagGone(cord: CordState): void;
  invalidate(): void;
}

const STIFFNESS = 74;
const DAMPING = 5.2;
/** Share of an end's step that the middle stays behind. */
const LAG = 0.42;
const MOST_SWING = 70;
/** The string that is being tied; nothing else can have this id. */
export const LOOSE = '\u0000loose';

export interface HeldEnd {
  readonly id: string;
  readonly end: 'from' | 'to';
  readonly x: number;
  readonly y: number;
}

/** All strings: who hangs from which note, their curves, their swing, their instances. */
export class CordBook {
  readonly #world: CordWorld;
  readonly #cords = new Map<string, CordState>();
  readonly #byNote = new Map<string, Set<CordState>>();
  readonly #byHandle: (CordState | undefined)[] = [];
  readonly #free: number[] = [];
  readonly #stale: CordState[] = [];
  readonly #gridStale: CordState[] = [];
  readonly #swinging: CordState[] = [];
  readonly #grid = new GridHash();
  #held: HeldEnd | null = null;
  #loose: HeldEnd | null = null;
  reducedMotion = false;

  constructor(world: CordWorld) {
    this.#world = world;
  }

  get size(): number {
    return this.#cords.size;
  }

  get(id: string): CordState | undefined {
    return this.#cords.get(id);
  }

  /** A string, or the end of one, is in somebody's hand. */
  get isHolding(): boolean {
    return this.#held !== null || this.#loose !== null;
  }

  values(): IterableIterator<CordState> {
    return this.#cords.values();
  }

  upsert(view: CordView): void {
    let cord = this.#cords.get(view.id);
    if (cord === undefined) {
      const handle = this.#free.pop() ?? this.#byHandle.length;
      cord = {
        handle,
        id: view.id,
        view,
        from: null,
        to: null,
        sector: null,
        run: null,
        x0: 0,
        y0: 0,
        x1: 0,
        y1: 0,
        hangX: 0,
        hangY: 0,
        swingX: 0,
        swingY: 0,
        speedX: 0,
        speedY: 0,
        swinging: false,
        seed: (hashText(view.id) >>> 8) / 16777216,
        rgb: 0,
        opacity: 1,
        hot: false,
        stale: false,
        gridStale: false,
        tagRun: null,
        tagSheet: null,
        tagHalf: 0,
      };
      this.#byHandle[handle] = cord;
      this.#cords.set(view.id, cord);
    } else {
      this.#forget(cord);
    }
    cord.view = view;
    cord.rgb = rgbOf(view.style === 'fork' ? FORK_COLOUR : view.colour);
    for (const end of [view.from, view.to]) {
      if (end.note === undefined) continue;
      const held = this.#byNote.get(end.note);
      if (held === undefined) this.#byNote.set(end.note, new Set([cord]));
      else held.add(cord);
    }
    this.#tie(cord);
    this.#world.tagSpoilt(cord);
    this.touch(cord);
  }

  remove(id: string): void {
    const cord = this.#cords.get(id);
    if (cord === undefined) return;
    this.#forget(cord);
    this.#untie(cord);
    this.#unwrite(cord);
    this.#grid.delete(cord.handle);
    this.#cords.delete(id);
    this.#byHandle[cord.handle] = undefined;
    this.#free.push(cord.handle);
    this.#world.invalidate();
  }

  /** A note came or went: the strings that name it take their ends anew. */
  noteChanged(id: string): void {
    for (const cord of this.#byNote.get(id) ?? []) {
      this.#tie(cord);
      this.touch(cord);
    }
  }

  /** Strings of a plot that leaves go too, but for those that a loaded note elsewhere still holds. */
  removeLoose(id: string): void {
    for (const cord of Array.from(this.#byNote.get(id) ?? [])) {
      if (cord.from === null && cord.to === null) this.remove(cord.id);
    }
  }

  hold(held: HeldEnd | null): void {
    const before = this.#held === null ? undefined : this.#cords.get(this.#held.id);
    this.#held = held;
    if (before !== undefined) this.touch(before);
    const now = held === null ? undefined : this.#cords.get(held.id);
    if (now !== undefined) this.touch(now);
  }

  /** The string that hangs from a note to a point while it is being tied; null: none. */
  hang(loose: LooseCord | null): void {
    if (loose === null) {
      this.#loose = null;
      return this.remove(LOOSE);
    }
    const known = this.#cords.get(LOOSE);
    this.#loose = { id: LOOSE, end: 'to', x: loose.x, y: loose.y };
    if (known === undefined || known.view.from.note !== loose.note || known.view.colour !== loose.colour) {
      this.upsert({ id: LOOSE, from: { note: loose.note }, to: { at: { x: loose.x, y: loose.y } }, colour: loose.colour, style: 'tie' });
    } else this.touch(known);
  }

  touch(cord: CordState): void {
    if (!cord.stale) {
      cord.stale = true;
      this.#stale.push(cord);
    }
    this.#world.invalidate();
  }

  /** Swings what swings; answers whether anything still does. */
  step(seconds: number): boolean {
    const steps = Math.max(1, Math.ceil(seconds / 0.012));
    const dt = seconds / steps;
    for (let i = this.#swinging.length - 1; i >= 0; i--) {
      const cord = this.#swinging[i];
      if (cord === undefined) continue;
      for (let k = 0; k < steps; k++) {
        cord.speedX += (-STIFFNESS * cord.swingX - DAMPING * cord.speedX) * dt;
        cord.speedY += (-STIFFNESS * cord.swingY - DAMPING * cord.speedY) * dt;
        cord.swingX += cord.speedX * dt;
        cord.swingY += cord.speedY * dt;
      }
      const calm = Math.abs(cord.swingX) + Math.abs(cord.swingY) < 0.25 && Math.abs(cord.speedX) + Math.abs(cord.speedY) < 3;
      if (calm || cord.run === null) {
        cord.swingX = cord.swingY = cord.speedX = cord.speedY = 0;
        cord.swinging = false;
        const last = this.#swinging.pop();
        if (last !== undefined && last !== cord) this.#swinging[i] = last;
      }
      this.touch(cord);
    }
    return this.#swinging.length > 0;
  }

  /** Writes the instances of all strings that changed. */
  flush(): void {
    for (const cord of this.#stale) {
      cord.stale = false;
      if (this.#byHandle[cord.handle] === cord) this.#write(cord);
    }
    this.#stale.length = 0;
    /** Each string is in it once: the rest have been removed, and nobody has asked the grid since. */
    if (this.#gridStale.length > 2 * this.#cords.size) this.#forgetRemoved();
  }

  #forgetRemoved(): void {
    let left = 0;
    for (const cord of this.#gridStale) if (this.#byHandle[cord.handle] === cord) this.#gridStale[left++] = cord;
    this.#gridStale.length = left;
  }

  /** Strings whose cells meet the rectangle. */
  query(rect: WorldRect, visit: (cord: CordState) => void): void {
    for (const cord of this.#gridStale) {
      cord.gridStale = false;
      if (this.#byHandle[cord.handle] !== cord) continue;
      if (cord.run === null) this.#grid.delete(cord.handle);
      else this.#index(cord);
    }
    this.#gridStale.length = 0;
    this.#grid.query(rect, (handle) => {
      const cord = this.#byHandle[handle];
      if (cord !== undefined) visit(cord);
    });
  }

  /** One box a string: strings are short against the board, and the curve is tested exactly. */
  #index(cord: CordState): void {
    const middle = cordX(cord, 0.5);
    const left = Math.min(cord.x0, cord.x1, middle - cord.tagHalf) - 20;
    const top = Math.min(cord.y0, cord.y1, cordY(cord, 0.5)) - 20;
    const right = Math.max(cord.x0, cord.x1, middle + cord.tagHalf) + 20;
    const bottom = Math.max(cord.y0, cord.y1, cordY(cord, 0.5) + (cord.tagHalf > 0 ? TAG_BOTTOM : 0)) + 20;
    const most = CELL_SIZE * 64;
    this.#grid.set(cord.handle, left, top, Math.min(right - left, most), Math.min(bottom - top, most));
  }

  #forget(cord: CordState): void {
    for (const end of [cord.view.from, cord.view.to]) {
      if (end.note === undefined) continue;
      const held = this.#byNote.get(end.note);
      held?.delete(cord);
      if (held?.size === 0) this.#byNote.delete(end.note);
    }
  }

  #untie(cord: CordState): void {
    for (const note of [cord.from, cord.to]) {
      if (note === null) continue;
      const index = note.cords.indexOf(cord);
      if (index >= 0) note.cords.splice(index, 1);
    }
    cord.from = null;
    cord.to = null;
  }

  #tie(cord: CordState): void {
    this.#untie(cord);
    const noteOf = (end: CordEnd): NoteState | null => (end.note === undefined ? null : (this.#world.note(end.note) ?? null));
    cord.from = noteOf(cord.view.from);
    cord.to = noteOf(cord.view.to);
    cord.from?.cords.push(cord);
    if (cord.to !== cord.from) cord.to?.cords.push(cord);
  }

  #unwrite(cord: CordState): void {
    this.#world.tagGone(cord);
    if (cord.run !== null) cord.sector?.cords.free(cord.run);
    cord.run = null;
    cord.sector = null;
  }

  /** False when the end's place is unknown. */
  #placeEnds(cord: CordState): boolean {
    const held = this.#held?.id === cord.id ? this.#held : cord.id === LOOSE ? this.#loose : null;
    const from = held?.end === 'from' ? held : pinPlace(cord.from, cord.view.from, scratchFrom);
    const to = held?.end === 'to' ? held : pinPlace(cord.to, cord.view.to, scratchTo);
    if (from === undefined || to === undefined) return false;
    if (cord.run !== null && !this.reducedMotion) this.#push(cord, from, to);
    cord.x0 = from.x;
    cord.y0 = from.y;
    cord.x1 = to.x;
    cord.y1 = to.y;
    return true;
  }

  /** The middle stays behind when an end moves. */
  #push(cord: CordState, from: WorldPoint, to: WorldPoint): void {
    const dx = from.x - cord.x0 + to.x - cord.x1;
    const dy = from.y - cord.y0 + to.y - cord.y1;
    if (dx === 0 && dy === 0) return;
    cord.swingX = Math.max(-MOST_SWING, Math.min(MOST_SWING, cord.swingX - dx * LAG));
    cord.swingY = Math.max(-MOST_SWING, Math.min(MOST_SWING, cord.swingY - dy * LAG * 0.6));
    if (cord.swinging) return;
    cord.swinging = true;
    this.#swinging.push(cord);
  }

  #write(cord: CordState): void {
    if (!cord.gridStale) {
      cord.gridStale = true;
      this.#gridStale.push(cord);
    }
    if (!this.#placeEnds(cord)) {
      this.#unwrite(cord);
      return;
    }
    const lifted = this.#world.lifted();
    const dragged = lifted !== null && (cord.from?.sector === lifted || cord.to?.sector === lifted);
    const long = Math.hypot(cord.x1 - cord.x0, cord.y1 - cord.y0) > PLOT_SIZE;
    const home = dragged ? lifted : long ? this.#world.longAt(cord.x0, cord.y0) : this.#world.sectorAt(cord.x0, cord.y0);
    if (cord.sector !== home) {
      this.#unwrite(cord);
      cord.sector = home;
      cord.run = home.cords.take(1);
      this.#world.tagSpoilt(cord);
    }
    const run = cord.run;
    if (run === null) return;
    cord.hangX = cord.swingX;
    cord.hangY = restingSag(Math.hypot(cord.x1 - cord.x0, cord.y1 - cord.y0), cord.seed) + cord.swingY;
    home.reach(cord.x0, cord.y0, 260);
    home.reach(cord.x1, cord.y1, 260);
    const page = home.cords.page(run.page);
    const word = run.start * (page.stride / 4);
    const { f32, u8 } = page;
    f32[word] = cord.x0 - home.x;
    f32[word + 1] = cord.y0 - home.y;
    f32[word + 2] = cord.x1 - home.x;
    f32[word + 3] = cord.y1 - home.y;
    f32[word + 4] = cord.hangX;
    f32[word + 5] = cord.hangY;
    f32[word + 6] = cord.seed;
    const past = Math.max(cord.from?.region.past ?? 0, cord.to?.region.past ?? 0);
    f32[word + 7] = STRAND[cord.view.style] + (cord.hot ? STRAND_HOT : 0) + STRAND_PAST * past;
    const byte = run.start * page.stride + 32;
    u8[byte] = cord.rgb >> 16;
    u8[byte + 1] = cord.rgb >> 8;
    u8[byte + 2] = cord.rgb;
    u8[byte + 3] = cord.opacity * 255;
    page.touch(run.start);
    this.#world.tagMoved(cord);
  }
}

/** Reused, so that a move allocates nothing. */
const scratchFrom = { x: 0, y: 0 };
const scratchTo = { x: 0, y: 0 };

function pinPlace(note: NoteState | null, end: CordEnd, into: { x: number; y: number }): WorldPoint | undefined {
  if (note === null) return end.at;
  into.x = pinX(note.x, note.size, note.rot, note.seed);
  into.y = pinY(note.y, note.size, note.rot, note.seed);
  return into;
}
