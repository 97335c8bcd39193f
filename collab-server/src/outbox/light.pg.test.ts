import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { newId, type Id } from '@oto/schema/base/id';
import type { Light } from '@oto/schema/board/light';
import { regionOf } from '@oto/schema/board/roots';
import type { CollabServer } from '../server.ts';
import { PLOT, REGION, world, type Guest, type World } from '../testing/world.ts';

vi.spyOn(console, 'error').mockImplementation(() => undefined);
const light: Light = { paths: [[newId(), newId()]] };
const next: Light = { paths: [[newId(), newId()]] };
const note = newId();
let it_: World;
let server: CollabServer;
let ana: Id;

beforeEach(async () => {
  it_ = await world();
  ana = await it_.member();
  await it_.claim(ana, PLOT, 'open', [note]);
  server = await it_.serve();
  await server.deliver();
});
afterEach(async () => {
  await it_[Symbol.asyncDispose]();
});

/** What a guest is told beside the document, as it comes. */
function ear(guest: Guest): string[] {
  const heard: string[] = [];
  guest.provider.on('stateless', ({ payload }: { payload: string }) => heard.push(payload));
  return heard;
}

async function open(): Promise<number> {
  const { rows } = await it_.pool.query<{ n: string }>('select count(*) as n from outbox where delivered_at is null');
  return Number(rows[0]?.n);
}

async function journalled(): Promise<number> {
  const { rows } = await it_.pool.query<{ n: string }>('select count(*) as n from collab.journal where document = $1', [REGION]);
  return Number(rows[0]?.n);
}

it('reaches members and watchers of the region once, and no journal', async () => {
  const member = it_.guest(server, { token: await it_.pass(ana) });
  const watcher = it_.guest(server);
  const heard = [ear(member), ear(watcher)];
  await Promise.all([member.synced(), watcher.synced()]);
  const rows = await journalled();
  await it_.fact({ type: 'light', plot: PLOT, light });
  await server.deliver();
  await server.deliver();
  await vi.waitFor(() => expect(heard.map((one) => one.length)).toEqual([1, 1]));
  expect(JSON.parse(heard[0]?.[0] ?? '')).toEqual(light);
  expect(await open()).toBe(0);
  expect(await journalled()).toBe(rows);
});

it('is not said by clients: what they send is heard by nobody', async () => {
  const forger = it_.guest(server, { token: await it_.pass(ana) });
  const watcher = it_.guest(server);
  const heard = ear(watcher);
  await Promise.all([forger.synced(), watcher.synced()]);
  forger.provider.sendStateless(JSON.stringify(light));
  // Sent on the same socket, so judged after it.
  regionOf(forger.doc).places.set(note, [1, 1, 1, 1]);
  await forger.acked();
  await it_.fact({ type: 'light', plot: PLOT, light: next });
  await server.deliver();
  await vi.waitFor(() => expect(heard).toHaveLength(1));
  expect(JSON.parse(heard[0] ?? '')).toEqual(next);
});

it('comes from whoever holds the tile; what nobody looks at, and what is long past, is passed over', async () => {
  const other = await it_.serve('b');
  const watcher = it_.guest(server);
  const heard = ear(watcher);
  await watcher.synced();
  await it_.fact({ type: 'light', plot: PLOT, light });
  await Promise.all([other.deliver(), server.deliver()]);
  await vi.waitFor(() => expect(heard).toHaveLength(1));
  expect(await open()).toBe(0);

  await it_.pool.query(`insert into outbox (plot_x, plot_y, fact, created_at) values ($1, $2, $3, now() - interval '1 minute')`, [
    PLOT.x,
    PLOT.y,
    JSON.stringify({ type: 'light', plot: PLOT, light }),
  ]);
  await it_.fact({ type: 'light', plot: PLOT, light: next });
  await server.deliver();
  await vi.waitFor(() => expect(heard).toHaveLength(2));
  expect(JSON.parse(heard[1] ?? '')).toEqual(next);
  expect(await open()).toBe(0);
});
