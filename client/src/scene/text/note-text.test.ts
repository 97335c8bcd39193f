import { expect, test } from 'vitest';
import type { NoteCounts, NoteView } from '../types.ts';
import { noteText } from './note-text.ts';
import { SIGN } from './signs.ts';

const note = (over: Partial<NoteView>): NoteView => ({
  id: 'n',
  kind: 'text',
  x: 0,
  y: 0,
  rot: 0,
  z: 0,
  size: 200,
  colour: '#FFEC8C',
  seed: 1,
  title: 'Titre',
  ...over,
});
const corner = (counts: NoteCounts, over: Partial<NoteView> = {}): string | undefined =>
  noteText(note({ ...over, counts })).find((block) => block.end)?.text;

test('counts stand in the corner, noughts left out, thousands shortened', () => {
  expect(corner({ likes: 3, comments: 0, votes: 12 })).toBe(`${SIGN.heart}3${SIGN.star}12`);
  expect(corner({ likes: 999, comments: 1000, votes: 12_345 })).toBe(`${SIGN.heart}999${SIGN.said}1k${SIGN.star}12k`);
  expect(corner({ likes: 0, comments: 0, votes: 0 })).toBeUndefined();
  expect(corner({ likes: 2, comments: 0, votes: 0 }, { kind: 'agent', size: 240 })).toBe(`${SIGN.heart}2`);
});

test('what is still being made has none', () => {
  expect(corner({ likes: 2, comments: 1, votes: 1 }, { ghost: { pct: 3, phase: '' } })).toBeUndefined();
});
