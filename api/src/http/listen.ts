import { serve, type ServerType } from '@hono/node-server';
import type { Http2SecureServer, Http2Server } from 'node:http2';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Milliseconds in which a request's head and its whole must have arrived; how often that is looked at. */
export const SOCKET_LIMITS = { headersTimeout: 10_000, requestTimeout: 30_000, connectionsCheckingInterval: 1000 } as const;
export type SocketLimits = { readonly [K in keyof typeof SOCKET_LIMITS]: number };

/** Requests under way get this long once the server is told to stop. */
const DRAIN_MS = 10_000;

export type Listening = {
  readonly port: number;
  /** New connections are refused at once; those that do not end by themselves are cut after DRAIN_MS. */
  close(): Promise<void>;
};

type Fetch = Parameters<typeof serve>[0]['fetch'];

/** Serves `fetch`; rejects when the port cannot be had. */
export async function listen(
  fetch: Fetch,
  { host, port }: { readonly host: string; readonly port: number },
  limits: SocketLimits = SOCKET_LIMITS,
): Promise<Listening> {
  const started = Promise.withResolvers<AddressInfo>();
  const server = serve({ fetch, hostname: host, port, serverOptions: limits }, started.resolve);
  server.once('error', started.reject);
  const address = await started.promise;
  return { port: address.port, close: () => closeServer(server) };
}

function closeServer(server: ServerType): Promise<void> {
  return new Promise((resolve) => {
    const cut = setTimeout(() => {
      if (isHttp1(server)) server.closeAllConnections();
    }, DRAIN_MS);
    server.close(() => {
      clearTimeout(cut);
      resolve();
    });
    if (isHttp1(server)) server.closeIdleConnections();
  });
}

function isHttp1(server: Server | Http2Server | Http2SecureServer): server is Server {
  return 'closeAllConnections' in server;
}
