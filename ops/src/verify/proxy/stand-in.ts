import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from 'node:http';
import { once } from 'node:events';

export type Heard = { readonly method: string; readonly url: string; readonly headers: IncomingHttpHeaders };

/** What stands behind the proxy while it is tried: answers with what it heard, and keeps it. */
export type StandIn = {
  readonly port: number;
  readonly heard: readonly Heard[];
  /** Says something on every open event stream. */
  tell(text: string): void;
  /** Event streams that are open. */
  streams(): number;
  stop(): Promise<void>;
};

/** Long enough that it does not fit into the buffers of a connection. */
const LONG = 'le tableau est à tout le monde\n'.repeat(600_000);

export async function startStandIn(name: string): Promise<StandIn> {
  const heard: Heard[] = [];
  const open = new Set<ServerResponse>();
  const server: Server = createServer((request, response) => {
    const { method = '', url = '', headers } = request;
    if (url === '/healthz') {
      response.end('ok');
      return;
    }
    heard.push({ method, url, headers });
    request.on('error', () => response.destroy());
    if (url === '/events') {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write('data: first\n\n');
      open.add(response);
      response.on('close', () => open.delete(response));
      return;
    }
    if (url === '/long') {
      response.writeHead(200, { 'content-type': 'text/plain' });
      response.end(LONG);
      return;
    }
    request.resume();
    request.on('end', () => {
      const own = { 'strict-transport-security': 'max-age=1', 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer' };
      response.writeHead(200, { 'content-type': 'application/json', ...own });
      response.end(JSON.stringify({ name, url, headers }));
    });
  });
  server.on('upgrade', (request, socket) => {
    heard.push({ method: 'UPGRADE', url: request.url ?? '', headers: request.headers });
    socket.on('error', () => socket.destroy());
    socket.write('HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n');
    socket.pipe(socket);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    port: address.port,
    heard,
    tell: (text) => open.forEach((response) => response.write(`data: ${text}\n\n`)),
    streams: () => open.size,
    async stop() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
