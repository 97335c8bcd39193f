import * as Y from 'yjs';
import { newId, type Id } from '@oto/schema/base/id';
import type { FarEnd, TieRecord } from '@oto/schema/board/record';
import { regionOf } from '@oto/schema/board/roots';
import type { Plot } from '@oto/schema/geometry/lattice';
import type { Clock } from './forge.ts';

/** What an attacker knows of a region: everything that every reader sees. */
export type Prey = {
  readonly doc: Y.Doc;
  readonly plot: Plot;
  readonly notes: readonly Id[];
  readonly ties: readonly Id[];
  /** Yjs clients of the server and of another member. */
  readonly server: number;
  readonly victim: number;
  /** A Yjs client id that nobody has used. */
  readonly mine: number;
  readonly random: () => number;
};

export type Attack = {
  /** The class of the attack, in words. */
  readonly name: string;
  readonly make: (prey: Prey) => Uint8Array;
};

export function below(prey: Prey, limit: number): number {
  return Math.floor(prey.random() * limit);
}

export function pick<T>(prey: Prey, from: readonly T[]): T {
  if (from.length === 0) throw new RangeError('nothing to pick');
  return from[below(prey, from.length)] as T;
}

/** The struct that holds the present value of a key. */
export function clockOf(prey: Prey, root: 'notes' | 'places' | 'ties' | 'claim', key: string): Clock {
  const item = (prey.doc.getMap(root) as unknown as { readonly _map: ReadonlyMap<string, Y.Item> })._map.get(key);
  if (!item) throw new RangeError(`no ${root}/${key}`);
  return [item.id.client, item.id.clock + item.length - 1];
}

export function place(prey: Prey): number[] {
  return [below(prey, 3600) - 1800, below(prey, 3600) - 1800, below(prey, 6284) - 3142, below(prey, 1000)];
}

export function tie(prey: Prey): TieRecord {
  const { notes } = regionOf(prey.doc);
  const end = (note: Id): FarEnd => {
    const [x = 0, y = 0] = notes.get(note)?.s ?? [];
    return [note, prey.plot.x, prey.plot.y, x, y];
  };
  const [a = newId(), b = newId()] = prey.notes;
  return { v: 1, a: end(a), b: end(b), c: below(prey, 16) };
}

/** The update of an ordinary client that has the region and does `change`. */
export function clientUpdate(prey: Prey, change: (doc: Y.Doc) => void, gc = true): Uint8Array {
  const client = new Y.Doc({ gc });
  regionOf(client);
  Y.applyUpdate(client, Y.encodeStateAsUpdate(prey.doc));
  client.clientID = prey.mine;
  client.transact(() => change(client));
  const update = Y.encodeStateAsUpdate(client, Y.encodeStateVector(prey.doc));
  client.destroy();
  return update;
}
