import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { newId } from '@oto/schema/base/id';
import type { OthersPresence } from './others-presence.ts';
import { lossyWire } from './testing/lossy-wire.ts';
import { move, openPage, VIEW } from './testing/page.ts';
import { standIn } from './testing/stand-in.ts';

const HERE = { x: 2, y: 0 };
beforeEach(() => void vi.spyOn(console, 'error').mockImplementation(() => undefined));
const cleanUp: (() => Promise<unknown> | void)[] = [];
afterEach(async () => {
  for (const clean of cleanUp.splice(0).toReversed()) await clean();
  vi.restoreAllMocks();
});
const soon = { timeout: 8000, interval: 10 };

async function setUp() {
  const server = await standIn({ plots: [HERE], notesPerPlot: 1 });
  const wire = await lossyWire(server.port);
  cleanUp.push(
    () => server.stop(),
    () => wire.close(),
  );
  const mine = openPage({ page: wire.page, tickMs: 20 });
  cleanUp.push(() => mine.net.destroy());
  mine.net.setView(VIEW);
  await vi.waitFor(() => expect(mine.connection()).toEqual({ state: 'live', unsaved: 0, regions: 1 }), soon);
  await vi.waitFor(() => expect(mine.regions.size).toBe(1), soon);
  return { server, wire, mine, note: server.notes(HERE)[0] ?? '' };
}

test('a network that dies without a word is noticed, and what was meant meanwhile is sent when it lives again', async () => {
  const { wire, mine, note, server } = await setUp();
  wire.goDead();
  mine.net.edit('2,0', [move(note, 3)]);
  await vi.waitFor(() => expect(mine.connection()).toMatchObject({ state: 'offline', unsaved: 1 }), soon);
  wire.cut();
  wire.up();
  mine.tell('online');
  await vi.waitFor(() => expect(mine.connection()).toMatchObject({ state: 'live', unsaved: 0 }), soon);
  expect(server.places(HERE)).toEqual({ [note]: [3, 0, 0, 1] });
});

test('the browser’s word that it is offline counts at once, and so does its return', async () => {
  const { mine, wire } = await setUp();
  wire.down();
  mine.tell('offline');
  await vi.waitFor(() => expect(mine.connection().state).toBe('offline'), soon);
  wire.up();
  mine.tell('online');
  await vi.waitFor(() => expect(mine.connection().state).toBe('live'), soon);
});

test('a hidden page shows nothing of its person, and a shown one again', async () => {
  const { mine, server } = await setUp();
  let others: OthersPresence = new Map();
  const watcher = openPage({ page: server.page, token: async () => '', onPresence: (_, next) => void (others = next) });
  cleanUp.push(() => watcher.net.destroy());
  watcher.net.setView(VIEW);
  const who = { id: newId(), name: 'Ada', colour: 1 };
  const cursors = () => [...others.values()].flatMap(({ cursor }) => (cursor ? [cursor] : []));
  mine.net.setPresence({ who, cursor: { x: 7200, y: 10 }, middle: null, drag: null, laser: [], wave: null, meetings: new Map() });
  await vi.waitFor(() => expect(cursors()).toEqual([[0, 10]]), soon);
  mine.hide(true);
  await vi.waitFor(() => expect(cursors()).toEqual([]), soon);
  mine.net.setPresence({ who, cursor: { x: 7300, y: 10 }, middle: null, drag: null, laser: [], wave: null, meetings: new Map() });
  mine.hide(false);
  await vi.waitFor(() => expect(cursors()).toEqual([[100, 10]]), soon);
});
