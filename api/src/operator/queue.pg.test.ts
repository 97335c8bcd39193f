import { expect, test } from 'vitest';
import { newId, uuidFromId } from '@oto/schema/base/id';
import { OperatorQueue, OperatorWorker } from '@oto/schema/contract/operator';
import { sweepLeases } from '../chore/sweep-leases.ts';
import { refusal, type Person } from '../testing/api.ts';
import { claimDue, stage, stepReport, type Stage } from '../testing/generation.ts';

async function operate(api: Stage): Promise<{
  readonly queue: () => Promise<OperatorQueue>;
  readonly steer: (job: string, what: string, body?: object) => Promise<Response>;
}> {
  const { cookie } = await api.join('Chief', { email: 'chief@oto.test' });
  return {
    queue: async () => OperatorQueue.parse(await (await api.send('GET', '/api/operator/queue', { cookie })).json()),
    steer: (job, what, body = {}) => api.send('POST', `/api/operator/jobs/${job}/${what}`, { cookie, body }),
  };
}

/** A job whose every attempt its engine failed. */
async function deadLetter(api: Stage, who: Person, agents: readonly string[], kind: 'text' | 'image' = 'text') {
  const job = await api.order(who, kind, { agents, prompt: 'Mort', where: 'board' });
  for (let attempt = 1; attempt <= 3; attempt++) {
    const claim = await claimDue(api);
    const why = { attempt, code: 'engine_oom', retryable: true, engineMessage: `CUDA ${attempt}` };
    await api.work(claim, 'POST', '/fail', why);
  }
  return job;
}

test('a dead letter shows every attempt; retried it is free, once, and its note is back', async () => {
  await using api = await stage();
  const { queue, steer } = await operate(api);
  const [ann, bob] = [await api.join('Ann'), await api.join('Bob')];
  const agent = await api.agent(bob, { fee: 7 });
  await api.fund(ann, 50);
  const job = await deadLetter(api, ann, [agent.id]);
  expect(await api.wallet(ann)).toMatchObject({ available: 150, held: 0 });
  const { dead, counts } = await queue();
  expect(dead).toMatchObject([
    { id: job.id, author: { name: 'Ann' }, steps: 1, attempt: 3, error: { code: 'engine_oom', detail: 'CUDA 3' } },
  ]);
  expect(dead[0]?.attempts.map(({ attempt, worker, code, detail }) => [attempt, worker, code, detail])).toEqual([
    [1, 'test-worker', 'engine_oom', 'CUDA 1'],
    [2, 'test-worker', 'engine_oom', 'CUDA 2'],
    [3, 'test-worker', 'engine_oom', 'CUDA 3'],
  ]);
  expect(counts.find(({ kind }) => kind === 'text')).toEqual({ kind: 'text', waiting: 0, running: 0, doneLastHour: 0, failedLastHour: 1 });

  const answers = await Promise.all([steer(job.id, 'retry'), steer(job.id, 'retry')]);
  expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([204, 409]);
  const waiting = (await queue()).waiting;
  expect(waiting).toMatchObject([{ id: job.id, price: 0, state: 'queued', error: null }]);
  expect(await sweepLeases(api.deps)).toBe(0);
  const claim = await api.claim();
  if (!claim) throw new Error('no claim');
  expect(claim.attempt).toBe(4);
  await api.finish(claim);
  expect(await api.job(ann, job.id)).toMatchObject({ state: 'succeeded', price: 0, charged: 0, plot: ann.me.plots[0] });
  expect(await api.wallet(ann)).toMatchObject({ available: 150, held: 0 });
  expect(await api.wallet(bob)).toMatchObject({ earnings: 0 });
  expect(await refusal(await steer(job.id, 'retry'))).toBe('409 wrong_state');
  const log = await api.deps.db
    .selectFrom('audit_log')
    .select(['action', 'subject'])
    .where('action', '<>', 'sign_up')
    .orderBy('id')
    .execute();
  expect(log).toEqual([{ action: 'retry_job', subject: uuidFromId(job.id) }]);
});

test('what is gone, was kept in part or failed by its own words is not retried', async () => {
  await using api = await stage();
  const { queue, steer } = await operate(api);
  const ann = await api.join('Ann');
  const [text, image] = [await api.agent(ann), await api.agent(ann, { kind: 'image' })];
  const gone = await deadLetter(api, ann, [text.id]);
  await api.deps.db.updateTable('creation').set({ deleted_at: new Date() }).where('id', '=', uuidFromId(gone.creation)).execute();
  expect(await refusal(await steer(gone.id, 'retry'))).toBe('409 wrong_state');

  const part = await api.order(ann, 'image', { agents: [text.id, image.id], prompt: 'Part' });
  const claim = await api.claim();
  if (!claim) throw new Error('no claim');
  await api.work(claim, 'POST', '/steps/0', stepReport(claim, 0));
  await api.work(claim, 'POST', '/fail', { attempt: 1, code: 'engine_protocol', retryable: false });
  expect(await api.job(ann, part.id)).toMatchObject({ state: 'failed', kept: 'text' });
  expect(await refusal(await steer(part.id, 'retry'))).toBe('409 wrong_state');

  const refused = await api.order(ann, 'text', { agents: [text.id], prompt: 'Non' });
  const other = await api.claim();
  if (!other) throw new Error('no claim');
  await api.work(other, 'POST', '/fail', { attempt: 1, code: 'engine_blocked', retryable: false });
  expect(await refusal(await steer(refused.id, 'retry'))).toBe('409 wrong_state');
  expect((await queue()).dead.map(({ id }) => id)).toEqual([part.id, gone.id]);
  expect(await refusal(await steer(newId(), 'retry'))).toBe('404 not_found');
  expect(await refusal(await api.send('GET', '/api/operator/queue', { cookie: ann.cookie }))).toBe('403 forbidden');
  expect(await refusal(await api.send('POST', `/api/operator/jobs/${gone.id}/retry`, { cookie: ann.cookie }))).toBe('403 forbidden');
});

test('operators move a job and cancel anybody’s; the list is in the order of the claims', async () => {
  await using api = await stage();
  const { queue, steer } = await operate(api);
  const [ann, bob] = [await api.join('Ann'), await api.join('Bob')];
  const agent = await api.agent(ann);
  const order = (who: Person) => api.order(who, 'text', { agents: [agent.id], prompt: 'Tour' });
  const [a1, a2, b1] = [await order(ann), await order(ann), await order(bob)];
  expect((await queue()).waiting.map(({ id }) => id)).toEqual([a1.id, b1.id, a2.id]);
  expect((await steer(a2.id, 'priority', { priority: 2 })).status).toBe(204);
  expect(await refusal(await steer(a2.id, 'priority', { priority: 3 }))).toBe('400 bad_request');
  expect((await queue()).waiting.map(({ id, priority }) => [id, priority])).toEqual([
    [a2.id, 2],
    [b1.id, 0],
    [a1.id, 0],
  ]);
  expect(await api.job(bob, b1.id)).toMatchObject({ position: 1 });
  expect((await steer(b1.id, 'cancel')).status).toBe(204);
  expect(await api.job(bob, b1.id)).toMatchObject({ state: 'cancelled' });
  expect(await refusal(await steer(b1.id, 'priority', { priority: 1 }))).toBe('409 wrong_state');
  expect((await api.claim())?.job).toBe(a2.id);
  expect((await queue()).running).toMatchObject([{ id: a2.id, worker: 'test-worker', attempts: [{ endedAt: null, code: '' }] }]);
  const log = await api.deps.db.selectFrom('audit_log').select('action').where('action', '<>', 'sign_up').orderBy('id').execute();
  expect(log.map(({ action }) => action)).toEqual(['job_priority', 'cancel_job']);
});

test('workers are listed with their engines, until long silent', async () => {
  await using api = await stage();
  const { cookie } = await api.join('Chief', { email: 'chief@oto.test' });
  await api.hello('farm-1', [{ slots: 3, accepts: [] }], { draining: true });
  await api.deps.db
    .updateTable('worker')
    .set({ seen_at: new Date(Date.now() - 60_000) })
    .where('name', '=', 'test-worker')
    .execute();
  const { workers } = (await (await api.send('GET', '/api/operator/workers', { cookie })).json()) as { workers: unknown[] };
  expect(workers.map((worker) => OperatorWorker.parse(worker))).toMatchObject([
    { name: 'farm-1', live: true, draining: true, running: 0, engines: [{ id: 'builtin-text', slots: 3 }] },
    { name: 'test-worker', live: false, draining: false },
  ]);
});
