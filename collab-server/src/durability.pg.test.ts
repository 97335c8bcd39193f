import { Kysely, PostgresDialect } from 'kysely';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import * as Y from 'yjs';
import { newId, type Id } from '@oto/schema/base/id';
import { atlasName } from '@oto/schema/board/document-name';
import { atlasOf, regionOf } from '@oto/schema/board/roots';
import type { Tables } from '@oto/schema/db/tables';
import { plotKey, tileOf } from '@oto/schema/geometry/lattice';
import type { LiveDocument } from './document/live.ts';
import { readStored } from './journal/snapshot.ts';
import type { CollabServer } from './server.ts';
import { placesOf, PLOT, record, REGION, when, world, type World } from './testing/world.ts';

vi.spyOn(console, 'error').mockImplementation(() => undefined);
let it_: World;
let ana: Id;
const notes = Array.from({ length: 5 }, () => newId());
const [first = newId(), second = newId()] = notes;

beforeEach(async () => {
  it_ = await world();
  ana = await it_.member();
  await it_.claim(ana, PLOT, 'open', notes);
});
afterEach(async () => {
  await it_[Symbol.asyncDispose]();
});

/** What the journal and snapshots alone say. */
async function stored(): Promise<Y.Doc> {
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool: it_.pool }) });
  const { snapshot, tail } = await readStored(db, REGION);
  const doc = new Y.Doc();
  if (snapshot) Y.applyUpdate(doc, snapshot.state);
  for (const row of tail) Y.applyUpdate(doc, row.update);
  return doc;
}

function liveOf(server: CollabServer): LiveDocument {
  const live = server.registry.named(REGION);
  if (!live) throw new Error('not loaded');
  return live;
}

describe('the journal', () => {
  it('brings a document back after a restart, from rows, from a snapshot and from both', async () => {
    const one = await it_.serve();
    await one.deliver();
    const mover = it_.guest(one, { token: await it_.pass(ana) });
    await mover.synced();
    regionOf(mover.doc).places.set(first, [1, 1, 1, 1]);
    await mover.acked();
    expect(placesOf(await stored())).toEqual({ [first]: [1, 1, 1, 1] });
    await one.registry.compact(liveOf(one), 1);
    expect((await it_.pool.query('select 1 from collab.snapshot where document = $1', [REGION])).rowCount).toBe(1);
    regionOf(mover.doc).places.set(second, [2, 2, 2, 2]);
    await mover.acked();
    const local = mover.doc;
    mover.leave();
    await one.close();

    const two = await it_.serve();
    const reader = it_.guest(two);
    await reader.synced();
    expect(placesOf(reader.doc)).toEqual({ [first]: [1, 1, 1, 1], [second]: [2, 2, 2, 2] });
    expect(Y.encodeStateVector(reader.doc)).toEqual(Y.encodeStateVector(local));
  });

  it('keeps two snapshots and passes over a corrupt one', async () => {
    const one = await it_.serve();
    await one.deliver();
    const mover = it_.guest(one, { token: await it_.pass(ana) });
    await mover.synced();
    for (let round = 1; round <= 3; round++) {
      regionOf(mover.doc).places.set(first, [round, 0, 0, 0]);
      await mover.acked();
      await one.registry.compact(liveOf(one), 1);
    }
    regionOf(mover.doc).places.set(second, [9, 0, 0, 0]);
    await mover.acked();
    mover.leave();
    await one.close();
    expect((await it_.pool.query('select 1 from collab.snapshot where document = $1', [REGION])).rowCount).toBe(2);

    const expected = { [first]: [3, 0, 0, 0], [second]: [9, 0, 0, 0] };
    for (const spoil of ['(select max(upto) from collab.snapshot where document = $1)', 'upto']) {
      await it_.pool.query(`update collab.snapshot set state = '\\x00' where document = $1 and upto = ${spoil}`, [REGION]);
      expect(placesOf(await stored())).toEqual(expected);
      const again = await it_.serve();
      const reader = it_.guest(again);
      await reader.synced();
      expect(placesOf(reader.doc)).toEqual(expected);
      reader.leave();
      await again.close();
    }
  });

  it('loses nothing while snapshots are taken under load', async () => {
    const server = await it_.serve();
    await server.deliver();
    const movers = await Promise.all(notes.slice(0, 4).map(async () => it_.guest(server, { token: await it_.pass(ana) })));
    await Promise.all(movers.map((mover) => mover.synced()));
    const live = liveOf(server);
    const moving = new AbortController();
    const compactor = (async () => {
      while (!moving.signal.aborted) {
        await server.registry.compact(live, 1);
        await new Promise<void>((resolve) => setImmediate(resolve));
      }
    })();
    await Promise.all(
      movers.map(async (mover, index) => {
        const note = notes[index] ?? first;
        for (let i = 1; i <= 25; i++) {
          regionOf(mover.doc).places.set(note, [i, index, 0, 0]);
          if (i % 5 === 0) await mover.acked();
        }
        await mover.acked();
      }),
    );
    moving.abort();
    await compactor;
    expect(movers.flatMap((mover) => mover.ends)).toEqual([]);
    const expected = Object.fromEntries(movers.map((_, index) => [notes[index], [25, index, 0, 0]]));
    expect(placesOf(await stored())).toEqual(expected);
  });

  it('refuses edits while the database is away, and serves again after', async () => {
    const server = await it_.serve();
    await server.deliver();
    const mover = it_.guest(server, { token: await it_.pass(ana) });
    await mover.synced();
    const fence = async () =>
      Number((await it_.pool.query<{ epoch: string }>('select max(epoch) as epoch from collab.lease')).rows[0]?.epoch);
    const before = await fence();
    await it_.pool.query('alter table collab.journal rename to journal_away');
    regionOf(mover.doc).places.set(first, [1, 1, 1, 1]);
    expect(await mover.ended()).toBe('unavailable');
    expect(mover.provider.hasUnsyncedChanges).toBe(true);
    await it_.pool.query('alter table collab.journal_away rename to journal');
    await vi.waitUntil(() => server.registry.named(REGION) === undefined, { timeout: 5_000 });
    const again = it_.guest(server, { token: await it_.pass(ana), doc: mover.doc });
    await again.synced();
    await again.acked();
    expect(placesOf(await stored())).toEqual({ [first]: [1, 1, 1, 1] });
    expect(await fence()).toBeGreaterThan(before);
  });
});

describe('the lease', () => {
  it('stops a replica that lost its tile from committing', async () => {
    const one = await it_.serve('one');
    await one.deliver();
    const mover = it_.guest(one, { token: await it_.pass(ana) });
    await mover.synced();
    await it_.pool.query(`update collab.lease set expires_at = now() - interval '1 second'`);
    const two = await it_.serve('two');
    const reader = it_.guest(two, { token: await it_.pass(ana) });
    await reader.synced();
    const before = await it_.pool.query('select count(*) from collab.journal');
    regionOf(mover.doc).places.set(first, [7, 7, 7, 7]);
    expect(await mover.ended()).toBe('unavailable');
    expect((await it_.pool.query('select count(*) from collab.journal')).rows).toEqual(before.rows);
    regionOf(reader.doc).places.set(first, [8, 8, 8, 8]);
    await reader.acked();
    expect(placesOf(await stored())).toEqual({ [first]: [8, 8, 8, 8] });
  });

  it('goes back to a restarted replica at once, and ends its predecessor', async () => {
    const old = await it_.serve('same');
    await old.deliver();
    const mover = it_.guest(old, { token: await it_.pass(ana) });
    await mover.synced();
    const young = await it_.serve('same');
    const reader = it_.guest(young);
    await reader.synced();
    regionOf(mover.doc).places.set(first, [1, 1, 1, 1]);
    expect(await mover.ended()).toBe('unavailable');
    expect(placesOf(await stored())).toEqual({});
  });
});

describe('the outbox', () => {
  it('delivers in order, to the region and the atlas, and wakes by itself', async () => {
    const server = await it_.serve();
    const reader = it_.guest(server);
    const atlas = it_.guest(server, { document: atlasName(tileOf(PLOT), 1) });
    await when(reader.doc, () => regionOf(reader.doc).notes.size === notes.length);
    await when(atlas.doc, () => atlasOf(atlas.doc).plots.has(plotKey(PLOT)));
    expect(regionOf(reader.doc).claim.get('c')).toEqual({ v: 1, o: ana, p: 'open', t: 0 });
    for (const colour of [1, 2, 3]) await it_.fact({ type: 'note', plot: PLOT, note: first, record: record(ana, { c: colour }) });
    await when(reader.doc, () => regionOf(reader.doc).notes.get(first)?.c === 3);
    await it_.fact({ type: 'unpin', plot: PLOT, note: first });
    await when(reader.doc, () => !regionOf(reader.doc).notes.has(first));
    await server.deliver();
    expect((await it_.pool.query('select 1 from outbox where delivered_at is null')).rowCount).toBe(0);
  });

  it('changes nothing when a fact comes twice, and no ghost hides a finished note', async () => {
    const server = await it_.serve();
    const mover = it_.guest(server, { token: await it_.pass(ana) });
    await server.deliver();
    await mover.synced();
    regionOf(mover.doc).places.set(first, [1, 2, 3, 4]);
    await mover.acked();
    const rows = await it_.pool.query('select count(*) from collab.journal');
    await it_.pool.query('update outbox set delivered_at = null');
    await it_.fact({ type: 'note', plot: PLOT, note: first, record: record(ana, { j: newId() }) });
    await server.deliver();
    expect((await it_.pool.query('select 1 from outbox where delivered_at is null')).rowCount).toBe(0);
    expect((await it_.pool.query('select count(*) from collab.journal')).rows).toEqual(rows.rows);
    expect(regionOf(mover.doc).notes.get(first)).toEqual(record(ana));

    await it_.fact({ type: 'inbound', plot: PLOT, key: second, record: { v: 1, k: 'fork', here: first, far: [second, 0, 5, 1, 1], c: 0 } });
    await it_.fact({ type: 'inbound', plot: PLOT, key: second, record: null });
    await it_.fact({ type: 'unpin', plot: PLOT, note: first });
    await server.deliver();
    const doc = await stored();
    expect(regionOf(doc).inbound.size).toBe(0);
    expect(regionOf(doc).notes.has(first)).toBe(false);
    expect(placesOf(doc)).toEqual({});
  });

  it('holds only the plot whose fact cannot be applied', async () => {
    const server = await it_.serve();
    const nowhere = { x: 9, y: 9 };
    await it_.fact({ type: 'unpin', plot: nowhere, note: first });
    await it_.fact({ type: 'unpin', plot: PLOT, note: second });
    await it_.pool.query(`insert into outbox (plot_x, plot_y, fact) values (2, 3, '{"type":"nonsense"}')`);
    await server.deliver();
    const open = await it_.pool.query<{ plot_x: number }>('select plot_x from outbox where delivered_at is null');
    expect(open.rows).toEqual([{ plot_x: 9 }]);
    await it_.claim(ana, nowhere);
    await server.deliver();
    expect((await it_.pool.query('select 1 from outbox where delivered_at is null')).rowCount).toBe(0);
  });
});
