import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { Server } from '@hocuspocus/server';
import { newId } from '@oto/schema/base/id';
import type { NoteRecord } from '@oto/schema/board/record';
import { regionOf } from '@oto/schema/board/roots';
import { afterEach, beforeEach, expect, test } from 'vitest';
import * as Y from 'yjs';
import { workerApi } from '../api/client.ts';
import { API_TOKEN, apiStandIn } from '../api/testing/api-stand-in.ts';
import { claim } from '../api/testing/claim.ts';
import { registryOf } from '../engine/registry.ts';
import { scripted } from '../engine/testing/scripted.ts';
import { runJob } from '../job/run.ts';
import { silentLog } from '../log.ts';
import { roomOf } from '../queue/room.ts';
import { tileUrl, type BoardPlace } from './connection.ts';
import { joinAsGhost } from './ghost.ts';
import { pinNote } from './pin.ts';

const DOCUMENT = 'region/0,0.1';
let server: Server;
let place: BoardPlace;
let tokens: string[];
let paths: string[];
let seen: object[];
let refuseWrites: boolean;
let refuseEdits: boolean;

beforeEach(async () => {
  tokens = [];
  paths = [];
  seen = [];
  refuseWrites = false;
  refuseEdits = false;
  server = new Server({
    port: 0,
    address: '127.0.0.1',
    quiet: true,
    stopOnSignals: false,
    onAuthenticate: async ({ token, request }) => {
      tokens.push(token);
      paths.push(new URL(request.url).pathname);
      if (token === 'bad') throw new Error('forbidden');
    },
    beforeSync: async ({ type }) => {
      // 2 is an update; reading a document is none.
      if (refuseEdits && type === 2) throw new Error('already pinned');
    },
    beforeHandleMessage: async () => {
      if (refuseWrites) throw new Error('refused');
    },
    onAwarenessUpdate: async ({ states }) => {
      for (const state of states) if ('work' in state) seen.push(state['work']);
    },
  });
  await server.listen();
  place = { collabUrl: server.webSocketURL.replace('0.0.0.0', '127.0.0.1'), tile: '0,0', document: DOCUMENT };
});

afterEach(async () => {
  await server.destroy();
});

function record(): NoteRecord {
  return { k: 'text', s: [10, -20, 5], o: newId() };
}

function notesThere(): Map<string, NoteRecord> {
  const document = server.hocuspocus.documents.get(DOCUMENT);
  return new Map(document ? regionOf(document).notes.entries() : []);
}

test('the address names the tile', () => {
  expect(tileUrl({ collabUrl: 'ws://h:1/', tile: '-3,4', document: DOCUMENT })).toBe('ws://h:1/collab/t/-3,4');
});

test('a finished note is pinned, acknowledged, and pinned again changes nothing', async () => {
  await using watcher = await openRegion();
  const pin = { document: DOCUMENT, tile: '0,0', pass: 'good', note: newId(), record: record() };
  expect(await pinNote(place, pin)).toEqual({ ok: true, value: 'pinned' });
  expect(notesThere().get(pin.note)).toEqual(pin.record);
  expect(paths).toContain('/collab/t/0,0');
  expect(await pinNote(place, pin)).toEqual({ ok: true, value: 'present' });
  expect(watcher.size()).toBe(1);
});

test('a ghost already there is replaced by the record', async () => {
  await using _watcher = await openRegion();
  const note = newId();
  const pin = (one: NoteRecord): Parameters<typeof pinNote>[1] => ({ document: DOCUMENT, tile: '0,0', pass: 'good', note, record: one });
  await pinNote(place, pin({ ...record(), j: newId() }));
  const last = record();
  expect(await pinNote(place, pin(last))).toEqual({ ok: true, value: 'pinned' });
  expect(notesThere().get(note)).toEqual(last);
});

test('a bad pass is refused, a refused write and an absent board end within the bound', async () => {
  const pin = { document: DOCUMENT, tile: '0,0', pass: 'bad', note: newId(), record: record() };
  expect(await pinNote(place, pin)).toMatchObject({ ok: false, code: 'refused' });
  refuseWrites = true;
  expect(await pinNote(place, { ...pin, pass: 'good' }, 400)).toMatchObject({ ok: false });
  expect(await pinNote({ ...place, collabUrl: 'ws://127.0.0.1:9' }, { ...pin, pass: 'good' }, 400)).toMatchObject({
    ok: false,
    code: 'late',
  });
});

test('whoever leaves while a board takes the connection and says nothing leaves in peace', async () => {
  const silent = createServer();
  const ended: unknown[] = [];
  const note = (error: unknown) => ended.push(error);
  process.on('uncaughtException', note);
  try {
    await once(silent.listen(0, '127.0.0.1'), 'listening');
    const collabUrl = `ws://127.0.0.1:${(silent.address() as AddressInfo).port}`;
    const reached = once(silent, 'connection');
    const ghost = joinAsGhost({ ...place, collabUrl }, 'good', async () => null, silentLog);
    const [socket] = await reached;
    ghost.leave();
    await once(socket, 'close');
    const pin = { document: DOCUMENT, tile: '0,0', pass: 'good', note: newId(), record: record() };
    expect(await pinNote({ ...place, collabUrl }, pin, 100)).toMatchObject({ ok: false, code: 'late' });
    await new Promise(setImmediate);
    expect(ended).toEqual([]);
  } finally {
    process.off('uncaughtException', note);
    silent.close();
  }
});

test('a write that the outbox forestalled is refused, and said to be so', async () => {
  refuseEdits = true;
  const pin = { document: DOCUMENT, tile: '0,0', pass: 'good', note: newId(), record: record() };
  expect(await pinNote(place, pin)).toMatchObject({ ok: false, code: 'beaten' });
});

test('presence shows the work, at most five times a second, and leaves with the worker', async () => {
  await using watcher = await openRegion();
  const ghost = joinAsGhost(place, 'good', async () => null, silentLog);
  const [note, job] = [newId(), newId()];
  for (let pct = 0; pct <= 100; pct++) ghost.show({ note, job, phase: 'painting', pct, n: 0 });
  await expect.poll(() => seen.at(-1), { timeout: 10_000 }).toMatchObject({ note, job, phase: 'painting', pct: 100 });
  expect(new Set(seen.map((work) => JSON.stringify(work))).size).toBeLessThanOrEqual(2);
  await expect.poll(() => watcher.works(), { timeout: 10_000 }).toBe(1);
  ghost.show({ note, job, phase: 'x'.repeat(300), pct: 5, n: 0 });
  ghost.leave();
  await expect.poll(() => watcher.works()).toBe(0);
  expect(seen.every((work) => JSON.stringify(work).length < 300)).toBe(true);
});

test('a ghost that is not let in comes again, with a fresh pass, and shows what it has to show', async () => {
  await using watcher = await openRegion();
  const [note, job] = [newId(), newId()];
  const passes: (string | null)[] = ['bad', null, 'good'];
  const ghost = joinAsGhost(place, 'bad', async () => passes.shift() ?? null, silentLog, 5);
  ghost.show({ note, job, phase: 'painting', pct: 40, n: 0 });
  await expect.poll(() => watcher.works(), { timeout: 10_000 }).toBe(1);
  expect(tokens).toEqual(['bad', 'bad', 'good']);
  expect(passes).toEqual([]);
  // The server closes this document alone, as when a replica cannot be sure of its journal.
  server.hocuspocus.closeConnections(DOCUMENT);
  passes.push('good');
  await expect.poll(() => tokens.length).toBe(4);
  await expect.poll(() => watcher.works(), { timeout: 10_000 }).toBe(1);
  ghost.leave();
  await expect.poll(() => watcher.works()).toBe(0);
});

test('a whole job lives on the board: ghost, progress, pinned note', async () => {
  await using watcher = await openRegion();
  await using api = await apiStandIn();
  const job = claim({ ghost: { document: DOCUMENT, tile: '0,0', pass: 'ghost-pass', reveals: true } });
  const pinned = record();
  api.state.pin = { document: DOCUMENT, tile: '0,0', pass: 'pin-pass', note: job.creation, record: pinned };
  const engine = scripted(async function* () {
    yield { type: 'delta', text: 'La mer' };
    yield { type: 'progress', value: 1, max: 2, stage: 'writing' };
    await expect.poll(() => seen.at(-1), { timeout: 5000 }).toMatchObject({ text: 'La mer', phase: 'writing', pct: 50 });
    yield { type: 'usage', tokens: 1 };
    yield { type: 'done' };
  });
  const outcome = await runJob(job, {
    api: workerApi({ url: api.url, token: API_TOKEN, worker: 'worker-test' }),
    engines: registryOf([engine]),
    room: roomOf(registryOf([engine]), new Map()),
    collabUrl: place.collabUrl,
    log: silentLog,
    drain: new AbortController().signal,
  });
  expect(outcome).toBe('finished');
  expect(tokens).toEqual(expect.arrayContaining(['ghost-pass', 'pin-pass']));
  expect(seen.at(-1)).toMatchObject({ note: job.creation, job: job.job });
  expect(notesThere().get(job.creation)).toEqual(pinned);
  await expect.poll(() => watcher.works()).toBe(0);
});

test('a refused pin does not fail the job', async () => {
  await using api = await apiStandIn();
  const job = claim();
  api.state.pin = { document: DOCUMENT, tile: '0,0', pass: 'bad', note: job.creation, record: record() };
  const engine = scripted(async function* () {
    yield { type: 'delta', text: 'x' };
    yield { type: 'usage', tokens: 1 };
    yield { type: 'done' };
  });
  expect(
    await runJob(job, {
      api: workerApi({ url: api.url, token: API_TOKEN, worker: 'worker-test' }),
      engines: registryOf([engine]),
      room: roomOf(registryOf([engine]), new Map()),
      collabUrl: place.collabUrl,
      log: silentLog,
      drain: new AbortController().signal,
    }),
  ).toBe('finished');
  expect(api.state.fails).toEqual([]);
});

/** Keeps the document in memory on the server and counts what a watcher sees. */
async function openRegion(): Promise<{ size(): number; works(): number; [Symbol.asyncDispose](): Promise<void> }> {
  const connection = await server.hocuspocus.openDirectConnection(DOCUMENT, {});
  const document = connection.document;
  if (!(document instanceof Y.Doc)) throw new Error('no document');
  return {
    size: () => regionOf(document).notes.size,
    works: () => [...document.awareness.getStates().values()].filter((state) => 'work' in state).length,
    [Symbol.asyncDispose]: () => connection.disconnect(),
  };
}
