import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { chatStandIn, type ChatFault, type ChatStandIn } from '../testing/chat-stand-in.ts';
import { engineContract } from '../testing/contract-suite.ts';
import { faultSuite } from '../testing/fault-suite.ts';
import { collect, request, workbench } from '../testing/run.ts';
import type { Engine, EngineEvent } from '../engine.ts';
import { openAiChat } from './engine.ts';
import { dialectOf, type ChatPlace } from './place.ts';

const place = (url: string, over: Partial<ChatPlace> = {}): ChatPlace => ({
  id: 'chat',
  name: 'Stand-in',
  url,
  models: ['stand-in', 'stand-in-lora'],
  key: 'k',
  ceiling: 40,
  slots: 4,
  maxTokens: 800,
  silenceMs: 5000,
  loadingMs: 10,
  ...over,
});
const engineAt = (url: string, silenceMs = 5000): Engine => openAiChat(place(url, { silenceMs }));

describe('against a protocol stand-in', () => {
  let slow: ChatStandIn;
  beforeAll(async () => {
    slow = await chatStandIn('slow');
  });
  afterAll(async () => {
    await slow[Symbol.asyncDispose]();
  });
  engineContract('openai-chat', () => engineAt(slow.url), { against: 'protocol stand-in', what: 'chat completions over SSE' });
});

faultSuite('openai-chat', { start: () => chatStandIn('none'), engine: engineAt, at: /^POST \/v1\/chat\/completions/u });

test('text, usage and seed cross the wire; comments and an empty-choices chunk are understood', async () => {
  await using server = await chatStandIn('none');
  await using bench = await workbench();
  const events = await collect(engineAt(server.url), request({ prompt: 'la mer', instructions: 'Tu es bref.', seed: 42 }), bench.context);
  expect(events.flatMap((event) => (event.type === 'delta' ? [event.text] : [])).join('')).toBe(
    'Le phare\n\nLa mer respire sous la lampe, et la nuit tourne avec elle. 🌊',
  );
  expect(events.find((event) => event.type === 'usage')?.tokens).toBe(3);
  expect(server.bodies[0]).toMatchObject({ model: 'stand-in', seed: 42, stream: true, stream_options: { include_usage: true } });
});

test.each([
  ['refusal', 'unavailable', false],
  ['invalid', 'invalid', false],
  ['oom', 'oom', true],
  ['cut', 'unavailable', true],
  ['garbage', 'protocol', false],
  ['error-in-stream', 'unavailable', true],
  ['silent', 'timeout', true],
  ['filtered', 'blocked', false],
  ['empty', 'protocol', false],
] as const satisfies readonly (readonly [ChatFault, string, boolean])[])('%s is coded %s', async (fault, code, retryable) => {
  await using server = await chatStandIn(fault);
  await using bench = await workbench();
  await expect(collect(engineAt(server.url), request(), bench.context)).rejects.toMatchObject({ code, retryable });
});

test('a loading server is waited for', async () => {
  await using server = await chatStandIn('loading-twice');
  await using bench = await workbench();
  const events = await collect(engineAt(server.url), request(), bench.context);
  expect(events.at(-1)?.type).toBe('done');
  expect(server.state.requests).toBe(3);
});

test('an answer without a usage chunk is estimated from its length', async () => {
  await using server = await chatStandIn('no-usage');
  await using bench = await workbench();
  const events = await collect(engineAt(server.url), request(), bench.context);
  expect(events.find((event) => event.type === 'usage')?.tokens).toBeGreaterThan(0);
});

test('a cancel closes the connection', async () => {
  await using server = await chatStandIn('slow');
  const controller = new AbortController();
  await using bench = await workbench(controller.signal);
  const running = (async (): Promise<void> => {
    for await (const event of engineAt(server.url).generate(request(), bench.context)) if (event.type === 'delta') controller.abort();
  })();
  await expect(running).rejects.toMatchObject({ code: 'cancelled' });
  await expect.poll(() => server.state.closedByClient).toBe(1);
});

test('no server at all is unavailable and unhealthy', async () => {
  const server = await chatStandIn('none');
  await server[Symbol.asyncDispose]();
  await using bench = await workbench();
  await expect(collect(engineAt(server.url), request(), bench.context)).rejects.toMatchObject({ code: 'unavailable', retryable: true });
  expect(await engineAt(server.url).health()).toMatchObject({ healthy: false });
});

test('an agent’s model is asked for where the server has it; who answered is told where it is another', async () => {
  await using server = await chatStandIn('none');
  await using bench = await workbench();
  const usage = async (engine: Engine, model: string): Promise<EngineEvent | undefined> =>
    (await collect(engine, request({ model }), bench.context)).find((event) => event.type === 'usage');
  expect(await usage(engineAt(server.url), 'stand-in-lora')).toEqual({ type: 'usage', tokens: 3 });
  expect(await usage(engineAt(server.url), 'gone')).toEqual({ type: 'usage', tokens: 3, model: 'stand-in' });
  expect(server.bodies).toMatchObject([{ model: 'stand-in-lora' }, { model: 'stand-in' }]);
  await using llama = await chatStandIn('none', 'llama.cpp');
  expect(await usage(engineAt(llama.url), 'stand-in')).toEqual({ type: 'usage', tokens: 3, model: 'mistral-7b.Q4_K_M.gguf' });
});

test('Mistral’s own API gets the fields it knows', async () => {
  await using server = await chatStandIn('none', 'mistral');
  await using bench = await workbench();
  await expect(collect(engineAt(server.url), request(), bench.context)).rejects.toMatchObject({ code: 'invalid' });
  const events = await collect(openAiChat(place(server.url, { dialect: 'mistral' })), request({ seed: 5 }), bench.context);
  expect(events.at(-1)?.type).toBe('done');
  expect(server.bodies[1]).toMatchObject({ random_seed: 5 });
  expect(dialectOf({ url: 'https://api.mistral.ai/v1' })).toBe('mistral');
  expect(dialectOf({ url: 'http://mistral.ai.test' })).toBe('openai');
});

test.each([
  ['vllm', true],
  ['llama.cpp', true],
  ['ollama', true],
  ['mistral', true],
] as const)('health of %s is understood', async (manners, healthy) => {
  await using server = await chatStandIn('none', manners);
  expect(await openAiChat(place(server.url, { models: ['stand-in'] })).health()).toEqual({ healthy });
});

test('a model that is loading, or missing, is told in words', async () => {
  await using llama = await chatStandIn('none', 'llama.cpp');
  llama.state.loading = true;
  expect(await engineAt(llama.url).health()).toEqual({ healthy: false, detail: 'loading its model' });
  await using ollama = await chatStandIn('none', 'ollama');
  expect(await openAiChat(place(ollama.url, { models: ['mixtral'] })).health()).toEqual({
    healthy: false,
    detail: 'no model named mixtral there',
  });
  expect(await openAiChat(place(ollama.url, { models: ['stand-in', 'mixtral'] })).health()).toMatchObject({ healthy: true });
});

test('the base may be given with or without /v1', async () => {
  await using server = await chatStandIn('none');
  await using bench = await workbench();
  for (const suffix of ['', '/', '/v1', '/v1/'])
    expect((await collect(engineAt(`${server.url}${suffix}`), request(), bench.context)).at(-1)?.type).toBe('done');
});
