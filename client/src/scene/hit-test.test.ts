import { expect, test } from 'vitest';
import type { Board } from './board.ts';
import { LOOSE } from './cord-book.ts';
import { hitTest } from './hit-test.ts';
import type { CordState, NoteState, Sheet } from './state.ts';

/** A level string from (0, 0) to (800, 0) that does not hang. */
const string = (more: Partial<CordState> = {}): CordState =>
  ({
    id: 'tie',
    x0: 0,
    y0: 0,
    x1: 800,
    y1: 0,
    hangX: 0,
    hangY: 0,
    swingX: 0,
    seed: 0,
    opacity: 1,
    run: { page: 0, start: 0, length: 1 },
    tagRun: null,
    tagHalf: 0,
    ...more,
  }) as CordState;
const board = (cords: readonly CordState[], note: string | null = null, isHolding = false): Board =>
  ({
    noteUnder: () => (note === null ? null : ({ id: note } as NoteState)),
    cords: { isHolding, query: (_: unknown, visit: (cord: CordState) => void) => cords.forEach(visit) },
  }) as unknown as Board;
const end = { type: 'cord-end', id: 'tie', end: 'from' };

test('a finger reaches further for the end of a string than a mouse does', () => {
  const one = board([string()]);
  expect(hitTest(one, { x: 40, y: 14 }, 1, 'fine')).toBeNull();
  expect(hitTest(one, { x: 40, y: 14 }, 1, 'coarse')).toEqual(end);
  expect(hitTest(one, { x: 40, y: 6 }, 1, 'fine')).toEqual(end);
  expect(hitTest(one, { x: 120, y: 0 }, 0.3, 'coarse')).toEqual(end);
  expect(hitTest(one, { x: 790, y: 0 }, 1, 'fine')).toMatchObject({ type: 'cord' });
});

test('over a note a finger must aim at the string to mean its end', () => {
  const one = board([string()], 'note');
  expect(hitTest(one, { x: 40, y: 16 }, 1, 'coarse')).toEqual({ type: 'note', id: 'note' });
  expect(hitTest(one, { x: 40, y: 10 }, 1, 'coarse')).toEqual(end);
});

test('where notes are small they are dragged, not the ends of their strings', () => {
  expect(hitTest(board([string()], 'note'), { x: 40, y: 0 }, 0.1, 'fine')).toEqual({ type: 'note', id: 'note' });
  expect(hitTest(board([string()]), { x: 40, y: 0 }, 0.1, 'fine')).toMatchObject({ type: 'cord' });
});

test('a tag is its string, above the notes under it', () => {
  const tagged = string({ tagRun: { page: 0, start: 0, length: 3 }, tagSheet: {} as Sheet, tagHalf: 60 });
  expect(hitTest(board([tagged], 'note'), { x: 430, y: 30 }, 1, 'fine')).toEqual({ type: 'cord', id: 'tie', t: 0.5 });
  expect(hitTest(board([tagged], 'note', true), { x: 430, y: 30 }, 1, 'fine')).toEqual({ type: 'note', id: 'note' });
  expect(hitTest(board([tagged], 'note'), { x: 430, y: 90 }, 1, 'fine')).toEqual({ type: 'note', id: 'note' });
});

test('the string in one’s hand and dimmed strings are not hit', () => {
  expect(hitTest(board([string({ id: LOOSE }), string({ opacity: 0.1 })]), { x: 400, y: 0 }, 1, 'fine')).toBeNull();
});
