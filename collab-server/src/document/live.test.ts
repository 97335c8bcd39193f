import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { newId, type Id } from '@oto/schema/base/id';
import { err, ok } from '@oto/schema/base/result';
import type { FarEnd, NoteRecord, TieRecord } from '@oto/schema/board/record';
import { regionOf } from '@oto/schema/board/roots';
import type { Entry } from '../journal/journal.ts';
import { hashOf, record } from '../testing/world.ts';
import { actorName, type Actor } from './actor.ts';
import type { PlotFacts } from './catalogue.ts';
import { LiveDocument } from './live.ts';
import { REGION_BYTES_MAX, UPDATE_MAX } from './quota.ts';
import { Refusal } from './refusal.ts';

const plot = { x: 2, y: 3 };
const text = 'region/2,3.1';
const owner = newId();
const expires = Number.MAX_SAFE_INTEGER;
const member = (id: Id = newId()): Actor => ({ kind: 'member', id, operator: false, expires });
const OPEN: PlotFacts = { epoch: 1, owner, policy: 'open', guests: new Set(), barred: new Set(), rights: 0 };

/** A region over a journal in memory. `facts` is what Postgres says now; `remembered` what was asked before. */
class Bench {
  readonly doc = new Y.Doc();
  readonly entries: Entry[] = [];
  readonly notes = [newId(), newId()] as const;
  readonly facts = new Map<string, PlotFacts>([['2,3', OPEN]]);
  readonly remembered = new Map<string, PlotFacts>();
  readonly ends = new Map<Id, FarEnd>();
  readonly reasons: string[] = [];
  full = 0;
  live: LiveDocument;

  constructor() {
    const { notes } = regionOf(this.doc);
    for (const note of this.notes) notes.set(note, record(owner));
    this.live = this.load(new Map());
  }

  load(authors: ReadonlyMap<number, string>): LiveDocument {
    this.live = new LiveDocument({
      name: { kind: 'region', plot, epoch: 1 },
      text,
      doc: this.doc,
      fence: { tile: '0,0', epoch: 1n },
      journal: {
        append: async (entry) => {
          for (const judged of entry.judged) {
            if (this.facts.get(`${judged.plot.x},${judged.plot.y}`)?.rights !== judged.rights) return err('rights_changed');
          }
          this.entries.push(entry);
          return ok(BigInt(this.entries.length));
        },
      },
      catalogue: {
        plot: async ({ x, y }) => {
          const key = `${x},${y}`;
          const known = this.remembered.get(key) ?? this.facts.get(key) ?? null;
          if (known) this.remembered.set(key, known);
          return known;
        },
        ends: async (ids) => new Map([...this.ends].filter(([id]) => ids.includes(id))),
        forget: ({ x, y }) => void this.remembered.delete(`${x},${y}`),
      },
      upto: 0n,
      rows: 0,
      authors,
      onFull: () => this.full++,
      onBroken: (_, reason) => this.reasons.push(reason),
    });
    return this.live;
  }

  /** The change as a client that has loaded the region would send it. */
  update(change: (doc: Y.Doc) => void, client?: number): Uint8Array {
    const doc = new Y.Doc();
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(this.doc));
    if (client !== undefined) doc.clientID = client;
    doc.transact(() => change(doc));
    return Y.encodeStateAsUpdate(doc, Y.encodeStateVector(this.doc));
  }

  /** The code of the refusal, after checking that nothing has changed; null when the update was taken. */
  async submit(update: Uint8Array, actor: Actor): Promise<string | null> {
    const before = Y.encodeStateAsUpdate(this.doc);
    const written = this.entries.length;
    try {
      await this.live.submit(update, actor, null);
      return null;
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const isUnchanged = Buffer.compare(Y.encodeStateAsUpdate(this.doc), before) === 0 && this.entries.length === written;
      if (!isUnchanged) throw new Error(`refused with ${error.reason}, and yet something changed`, { cause: error });
      return error.reason;
    }
  }

  move(note: Id = this.notes[0]) {
    return this.update((doc) => regionOf(doc).places.set(note, [1, 2, 3, 4]));
  }
}

const seat = (id: Id, x = 2, y = 3): FarEnd => [id, x, y, 10, 20];

describe('rights', () => {
  it('hold at once, though older facts are remembered', async () => {
    const bench = new Bench();
    const ben = member();
    expect(await bench.submit(bench.move(), ben)).toBeNull();
    bench.facts.set('2,3', { ...OPEN, policy: 'owner', rights: 1 });
    expect(
      await bench.submit(
        bench.update((doc) => regionOf(doc).places.set(bench.notes[0], [9, 9, 9, 9])),
        ben,
      ),
    ).toBe('plot_closed');
    bench.facts.set('2,3', { ...OPEN, policy: 'invited', guests: new Set([(ben as { id: Id }).id]), rights: 2 });
    expect(
      await bench.submit(
        bench.update((doc) => regionOf(doc).places.set(bench.notes[0], [8, 8, 8, 8])),
        ben,
      ),
    ).toBeNull();
    expect(bench.reasons).toEqual([]);
  });

  it('end with the epoch, for people and for the server', async () => {
    const bench = new Bench();
    expect(await bench.submit(bench.move(), member())).toBeNull();
    bench.facts.set('2,3', { ...OPEN, epoch: 2, rights: 1 });
    expect(await bench.submit(bench.move(bench.notes[1]), member())).toBe('old_epoch');
    await expect(bench.live.edit((doc) => regionOf(doc).notes.delete(bench.notes[0]))).rejects.toMatchObject({ reason: 'old_epoch' });
    expect(bench.entries).toHaveLength(1);
  });

  it('keep strangers from cutting another’s tie in a closed region', async () => {
    const bench = new Bench();
    const [a, b] = bench.notes;
    const key = newId();
    bench.facts.set('2,3', { ...OPEN, policy: 'owner' });
    const tie: TieRecord = { v: 1, a: seat(a), b: seat(b), c: 1 };
    expect(
      await bench.submit(
        bench.update((doc) => regionOf(doc).ties.set(key, tie)),
        member(owner),
      ),
    ).toBeNull();
    expect(
      await bench.submit(
        bench.update((doc) => regionOf(doc).ties.delete(key)),
        member(),
      ),
    ).toBe('plot_closed');
    expect(
      await bench.submit(
        bench.update((doc) => regionOf(doc).ties.delete(key)),
        member(owner),
      ),
    ).toBeNull();
  });
});

describe('ties across plots', () => {
  it('are written with what follows from them', async () => {
    const bench = new Bench();
    const far = newId();
    bench.facts.set('5,5', { ...OPEN, rights: 7 });
    bench.ends.set(far, seat(far, 5, 5));
    const key = newId();
    const tie: TieRecord = { v: 1, a: seat(bench.notes[0]), b: seat(far, 5, 5), c: 1, n: 'kin' };
    expect(
      await bench.submit(
        bench.update((doc) => regionOf(doc).ties.set(key, tie)),
        member(),
      ),
    ).toBeNull();
    expect(bench.entries.at(-1)).toMatchObject({
      judged: [
        { plot, rights: 0 },
        { plot: { x: 5, y: 5 }, rights: 7 },
      ],
      facts: [{ type: 'inbound', plot: { x: 5, y: 5 }, key, record: { k: 'tie', here: far, far: tie.a, n: 'kin', h: [2, 3] } }],
    });
    await bench.live.edit((doc, follow) => {
      regionOf(doc).ties.delete(key);
      follow({ type: 'cut', plot, tie: key, note: far });
    });
    expect(bench.entries.at(-1)?.facts).toEqual([
      { type: 'cut', plot, tie: key, note: far },
      { type: 'inbound', plot: { x: 5, y: 5 }, key, record: null, home: [2, 3] },
    ]);
  });

  it('follow what stands, not what was sent: a write that loses says nothing', async () => {
    const bench = new Bench();
    const far = newId();
    bench.facts.set('5,5', OPEN);
    bench.ends.set(far, seat(far, 5, 5));
    const key = newId();
    const stands: TieRecord = { v: 1, a: seat(bench.notes[0]), b: seat(bench.notes[1]), c: 1 };
    const loses: TieRecord = { ...stands, b: seat(far, 5, 5) };
    const late = bench.update((doc) => regionOf(doc).ties.set(key, loses), 1);
    const winning = bench.update((doc) => regionOf(doc).ties.set(key, stands), 2);
    expect(await bench.submit(winning, member())).toBeNull();
    expect(await bench.submit(late, member())).toBeNull();
    expect(regionOf(bench.doc).ties.get(key)).toEqual(stands);
    expect(bench.entries.map((entry) => entry.facts)).toEqual([[], []]);
  });

  it('need notes that exist and few plots at once', async () => {
    const bench = new Bench();
    bench.facts.set('5,5', OPEN);
    const dead = (doc: Y.Doc) => regionOf(doc).ties.set(newId(), { v: 1, a: seat(bench.notes[0]), b: seat(newId(), 5, 5), c: 1 });
    expect(
      await bench.submit(
        bench.update((doc) => void dead(doc)),
        member(),
      ),
    ).toBe('note_gone');
    const many = (doc: Y.Doc) => {
      for (let x = 10; x < 50; x++) regionOf(doc).ties.set(newId(), { v: 1, a: seat(bench.notes[0]), b: seat(newId(), x, 5), c: 1 });
    };
    expect(await bench.submit(bench.update(many), member())).toBe('edit_refused');
  });
});

describe('client ids', () => {
  it('belong for ever to who wrote under them, and to nobody when that is unknown', async () => {
    const bench = new Bench();
    const [ben, eve] = [member(), member()];
    expect(
      await bench.submit(
        bench.update((doc) => regionOf(doc).places.set(bench.notes[0], [1, 1, 1, 1]), 77),
        ben,
      ),
    ).toBeNull();
    expect(bench.entries.at(-1)).toMatchObject({ clients: [77], actor: actorName(ben) });
    expect(
      await bench.submit(
        bench.update((doc) => regionOf(doc).places.set(bench.notes[0], [2, 2, 2, 2]), 77),
        ben,
      ),
    ).toBeNull();
    expect(bench.entries.at(-1)?.clients).toEqual([]);
    const next = bench.update((doc) => regionOf(doc).places.set(bench.notes[0], [3, 3, 3, 3]), 77);
    expect(await bench.submit(next, eve)).toBe('edit_incomplete');
    bench.load(new Map([[77, actorName(ben)]]));
    expect(await bench.submit(next, eve)).toBe('edit_incomplete');
    expect(await bench.submit(next, ben)).toBeNull();
    bench.load(new Map());
    expect(
      await bench.submit(
        bench.update((doc) => regionOf(doc).places.set(bench.notes[0], [4, 4, 4, 4]), 77),
        ben,
      ),
    ).toBe('edit_incomplete');
  });

  it('of the server are used again', async () => {
    const bench = new Bench();
    await bench.live.edit((doc) => regionOf(doc).notes.set(newId(), record(owner)));
    const [client = 0] = bench.entries.at(-1)?.clients ?? [];
    bench.load(new Map([[client, 'server']]));
    await bench.live.edit((doc) => regionOf(doc).notes.set(newId(), record(owner)));
    expect(bench.entries.at(-1)?.clients).toEqual([]);
    expect([...Y.parseUpdateMeta(bench.entries.at(-1)?.update ?? new Uint8Array()).to.keys()]).toEqual([client]);
  });
});

describe('a pass', () => {
  const service = (note: Id, pinned: NoteRecord): Actor => ({
    kind: 'service',
    name: 'worker-1',
    document: text,
    note,
    record: hashOf(pinned),
    expires,
  });

  it('pins once: not over a finished note, and never again after its own pin', async () => {
    const bench = new Bench();
    const finished = record(owner, { m: 1 });
    const pin = (note: Id) => bench.update((doc) => regionOf(doc).notes.set(note, finished));
    expect(await bench.submit(pin(bench.notes[0]), service(bench.notes[0], finished))).toBe('edit_refused');
    const ghost = newId();
    await bench.live.edit((doc) => regionOf(doc).notes.set(ghost, record(owner, { j: newId() })));
    const worker = service(ghost, finished);
    expect(await bench.submit(pin(ghost), worker)).toBeNull();
    const [client = 0] = bench.entries.at(-1)?.clients ?? [];
    await bench.live.edit((doc) => regionOf(doc).notes.delete(ghost));
    expect(await bench.submit(pin(ghost), worker)).toBe('edit_refused');
    bench.load(new Map([[client, actorName(worker)]]));
    expect(await bench.submit(pin(ghost), worker)).toBe('edit_refused');
  });
});

describe('quotas', () => {
  it('bound an update and a document', async () => {
    const bench = new Bench();
    expect(await bench.submit(new Uint8Array(UPDATE_MAX + 1), member())).toBe('payload_too_large');
    await bench.live.edit((doc) => regionOf(doc).claim.set('c', 'x'.repeat(REGION_BYTES_MAX) as never));
    expect(await bench.submit(bench.move(), member())).toBe('plot_full');
    expect(bench.full).toBe(1);
    await bench.live.edit((doc) => regionOf(doc).claim.delete('c'));
    expect(await bench.submit(bench.move(), member())).toBeNull();
  });
});

it('lets others work in its turn, and nobody once it has retired', async () => {
  const bench = new Bench();
  const order: string[] = [];
  const gate = Promise.withResolvers<void>();
  const turn = bench.live.exclusively(async () => {
    await gate.promise;
    order.push('turn');
    bench.live.break('retired');
    return 7;
  });
  const later = bench.live.submit(bench.move(), member(), null).catch((error: unknown) => order.push((error as Refusal).reason));
  gate.resolve();
  expect(await turn).toBe(7);
  await later;
  expect(order).toEqual(['turn', 'unavailable']);
  expect(bench.reasons).toEqual(['retired']);
});
