import type { NoteState } from './state.ts';

const LAND_MS = 420;
const CRUMPLE_MS = 760;
/** Time in which a drawing makes up two thirds of what it lags behind. */
const DEVELOP_MS = 320;
/** Time in which a gliding note covers two thirds of its way. */
const GLIDE_MS = 55;

interface Timed {
  readonly note: NoteState;
  elapsed: number;
}

export interface MotionHooks {
  /** Its place or look changed. */
  changed(note: NoteState): void;
  crumpled(note: NoteState): void;
}

/** Notes that move by themselves: gliding to a place, landing on the board, crumpling. */
export class Motion {
  readonly #hooks: MotionHooks;
  readonly #gliding: NoteState[] = [];
  readonly #developing: NoteState[] = [];
  #landing: Timed[] = [];
  #crumpling: Timed[] = [];

  constructor(hooks: MotionHooks) {
    this.#hooks = hooks;
  }

  glide(note: NoteState, x: number, y: number, rot: number): void {
    note.glideX = x;
    note.glideY = y;
    note.glideRot = rot;
    note.gliding = true;
    if (!this.#gliding.includes(note)) this.#gliding.push(note);
  }

  stopGlide(note: NoteState): void {
    note.gliding = false;
  }

  /** The pencil draws on from where it is to how far the work has come. */
  develop(note: NoteState): void {
    if (!this.#developing.includes(note)) this.#developing.push(note);
  }

  land(note: NoteState): void {
    this.#landing = this.#landing.filter((one) => one.note !== note);
    this.#landing.push({ note, elapsed: 0 });
    note.lift = 1;
    this.#hooks.changed(note);
  }

  crumple(note: NoteState): void {
    if (this.#crumpling.some((one) => one.note === note)) return;
    this.#crumpling.push({ note, elapsed: 0 });
  }

  forget(note: NoteState): void {
    note.gliding = false;
    swapOut(this.#developing, note);
    this.#landing = this.#landing.filter((one) => one.note !== note);
    this.#crumpling = this.#crumpling.filter((one) => one.note !== note);
  }

  /** Answers whether anything still moves. */
  step(ms: number): boolean {
    this.#stepGlides(ms);
    this.#stepDrawings(ms);
    for (const one of this.#landing) {
      one.elapsed += ms;
      const share = Math.min(1, one.elapsed / LAND_MS);
      one.note.lift = landing(share);
      this.#hooks.changed(one.note);
    }
    this.#landing = this.#landing.filter((one) => one.elapsed < LAND_MS);
    const gone: NoteState[] = [];
    for (const one of this.#crumpling) {
      one.elapsed += ms;
      const share = Math.min(1, one.elapsed / CRUMPLE_MS);
      one.note.crumple = Math.max(1 / 255, share * share * (3 - 2 * share));
      this.#hooks.changed(one.note);
      if (share >= 1) gone.push(one.note);
    }
    this.#crumpling = this.#crumpling.filter((one) => one.elapsed < CRUMPLE_MS);
    for (const note of gone) this.#hooks.crumpled(note);
    return this.#gliding.length + this.#developing.length + this.#landing.length + this.#crumpling.length > 0;
  }

  #stepDrawings(ms: number): void {
    const share = 1 - Math.exp(-ms / DEVELOP_MS);
    for (let i = this.#developing.length - 1; i >= 0; i--) {
      const note = this.#developing[i];
      const pct = note?.view.ghost?.pct;
      if (note !== undefined && pct !== undefined) {
        const near = Math.abs(pct - note.drawn) < 0.4;
        note.drawn = near ? pct : note.drawn + (pct - note.drawn) * share;
        this.#hooks.changed(note);
        if (!near) continue;
      }
      if (note !== undefined) swapOut(this.#developing, note);
    }
  }

  #stepGlides(ms: number): void {
    const share = 1 - Math.exp(-ms / GLIDE_MS);
    for (let i = this.#gliding.length - 1; i >= 0; i--) {
      const note = this.#gliding[i];
      if (note === undefined) continue;
      if (note.gliding) {
        const dx = note.glideX - note.x;
        const dy = note.glideY - note.y;
        const near = Math.abs(dx) + Math.abs(dy) < 0.2;
        note.x = near ? note.glideX : note.x + dx * share;
        note.y = near ? note.glideY : note.y + dy * share;
        note.rot = near ? note.glideRot : note.rot + (note.glideRot - note.rot) * share;
        if (near) note.gliding = false;
        this.#hooks.changed(note);
      }
      if (!note.gliding) {
        const last = this.#gliding.pop();
        if (last !== undefined && last !== note) this.#gliding[i] = last;
      }
    }
  }
}

function swapOut(notes: NoteState[], note: NoteState): void {
  const index = notes.indexOf(note);
  if (index < 0) return;
  const last = notes.pop();
  if (last !== undefined && last !== note) notes[index] = last;
}

/** Falls, gives a little, lies flat. */
function landing(share: number): number {
  if (share >= 1) return 0;
  const fall = (1 - share) ** 3;
  return Math.max(0, fall + 0.1 * Math.sin(share * Math.PI * 3) * (1 - share));
}
