import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { chatStandIn, type ChatFault, type ChatStandIn } from '../testing/chat-stand-in.ts';
import { engineContract } from '../testing/contract-suite.ts';
import { faultSuite } from '../testing/fault-suite.ts';
import { collect, request, workbench } from '../testing/run.ts';
import { openAiChat } from './engine.ts';

const engineAt = (url: string): ReturnType<typeof openAiChat> =>
  openAiChat({ url, model: 'stand-in', key: 'k', ceiling: 40, silenceMs: 300, loadingMs: 10 });

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
