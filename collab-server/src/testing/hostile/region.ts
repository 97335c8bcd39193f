import * as Y from 'yjs';
import { newId, type Id } from '@oto/schema/base/id';
import type { NoteRecord } from '@oto/schema/board/record';
import { regionOf } from '@oto/schema/board/roots';
import type { Plot } from '@oto/schema/geometry/lattice';
import type { Prey } from './prey.ts';

export const PREY_PLOT: Plot = { x: 4, y: -6 };
const SERVER_CLIENT = 11;
const VICTIM_CLIENT = 12;
const NOTES = 6;

/** A region of `owner` with notes the server pinned, and places and ties another member made. */
export function preyRegion(owner: Id, random: () => number): Prey {
  const doc = new Y.Doc();
  const notes = Array.from({ length: NOTES }, () => newId());
  const record: NoteRecord = { v: 1, k: 'image', s: [0, 0, 0], o: owner };
  const by = (client: number, change: () => void) => {
    doc.clientID = client;
    doc.transact(change);
  };
  const region = regionOf(doc);
  by(SERVER_CLIENT, () => {
    region.claim.set('c', { v: 1, o: owner, p: 'open', t: 0 });
    for (const note of notes) region.notes.set(note, record);
  });
  const ties = [newId(), newId()];
  by(VICTIM_CLIENT, () => {
    for (const [index, note] of notes.entries()) region.places.set(note, [index, index, 0, index]);
    const [a = newId(), b = newId()] = notes;
    for (const tie of ties)
      region.ties.set(tie, { v: 1, a: [a, PREY_PLOT.x, PREY_PLOT.y, 0, 0], b: [b, PREY_PLOT.x, PREY_PLOT.y, 0, 0], c: 1 });
  });
  return {
    doc,
    plot: PREY_PLOT,
    notes,
    ties,
    server: SERVER_CLIENT,
    victim: VICTIM_CLIENT,
    mine: 1_000_000 + Math.floor(random() * 1_000_000),
    random,
  };
}
