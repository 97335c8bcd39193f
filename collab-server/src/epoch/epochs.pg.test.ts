import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { newId, type Id } from '@oto/schema/base/id';
import { regionName } from '@oto/schema/board/document-name';
import type { TieRecord } from '@oto/schema/board/record';
import { regionOf } from '@oto/schema/board/roots';
import { documents, HERE, type Documents, type Opened } from '../testing/documents.ts';
import { noteOf } from '../testing/note.ts';
import { freshRegion } from './fresh.ts';
import { rewriteRegion } from './rewrite.ts';

const FAR = { x: 9, y: 3 };
const [first, second, gone, farNote] = [newId(), newId(), newId(), newId()];
let it_: Documents;
let ana: Id;

beforeEach(async () => {
  it_ = await documents(500);
  ana = await it_.member();
  await it_.claim(ana);
  await it_.claim(ana, FAR);
});
afterEach(async () => {
  await it_[Symbol.asyncDispose]();
});

async function grown(opened: Opened, moves = 150): Promise<void> {
  await opened.live.edit((doc) => {
    const { claim, notes, inbound } = regionOf(doc);
    claim.set('c', { v: 1, o: ana, p: 'open', t: 0 });
    for (const id of [first, second, gone]) notes.set(id, noteOf(ana));
    inbound.set('fork:1', { v: 1, k: 'fork', here: first, far: [farNote, FAR.x, FAR.y, 0, 0], c: 1 });
  });
  for (let x = 1; x <= moves; x++) await opened.by(ana, (doc) => regionOf(doc).places.set(x % 2 === 0 ? first : gone, [x, 0, 0, 0]));
  await opened.live.edit((doc) => regionOf(doc).notes.delete(gone));
}

async function epoch(): Promise<number | undefined> {
  const { rows } = await it_.pool.query<{ epoch: number }>('select epoch from plot where x = $1 and y = $2', [HERE.x, HERE.y]);
  return rows[0]?.epoch;
}

async function facts(): Promise<unknown[]> {
  const { rows } = await it_.pool.query<{ fact: unknown }>(`select fact from outbox where fact->>'type' <> 'note' order by id`);
  return rows.map(({ fact }) => fact);
}

describe('an overgrown region', () => {
  it('moves to its next epoch when it is compacted, with its live records and without orphans', async () => {
    const registry = it_.replica('a');
    const old = await it_.open(registry, 1);
    await grown(old);
    const before = regionOf(old.doc);
    await registry.compact(old.live, 1);
    expect(await epoch()).toBe(2);
    expect(old.live.broken).toBe(true);
    expect(registry.leaving(old.doc)).toBe('old_epoch');
    expect(await facts()).toEqual([{ type: 'epoch', plot: HERE, epoch: 2 }]);
    await expect(it_.open(registry, 1)).rejects.toMatchObject({ reason: 'old_epoch' });

    const young = await it_.open(registry, 2);
    const after = regionOf(young.doc);
    expect(after.claim.toJSON()).toEqual(before.claim.toJSON());
    expect(after.notes.toJSON()).toEqual(before.notes.toJSON());
    expect(after.inbound.toJSON()).toEqual(before.inbound.toJSON());
    expect(after.places.toJSON()).toEqual({ [first]: [150, 0, 0, 0] });
    await young.by(ana, (doc) => regionOf(doc).places.set(first, [7, 7, 7, 7]));
    await young.live.edit((doc) => regionOf(doc).notes.set(gone, noteOf(ana)));
    young.close();

    const again = await it_.open(it_.replica('a'), 2);
    expect(regionOf(again.doc).places.get(first)).toEqual([7, 7, 7, 7]);
    expect(regionOf(again.doc).notes.size).toBe(3);
    again.close();
    await it_.pool.query(`update collab.snapshot set state = '\\x00'`);
    const whole = await it_.open(it_.replica('a'), 2);
    expect(regionOf(whole.doc).places.get(first)).toEqual([7, 7, 7, 7]);
    whole.close();
    old.close();
  });

  it('stays while it is small, or as large as what it holds', async () => {
    const registry = it_.replica('a');
    const opened = await it_.open(registry, 1);
    await grown(opened, 3);
    await registry.compact(opened.live, 1);
    await opened.live.edit((doc) => {
      for (let n = 0; n < 100; n++) regionOf(doc).notes.set(newId(), noteOf(ana));
    });
    await registry.compact(opened.live, 1);
    expect(await epoch()).toBe(1);
    expect(opened.live.broken).toBe(false);
    opened.close();
  });

  it('ends the mirrors of ties whose notes are gone', async () => {
    const registry = it_.replica('a');
    const opened = await it_.open(registry, 1);
    await grown(opened, 2);
    const tie = newId();
    const record: TieRecord = { v: 1, a: [gone, HERE.x, HERE.y, 0, 0], b: [farNote, FAR.x, FAR.y, 0, 0], c: 1 };
    await opened.live.edit((doc) => regionOf(doc).ties.set(tie, record));
    await it_.pool.query('delete from outbox');
    await registry.epochs.move(opened.live);
    expect(await facts()).toEqual([
      { type: 'epoch', plot: HERE, epoch: 2 },
      { type: 'inbound', plot: FAR, key: tie, record: null, home: [HERE.x, HERE.y] },
    ]);
    opened.close();
  });
});

describe('a rewrite', () => {
  it('that crashes before its readers are closed holds after the restart', async () => {
    const before = await it_.open(it_.replica('a'), 1);
    await grown(before, 4);
    const old = before.live.capture();
    const { fence } = before.live;
    const fresh = freshRegion(old.state, HERE);
    expect(await rewriteRegion(it_.db, { plot: HERE, epoch: 1, old, fresh, holder: 'a', fence })).toEqual({ ok: true, value: 2 });
    // The process ends here: nothing in memory learns of it.
    const restarted = it_.replica('a');
    await expect(it_.open(restarted, 1)).rejects.toMatchObject({ reason: 'old_epoch' });
    const opened = await it_.open(restarted, 2);
    expect(regionOf(opened.doc).notes.size).toBe(2);
    expect(await facts()).toContainEqual({ type: 'epoch', plot: HERE, epoch: 2 });
    opened.close();
    before.close();
  });

  it('that fails changes nothing, and puts the document out of memory since it cannot know', async () => {
    const registry = it_.replica('a');
    const opened = await it_.open(registry, 1);
    await grown(opened, 4);
    await it_.pool.query(`alter table outbox add constraint full_ check (fact->>'type' <> 'epoch')`);
    await registry.epochs.move(opened.live);
    expect(await epoch()).toBe(1);
    expect(registry.leaving(opened.doc)).toBe('unavailable');
    opened.close();
    const again = await it_.open(registry, 1);
    expect(regionOf(again.doc).places.get(first)).toEqual([4, 0, 0, 0]);
    again.close();
  });

  it('happens once when two replicas race, by the one that holds the tile', async () => {
    const [one, two] = [it_.replica('one'), it_.replica('two')];
    const stale = await it_.open(one, 1);
    await grown(stale, 4);
    await it_.pool.query(`update collab.lease set expires_at = now() - interval '1 second'`);
    const held = await it_.open(two, 1);
    await Promise.all([one.epochs.move(stale.live), two.epochs.move(held.live), two.epochs.move(held.live)]);
    expect(await epoch()).toBe(2);
    expect(one.leaving(stale.doc)).toBe('unavailable');
    expect(two.leaving(held.doc)).toBe('old_epoch');
    const journals = await it_.pool.query('select 1 from collab.journal where document = $1', [regionName(HERE, 2)]);
    expect(journals.rowCount).toBe(1);
    stale.close();
    held.close();
  });
});
