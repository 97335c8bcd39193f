import * as Y from 'yjs';
import { newClientId } from '@oto/schema/board/client-id';
import type { FarEnd, TieRecord } from '@oto/schema/board/record';
import { regionOf } from '@oto/schema/board/roots';
import type { Plot } from '@oto/schema/geometry/lattice';

/** A region written anew, by one Yjs client, and the ties that were left behind. */
export type Fresh = { readonly state: Uint8Array; readonly client: number; readonly left: readonly (readonly [string, TieRecord])[] };

/**
 * The live content of a region without its past: claim, notes and mirrors as they are, the places
 * of notes that exist, the ties none of whose ends in this plot is dead. Values are carried over
 * unchanged; ends in other plots are not looked at.
 */
export function freshRegion(state: Uint8Array, plot: Plot): Fresh {
  const old = new Y.Doc();
  const doc = new Y.Doc();
  doc.clientID = newClientId();
  const from = regionOf(old);
  const to = regionOf(doc);
  Y.applyUpdate(old, state);
  const left: [string, TieRecord][] = [];
  const isDead = ([note, x, y]: FarEnd) => x === plot.x && y === plot.y && !from.notes.has(note);
  doc.transact(() => {
    for (const [key, claim] of from.claim) to.claim.set(key, claim);
    for (const [id, note] of from.notes) to.notes.set(id, note);
    for (const [id, place] of from.places) if (from.notes.has(id)) to.places.set(id, place);
    for (const [id, tie] of from.ties) {
      if (isDead(tie.a) || isDead(tie.b)) left.push([id, tie]);
      else to.ties.set(id, tie);
    }
    for (const [key, mirror] of from.inbound) to.inbound.set(key, mirror);
  });
  const fresh = { state: Y.encodeStateAsUpdate(doc), client: doc.clientID, left };
  old.destroy();
  doc.destroy();
  return fresh;
}

/** Documents below this many bytes are left alone, however little they hold. */
export const SMALL_BYTES = 64 * 1024;
/** How many times as large as a fresh one a document may grow. */
export const GROWTH_MAX = 2;

/** Whether a region of `bytes` is so much larger than its `fresh` rewrite that its readers should move over. */
export function isOvergrown(bytes: number, fresh: number, small = SMALL_BYTES): boolean {
  return bytes > small && bytes > GROWTH_MAX * fresh;
}
