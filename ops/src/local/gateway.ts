import { createServer, type IncomingMessage, type Server, ServerResponse } from 'node:http';
import { createProxyServer } from 'httpxy';
import { byTile, inTurn } from './spread.ts';

/** How often limits of time are looked at; Node's own 30 s would stretch 10 s to 40. */
const CHECK_MS = 1_000;
/** Time in which a client may hang up after its service has. */
const LEAVE_MS = 2_000;

/**
 * The one address of a local run: what Caddy does on a real host. Documents go to the collab
 * servers by their tile, everything else to the apis in turn; X-Forwarded-For is overwritten, never passed on.
 */
export type GatewayTargets = { readonly api: readonly string[]; readonly collab: readonly string[] };

export async function startGateway(port: number, host: string, targets: GatewayTargets): Promise<Server> {
  const [apis, collabs] = [inTurn(targets.api), byTile(targets.collab)];
  const proxy = createProxyServer({
    xfwd: false,
    proxyTimeout: 0,
    timeout: 0,
    // A connection a request: a kept one may be closed by the service at the moment it is used again.
    agent: false,
  });
  // That concerns the service alone; the browser keeps its connection.
  proxy.on('proxyRes', (answer) => {
    delete answer.headers.connection;
  });
  proxy.on('error', (_error, _request, response) => {
    if (response instanceof ServerResponse) unavailable(response);
    else response?.destroy();
  });
  const server = createServer({ connectionsCheckingInterval: CHECK_MS }, (request, response) => {
    stampAddress(request);
    const path = request.url ?? '/';
    (isOfDocuments(path) ? collabs : apis)(path)
      .then((target) => (target === null ? unavailable(response) : proxy.web(request, response, { target })))
      .catch(() => unavailable(response));
  });
  server.headersTimeout = 10_000;
  server.requestTimeout = 0;
  server.on('upgrade', (request, socket, head) => {
    stampAddress(request);
    socket.on('error', () => socket.destroy());
    // Once the service has ended, nobody reads what the client still says, nor that it has left.
    socket.once('finish', () => {
      socket.resume();
      setTimeout(() => socket.destroy(), LEAVE_MS).unref();
    });
    if (!isOfDocuments(request.url ?? '/')) {
      socket.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\n\r\n');
      return;
    }
    collabs(request.url ?? '/')
      .then((target) => (target === null ? void socket.destroy() : proxy.ws(request, socket as never, { target }, head)))
      .catch(() => socket.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  return server;
}

/** Documents and their past. */
function isOfDocuments(path: string): boolean {
  return path.startsWith('/collab/') || path.startsWith('/y/');
}

function stampAddress(request: IncomingMessage): void {
  request.headers['x-forwarded-for'] = request.socket.remoteAddress ?? '';
  request.headers['x-forwarded-host'] = request.headers.host ?? '';
  request.headers['x-forwarded-proto'] = 'http';
}

function unavailable(response: ServerResponse): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  response.writeHead(503, { 'content-type': 'application/json', 'retry-after': '2' });
  response.end(
    JSON.stringify({
      error: {
        code: 'unavailable',
        message: 'Le service reprend. Réessayez dans quelques secondes. / The service is restarting. Try again in a few seconds.',
        requestId: '',
      },
    }),
  );
}
