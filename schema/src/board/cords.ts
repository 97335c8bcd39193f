import type { Id } from '../base/id.ts';
import type { Plot } from '../geometry/lattice.ts';
import { CORD_COLOURS, FORK_COLOUR } from './palette.ts';
import type { FarEnd, NoteRecord } from './record.ts';

/**
 * A provenance string. `agent` and `fork` run from a source to the note; `path` runs between two
 * agents that one chain used in turn and shows only while the note is looked at closely.
 */
export type Cord = {
  /** Unique on the board and stable: note, kind, source. */
  readonly key: string;
  readonly kind: 'agent' | 'fork' | 'path';
  readonly from: FarEnd;
  readonly to: FarEnd;
  /** sRGB, `#RRGGBB`. */
  readonly colour: string;
};

/** Colour of a cord by the index that records carry; indices beyond the palette wrap round. */
export function cordColour(index: number): string {
  return CORD_COLOURS[index % CORD_COLOURS.length] ?? FORK_COLOUR;
}

/** Every cord that a note's record implies. `plot` is the region that holds the note. */
export function cordsOf(noteId: Id, record: NoteRecord, plot: Plot): readonly Cord[] {
  const here: FarEnd = [noteId, plot.x, plot.y, record.s[0], record.s[1]];
  const used = record.a ?? [];
  const cords = new Map<string, Cord>();
  const add = (cord: Cord) => {
    if (!cords.has(cord.key) && cord.from[0] !== cord.to[0]) cords.set(cord.key, cord);
  };
  for (const [agent, colour] of used) {
    add({ key: `${noteId}/agent/${agent[0]}`, kind: 'agent', from: agent, to: here, colour: cordColour(colour) });
  }
  for (const parent of record.p ?? []) {
    add({ key: `${noteId}/fork/${parent[0]}`, kind: 'fork', from: parent, to: here, colour: FORK_COLOUR });
  }
  for (const [index, [agent, colour]] of used.entries()) {
    const next = used[index + 1]?.[0];
    if (next) add({ key: `${noteId}/path/${index}`, kind: 'path', from: agent, to: next, colour: cordColour(colour) });
  }
  return [...cords.values()];
}
