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

/** Whose manners it has: what it lists, what /health says, which fields it refuses. */
export type ChatServer = 'vllm' | 'llama.cpp' | 'ollama' | 'mistral';

export type ChatStandIn = {
  readonly url: string;
  readonly bodies: unknown[];
  /** `loading`: the model is not there yet. */
  readonly state: { closedByClient: number; requests: number; loading: boolean };
  [Symbol.asyncDispose](): Promise<void>;
};

const WORDS = ['Le phare', '\n\n', 'La mer ', 'respire ', 'sous la lampe, ', 'et la nuit ', 'tourne ', 'avec elle. 🌊'];

const LISTED: { readonly [S in ChatServer]: readonly { readonly id: string; readonly owned_by: string }[] } = {
  vllm: [
    { id: 'stand-in', owned_by: 'vllm' },
    { id: 'stand-in-lora', owned_by: 'vllm' },
  ],
  'llama.cpp': [{ id: 'models/mistral-7b.Q4_K_M.gguf', owned_by: 'llamacpp' }],
  ollama: [{ id: 'stand-in:latest', owned_by: 'library' }],
  mistral: [{ id: 'stand-in', owned_by: 'mistralai' }],
};

/**
 * A stand-in for an OpenAI-compatible chat server, written from the protocol's published shapes: it
 * proves our side of the wire, not any real server.
 */
export async function chatStandIn(fault: ChatFault, manners: ChatServer = 'vllm'): Promise<ChatStandIn> {
  const bodies: unknown[] = [];
  const state = { closedByClient: 0, requests: 0, loading: false };
  const server = createServer((request, response) => {
    answer(request, response, fault, manners, bodies, state).catch(() => response.destroy());
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
  manners: ChatServer,
  bodies: unknown[],
  state: ChatStandIn['state'],
): Promise<void> {
  const say = (status: number, body: object): void => {
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  };
  const loading = { error: { message: 'Loading model', type: 'unavailable_error', code: 503 } };
  if (request.url === '/health') {
    if (manners === 'ollama' || manners === 'mistral') return say(404, { detail: 'Not Found' });
    return state.loading ? say(503, loading) : say(200, {});
  }
  // llama.cpp lists its model while it still loads it.
  if (request.url === '/v1/models') return say(200, { object: 'list', data: LISTED[manners] });
  state.requests += 1;
  const asked = JSON.parse(Buffer.concat(await Array.fromAsync(request as AsyncIterable<Buffer>)).toString()) as Record<string, unknown>;
  bodies.push(asked);
  const refuse = (status: number, error: object): void => say(status, { error });
  if (manners === 'mistral' && ('seed' in asked || 'stream_options' in asked))
    return say(422, { object: 'error', message: { detail: [{ type: 'extra_forbidden', msg: 'Extra inputs are not permitted' }] } });
  if (fault === 'refusal') return refuse(401, { message: 'bad key', type: 'auth' });
  if (fault === 'invalid') return refuse(400, { message: 'context length exceeded', code: 'context_length_exceeded' });
  if (fault === 'oom') return refuse(500, { message: 'CUDA out of memory' });
  if (fault === 'loading-twice' && state.requests <= 2) return say(503, loading);
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
      model: manners === 'llama.cpp' ? LISTED[manners][0]?.id : asked.model,
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
