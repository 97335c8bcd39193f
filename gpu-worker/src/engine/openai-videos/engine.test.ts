import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Engine } from '../engine.ts';
import { engineContract, hostilePrompts } from '../testing/contract-suite.ts';
import { faultSuite } from '../testing/fault-suite.ts';
import { collect, request, workbench } from '../testing/run.ts';
import { videosStandIn, type VideosStandIn } from '../testing/videos-stand-in.ts';
import { openAiVideos } from './engine.ts';

/** Where no program is, films are finished without one. */
const at = (url: string, silenceMs = 5000): Engine =>
  openAiVideos({
    id: 'videos',
    name: 'Videos',
    url,
    key: null,
    ceiling: 30,
    slots: 2,
    models: ['wan'],
    pictures: true,
    silenceMs,
    pollMs: 10,
    ffmpeg: '/nowhere/ffmpeg',
  });

describe('against a protocol stand-in', () => {
  let server: VideosStandIn;
  beforeAll(async () => {
    server = await videosStandIn();
  });
  afterAll(async () => {
    await server[Symbol.asyncDispose]();
  });
  engineContract('openai-videos', () => at(server.url), {
    against: 'protocol stand-in',
    what: '/v1/videos',
    saw: (bytes) => server.orders.some((order) => order.image.equals(bytes)),
  });
  hostilePrompts('openai-videos', () => at(server.url), 2);
});

const start = (): Promise<VideosStandIn> => videosStandIn();
faultSuite('openai-videos, the order', { start, engine: at, at: /^POST /u });
faultSuite('openai-videos, a look', { start, engine: at, at: /^GET [^?]*video_\d+$/u });
faultSuite('openai-videos, the film', {
  start,
  engine: at,
  at: /content/u,
  faults: ['cut', 'garbage'],
});

test('the order says everything that was asked, and progress is the server’s', async () => {
  await using server = await videosStandIn();
  await using bench = await workbench();
  const events = await collect(at(server.url), request({ scale: 0.5 }), bench.context);
  expect(server.orders[0]?.fields).toEqual({
    model: 'wan',
    prompt: 'un phare au bord de la mer',
    size: '416x240',
    seconds: '4',
    seed: '7',
  });
  const shares = events.flatMap((event) => (event.type === 'progress' ? [event.value / event.max] : []));
  expect(shares.slice(0, 2)).toEqual([0.3, 0.6]);
  expect(server.removed).toEqual([]);
});

test.each([
  ['endless', 'DELETE video_1'],
  ['undeletable', 'POST video_1'],
] as const)('a cancel reaches a server that is %s', async (script, removed) => {
  await using server = await videosStandIn(script);
  const controller = new AbortController();
  await using bench = await workbench(controller.signal);
  const running = collect(at(server.url), request(), bench.context).catch((thrown: unknown) => thrown);
  await expect.poll(() => server.log.length, { interval: 5 }).toBeGreaterThan(3);
  controller.abort();
  expect(await running).toMatchObject({ code: 'cancelled' });
  expect(server.removed).toEqual([removed]);
});

test.each([
  [{ code: 'moderation_blocked', message: 'no' }, 'blocked', false],
  [{ code: 'server_error', message: 'CUDA out of memory' }, 'oom', true],
  [{ code: 'server_error', message: 'worker died' }, 'unavailable', true],
] as const)('a video that fails of %j is %s', async (fails, code, retryable) => {
  await using server = await videosStandIn({ fails });
  await using bench = await workbench();
  await expect(collect(at(server.url), request(), bench.context)).rejects.toMatchObject({ code, retryable });
});
