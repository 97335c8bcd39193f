import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ComfyPlace } from '../comfyui/place.ts';
import type { Engine } from '../engine.ts';
import { engineContract } from '../testing/contract-suite.ts';
import { faultSuite } from '../testing/fault-suite.ts';
import { collect, request, workbench } from '../testing/run.ts';
import { runPodStandIn, type RunPodFault, type RunPodResults, type RunPodStandIn } from '../testing/runpod-stand-in.ts';
import { sampleInput } from '../testing/sample-input.ts';
import { runPod } from './engine.ts';
import { chatOrder, comfyOrder, filmOrder, pictureOrder, speechOrder } from './order.ts';
import type { RunPodOrder, RunPodPlace } from './place.ts';

const frame = { id: 'cloud', name: 'Cloud', key: 'stand-in-key', ceiling: 40, slots: 2 };
const comfy: ComfyPlace = { ...frame, url: '', models: ['sd15.safetensors'], makes: 'image' };

const ORDERS: { readonly [R in RunPodResults]: RunPodOrder } = {
  vllm: chatOrder(['mistral-7b'], 400),
  text: chatOrder(['mistral-7b'], 400),
  comfyui: comfyOrder(['sd15.safetensors'], comfy),
  base64: pictureOrder(['flux'], true),
  url: pictureOrder(['flux'], false),
  film: filmOrder(['wan'], true),
  voice: speechOrder(['kokoro'], { fr: 'ff_siwis', en: 'af_heart' }),
};

const engineAt = (url: string, results: RunPodResults, over: Partial<RunPodPlace> = {}): Engine =>
  runPod({ ...frame, url: `${url}/v2`, endpoint: 'ep1', order: ORDERS[results], silenceMs: 5000, pollMs: 10, ...over });

describe.each(['vllm', 'comfyui', 'film', 'voice'] as const)('of %s', (results) => {
  let server: RunPodStandIn;
  beforeAll(async () => {
    server = await runPodStandIn(results);
  });
  afterAll(async () => {
    await server[Symbol.asyncDispose]();
  });
  engineContract(`runpod, ${ORDERS[results].kind}`, () => engineAt(server.url, results), {
    against: 'protocol stand-in',
    what: 'RunPod serverless routes',
    saw: (bytes) => JSON.stringify(server.orders.at(-1)).includes(Buffer.from(bytes).toString('base64')),
  });
});

faultSuite('runpod, the order', {
  start: () => runPodStandIn('base64'),
  engine: (url, silenceMs) => engineAt(url, 'base64', { silenceMs }),
  at: /^POST .*\/run$/u,
});
faultSuite('runpod, a look', {
  start: () => runPodStandIn('base64'),
  engine: (url, silenceMs) => engineAt(url, 'base64', { silenceMs }),
  at: /^GET .*\/status\//u,
});
faultSuite('runpod, a look at the stream', {
  start: () => runPodStandIn('vllm'),
  engine: (url, silenceMs) => engineAt(url, 'vllm', { silenceMs }),
  at: /^GET .*\/stream\//u,
  // A lost look is made good by the finished run.
  endings: { 'status 429': { ended: 'done' }, 'status 503': { ended: 'done' }, cut: { ended: 'done' } },
});

test.each([
  ['failed', 'unavailable', true],
  ['oom', 'oom', true],
  ['cancelled', 'unavailable', true],
  ['timed-out', 'timeout', true],
  ['error-in-output', 'unavailable', true],
  ['lost', 'unavailable', true],
  ['no-file', 'protocol', false],
] as const satisfies readonly (readonly [RunPodFault, string, boolean])[])(
  'a run that ends %s is coded %s',
  async (fault, code, retryable) => {
    await using server = await runPodStandIn('base64', fault);
    await using bench = await workbench();
    await expect(collect(engineAt(server.url, 'base64'), request(), bench.context)).rejects.toMatchObject({ code, retryable });
    expect(server.cancelled).toEqual([]);
  },
);

test('words stream, tokens are counted, and the order keeps to the deadline', async () => {
  await using server = await runPodStandIn('vllm');
  await using bench = await workbench(undefined, 12_000);
  const events = await collect(engineAt(server.url, 'vllm'), request({ instructions: 'Tu es bref.', seed: 42 }), bench.context);
  expect(events.flatMap((event) => (event.type === 'delta' ? [event.text] : [])).join('')).toBe(
    'Le phare\n\nLa mer respire sous la lampe.',
  );
  expect(events.filter((event) => event.type === 'delta').length).toBeGreaterThan(2);
  expect(events.filter((event) => event.type === 'queued')).toEqual([{ type: 'queued', position: 1 }]);
  expect(server.orders[0]?.input).toMatchObject({ stream: true, sampling_params: { seed: 42, max_tokens: 400 } });
  expect(server.orders[0]?.policy.executionTimeout).toBeLessThanOrEqual(12_000);
});

test('a handler that does not stream gives its text at the end', async () => {
  await using server = await runPodStandIn('text');
  await using bench = await workbench();
  const events = await collect(engineAt(server.url, 'text'), request(), bench.context);
  expect(events.filter((event) => event.type === 'delta')).toEqual([{ type: 'delta', text: 'Le phare\n\nLa mer respire sous la lampe.' }]);
});

test('a look at the stream that was lost costs no word', async () => {
  await using server = await runPodStandIn('vllm', 'lossy-stream');
  await using bench = await workbench();
  const events = await collect(engineAt(server.url, 'vllm'), request(), bench.context);
  expect(events.flatMap((event) => (event.type === 'delta' ? [event.text] : []))).toEqual([
    'Le phare',
    '\n\n',
    'La mer respire sous la lampe.',
  ]);
});

test('a result that lies elsewhere is fetched without the key', async () => {
  await using server = await runPodStandIn('url');
  await using bench = await workbench();
  const events = await collect(engineAt(server.url, 'url'), request(), bench.context);
  expect(events.find((event) => event.type === 'artifact')).toMatchObject({ mime: 'image/png', meta: { width: 64, height: 64 } });
});

test('a cancel and a deadline end the run on the server', async () => {
  await using server = await runPodStandIn('base64', 'stuck');
  const controller = new AbortController();
  await using bench = await workbench(controller.signal);
  const running = (async (): Promise<void> => {
    for await (const event of engineAt(server.url, 'base64').generate(request(), bench.context))
      if (event.type === 'progress') controller.abort();
  })();
  await expect(running).rejects.toMatchObject({ code: 'cancelled' });
  expect(server.cancelled).toHaveLength(1);
  await using late = await workbench(undefined, 120);
  await expect(collect(engineAt(server.url, 'base64'), request(), late.context)).rejects.toMatchObject({ code: 'timeout' });
  expect(server.cancelled).toHaveLength(2);
});

test('a workflow is saved, and the handler’s own fields win', async () => {
  await using server = await runPodStandIn('comfyui');
  await using bench = await workbench();
  const events = await collect(engineAt(server.url, 'comfyui', { input: { tier: 'fast' } }), request({ seed: 5 }), bench.context);
  expect(events.at(-1)?.type).toBe('done');
  expect(server.orders[0]?.input.tier).toBe('fast');
  const nodes = Object.values(server.orders[0]?.input.workflow as Record<string, { class_type: string; inputs: Record<string, unknown> }>);
  expect(nodes.map((node) => node.class_type)).toContain('SaveImage');
  expect(nodes.map((node) => node.class_type)).not.toContain('PreviewImage');
  expect(nodes.find((node) => node.class_type === 'KSampler')?.inputs.seed).toBe(5);
});

test('an order over ten million bytes is not sent', async () => {
  await using server = await runPodStandIn('base64');
  await using bench = await workbench();
  const heavy = engineAt(server.url, 'base64', { input: { weight: 'x'.repeat(10_000_000) } });
  await expect(collect(heavy, request(), bench.context)).rejects.toMatchObject({ code: 'invalid' });
  const { file } = await sampleInput('image', 1, bench.context.folder);
  expect((await collect(engineAt(server.url, 'base64'), request({ inputs: [file] }), bench.context)).at(-1)?.type).toBe('done');
  expect(server.orders).toHaveLength(1);
});

test('an endpoint asleep is well; one whose workers are all ill is not; a wrong key is told', async () => {
  await using server = await runPodStandIn('base64');
  expect(await engineAt(server.url, 'base64').health()).toEqual({ healthy: true });
  server.state.workers.unhealthy = 2;
  expect(await engineAt(server.url, 'base64').health()).toEqual({ healthy: false, detail: 'all 2 workers are unhealthy' });
  expect(await engineAt(server.url, 'base64', { key: 'wrong' }).health()).toMatchObject({ healthy: false });
});
