import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DRAG_IDLE, drag, offsetInside, placedBy, type DragNote } from './drag.ts';

const seatIn = fc.integer({ min: -1680, max: 1680 });
const dragNote = fc.record({
  id: fc.uuid(),
  region: fc.constantFrom('0,0', '1,0'),
  x: seatIn,
  y: seatIn,
  rot: fc.integer({ min: -3142, max: 3142 }),
  z: fc.integer({ min: 0, max: 500 }),
  size: fc.constantFrom(200, 240),
});
const far = fc.double({ min: -9000, max: 9000, noNaN: true });

describe('drag', () => {
  test('a dropped note is stored once, in whole units, in front of its region', () => {
    const note: DragNote = { id: 'a', region: '0,0', x: 10, y: 20, rot: -40, z: 3, size: 200 };
    const grabbed = drag(DRAG_IDLE, { type: 'grab', notes: [note], from: { x: 100.4, y: 0 } });
    const pulled = drag(grabbed.state, { type: 'pull', to: { x: 150.9, y: -7.2 } });
    expect(pulled.edits).toEqual([{ type: 'offset', notes: [note], offset: { x: 51, y: -7 } }]);
    const dropped = drag(pulled.state, { type: 'drop', top: () => 41 });
    expect(dropped).toEqual({
      state: DRAG_IDLE,
      edits: [{ type: 'place', notes: [{ id: 'a', region: '0,0', place: [61, 13, -40, 42] }] }],
    });
  });

  test('a drop that moved nothing stores nothing', () => {
    const note: DragNote = { id: 'a', region: '0,0', x: 0, y: 0, rot: 0, z: 0, size: 200 };
    const grabbed = drag(DRAG_IDLE, { type: 'grab', notes: [note], from: { x: 5, y: 5 } });
    expect(drag(grabbed.state, { type: 'drop', top: () => 0 }).edits).toEqual([{ type: 'restore', notes: [note] }]);
  });

  test('a note in front of all others keeps its height', () => {
    const note: DragNote = { id: 'a', region: '0,0', x: 0, y: 0, rot: 0, z: 9, size: 200 };
    expect(placedBy([note], { x: 10, y: 0 }, () => 8)).toEqual([{ id: 'a', region: '0,0', place: [10, 0, 0, 9] }]);
    expect(placedBy([note], { x: 10, y: 0 }, () => 9)[0]?.place[3]).toBe(10);
  });

  test('letting go brings the notes back', () => {
    const note: DragNote = { id: 'a', region: '0,0', x: 0, y: 0, rot: 0, z: 0, size: 200 };
    const grabbed = drag(DRAG_IDLE, { type: 'grab', notes: [note], from: { x: 5, y: 5 } });
    const pulled = drag(grabbed.state, { type: 'pull', to: { x: 80, y: 5 } });
    expect(drag(pulled.state, { type: 'let-go' })).toEqual({ state: DRAG_IDLE, edits: [{ type: 'restore', notes: [note] }] });
  });

  test('however far they are pulled, the notes stay whole in their plots and keep their shape', () => {
    fc.assert(
      fc.property(fc.uniqueArray(dragNote, { minLength: 1, maxLength: 8, selector: (note) => note.id }), far, far, (notes, x, y) => {
        const grabbed = drag(DRAG_IDLE, { type: 'grab', notes, from: { x: 0, y: 0 } });
        const pulled = drag(grabbed.state, { type: 'pull', to: { x, y } });
        const { edits } = drag(pulled.state, { type: 'drop', top: () => 500 });
        const offset = offsetInside(notes, { x, y });
        const placed = edits.flatMap((edit) => (edit.type === 'place' ? edit.notes : []));
        for (const edit of placed) {
          const note = notes.find((one) => one.id === edit.id);
          if (!note) throw new Error('placed a note that was not dragged');
          expect(edit.place.every(Number.isInteger)).toBe(true);
          expect(Math.abs(edit.place[0]) + note.size / 2).toBeLessThanOrEqual(1800);
          expect(Math.abs(edit.place[1]) + note.size / 2).toBeLessThanOrEqual(1800);
          expect([edit.place[0] - note.x, edit.place[1] - note.y]).toEqual([offset.x, offset.y]);
          expect(edit.place[3]).toBeGreaterThan(500);
        }
        expect(placed.length === 0 || placed.length === notes.length).toBe(true);
        for (const region of ['0,0', '1,0']) {
          const stack = placed.filter((edit) => edit.region === region).map((edit) => edit.place[3]);
          expect(new Set(stack).size).toBe(stack.length);
        }
      }),
      { seed: 7, numRuns: 300 },
    );
  });
});
