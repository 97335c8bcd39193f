import { expect, test } from 'vitest';
import { workerApi, type WorkerApi } from '../api/client.ts';
import { API_TOKEN, apiStandIn } from '../api/testing/api-stand-in.ts';
import type { Claim } from '@oto/schema/contract/worker';
import { claim, claimStep } from '../api/testing/claim.ts';
import { backoffMs } from '../api/backoff.ts';
import { registryOf } from '../engine/registry.ts';
import { says, scripted } from '../engine/testing/scripted.ts';
import { silentLog } from '../log.ts';
import { serveClaims } from './claims.ts';
import { helloReport, keepSayingHello } from './hello.ts';
import { roomOf } from './room.ts';

const apiOf = (url: string): WorkerApi => workerApi({ url, token: API_TOKEN, worker: 'worker-test' });

type Setting = Parameters<typeof serveClaims>[0];

function setting(url: string, over: Partial<Setting> & Pick<Setting, 'run'>): Setting {
  return { api: apiOf(url), concurrency: 1, room: roomOf(registryOf([says('x')]), new Map()), log: silentLog, ...over };
}

const NEVER = new AbortController().signal;

test('jobs run side by side up to the concurrency, and a drain waits for them', async () => {
  await using server = await apiStandIn();
  server.state.queue = Array.from({ length: 5 }, () => claim());
  const stop = new AbortController();
  let now = 0;
  let most = 0;
  let done = 0;
  const gate = Promise.withResolvers<void>();
  const run = async () => {
    now += 1;
    most = Math.max(most, now);
    if (now === 2) gate.resolve();
    await gate.promise;
    now -= 1;
    done += 1;
    if (done === 5) stop.abort();
  };
  await serveClaims(setting(server.url, { concurrency: 2, run }), stop.signal, stop.signal);
  expect({ most, done, now }).toEqual({ most: 2, done: 5, now: 0 });
});

test('a claim names the engines with room; one that gets room is asked for at once, in place of the claim that waits', async () => {
  await using server = await apiStandIn();
  const engines = registryOf([says('x', { id: 'text' }), says('x', { id: 'image', kind: 'image', slots: 1 })]);
  const room = roomOf(engines, new Map());
  const image = () => claim({ kind: 'image', steps: [claimStep({ kind: 'image', engine: 'image' })] });
  server.state.queue = [image(), image()];
  const stop = new AbortController();
  const first = Promise.withResolvers<void>();
  const ran: string[] = [];
  const run = async (got: Claim) => {
    const place = await room.enter(engines.find(got.steps[0]?.engine ?? '') ?? says('x'), NEVER);
    ran.push(got.job);
    if (ran.length === 1) await first.promise;
    else stop.abort();
    place.leave();
  };
  const serving = serveClaims(setting(server.url, { concurrency: 4, room, run }), stop.signal, stop.signal);
  await expect.poll(() => server.state.claims.at(-1)?.engines).toEqual(['text']);
  expect(server.state.queue).toHaveLength(1);
  first.resolve();
  await serving;
  expect(ran).toHaveLength(2);
  expect(server.state.claims.find(({ engines: asked }) => asked?.length === 2)?.kinds).toEqual(['text', 'image']);
  expect(new Set(server.state.claims.map(({ instance }) => instance)).size).toBe(1);
});

test('an api that is away is waited for with backoff', async () => {
  await using server = await apiStandIn();
  await server.stop();
  const stop = new AbortController();
  const jobs: string[] = [];
  const run = async (got: Claim) => {
    jobs.push(got.job);
    stop.abort();
  };
  const serving = serveClaims(setting(server.url, { random: () => 0.1, run }), stop.signal, stop.signal);
  const one = claim();
  server.state.queue = [one];
  await server.start();
  await serving;
  expect(jobs).toEqual([one.job]);
});

test('a drain lets the waiting claim be answered, and serves what comes with it', async () => {
  await using server = await apiStandIn();
  const stop = new AbortController();
  const jobs: string[] = [];
  const run = async (got: Claim) => {
    jobs.push(got.job);
  };
  const serving = serveClaims(setting(server.url, { run }), stop.signal, NEVER);
  await expect.poll(() => server.state.claims.length).toBeGreaterThan(0);
  stop.abort();
  const late = claim();
  server.state.queue = [late];
  await serving;
  expect(jobs).toEqual([late.job]);
});

test('an api that does not hear of the drain is cut off', async () => {
  await using server = await apiStandIn();
  const stop = new AbortController();
  const cut = new AbortController();
  const serving = serveClaims(setting(server.url, { run: async () => {} }), stop.signal, cut.signal);
  await expect.poll(() => server.state.claims.length).toBeGreaterThan(0);
  stop.abort();
  cut.abort();
  await serving;
  expect(server.state.violations).toEqual([]);
});

test('an engine has as many runs as slots, a kind as many as it may; those that wait come in turn', async () => {
  const [a, b] = [says('x', { id: 'a', slots: 2 }), says('x', { id: 'b', slots: 2 })];
  const room = roomOf(registryOf([a, b]), new Map([['text', 3]]));
  const left: string[] = [];
  room.onLeave(() => left.push('one'));
  const [a1, a2] = [await room.enter(a, NEVER), await room.enter(a, NEVER)];
  expect(room.open().map(({ id }) => id)).toEqual(['b']);
  await room.enter(b, NEVER);
  expect(room.open()).toEqual([]);
  const order: string[] = [];
  const gone = new AbortController();
  const dropped = room.enter(a, gone.signal);
  const waits = ['first', 'second'].map((name) => room.enter(a, NEVER).then(() => order.push(name)));
  gone.abort();
  await expect(dropped).rejects.toMatchObject({ code: 'cancelled' });
  a1.leave();
  a1.leave();
  await waits[0];
  expect(order).toEqual(['first']);
  a2.leave();
  await waits[1];
  expect([order, left.length]).toEqual([['first', 'second'], 2]);
});

test('hello tells every engine, its health and its real slots, and at once that the worker drains', async () => {
  await using server = await apiStandIn();
  const ill = {
    ...scripted(async function* () {}),
    id: 'ill',
    health: async () => {
      throw new Error('no route');
    },
  };
  const engines = registryOf([says('x'), ill]);
  const drain = new AbortController();
  const offer = { instance: 'process-1', concurrency: 3, limits: new Map(), draining: () => drain.signal.aborted };
  const report = () => helloReport('worker-test', engines, offer);
  expect((await report()).engines).toMatchObject([
    { id: 'scripted', healthy: true, trained: false, slots: 3 },
    { id: 'ill', healthy: false, detail: 'Error: no route' },
  ]);
  const stop = new AbortController();
  const saying = keepSayingHello(apiOf(server.url), report, silentLog, stop.signal, drain.signal);
  await expect.poll(() => server.state.hellos.length).toBe(1);
  drain.abort();
  await expect.poll(() => server.state.hellos.map(({ draining }) => draining)).toEqual([false, true]);
  stop.abort();
  await saying;
  expect(server.state.violations).toEqual([]);
});

test('a wrong token never gets a claim', async () => {
  await using server = await apiStandIn();
  server.state.queue = [claim()];
  const answer = await workerApi({ url: server.url, token: 'wrong', worker: 'worker-test' }).claim(
    { kinds: ['text'], engines: ['scripted'] },
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
  expect(backoffMs(50, () => 1)).toBe(3000);
});
