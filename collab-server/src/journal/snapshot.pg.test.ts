import pino from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { newId, type Id } from '@oto/schema/base/id';
import { regionName } from '@oto/schema/board/document-name';
import { regionOf } from '@oto/schema/board/roots';
import { Refusal } from '../document/refusal.ts';
import { documents, HERE, type Documents, type Opened } from '../testing/documents.ts';
import { noteOf } from '../testing/note.ts';
import { Retention } from './retention.ts';
import { readStored, TornJournal } from './snapshot.ts';

const DOCUMENT = regionName(HERE, 1);
const note = newId();
let it_: Documents;
let ana: Id;

beforeEach(async () => {
  it_ = await documents();
  ana = await it_.member();
  await it_.claim(ana);
});
afterEach(async () => {
  await it_[Symbol.asyncDispose]();
});

async function move(opened: Opened, x: number): Promise<void> {
  await opened.by(ana, (doc) => regionOf(doc).places.set(note, [x, 0, 0, 0]));
}

/** Five moves to x = 1 to 5, a snapshot after each of the first `snapshots`. */
async function moved(snapshots: number): Promise<void> {
  const registry = it_.replica('a');
  const opened = await it_.open(registry, 1);
  await opened.live.edit((doc) => regionOf(doc).notes.set(note, noteOf(ana)));
  for (let x = 1; x <= 5; x++) {
    await move(opened, x);
    if (x <= snapshots) await registry.compact(opened.live, 1);
  }
  opened.close();
}

async function loadedPlace(): Promise<unknown> {
  const opened = await it_.open(it_.replica('a'), 1);
  const place = regionOf(opened.doc).places.get(note);
  opened.close();
  return place;
}

async function uptos(): Promise<number[]> {
  const { rows } = await it_.pool.query<{ upto: string }>('select upto from collab.snapshot where document = $1 order by upto', [DOCUMENT]);
  return rows.map(({ upto }) => Number(upto));
}

async function rows(): Promise<number[]> {
  const found = await it_.pool.query<{ id: string }>('select id from collab.journal where document = $1 order by id', [DOCUMENT]);
  return found.rows.map(({ id }) => Number(id));
}

/** Lets everything in the database be older by an interval. */
async function age(interval: string): Promise<void> {
  await it_.pool.query(`update collab.snapshot set at = at - interval '${interval}'`);
  await it_.pool.query(`update collab.journal set at = at - interval '${interval}'`);
}

const thinAll = () => new Retention(it_.db, pino({ level: 'silent' })).round();

describe('loading', () => {
  const flip = `update collab.snapshot set state = set_byte(state, 20, get_byte(state, 20) # 1) where document = $1`;
  const newest = `upto = (select max(upto) from collab.snapshot where document = $1)`;

  it('passes over a snapshot with one flipped bit', async () => {
    await moved(3);
    await it_.pool.query(`${flip} and ${newest}`, [DOCUMENT]);
    expect((await readStored(it_.db, DOCUMENT)).corrupt).toBe(1);
    expect(await loadedPlace()).toEqual([5, 0, 0, 0]);
  });

  it('goes back to an older snapshot when the newest is missing', async () => {
    await moved(3);
    const [, last] = await uptos();
    await it_.pool.query(`delete from collab.snapshot where document = $1 and ${newest}`, [DOCUMENT]);
    const { snapshot, tail } = await readStored(it_.db, DOCUMENT);
    expect(Number(snapshot?.upto)).toBeLessThan(last ?? 0);
    expect(tail.length).toBeGreaterThan(2);
    expect(await loadedPlace()).toEqual([5, 0, 0, 0]);
  });

  it('plays the whole journal when no snapshot stands', async () => {
    await moved(3);
    await it_.pool.query(flip, [DOCUMENT]);
    expect(await loadedPlace()).toEqual([5, 0, 0, 0]);
    await it_.pool.query('delete from collab.snapshot');
    expect((await readStored(it_.db, DOCUMENT)).tail).toHaveLength(6);
    expect(await loadedPlace()).toEqual([5, 0, 0, 0]);
  });

  it('refuses a document whose journal no longer reaches back to a sound snapshot', async () => {
    await moved(3);
    await age('31 days');
    await thinAll();
    expect(await rows()).toHaveLength(3);
    expect(await loadedPlace()).toEqual([5, 0, 0, 0]);
    await it_.pool.query(flip, [DOCUMENT]);
    await expect(readStored(it_.db, DOCUMENT)).rejects.toThrow(TornJournal);
    await expect(it_.open(it_.replica('a'), 1)).rejects.toMatchObject({ reason: 'internal' });
    await expect(it_.open(it_.replica('a'), 1)).rejects.toBeInstanceOf(Refusal);
    await it_.pool.query('delete from collab.snapshot');
    await expect(it_.open(it_.replica('a'), 1)).rejects.toMatchObject({ reason: 'internal' });
  });

  it('replaces a damaged snapshot of the same row', async () => {
    await moved(2);
    await it_.pool.query(flip, [DOCUMENT]);
    const registry = it_.replica('a');
    const opened = await it_.open(registry, 1);
    await registry.compact(opened.live, 1);
    opened.close();
    expect(await uptos()).toHaveLength(1);
    expect(await readStored(it_.db, DOCUMENT)).toMatchObject({ corrupt: 0, tail: [] });
  });

  it('refuses an epoch that is not the plot’s, whatever is remembered', async () => {
    await moved(1);
    await it_.catalogue.plot(HERE);
    await it_.pool.query('update plot set epoch = 2');
    await expect(it_.open(it_.replica('a'), 1)).rejects.toMatchObject({ reason: 'old_epoch' });
    await expect(it_.open(it_.replica('a'), 3)).rejects.toMatchObject({ reason: 'unknown_document' });
  });
});

describe('retention', () => {
  it('keeps the newest two, the last of each hour of thirty days, and the last of each day before', async () => {
    const at = [
      '0 minutes',
      '1 minute',
      '3 days 1 minute',
      '3 days 2 minutes',
      '3 days 3 hours',
      '40 days 1 minute',
      '40 days 2 minutes',
      '40 days 3 hours',
      '41 days',
    ];
    // Noon, so that no hour and no day ends between the times above.
    for (const [index, ago] of at.entries())
      await it_.pool.query(
        `insert into collab.snapshot (document, upto, state, sha256, at)
         values ($1, $2, '\\x00', sha256('\\x00'), date_trunc('day', now(), 'UTC') + interval '12 hours 30 minutes' - interval '${ago}')`,
        [DOCUMENT, 100 - index],
      );
    await thinAll();
    expect(await uptos()).toEqual(
      [92, 95, 96, 98, 99, 100]
        .filter((upto) => upto !== 96)
        .concat(96)
        .toSorted((a, b) => a - b),
    );
  });

  it('drops rows only when both newest snapshots and one of thirty days ago hold them', async () => {
    await moved(5);
    const all = await rows();
    await thinAll();
    expect(await rows()).toEqual(all);
    await age('31 days');
    const registry = it_.replica('a');
    const opened = await it_.open(registry, 1);
    await move(opened, 6);
    await registry.compact(opened.live, 1);
    expect(all).not.toContain((await rows())[0]);
    expect(await rows()).toHaveLength(1);
    expect(await loadedPlace()).toEqual([6, 0, 0, 0]);
    opened.close();
  });

  it('leaves a journal alone that one snapshot alone holds', async () => {
    await moved(1);
    await age('31 days');
    await thinAll();
    expect(await rows()).toHaveLength(6);
  });
});

describe('snapshots', () => {
  it('are written hourly for documents in use that changed, and only for those', async () => {
    const registry = it_.replica('a');
    const opened = await it_.open(registry, 1);
    await opened.live.edit((doc) => regionOf(doc).notes.set(note, noteOf(ana)));
    await registry.snapshotHourly();
    expect(await uptos()).toEqual([]);
    await registry.snapshotHourly(0);
    expect(await uptos()).toHaveLength(1);
    await registry.snapshotHourly(0);
    expect(await uptos()).toHaveLength(1);
    await move(opened, 1);
    await registry.snapshotHourly(0);
    expect(await uptos()).toHaveLength(2);
    opened.close();
  });

  it('are not written by a replica that lost its tile', async () => {
    const registry = it_.replica('a');
    const opened = await it_.open(registry, 1);
    await opened.live.edit((doc) => regionOf(doc).notes.set(note, noteOf(ana)));
    await it_.pool.query('update collab.lease set epoch = epoch + 1');
    await registry.compact(opened.live, 1);
    expect(await uptos()).toEqual([]);
    opened.close();
  });
});
