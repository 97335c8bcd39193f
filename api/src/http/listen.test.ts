import { connect, type Socket } from 'node:net';
import { expect, test } from 'vitest';
import { listen, SOCKET_LIMITS } from './listen.ts';

/** Sends `text` and tells what comes back until the server hangs up. */
function say(port: number, text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let heard = '';
    const socket: Socket = connect(port, '127.0.0.1', () => socket.write(text));
    socket.on('data', (data) => (heard += data.toString('latin1')));
    socket.on('error', reject);
    socket.on('close', () => resolve(heard));
  });
}

test('who dawdles over a head or a body is cut off, in the time that is promised', async () => {
  expect(SOCKET_LIMITS).toEqual({ headersTimeout: 10_000, requestTimeout: 30_000, connectionsCheckingInterval: 1000 });
  const limits = { headersTimeout: 40, requestTimeout: 80, connectionsCheckingInterval: 10 };
  const server = await listen(async (request) => new Response(await request.text()), { host: '127.0.0.1', port: 0 }, limits);
  try {
    const head = await say(server.port, 'GET / HTTP/1.1\r\nHost: x\r\nX-Slow: ');
    expect(head).toContain('408 Request Timeout');
    const body = await say(server.port, 'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nhalf');
    expect(body).toContain('408 Request Timeout');
  } finally {
    await server.close();
  }
});

test('a port that is taken is an error', async () => {
  const one = await listen(() => new Response('one'), { host: '127.0.0.1', port: 0 });
  await expect(listen(() => new Response('two'), { host: '127.0.0.1', port: one.port })).rejects.toThrow('EADDRINUSE');
  await one.close();
});
