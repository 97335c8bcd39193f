import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import pg from 'pg';
import { newId, type Id } from '@oto/schema/base/id';
import { regionName } from '@oto/schema/board/document-name';
import { regionOf } from '@oto/schema/board/roots';
import { tileOf } from '@oto/schema/geometry/lattice';
import type { CollabServer } from '../server.ts';
import { placesOf, PLOT, record, REGION, world, type Guest, type World } from '../testing/world.ts';
import { tileKey } from './lease.ts';

vi.spyOn(console, 'error').mockImplementation(() => undefined);
let it_: World;
let ana: Id;
const [first, second] = [newId(), newId()];
const TILE = tileKey(tileOf(PLOT));
const soon = { timeout: 8_000, interval: 10 };

beforeEach(async () => {
  it_ = await world();
  ana = await it_.member();
  await it_.claim(ana, PLOT, 'open', [first, second]);
});
afterEach(async () => {
  await it_[Symbol.asyncDispose]();
});

type Row = { readonly holder: string; readonly epoch: number; readonly live: boolean };
const lease = async (): Promise<Row | undefined> =>
  (
    await it_.pool.query<Row>('select holder, epoch::float8, expires_at > clock_timestamp() as live from collab.lease where tile = $1', [
      TILE,
    ])
  ).rows[0];

/** A person at `server` who does not come back by themselves once their socket has ended. */
async function person(server: CollabServer): Promise<Guest> {
  await server.deliver();
  const guest = it_.guest(server, { token: await it_.pass(ana) });
  guest.socket.on('disconnect', () => guest.socket.disconnect());
  await guest.synced();
  return guest;
}

async function put(guest: Guest, note: Id, x: number): Promise<void> {
  regionOf(guest.doc).places.set(note, [x, x, x, x]);
  await guest.acked();
}

/** Rows of a document never fall back to an older epoch of its tile's lease. */
async function fallbacks(): Promise<number> {
  const { rows } = await it_.pool.query<{ count: number }>(`
    select count(*)::int as count from (
      select lease_epoch, max(lease_epoch) over (partition by document order by id) as highest from collab.journal) as rows
    where lease_epoch < highest or lease_epoch is null`);
  return rows[0]?.count ?? 0;
}

/** Facts of PLOT that nobody has called delivered. */
const undelivered = async (): Promise<number> =>
  (await it_.pool.query('select from outbox where delivered_at is null and plot_x = $1', [PLOT.x])).rowCount ?? 0;

describe('a tile that is wanted elsewhere', () => {
  it('is handed over by a living holder: nothing is lost, and its people are sent back to the proxy', async () => {
    const [one, two] = [await it_.serve('one'), await it_.serve('two')];
    const mover = await person(one);
    await put(mover, first, 1);
    regionOf(mover.doc).places.set(second, [2, 2, 2, 2]);
    const reader = await person(two);
    expect(await mover.ended()).toBe('unavailable');
    await vi.waitUntil(() => mover.socket.status === 'disconnected', soon);
    expect(await lease()).toMatchObject({ holder: 'two', live: true });
    expect(one.leases.figures).toMatchObject({ given: 1, held: 0, lost: 0 });
    expect(two.leases.figures).toMatchObject({ moved: 1, robbed: 0, held: 1 });
    // They come back to the new holder with what was not acknowledged.
    const back = it_.guest(two, { token: await it_.pass(ana), doc: mover.doc });
    await back.synced();
    await back.acked();
    await vi.waitUntil(() => placesOf(reader.doc)[second] !== undefined, soon);
    expect(placesOf(reader.doc)).toEqual({ [first]: [1, 1, 1, 1], [second]: [2, 2, 2, 2] });
    expect(await fallbacks()).toBe(0);
  });

  it('stays with a living holder once it has moved too often, and its people stay', async () => {
    const [one, two] = [await it_.serve('one'), await it_.serve('two')];
    const mover = await person(one);
    await it_.pool.query(`update collab.lease set settled_at = clock_timestamp() + interval '20 seconds'`);
    expect(await it_.guest(two, { token: await it_.pass(ana) }).ended()).toBe('unavailable');
    await put(mover, first, 1);
    expect(mover.ends).toEqual([]);
    expect(two.leases.figures).toMatchObject({ resting: 1, held: 0 });
  });

  it('is moved by no worker and no delivery while its holder lives', async () => {
    const [one, two] = [await it_.serve('one'), await it_.serve('two')];
    const mover = await person(one);
    const before = await lease();
    const worker = it_.guest(two, { token: await it_.servicePass(newId(), null) });
    expect(await worker.ended()).toBe('unavailable');
    await it_.fact({ type: 'unpin', plot: PLOT, note: second });
    await Promise.all([two.deliver(), two.deliver()]);
    await vi.waitUntil(() => !regionOf(mover.doc).notes.has(second), soon);
    expect(await lease()).toEqual(before);
    expect(mover.ends).toEqual([]);
  });
});

describe('a delivery', () => {
  const ELSEWHERE = { x: PLOT.x + 64, y: PLOT.y };

  /** Keeps whatever is to be written in a tile waiting; the answer lets it go on. */
  const stay = async (tile: string): Promise<() => Promise<void>> => {
    const gate = await it_.pool.connect();
    await gate.query('begin');
    await gate.query('select from collab.lease where tile = $1 for update', [tile]);
    return async () => {
      await gate.query('rollback');
      gate.release();
    };
  };
  it('that was read before its tile came brings nothing back that has been taken away since', async () => {
    await it_.claim(ana, ELSEWHERE, 'open');
    const [one, two] = [await it_.serve('one'), await it_.serve('two')];
    const mover = await person(one);
    await one.deliver();
    const far = it_.guest(two, { token: await it_.pass(ana), tile: tileOf(ELSEWHERE), document: regionName(ELSEWHERE, 1) });
    await far.synced();
    const note = newId();
    // Both have read what is open, and wait for the first thing that they may write.
    const [stayHere, stayThere] = [await stay(TILE), await stay(tileKey(tileOf(ELSEWHERE)))];
    await it_.pool.query(
      `insert into outbox (plot_x, plot_y, fact) select (f #>> '{plot,x}')::int, (f #>> '{plot,y}')::int, f from jsonb_array_elements($1) as f`,
      [
        JSON.stringify([
          { type: 'note', plot: ELSEWHERE, note: newId(), record: record(ana) },
          { type: 'note', plot: PLOT, note, record: record(ana) },
        ]),
      ],
    );
    await vi.waitUntil(async () => (await waiting('insert into collab.journal')) === 2, soon);
    await stayHere();
    await vi.waitUntil(() => regionOf(mover.doc).notes.has(note), soon);
    await it_.fact({ type: 'unpin', plot: PLOT, note });
    await vi.waitUntil(async () => (await undelivered()) === 0, soon);
    const reader = it_.guest(two, { token: await it_.pass(ana) });
    await reader.synced();
    await stayThere();
    await two.deliver();
    expect(regionOf(reader.doc).notes.has(note)).toBe(false);
    expect([one, two].map(({ leases }) => leases.figures.robbed)).toEqual([0, 0]);
  });
});

describe('a holder that does not answer', () => {
  /** One replica whose notifications are lost, as those of a process that stands still. */
  const deaf = async () => {
    const server = await it_.serve('deaf');
    vi.spyOn(server.leases, 'hear').mockImplementation(() => undefined);
    return server;
  };

  it('is robbed without waiting for its lease, commits nothing more, and lets its people go when it finds out', async () => {
    const one = await deaf();
    const mover = await person(one);
    await put(mover, first, 1);
    const held = await lease();
    const two = await it_.serve('two');
    const reader = await person(two);
    expect(two.leases.figures).toMatchObject({ robbed: 1 });
    expect(await lease()).toMatchObject({ holder: 'two', epoch: (held?.epoch ?? 0) + 1 });
    const before = await it_.pool.query('select count(*) from collab.journal');
    regionOf(mover.doc).places.set(first, [9, 9, 9, 9]);
    expect(await mover.ended()).toBe('unavailable');
    expect(mover.provider.hasUnsyncedChanges).toBe(true);
    expect((await it_.pool.query('select count(*) from collab.journal')).rows).toEqual(before.rows);
    await put(reader, second, 5);
    expect(placesOf(reader.doc)).toEqual({ [first]: [1, 1, 1, 1], [second]: [5, 5, 5, 5] });
    expect(one.leases.figures).toMatchObject({ lost: 1, held: 0 });
  });

  it('has its commit under way waited for, so that what it acknowledges is loaded', async () => {
    const one = await deaf();
    const mover = await person(one);
    const gate = await it_.pool.connect();
    // The statement that writes the edit holds the lease, and waits for the fate of this row.
    await gate.query('begin');
    await gate.query(`insert into collab.author (document, client, actor) values ($1, $2, 'nobody')`, [REGION, mover.doc.clientID]);
    regionOf(mover.doc).places.set(first, [7, 7, 7, 7]);
    await vi.waitUntil(async () => (await waiting('insert into collab.journal')) > 0, soon);
    const two = await it_.serve('two');
    const reader = it_.guest(two, { token: await it_.pass(ana) });
    await vi.waitUntil(async () => (await waiting('update collab.lease')) > 0, soon);
    await gate.query('rollback');
    gate.release();
    await mover.acked();
    await reader.synced();
    expect(placesOf(reader.doc)).toEqual({ [first]: [7, 7, 7, 7] });
    expect(await fallbacks()).toBe(0);
  });

  it('that stands still within a transaction keeps nobody waiting', async () => {
    const one = await deaf();
    const mover = await person(one);
    await put(mover, first, 1);
    const asleep = new pg.Client({ connectionString: it_.databaseUrl });
    const ended = new Promise<string>((resolve) => asleep.on('error', (error) => resolve(error.message)));
    await asleep.connect();
    await asleep.query(`begin; select set_config('idle_in_transaction_session_timeout', '1000', true) from collab.lease for share`);
    const reader = await person(await it_.serve('two'));
    expect(placesOf(reader.doc)).toEqual({ [first]: [1, 1, 1, 1] });
    expect(await ended).toContain('idle-in-transaction');
  });

  it('hears of it when it wakes up, and closes what it has', async () => {
    const one = await deaf();
    const mover = await person(one);
    await person(await it_.serve('two'));
    vi.mocked(one.leases.hear).mockRestore();
    one.leases.hear(`taken ${TILE} ${(await lease())?.epoch}`);
    expect(await mover.ended()).toBe('unavailable');
    await vi.waitUntil(() => one.registry.count === 0, soon);
  });

  it('is robbed once by two that want the tile', async () => {
    const one = await deaf();
    await person(one);
    const [two, three] = [await it_.serve('two'), await it_.serve('three')];
    const ends = await Promise.all([two, three].map((server) => server.leases.claim(TILE)));
    const figures = [two.leases.figures, three.leases.figures];
    expect(figures.reduce((sum, { robbed }) => sum + robbed, 0)).toBe(1);
    expect(ends.filter((fence) => fence !== null).length).toBeGreaterThan(0);
    const row = await lease();
    expect(figures.map(({ held }) => held)).toEqual([row?.holder === 'two' ? 1 : 0, row?.holder === 'three' ? 1 : 0]);
  });
});

describe('a replica that', () => {
  it('does not know yet that its tile is gone calls nothing delivered that it had nothing to do for, or only said', async () => {
    const one = await it_.serve('one');
    await person(one);
    await it_.pool.query(`update collab.lease set holder = 'two', epoch = epoch + 1`);
    // Pinned by the new holder meanwhile, so that this one has never heard of it.
    await it_.fact({ type: 'unpin', plot: PLOT, note: newId() });
    await one.deliver();
    expect(await undelivered()).toBe(1);
    await it_.pool.query('update outbox set delivered_at = now()');
    await it_.fact({ type: 'counted', plot: PLOT, counted: { counts: [[first, 1, 0, 0]] } });
    await one.deliver();
    expect(await undelivered()).toBe(1);
  });

  it('stops gives its tiles away as it goes, to whoever asks', async () => {
    const [one, two] = [await it_.serve('one'), await it_.serve('two')];
    const mover = await person(one);
    await put(mover, first, 3);
    const [reader] = await Promise.all([person(two), one.close()]);
    expect(placesOf(reader.doc)).toEqual({ [first]: [3, 3, 3, 3] });
    expect(await lease()).toMatchObject({ holder: 'two', live: true });
    expect(two.leases.figures.robbed).toBe(0);
  });

  it('has nobody on a tile lets go of it', async () => {
    const one = await it_.serve('one');
    const mover = await person(one);
    mover.leave();
    await vi.waitUntil(() => one.registry.count === 0, soon);
    await one.leases.renew((tile) => one.registry.usesTile(tile));
    expect(await lease()).toMatchObject({ holder: 'one', live: false });
    expect(one.leases.figures.held).toBe(0);
  });

  it('loses the tile while it loads a document serves nothing of it', async () => {
    const one = await it_.serve('one');
    const gate = await it_.pool.connect();
    await gate.query('begin; lock table collab.snapshot in access exclusive mode');
    const mover = it_.guest(one, { token: await it_.pass(ana) });
    await lockWaited('collab.snapshot');
    await it_.pool.query(`update collab.lease set holder = 'two', epoch = epoch + 1`);
    one.leases.hear(`taken ${TILE} ${(await lease())?.epoch}`);
    await gate.query('rollback');
    gate.release();
    expect(await mover.ended()).toBe('unavailable');
    expect(one.registry.named(REGION)).toBeUndefined();
  });
});

async function lockWaited(table: string): Promise<void> {
  await vi.waitUntil(
    async () => (await it_.pool.query('select 1 from pg_locks where not granted and relation = $1::regclass', [table])).rowCount !== 0,
    soon,
  );
}

/** Statements that wait for a lock and hold these words. */
async function waiting(words: string): Promise<number> {
  const { rowCount } = await it_.pool.query(
    `select 1 from pg_stat_activity where wait_event_type = 'Lock' and query ilike '%' || $1 || '%' and pid <> pg_backend_pid()`,
    [words],
  );
  return rowCount ?? 0;
}
