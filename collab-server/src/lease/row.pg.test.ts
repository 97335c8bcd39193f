import { afterEach, beforeEach, expect, it } from 'vitest';
import { tileOf } from '@oto/schema/geometry/lattice';
import { documents, HERE, type Documents } from '../testing/documents.ts';
import { tileKey } from './lease.ts';
import { LeaseRows, SWEEP_MAX } from './row.ts';

const TILE = tileKey(tileOf(HERE));
const EMPTY = '-70,4';
let it_: Documents;

beforeEach(async () => {
  it_ = await documents();
  await it_.claim(await it_.member(), HERE);
});
afterEach(async () => {
  await it_[Symbol.asyncDispose]();
});

it('forgets a tile where nobody has a plot once nobody has held it for long, and gives it no epoch again', async () => {
  const rows = new LeaseRows(it_.db, 'one');
  const tiles = [TILE, EMPTY, '-71,4'];
  await Promise.all(tiles.map((tile) => rows.take(tile)));
  // As if eleven minutes had passed, in which it went from hand to hand once more each minute.
  await it_.pool.query(
    `update collab.lease set expires_at = now() - interval '11 minutes', epoch = extract(epoch from now())::bigint - 600 where tile <> '-71,4'`,
  );
  const { rows: last } = await it_.pool.query<{ epoch: string }>('select epoch from collab.lease where tile = $1', [EMPTY]);
  await rows.sweep();
  const left = await it_.pool.query<{ tile: string }>('select tile from collab.lease order by tile collate "C"');
  expect(left.rows.map(({ tile }) => tile)).toEqual(['-71,4', TILE]);
  expect(await rows.take(EMPTY)).toBeGreaterThan(BigInt(last[0]?.epoch ?? ''));
});

it('forgets more tiles than one statement takes, and keeps one that is held again meanwhile', async () => {
  const rows = new LeaseRows(it_.db, 'one');
  await it_.pool.query(
    `insert into collab.lease (tile, holder, epoch, expires_at)
     select '-' || n || ',7', 'two', 1, now() - interval '11 minutes' from generate_series(100, 100 + $1 * 2) n`,
    [SWEEP_MAX],
  );
  await rows.take('-100,7');
  await rows.sweep();
  const left = await it_.pool.query<{ tile: string }>(`select tile from collab.lease where tile like '%,7'`);
  expect(left.rows.map(({ tile }) => tile)).toEqual(['-100,7']);
});

it('lets a tile move although the clock that told when it last did was set back since', async () => {
  const [one, two] = [new LeaseRows(it_.db, 'one'), new LeaseRows(it_.db, 'two')];
  const fence = { tile: TILE, epoch: (await one.take(TILE)) ?? 0n };
  const settle = (ahead: string) => it_.pool.query('update collab.lease set settled_at = clock_timestamp() + $1::interval', [ahead]);
  await settle('20 seconds');
  expect(await one.answer(fence)).toBeGreaterThan(0);
  expect(await two.rob(fence)).toBeNull();
  await settle('1 hour');
  expect(await one.answer(fence)).toBe(0);
  expect(await two.rob(fence)).toBe(fence.epoch + 1n);
  expect(await two.answer({ ...fence, epoch: fence.epoch + 1n })).toBe(0);
});
