import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { grabs, HOLD_MS, IDLE, LONG_PRESS_MS, press, type PressEdit, type PressEvent, type PressState, type PressTarget } from './press.ts';

const note: PressTarget = { type: 'note', id: 'n', movable: true };
const fixed: PressTarget = { type: 'note', id: 'n', movable: false };

function down(target: PressTarget, more: Partial<Extract<PressEvent, { type: 'down' }>> = {}): PressEvent {
  return { type: 'down', pointer: 1, touch: false, primary: true, shift: false, target, at: { x: 0, y: 0 }, time: 0, ...more };
}

const held: PressEvent = { type: 'time', time: HOLD_MS };

function run(events: readonly PressEvent[]): { state: PressState; edits: PressEdit[] } {
  let state: PressState = IDLE;
  const edits: PressEdit[] = [];
  for (const event of events) {
    const step = press(state, event);
    state = step.state;
    edits.push(...step.edits);
  }
  return { state, edits };
}

describe('press', () => {
  test('a press that stays in its slop is a click', () => {
    const { state, edits } = run([
      down(note),
      { type: 'move', pointer: 1, at: { x: 2, y: 2 } },
      { type: 'up', pointer: 1, at: { x: 2, y: 2 } },
    ]);
    expect(edits.map((edit) => edit.type)).toEqual(['click']);
    expect(state).toEqual(IDLE);
  });

  test('a press that leaves its slop over a movable note drags it', () => {
    const { edits } = run([
      down(note),
      { type: 'move', pointer: 1, at: { x: 10, y: 0 } },
      { type: 'move', pointer: 1, at: { x: 20, y: 0 } },
      { type: 'up', pointer: 1, at: { x: 21, y: 0 } },
    ]);
    expect(edits.map((edit) => edit.type)).toEqual(['drag-start', 'drag-move', 'drag-end']);
  });

  test('a finger trembles more than a mouse', () => {
    const moved: PressEvent = { type: 'move', pointer: 1, at: { x: 7, y: 0 } };
    expect(run([down(note), moved]).state.name).toBe('dragging');
    expect(run([down(note, { touch: true }), held, moved]).state.name).toBe('pressed');
  });

  test('a flick that starts on a note pans; a finger that rested drags', () => {
    const moves: PressEvent[] = [
      { type: 'move', pointer: 1, at: { x: 30, y: 0 } },
      { type: 'move', pointer: 1, at: { x: 60, y: 0 } },
      { type: 'up', pointer: 1, at: { x: 60, y: 0 } },
    ];
    expect(run([down(note, { touch: true }), ...moves])).toEqual({ state: IDLE, edits: [] });
    expect(run([down(note, { touch: true }), held, ...moves]).edits.map((edit) => edit.type)).toEqual([
      'hold',
      'drag-start',
      'drag-move',
      'drag-end',
    ]);
  });

  test('a finger that flicks over what it may not move hears nothing of it; one that rested does', () => {
    const moved: PressEvent = { type: 'move', pointer: 1, at: { x: 30, y: 0 } };
    expect(run([down(fixed, { touch: true }), moved])).toMatchObject({ state: { name: 'yielded' }, edits: [] });
    expect(run([down(fixed, { touch: true }), held, moved]).edits.map((edit) => edit.type)).toEqual(['drag-refused']);
  });

  test('a finger that rested and lifts without moving has tapped', () => {
    const { edits } = run([down(note, { touch: true }), held, { type: 'up', pointer: 1, at: { x: 2, y: 0 } }]);
    expect(edits).toMatchObject([{ type: 'hold' }, { type: 'click', touch: true }]);
  });

  test('a hold of which nothing comes is let go once', () => {
    const types = (...more: PressEvent[]): string[] => run([down(note, { touch: true }), held, ...more]).edits.map((edit) => edit.type);
    expect(types({ type: 'cancel', pointer: 1 })).toEqual(['hold', 'release']);
    expect(types(down(note, { touch: true, pointer: 2 }), { type: 'cancel', pointer: 1 })).toEqual(['hold', 'release']);
    expect(run([down(note, { touch: true }), { type: 'cancel', pointer: 1 }]).edits).toEqual([]);
  });

  test('the board has the pointer from the hold on, not before', () => {
    const taken = (events: readonly PressEvent[]): boolean => {
      const { state } = run(events);
      return state.name === 'pressed' && grabs(state);
    };
    expect(taken([down(note, { touch: true })])).toBe(false);
    expect(taken([down(note, { touch: true }), held])).toBe(true);
    expect(taken([down(fixed, { touch: true }), held])).toBe(false);
    expect(taken([down(note)])).toBe(true);
  });

  test('what may not be moved is refused once, and the camera takes the pointer', () => {
    const { state, edits } = run([
      down(fixed),
      { type: 'move', pointer: 1, at: { x: 30, y: 0 } },
      { type: 'move', pointer: 1, at: { x: 60, y: 0 } },
    ]);
    expect(edits.map((edit) => edit.type)).toEqual(['drag-refused']);
    expect(state.name).toBe('yielded');
  });

  test('the paper pans without an edit, and a pan is not a click', () => {
    const { edits } = run([
      down({ type: 'paper' }),
      { type: 'move', pointer: 1, at: { x: 30, y: 0 } },
      { type: 'up', pointer: 1, at: { x: 30, y: 0 } },
    ]);
    expect(edits).toEqual([]);
  });

  test('with Shift a mouse draws a lasso on paper, and a finger pans', () => {
    const moved: PressEvent = { type: 'move', pointer: 1, at: { x: 30, y: 0 } };
    const { edits } = run([down({ type: 'paper' }, { shift: true }), moved, { type: 'up', pointer: 1, at: { x: 40, y: 9 } }]);
    expect(edits).toMatchObject([
      { type: 'drag-start', target: { type: 'paper' }, shift: true },
      { type: 'drag-end', to: { x: 40, y: 9 } },
    ]);
    expect(run([down({ type: 'paper' }, { shift: true, touch: true }), moved])).toMatchObject({ state: { name: 'yielded' }, edits: [] });
  });

  test('a press that is held is a long press, and not a click too', () => {
    const { edits } = run([down(note), { type: 'time', time: LONG_PRESS_MS }, { type: 'up', pointer: 1, at: { x: 0, y: 0 } }]);
    expect(edits.map((edit) => edit.type)).toEqual(['long-press']);
    const finger = run([
      down(note, { touch: true }),
      held,
      { type: 'time', time: LONG_PRESS_MS },
      { type: 'up', pointer: 1, at: { x: 0, y: 0 } },
    ]);
    expect(finger.edits.map((edit) => edit.type)).toEqual(['hold', 'long-press']);
  });

  test('a second finger puts the note back and pinches', () => {
    const finger = { touch: true };
    const { state, edits } = run([
      down(note, finger),
      held,
      { type: 'move', pointer: 1, at: { x: 30, y: 0 } },
      down(note, { ...finger, pointer: 2 }),
      { type: 'move', pointer: 1, at: { x: 60, y: 0 } },
      { type: 'up', pointer: 2, at: { x: 0, y: 0 } },
      { type: 'move', pointer: 1, at: { x: 90, y: 0 } },
    ]);
    expect(edits.map((edit) => edit.type)).toEqual(['hold', 'drag-start', 'drag-cancel']);
    expect(state.name).toBe('yielded');
  });

  test('whatever happens, every drag-start is ended once, and lifting all pointers comes back to idle', () => {
    const point = fc.record({ x: fc.integer({ min: -40, max: 40 }), y: fc.integer({ min: -40, max: 40 }) });
    const pointer = fc.integer({ min: 1, max: 3 });
    const target = fc.constantFrom<PressTarget>(
      note,
      fixed,
      { type: 'paper' },
      { type: 'cord', id: 'c', movable: true },
      { type: 'pin', id: 'n', movable: true },
      { type: 'cord-end', id: 'c', end: 'from', movable: true },
    );
    const event = fc.oneof(
      fc.record({
        type: fc.constant('down' as const),
        pointer,
        touch: fc.boolean(),
        primary: fc.constant(true),
        shift: fc.boolean(),
        target,
        at: point,
        time: fc.constant(0),
      }),
      fc.record({ type: fc.constant('move' as const), pointer, at: point }),
      fc.record({ type: fc.constant('up' as const), pointer, at: point }),
      fc.record({ type: fc.constant('cancel' as const), pointer }),
      fc.record({ type: fc.constant('time' as const), time: fc.integer({ min: 0, max: 1000 }) }),
    );
    fc.assert(
      fc.property(fc.array(event, { maxLength: 60 }), (events) => {
        const lift: PressEvent[] = [1, 2, 3].map((id) => ({ type: 'cancel', pointer: id }));
        const { state, edits } = run([...events, ...lift]);
        expect(state).toEqual(IDLE);
        let open = 0;
        for (const edit of edits) {
          if (edit.type === 'drag-start') open++;
          if (edit.type === 'drag-end' || edit.type === 'drag-cancel') open--;
          expect(open === 0 || open === 1).toBe(true);
        }
        expect(open).toBe(0);
      }),
      { seed: 11, numRuns: 500 },
    );
  });
});
