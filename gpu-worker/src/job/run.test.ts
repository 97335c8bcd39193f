import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { workerApi } from '../api/client.ts';
import { API_TOKEN, apiStandIn, type ApiStandIn } from '../api/testing/api-stand-in.ts';
import { claim, claimStep } from '../api/testing/claim.ts';
import type { Engine, EngineRequest } from '../engine/engine.ts';
import { EngineFailure } from '../engine/failure.ts';
import { registryOf } from '../engine/registry.ts';
import { endless, makes, says, scripted } from '../engine/testing/scripted.ts';
import { silentLog } from '../log.ts';
import { roomOf } from '../queue/room.ts';
import { runJob, type JobSetting } from './run.ts';

function setting(server: ApiStandIn, engines: Engine[], drain: AbortSignal = new AbortController().signal): JobSetting {
  return {
    api: workerApi({ url: server.url, token: API_TOKEN, worker: 'worker-test' }),
    engines: registryOf(engines),
    room: roomOf(registryOf(engines), new Map()),
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
  expect(server.state.delivered.map(({ result }) => [result.index, result.prompt])).toEqual([
    [0, 'la mer'],
    [1, 'vers sur la mer'],
  ]);
  expect(server.state.finishes[0]?.steps.map((step) => [step.index, step.prompt])).toEqual([[2, 'vers sur la mer, encore']]);
  expect(server.state.delivered[0]?.result.sources).toEqual([{ from: 'prompt' }, { from: 'parent' }]);
  expect(server.state.finishes[0]?.steps[0]?.sources).toEqual([{ from: 'step', step: 1 }]);
  expect(topics).toEqual(['la mer']);
  expect(server.state.uploads.map((upload) => [upload.path, upload.mime])).toEqual([
    ['media/2/main', 'video/mp4'],
    ['media/2/poster', 'image/png'],
  ]);
  expect(server.state.previews).toBe(1);
  const percents = server.state.progress.map((report) => report.pct);
  expect(percents).toEqual(percents.toSorted((a, b) => a - b));
});

const PNG = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');
const WAV = Buffer.from('RIFF....WAVEfmt ', 'latin1');

/** Tells what each run was given. */
function film(seen: EngineRequest[]): Engine {
  const made = makes('video', { accepts: ['image', 'audio'] });
  return { ...made, generate: (asked, context) => (seen.push(asked), made.generate(asked, context)) };
}

test('a picture made on the way, and the person’s file, are given to the step that takes them', async () => {
  await using server = await apiStandIn();
  server.state.files.set('inputs/0', WAV);
  const seen: EngineRequest[] = [];
  const job = claim({
    kind: 'video',
    steps: [claimStep({ index: 0, kind: 'image', engine: 'image' }), claimStep({ index: 1, kind: 'video', engine: 'video' })],
    inputs: [{ index: 0, role: 'audio', step: 1, mime: 'audio/wav', bytes: 16, sha256: '' }],
  });
  expect(await runJob(job, setting(server, [makes('image'), film(seen)]))).toBe('finished');
  expect(seen.map(({ inputs }) => inputs.map(({ role, mime }) => `${role} ${mime}`))).toEqual([['image image/png', 'audio audio/wav']]);
  expect(server.state.uploads.map(({ path }) => path)).toEqual(['media/0/main', 'media/1/main', 'media/1/poster']);
  expect(server.state.finishes[0]?.steps[0]?.sources).toEqual([{ from: 'prompt' }, { from: 'step', step: 0 }, { from: 'input', index: 0 }]);
});

test('what an earlier attempt delivered is fetched, not made again', async () => {
  await using server = await apiStandIn();
  server.state.files.set('steps/1/main', PNG);
  const seen: EngineRequest[] = [];
  const delivered = (index: number, text: string) => ({
    index,
    engine: 'e',
    model: 'm',
    trained: false,
    prompt: 'p',
    sources: [],
    text,
    tokens: 1,
    startedAt: new Date().toISOString(),
    durationMs: 1,
  });
  const steps = [
    claimStep({ index: 0, engine: 'gone', delivered: delivered(0, 'un phare') }),
    claimStep({ index: 1, kind: 'image', engine: 'gone', delivered: delivered(1, '') }),
    claimStep({ index: 2, kind: 'video', engine: 'video' }),
  ];
  expect(await runJob(claim({ kind: 'video', attempt: 2, steps }), setting(server, [film(seen)]))).toBe('finished');
  expect(seen).toMatchObject([{ prompt: 'un phare', topic: 'la mer', inputs: [{ role: 'image', mime: 'image/png' }] }]);
  expect(server.state.finishes[0]?.steps.map(({ index }) => index)).toEqual([2]);
  expect(server.state.delivered).toEqual([]);
  const last = steps.map((step) => ({ ...step, delivered: delivered(step.index, 'x') }));
  expect(await runJob(claim({ kind: 'video', steps: last }), setting(server, []))).toBe('finished');
  expect(server.state.finishes[1]?.steps).toEqual([]);
});

test('a chain whose next engine is elsewhere is handed on with what is done', async () => {
  await using server = await apiStandIn();
  const job = claim({ kind: 'image', steps: [claimStep({ index: 0 }), claimStep({ index: 1, kind: 'image', engine: 'elsewhere' })] });
  expect(await runJob(job, setting(server, [says('un phare')]))).toBe('handed on');
  expect(server.state.delivered).toHaveLength(1);
  expect(server.state.fails).toMatchObject([{ code: 'drained' }]);
});

test('a file that is gone, or is no picture, fails the job for good', async () => {
  await using server = await apiStandIn();
  const job = () =>
    claim({
      kind: 'video',
      steps: [claimStep({ kind: 'video', engine: 'video' })],
      inputs: [{ index: 0, role: 'image', step: 0, mime: 'image/png', bytes: 1, sha256: '' }],
    });
  expect(await runJob(job(), setting(server, [film([])]))).toBe('failed');
  server.state.files.set('inputs/0', Buffer.from('<svg onload=...>'));
  expect(await runJob(job(), setting(server, [film([])]))).toBe('failed');
  expect(server.state.fails).toMatchObject([
    { code: 'engine_invalid', retryable: false },
    { code: 'engine_invalid', retryable: false },
  ]);
});

test('the model that really answered is told', async () => {
  await using server = await apiStandIn();
  const engine = scripted(async function* () {
    yield { type: 'delta', text: 'x' };
    yield { type: 'usage', tokens: 1, model: 'mixtral-8x7b' };
    yield { type: 'done' };
  });
  expect(await runJob(claim(), setting(server, [engine]))).toBe('finished');
  expect(server.state.finishes[0]?.steps[0]?.model).toBe('mixtral-8x7b');
});

test('a step that waits for its engine ends when the person cancels', async () => {
  await using server = await apiStandIn();
  const engine = { ...says('x'), slots: 1 };
  const job = claim();
  const here = setting(server, [engine]);
  const held = await here.room.enter(engine, new AbortController().signal);
  server.state.cancelled.add(job.job);
  expect(await runJob(job, here)).toBe('cancelled');
  held.leave();
  expect(here.room.open()).toEqual([engine]);
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
  expect(server.state.fails).toMatchObject([{ code: 'drained', retryable: true }]);
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
  server.state.breaks.set('/main', 2).set('/finish', 1).set('/steps/0', 1).set('/signal', 2).set('/progress', 1);
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
