import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { newId, type Id } from '@oto/schema/base/id';
import { atlasName, regionName } from '@oto/schema/board/document-name';
import { atlasOf, regionOf } from '@oto/schema/board/roots';
import { plotKey, tileOf } from '@oto/schema/geometry/lattice';
import type { CollabServer } from '../server.ts';
import { PLOT, record, REGION, when, world, type World } from '../testing/world.ts';

vi.spyOn(console, 'error').mockImplementation(() => undefined);
const NEXT = regionName(PLOT, 2);
const [first, second] = [newId(), newId()];
let it_: World;
let server: CollabServer;
let ana: Id;

beforeEach(async () => {
  it_ = await world();
  ana = await it_.member();
  await it_.claim(ana, PLOT, 'open', [first, second]);
  server = await it_.serve();
  await server.deliver();
});
afterEach(async () => {
  await it_[Symbol.asyncDispose]();
});

async function moveOn(): Promise<void> {
  const live = server.registry.named(REGION);
  if (!live) throw new Error('not loaded');
  await server.registry.epochs.move(live);
}

it('closes every reader with old_epoch, those with unsent and unanswered edits too, and loses nothing acknowledged', async () => {
  const mover = it_.guest(server, { token: await it_.pass(ana) });
  const offline = it_.guest(server, { token: await it_.pass(ana) });
  const watcher = it_.guest(server);
  const atlas = it_.guest(server, { document: atlasName(tileOf(PLOT), 1) });
  await Promise.all([mover.synced(), offline.synced(), watcher.synced(), atlas.synced()]);
  let acked = 0;
  mover.provider.on('unsyncedChanges', ({ number }: { number: number }) => {
    if (number === 0) acked = regionOf(mover.doc).places.get(first)?.[0] ?? 0;
  });
  regionOf(mover.doc).places.set(first, [1, 1, 1, 1]);
  await mover.acked();
  expect(acked).toBe(1);
  offline.socket.disconnect();
  regionOf(offline.doc).places.set(second, [5, 5, 5, 5]);
  for (let x = 2; x <= 20; x++) regionOf(mover.doc).places.set(first, [x, 1, 1, 1]);
  await moveOn();
  expect(await mover.ended()).toBe('old_epoch');
  expect(await watcher.ended()).toBe('old_epoch');
  await when(atlas.doc, () => atlasOf(atlas.doc).plots.get(plotKey(PLOT))?.e === 2);
  void offline.socket.connect();
  while (!offline.ends.includes('old_epoch'))
    await new Promise<void>((resolve) => offline.provider.on('authenticationFailed', () => resolve()));
  expect(regionOf(offline.doc).places.get(second)).toEqual([5, 5, 5, 5]);

  const again = it_.guest(server, { token: await it_.pass(ana), document: NEXT });
  await again.synced();
  const place = regionOf(again.doc).places.get(first);
  expect(place?.[0]).toBeGreaterThanOrEqual(acked);
  expect(regionOf(again.doc).notes.size).toBe(2);
  // What was not acknowledged is put again by the client.
  regionOf(again.doc).places.set(second, [5, 5, 5, 5]);
  await again.acked();
  expect(await it_.guest(server, { document: REGION }).ended()).toBe('old_epoch');
});

it('lets facts under way to the old epoch land in the new one', async () => {
  const late = [newId(), newId(), newId()];
  await it_.fact({ type: 'note', plot: PLOT, note: late[0] ?? first, record: record(ana) });
  const delivering = server.deliver();
  await moveOn();
  await it_.fact({ type: 'note', plot: PLOT, note: late[1] ?? first, record: record(ana) });
  await delivering;
  // Behind the back of the server, which still remembers the epoch.
  await it_.fact({ type: 'note', plot: PLOT, note: late[2] ?? first, record: record(ana) });
  await server.deliver();
  const reader = it_.guest(server, { document: NEXT });
  await when(reader.doc, () => regionOf(reader.doc).notes.size === 5);
  expect([...regionOf(reader.doc).notes.keys()].toSorted()).toEqual([first, second, ...late].toSorted());
});
