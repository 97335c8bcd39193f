import { expect, test } from 'vitest';
import type { Board } from './board.ts';
import { DIM_NOTE, Emphasis } from './emphasis.ts';
import type { CordState, NoteState } from './state.ts';
import type { TextDesk } from './text/text-desk.ts';

/** Notes on a string one after the other, each end known. */
function setUp(ids: readonly string[]) {
  const notes = new Map<string, NoteState>();
  const cords = new Map<string, CordState>();
  const touched: string[] = [];
  for (const id of ids) notes.set(id, { id, view: {}, opacity: 1, glow: 0, cords: [] } as unknown as NoteState);
  for (const [index, id] of ids.slice(1).entries()) {
    const [from, to] = [notes.get(ids[index] ?? ''), notes.get(id)];
    const cord = { id: `to ${id}`, from, to, opacity: 1, hot: false } as unknown as CordState;
    cords.set(cord.id, cord);
    for (const note of [from, to]) note?.cords.push(cord);
  }
  const board = {
    notes,
    cords: Object.assign(cords, { touch: ({ id }: CordState) => void touched.push(id) }),
    repaint: ({ id }: NoteState) => void touched.push(id),
  } as unknown as Board;
  const emphasis = new Emphasis(board, { spoil: () => undefined } as unknown as TextDesk);
  return { emphasis, notes, cords, touched };
}

test('a filter is asked once of each note and each string, and touches only what changes', () => {
  const { emphasis, notes, cords, touched } = setUp(['a', 'b', 'c', 'd']);
  const asked: string[] = [];
  const only = (...shown: string[]) => ({
    note(id: string) {
      asked.push(id);
      return shown.includes(id);
    },
    cord(id: string) {
      asked.push(id);
      return true;
    },
  });
  emphasis.setFilter(only('a', 'b'));
  expect(asked).toEqual(['a', 'b', 'c', 'd', 'to b', 'to c', 'to d']);
  expect([...notes.values()].map(({ opacity }) => opacity)).toEqual([1, 1, DIM_NOTE, DIM_NOTE]);
  expect([...cords.values()].map(({ opacity }) => opacity < 1)).toEqual([false, true, true]);
  expect(touched.splice(0)).toEqual(['c', 'd', 'to c', 'to d']);
  emphasis.setFilter(only('a', 'b', 'c'));
  expect(touched.splice(0)).toEqual(['c', 'to c']);
  emphasis.setFilter(null);
  expect(touched.splice(0)).toEqual(['d', 'to d']);
});

test('a note whose view changes under a filter takes its strings with it', () => {
  const { emphasis, notes, cords, touched } = setUp(['a', 'b']);
  let likes = 0;
  emphasis.setFilter({ note: (id) => id === 'a' || likes > 0, cord: () => true });
  touched.length = 0;
  likes = 1;
  emphasis.note(notes.get('b') as NoteState);
  expect(touched).toEqual(['b', 'to b']);
  expect(cords.get('to b')?.opacity).toBe(1);
});
