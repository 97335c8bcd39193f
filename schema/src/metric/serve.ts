import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Prometheus' text and its type. */
export type Told = { metrics(): Promise<string>; readonly contentType: string };

export type MetricsPort = {
  readonly port: number;
  /** Never rejects. */
  close(): Promise<void>;
};

/** GET /metrics and nothing else, on a port of its own that is published nowhere. Rejects when the port cannot be had. */
export async function serveMetrics(told: Told, place: { readonly host: string; readonly port: number }): Promise<MetricsPort> {
  const server = createServer({ headersTimeout: 10_000, requestTimeout: 10_000 }, (request, response) => {
    if (request.method !== 'GET' || (request.url ?? '').split('?', 1)[0] !== '/metrics') {
      response.writeHead(404).end();
      return;
    }
    told.metrics().then(
      (text) => response.writeHead(200, { 'content-type': told.contentType, 'cache-control': 'no-store' }).end(text),
      () => response.writeHead(500).end(),
    );
  });
  server.listen(place.port, place.host);
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    async close() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
