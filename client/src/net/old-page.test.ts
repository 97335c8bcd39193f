import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test, vi } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { SUBPROTOCOLS } from '@oto/schema/contract/version';
import { openTileSocket } from './tile-socket.ts';

afterEach(() => vi.useRealTimers());

test.each([
  ['old_client', 1],
  ['old_server', 2],
])('a page that is told %s is seen %i times', async (reason, times) => {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const came: string[] = [];
  server.on('connection', (socket) => {
    came.push(socket.protocol);
    socket.close(4426, reason);
  });
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const told: string[] = [];
  const states: string[] = [];
  const tile = openTileSocket({
    tile: { x: 0, y: 0 },
    page: `http://127.0.0.1:${port}/`,
    epoch: 1,
    token: async () => '',
    onState: (state) => states.push(state),
    onAtlas: () => undefined,
    onPlots: () => undefined,
    onRefused: (told_) => told.push(told_),
  });
  await vi.waitFor(() => expect(told).toHaveLength(times), { timeout: 20_000 });
  expect(new Set(told)).toEqual(new Set([reason]));
  // Only for a server that will be replaced is it worth while to come again, whatever happens meanwhile.
  if (reason === 'old_client') {
    tile.retry();
    await vi.advanceTimersByTimeAsync(60_000);
    const after = new WebSocket(`ws://127.0.0.1:${port}/`);
    await once(after, 'close');
    expect(came).toEqual([SUBPROTOCOLS[0], '']);
    expect(states.at(-1)).toBe('failed');
  }
  tile.destroy();
  for (const socket of server.clients) socket.terminate();
  server.close();
});
