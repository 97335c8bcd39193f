import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Claim, FailReport, FinishReport } from '@oto/schema/contract/worker';
import { noTracing, type Tracing } from '@oto/schema/trace/tracing';
import type { WorkerApi, JobApi } from '../api/client.ts';
import { joinAsGhost, noGhost } from '../board/ghost.ts';
import { pinNote, type Pin } from '../board/pin.ts';
import { asEngineFailure, failureOf, type EngineFailure } from '../engine/failure.ts';
import type { Registry } from '../engine/registry.ts';
import type { Log } from '../log.ts';
import { unwatched, type Watch } from '../metric/watch.ts';
import type { Place, Room } from '../queue/room.ts';
import { failedCall } from './failed-call.ts';
import type { JobOutcome } from './outcome.ts';
import { showRun } from './show.ts';
import { firstToMake, runSteps, type Outcome, type Run } from './steps.ts';
import { stopper, watchCancel, type Stopper } from './stop.ts';

/** How long a last word may take after the run itself was stopped. */
const LAST_WORD_MS = 15_000;

export type JobSetting = {
  readonly api: WorkerApi;
  readonly engines: Registry;
  readonly room: Room;
  readonly collabUrl: string;
  readonly log: Log;
  readonly watch?: Watch;
  readonly tracing?: Tracing;
  /** Aborts when the process must go now. */
  readonly drain: AbortSignal;
};

/**
 * Runs one claim to its end and reports it. Never throws for what an engine, the api or the board
 * does; its folder is gone when it returns. A free place on the first engine is taken before the first await.
 */
export async function runJob(claim: Claim, setting: JobSetting): Promise<JobOutcome> {
  const api = setting.api.job(claim);
  using stop = stopper(Date.parse(claim.deadline), setting.drain);
  const firstPlace = enterFirst(claim, setting, stop);
  const over = new AbortController();
  const watching = watchCancel(api, stop, over.signal);
  const ghost = claim.ghost
    ? joinAsGhost(
        { collabUrl: setting.collabUrl, ...claim.ghost, requestId: claim.origin?.requestId },
        claim.ghost.pass,
        () => freshPass(api, over.signal),
        setting.log,
      )
    : noGhost;
  const show = showRun(claim, api, ghost, stop, setting.log);
  const folder = await mkdtemp(join(tmpdir(), 'oto-job-'));
  try {
    const { engines, room, log, watch = unwatched, tracing = noTracing } = setting;
    const outcome = await shown({ claim, api, engines, room, log, watch, tracing, stop, show, folder, firstPlace });
    if (outcome.type === 'handOn') return await handOn(claim, api, setting, outcome.engine);
    return await finish(claim, api, setting, stop, { attempt: claim.attempt, steps: outcome.steps });
  } catch (thrown) {
    return await giveUp(claim, api, setting, stop, asEngineFailure(thrown, stop.signal));
  } finally {
    over.abort();
    ghost.leave();
    await rm(folder, { recursive: true, force: true });
    await watching;
  }
}

async function shown(run: Run): Promise<Outcome> {
  try {
    return await runSteps(run);
  } finally {
    await run.show.close();
  }
}

function enterFirst(claim: Claim, { engines, room }: JobSetting, stop: Stopper): Promise<Place> | null {
  const engine = engines.find(firstToMake(claim)?.engine ?? '');
  if (!engine) return null;
  const place = room.enter(engine, stop.signal);
  // Whoever runs the step meets the refusal again.
  place.catch(() => undefined);
  return place;
}

async function freshPass(api: JobApi, signal: AbortSignal): Promise<string | null> {
  const answer = await api.ghostPass(signal);
  return answer.ok ? answer.value.token : null;
}

async function finish(claim: Claim, api: JobApi, setting: JobSetting, stop: Stopper, report: FinishReport): Promise<JobOutcome> {
  const answer = await api.finish(report, stop.signal);
  if (!answer.ok) {
    if (answer.code === 'stale' && stop.reason() !== 'cancelled') return abandoned(claim, setting);
    throw failedCall('finish', answer);
  }
  if (answer.value.pin) await pin(claim, setting, answer.value.pin);
  return 'finished';
}

async function pin(claim: Claim, { collabUrl, log }: JobSetting, note: Pin): Promise<void> {
  try {
    const pinned = await pinNote({ collabUrl, tile: note.tile, document: note.document, requestId: claim.origin?.requestId }, note);
    if (pinned.ok) log.info({ job: claim.job, pin: pinned.value }, 'note on the board');
    else
      log[pinned.code === 'beaten' ? 'debug' : 'warn'](
        { job: claim.job, code: pinned.code, detail: pinned.detail },
        'note left to the outbox',
      );
  } catch (thrown) {
    log.warn({ job: claim.job, error: String(thrown) }, 'note left to the outbox');
  }
}

async function handOn(claim: Claim, api: JobApi, setting: JobSetting, engine: string): Promise<JobOutcome> {
  const report = {
    attempt: claim.attempt,
    code: 'drained' as const,
    retryable: true,
    engineMessage: `handed on: no engine ${engine} here`,
  };
  const answer = await api.fail(report, AbortSignal.timeout(LAST_WORD_MS));
  if (!answer.ok && answer.code !== 'stale') setting.log.warn({ job: claim.job, code: answer.code }, 'not handed on; the lease will end');
  return 'handed on';
}

async function giveUp(claim: Claim, api: JobApi, setting: JobSetting, stop: Stopper, failure: EngineFailure): Promise<JobOutcome> {
  const reason = stop.reason();
  if (reason === 'stale') return abandoned(claim, setting);
  const report = failReport(claim.attempt, reason, failure);
  // The engine's message may quote the prompt: it goes to the api alone.
  const level = report.code === 'cancelled' || report.code === 'drained' ? 'info' : 'warn';
  setting.log[level]({ job: claim.job, code: report.code, retryable: report.retryable }, 'job given up');
  const answer = await api.fail(report, AbortSignal.timeout(LAST_WORD_MS));
  if (!answer.ok && answer.code !== 'stale')
    setting.log.warn({ job: claim.job, code: answer.code }, 'failure not delivered; the lease will end');
  return report.code === 'cancelled' ? 'cancelled' : 'failed';
}

function failReport(attempt: number, reason: Exclude<ReturnType<Stopper['reason']>, 'stale'>, failure: EngineFailure): FailReport {
  switch (reason) {
    case 'cancelled':
      return { attempt, code: 'cancelled', retryable: false, engineMessage: '' };
    case 'deadline':
      return { attempt, code: 'engine_timeout', retryable: false, engineMessage: 'deadline passed' };
    case 'drain':
      return { attempt, code: 'drained', retryable: true, engineMessage: 'the worker is stopping' };
    case null:
      return { attempt, code: failureOf(failure.code), retryable: failure.retryable, engineMessage: failure.engineMessage };
    default:
      return reason satisfies never;
  }
}

function abandoned(claim: Claim, setting: JobSetting): JobOutcome {
  setting.log.info({ job: claim.job, attempt: claim.attempt }, 'another worker has this job');
  return 'abandoned';
}
