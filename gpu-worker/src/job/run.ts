import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FinishReport, Claim, FailReport } from '@oto/schema/contract/worker';
import type { WorkerApi, JobApi } from '../api/client.ts';
import { joinAsGhost, noGhost, type Ghost } from '../board/ghost.ts';
import { pinNote } from '../board/pin.ts';
import { asEngineFailure, EngineFailure, failureOf } from '../engine/failure.ts';
import type { Registry } from '../engine/registry.ts';
import type { EngineEvent } from '../engine/engine.ts';
import type { Log } from '../log.ts';
import { cut } from '../text/cut.ts';
import { uploadArtifacts } from './artifact.ts';
import { requestOf } from './chain.ts';
import { previewSender } from './preview.ts';
import { reporter } from './reporter.ts';
import { runStep, type StepResult } from './step.ts';
import { stopper, watchCancel, type Stopper } from './stop.ts';

const EXCERPT = 280;
const TEXT_MAX = 100_000;
/** How long a last word may take after the run itself was stopped. */
const LAST_WORD_MS = 15_000;

export type JobSetting = {
  readonly api: WorkerApi;
  readonly engines: Registry;
  readonly collabUrl: string;
  readonly log: Log;
  /** Aborts when the process must go now. */
  readonly drain: AbortSignal;
};
export type JobOutcome = 'finished' | 'failed' | 'cancelled' | 'abandoned';

/**
 * Runs one claim to its end and reports it. Never throws for what an engine, the api or the board
 * does; its folder is gone when it returns.
 */
export async function runJob(claim: Claim, setting: JobSetting): Promise<JobOutcome> {
  const api = setting.api.job(claim);
  using stop = stopper(Date.parse(claim.deadline), setting.drain);
  const over = new AbortController();
  const watching = watchCancel(api, stop, over.signal);
  const ghost = claim.ghost
    ? joinAsGhost({ collabUrl: setting.collabUrl, ...claim.ghost }, claim.ghost.pass, () => freshPass(api, over.signal), setting.log)
    : noGhost;
  const folder = await mkdtemp(join(tmpdir(), 'oto-job-'));
  try {
    const report = await runSteps(claim, api, setting, stop, ghost, folder);
    return await finish(claim, api, setting, stop, report);
  } catch (thrown) {
    return await giveUp(claim, api, setting, stop, asEngineFailure(thrown, stop.signal));
  } finally {
    over.abort();
    ghost.leave();
    await rm(folder, { recursive: true, force: true });
    await watching;
  }
}

async function freshPass(api: JobApi, signal: AbortSignal): Promise<string | null> {
  const answer = await api.ghostPass(signal);
  return answer.ok ? answer.value.token : null;
}

async function runSteps(
  claim: Claim,
  api: JobApi,
  setting: JobSetting,
  stop: Stopper,
  ghost: Ghost,
  folder: string,
): Promise<FinishReport> {
  const progress = reporter(api, claim.attempt, stop);
  const view = { step: claim.steps[0]?.index ?? 0, phase: 'starting', pct: 0, text: '' };
  const show = (): void => {
    const text = view.text === '' ? {} : { text: cut(view.text, EXCERPT) };
    const preview = previews.latest();
    progress.report({ step: view.step, phase: view.phase, pct: view.pct, ...text, ...(preview === undefined ? {} : { preview }) });
    ghost.show({ note: claim.creation, job: claim.job, phase: view.phase, pct: view.pct, n: previews.count(), ...text });
  };
  const previews = previewSender(api, stop.signal, () => show(), setting.log);
  const steps: FinishReport['steps'] = [];
  let earlier: string | null = null;
  try {
    show();
    for (const [place, step] of claim.steps.entries()) {
      const engine = setting.engines.find(step.engine);
      if (!engine) throw new EngineFailure('unavailable', `no engine named ${step.engine} here`, true);
      view.step = step.index;
      const request = requestOf(claim, step, place, earlier);
      const startedAt = new Date();
      const began = performance.now();
      const context = {
        job: claim.job,
        attempt: claim.attempt,
        signal: stop.signal,
        deadline: Date.parse(claim.deadline),
        folder: join(folder, String(place)),
        log: setting.log,
      };
      const result: StepResult = await runStep(engine, request, context, {
        onEvent: (event, text) => {
          if (event.type === 'preview') previews.send(step.index, event.mime, event.bytes);
          if (!look(view, event, text, place, claim.steps.length)) return;
          show();
        },
      });
      await uploadArtifacts(api, step.index, result.artifacts, stop.signal);
      const durationMs = Math.round(performance.now() - began);
      setting.log.info({ job: claim.job, step: step.index, engine: engine.id, tokens: result.tokens, durationMs }, 'step done');
      steps.push({
        index: step.index,
        engine: engine.id,
        model: step.model,
        trained: engine.trained,
        prompt: request.prompt,
        text: cut(result.text, TEXT_MAX),
        tokens: result.tokens,
        startedAt: startedAt.toISOString(),
        durationMs,
      });
      if (result.text.trim() !== '') earlier = result.text;
    }
  } finally {
    await progress.close();
    await previews.settled();
  }
  return { attempt: claim.attempt, steps };
}

type View = { step: number; phase: string; pct: number; text: string };

/** Folds an event into what people see; percent covers the whole chain and never falls. */
function look(view: View, event: EngineEvent, text: string, place: number, count: number): boolean {
  switch (event.type) {
    case 'queued':
      view.phase = 'queued';
      return true;
    case 'progress': {
      const share = event.max > 0 ? Math.min(1, Math.max(0, event.value / event.max)) : 0;
      view.phase = event.stage.slice(0, 40);
      view.pct = Math.max(view.pct, Math.round(((place + share) / count) * 1000) / 10);
      return true;
    }
    case 'delta':
      view.text = text;
      return true;
    case 'preview':
    case 'artifact':
    case 'usage':
    case 'done':
      return false;
    default:
      return event satisfies never;
  }
}

async function finish(claim: Claim, api: JobApi, setting: JobSetting, stop: Stopper, report: FinishReport): Promise<JobOutcome> {
  const answer = await api.finish(report, stop.signal);
  if (!answer.ok) {
    if (answer.code === 'stale') return abandoned(claim, setting);
    throw new EngineFailure(answer.code === 'stopped' ? 'cancelled' : 'unavailable', `finish: ${answer.detail ?? answer.code}`, true);
  }
  const { pin } = answer.value;
  if (pin) {
    try {
      const pinned = await pinNote({ collabUrl: setting.collabUrl, tile: pin.tile, document: pin.document }, pin);
      if (pinned.ok) setting.log.info({ job: claim.job, pin: pinned.value }, 'note on the board');
      else setting.log.warn({ job: claim.job, code: pinned.code, detail: pinned.detail }, 'note left to the outbox');
    } catch (thrown) {
      setting.log.warn({ job: claim.job, error: String(thrown) }, 'note left to the outbox');
    }
  }
  return 'finished';
}

async function giveUp(claim: Claim, api: JobApi, setting: JobSetting, stop: Stopper, failure: EngineFailure): Promise<JobOutcome> {
  const reason = stop.reason();
  if (reason === 'stale') return abandoned(claim, setting);
  const report = failReport(claim.attempt, reason, failure);
  // The engine's message may quote the prompt: it goes to the api alone.
  const level = report.code === 'cancelled' ? 'info' : 'warn';
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
      return { attempt, code: 'engine_unavailable', retryable: true, engineMessage: 'the worker is stopping' };
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
