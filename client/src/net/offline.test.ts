import 'fake-indexeddb/auto';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { newId, type Id } from '@oto/schema/base/id';
import { regionName } from '@oto/schema/board/document-name';
import type { TieRecord } from '@oto/schema/board/record';
import type { BoardNetOptions } from './board-net.ts';
import { openLocalStore } from './local-store.ts';
import type { Tab } from './tab.ts';
import { lossyWire } from './testing/lossy-wire.ts';
import { move, openPage, VIEW } from './testing/page.ts';
import { standIn } from './testing/stand-in.ts';

const HERE = { x: 2, y: 0 };
/** Of the same tile, out of view; and of another tile. */
const AWAY = { x: 12, y: 9 };
const FAR = { x: 40, y: 0 };

/** Hocuspocus prints every refusal. */
beforeEach(() => void vi.spyOn(console, 'error').mockImplementation(() => undefined));
const cleanUp: (() => Promise<unknown> | void)[] = [];
afterEach(async () => {
  for (const clean of cleanUp.splice(0).toReversed()) await clean();
  vi.restoreAllMocks();
});
const soon = { timeout: 8000, interval: 10 };

async function setUp() {
  const server = await standIn({ plots: [HERE, AWAY, FAR], notesPerPlot: 3 });
  const wire = await lossyWire(server.port);
  cleanUp.push(
    () => server.stop(),
    () => wire.close(),
  );
  const member: Id = newId();
  const database = `test-${member}`;
  const alive = new Set<string>();
  const tab = (): Tab => {
    const id = newId();
    alive.add(id);
    return { id, alive: async () => alive };
  };
  /** A page of the member, in the browser that keeps `database`. Its end lets go of its lock. */
  const open = async (options: Partial<BoardNetOptions> = {}) => {
    const own = tab();
    const copies = await openLocalStore({ tab: own, database });
    const page = openPage({ page: wire.page, copies, ...options });
    let isOpen = true;
    const close = (): void => {
      if (isOpen) page.net.destroy();
      isOpen = false;
      alive.delete(own.id);
    };
    cleanUp.push(close);
    page.net.setSession({ id: member });
    page.net.setView(VIEW);
    return { ...page, close };
  };
  const opened = async (options: Partial<BoardNetOptions> = {}) => {
    const page = await open(options);
    await vi.waitFor(() => expect(page.connection()).toEqual({ state: 'live', unsaved: 0, regions: 1 }), soon);
    await vi.waitFor(() => expect(page.regions.size).toBe(1), soon);
    return page;
  };
  const note = (plot = HERE, index = 0): string => server.notes(plot)[index] ?? '';
  return { server, wire, open, opened, note, member, database, tab };
}
type Opened = Awaited<ReturnType<Awaited<ReturnType<typeof setUp>>['open']>>;
const offline = (page: Opened, unsaved: number) =>
  vi.waitFor(() => expect(page.connection()).toMatchObject({ state: 'offline', unsaved }), soon);
const saved = (page: Opened) => vi.waitFor(() => expect(page.connection()).toMatchObject({ state: 'live', unsaved: 0 }), soon);

test('what was not sent when the page died is sent by the next one, once', async () => {
  const { server, wire, open, opened, note, database, member, tab } = await setUp();
  const first = await opened();
  wire.down();
  await offline(first, 0);
  first.net.edit('2,0', [move(note(), 7)]);
  await offline(first, 1);
  first.close();
  wire.up();
  const second = await open();
  await vi.waitFor(() => expect(server.places(HERE)).toEqual({ [note()]: [7, 0, 0, 1] }), soon);
  await saved(second);
  await vi.waitFor(() => expect(second.placeOf(HERE, note())).toEqual([7, 0, 0, 1]), soon);
  expect(server.taken).toHaveLength(1);
  const store = await openLocalStore({ database, tab: tab() });
  await vi.waitFor(async () => expect(await store?.unsent(member)).toEqual([]), soon);
});

test('both sides edited for hours: all of it merges, and every screen shows the same', async () => {
  const { wire, server, opened, note } = await setUp();
  const mine = await opened();
  const other = openPage({ page: server.page });
  cleanUp.push(() => other.net.destroy());
  other.net.setView(VIEW);
  await vi.waitFor(() => expect(other.regions.size).toBe(1), soon);
  wire.down();
  await offline(mine, 0);
  for (let i = 1; i <= 300; i++) mine.net.edit('2,0', [move(note(HERE, 0), i)]);
  mine.net.edit('2,0', [move(note(HERE, 1), 2)]);
  for (let i = 1; i <= 20; i++) other.net.edit('2,0', [move(note(HERE, 0), 0, i), move(note(HERE, 2), i)]);
  await vi.waitFor(() => expect(other.connection().unsaved).toBe(0), soon);
  expect(mine.connection().unsaved).toBeLessThan(301);
  wire.up();
  mine.tell('online');
  await saved(mine);
  await vi.waitFor(() => expect(other.placeOf(HERE, note(HERE, 1))).toEqual([2, 0, 0, 1]), soon);
  const places = server.places(HERE);
  await vi.waitFor(() => expect(mine.regions.get('2,0')?.places.toJSON()).toEqual(places), soon);
  await vi.waitFor(() => expect(other.regions.get('2,0')?.places.toJSON()).toEqual(places), soon);
  expect(places?.[note(HERE, 2)]).toEqual([20, 0, 0, 1]);
  expect(mine.refused).toEqual([]);
});

test('the region was rewritten meanwhile: moves and ties are made again on the new document', async () => {
  const { wire, server, opened, note } = await setUp();
  const mine = await opened();
  mine.net.edit('2,0', [move(note(HERE, 1), 1)]);
  await vi.waitFor(() => expect(mine.logged).toContain('edit_saved'), soon);
  wire.down();
  await offline(mine, 0);
  const tie: TieRecord = { v: 1, a: [note() as Id, 2, 0, 0, 0], b: [note(HERE, 2) as Id, 2, 0, 0, 0], c: 1 };
  const key = newId();
  mine.net.edit('2,0', [move(note(), 5), { root: 'ties', key, value: tie }]);
  mine.net.edit('2,0', [move(note(), 6)]);
  await server.rewrite(HERE);
  wire.up();
  mine.tell('online');
  await vi.waitFor(() => expect(server.document(regionName(HERE, 2))?.getMap('ties').get(key)).toEqual(tie), soon);
  await saved(mine);
  const places = { [note()]: [6, 0, 0, 1], [note(HERE, 1)]: [1, 0, 0, 1] };
  await vi.waitFor(() => expect(server.places(HERE)).toEqual(places), soon);
  await vi.waitFor(() => expect(mine.regions.get('2,0')?.places.toJSON()).toEqual(places), soon);
  expect(mine.refused).toEqual([]);
});

test('the rewrite and the death of the page together lose nothing either', async () => {
  const { wire, server, open, opened, note } = await setUp();
  const first = await opened();
  wire.down();
  await offline(first, 0);
  first.net.edit('2,0', [move(note(), 5)]);
  await offline(first, 1);
  first.close();
  await server.rewrite(HERE);
  wire.up();
  const second = await open();
  await vi.waitFor(() => expect(server.places(HERE)).toEqual({ [note()]: [5, 0, 0, 1] }), soon);
  await saved(second);
});

test('an edit of a plot that is not open opens it, writes with its content known, and lets it go', async () => {
  const { open, opened, server, note, wire } = await setUp();
  const other = await opened();
  other.net.edit('12,9', [move(note(AWAY), 1)]);
  await vi.waitFor(() => expect(server.places(AWAY)).toEqual({ [note(AWAY)]: [1, 0, 0, 1] }), soon);
  const mine = await opened();
  expect(mine.net.edit('12,9', [move(note(AWAY), 2)])).toBe(true);
  await vi.waitFor(() => expect(server.places(AWAY)).toEqual({ [note(AWAY)]: [2, 0, 0, 1] }), soon);
  await saved(mine);
  expect(mine.net.edit('13,9', [move(note(AWAY), 2)])).toBe(false);

  wire.down();
  await offline(mine, 0);
  expect(mine.net.edit('40,0', [move(note(FAR), 3)])).toBe(true);
  await offline(mine, 1);
  mine.close();
  wire.up();
  const next = await open();
  await vi.waitFor(() => expect(server.places(FAR)).toEqual({ [note(FAR)]: [3, 0, 0, 1] }), soon);
  await saved(next);
});

test('an edit is told as unsaved before anything else is, so that saved means saved', async () => {
  const { opened, note } = await setUp();
  const mine = await opened();
  for (const x of [1, 2]) {
    mine.net.edit('2,0', [move(note(), x)]);
    expect(mine.connection().unsaved).toBe(x);
  }
  await saved(mine);
  expect(mine.logged.filter((code) => code === 'edit_saved')).toHaveLength(2);
});

test('an edit of a plot that turns out to be nobody’s is refused in words', async () => {
  const { opened, note } = await setUp();
  const mine = await opened();
  expect(mine.net.edit('41,0', [move(note(), 1)])).toBe(true);
  await vi.waitFor(() => expect(mine.refused).toHaveLength(1), soon);
  expect(mine.refused).toEqual([{ plot: { x: 41, y: 0 }, code: 'unknown_document', edits: [move(note(), 1)] }]);
  await saved(mine);
});

test('a pass that ran out while offline is asked for anew, and no edit pays for it', async () => {
  const { wire, opened, server, note } = await setUp();
  let pass = 'old';
  let isDown = false;
  const token = async (): Promise<string> => {
    if (isDown) throw new Error('no network');
    return pass;
  };
  const mine = await opened({ token, forgetPass: () => void (pass = 'new') });
  wire.down();
  await offline(mine, 0);
  mine.net.edit('2,0', [move(note(), 4)]);
  isDown = true;
  pass = 'old';
  server.rules.admits = (given) => (given === 'old' ? 'bad_credential' : null);
  wire.up();
  mine.tell('online');
  await vi.waitFor(() => expect(mine.logged).toContain('pass_failed'), soon);
  isDown = false;
  await vi.waitFor(() => expect(server.places(HERE)).toEqual({ [note()]: [4, 0, 0, 1] }), soon);
  await saved(mine);
  expect(mine.refused).toEqual([]);
  expect(server.tokens).toContain('new');
});

test('two pages of one member: each sends its own, and the other’s only when that page is dead', async () => {
  const { wire, opened, server, note, database, member, tab } = await setUp();
  const [one, two] = [await opened(), await opened()];
  wire.down();
  await offline(one, 0);
  await offline(two, 0);
  one.net.edit('2,0', [move(note(HERE, 0), 1)]);
  two.net.edit('2,0', [move(note(HERE, 1), 2)]);
  await offline(one, 1);
  await offline(two, 1);
  const third = await openLocalStore({ database, tab: tab() });
  expect(await third?.unsent(member)).toEqual([]);
  expect((await third?.open(member, HERE, 1).loaded)?.batches).toEqual([]);
  two.close();
  expect(await third?.unsent(member)).toEqual([HERE]);
  wire.up();
  one.tell('online');
  const both = { [note(HERE, 0)]: [1, 0, 0, 1], [note(HERE, 1)]: [2, 0, 0, 1] };
  await vi.waitFor(() => expect(server.places(HERE)).toEqual(both), soon);
  await saved(one);
  await vi.waitFor(async () => expect(await third?.unsent(member)).toEqual([]), soon);
});

test('a browser that takes its storage away is said once, and costs nothing else', async () => {
  const { open, server, note } = await setUp();
  const mine = await open();
  const broken = vi.spyOn(IDBDatabase.prototype, 'transaction').mockImplementation(() => {
    throw new DOMException('', 'QuotaExceededError');
  });
  await vi.waitFor(() => expect(mine.regions.size).toBe(1), soon);
  mine.net.edit('2,0', [move(note(), 9)]);
  await vi.waitFor(() => expect(server.places(HERE)).toEqual({ [note()]: [9, 0, 0, 1] }), soon);
  await saved(mine);
  expect(mine.logged.filter((code) => code === 'local_copy_off')).toHaveLength(1);
  broken.mockRestore();
});
