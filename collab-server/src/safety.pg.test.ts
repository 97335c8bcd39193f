import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { newId, uuidFromId, type Id } from '@oto/schema/base/id';
import { regionOf } from '@oto/schema/board/roots';
import { BoardEvidence } from '@oto/schema/contract/safety';
import { LIMITS } from './socket/limits.ts';
import { PLOT, record, world, type World } from './testing/world.ts';

vi.spyOn(console, 'error').mockImplementation(() => undefined);
let it_: World;
let ana: Id;
let ben: Id;
const note = newId();
const other = newId();

beforeEach(async () => {
  it_ = await world();
  ana = await it_.member();
  ben = await it_.member();
  await it_.claim(ana, PLOT, 'open', [note, other]);
});
afterEach(async () => {
  await it_[Symbol.asyncDispose]();
});

const suspend = (member: Id) =>
  it_.pool.query(
    `insert into statement_of_reasons (id, member_id, subject, subject_id, sanction, ground, reason, facts)
     values (gen_random_uuid(), $1, 'member', $1, 'suspend', 'terms', 'spam', 'x')`,
    [uuidFromId(member)],
  );

it('lets a suspended member read and nothing else, until the decision is lifted', async () => {
  await suspend(ben);
  const server = await it_.serve();
  await server.deliver();
  const guest = it_.guest(server, { token: await it_.pass(ben) });
  await guest.synced();
  expect(regionOf(guest.doc).notes.get(note)).toEqual(record(ana));
  regionOf(guest.doc).places.set(note, [1, 2, 3, 4]);
  expect(await guest.ended()).toBe('suspended');
  await it_.pool.query('update statement_of_reasons set lifted_at = now()');
  // Another replica, which has not asked before.
  await server.close();
  const next = await it_.serve('b');
  const again = it_.guest(next, { token: await it_.pass(ben) });
  await again.synced();
  expect(regionOf(again.doc).places.size).toBe(0);
  regionOf(again.doc).places.set(note, [1, 2, 3, 4]);
  await again.acked();
});

it('closes a plot at once to whom its owner blocks, guests too, and opens it again', async () => {
  const server = await it_.serve();
  await server.deliver();
  const guest = it_.guest(server, { token: await it_.pass(ben) });
  await guest.synced();
  regionOf(guest.doc).places.set(note, [1, 1, 1, 1]);
  await guest.acked();
  await it_.pool.query('insert into plot_guest (plot_x, plot_y, member_id) values ($1, $2, $3)', [PLOT.x, PLOT.y, uuidFromId(ben)]);
  await it_.pool.query('insert into block (member_id, blocked_id) values ($1, $2)', [uuidFromId(ana), uuidFromId(ben)]);
  regionOf(guest.doc).places.set(note, [2, 2, 2, 2]);
  expect(await guest.ended()).toBe('plot_closed');
  await it_.pool.query('delete from block');
  const again = it_.guest(server, { token: await it_.pass(ben) });
  await again.synced();
  expect(regionOf(again.doc).places.get(note)).toEqual([1, 1, 1, 1]);
  regionOf(again.doc).places.set(note, [3, 3, 3, 3]);
  await again.acked();
});

it('slows down who takes apart what others arranged, and nobody at home', async () => {
  const server = await it_.serve('a', it_.databaseUrl, { limits: { ...LIMITS, undoingBurst: 2, undoingPerSecond: 1e-9 } });
  const own = newId();
  await it_.fact({ type: 'note', plot: PLOT, note: own, record: record(ben) });
  await server.deliver();
  const owner = it_.guest(server, { token: await it_.pass(ana) });
  const guest = it_.guest(server, { token: await it_.pass(ben) });
  await Promise.all([owner.synced(), guest.synced()]);
  for (let step = 1; step <= 5; step++) {
    regionOf(owner.doc).places.set(own, [step, 0, 0, 1]);
    regionOf(guest.doc).places.set(own, [0, step, 0, 1]);
  }
  const tie = newId();
  const seat = (id: Id) => [id, PLOT.x, PLOT.y, 10, 20] as [Id, number, number, number, number];
  regionOf(guest.doc).ties.set(tie, { v: 1, a: seat(note), b: seat(own), c: 1 });
  await Promise.all([owner.acked(), guest.acked()]);
  // Their own string, and two notes of another.
  regionOf(guest.doc).ties.delete(tie);
  regionOf(guest.doc).places.set(note, [1, 1, 1, 1]);
  regionOf(guest.doc).places.set(other, [1, 1, 1, 1]);
  await guest.acked();
  regionOf(guest.doc).places.set(other, [2, 2, 2, 2]);
  expect(await guest.ended()).toBe('too_many_deletions');
  const fresh = it_.guest(server);
  await fresh.synced();
  expect(regionOf(fresh.doc).places.get(other)).toEqual([1, 1, 1, 1]);
});

it('tells operators alone who did what, also to a note that was taken down', async () => {
  const server = await it_.serve();
  await server.deliver();
  const guest = it_.guest(server, { token: await it_.pass(ben) });
  await guest.synced();
  regionOf(guest.doc).places.set(note, [1, 2, 3, 4]);
  await guest.acked();
  const tie = newId();
  regionOf(guest.doc).ties.set(tie, { v: 1, a: [note, PLOT.x, PLOT.y, 10, 20], b: [other, PLOT.x, PLOT.y, 10, 20], c: 1, n: 'non' });
  await guest.acked();
  regionOf(guest.doc).ties.delete(tie);
  await guest.acked();
  await it_.fact({ type: 'unpin', plot: PLOT, note });
  await server.deliver();
  const ask = (id: Id, token: string) =>
    fetch(`http://127.0.0.1:${server.port}/collab/t/0,0/history/2,3/of/${id}`, { headers: { authorization: `Bearer ${token}` } });
  expect((await ask(note, await it_.pass(ana))).status).toBe(403);
  expect((await ask(note, '')).status).toBe(401);
  expect((await ask(note, 'forged')).status).toBe(401);

  const told = await ask(note, await it_.operatorPass(ana));
  expect([told.status, told.headers.get('cache-control')]).toEqual([200, 'no-store']);
  const deeds = BoardEvidence.parse(await told.json());
  expect(deeds.evidence.map(({ by, deed, detail }) => [by?.id ?? null, deed, detail])).toEqual([
    [null, 'unpinned', ''],
    [ben, 'cut', 'non'],
    [ben, 'tied', 'non'],
    [ben, 'moved', '· → 1, 2'],
    [null, 'pinned', ''],
  ]);
  const done = BoardEvidence.parse(await (await ask(ben, await it_.operatorPass(ana))).json());
  expect(done.evidence.map(({ deed }) => deed)).toEqual(['cut', 'tied', 'moved']);
  expect(done.more).toBe(false);
});
