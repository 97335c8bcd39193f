import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { WebSocket } from 'ws';
import { newId, type Id } from '@oto/schema/base/id';
import { regionOf } from '@oto/schema/board/roots';
import { placesOf, PLOT, when, world, type World } from './testing/world.ts';

vi.spyOn(console, 'error').mockImplementation(() => undefined);
let it_: World;
let ana: Id;
const note = newId();

beforeEach(async () => {
  it_ = await world();
  ana = await it_.member();
  await it_.claim(ana, PLOT, 'open', [note]);
});
afterEach(async () => {
  await it_[Symbol.asyncDispose]();
});

/** The server as it runs in production: a process of its own. */
async function start() {
  const child = spawn(process.execPath, [new URL('main.ts', import.meta.url).pathname], {
    env: { ...process.env, DATABASE_URL: it_.databaseUrl, API_URL: it_.apiUrl, PORT: '0', REPLICA_NAME: 'p', LOG_LEVEL: 'info' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  for await (const line of createInterface({ input: child.stdout })) {
    const entry: { msg?: string; port?: number } = JSON.parse(line);
    if (entry.msg === 'listening' && entry.port !== undefined) return { child, port: entry.port };
  }
  throw new Error('the server did not start');
}

/** A TCP relay before PostgreSQL that can go away. */
async function relay(target: string) {
  const url = new URL(target);
  const port = Number(url.port);
  const pairs = new Set<Socket>();
  let isUp = true;
  const server = createServer((near) => {
    if (!isUp) return void near.destroy();
    const far = connect(port, url.hostname);
    for (const socket of [near, far]) {
      pairs.add(socket);
      socket.on('error', () => socket.destroy());
      socket.on('close', () => {
        pairs.delete(socket);
        near.destroy();
        far.destroy();
      });
    }
    near.pipe(far).pipe(near);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  url.port = String(address !== null && typeof address === 'object' ? address.port : 0);
  return {
    url: url.href,
    set(up: boolean) {
      isUp = up;
      if (!up) for (const socket of pairs) socket.destroy();
    },
    close: () => void server.close(),
  };
}

describe('the process', () => {
  it('loses no acknowledged edit to SIGKILL, and leaves on SIGTERM', async () => {
    const first = await start();
    const mover = it_.guest(first, { token: await it_.pass(ana) });
    await when(mover.doc, () => regionOf(mover.doc).notes.has(note));
    for (let i = 1; i <= 20; i++) {
      regionOf(mover.doc).places.set(note, [i, 0, 0, 0]);
      await mover.acked();
    }
    first.child.kill('SIGKILL');
    await once(first.child, 'exit');
    mover.leave();

    const second = await start();
    const reader = it_.guest(second);
    await reader.synced();
    expect(placesOf(reader.doc)).toEqual({ [note]: [20, 0, 0, 0] });
    const since = performance.now();
    second.child.kill('SIGTERM');
    const [code] = await once(second.child, 'exit');
    expect(code).toBe(0);
    expect(performance.now() - since).toBeLessThan(6_000);
    const leases = await it_.pool.query('select 1 from collab.lease where expires_at > clock_timestamp()');
    expect(leases.rowCount).toBe(0);
  });

  it('outlives its database', async () => {
    const gate = await relay(it_.databaseUrl);
    const server = await it_.serve('a', gate.url);
    await server.deliver();
    const mover = it_.guest(server, { token: await it_.pass(ana) });
    await mover.synced();
    gate.set(false);
    regionOf(mover.doc).places.set(note, [1, 1, 1, 1]);
    expect(await mover.ended()).toBe('unavailable');
    expect((await fetch(`http://127.0.0.1:${server.port}/healthz`)).status).toBe(503);
    expect(await it_.guest(server).ended()).toBe('unavailable');
    gate.set(true);
    await vi.waitUntil(async () => (await fetch(`http://127.0.0.1:${server.port}/healthz`)).status === 200, { timeout: 10_000 });
    const again = it_.guest(server, { token: await it_.pass(ana), doc: mover.doc });
    await again.synced();
    await again.acked();
    const reader = it_.guest(server);
    await reader.synced();
    expect(placesOf(reader.doc)).toEqual({ [note]: [1, 1, 1, 1] });
    gate.close();
  });
});

describe('the gate', () => {
  const open = (port: number, path = '/collab/t/0,0', address?: string) =>
    new WebSocket(`ws://127.0.0.1:${port}${path}`, address === undefined ? {} : { headers: { 'x-forwarded-for': address } });
  const status = (socket: WebSocket) =>
    new Promise<number>((resolve) => {
      socket.on('open', () => resolve(101));
      socket.on('unexpected-response', (_, response) => resolve(response.statusCode ?? 0));
      socket.on('error', () => undefined);
    });
  const closed = async (socket: WebSocket) => {
    const [code, reason] = await once(socket, 'close');
    return [code, String(reason)];
  };

  it('answers only its own paths and a bounded number of sockets an address', async () => {
    const { port } = await it_.serve();
    expect(await status(open(port, '/collab/t/x,y'))).toBe(404);
    expect(await status(open(port, '/'))).toBe(404);
    const twenty = Array.from({ length: 20 }, () => open(port, undefined, '203.0.113.5'));
    expect(await Promise.all(twenty.map(status))).toEqual(twenty.map(() => 101));
    expect(await status(open(port, undefined, '203.0.113.5'))).toBe(429);
    expect(await status(open(port, undefined, '203.0.113.6'))).toBe(101);
    const [one] = twenty;
    if (one) {
      one.close();
      await once(one, 'close');
    }
    await vi.waitUntil(async () => (await status(open(port, undefined, '203.0.113.5'))) === 101, { timeout: 2_000 });
  });

  it('closes a socket that sends rubbish, too much or too fast', async () => {
    const { port } = await it_.serve();
    const send = async (frames: readonly (Uint8Array | string)[]) => {
      const socket = open(port);
      await once(socket, 'open');
      for (const frame of frames) socket.send(frame);
      return closed(socket);
    };
    expect(await send([Uint8Array.of(255)])).toEqual([4400, 'edit_malformed']);
    expect(await send(['text'])).toEqual([4400, 'edit_malformed']);
    expect((await send([new Uint8Array(1024 * 1024 + 1)]))[0]).toBe(1009);
    const query = Uint8Array.of(1, 97, 3);
    expect(await send(Array.from({ length: 1_500 }, () => query))).toEqual([4429, 'too_many_requests']);
  });

  it('asks for a new pass in time, and takes it without a break', async () => {
    const server = await it_.serve();
    await server.deliver();
    const tokens = [await it_.pass(ana, 20), await it_.pass(ana, 300)];
    const asked: string[] = [];
    const mover = it_.guest(server, {
      token: () => {
        const token = tokens[Math.min(asked.length, 1)] ?? '';
        asked.push(token);
        return token;
      },
    });
    await mover.synced();
    server.renewPasses();
    await vi.waitUntil(() => asked.length === 2, { timeout: 2_000 });
    regionOf(mover.doc).places.set(note, [3, 3, 3, 3]);
    await mover.acked();
    server.renewPasses();
    regionOf(mover.doc).places.set(note, [4, 4, 4, 4]);
    await mover.acked();
    expect(asked.length).toBe(2);
    expect(mover.ends).toEqual([]);
  });
});
