import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { inspect } from './inspect.ts';

const KEYS = ['a', 'b', 'c', 'd'];
type Act =
  | { readonly do: 'set' | 'delete'; readonly root: 'notes' | 'places'; readonly key: string; readonly value: number }
  | { readonly do: 'foreign'; readonly which: number; readonly key: string }
  | { readonly do: 'undo' };

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
/** How a client's waiting updates travel: one by one, merged, as a state difference, or the first gets lost. */
const step = fc.record({
  client: fc.nat(2),
  acts: fc.array(act, { minLength: 1, maxLength: 4 }),
  together: fc.boolean(),
  travel: fc.constantFrom('each', 'each', 'merged', 'merged', 'state', 'lost', 'wait'),
  pull: fc.boolean(),
  gossip: fc.option(fc.nat(2), { freq: 8 }),
});

class Client {
  readonly doc = new Y.Doc();
  readonly waiting: Uint8Array[] = [];
  readonly #undo: Y.UndoManager;

  constructor(id: number) {
    this.doc.clientID = id;
    this.#undo = new Y.UndoManager([this.doc.getMap('notes'), this.doc.getMap('places')], { captureTimeout: 0 });
    this.doc.on('update', (update: Uint8Array, origin: unknown) => origin !== 'net' && this.waiting.push(update));
  }

  do(acts: readonly Act[], together: boolean): void {
    const run = () => acts.forEach((one) => this.#one(one));
    if (together) this.doc.transact(run);
    else run();
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

type Account = { readonly changed: ReadonlySet<string>; readonly foreign: boolean; readonly pending: boolean };

/** Applies the update and reports what Yjs says it changed. */
function applyAndAccount(doc: Y.Doc, update: Uint8Array): Account {
  const changed = new Set<string>();
  let foreign = false;
  const note = (transaction: Y.Transaction) => {
    for (const [type, keys] of transaction.changed) {
      const root = [...doc.share].find(([, shared]) => (shared as unknown) === type)?.[0];
      for (const key of keys) {
        if (root === undefined || key === null) foreign = true;
        else changed.add(`${root}/${key}`);
      }
    }
    for (const [client, after] of transaction.afterState) {
      const before = transaction.beforeState.get(client) ?? 0;
      for (const struct of doc.store.clients.get(client) ?? []) {
        if (struct.id.clock + struct.length <= before || struct.id.clock >= after) continue;
        if (!(struct instanceof Y.Item) || !(struct.content instanceof Y.ContentAny || struct.content instanceof Y.ContentDeleted))
          foreign = true;
      }
    }
  };
  doc.on('afterTransaction', note);
  Y.applyUpdate(doc, update);
  doc.off('afterTransaction', note);
  return { changed, foreign, pending: doc.store.pendingStructs !== null || doc.store.pendingDs !== null };
}

describe('inspect', () => {
  it('foretells exactly what Yjs changes, and refuses all it cannot foretell', () => {
    const seen = { updates: 0, accepted: 0, incomplete: 0, refused: 0 };
    fc.assert(
      fc.property(fc.array(step, { minLength: 4, maxLength: 14 }), fc.integer({ min: 1, max: 1_000_000 }), (steps, base) => {
        const server = new Y.Doc();
        for (const root of ['notes', 'places', 'ties']) server.getMap(root);
        const clients = [new Client(base * 3), new Client(base * 3 + 1), new Client(base * 3 + 2)];
        const deliver = (update: Uint8Array): boolean => {
          const told = inspect(server, update);
          const copy = new Y.Doc();
          for (const root of ['notes', 'places', 'ties']) copy.getMap(root);
          Y.applyUpdate(copy, Y.encodeStateAsUpdate(server));
          const true_ = applyAndAccount(copy, update);
          seen.updates++;
          const claimed = told.ok ? new Set(told.value.touches.map((touch) => `${touch.root}/${touch.key}`)) : told.code;
          const actual = true_.pending ? 'edit_incomplete' : true_.foreign ? 'edit_refused' : true_.changed;
          expect(claimed).toEqual(actual);
          seen[told.ok ? 'accepted' : told.code === 'edit_incomplete' ? 'incomplete' : 'refused']++;
          if (!told.ok) return false;
          Y.applyUpdate(server, update);
          return true;
        };
        for (const { client, acts, together, travel, pull, gossip } of steps) {
          const one = clients[client];
          if (!one) continue;
          one.do(acts, together);
          const waiting = travel === 'wait' ? [] : one.waiting.splice(0);
          if (travel === 'lost') waiting.shift();
          const updates =
            travel === 'merged' && waiting.length > 0
              ? [Y.mergeUpdates(waiting)]
              : travel === 'state'
                ? [Y.encodeStateAsUpdate(one.doc, Y.encodeStateVector(server))]
                : waiting;
          for (const update of updates) if (!deliver(update)) return;
          if (pull) Y.applyUpdate(one.doc, Y.encodeStateAsUpdate(server, Y.encodeStateVector(one.doc)), 'net');
          const other = gossip === null ? undefined : clients[gossip];
          if (other && other !== one) Y.applyUpdate(other.doc, Y.encodeStateAsUpdate(one.doc, Y.encodeStateVector(other.doc)), 'net');
        }
      }),
      { seed: 20, numRuns: 900 },
    );
    expect(seen.updates).toBeGreaterThan(3000);
    expect(seen.accepted).toBeGreaterThan(2000);
    expect(seen.incomplete).toBeGreaterThan(50);
    expect(seen.refused).toBeGreaterThan(50);
  });

  it('survives any bytes, and what it accepts Yjs applies whole', () => {
    const source = new Y.Doc();
    source.clientID = 7;
    for (const key of KEYS) source.getMap('places').set(key, [1, 2, 3, 4]);
    source.getMap('places').delete('a');
    const sound = Y.encodeStateAsUpdate(source);
    const flips = fc.array(fc.tuple(fc.nat(sound.length - 1), fc.nat(255)), { minLength: 1, maxLength: 4 });
    let accepted = 0;
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array({ maxLength: 120 }), flips), (input) => {
        let bytes: Uint8Array;
        if (input instanceof Uint8Array) bytes = input;
        else {
          bytes = sound.slice();
          for (const [at, value] of input) bytes[at] = value;
        }
        const server = new Y.Doc();
        server.getMap('places');
        const told = inspect(server, bytes);
        if (!told.ok) return;
        accepted++;
        const account = applyAndAccount(server, bytes);
        expect(account.pending).toBe(false);
        expect(account.foreign).toBe(false);
      }),
      { seed: 21, numRuns: 6000 },
    );
    expect(accepted).toBeGreaterThan(100);
  });

  it('finds nothing in what the document already holds', () => {
    const doc = new Y.Doc();
    doc.getMap('notes').set('a', 1);
    doc.getMap('notes').set('a', 2);
    doc.getMap('notes').delete('a');
    const told = inspect(doc, Y.encodeStateAsUpdate(doc));
    expect(told).toEqual({ ok: true, value: { touches: [], authors: new Set() } });
  });
});
