import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request as a stand-in sees it. `form`: the parts of a multipart body. */
export type Seen = {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
  json(): unknown;
  form(): Promise<FormData>;
};

export type Reply = {
  readonly status?: number;
  readonly json?: unknown;
  readonly bytes?: Uint8Array;
  readonly type?: string;
  readonly headers?: Record<string, string>;
};

export type HttpStandIn = {
  /** Without a path. */
  readonly url: string;
  readonly server: Server;
  /** Every request, as `POST /path`. */
  readonly log: string[];
  [Symbol.asyncDispose](): Promise<void>;
};

/** A server on loopback that answers by `answer`; null: nothing ever comes back. */
export async function httpStandIn(answer: (seen: Seen) => Promise<Reply | null> | Reply | null): Promise<HttpStandIn> {
  const log: string[] = [];
  const server = createServer((request, response) => {
    serve(request, response, answer, log).catch(() => response.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    server,
    log,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

async function serve(
  request: IncomingMessage,
  response: ServerResponse,
  answer: (seen: Seen) => Promise<Reply | null> | Reply | null,
  log: string[],
): Promise<void> {
  const body = Buffer.concat(await Array.fromAsync(request as AsyncIterable<Buffer>));
  const url = new URL(request.url ?? '/', 'http://stand-in');
  const method = request.method ?? 'GET';
  log.push(`${method} ${url.pathname}`);
  const reply = await answer({
    method,
    path: url.pathname,
    query: url.searchParams,
    headers: request.headers,
    body,
    json: () => JSON.parse(body.toString()),
    form: () => new Response(Uint8Array.from(body), { headers: { 'content-type': request.headers['content-type'] ?? '' } }).formData(),
  });
  if (reply === null) return;
  const bytes = reply.bytes ?? Buffer.from(reply.json === undefined ? '' : JSON.stringify(reply.json));
  const type = reply.type ?? (reply.bytes === undefined ? 'application/json' : 'application/octet-stream');
  response.writeHead(reply.status ?? 200, { 'content-type': type, ...reply.headers }).end(bytes);
}

export const NOT_FOUND: Reply = { status: 404, json: { error: 'not found' } };

/** The bytes of an uploaded part; empty when it is not a file. */
export async function partBytes(form: FormData, name: string): Promise<Buffer> {
  const part = form.get(name);
  return part === null || typeof part === 'string' ? Buffer.alloc(0) : Buffer.from(await part.arrayBuffer());
}
