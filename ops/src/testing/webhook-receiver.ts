import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Received = {
  readonly path: string;
  readonly headers: { readonly 'webhook-id': string; readonly 'webhook-timestamp': string; readonly 'webhook-signature': string };
  readonly body: string;
};

export type Receiver = {
  readonly url: string;
  readonly port: number;
  /** In the order in which they came. */
  readonly received: Received[];
  /** 204 unless told otherwise. Whoever answers nothing keeps the sender waiting. */
  answer: (request: Received, response: ServerResponse) => void;
  [Symbol.asyncDispose](): Promise<void>;
};

/** Somebody else's program on a loopback port, which keeps what it is sent. */
export async function receiver(): Promise<Receiver> {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    void read(request).then((body) => {
      const one = { path: request.url ?? '', headers: request.headers as unknown as Received['headers'], body };
      received.push(one);
      self.answer(one, response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const self: Receiver = {
    url: `http://127.0.0.1:${port}/in`,
    port,
    received,
    answer: (_request, response) => response.writeHead(204).end(),
    [Symbol.asyncDispose]: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return self;
}

async function read(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request as AsyncIterable<Buffer>) parts.push(part);
  return Buffer.concat(parts).toString('utf8');
}
