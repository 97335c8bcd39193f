import { createServer, type Server } from 'node:http';
import { connect } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { freePort } from '../network/free-port.ts';
import { startGateway } from './gateway.ts';

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

async function gateway(targets: { api: string; collab: string }): Promise<number> {
  const port = await freePort();
  open.push(await startGateway(port, '127.0.0.1', targets));
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
