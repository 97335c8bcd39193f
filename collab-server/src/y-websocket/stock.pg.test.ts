import { once } from 'node:events';
import { Writable } from 'node:stream';
import pino from 'pino';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { WebSocket } from 'ws';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import { newId, type Id } from '@oto/schema/base/id';
import { regionName } from '@oto/schema/board/document-name';
import { regionOf } from '@oto/schema/board/roots';
import { tileOf } from '@oto/schema/geometry/lattice';
import type { CollabServer } from '../server.ts';
import { LIMITS } from '../socket/limits.ts';
import { placesOf, PLOT, record, REGION, when, world, type World } from '../testing/world.ts';

vi.spyOn(console, 'error').mockImplementation(() => undefined);
const warned = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
let it_: World;
let server: CollabServer;
let ana: Id;
let ben: Id;
const note = newId();
const providers: WebsocketProvider[] = [];

beforeEach(async () => {
  it_ = await world();
  ana = await it_.member();
  ben = await it_.member();
  await it_.claim(ana, PLOT, 'open', [note]);
  server = await it_.serve();
  await server.deliver();
});
afterEach(async () => {
  for (const provider of providers.splice(0)) provider.destroy();
  await it_[Symbol.asyncDispose]();
});

type Options = { readonly token?: string; readonly document?: string; readonly doc?: Y.Doc };

/** The provider of package y-websocket as anyone would use it. */
function stock({ port }: Pick<CollabServer, 'port'>, { token, document = REGION, doc = new Y.Doc() }: Options = {}) {
  const tile = tileOf(PLOT);
  const received: Uint8Array[] = [];
  class Recorded extends WebSocket {
    constructor(address: string | URL, protocols?: string | string[]) {
      super(address, protocols);
      this.on('message', (data) => data instanceof ArrayBuffer && received.push(new Uint8Array(data)));
    }
  }
  const provider = new WebsocketProvider(`ws://127.0.0.1:${port}/y/${tile.x},${tile.y}`, document, doc, {
    WebSocketPolyfill: Recorded as unknown as typeof globalThis.WebSocket,
    disableBc: true,
    maxBackoffTime: 50,
    params: token === undefined ? {} : { token },
  });
  providers.push(provider);
  const synced = async () => {
    while (!provider.synced) await new Promise<void>((resolve) => provider.once('sync', () => resolve()));
  };
  /** Code and reason of the close that ends the connection for good. */
  const closed = new Promise<{ code: number; reason: string }>((resolve) => provider.once('closed', resolve));
  const state = (of: number) =>
    vi.waitUntil(() => provider.awareness.getStates().get(of), { timeout: 5_000, interval: 10 }) as Promise<unknown>;
  const gone = (of: number) => vi.waitUntil(() => !provider.awareness.getStates().has(of), { timeout: 5_000, interval: 10 });
  return { provider, doc, received, synced, closed, state, gone };
}

async function rows(): Promise<number> {
  return (await it_.pool.query('select 1 from collab.journal')).rowCount ?? 0;
}

describe('the stock y-websocket provider', () => {
  it('writes and reads beside the Hocuspocus provider', async () => {
    const mine = stock(server, { token: await it_.pass(ben) });
    const theirs = it_.guest(server, { token: await it_.pass(ana) });
    await mine.synced();
    await theirs.synced();
    expect(regionOf(mine.doc).notes.get(note)).toEqual(record(ana));
    regionOf(mine.doc).places.set(note, [1, 2, 3, 4]);
    await when(theirs.doc, () => regionOf(theirs.doc).places.has(note));
    regionOf(theirs.doc).places.set(note, [5, 6, 7, 8]);
    await when(mine.doc, () => regionOf(mine.doc).places.get(note)?.[0] === 5);
    expect(placesOf(mine.doc)).toEqual(placesOf(theirs.doc));
    expect((await it_.pool.query('select 1 from collab.journal where actor = $1', [`member:${ben}`])).rowCount).toBe(1);
  });

  it('is not sent its own edits', async () => {
    const mine = stock(server, { token: await it_.pass(ben) });
    const theirs = it_.guest(server);
    await mine.synced();
    await theirs.synced();
    const before = mine.received.length;
    regionOf(mine.doc).places.set(note, [1, 2, 3, 4]);
    await when(theirs.doc, () => regionOf(theirs.doc).places.has(note));
    await it_.fact({ type: 'note', plot: PLOT, note, record: record(ana, { c: 3 }) });
    await server.deliver();
    await when(mine.doc, () => regionOf(mine.doc).notes.get(note)?.c === 3);
    expect(mine.received.slice(before).filter((message) => message[0] === 0)).toHaveLength(1);
  });

  it('shows presence both ways, its own only, and takes it back on leaving', async () => {
    const mine = stock(server, { token: await it_.pass(ben) });
    const theirs = it_.guest(server, { token: await it_.pass(ana) });
    const watcher = stock(server);
    await mine.synced();
    await theirs.synced();
    await watcher.synced();
    mine.provider.awareness.setLocalState({ who: { id: ben, name: 'Ben', colour: 1 }, cursor: [1, 2] });
    theirs.provider.awareness?.setLocalState({ who: { id: ana, name: 'Ana', colour: 2 }, cursor: [3, 4] });
    watcher.provider.awareness.setLocalState({ cursor: [9, 9] });
    expect(await watcher.state(mine.doc.clientID)).toMatchObject({ cursor: [1, 2] });
    expect(await mine.state(theirs.doc.clientID)).toMatchObject({ cursor: [3, 4] });
    await vi.waitUntil(() => theirs.provider.awareness?.getStates().has(mine.doc.clientID), { timeout: 5_000 });
    mine.provider.awareness.setLocalState({ who: { id: ana, name: 'Not Ben', colour: 1 }, cursor: [7, 7] });
    theirs.provider.awareness?.setLocalStateField('cursor', [5, 6]);
    await vi.waitUntil(() => watcher.provider.awareness.getStates().get(theirs.doc.clientID)?.cursor?.[0] === 5, { timeout: 5_000 });
    expect(watcher.provider.awareness.getStates().get(mine.doc.clientID)).toMatchObject({ cursor: [1, 2] });
    expect(theirs.provider.awareness?.getStates().has(watcher.doc.clientID)).toBe(false);
    mine.provider.disconnect();
    await watcher.gone(mine.doc.clientID);
    theirs.leave();
    await watcher.gone(theirs.doc.clientID);
  });

  it('only watches without a pass', async () => {
    const watcher = stock(server);
    await watcher.synced();
    const mover = it_.guest(server, { token: await it_.pass(ben) });
    await mover.synced();
    regionOf(mover.doc).places.set(note, [1, 1, 1, 1]);
    await when(watcher.doc, () => regionOf(watcher.doc).places.has(note));
    const before = await rows();
    regionOf(watcher.doc).places.set(note, [2, 2, 2, 2]);
    expect(await watcher.closed).toMatchObject({ code: 4403, reason: 'edit_refused' });
    expect(await rows()).toBe(before);
    expect(placesOf(mover.doc)).toEqual({ [note]: [1, 1, 1, 1] });
  });

  it('is told of a refused edit in its own words, and nobody sees it', async () => {
    const eve = stock(server, { token: await it_.pass(ben) });
    const watcher = stock(server);
    await eve.synced();
    await watcher.synced();
    const before = await rows();
    warned.mockClear();
    regionOf(eve.doc).notes.delete(note);
    expect(await eve.closed).toMatchObject({ code: 4403, reason: 'edit_refused' });
    expect(String(warned.mock.calls[0])).toContain('edit_refused');
    expect(await rows()).toBe(before);
    const later = stock(server);
    await later.synced();
    for (const { doc } of [watcher, later]) expect(regionOf(doc).notes.has(note)).toBe(true);
  });

  it('comes back by itself after the server restarts, with what it did meanwhile', async () => {
    const { port } = server;
    const mine = stock(server, { token: await it_.pass(ben) });
    await mine.synced();
    await server.close();
    regionOf(mine.doc).places.set(note, [4, 4, 4, 4]);
    const again = await it_.serve('a', it_.databaseUrl, { port });
    const reader = it_.guest(again);
    await when(reader.doc, () => regionOf(reader.doc).places.has(note));
    expect(placesOf(reader.doc)).toEqual({ [note]: [4, 4, 4, 4] });
  });

  it('pins with a service pass', async () => {
    const fresh = newId();
    const finished = record(ben, { m: 1 });
    await it_.fact({ type: 'note', plot: PLOT, note: fresh, record: record(ben, { j: newId() }) });
    await server.deliver();
    const reader = it_.guest(server);
    await reader.synced();
    const worker = stock(server, { token: await it_.servicePass(fresh, finished) });
    await worker.synced();
    regionOf(worker.doc).notes.set(fresh, finished);
    await when(reader.doc, () => regionOf(reader.doc).notes.get(fresh)?.m === 1);
    expect(regionOf(reader.doc).notes.get(fresh)).toEqual(finished);
  });

  it('learns why it is not let in', async () => {
    await it_.pool.query('insert into plot (x, y, owner_id, ordinal, policy, epoch) select 4, 3, owner_id, 9999, policy, 2 from plot');
    const cases: readonly [Options, number, string][] = [
      [{ token: 'nonsense' }, 4401, 'bad_credential'],
      [{ token: await it_.pass(ben, -60) }, 4401, 'bad_credential'],
      [{ token: await it_.servicePass(note, null, regionName(PLOT, 9)) }, 4403, 'forbidden'],
      [{ document: regionName({ x: 4, y: 3 }, 1) }, 4409, 'old_epoch'],
      [{ document: regionName({ x: 5, y: 5 }, 1) }, 4404, 'unknown_document'],
      [{ document: regionName({ x: 500, y: 5 }, 1) }, 4404, 'unknown_document'],
      [{ document: 'something/else' }, 4404, 'unknown_document'],
    ];
    for (const [options, code, reason] of cases) expect(await stock(server, options).closed).toMatchObject({ code, reason });
  });

  it('is closed when its pass lapses', async () => {
    const mine = stock(server, { token: await it_.pass(ben, 20) });
    await mine.synced();
    server.renewPasses();
    expect(mine.provider.wsconnected).toBe(true);
    const later = Date.now() + 120_000;
    const clock = vi.spyOn(Date, 'now').mockReturnValue(later);
    server.renewPasses();
    expect(await mine.closed).toMatchObject({ code: 4401, reason: 'bad_credential' });
    clock.mockRestore();
  });

  it('alone keeps a document loaded, and lets it go with the last reader', async () => {
    const [one, two] = [stock(server), stock(server)];
    await one.synced();
    await two.synced();
    one.provider.disconnect();
    await it_.fact({ type: 'note', plot: PLOT, note, record: record(ana, { c: 5 }) });
    await server.deliver();
    await when(two.doc, () => regionOf(two.doc).notes.get(note)?.c === 5);
    expect(server.registry.named(REGION)).toBeDefined();
    two.provider.disconnect();
    await vi.waitUntil(() => server.registry.named(REGION) === undefined, { timeout: 10_000 });
  });
});

describe('the y endpoint', () => {
  const open = async (port: number, token = '') => {
    const tile = tileOf(PLOT);
    const socket = new WebSocket(`ws://127.0.0.1:${port}/y/${tile.x},${tile.y}/${REGION}?token=${token}`);
    await once(socket, 'open');
    return socket;
  };
  const closed = async (socket: WebSocket) => {
    const [code, reason] = await once(socket, 'close');
    return [code, String(reason)];
  };
  const QUERY = Uint8Array.of(3);

  it('closes what is no message of the protocol', async () => {
    const cases: readonly (Uint8Array | string)[] = [
      'text',
      new Uint8Array(),
      Uint8Array.of(2, 0, 1, 97),
      Uint8Array.of(4, 0, 1, 0),
      Uint8Array.of(9),
      Uint8Array.of(0, 3, 1, 0),
      Uint8Array.of(0, 2, 5, 1),
      Uint8Array.of(0),
    ];
    for (const message of cases) {
      const socket = await open(server.port);
      socket.send(message);
      expect(await closed(socket)).toEqual([4400, 'edit_malformed']);
    }
  });

  it('holds to 1 MiB a frame and 100 messages at once', async () => {
    const large = await open(server.port);
    const update = new Uint8Array(LIMITS.frameBytes + 1);
    large.send(update);
    expect((await closed(large))[0]).toBe(1009);
    const fast = await open(server.port);
    for (let i = 0; i < 1_500; i++) fast.send(QUERY);
    expect(await closed(fast)).toEqual([4429, 'too_many_requests']);
  });

  it('counts with the other endpoint to 10 sockets a person', async () => {
    const token = await it_.pass(ben);
    const guests = Array.from({ length: 5 }, () => it_.guest(server, { token }));
    await Promise.all(guests.map((guest) => guest.synced()));
    const rest = Array.from({ length: 5 }, () => stock(server, { token }));
    await Promise.all(rest.map((other) => other.synced()));
    expect(await stock(server, { token }).closed).toMatchObject({ code: 4429, reason: 'too_many_connections' });
    expect(await it_.guest(server, { token }).ended()).toBe('too_many_connections');
    await stock(server, { token: await it_.pass(ana) }).synced();
    rest[0]?.provider.disconnect();
    await vi.waitUntil(
      async () => {
        const again = stock(server, { token });
        return Promise.race([again.synced().then(() => true), again.closed.then(() => false)]);
      },
      { timeout: 5_000 },
    );
  });

  it('never writes a pass to the log', async () => {
    const lines: string[] = [];
    const sink = new Writable({
      write(chunk, _, done) {
        lines.push(String(chunk));
        done();
      },
    });
    const loud = await it_.serve('a', it_.databaseUrl, { log: pino({ level: 'trace' }, sink) });
    const token = await it_.pass(ben);
    const eve = stock(loud, { token });
    await eve.synced();
    regionOf(eve.doc).notes.delete(note);
    await eve.closed;
    await stock(loud, { token: `${token}x` }).closed;
    const bad = await open(loud.port, token);
    bad.send('text');
    await closed(bad);
    expect(lines.join('')).toContain('edit_refused');
    expect(lines.join('')).toContain('bad_credential');
    expect(lines.join('')).not.toContain(token.slice(-20));
  });
});
