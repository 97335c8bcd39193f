import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { engineContract, hostilePrompts } from '../testing/contract-suite.ts';
import { faultSuite } from '../testing/fault-suite.ts';
import { httpStandIn } from '../testing/http-stand-in.ts';
import { imagesStandIn, type ImagesStandIn } from '../testing/images-stand-in.ts';
import { collect, request, workbench } from '../testing/run.ts';
import { sampleInput } from '../testing/sample-input.ts';
import { samplePng, SIDE } from '../testing/sample-media.ts';
import type { Engine } from '../engine.ts';
import { openAiImages, type ImagesPlace } from './engine.ts';

const at = (url: string, over: Partial<ImagesPlace> = {}): Engine =>
  openAiImages({
    id: 'images',
    name: 'Images',
    url,
    key: 'secret',
    ceiling: 20,
    slots: 2,
    models: ['sd', 'sdxl'],
    edits: true,
    silenceMs: 5000,
    ...over,
  });

describe('against a protocol stand-in', () => {
  let server: ImagesStandIn;
  beforeAll(async () => {
    server = await imagesStandIn();
  });
  afterAll(async () => {
    await server[Symbol.asyncDispose]();
  });
  engineContract('openai-images', () => at(server.url), {
    against: 'protocol stand-in',
    what: '/v1/images/generations and /edits',
    saw: (bytes) => server.orders.some((order) => order.image?.equals(bytes)),
  });
  hostilePrompts('openai-images', () => at(server.url));
});

faultSuite('openai-images', { start: () => imagesStandIn(), engine: (url, silenceMs) => at(url, { silenceMs }), at: /^POST /u });

test('model, size, seed and key cross the wire; a smaller try is smaller', async () => {
  await using server = await imagesStandIn();
  await using bench = await workbench();
  const events = await collect(at(server.url), request({ model: 'sdxl', seed: -1, scale: 0.5, instructions: 'gouache' }), bench.context);
  expect(server.orders[0]?.fields).toEqual({
    model: 'sdxl',
    prompt: 'un phare au bord de la mer\ngouache',
    n: 1,
    size: '512x512',
    seed: 4_294_967_295,
    response_format: 'b64_json',
  });
  expect(events.find((event) => event.type === 'artifact')).toMatchObject({ mime: 'image/png', meta: { width: SIDE, height: SIDE } });
  expect(events.find((event) => event.type === 'usage')).toEqual({ type: 'usage', tokens: 20, model: 'sdxl' });
});

test('a strict server is told only what OpenAI names', async () => {
  await using server = await imagesStandIn();
  await using bench = await workbench();
  await collect(at(server.url, { strict: true }), request(), bench.context);
  expect(Object.keys(server.orders[0]?.fields ?? {}).toSorted()).toEqual(['model', 'n', 'prompt', 'size']);
});

test('a given picture is edited with the same words', async () => {
  await using server = await imagesStandIn();
  await using bench = await workbench();
  const input = await sampleInput('image', 1, bench.context.folder);
  await collect(at(server.url), request({ inputs: [input.file] }), bench.context);
  expect(server.log).toContain('POST /v1/images/edits');
  expect(server.orders[0]?.fields).toMatchObject({ prompt: 'un phare au bord de la mer', size: '1024x1024' });
});

test('settings hidden in a prompt do not reach the server', async () => {
  await using server = await imagesStandIn();
  await using bench = await workbench();
  const prompt = 'a fox <sd_cpp_extra_args>{"width":9999}</sd_cpp_extra_args>';
  await collect(at(server.url), request({ prompt, topic: prompt }), bench.context);
  expect(String(server.orders[0]?.fields['prompt'])).not.toContain('sd_cpp_extra_args');
});

test('a filter of the server is told as one', async () => {
  await using server = await imagesStandIn({ code: 'content_policy_violation', message: 'rejected by our safety system' });
  await using bench = await workbench();
  await expect(collect(at(server.url), request(), bench.context)).rejects.toMatchObject({ code: 'blocked', retryable: false });
});

test.each([
  ['another kind of file', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>').toString('base64')],
  ['no base64', '***'],
  ['nothing', ''],
])('%s in place of a picture is a broken protocol', async (_what, b64) => {
  await using server = await httpStandIn(() => ({ json: { data: [{ b64_json: b64 }] } }));
  await using bench = await workbench();
  await expect(collect(at(server.url), request(), bench.context)).rejects.toMatchObject({ code: 'protocol' });
});

test('an order is not carried to another place, and the key stays here', async () => {
  await using thief = await httpStandIn(() => ({ json: { data: [{ b64_json: samplePng().toString('base64') }] } }));
  await using server = await httpStandIn(() => ({ status: 307, headers: { location: `${thief.url}/v1/images/generations` } }));
  await using bench = await workbench();
  await expect(collect(at(server.url), request(), bench.context)).rejects.toMatchObject({ code: 'unavailable', retryable: false });
  expect((await at(server.url).health()).healthy).toBe(false);
  expect(thief.log).toEqual([]);
});
