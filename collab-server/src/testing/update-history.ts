import fc from 'fast-check';
import * as Y from 'yjs';

/** Roots that the histories' server document knows. */
const ROOTS = ['notes', 'places', 'ties'] as const;
export const KEYS = ['a', 'b', 'c', 'd'] as const;

type Act =
  | { readonly do: 'set' | 'delete'; readonly root: 'notes' | 'places'; readonly key: string; readonly value: number }
  | { readonly do: 'foreign'; readonly which: number; readonly key: string }
  | { readonly do: 'undo' };

/** How a client's waiting updates travel: one by one, merged, as a state difference, or the first gets lost. */
type Travel = 'each' | 'merged' | 'state' | 'lost' | 'wait';

export type Step = {
  readonly client: number;
  readonly acts: readonly Act[];
  readonly together: boolean;
  readonly travel: Travel;
  readonly pull: boolean;
  /** Another client that gets this one's state past the server. */
  readonly gossip: number | null;
};
export type UpdateHistory = { readonly steps: readonly Step[]; readonly base: number };

const act: fc.Arbitrary<Act> = fc.oneof(
  {
    weight: 12,
    arbitrary: fc.record({
      do: fc.constantFrom('set' as const, 'set' as const, 'delete' as const),
      root: fc.constantFrom('notes' as const, 'places' as const),
      key: fc.constantFrom(...KEYS),
      value: fc.nat(99),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('foreign' as const), which: fc.nat(7), key: fc.constantFrom(...KEYS) }) },
  { weight: 1, arbitrary: fc.constant({ do: 'undo' as const }) },
);

const step: fc.Arbitrary<Step> = fc.record({
  client: fc.nat(2),
  acts: fc.array(act, { minLength: 1, maxLength: 4 }),
  together: fc.boolean(),
  travel: fc.constantFrom<Travel>('each', 'each', 'merged', 'merged', 'state', 'lost', 'wait'),
  pull: fc.boolean(),
  gossip: fc.option(fc.nat(2), { freq: 8 }),
});

/** Three clients, garbage collection on: sets, deletes, undo, things no board knows, partial and lost syncs. */
export const updateHistory: fc.Arbitrary<UpdateHistory> = fc.record({
  steps: fc.array(step, { minLength: 4, maxLength: 14 }),
  base: fc.integer({ min: 1, max: 1_000_000 }),
});

/** `count` histories; the same for the same seed. */
export function sampleHistories(seed: number, count: number): readonly UpdateHistory[] {
  return fc.sample(updateHistory, { seed, numRuns: count });
}

/** A document as the server holds it before anyone edits it. */
export function emptyServer(): Y.Doc {
  const doc = new Y.Doc();
  for (const root of ROOTS) doc.getMap(root);
  return doc;
}

/** Hands each update to `deliver`, which applies it to the server; the history ends when it says false. */
export function playHistory({ steps, base }: UpdateHistory, deliver: (server: Y.Doc, update: Uint8Array) => boolean): void {
  const server = emptyServer();
  const clients = [new Client(base * 3), new Client(base * 3 + 1), new Client(base * 3 + 2)];
  for (const { client, acts, together, travel, pull, gossip } of steps) {
    const one = clients[client];
    if (!one) continue;
    one.do(acts, together);
    for (const update of one.send(travel, server)) if (!deliver(server, update)) return;
    if (pull) one.pull(server);
    const other = gossip === null ? undefined : clients[gossip];
    if (other && other !== one) other.pull(one.doc);
  }
}

class Client {
  readonly doc = new Y.Doc();
  readonly #waiting: Uint8Array[] = [];
  readonly #undo: Y.UndoManager;

  constructor(id: number) {
    this.doc.clientID = id;
    this.#undo = new Y.UndoManager([this.doc.getMap('notes'), this.doc.getMap('places')], { captureTimeout: 0 });
    this.doc.on('update', (update: Uint8Array, origin: unknown) => origin !== 'net' && this.#waiting.push(update));
  }

  do(acts: readonly Act[], together: boolean): void {
    const run = () => acts.forEach((one) => this.#one(one));
    if (together) this.doc.transact(run);
    else run();
  }

  send(travel: Travel, server: Y.Doc): readonly Uint8Array[] {
    const waiting = travel === 'wait' ? [] : this.#waiting.splice(0);
    switch (travel) {
      case 'merged':
        return waiting.length > 0 ? [Y.mergeUpdates(waiting)] : [];
      case 'state':
        return [Y.encodeStateAsUpdate(this.doc, Y.encodeStateVector(server))];
      case 'lost':
        return waiting.slice(1);
      case 'each':
      case 'wait':
        return waiting;
      default:
        return travel satisfies never;
    }
  }

  pull(from: Y.Doc): void {
    Y.applyUpdate(this.doc, Y.encodeStateAsUpdate(from, Y.encodeStateVector(this.doc)), 'net');
  }

  #one(one: Act): void {
    switch (one.do) {
      case 'set':
        this.doc.getMap(one.root).set(one.key, [one.value]);
        return;
      case 'delete':
        this.doc.getMap(one.root).delete(one.key);
        return;
      case 'undo':
        if (this.doc._transaction === null) this.#undo.undo();
        return;
      case 'foreign':
        this.#foreign(one.which, one.key);
        return;
      default:
        one satisfies never;
    }
  }

  #foreign(which: number, key: string): void {
    const notes = this.doc.getMap<unknown>('notes');
    const things: readonly (() => void)[] = [
      () => this.doc.getArray('log').insert(0, [1, 2]),
      () => this.doc.getText('text').insert(0, 'abc'),
      () => notes.set(key, new Y.Map([['x', 1]])),
      () => notes.set(key, new Y.Text('x')),
      () => notes.set(key, new Uint8Array([1])),
      () => this.doc.getXmlFragment('xml').insert(0, [new Y.XmlElement('p')]),
      () => notes.set(key, new Y.Doc()),
      () => {
        const inner = notes.get(key);
        if (inner instanceof Y.Map) inner.set('x', 2);
        else notes.set(key, new Y.Array());
      },
    ];
    things[which]?.();
  }
}
