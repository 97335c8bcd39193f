import { beforeEach, describe, expect, test } from 'vitest';
import { Motion } from './motion.ts';
import type { NoteState } from './state.ts';

const FRAME = 16.7;
/** With reduced motion a frame lasts for ever. */
const REDUCED = 1e6;

type Moving = Pick<NoteState, 'x' | 'y' | 'rot' | 'glideX' | 'glideY' | 'glideRot' | 'gliding' | 'lift' | 'crumple' | 'drawn' | 'view'>;

function still(pct?: number): NoteState {
  const note: Moving = {
    x: 0,
    y: 0,
    rot: 0,
    glideX: 0,
    glideY: 0,
    glideRot: 0,
    gliding: false,
    lift: 0,
    crumple: 0,
    drawn: 0,
    view: (pct === undefined ? {} : { ghost: { pct, phase: '' } }) as NoteState['view'],
  };
  return note as NoteState;
}

let crumpled: NoteState[] = [];
let changed = 0;
let motion: Motion;

beforeEach(() => {
  crumpled = [];
  changed = 0;
  motion = new Motion({ changed: () => changed++, crumpled: (note) => void crumpled.push(note) });
});

/** Steps until all is at rest; answers what `read` said at each frame. */
function play(read: () => number, ms = FRAME): number[] {
  const seen: number[] = [];
  for (let frame = 0; frame < 400; frame++) {
    const moves = motion.step(ms);
    seen.push(read());
    if (!moves) return seen;
  }
  throw new Error('never at rest');
}

function rises(values: readonly number[]): boolean {
  return values.every((value, i) => i === 0 || value >= (values[i - 1] ?? 0));
}

describe('motion', () => {
  test('a note glides to its place without overshooting, over several frames', () => {
    const note = still();
    motion.glide(note, 100, 0, 0);
    const seen = play(() => note.x);
    expect(seen.length).toBeGreaterThan(4);
    expect(rises(seen)).toBe(true);
    expect(seen.at(-1)).toBe(100);
  });

  test('samples that come at 20 Hz are joined into one movement: no frame stands still', () => {
    const note = still();
    const steps: number[] = [];
    for (let sample = 1; sample <= 20; sample++) {
      motion.glide(note, sample * 10, 0, 0);
      for (let frame = 0; frame < 3; frame++) {
        const before = note.x;
        motion.step(FRAME);
        steps.push(note.x - before);
      }
    }
    const running = steps.slice(15);
    expect(Math.min(...running)).toBeGreaterThan(0.5);
    expect(Math.max(...running)).toBeLessThan(7);
  });

  test('a note lands: it falls, gives a little, and lies flat', () => {
    const note = still();
    motion.land(note);
    expect(note.lift).toBe(1);
    const seen = play(() => note.lift);
    expect(seen.at(-1)).toBe(0);
    expect(Math.max(...seen)).toBeLessThanOrEqual(1);
    expect(seen.filter((lift) => lift > 0).length).toBeGreaterThan(10);
  });

  test('a failed ghost crumples and is told once when it is gone', () => {
    const note = still();
    motion.crumple(note);
    motion.crumple(note);
    expect(rises(play(() => note.crumple))).toBe(true);
    expect(note.crumple).toBe(1);
    expect(crumpled).toEqual([note]);
  });

  test('a drawing develops to how far the work has come, and on when more is told', () => {
    const note = still(40);
    motion.develop(note);
    const first = play(() => note.drawn);
    expect(first.length).toBeGreaterThan(10);
    expect(rises(first)).toBe(true);
    expect(note.drawn).toBe(40);
    note.view = still(90).view;
    motion.develop(note);
    motion.develop(note);
    expect(rises(play(() => note.drawn))).toBe(true);
    expect(note.drawn).toBe(90);
  });

  test('with reduced motion everything is where it belongs after one frame', () => {
    const [gliding, landing, failing, drawing] = [still(), still(), still(), still(70)];
    motion.glide(gliding, 50, 60, 0.1);
    motion.land(landing);
    motion.crumple(failing);
    motion.develop(drawing);
    motion.step(REDUCED);
    expect([gliding.x, gliding.y, gliding.rot, landing.lift, drawing.drawn]).toEqual([50, 60, 0.1, 0, 70].map((n) => expect.closeTo(n, 0)));
    expect(crumpled).toEqual([failing]);
  });

  test('a note that is removed moves no more', () => {
    const note = still(50);
    motion.glide(note, 9, 9, 0);
    motion.land(note);
    motion.crumple(note);
    motion.develop(note);
    motion.forget(note);
    motion.step(FRAME);
    expect(motion.step(FRAME)).toBe(false);
    expect([changed, crumpled]).toEqual([1, []]);
  });
});
