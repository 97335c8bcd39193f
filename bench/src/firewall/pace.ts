import * as Y from 'yjs';
import type { Actor } from '@oto/collab-server/document/actor';
import { survey } from '@oto/collab-server/document/ground';
import { inspect } from '@oto/collab-server/firewall/inspect';
import { judge } from '@oto/collab-server/firewall/judge';
import { newId, type Id } from '@oto/schema/base/id';
import { seededRandom } from '@oto/schema/base/seeded-random';
import { regionName } from '@oto/schema/board/document-name';
import type { FarEnd } from '@oto/schema/board/record';
import { regionOf } from '@oto/schema/board/roots';
import { percentile } from '../figures/percentile.ts';

const NOTES = 10_000;
const PLOT = { x: 4, y: -6 };
const WRITERS = 20;
/** A region holds no more than 600. */
const TIES = 400;

/**
 * Microseconds that inspecting and judging one person's edit takes on a region of 10,000 notes, each
 * moved once: nine moves to one tie. The questions to Postgres between the two are not counted.
 */
export async function paceOfFirewall(edits: number, say: (line: string) => void) {
  const owner = newId();
  const doc = new Y.Doc();
  const notes = fill(doc, owner);
  const actor: Actor = { kind: 'member', id: newId(), operator: false, expires: Number.MAX_SAFE_INTEGER };
  const site = { name: { kind: 'region', plot: PLOT, epoch: 1 }, text: regionName(PLOT, 1), doc } as const;
  const facts = {
    plot: async () => ({ epoch: 1, owner, policy: 'open' as const, guests: new Set<Id>(), barred: new Set<Id>(), rights: 1 }),
    ends: async () => new Map(),
  };
  const writers = Array.from({ length: WRITERS }, () => {
    const writer = new Y.Doc();
    Y.applyUpdate(writer, Y.encodeStateAsUpdate(doc), 'net');
    return writer;
  });
  const random = seededRandom(3);
  const some = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;
  const tieIds = Array.from({ length: TIES }, () => newId());
  const micros: number[] = [];
  say(`${edits} edits by ${WRITERS} clients on a region of ${NOTES} notes`);
  for (let n = 0; n < edits; n++) {
    const writer = some(writers);
    const update = updateOf(writer, () => {
      const { places, ties } = regionOf(writer);
      if (n % 10 > 0) places.set(some(notes), [Math.floor(random() * 3000) - 1500, Math.floor(random() * 3000) - 1500, 0, n]);
      else {
        const from = Math.floor(random() * (notes.length - 1));
        ties.set(some(tieIds), { v: 1, a: endAt(notes, from), b: endAt(notes, from + 1), c: 3 });
      }
    });
    let started = performance.now();
    const seen = inspect(doc, update);
    let spent = performance.now() - started;
    if (!seen.ok) throw new Error(`refused: ${seen.code} ${seen.detail ?? ''}`);
    const { ground } = await survey(site, seen.value, actor, facts);
    started = performance.now();
    const verdict = judge(seen.value, actor, ground);
    spent += performance.now() - started;
    if (!verdict.ok) throw new Error(`refused: ${verdict.code} ${verdict.detail ?? ''}`);
    Y.applyUpdate(doc, update);
    micros.push(spent * 1000);
  }
  return { p50: percentile(micros, 0.5), p99: percentile(micros, 0.99) };
}

function fill(doc: Y.Doc, owner: Id): readonly Id[] {
  const notes = Array.from({ length: NOTES }, () => newId());
  const region = regionOf(doc);
  region.claim.set('c', { v: 1, o: owner, p: 'open', t: 0 });
  for (const note of notes) region.notes.set(note, { v: 1, k: 'image', s: [0, 0, 0], o: owner });
  doc.clientID = new Y.Doc().clientID;
  for (const note of notes) region.places.set(note, [1, 2, 3, 4]);
  return notes;
}

function endAt(notes: readonly Id[], index: number): FarEnd {
  const note = notes[index];
  if (!note) throw new RangeError('no such note');
  return [note, PLOT.x, PLOT.y, 0, 0];
}

function updateOf(doc: Y.Doc, change: () => void): Uint8Array {
  let made: Uint8Array | null = null;
  const keep = (update: Uint8Array) => (made = update);
  doc.once('update', keep);
  doc.transact(change);
  if (made === null) throw new Error('nothing changed');
  return made;
}
