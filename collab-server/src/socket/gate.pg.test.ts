import { createEncoder, toUint8Array, writeUint8Array, writeVarString, writeVarUint } from 'lib0/encoding';
import { createDecoder, readVarString, readVarUint } from 'lib0/decoding';
import { MessageType } from '@hocuspocus/server';
import { once } from 'node:events';
import { connect } from 'node:net';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { WebSocket } from 'ws';
import { newId, type Id } from '@oto/schema/base/id';
import { ok } from '@oto/schema/base/result';
import { atlasName } from '@oto/schema/board/document-name';
import { tileOf } from '@oto/schema/geometry/lattice';
import type { ServerOptions } from '../server.ts';
import { PLOT, REGION, world, type World } from '../testing/world.ts';
import { passFrame } from '../y-websocket/message.ts';
import { LIMITS } from './limits.ts';

vi.spyOn(console, 'error').mockImplementation(() => undefined);
let it_: World;
let ana: Id;
const ATLAS = atlasName(tileOf(PLOT), 1);
const TILE = `${tileOf(PLOT).x},${tileOf(PLOT).y}`;

beforeEach(async () => {
  it_ = await world();
  ana = await it_.member();
  await it_.claim(ana, PLOT, 'open', [newId()]);
});
afterEach(async () => {
  await it_[Symbol.asyncDispose]();
});

/** A socket on which the test speaks Hocuspocus' protocol by hand. */
async function open(port: number) {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/collab/t/${TILE}`);
  const said: { document: string; type: number; rest: Uint8Array }[] = [];
  const waiting: (() => void)[] = [];
  socket.on('message', (data) => {
    if (!(data instanceof Buffer) || data.length < 2) return;
    const decoder = createDecoder(new Uint8Array(data));
    const document = readVarString(decoder);
    said.push({ document, type: readVarUint(decoder), rest: decoder.arr.subarray(decoder.pos) });
    for (const wake of waiting.splice(0)) wake();
  });
  const closed = once(socket, 'close').then(([code, reason]) => [code, String(reason)]);
  await once(socket, 'open');
  /** The next message of this type about `document`, or the one that came already. */
  const heard = async (document: string, type: MessageType) => {
    for (;;) {
      const found = said.find((message) => message.document === document && message.type === type);
      if (found) return found;
      await new Promise<void>((resolve) => void waiting.push(resolve));
    }
  };
  return { socket, said, closed, heard };
}

function message(document: string, type: MessageType, rest: Uint8Array): Uint8Array {
  const encoder = createEncoder();
  writeVarString(encoder, document);
  writeVarUint(encoder, type);
  writeUint8Array(encoder, rest);
  return toUint8Array(encoder);
}

/** Kind and reason of an authentication message. */
function answerOf({ rest }: { readonly rest: Uint8Array }): [number, string] {
  const decoder = createDecoder(rest);
  return [readVarUint(decoder), readVarString(decoder)];
}
const DENIED = 1;
const STATE_VECTOR = Uint8Array.of(0, 1, 0);

const limits = (more: Partial<typeof LIMITS>): Partial<ServerOptions> => ({ limits: { ...LIMITS, ...more } });

describe('the time to authenticate', () => {
  it('ends a socket that shows no pass', async () => {
    const { port } = await it_.serve('a', it_.databaseUrl, limits({ authenticationMs: 100 }));
    const { closed } = await open(port);
    expect(await closed).toEqual([4401, 'not_signed_in']);
  });

  it('ends only the document for which none was shown, once another is open', async () => {
    const { port } = await it_.serve('a', it_.databaseUrl, limits({ authenticationMs: 500 }));
    const { socket, heard, said, closed } = await open(port);
    socket.send(passFrame(REGION, ''));
    await heard(REGION, MessageType.Auth);
    socket.send(message(ATLAS, MessageType.Sync, STATE_VECTOR));
    expect(answerOf(await heard(ATLAS, MessageType.Auth))).toEqual([DENIED, 'not_signed_in']);
    socket.send(message(REGION, MessageType.Sync, STATE_VECTOR));
    await heard(REGION, MessageType.Sync);
    said.length = 0;
    socket.send(passFrame(ATLAS, ''));
    expect(answerOf(await heard(ATLAS, MessageType.Auth))).toEqual([2, 'readonly']);
    socket.close();
    expect((await closed)[0]).toBe(1005);
  });

  it('ends only the document whose pass takes too long to check', async () => {
    const hang = new Promise<never>(() => undefined);
    const verify: ServerOptions['verify'] = (token) => (token === 'slow' ? hang : Promise.resolve(ok({ kind: 'watcher' })));
    const { port } = await it_.serve('a', it_.databaseUrl, { ...limits({ authenticationMs: 200 }), verify });
    const { socket, heard } = await open(port);
    socket.send(passFrame(REGION, ''));
    await heard(REGION, MessageType.Auth);
    socket.send(passFrame(ATLAS, 'slow'));
    expect(answerOf(await heard(ATLAS, MessageType.Auth))).toEqual([DENIED, 'unavailable']);
    socket.send(message(REGION, MessageType.Sync, STATE_VECTOR));
    await heard(REGION, MessageType.Sync);
    expect(socket.readyState).toBe(WebSocket.OPEN);
  });
});

describe('the limits', () => {
  it('take a message of 1 MiB, and none of a byte more', async () => {
    const { port } = await it_.serve();
    const frame = (bytes: number) => {
      const head = message(REGION, MessageType.Stateless, new Uint8Array());
      return message(REGION, MessageType.Stateless, new Uint8Array(bytes - head.length));
    };
    const { socket, heard, closed } = await open(port);
    socket.send(frame(1024 * 1024));
    socket.send(passFrame(REGION, ''));
    await heard(REGION, MessageType.Auth);
    socket.send(frame(1024 * 1024 + 1));
    expect((await closed)[0]).toBe(1009);
  });

  it('let a person speak over 10 sockets, and tell the eleventh why not', async () => {
    const { port } = await it_.serve();
    const token = await it_.pass(ana);
    const sockets = await Promise.all(Array.from({ length: 10 }, () => open(port)));
    for (const { socket, heard } of sockets) {
      socket.send(passFrame(REGION, token));
      await heard(REGION, MessageType.Auth);
    }
    const more = await open(port);
    more.socket.send(passFrame(REGION, token));
    expect(answerOf(await more.heard(REGION, MessageType.Auth))).toEqual([DENIED, 'too_many_connections']);
    expect(await more.closed).toEqual([4429, 'too_many_connections']);
    const watcher = await open(port);
    watcher.socket.send(passFrame(REGION, ''));
    expect(answerOf(await watcher.heard(REGION, MessageType.Auth))).toEqual([2, 'readonly']);
    const [one, another] = sockets;
    // A second document of a socket that counts already.
    another?.socket.send(passFrame(ATLAS, token));
    expect(answerOf((await another?.heard(ATLAS, MessageType.Auth)) ?? { rest: new Uint8Array() })).toEqual([2, 'read-write']);
    one?.socket.close();
    await one?.closed;
    await vi.waitUntil(
      async () => {
        const again = await open(port);
        again.socket.send(passFrame(REGION, token));
        return answerOf(await again.heard(REGION, MessageType.Auth))[0] !== DENIED;
      },
      { timeout: 5_000 },
    );
  });

  it('are told at the door to an address with 20 sockets', async () => {
    const { port } = await it_.serve();
    await Promise.all(Array.from({ length: 20 }, () => open(port)));
    const socket = connect(port, '127.0.0.1');
    const answer = once(socket, 'data');
    socket.write(
      `GET /y/${TILE}/${REGION} HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n` +
        'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n',
    );
    expect(String((await answer)[0])).toMatch(/^HTTP\/1\.1 429 /);
    socket.destroy();
  });

  it('leave nothing open of a socket that was refused', async () => {
    const { port } = await it_.serve();
    const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
    socket.on('error', () => undefined);
    const refused = once(socket, 'end');
    socket.write('GET /nowhere HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n');
    socket.resume();
    await refused;
    // A server that is gone answers more with a reset; one that only stopped writing would say nothing.
    const isReset = () => {
      if (!socket.destroyed) socket.write('still here');
      return socket.destroyed;
    };
    expect(await vi.waitUntil(isReset, { timeout: 5_000, interval: 10 })).toBe(true);
  });
});
