import { expect, test } from 'vitest';
import { workerApi, type WorkerApi } from '../api/client.ts';
import { API_TOKEN, apiStandIn } from '../api/testing/api-stand-in.ts';
import { claim } from '../api/testing/claim.ts';
import { backoffMs } from '../api/backoff.ts';
import { registryOf } from '../engine/registry.ts';
import { says, scripted } from '../engine/testing/scripted.ts';
import { silentLog } from '../log.ts';
import { serveClaims } from './claims.ts';
import { helloReport, keepSayingHello } from './hello.ts';

const apiOf = (url: string): WorkerApi => workerApi({ url, token: API_TOKEN, worker: 'worker-test' });

test('jobs run side by side up to the concurrency, and a drain waits for them', async () => {
  await using server = await apiStandIn();
  server.state.queue = Array.from({ length: 5 }, () => claim());
  const stop = new AbortController();
  let now = 0;
  let most = 0;
  let done = 0;
  const gate = Promise.withResolvers<void>();
  const serving = serveClaims(
    {
      api: apiOf(server.url),
      concurrency: 2,
      kinds: async () => ['text'],
      log: silentLog,
      run: async () => {
        now += 1;
        most = Math.max(most, now);
        if (now === 2) gate.resolve();
        await gate.promise;
        now -= 1;
        done += 1;
        if (done === 5) stop.abort();
      },
    },
    stop.signal,
  );
  await serving;
  expect({ most, done, now }).toEqual({ most: 2, done: 5, now: 0 });
});

test('only kinds that can be served are claimed', async () => {
  await using server = await apiStandIn();
  server.state.queue = [claim({ kind: 'video' }), claim({ kind: 'text' })];
  const stop = new AbortController();
  const kinds: string[] = [];
  await serveClaims(
    {
      api: apiOf(server.url),
      concurrency: 1,
      kinds: async () => ['text'],
      log: silentLog,
      run: async (got) => {
        kinds.push(got.kind);
        stop.abort();
      },
    },
    stop.signal,
  );
  expect(kinds).toEqual(['text']);
  expect(server.state.queue).toHaveLength(1);
});

test('an api that is away is waited for with backoff', async () => {
  await using server = await apiStandIn();
  await server.stop();
  const stop = new AbortController();
  const jobs: string[] = [];
  const serving = serveClaims(
    {
      api: apiOf(server.url),
      concurrency: 1,
      kinds: async () => ['text'],
      log: silentLog,
      random: () => 0.1,
      run: async (got) => {
        jobs.push(got.job);
        stop.abort();
      },
    },
    stop.signal,
  );
  const one = claim();
  server.state.queue = [one];
  await server.start();
  await serving;
  expect(jobs).toEqual([one.job]);
});

test('a stop ends an idle long poll at once', async () => {
  await using server = await apiStandIn();
  const stop = new AbortController();
  const serving = serveClaims(
    { api: apiOf(server.url), concurrency: 1, kinds: async () => ['text'], log: silentLog, run: async () => {} },
    stop.signal,
  );
  await expect.poll(() => server.state.claims).toBeGreaterThan(0);
  const began = performance.now();
  stop.abort();
  await serving;
  expect(performance.now() - began).toBeLessThan(300);
});

test('hello tells every engine and its health', async () => {
  await using server = await apiStandIn();
  const ill = {
    ...scripted(async function* () {}),
    id: 'ill',
    health: async () => {
      throw new Error('no route');
    },
  };
  const engines = registryOf([says('x'), ill]);
  const report = await helloReport('worker-test', engines);
  expect(report.engines).toMatchObject([
    { id: 'scripted', healthy: true, trained: false },
    { id: 'ill', healthy: false, detail: 'Error: no route' },
  ]);
  const stop = new AbortController();
  const saying = keepSayingHello(apiOf(server.url), 'worker-test', engines, silentLog, stop.signal);
  await expect.poll(() => server.state.hellos.length).toBe(1);
  stop.abort();
  await saying;
  expect(server.state.violations).toEqual([]);
});

test('a wrong token never gets a claim', async () => {
  await using server = await apiStandIn();
  server.state.queue = [claim()];
  const answer = await workerApi({ url: server.url, token: 'wrong', worker: 'worker-test' }).claim(
    ['text'],
    10,
    new AbortController().signal,
  );
  expect(answer).toMatchObject({ ok: false, code: 'refused' });
  expect(server.state.queue).toHaveLength(1);
});

test('backoff grows, is jittered and bounded', () => {
  expect(backoffMs(0, () => 0)).toBe(0);
  expect(backoffMs(1, () => 1)).toBe(400);
  expect(backoffMs(3, () => 1)).toBe(1600);
  expect(backoffMs(50, () => 1)).toBe(10_000);
});
