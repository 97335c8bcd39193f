import { newId } from '@oto/schema/base/id';
import type { ServerEvent } from '@oto/schema/contract/event';
import type { Job } from '@oto/schema/contract/job';
import { isFinal, JOB_STATES } from '@oto/schema/job/state';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mergeJob, mergeJobs, reduceJobs, type LiveJob } from './live-jobs.ts';

const AT = '2026-01-01T00:00:00.000Z';
function job(change: Partial<Job> = {}): Job {
  return {
    id: newId(),
    creation: newId(),
    kind: 'text',
    state: 'queued',
    where: 'board',
    prompt: 'un phare',
    agents: [newId()],
    position: 2,
    etaMs: 4000,
    pct: 0,
    phase: 'queued',
    step: 0,
    attempt: 1,
    price: 5,
    charged: null,
    kept: null,
    error: null,
    plot: null,
    createdAt: AT,
    finishedAt: null,
    ...change,
  };
}
const progress = (of: Job, change: Partial<Extract<ServerEvent, { type: 'progress' }>> = {}): ServerEvent => ({
  type: 'progress',
  at: AT,
  job: of.id,
  step: 0,
  phase: 'writing',
  pct: 40,
  ...change,
});

test('progress makes a queued job run and carries its text', () => {
  const one = job();
  const [after] = reduceJobs([one], progress(one, { text: 'Il était' }));
  expect(after).toMatchObject({ state: 'running', position: null, pct: 40, phase: 'writing', text: 'Il était' });
});

test('progress never goes back within a step, and starts anew with the next', () => {
  const one = job({ state: 'running', pct: 60, step: 0 });
  expect(reduceJobs([one], progress(one, { pct: 30 }))[0]?.pct).toBe(60);
  expect(reduceJobs([one], progress(one, { pct: 5, step: 1 }))[0]?.pct).toBe(5);
});

test('the time that is left shrinks with the work that is left', () => {
  const one = job({ state: 'running', etaMs: 10_000, pct: 0 });
  const half = reduceJobs([one], progress(one, { pct: 50 }));
  expect(half[0]?.etaMs).toBe(5000);
  expect(reduceJobs(half, progress(one, { pct: 75 }))[0]?.etaMs).toBe(2500);
  expect(reduceJobs(half, progress(one, { pct: 20 }))[0]?.etaMs).toBe(5000);
});

test('the next step shows nothing of the one before, and counts what was delivered', () => {
  const one = job({ state: 'running' });
  const writing = reduceJobs([one], progress(one, { text: 'Il était' }));
  const done = reduceJobs(writing, { type: 'step', at: AT, job: one.id, step: 0, engine: 'e', model: 'm', tokens: 2, durationMs: 9 });
  const [painting] = reduceJobs(done, progress(one, { step: 1, pct: 4, preview: '/media/preview/x' }));
  expect(painting).toMatchObject({ step: 1, delivered: 1, preview: '/media/preview/x' });
  expect(painting).not.toHaveProperty('text');
  expect(mergeJob([painting as LiveJob], job({ id: one.id, state: 'failed' }))[0]?.delivered).toBe(1);
});

test('a job that is over stays over, whatever arrives late', () => {
  fc.assert(
    fc.property(
      fc.constantFrom('succeeded', 'failed', 'cancelled'),
      fc.array(fc.record({ state: fc.constantFrom(...JOB_STATES), pct: fc.nat(100) }), { maxLength: 12 }),
      (end, late) => {
        const over = job({ state: end });
        let jobs: readonly LiveJob[] = [over];
        for (const { state, pct } of late) {
          jobs = reduceJobs(jobs, progress(over, { pct }));
          if (!isFinal(state)) jobs = reduceJobs(jobs, { type: 'job', at: AT, job: { ...over, state } });
        }
        expect(jobs).toEqual([over]);
      },
    ),
    { seed: 7, numRuns: 200 },
  );
});

test('a new attempt of a failed job shows again, without the old text', () => {
  const failed: LiveJob = { ...job({ state: 'failed' }), text: 'old' };
  const [again] = mergeJob([failed], job({ id: failed.id, state: 'queued', attempt: 2 }));
  expect(again?.state).toBe('queued');
  expect(again).not.toHaveProperty('text');
});

test('a new list keeps the live text of running jobs, drops unknown ones, newest first', () => {
  const old: LiveJob = { ...job({ state: 'running' }), text: 'so far' };
  const gone = job();
  const newer = job({ createdAt: '2026-01-02T00:00:00.000Z' });
  const merged = mergeJobs([old, gone], [{ ...job({ id: old.id, state: 'running', pct: 70 }) }, newer]);
  expect(merged.map((one) => one.id)).toEqual([newer.id, old.id]);
  expect(merged[1]).toMatchObject({ text: 'so far', pct: 70 });
});

test('other events leave the very same list', () => {
  const jobs = [job()];
  expect(reduceJobs(jobs, { type: 'hello', at: AT })).toBe(jobs);
});
