import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { workerApi } from '../api/client.ts';
import { API_TOKEN, apiStandIn, type ApiStandIn } from '../api/testing/api-stand-in.ts';
import { claim, claimStep } from '../api/testing/claim.ts';
import type { Engine } from '../engine/engine.ts';
import { EngineFailure } from '../engine/failure.ts';
import { registryOf } from '../engine/registry.ts';
import { endless, makes, says, scripted } from '../engine/testing/scripted.ts';
import { silentLog } from '../log.ts';
import { runJob, type JobSetting } from './run.ts';

function setting(server: ApiStandIn, engines: Engine[], drain: AbortSignal = new AbortController().signal): JobSetting {
  return {
    api: workerApi({ url: server.url, token: API_TOKEN, worker: 'worker-test' }),
    engines: registryOf(engines),
    collabUrl: 'ws://127.0.0.1:9',
    log: silentLog,
    drain,
  };
}

test('a text is written, reported and finished', async () => {
  await using server = await apiStandIn();
  const job = claim();
  expect(await runJob(job, setting(server, [says('Titre\n\nCorps')]))).toBe('finished');
  expect(server.state.finishes).toHaveLength(1);
  expect(server.state.finishes[0]).toMatchObject({
    attempt: 1,
    steps: [{ index: 0, engine: 'scripted', trained: false, prompt: 'la mer', text: 'Titre\n\nCorps', tokens: 2 }],
  });
  expect(server.state.uploads).toEqual([]);
  expect(server.state.violations).toEqual([]);
});

test('in a chain the text becomes the prompt and the person’s words stay the topic', async () => {
  await using server = await apiStandIn();
  const topics: string[] = [];
  const writer = says((asked) => `vers sur ${asked.prompt}`, { id: 'writer' });
  const second = says(
    (asked) => {
      topics.push(asked.topic);
      return `${asked.prompt}, encore`;
    },
    { id: 'second' },
  );
  const job = claim({
    kind: 'video',
    parentText: 'avant',
    steps: [
      claimStep({ index: 0, engine: 'writer' }),
      claimStep({ index: 1, engine: 'second' }),
      claimStep({ index: 2, kind: 'video', engine: 'video' }),
    ],
  });
  expect(await runJob(job, setting(server, [writer, second, makes('video')]))).toBe('finished');
  expect(server.state.finishes[0]?.steps.map((step) => step.prompt)).toEqual(['la mer', 'vers sur la mer', 'vers sur la mer, encore']);
  expect(topics).toEqual(['la mer']);
  expect(server.state.uploads.map((upload) => [upload.path, upload.mime])).toEqual([
    ['media/2/main', 'video/mp4'],
    ['media/2/poster', 'image/png'],
  ]);
  expect(server.state.previews).toBe(1);
  const percents = server.state.progress.map((report) => report.pct);
  expect(percents).toEqual(percents.toSorted((a, b) => a - b));
});

test('a cancel ends a run at once', async () => {
  await using server = await apiStandIn();
  const job = claim();
  const engine = endless(() => server.state.cancelled.add(job.job));
  const began = performance.now();
  expect(await runJob(job, setting(server, [engine]))).toBe('cancelled');
  expect(performance.now() - began).toBeLessThan(1500);
  expect(server.state.fails).toMatchObject([{ code: 'cancelled', retryable: false }]);
  expect(server.state.finishes).toEqual([]);
});

test('a stale attempt leaves without a word', async () => {
  await using server = await apiStandIn();
  const job = claim();
  expect(await runJob(job, setting(server, [endless(() => server.state.stale.add(job.job))]))).toBe('abandoned');
  expect(server.state.fails).toEqual([]);
});

test('a deadline is a timeout', async () => {
  await using server = await apiStandIn();
  expect(await runJob(claim({ deadline: new Date(Date.now() + 80).toISOString() }), setting(server, [endless()]))).toBe('failed');
  expect(server.state.fails).toMatchObject([{ code: 'engine_timeout', retryable: false }]);
});

test('a drain hands the job back', async () => {
  await using server = await apiStandIn();
  const drain = new AbortController();
  expect(await runJob(claim(), setting(server, [endless(() => drain.abort())], drain.signal))).toBe('failed');
  expect(server.state.fails).toMatchObject([{ code: 'engine_unavailable', retryable: true }]);
});

test('an unknown engine is unavailable, for another worker may have it', async () => {
  await using server = await apiStandIn();
  expect(await runJob(claim(), setting(server, []))).toBe('failed');
  expect(server.state.fails).toMatchObject([{ code: 'engine_unavailable', retryable: true }]);
});

test('out of memory gets one smaller try', async () => {
  await using server = await apiStandIn();
  const scales: number[] = [];
  const tight = (always: boolean): Engine =>
    scripted(async function* (asked) {
      scales.push(asked.scale);
      if (always || asked.scale === 1) throw new EngineFailure('oom', 'too big', true);
      yield { type: 'delta', text: 'petit' };
      yield { type: 'usage', tokens: 1 };
      yield { type: 'done' };
    });
  expect(await runJob(claim(), setting(server, [tight(false)]))).toBe('finished');
  expect(scales).toEqual([1, 0.5]);
  expect(await runJob(claim(), setting(server, [tight(true)]))).toBe('failed');
  expect(scales).toEqual([1, 0.5, 1, 0.5]);
  expect(server.state.fails).toMatchObject([{ code: 'engine_oom', retryable: true }]);
});

test.each(['nothing', 'no usage', 'no done', 'bug'] as const)('an engine that gives %s is a protocol failure', async (fault) => {
  await using server = await apiStandIn();
  const engine = scripted(async function* () {
    if (fault === 'bug') throw new RangeError('oops');
    if (fault !== 'nothing') yield { type: 'delta', text: 'x' };
    if (fault !== 'no usage') yield { type: 'usage', tokens: 1 };
    if (fault !== 'no done') yield { type: 'done' };
  });
  expect(await runJob(claim(), setting(server, [engine]))).toBe('failed');
  expect(server.state.fails).toMatchObject([{ code: 'engine_protocol', retryable: false }]);
});

test('broken uploads, finishes and signals are tried again', async () => {
  await using server = await apiStandIn();
  server.state.breaks.set('/main', 2).set('/finish', 1).set('/signal', 2).set('/progress', 1);
  const job = claim({ kind: 'image', steps: [claimStep({ kind: 'image', engine: 'image' })] });
  expect(await runJob(job, setting(server, [makes('image')]))).toBe('finished');
  expect(server.state.uploads).toHaveLength(1);
  expect(server.state.finishes).toHaveLength(1);
});

test('an api that restarts in the middle of a job loses nothing', async () => {
  await using server = await apiStandIn();
  const down = Promise.withResolvers<void>();
  const engine = scripted(async function* (_asked, context) {
    yield { type: 'delta', text: 'avant ' };
    await server.stop();
    setTimeout(down.resolve, 150);
    yield { type: 'delta', text: 'après' };
    yield { type: 'usage', tokens: 1 };
    context.log.debug({}, 'the api is down now');
    yield { type: 'done' };
  });
  const running = runJob(claim(), setting(server, [engine]));
  await down.promise;
  await server.start();
  expect(await running).toBe('finished');
  expect(server.state.finishes[0]?.steps[0]?.text).toBe('avant après');
});

test('the job’s folder is gone afterwards, whatever happened', async () => {
  await using server = await apiStandIn();
  const folders: string[] = [];
  const engine = scripted(async function* (_asked, context) {
    folders.push(context.folder);
    expect(existsSync(context.folder)).toBe(true);
    yield { type: 'delta', text: 'x' };
    throw new EngineFailure('blocked', 'no');
  });
  expect(await runJob(claim(), setting(server, [engine]))).toBe('failed');
  expect(server.state.fails).toMatchObject([{ code: 'engine_blocked', retryable: false }]);
  expect(folders.map((folder) => existsSync(folder))).toEqual([false]);
});
