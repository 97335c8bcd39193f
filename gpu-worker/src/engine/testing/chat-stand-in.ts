import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';

/** What the stand-in does with the next chat request. */
export type ChatFault =
  | 'none'
  | 'refusal'
  | 'invalid'
  | 'oom'
  | 'loading-twice'
  | 'cut'
  | 'garbage'
  | 'error-in-stream'
  | 'silent'
  | 'slow'
  | 'filtered'
  | 'no-usage'
  | 'empty';

export type ChatStandIn = {
  readonly url: string;
  readonly bodies: unknown[];
  readonly state: { closedByClient: number; requests: number };
  [Symbol.asyncDispose](): Promise<void>;
};

const WORDS = ['Le phare', '\n\n', 'La mer ', 'respire ', 'sous la lampe, ', 'et la nuit ', 'tourne ', 'avec elle. 🌊'];

/**
 * A stand-in for an OpenAI-compatible chat server, written from the protocol's published shapes: it
 * proves our side of the wire, not any real server.
 */
export async function chatStandIn(fault: ChatFault): Promise<ChatStandIn> {
  const bodies: unknown[] = [];
  const state = { closedByClient: 0, requests: 0 };
  const server = createServer((request, response) => {
    answer(request, response, fault, bodies, state).catch(() => response.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    bodies,
    state,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  fault: ChatFault,
  bodies: unknown[],
  state: ChatStandIn['state'],
): Promise<void> {
  if (request.url === '/v1/models') {
    response.writeHead(200, { 'content-type': 'application/json' }).end('{"object":"list","data":[]}');
    return;
  }
  state.requests += 1;
  bodies.push(JSON.parse(Buffer.concat(await Array.fromAsync(request as AsyncIterable<Buffer>)).toString()));
  const refuse = (status: number, error: object): void => {
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify({ error }));
  };
  if (fault === 'refusal') return refuse(401, { message: 'bad key', type: 'auth' });
  if (fault === 'invalid') return refuse(400, { message: 'context length exceeded', code: 'context_length_exceeded' });
  if (fault === 'oom') return refuse(500, { message: 'CUDA out of memory' });
  if (fault === 'loading-twice' && state.requests <= 2)
    return refuse(503, { message: 'Loading model', type: 'unavailable_error', code: 503 });
  response.on('close', () => {
    if (!response.writableFinished) state.closedByClient += 1;
  });
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  if (fault === 'silent') {
    response.write(': ping\n\n');
    return;
  }
  const send = (data: string): boolean => response.write(`data: ${data}\n\n`);
  const chunk = (content: string | null, finish: string | null = null): string =>
    JSON.stringify({
      object: 'chat.completion.chunk',
      choices: [{ index: 0, delta: content === null ? {} : { content }, finish_reason: finish }],
    });
  send(JSON.stringify({ choices: [{ index: 0, delta: { role: 'assistant', content: '' }, finish_reason: null }] }));
  for (const [i, word] of (fault === 'empty' ? [] : WORDS).entries()) {
    if (response.destroyed) return;
    if (i === 2) response.write(': ping\r\n\r\n');
    if (i === 3 && fault === 'cut') return void response.destroy();
    if (i === 3 && fault === 'garbage') send('{"choices": [');
    if (i === 3 && fault === 'error-in-stream') send(JSON.stringify({ error: { message: 'engine died', code: 500 } }));
    if (i === 3 && fault === 'filtered') send(chunk(null, 'content_filter'));
    // One character split over two writes: decoders must keep the rest.
    const bytes = Buffer.from(`data: ${chunk(word)}\n\n`);
    response.write(bytes.subarray(0, bytes.length - 9));
    response.write(bytes.subarray(bytes.length - 9));
    if (fault === 'slow') {
      const tick = Promise.withResolvers<void>();
      setTimeout(tick.resolve, 60);
      await tick.promise;
    }
  }
  send(chunk(null, 'stop'));
  if (fault !== 'no-usage') send(JSON.stringify({ choices: [], usage: { prompt_tokens: 30, completion_tokens: 60, total_tokens: 90 } }));
  send('[DONE]');
  response.end();
}
