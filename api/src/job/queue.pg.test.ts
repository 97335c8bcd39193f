import { expect, test } from 'vitest';
import { uuidFromId } from '@oto/schema/base/id';
import { refusal, type Person } from '../testing/api.ts';
import { stage, type Stage } from '../testing/generation.ts';
import { backoffMs } from '../worker/fail.ts';

const WINDOW_MS = 120_000;

/** Lets a job have waited for so many windows of two minutes. */
async function waited(api: Stage, job: { readonly id: string }, windows: number): Promise<void> {
  await api.deps.db
    .updateTable('job')
    .set({ queued_at: new Date(Date.now() - windows * WINDOW_MS) })
    .where('id', '=', uuidFromId(job.id))
    .execute();
}

/** Everything of one test in one window, wherever the clock stands. */
async function atOnce(api: Stage): Promise<void> {
  await api.deps.db.updateTable('job').set({ queued_at: new Date() }).execute();
}

async function positions(api: Stage, jobs: readonly (readonly [Person, { readonly id: string }])[]) {
  return Promise.all(jobs.map(async ([who, { id }]) => (await api.job(who, id)).position));
}

test('fair between people: running jobs count, then one’s place among one’s own; positions say the same', async () => {
  await using api = await stage();
  const [ann, bob] = [await api.join('Ann'), await api.join('Bob')];
  const agent = await api.agent(ann);
  const order = (who: Person) => api.order(who, 'text', { agents: [agent.id], prompt: 'Tour' });
  const [a1, a2, a3, b1, b2] = [await order(ann), await order(ann), await order(ann), await order(bob), await order(bob)];
  await atOnce(api);
  const asked = [
    [ann, a1],
    [ann, a2],
    [ann, a3],
    [bob, b1],
    [bob, b2],
  ] as const;
  expect(await positions(api, asked)).toEqual([0, 2, 4, 1, 3]);
  const first = await api.claim();
  expect(first?.job).toBe(a1.id);
  // Ann's running job counts like one that waits before her others.
  expect(await positions(api, asked)).toEqual([null, 1, 3, 0, 2]);
  if (first) await api.finish(first);
  expect(await positions(api, asked)).toEqual([null, 0, 2, 1, 3]);
  const claimed = [await api.claim(), await api.claim(), await api.claim(), await api.claim()];
  expect(claimed.map((claim) => claim?.job)).toEqual([a2.id, b1.id, a3.id, b2.id]);
});

test('what is in the background yields, but rises with every two minutes', async () => {
  await using api = await stage();
  const [ann, bob, cyd] = [await api.join('Ann'), await api.join('Bob'), await api.join('Cyd')];
  const agent = await api.agent(ann);
  const order = (who: Person, priority: string) => api.order(who, 'text', { agents: [agent.id], prompt: 'Tour', priority });
  const later = await order(ann, 'background');
  const now = await order(bob, 'normal');
  await atOnce(api);
  expect(
    await positions(api, [
      [ann, later],
      [bob, now],
    ]),
  ).toEqual([1, 0]);
  await waited(api, later, 2);
  expect(
    await positions(api, [
      [ann, later],
      [bob, now],
    ]),
  ).toEqual([0, 1]);
  const newest = await order(cyd, 'normal');
  await waited(api, now, 3);
  const claims = [await api.claim(), await api.claim(), await api.claim()];
  expect(claims.map((claim) => claim?.job)).toEqual([now.id, later.id, newest.id]);
});

test('a claim names the engines with room; one that is not there, ill or draining gets nothing', async () => {
  await using api = await stage();
  const ann = await api.join('Ann');
  const [text, image] = [await api.agent(ann), await api.agent(ann, { kind: 'image' })];
  const words = await api.order(ann, 'text', { agents: [text.id], prompt: 'Mots' });
  const picture = await api.order(ann, 'image', { agents: [image.id], prompt: 'Image' });
  const all = ['text', 'image', 'video', 'voice'] as const;
  expect(await api.claim(all, 0, { engines: ['builtin-video'] })).toBeNull();
  expect(await api.claim(['voice'])).toBeNull();
  expect(await api.claim(all, 0, { worker: 'nobody' })).toBeNull();
  await api.hello('ill', [{ healthy: false }]);
  expect(await api.claim(all, 0, { worker: 'ill' })).toBeNull();
  await api.hello('going', [{}], { draining: true });
  // It is told so at once, however long it meant to wait.
  expect(await api.claim(all, 20_000, { worker: 'going' })).toBeNull();
  expect((await api.claim(all, 0, { engines: ['builtin-image'] }))?.job).toBe(picture.id);
  expect((await api.claim(all))?.job).toBe(words.id);
});

test('a waiting claim ends when its worker drains, when it is replaced, and looks again when an engine is back', async () => {
  await using api = await stage();
  const ann = await api.join('Ann');
  const agent = await api.agent(ann);
  const waitingClaims = countWaiting(api);
  await api.hello('one', [{}]);
  const replaced = api.claim(['text'], 20_000, { worker: 'one', instance: 'process-1' });
  await expect.poll(waitingClaims).toBe(1);
  const waiting = api.claim(['text'], 20_000, { worker: 'one', instance: 'process-1' });
  expect(await replaced).toBeNull();
  await api.hello('one', [{}], { draining: true });
  expect(await waiting).toBeNull();

  await api.hello('one', [{ healthy: false }]);
  const job = await api.order(ann, 'text', { agents: [agent.id], prompt: 'Attends' });
  const patient = api.claim(['text'], 20_000, { worker: 'one' });
  await expect.poll(waitingClaims).toBe(1);
  await api.hello('one', [{}]);
  expect((await patient)?.job).toBe(job.id);
});

test('the wait is told by what runs of the engine took lately, and by who is there to make it', async () => {
  await using api = await stage();
  const ann = await api.join('Ann');
  const agent = await api.agent(ann);
  const order = () => api.order(ann, 'text', { agents: [agent.id], prompt: 'Combien' });
  const first = await order();
  expect(first.etaMs).toBe(2000);
  const claim = await api.claim();
  if (!claim) throw new Error('no claim');
  await api.finish(claim, { durationMs: 900 });
  const jobs = [await order(), await order(), await order()];
  // Two slots: the third waits for a run of 900 ms, then takes as long itself.
  expect(await Promise.all(jobs.map(async ({ id }) => (await api.job(ann, id)).etaMs))).toEqual([900, 900, 1800]);
  const running = await api.claim();
  if (!running) throw new Error('no claim');
  await api.work(running, 'POST', '/progress', { attempt: 1, step: 0, phase: 'x', pct: 50 });
  expect((await api.job(ann, running.job)).etaMs).toBe(450);
  await api.deps.db
    .updateTable('worker')
    .set({ seen_at: new Date(Date.now() - 31_000) })
    .execute();
  expect((await api.job(ann, jobs[2]?.id ?? '')).etaMs).toBeNull();
});

test('a draining worker hands its job back at no cost, and it goes on at once', async () => {
  await using api = await stage();
  const ann = await api.join('Ann');
  const agent = await api.agent(ann);
  const job = await api.order(ann, 'text', { agents: [agent.id], prompt: 'Passe' });
  for (let attempt = 1; attempt <= 5; attempt++) {
    const claim = await api.claim();
    expect(claim?.attempt).toBe(attempt);
    if (claim) await api.work(claim, 'POST', '/fail', { attempt, code: 'drained', retryable: true, engineMessage: 'stopping' });
  }
  expect(await api.job(ann, job.id)).toMatchObject({ state: 'queued', attempt: 5, error: null });
  const last = await api.claim();
  if (!last) throw new Error('no claim');
  await api.work(last, 'POST', '/fail', { attempt: 6, code: 'engine_invalid', retryable: false });
  expect(await api.job(ann, job.id)).toMatchObject({ state: 'failed', charged: 0 });
});

test('stale at any door: a job that went to another attempt is closed to the one before', async () => {
  await using api = await stage();
  const ann = await api.join('Ann');
  const agent = await api.agent(ann);
  await api.order(ann, 'text', { agents: [agent.id], prompt: 'Deux' });
  const first = await api.claim();
  if (!first) throw new Error('no claim');
  await api.work(first, 'POST', '/fail', { attempt: 1, code: 'drained', retryable: true });
  await api.claim();
  const late: readonly (readonly [string, string, unknown])[] = [
    ['POST', '/progress', { attempt: 1, step: 0, phase: 'x', pct: 1 }],
    ['POST', '/fail', { attempt: 1, code: 'drained', retryable: true }],
    ['POST', '/finish', { attempt: 1, steps: [] }],
    ['POST', '/finish', { attempt: 2, steps: [] }],
    ['GET', '/signal?waitMs=0', undefined],
    ['GET', '/inputs/0', undefined],
    ['GET', '/steps/0/main', undefined],
    ['POST', '/pass', undefined],
  ];
  for (const [method, path, body] of late)
    expect([path, await refusal(await api.work(first, method, path, body))]).toEqual([path, '409 stale_attempt']);
});

test('the wait after a failure grows fourfold, within a minute, and is never all or nothing', () => {
  expect([1, 2, 3, 4, 9].map((failed) => backoffMs(failed, 1))).toEqual([1000, 4000, 16_000, 60_000, 60_000]);
  expect([1, 2, 9].map((failed) => backoffMs(failed, 0))).toEqual([500, 2000, 30_000]);
});

/** How many claims wait, from now on. */
function countWaiting(api: Stage): () => number {
  let waiting = 0;
  const { subscribe } = api.deps.bus;
  Object.assign(api.deps.bus, {
    subscribe: async (...args: Parameters<typeof subscribe>) => {
      const unsubscribe = await subscribe(...args);
      if (args[0] === 'job') waiting++;
      return () => {
        unsubscribe();
        if (args[0] === 'job') waiting--;
      };
    },
  });
  return () => waiting;
}
