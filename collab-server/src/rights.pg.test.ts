import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Kysely, PostgresDialect, sql } from 'kysely';
import pg from 'pg';
import pino from 'pino';
import * as Y from 'yjs';
import { newId, uuidFromId, type Id } from '@oto/schema/base/id';
import { regionName } from '@oto/schema/board/document-name';
import type { FarEnd } from '@oto/schema/board/record';
import { regionOf } from '@oto/schema/board/roots';
import type { Tables } from '@oto/schema/db/tables';
import type { Plot } from '@oto/schema/geometry/lattice';
import { Catalogue } from './document/catalogue.ts';
import { Journal, type Entry } from './journal/journal.ts';
import { LeaseRows } from './lease/row.ts';
import { Listener } from './outbox/listen.ts';
import type { CollabServer } from './server.ts';
import { PLOT, record, REGION, when, world, type Guest, type World } from './testing/world.ts';

vi.spyOn(console, 'error').mockImplementation(() => undefined);
const EAST: Plot = { x: 3, y: 3 };
let it_: World;
let server: CollabServer;
let ana: Id;
let ben: Id;
let cem: Id;
const [here, there] = [newId(), newId()];

beforeEach(async () => {
  it_ = await world();
  ana = await it_.member();
  ben = await it_.member();
  cem = await it_.member();
  await it_.claim(ana, PLOT, 'open', [here]);
  await it_.claim(cem, EAST, 'open', [there]);
  await pinned(here, ana, PLOT);
  await pinned(there, cem, EAST);
  server = await it_.serve();
  await server.deliver();
});
afterEach(async () => {
  await it_[Symbol.asyncDispose]();
});

/** The Postgres row behind a note of `record`'s seat. */
async function pinned(note: Id, author: Id, { x, y }: Plot): Promise<void> {
  const [seatX, seatY, rotation] = record(author).s;
  await it_.pool.query(
    `insert into creation (id, author_id, kind, prompt, lang, plot_x, plot_y, seat_x, seat_y, seat_rot)
     values ($1, $2, 'image', 'p', 'fr', $3, $4, $5, $6, $7)`,
    [uuidFromId(note), uuidFromId(author), x, y, seatX, seatY, rotation],
  );
}

const setPolicy = (plot: Plot, policy: string) =>
  it_.pool.query('update plot set policy = $3 where x = $1 and y = $2', [plot.x, plot.y, policy]);
const end = (note: Id, plot: Plot): FarEnd => [note, plot.x, plot.y, 10, 20];

async function enter(member: Id | null, plot: Plot = PLOT): Promise<Guest> {
  const guest = it_.guest(server, { document: regionName(plot, 1), ...(member === null ? {} : { token: await it_.pass(member) }) });
  await guest.synced();
  return guest;
}

describe('the owner’s word', () => {
  it('holds from the very next edit on', async () => {
    const first = await enter(ben);
    regionOf(first.doc).places.set(here, [1, 1, 1, 1]);
    await first.acked();
    await setPolicy(PLOT, 'owner');
    regionOf(first.doc).places.set(here, [2, 2, 2, 2]);
    expect(await first.ended()).toBe('plot_closed');
    const second = await enter(ben);
    expect(regionOf(second.doc).places.get(here)).toEqual([1, 1, 1, 1]);
    await setPolicy(PLOT, 'open');
    regionOf(second.doc).places.set(here, [3, 3, 3, 3]);
    await second.acked();
    await setPolicy(PLOT, 'invited');
    await it_.pool.query('insert into plot_guest (plot_x, plot_y, member_id) values ($1, $2, $3)', [PLOT.x, PLOT.y, uuidFromId(ben)]);
    regionOf(second.doc).places.set(here, [4, 4, 4, 4]);
    await second.acked();
    await it_.pool.query('delete from plot_guest');
    regionOf(second.doc).places.set(here, [5, 5, 5, 5]);
    expect(await second.ended()).toBe('plot_closed');
    const owner = await enter(ana);
    expect(regionOf(owner.doc).places.get(here)).toEqual([4, 4, 4, 4]);
  });

  it('is heard on channel `plot`, and asked for again when that was silent for a while', async () => {
    const pool = new pg.Pool({ connectionString: it_.databaseUrl, max: 2 });
    const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
    const catalogue = new Catalogue(db);
    let next = Promise.withResolvers<unknown>();
    const heard = () => next.promise;
    const tell = (what: unknown) => {
      const { resolve } = next;
      next = Promise.withResolvers();
      resolve(what);
    };
    const channels = {
      outbox: () => undefined,
      plot(key: string) {
        catalogue.heard(key);
        tell(key);
      },
      standing: () => undefined,
      lease: () => undefined,
      heard(isHeard: boolean) {
        catalogue.listen(isHeard);
        tell(isHeard);
      },
    };
    const listener = new Listener(it_.databaseUrl, channels, pino({ level: 'silent' }));
    const listening = heard();
    await listener.start();
    expect(await listening).toBe(true);
    expect(await catalogue.plot(PLOT)).toMatchObject({ policy: 'open', owner: ana, epoch: 1, rights: 0 });
    const told = heard();
    await setPolicy(PLOT, 'owner');
    expect(await told).toBe('2,3');
    expect(await catalogue.plot(PLOT)).toMatchObject({ policy: 'owner', rights: 1 });
    const deaf = heard();
    await it_.pool.query(`select pg_terminate_backend(pid) from pg_stat_activity where query like 'listen outbox;%'`);
    expect(await deaf).toBe(false);
    await setPolicy(PLOT, 'invited');
    expect(await heard()).toBe(true);
    expect(await catalogue.plot(PLOT)).toMatchObject({ policy: 'invited', rights: 2 });
    await listener.stop();
    await db.destroy();
  });
});

describe('a tie across plots', () => {
  const key = newId();
  const tie = (owner: Guest) => regionOf(owner.doc).ties.set(key, { v: 1, a: end(here, PLOT), b: end(there, EAST), c: 1, n: 'kin' });

  it('shows in the other region, and whoever may write there may ask for its end', async () => {
    const mover = await enter(ben);
    const east = await enter(null, EAST);
    tie(mover);
    await mover.acked();
    await when(east.doc, () => regionOf(east.doc).inbound.has(key));
    expect(regionOf(east.doc).inbound.get(key)).toEqual({
      v: 1,
      k: 'tie',
      here: there,
      far: end(here, PLOT),
      c: 1,
      n: 'kin',
      h: [PLOT.x, PLOT.y],
    });
    await setPolicy(PLOT, 'owner');
    const farOwner = await enter(cem);
    regionOf(farOwner.doc).ties.delete(key);
    await farOwner.acked();
    await when(east.doc, () => !regionOf(east.doc).inbound.has(key));
    const stranger = await enter(ben);
    tie(stranger);
    expect(await stranger.ended()).toBe('plot_closed');
  });

  it('needs a note that is really there', async () => {
    const liar = await enter(ben);
    regionOf(liar.doc).ties.set(key, { v: 1, a: end(here, PLOT), b: end(newId(), EAST), c: 1 });
    expect(await liar.ended()).toBe('note_gone');
    await it_.pool.query('update creation set hidden_at = now() where id = $1', [uuidFromId(there)]);
    const late = await enter(ben);
    tie(late);
    expect(await late.ended()).toBe('note_gone');
  });

  it('goes with either of its notes, everywhere', async () => {
    const mover = await enter(ben);
    const east = await enter(null, EAST);
    tie(mover);
    await mover.acked();
    await when(east.doc, () => regionOf(east.doc).inbound.has(key));
    await it_.fact({ type: 'unpin', plot: EAST, note: there });
    await when(mover.doc, () => !regionOf(mover.doc).ties.has(key));
    expect(regionOf(east.doc).inbound.size).toBe(0);
    expect(mover.ends).toEqual([]);
  });
});

describe('a client id', () => {
  it('stays its first user’s after compaction and a restart', async () => {
    const victim = await enter(ana);
    regionOf(victim.doc).places.set(here, [1, 1, 1, 1]);
    await victim.acked();
    const client = victim.doc.clientID;
    victim.leave();
    const live = server.registry.named(REGION);
    if (live) await server.registry.compact(live, 1);
    expect((await it_.pool.query('select 1 from collab.snapshot where document = $1', [REGION])).rowCount).toBe(1);
    await server.close();
    server = await it_.serve();
    const eve = await enter(ben);
    eve.doc.clientID = client;
    regionOf(eve.doc).places.set(here, [9, 9, 9, 9]);
    expect(await eve.ended()).toBe('edit_incomplete');
    const back = await enter(ana);
    back.doc.clientID = client;
    regionOf(back.doc).places.set(here, [2, 2, 2, 2]);
    await back.acked();
  });
});

describe('the journal', () => {
  it('writes an entry with its ids and facts, or nothing of it', async () => {
    const pool = new pg.Pool({ connectionString: it_.databaseUrl, max: 2 });
    const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
    const fence = { tile: '70,70', epoch: (await new LeaseRows(db, 'b').take('70,70')) ?? 0n };
    const journal = new Journal(pool, 'b');
    const doc = new Y.Doc();
    regionOf(doc).places.set(here, [1, 2, 3, 4]);
    const entry = (name: string, rights: number, more: Partial<Entry> = {}): Entry => ({
      document: name,
      update: Y.encodeStateAsUpdate(doc),
      actor: name,
      fence,
      judged: [
        { plot: PLOT, rights: 0 },
        { plot: EAST, rights },
      ],
      clients: [7, 2 ** 40],
      facts: [{ type: 'unpin', plot: PLOT, note: here }],
      ...more,
    });
    await setPolicy(EAST, 'owner');
    const before = await it_.pool.query<{ id: string }>('select coalesce(max(id), 0) as id from outbox');
    const results = await Promise.all([
      journal.append(entry('one', 1)),
      journal.append(entry('two', 0)),
      journal.append(entry('three', 1, { fence: { ...fence, epoch: 99n } })),
      journal.append(entry('four', 1, { judged: [{ plot: { x: 99, y: 99 }, rights: 0 }] })),
      journal.append(entry('five', 1, { judged: [], clients: [], facts: [] })),
    ]);
    expect(results.map((result) => (result.ok ? 'ok' : result.code))).toEqual([
      'ok',
      'rights_changed',
      'lease_lost',
      'rights_changed',
      'ok',
    ]);
    const written = await it_.pool.query(
      "select document from collab.journal where actor in ('one','two','three','four','five') order by id",
    );
    expect(written.rows).toEqual([{ document: 'one' }, { document: 'five' }]);
    const authors = await it_.pool.query(
      "select document, client, actor from collab.author where document in ('one','two','three','four','five') order by client",
    );
    expect(authors.rows).toEqual([
      { document: 'one', client: '7', actor: 'one' },
      { document: 'one', client: String(2 ** 40), actor: 'one' },
    ]);
    const facts = await sql<{ fact: unknown }>`select fact from outbox where id > ${before.rows[0]?.id ?? '0'}`.execute(db);
    expect(facts.rows).toEqual([{ fact: { type: 'unpin', plot: PLOT, note: here } }]);
    await db.destroy();
  });
});
