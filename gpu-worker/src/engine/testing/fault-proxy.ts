import { once } from 'node:events';
import { createServer, request as forward, type IncomingMessage, type ServerResponse } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';

/** What goes wrong with every request that `at` names; all others, and WebSockets, pass untouched. */
export type Fault =
  /** 401 with a JSON error. */
  | 'refused'
  /** 400 with a JSON error. */
  | 'invalid'
  /** 500 whose message says that the GPU ran out of memory. */
  | 'oom'
  | 'status 429'
  | 'status 503'
  /** 200 with a web page in place of what the protocol promises. */
  | 'garbage'
  /** The first half of the true answer, then a broken connection. */
  | 'cut'
  /** The request is read; nothing ever comes back. */
  | 'hang'
  /** The true answer, in small pieces. */
  | 'slow';

export type FaultProxy = {
  readonly url: string;
  /** Requests that met the fault, and those of them whose client went away before an answer. */
  readonly state: { hits: number; abandoned: number };
  [Symbol.asyncDispose](): Promise<void>;
};

const SLOW_PIECES = 12;
const SLOW_MS = 15;

/**
 * Stands between an engine and `target` (an http:// address without a path) and spoils what matches
 * `at`, a pattern over `POST /path?query`.
 */
export async function faultProxy(target: string, at: RegExp, fault: Fault): Promise<FaultProxy> {
  const state = { hits: 0, abandoned: 0 };
  const server = createServer((request, response) => {
    const hit = at.test(`${request.method} ${request.url}`);
    if (hit) {
      state.hits += 1;
      response.on('close', () => {
        if (!response.writableFinished) state.abandoned += 1;
      });
    }
    (hit ? spoil(target, fault, request, response) : pass(target, request, response)).catch(() => response.destroy());
  });
  const tunnels = new Set<Duplex>();
  server.on('upgrade', (request, socket, head) => tunnel(new URL(target), request, socket, head, tunnels));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    state,
    [Symbol.asyncDispose]: async () => {
      for (const socket of tunnels) socket.destroy();
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

async function spoil(target: string, fault: Fault, request: IncomingMessage, response: ServerResponse): Promise<void> {
  switch (fault) {
    case 'refused':
      return say(request, response, 401, { error: { message: 'wrong key', type: 'auth' } });
    case 'invalid':
      return say(request, response, 400, { error: { message: 'this cannot be made', type: 'invalid_request' } });
    case 'oom':
      return say(request, response, 500, { error: { message: 'CUDA out of memory: the model ran out of memory on your GPU' } });
    case 'status 429':
      return say(request, response, 429, { error: { message: 'too many requests' } });
    case 'status 503':
      return say(request, response, 503, { error: { message: 'not now' } });
    case 'garbage':
      await drain(request);
      response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><title>A portal</title><p>Sign in to go on.');
      return;
    case 'hang':
      return drain(request);
    case 'cut': {
      const whole = await fetchWhole(target, request);
      const half = whole.body.subarray(0, Math.floor(whole.body.length / 2));
      response.writeHead(whole.status, whole.headers);
      const sent = Promise.withResolvers<void>();
      response.write(half, () => sent.resolve());
      await sent.promise;
      response.destroy();
      return;
    }
    case 'slow': {
      const whole = await fetchWhole(target, request);
      response.writeHead(whole.status, whole.headers);
      const piece = Math.max(1, Math.ceil(whole.body.length / SLOW_PIECES));
      for (let from = 0; from < whole.body.length && !response.destroyed; from += piece) {
        response.write(whole.body.subarray(from, from + piece));
        const tick = Promise.withResolvers<void>();
        setTimeout(tick.resolve, SLOW_MS);
        await tick.promise;
      }
      response.end();
      return;
    }
    default:
      fault satisfies never;
  }
}

async function say(request: IncomingMessage, response: ServerResponse, status: number, body: object): Promise<void> {
  await drain(request);
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

async function drain(request: IncomingMessage): Promise<void> {
  for await (const _chunk of request);
}

async function answerOf(target: string, request: IncomingMessage): Promise<IncomingMessage> {
  const out = forward(new URL(request.url ?? '/', target), {
    method: request.method,
    headers: { ...request.headers, host: new URL(target).host },
  });
  const answered = once(out, 'response');
  request.pipe(out);
  const [answer] = (await answered) as [IncomingMessage];
  return answer;
}

async function pass(target: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const answer = await answerOf(target, request);
  response.on('close', () => answer.destroy());
  response.writeHead(answer.statusCode ?? 502, answer.headers);
  answer.pipe(response);
}

type Whole = { readonly status: number; readonly headers: Record<string, string>; readonly body: Buffer };

/** The target's whole answer, with its length announced, so that a cut is seen as one. */
async function fetchWhole(target: string, request: IncomingMessage): Promise<Whole> {
  const answer = await answerOf(target, request);
  const body = Buffer.concat(await Array.fromAsync(answer as AsyncIterable<Buffer>));
  const type = answer.headers['content-type'];
  return {
    status: answer.statusCode ?? 502,
    headers: { ...(type === undefined ? {} : { 'content-type': type }), 'content-length': String(body.length) },
    body,
  };
}

function tunnel(target: URL, request: IncomingMessage, socket: Duplex, head: Buffer, tunnels: Set<Duplex>): void {
  const out = connect(Number(target.port), target.hostname, () => {
    const lines = [`${request.method} ${request.url} HTTP/1.1`];
    for (let i = 0; i < request.rawHeaders.length; i += 2) lines.push(`${request.rawHeaders[i]}: ${request.rawHeaders[i + 1]}`);
    out.write(`${lines.join('\r\n')}\r\n\r\n`);
    out.write(head);
    out.pipe(socket);
    socket.pipe(out);
  });
  for (const [end, other] of [
    [socket, out],
    [out, socket],
  ] as const) {
    tunnels.add(end);
    end.on('error', () => other.destroy());
    end.on('close', () => {
      tunnels.delete(end);
      other.destroy();
    });
  }
}
