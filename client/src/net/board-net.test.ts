import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import * as Y from 'yjs';
import { newId } from '@oto/schema/base/id';
import type { Light } from '@oto/schema/board/light';
import { atlasOf, regionOf, type Region } from '@oto/schema/board/roots';
import { plotKey } from '@oto/schema/geometry/lattice';
import { openBoardNet, type BoardNet, type NetConnection } from './board-net.ts';
import type { LocalCopies } from './local-copy.ts';
import type { OthersPresence } from './others-presence.ts';
import { stockServer } from './testing/stock-server.ts';

/** Stock Hocuspocus with two plots, one note each; with `refuse.reason` it refuses the next edit. */
async function startServer(refuse: { reason: string | null }) {
  const notes = { '2,0': newId(), '3,0': newId() };
  const owner = newId();
  const opens: string[] = [];
  const server = await stockServer({
    async onAuthenticate({ documentName, token, connectionConfig }) {
      opens.push(documentName);
      if (token === '') connectionConfig.readOnly = true;
    },
    async onLoadDocument({ document, documentName }) {
      if (documentName.startsWith('atlas/')) {
        for (const key of Object.keys(notes)) atlasOf(document).plots.set(key, { v: 1, o: owner, e: 1, n: 1, t: 0, p: 'open' });
      }
      for (const [key, id] of Object.entries(notes)) {
        if (documentName.startsWith(`region/${key}.`)) regionOf(document).notes.set(id, { v: 1, k: 'text', s: [0, 0, 0], o: owner });
      }
    },
    async beforeSync({ type, payload, documentName }) {
      if (type === 0 || !documentName.startsWith('region/') || Y.decodeUpdate(payload).structs.length === 0) return;
      const { reason } = refuse;
      refuse.reason = null;
      if (reason) throw Object.assign(new Error(''), { code: 4403, reason });
    },
  });
  return {
    server,
    notes,
    opens,
    page: `http://127.0.0.1:${server.port}/`,
    document: (name: string) => server.hocuspocus.documents.get(name),
  };
}

/** Hocuspocus prints every refusal. */
beforeEach(() => void vi.spyOn(console, 'error').mockImplementation(() => undefined));

const cleanUp: (() => Promise<unknown> | void)[] = [];
afterEach(async () => {
  for (const clean of cleanUp.splice(0).toReversed()) await clean();
  vi.restoreAllMocks();
});

function watch(page: string, token: string) {
  const regions = new Map<string, Region>();
  const readies: string[] = [];
  const logged: string[] = [];
  const lights: Light[] = [];
  let others: OthersPresence = new Map();
  let connection: NetConnection = { state: 'connecting', unsaved: 0, regions: 0 };
  const net: BoardNet = openBoardNet({
    page,
    atlasEpoch: 1,
    token: async () => token,
    forgetPass: () => undefined,
    copies: null,
    onRegion: (plot, region) => {
      readies.push(plotKey(plot));
      regions.set(plotKey(plot), region);
    },
    onRegionClosed: (key) => void regions.delete(key),
    onClaim: () => undefined,
    onPresence: (_, next) => void (others = next),
    onLight: (light) => void lights.push(light),
    onCounted: () => undefined,
    onConnection: (next) => void (connection = next),
    onRefused: () => undefined,
    log: (_, code) => logged.push(code),
  });
  cleanUp.push(() => net.destroy());
  net.setView({ x: 7000, y: -200, width: 4000, height: 400 });
  return { net, regions, readies, logged, lights, others: () => others, connection: () => connection };
}

const soon = { timeout: 5000, interval: 10 };

async function setUp() {
  const refuse: { reason: string | null } = { reason: null };
  const started = await startServer(refuse);
  cleanUp.push(() => started.server.destroy());
  return { ...started, refuse };
}

test('streams the claimed regions of a view, and writes a move once', async () => {
  const { page, notes, opens, document } = await setUp();
  const mine = watch(page, 'ada');
  const other = watch(page, '');
  await vi.waitFor(() => expect([...mine.regions.keys()].toSorted()).toEqual(['2,0', '3,0']), soon);
  await vi.waitFor(() => expect(mine.connection()).toEqual({ state: 'live', unsaved: 0, regions: 2 }), soon);
  expect(opens.filter((name) => name.startsWith('region/')).length).toBeLessThanOrEqual(4);
  const note = notes['2,0'];
  expect(mine.net.edit('2,0', [{ root: 'places', key: note, value: [5, 6, 0, 1] }])).toBe(true);
  expect(mine.net.edit('9,9', [])).toBe(false);
  await vi.waitFor(() => expect(other.regions.get('2,0')?.places.get(note)).toEqual([5, 6, 0, 1]), soon);
  await vi.waitFor(() => expect(mine.connection().unsaved).toBe(0), soon);
  expect(mine.logged).toContain('edit_saved');
  expect(document('region/2,0.1')?.getMap('places').size).toBe(1);
});

test('hears the lights of a region, and nothing else that is no light', async () => {
  const { page, document } = await setUp();
  const mine = watch(page, '');
  await vi.waitFor(() => expect(mine.connection()).toMatchObject({ state: 'live', regions: 2 }), soon);
  const light: Light = { paths: [[newId(), newId()]] };
  const said = ['not json', '{}', JSON.stringify({ paths: [['x', 'y']] }), JSON.stringify({ ...light, more: 1 }), JSON.stringify(light)];
  for (const words of said) document('region/2,0.1')?.broadcastStateless(words);
  await vi.waitFor(() => expect(mine.lights).toHaveLength(1), soon);
  expect(mine.lights).toEqual([light]);
});

test('a refused edit snaps back: a fresh document comes, without it, and later edits pass', async () => {
  const { page, notes, refuse } = await setUp();
  const mine = watch(page, 'ada');
  await vi.waitFor(() => expect(mine.regions.size).toBe(2), soon);
  await vi.waitFor(() => expect(mine.connection().state).toBe('live'), soon);
  const note = notes['2,0'];
  const before = mine.regions.get('2,0');
  refuse.reason = 'edit_refused';
  mine.net.edit('2,0', [{ root: 'places', key: note, value: [999, 0, 0, 1] }]);
  await vi.waitFor(() => expect(mine.regions.get('2,0')).not.toBe(before), soon);
  expect(mine.logged).toContain('edit_refused');
  expect(mine.regions.get('2,0')?.places.get(note)).toBeUndefined();
  expect(mine.regions.get('2,0')?.notes.has(note)).toBe(true);
  await vi.waitFor(() => expect(mine.connection().unsaved).toBe(0), soon);
  mine.net.edit('2,0', [{ root: 'places', key: note, value: [1, 2, 0, 1] }]);
  await vi.waitFor(() => expect(mine.connection().unsaved).toBe(0), soon);
  await vi.waitFor(() => expect(mine.logged.filter((code) => code === 'edit_saved')).toHaveLength(1), soon);
});

test('an edit that was not at fault is sent again', async () => {
  const { page, notes, refuse, document } = await setUp();
  const mine = watch(page, 'ada');
  await vi.waitFor(() => expect(mine.regions.size).toBe(2), soon);
  await vi.waitFor(() => expect(mine.connection().state).toBe('live'), soon);
  refuse.reason = 'edit_incomplete';
  mine.net.edit('3,0', [{ root: 'places', key: notes['3,0'], value: [7, 7, 0, 1] }]);
  await vi.waitFor(() => expect(mine.logged).toContain('edit_incomplete'), soon);
  await vi.waitFor(() => expect(document('region/3,0.1')?.getMap('places').get(notes['3,0'])).toEqual([7, 7, 0, 1]), soon);
  await vi.waitFor(() => expect(mine.connection().unsaved).toBe(0), soon);
});

test('a member’s cursor is seen by others and goes when it leaves; a watcher shows nothing', async () => {
  const { page } = await setUp();
  const [ada, watcher] = [watch(page, 'ada'), watch(page, '')];
  await vi.waitFor(() => expect(ada.regions.size + watcher.regions.size).toBe(4), soon);
  const who = { id: newId(), name: 'Ada', colour: 1 };
  ada.net.setPresence({ who, cursor: { x: 7200, y: 10 }, middle: null, drag: null, laser: [], wave: null, meetings: new Map() });
  await vi.waitFor(() => expect([...watcher.others().values()]).toEqual([{ who, cursor: [0, 10] }]), soon);
  ada.net.setPresence(null);
  await vi.waitFor(() => expect([...watcher.others().values()].filter((one) => one.cursor)).toEqual([]), soon);
});

test('edits made while the server is away are counted, and sent when it is back', async () => {
  const { page, notes, server, document } = await setUp();
  const mine = watch(page, 'ada');
  await vi.waitFor(() => expect(mine.regions.size).toBe(2), soon);
  await vi.waitFor(() => expect(mine.connection().state).toBe('live'), soon);
  server.hocuspocus.closeConnections();
  mine.net.edit('2,0', [{ root: 'places', key: notes['2,0'], value: [3, 3, 0, 1] }]);
  await vi.waitFor(() => expect(document('region/2,0.1')?.getMap('places').get(notes['2,0'])).toEqual([3, 3, 0, 1]), soon);
  await vi.waitFor(() => expect(mine.connection()).toMatchObject({ state: 'live', unsaved: 0 }), soon);
});

/** A browser that keeps nothing, and one whose copy is read before the new sockets are up. */
const nothing = (): void => undefined;
const COPIES: readonly [string, LocalCopies | null][] = [
  ['no local copy', null],
  [
    'a local copy',
    {
      open: () => ({
        loaded: Promise.resolve({ content: [], batches: [] }),
        adopt: async () => [],
        heard: nothing,
        keep: nothing,
        drop: nothing,
        settle: nothing,
        rewrite: nothing,
        close: nothing,
        erase: nothing,
      }),
      unsent: async () => [],
      onTrouble: nothing,
    },
  ],
];

test.each(COPIES)('signing in reopens the documents with a pass and keeps what is shown, with %s', async (_, copies) => {
  const { page, notes } = await setUp();
  let token = '';
  const readies: string[] = [];
  let region: Region | undefined;
  const net = openBoardNet({
    page,
    atlasEpoch: 1,
    token: async () => token,
    forgetPass: () => undefined,
    copies,
    onRegion: (plot, next) => {
      readies.push(plotKey(plot));
      if (plot.x === 2) region = next;
    },
    onRegionClosed: () => undefined,
    onClaim: () => undefined,
    onPresence: () => undefined,
    onLight: () => undefined,
    onCounted: () => undefined,
    onConnection: (next) => void (connection = next),
    onRefused: () => undefined,
    log: () => undefined,
  });
  let connection: NetConnection = { state: 'connecting', unsaved: 0, regions: 0 };
  cleanUp.push(() => net.destroy());
  net.setView({ x: 7000, y: -200, width: 4000, height: 400 });
  await vi.waitFor(() => expect(readies).toHaveLength(2), soon);
  token = 'ada';
  net.setSession({ id: newId() });
  await vi.waitFor(() => expect(connection).toMatchObject({ state: 'live', regions: 2 }), soon);
  net.edit('2,0', [{ root: 'places', key: notes['2,0'], value: [8, 8, 0, 1] }]);
  await vi.waitFor(() => expect(connection.unsaved).toBe(0), soon);
  expect(region?.places.get(notes['2,0'])).toEqual([8, 8, 0, 1]);
  expect(readies).toHaveLength(2);
});
