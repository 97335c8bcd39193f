import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Plot } from '@oto/schema/geometry/lattice';
import { newId, type Id } from '@oto/schema/base/id';
import { move, openPage } from './testing/page.ts';

/** What this test asks of the collab server's own test bench. */
interface World extends AsyncDisposable {
  member(): Promise<Id>;
  claim(owner: Id, plot: Plot, policy: 'open' | 'owner', notes: readonly Id[]): Promise<void>;
  serve(): Promise<{ readonly port: number; deliver(): Promise<void> }>;
  pass(member: Id): Promise<string>;
}
/** Another program, whose types belong to Node: loaded by its address and not by import. */
const BENCH = new URL('../../../collab-server/src/testing/world.ts', import.meta.url).href;

const [OPEN, CLOSED]: readonly [Plot, Plot] = [
  { x: 2, y: 3 },
  { x: 3, y: 3 },
];
const soon = { timeout: 15_000, interval: 10 };
const NOTES = Array.from({ length: 4 }, newId);
const note = (index: number): Id => NOTES[index] ?? newId();

let bench: World;
let page: string;
let [ana, ben]: readonly Id[] = [];
const cleanUp: (() => void)[] = [];
beforeEach(async () => {
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
  const loaded = (await import(BENCH)) as { world(): Promise<World> };
  bench = await loaded.world();
  [ana, ben] = [await bench.member(), await bench.member()];
  await bench.claim(ana, OPEN, 'open', NOTES);
  await bench.claim(ana, CLOSED, 'owner', [note(3)]);
  const server = await bench.serve();
  await server.deliver();
  page = `http://127.0.0.1:${server.port}/`;
});
afterEach(async () => {
  for (const clean of cleanUp.splice(0)) clean();
  await bench[Symbol.asyncDispose]();
  vi.restoreAllMocks();
});

async function opened(member: Id | undefined) {
  const token = member ? await bench.pass(member) : '';
  const mine = openPage({ page, token: async () => token });
  cleanUp.push(() => mine.net.destroy());
  mine.net.setView({ x: 7000, y: 10_700, width: 4000, height: 200 });
  await vi.waitFor(() => expect(mine.regions.size).toBe(2), soon);
  await vi.waitFor(() => expect(mine.connection()).toEqual({ state: 'live', unsaved: 0, regions: 2 }), soon);
  return mine;
}

test('the real server refuses exactly the illegal edit of a burst, and nobody ever sees it', async () => {
  const [mine, watcher] = [await opened(ben), await opened(undefined)];
  const shown: [string, unknown][] = [];
  watcher.regions.get('2,3')?.places.observe((event) => {
    for (const key of event.keysChanged) shown.push([key, event.target.get(key)]);
  });
  const ghost = newId();
  mine.net.edit('2,3', [move(note(0), 11)]);
  mine.net.edit('2,3', [move(ghost, 22)]);
  mine.net.edit('2,3', [move(note(1), 33), move(ghost, 44), move(note(2), 55)]);
  const legal = { [note(0)]: [11, 0, 0, 1], [note(1)]: [33, 0, 0, 1], [note(2)]: [55, 0, 0, 1] };
  await vi.waitFor(() => expect(mine.refused).toHaveLength(2), soon);
  expect(mine.refused.flatMap((one) => one.edits)).toEqual([move(ghost, 22), move(ghost, 44)]);
  await vi.waitFor(() => expect(watcher.regions.get('2,3')?.places.toJSON()).toEqual(legal), soon);
  await vi.waitFor(() => expect(mine.connection()).toMatchObject({ state: 'live', unsaved: 0 }), soon);
  await vi.waitFor(() => expect(mine.regions.get('2,3')?.places.toJSON()).toEqual(legal), soon);
  expect(Object.fromEntries(shown)).toEqual(legal);
});

test('in a plot that is the owner’s alone everything snaps back, and the owner’s hand is free', async () => {
  const [mine, owner] = [await opened(ben), await opened(ana)];
  mine.net.edit('3,3', [move(note(3), 1)]);
  mine.net.edit('2,3', [move(note(0), 2)]);
  await vi.waitFor(() => expect(mine.refused).toHaveLength(1), soon);
  expect(mine.refused[0]).toMatchObject({ plot: CLOSED, edits: [move(note(3), 1)] });
  owner.net.edit('3,3', [move(note(3), 7)]);
  await vi.waitFor(() => expect(mine.placeOf(CLOSED, note(3))).toEqual([7, 0, 0, 1]), soon);
  await vi.waitFor(() => expect(owner.placeOf(OPEN, note(0))).toEqual([2, 0, 0, 1]), soon);
});

test('two people who move one note again and again end with it in one place', async () => {
  const [mine, other] = [await opened(ben), await opened(ana)];
  for (let i = 1; i <= 40; i++) {
    mine.net.edit('2,3', [move(note(0), i)]);
    other.net.edit('2,3', [move(note(0), 0, i)]);
  }
  const places = () => [mine, other].map((one) => one.regions.get('2,3')?.places.toJSON());
  await vi.waitFor(() => {
    for (const one of [mine, other]) expect(one.logged.filter((code) => code === 'edit_saved')).toHaveLength(40);
    const [here, there] = places();
    expect(here).toEqual(there);
    expect([
      [40, 0, 0, 1],
      [0, 40, 0, 1],
    ]).toContainEqual(here?.[note(0)]);
  }, soon);
  expect([...mine.refused, ...other.refused]).toEqual([]);
});
