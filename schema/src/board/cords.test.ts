import { describe, expect, it } from 'vitest';
import { newId } from '../base/id.ts';
import { cordColour, cordsOf } from './cords.ts';
import { CORD_COLOURS, FORK_COLOUR } from './palette.ts';
import type { FarEnd, NoteRecord } from './record.ts';

const note = newId();
const painter: FarEnd = [newId(), 3, -2, 10, 20];
const writer: FarEnd = [newId(), 0, 4, -30, 40];
const parent: FarEnd = [newId(), -1, -1, 0, 0];
const plot = { x: 7, y: -9 };
const record = (more: Partial<NoteRecord>): NoteRecord => ({ v: 1, k: 'image', s: [100, -50, 12], o: newId(), ...more });

describe('cordsOf', () => {
  it('ties nothing to a note without sources', () => {
    expect(cordsOf(note, record({}), plot)).toEqual([]);
  });

  it('ties each agent in its colour, each parent in graphite, and the chain between agents', () => {
    const cords = cordsOf(
      note,
      record({
        a: [
          [writer, 1],
          [painter, 4],
        ],
        p: [parent],
      }),
      plot,
    );
    const here = [note, 7, -9, 100, -50];
    expect(cords.map(({ kind, from, to, colour }) => ({ kind, from, to, colour }))).toEqual([
      { kind: 'agent', from: writer, to: here, colour: CORD_COLOURS[1] },
      { kind: 'agent', from: painter, to: here, colour: CORD_COLOURS[4] },
      { kind: 'fork', from: parent, to: here, colour: FORK_COLOUR },
      { kind: 'path', from: writer, to: painter, colour: CORD_COLOURS[1] },
    ]);
    expect(new Set(cords.map((cord) => cord.key)).size).toBe(cords.length);
  });

  it('ties an agent used twice once and never a note to itself', () => {
    const own: FarEnd = [note, 7, -9, 100, -50];
    const cords = cordsOf(
      note,
      record({
        a: [
          [painter, 0],
          [painter, 0],
        ],
        p: [own],
      }),
      plot,
    );
    expect(cords.map((cord) => cord.kind)).toEqual(['agent']);
  });

  it('wraps colour indices beyond the palette', () => {
    expect(cordColour(CORD_COLOURS.length + 2)).toBe(CORD_COLOURS[2]);
  });
});
