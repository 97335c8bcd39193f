import fc from 'fast-check';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { BUFFERED_MAX, Outlets } from './outlet.ts';

function fake(readyState: 1 | 2 = 1, extensions = '') {
  const did: string[] = [];
  const wire = {
    writable: true,
    writableLength: 0,
    write(frame: Uint8Array) {
      this.writableLength += frame.byteLength;
      did.push('write');
      return true;
    },
  };
  const socket = {
    readyState,
    OPEN: 1 as const,
    extensions,
    get bufferedAmount() {
      return wire.writableLength;
    },
    send(data: Uint8Array) {
      wire.writableLength += data.byteLength;
      did.push('send');
    },
    close: () => void did.push('close'),
    terminate: () => void did.push('terminate'),
  };
  return { did, socket, wire };
}

const quiet = () => new Outlets(() => undefined);
const megabyte = () => new Uint8Array(1024 * 1024);

describe('an outlet', () => {
  it('cuts a reader before more than the limit piles up', () => {
    const { did, socket, wire } = fake();
    const cuts: number[] = [];
    const outlets = new Outlets((buffered) => cuts.push(buffered));
    const outlet = outlets.of(socket, wire);
    for (let i = 0; i < 4; i++) outlet.send(megabyte());
    expect(did).toEqual(['send', 'send', 'send', 'send']);
    outlet.send(new Uint8Array(1));
    expect(did.at(-1)).toBe('terminate');
    expect(cuts).toEqual([BUFFERED_MAX]);
    expect(outlets.figures).toEqual({ cut: 1, bufferedMax: BUFFERED_MAX });
  });

  it('lets one message through whatever its size', () => {
    const { did, socket, wire } = fake();
    quiet()
      .of(socket, wire)
      .send(new Uint8Array(BUFFERED_MAX + 1));
    expect(did).toEqual(['send']);
  });

  it('sends nothing into a closing socket', () => {
    const { did, socket, wire } = fake(2);
    quiet().of(socket, wire).send(new Uint8Array(1));
    expect(did).toEqual([]);
  });

  it('shares a frame among the sockets of one run alone', async () => {
    const outlets = quiet();
    const readers = [fake(), fake(), fake()];
    const broadcast = (payload: Uint8Array) => {
      for (const { socket, wire } of readers) outlets.of(socket, wire).send(payload);
    };
    const payload = Uint8Array.of(1, 2, 3);
    broadcast(payload);
    await Promise.resolve();
    broadcast(payload);
    expect(readers.map(({ did }) => did)).toEqual([
      ['send', 'send'],
      ['write', 'write'],
      ['write', 'write'],
    ]);
  });

  it('leaves to the library what is unusual', () => {
    const outlets = quiet();
    const first = fake();
    const deflating = fake(1, 'permessage-deflate');
    const ended = fake();
    ended.wire.writable = false;
    const payload = Uint8Array.of(1);
    for (const { socket, wire } of [first, deflating, ended]) outlets.of(socket, wire).send(payload);
    expect([first, deflating, ended].map(({ did }) => did)).toEqual([['send'], ['send'], ['send']]);
  });
});

/** Clients of one WebSocket server, with the outlet and the server's end of each. */
async function connected(count: number, perMessageDeflate = false) {
  const http = createServer();
  const sockets = new WebSocketServer({ noServer: true, perMessageDeflate });
  const outlets = quiet();
  const ends: { near: WebSocket; outlet: ReturnType<Outlets['of']> }[] = [];
  http.on('upgrade', (request, stream, head) =>
    sockets.handleUpgrade(request, stream, head, (near) => ends.push({ near, outlet: outlets.of(near, request.socket) })),
  );
  http.listen(0, '127.0.0.1');
  await once(http, 'listening');
  const { port } = http.address() as AddressInfo;
  const heard: { data: string[]; pongs: number }[] = [];
  const clients: WebSocket[] = [];
  for (let i = 0; i < count; i++) {
    const client = new WebSocket(`ws://127.0.0.1:${port}`, { perMessageDeflate });
    const log = { data: [] as string[], pongs: 0 };
    client.on('message', (data: Buffer) => log.data.push(data.toString('base64')));
    client.on('ping', () => log.pongs++);
    await once(client, 'open');
    clients.push(client);
    heard.push(log);
  }
  return {
    ends,
    heard,
    clients,
    [Symbol.dispose]() {
      for (const client of clients) client.terminate();
      http.close();
      http.closeAllConnections();
    },
  };
}

describe('over real sockets', () => {
  const filled = (size: number) => Uint8Array.from({ length: size }, (_, i) => (i * 31 + size) % 256);

  it.each([false, true])('delivers every length whole and in order, between pings and a close (deflate: %s)', async (deflate) => {
    using world = await connected(3, deflate);
    const sizes = [0, 1, 125, 126, 127, 65_535, 65_536, 300_000];
    for (const size of sizes) {
      const payload = filled(size);
      for (const { near, outlet } of world.ends) {
        near.ping();
        outlet.send(payload);
        near.send(Uint8Array.of(9));
        outlet.send(payload);
      }
    }
    const closes = world.clients.map((client) => once(client, 'close'));
    for (const { outlet } of world.ends) outlet.close(4408, 'slow');
    for (const [code, reason] of await Promise.all(closes)) expect([code, String(reason)]).toEqual([4408, 'slow']);
    const expected = sizes
      .flatMap((size) => [filled(size), Uint8Array.of(9), filled(size)])
      .map((data) => Buffer.from(data).toString('base64'));
    for (const log of world.heard) {
      expect(log.data).toEqual(expected);
      expect(log.pongs).toBe(sizes.length);
    }
  });

  it('holds for any run of broadcasts, single messages and pings', async () => {
    const step = fc.oneof(
      fc.record({ kind: fc.constant('all' as const), size: fc.integer({ min: 0, max: 70_000 }) }),
      fc.record({ kind: fc.constant('one' as const), size: fc.integer({ min: 0, max: 300 }), who: fc.nat(2) }),
      fc.record({ kind: fc.constant('ping' as const), size: fc.integer({ min: 0, max: 125 }), who: fc.nat(2) }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 30 }), async (steps) => {
        using world = await connected(3);
        const expected: string[][] = [[], [], []];
        for (const { kind, size, ...rest } of steps) {
          const payload = filled(size);
          const who = 'who' in rest ? [rest.who] : [0, 1, 2];
          for (const index of who) {
            if (kind === 'ping') world.ends[index]?.near.ping(payload);
            else {
              world.ends[index]?.outlet.send(payload);
              expected[index]?.push(Buffer.from(payload).toString('base64'));
            }
          }
        }
        const closes = world.clients.map((client) => once(client, 'close'));
        for (const { near } of world.ends) near.close();
        await Promise.all(closes);
        expect(world.heard.map(({ data }) => data)).toEqual(expected);
      }),
      { seed: 20, numRuns: 40 },
    );
  });
});
