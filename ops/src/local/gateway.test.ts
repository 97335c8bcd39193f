import { createServer, type Server } from 'node:http';
import { connect } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { freePort } from '../network/free-port.ts';
import { startGateway } from './gateway.ts';
import { replicasOf } from './replicas.ts';
import { tileIn } from './spread.ts';

const open: Server[] = [];

afterEach(() => {
  for (const server of open.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

async function echoServer(name: string): Promise<string> {
  const port = await freePort();
  const server = createServer((request, response) =>
    response.end(JSON.stringify({ name, path: request.url, from: request.headers['x-forwarded-for'] })),
  );
  server.on('upgrade', (request, socket) => socket.end(`HTTP/1.1 418 ${name} ${request.url}\r\n\r\n`));
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  open.push(server);
  return `http://127.0.0.1:${port}`;
}

async function gateway({ api, collab }: { api: string; collab: string }): Promise<number> {
  const port = await freePort();
  open.push(await startGateway(port, '127.0.0.1', { api: [api], collab: [collab] }));
  return port;
}

function firstLineOfUpgrade(port: number, path: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () =>
      socket.write(`GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n`),
    );
    socket.once('data', (data) => {
      resolve(data.toString().split('\r\n', 1)[0] ?? '');
      socket.destroy();
    });
    socket.once('error', reject);
  });
}

test('a claimed X-Forwarded-For is replaced by the real address', async () => {
  const port = await gateway({ api: await echoServer('api'), collab: await echoServer('collab') });
  const answer = await fetch(`http://127.0.0.1:${port}/api/world`, { headers: { 'x-forwarded-for': '8.8.8.8' } });
  expect(await answer.json()).toMatchObject({ name: 'api', path: '/api/world', from: '127.0.0.1' });
});

test('upgrades go to the collab server by path, and nowhere else', async () => {
  const port = await gateway({ api: await echoServer('api'), collab: await echoServer('collab') });
  expect(await firstLineOfUpgrade(port, '/collab/t/0,0')).toContain('418 collab /collab/t/0,0');
  expect(await firstLineOfUpgrade(port, '/api/world')).toContain('404');
});

test('plain requests for documents go to the collab server, all others to the api', async () => {
  const port = await gateway({ api: await echoServer('api'), collab: await echoServer('collab') });
  const past = '/collab/t/0,0/history/2,3?before=9';
  const named = async (path: string) => (await fetch(`http://127.0.0.1:${port}${path}`)).json();
  expect(await named(past)).toEqual({ name: 'collab', path: past, from: '127.0.0.1' });
  expect(await named('/collaborators')).toMatchObject({ name: 'api' });
});

test('a service that is away is a coded 503, and the gateway lives on', async () => {
  const gone = `http://127.0.0.1:${await freePort()}`;
  const port = await gateway({ api: gone, collab: gone });
  for (let n = 0; n < 3; n++) {
    const answer = await fetch(`http://127.0.0.1:${port}/get_tokens`);
    expect(answer.status).toBe(503);
    expect(await answer.json()).toMatchObject({ error: { code: 'unavailable' } });
  }
});

test('a service that closes idle connections at once costs no request, and the visitor keeps theirs', async () => {
  const api = await echoServer('api');
  for (const server of open) server.keepAliveTimeout = 1;
  const port = await gateway({ api, collab: api });
  const answers = [];
  for (let n = 0; n < 60; n++) answers.push(await fetch(`http://127.0.0.1:${port}/n/${n}`));
  expect(answers.map((answer) => answer.status)).toEqual(answers.map(() => 200));
  expect(answers[0]?.headers.get('connection')).toBe('keep-alive');
});

test('apis take turns; a tile stays with its collab server, moves when that is gone, and comes back with it', async () => {
  const ports = [await freePort(), await freePort()];
  const names = ['one', 'two'];
  const start = async (at: number) => {
    const server = createServer((_request, response) => response.end(JSON.stringify({ name: names[at] })));
    await new Promise<void>((resolve) => server.listen(ports[at], '127.0.0.1', resolve));
    open.push(server);
    return server;
  };
  const [first, second] = [await start(0), await start(1)];
  const targets = ports.map((port) => `http://127.0.0.1:${port}`);
  const port = await freePort();
  open.push(await startGateway(port, '127.0.0.1', { api: targets, collab: targets }));
  const named = async (path: string) => ((await (await fetch(`http://127.0.0.1:${port}${path}`)).json()) as { name: string }).name;
  const turns = [await named('/api/world'), await named('/api/world'), await named('/api/world')];
  expect(turns).toEqual(['one', 'two', 'one']);

  const tiles = Array.from({ length: 24 }, (_none, n) => `/collab/t/${n},${-n}`);
  const servedBy = () => Promise.all(tiles.map(named));
  const before = await servedBy();
  expect(new Set(before).size).toBe(2);
  expect(await named(`${tiles[3]}/history/2,3?before=9`)).toBe(before[3]);
  for (const server of [second]) {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
  expect(await servedBy()).toEqual(tiles.map(() => 'one'));
  expect([await named('/api/world'), await named('/api/world')]).toEqual(['one', 'one']);
  await start(1);
  expect(await servedBy()).toEqual(before);
  expect(first.listening).toBe(true);
});

test('a tile is read from a path of documents alone; replicas are counted from 1 to 8', () => {
  expect(
    ['/collab/t/0,-4', '/y/12,3/region', '/collab/t/0,0?x=1', '/collab/t/x', '/api/t/0,0', '/collab/t/1,22222222'].map(tileIn),
  ).toEqual(['0,-4', '12,3', '0,0', '', '', '']);
  expect(replicasOf({ OTO_API_REPLICAS: '2', OTO_WORKERS: '' })).toEqual({ api: 2, collab: 1, workers: 1 });
  for (const text of ['0', '9', '1.5', 'two']) expect(() => replicasOf({ OTO_COLLAB_REPLICAS: text })).toThrow(RangeError);
});
