import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { MessageType } from '@hocuspocus/provider';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { SUBPROTOCOLS } from '@oto/schema/contract/version';
import { openTileSocket } from './tile-socket.ts';

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

/** A server that closes every socket with this reason, after a word to it if there is one, and a page that asks it. */
async function refusing(reason: string, word?: Uint8Array) {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const came: string[] = [];
  const told: string[] = [];
  let wake = (): void => undefined;
  const states: string[] = [];
  server.on('connection', (socket) => {
    came.push(socket.protocol);
    if (word) socket.send(word);
    socket.close(4426, reason);
  });
  const tile = openTileSocket({
    tile: { x: 0, y: 0 },
    page: `http://127.0.0.1:${port}/`,
    epoch: 1,
    token: async () => '',
    onState: (state) => states.push(state),
    onAtlas: () => undefined,
    onPlots: () => undefined,
    onRefused: (why) => {
      told.push(why);
      wake();
    },
  });
  const stop = (): void => {
    tile.destroy();
    for (const socket of server.clients) socket.terminate();
    server.close();
  };
  /** Resolves when the page has been told so often. No time passes meanwhile. */
  const toldTimes = async (times: number): Promise<void> => {
    while (told.length < times) await new Promise<void>((resolve) => void (wake = resolve));
  };
  return { port, came, told, toldTimes, states, tile, stop };
}

test('a page that the servers cannot serve any more says so once and does not come again, whatever happens', async () => {
  const { port, came, told, toldTimes, states, tile, stop } = await refusing('old_client');
  await toldTimes(1);
  tile.retry();
  await vi.advanceTimersByTimeAsync(60_000);
  // Whatever had come before this one would have been seen.
  await once(new WebSocket(`ws://127.0.0.1:${port}/`), 'close');
  expect(came).toEqual([SUBPROTOCOLS[0], '']);
  expect(told).toEqual(['old_client']);
  expect(states.at(-1)).toBe('failed');
  stop();
});

test('a page that is newer than its server comes again until that is replaced', async () => {
  const { told, toldTimes, stop } = await refusing('old_server');
  await toldTimes(1);
  await vi.advanceTimersByTimeAsync(1000);
  await toldTimes(2);
  expect(told).toEqual(['old_server', 'old_server']);
  stop();
});

test('a page whose sockets are ended as soon as they are open comes again ever more slowly', async () => {
  vi.spyOn(Math, 'random').mockReturnValue(0.5);
  const { came, toldTimes, stop } = await refusing('too_many_connections', Uint8Array.of(MessageType.Ping));
  for (const [index, delay] of [500, 1000, 2000, 4000].entries()) {
    await toldTimes(index + 1);
    await vi.advanceTimersByTimeAsync(delay - 1);
    expect(came).toHaveLength(index + 1);
    await vi.advanceTimersByTimeAsync(1);
  }
  await toldTimes(5);
  stop();
});
