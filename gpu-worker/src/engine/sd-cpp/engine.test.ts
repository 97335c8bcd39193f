import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Engine } from '../engine.ts';
import { engineContract, hostilePrompts } from '../testing/contract-suite.ts';
import { faultSuite } from '../testing/fault-suite.ts';
import { collect, request, workbench } from '../testing/run.ts';
import { sampleInput } from '../testing/sample-input.ts';
import { RATE, SIDE } from '../testing/sample-media.ts';
import { sdCppStandIn, type SdStandIn } from '../testing/sd-cpp-stand-in.ts';
import { sdCpp } from './engine.ts';

const place = (url: string, silenceMs: number) => ({
  id: 'sd',
  name: 'stable-diffusion.cpp',
  url,
  key: null,
  ceiling: 12,
  slots: 2,
  model: 'sd-1.5',
  silenceMs,
  pollMs: 10,
});
const pictures = (url: string, silenceMs = 5000): Engine =>
  sdCpp({ ...place(url, silenceMs), makes: 'image', options: { negative: 'text', steps: 4 } });
const films = (url: string, silenceMs = 5000): Engine =>
  sdCpp({ ...place(url, silenceMs), id: 'sd-film', makes: 'video', film: { frames: 9, rate: RATE } });

describe('against a protocol stand-in', () => {
  let server: SdStandIn;
  beforeAll(async () => {
    server = await sdCppStandIn();
  });
  afterAll(async () => {
    await server[Symbol.asyncDispose]();
  });
  const saw = (bytes: Uint8Array): boolean => server.orders.some((order) => order['init_image'] === Buffer.from(bytes).toString('base64'));
  engineContract('sd-cpp picture', () => pictures(server.url), { against: 'protocol stand-in', what: 'stable-diffusion.cpp img_gen', saw });
  engineContract('sd-cpp film', () => films(server.url), { against: 'protocol stand-in', what: 'stable-diffusion.cpp vid_gen', saw });
  hostilePrompts('sd-cpp', () => pictures(server.url), 6);
});

const start = (): Promise<SdStandIn> => sdCppStandIn();
faultSuite('sd-cpp, the order', { start, engine: pictures, at: /^POST .*img_gen/u });
faultSuite('sd-cpp, a look', { start, engine: films, at: /^GET .*jobs/u });

test('the order says everything that was asked, and asks for no settings in the picture', async () => {
  await using server = await sdCppStandIn();
  await using bench = await workbench();
  const input = await sampleInput('image', 1, bench.context.folder);
  const events = await collect(pictures(server.url), request({ scale: 0.5, inputs: [input.file] }), bench.context);
  expect(server.orders[0]).toMatchObject({
    prompt: 'un phare au bord de la mer',
    negative_prompt: 'text',
    width: 384,
    height: 384,
    seed: 7,
    strength: 0.65,
    sample_params: { sample_steps: 4, guidance: { txt_cfg: 7 } },
    embed_image_metadata: false,
    output_format: 'png',
  });
  expect(events[0]).toEqual({ type: 'queued', position: 2 });
});

test('a film comes as Motion JPEG and leaves as H.264 that plays while it loads', async () => {
  await using server = await sdCppStandIn();
  await using bench = await workbench();
  const events = await collect(films(server.url), request(), bench.context);
  const [film, poster] = events.filter((event) => event.type === 'artifact');
  expect(film).toMatchObject({ role: 'main', mime: 'video/mp4', meta: { width: SIDE, height: SIDE, seconds: 1 } });
  expect(poster).toMatchObject({ role: 'poster', meta: { width: SIDE, height: SIDE } });
  const bytes = await readFile(film?.path ?? '');
  expect(bytes.indexOf('moov')).toBeLessThan(bytes.indexOf('mdat'));
});

test('a cancel reaches the server, while it waits and while it works', async () => {
  for (const script of ['waiting', 'endless'] as const) {
    await using server = await sdCppStandIn(script);
    const controller = new AbortController();
    await using bench = await workbench(controller.signal);
    const running = collect(pictures(server.url), request(), bench.context).catch((thrown: unknown) => thrown);
    await expect.poll(() => server.log.filter((line) => line.startsWith('GET')).length, { interval: 5 }).toBeGreaterThan(2);
    controller.abort();
    expect(await running).toMatchObject({ code: 'cancelled' });
    expect(server.cancelled).toEqual(['job_1']);
  }
});

test('whoever stops listening stops the server', async () => {
  await using server = await sdCppStandIn('endless');
  await using bench = await workbench();
  for await (const event of pictures(server.url).generate(request(), bench.context)) if (event.type === 'progress') break;
  expect(server.cancelled).toEqual(['job_1']);
});

test.each([
  ['cudaMalloc failed: out of memory', 'oom', true],
  ['generate_image returned empty results', 'unavailable', true],
])('a job that fails of "%s" is %s', async (fails, code, retryable) => {
  await using server = await sdCppStandIn({ fails });
  await using bench = await workbench();
  await expect(collect(pictures(server.url), request(), bench.context)).rejects.toMatchObject({ code, retryable });
  expect(server.cancelled).toEqual([]);
});

test('a job that the server forgot can be made again', async () => {
  await using server = await sdCppStandIn('lost');
  await using bench = await workbench();
  await expect(collect(pictures(server.url), request(), bench.context)).rejects.toMatchObject({ code: 'unavailable', retryable: true });
});
