import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import type { Case, Outcome } from './case.ts';
import type { Endpoint } from './reader.ts';
import { upgrade } from './socket-upgrade.ts';
import type { Target } from './target.ts';

const ENDPOINTS: readonly Endpoint[] = ['tile', 'y'];
const WITHIN_MS = 10_000;

/** Frames that RFC 6455 forbids, written by hand after a sound handshake. */
export function badFrames(target: Target): readonly Case[] {
  const frames: readonly (readonly [string, readonly number[]])[] = [
    ['no mask', [0x82, 0x02, 1, 2]],
    ['reserved bits', [0xf2, 0x80, 0, 0, 0, 0]],
    ['an opcode of no kind', [0x83, 0x80, 0, 0, 0, 0]],
    ['a control opcode of no kind', [0x8b, 0x80, 0, 0, 0, 0]],
    ['a long ping', [0x89, 0xfe, 0, 126, 0, 0, 0, 0, ...Array.from({ length: 126 }, () => 0)]],
    ['a ping in parts', [0x09, 0x80, 0, 0, 0, 0]],
    ['a continuation of nothing', [0x80, 0x80, 0, 0, 0, 0]],
    ['a length of 2^63', [0x82, 0xff, 0x80, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]],
    ['a length of 2^40', [0x82, 0xff, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0]],
    ['a length of 2 MiB', [0x82, 0xff, 0, 0, 0, 0, 0, 0x20, 0, 0, 0, 0, 0, 0]],
    ['text that is no UTF-8', [0x81, 0x82, 0, 0, 0, 0, 0xc3, 0x28]],
    ['a close of one byte', [0x88, 0x81, 0, 0, 0, 0, 3]],
    ['a close with a code of no kind', [0x88, 0x82, 0, 0, 0, 0, 0, 5]],
    ['a compressed message', [0xc2, 0x81, 0, 0, 0, 0, 0]],
    ['two messages begun', [0x02, 0x80, 0, 0, 0, 0, 0x02, 0x80, 0, 0, 0, 0]],
  ];
  return frames.flatMap(([name, bytes]) =>
    ENDPOINTS.map((endpoint): Case => ({
      group: 'websocket',
      name: `frame: ${name} (${endpoint})`,
      async run() {
        const socket = await shaken(target, endpoint);
        socket.write(Uint8Array.from(bytes));
        return cut(socket);
      },
    })),
  );
}

/** A TCP connection whose WebSocket handshake is done. */
async function shaken(target: Target, endpoint: Endpoint): Promise<Socket> {
  const url = new URL(target.door(endpoint, '').url);
  const socket = connect(Number(url.port), url.hostname);
  await once(socket, 'connect');
  const key = randomBytes(16).toString('base64');
  socket.write(upgrade(`${url.pathname}${url.search}`, url.host, { 'Sec-WebSocket-Key': key }));
  const [head] = (await once(socket, 'data')) as [Buffer];
  const accept = createHash('sha1').update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64');
  if (!head.toString('latin1').includes(accept)) throw new Error('the handshake failed');
  return socket;
}

/** Whether the server closes the connection within WITHIN_MS. */
function cut(socket: Socket): Promise<Outcome> {
  return new Promise((resolve) => {
    const alarm = setTimeout(() => {
      socket.destroy();
      resolve('accepted');
    }, WITHIN_MS);
    socket.on('error', () => undefined);
    socket.on('data', () => undefined);
    // A close frame is answered by hanging up, as a client would.
    socket.on('end', () => socket.end());
    socket.on('close', () => {
      clearTimeout(alarm);
      resolve('refused');
    });
  });
}
