import * as Y from 'yjs';
import { newClientId } from '@oto/schema/board/client-id';
import { newId, type Id } from '@oto/schema/base/id';
import { seededRandom } from '@oto/schema/base/seeded-random';
import { nextSeat, PLOT_CAPACITY, type Taken } from '@oto/schema/board/placement';
import { NoteRecord, PlaceRecord, type FarEnd } from '@oto/schema/board/record';
import { regionOf } from '@oto/schema/board/roots';
import { spiralPlot, type Plot } from '@oto/schema/geometry/lattice';
import { WORKS } from '@oto/ops/seed/cast';

const CREATION_SIZE = 200;
const AGENT_SIZE = 240;
/** Of a plot's first notes: its owner's agents. */
const AGENTS = 6;
const MOVERS = 12;
const MOVES = 10;

export type BuiltRegion = { readonly plot: Plot; readonly doc: Y.Doc };

/**
 * A full plot as use leaves it: its owner's agents, then creations with the kinds, agents and parents
 * that the seed's works have, a third of the far ends in other plots; then each note moved ten times
 * by a dozen members in any order, each with a Yjs client of their own. The server pins one by one.
 */
export function buildRegion(index: number): BuiltRegion {
  const random = seededRandom(index + 1);
  const plot = spiralPlot(index);
  const owner = newId();
  const doc = new Y.Doc();
  doc.clientID = newClientId();
  const { claim, notes, places } = regionOf(doc);
  claim.set('c', { v: 1, o: owner, p: 'open', t: index % 16 });
  const ends: FarEnd[] = [];
  const taken: Taken[] = [];
  for (let n = 0; n < PLOT_CAPACITY; n++) {
    const size = n < AGENTS ? AGENT_SIZE : CREATION_SIZE;
    const seat = nextSeat(taken, size, index * 1000 + n);
    if (!seat) throw new Error('a plot holds fewer notes than it promises');
    const [x, y] = seat;
    taken.push({ x, y, size });
    const id = newId();
    const end = (): FarEnd => (random() < 0.33 ? farEnd(random) : (ends[Math.floor(random() * ends.length)] ?? farEnd(random)));
    const work = WORKS[Math.floor(random() * WORKS.length)];
    if (!work) throw new Error('the seed has no works');
    const { kind, agents, parents = [] } = work;
    const record: NoteRecord =
      n < AGENTS
        ? { k: 'agent', g: kind, s: seat, o: owner, c: n }
        : {
            k: kind,
            s: seat,
            o: owner,
            a: agents.map(() => [end(), Math.floor(random() * 16)]),
            ...(parents.length > 0 ? { p: parents.map(end) } : {}),
            ...(kind === 'text' ? {} : { m: 1 }),
          };
    notes.set(id, NoteRecord.parse(record));
    ends.push([id, plot.x, plot.y, x, y]);
  }
  const ids = [...notes.keys()];
  const movers = Array.from({ length: MOVERS }, newClientId);
  const moves = ids.flatMap((id) => Array.from({ length: MOVES }, () => id));
  shuffle(moves, random);
  for (const [turn, id] of moves.entries()) {
    doc.clientID = movers[Math.floor(random() * MOVERS)] ?? doc.clientID;
    const at = () => Math.floor(random() * 3400) - 1700;
    places.set(id, PlaceRecord.parse([at(), at(), Math.floor(random() * 260) - 130, turn]));
  }
  return { plot, doc };
}

function farEnd(random: () => number): FarEnd {
  const { x, y } = spiralPlot(Math.floor(random() * 400));
  const id: Id = newId();
  return [id, x, y, Math.floor(random() * 3000) - 1500, Math.floor(random() * 3000) - 1500];
}

function shuffle(items: string[], random: () => number): void {
  for (let i = items.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    const [a, b] = [items[i], items[j]];
    if (a !== undefined && b !== undefined) [items[i], items[j]] = [b, a];
  }
}
