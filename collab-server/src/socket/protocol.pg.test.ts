import { once } from 'node:events';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { PROTOCOLS, SUBPROTOCOLS } from '@oto/schema/contract/version';
import { world, type World } from '../testing/world.ts';

const NEWEST = Math.max(...PROTOCOLS);
let place: World;
let url: string;
beforeAll(async () => {
  place = await world();
  const { port } = await place.serve();
  url = `ws://127.0.0.1:${port}/collab/t/0,0`;
});
afterAll(() => place[Symbol.asyncDispose]());

async function opened(offered: readonly string[]): Promise<WebSocket> {
  const socket = new WebSocket(url, [...offered]);
  await once(socket, 'open');
  return socket;
}

test.each([
  ['ours', SUBPROTOCOLS, `oto.${NEWEST}`],
  ['ours among newer ones', [`oto.${NEWEST + 1}`, ...SUBPROTOCOLS], `oto.${NEWEST}`],
  ['none, as any Yjs client does', [], ''],
  ['another’s', ['something-else'], 'something-else'],
])('a socket that offers %s is served', async (_what, offered, chosen) => {
  const socket = await opened(offered);
  expect(socket.protocol).toBe(chosen);
  socket.close();
  expect((await once(socket, 'close'))[0]).toBe(1005);
});

test.each([
  ['a page of long ago', 'oto.0', [4426, 'old_client']],
  ['a page of a version to come', `oto.${NEWEST + 1}`, [1013, 'old_server']],
])('%s is told why it cannot be served', async (_what, offered, reason) => {
  const [code, words] = (await once(await opened([offered]), 'close')) as [number, Buffer];
  expect([code, words.toString()]).toEqual(reason);
});
