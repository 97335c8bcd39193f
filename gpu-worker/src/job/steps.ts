import { join } from 'node:path';
import type { Claim, StepResult } from '@oto/schema/contract/worker';
import type { Tracing } from '@oto/schema/trace/tracing';
import type { JobApi } from '../api/client.ts';
import type { Engine } from '../engine/engine.ts';
import { asEngineFailure, EngineFailure } from '../engine/failure.ts';
import type { Registry } from '../engine/registry.ts';
import type { Log } from '../log.ts';
import type { Watch } from '../metric/watch.ts';
import type { Place, Room } from '../queue/room.ts';
import { cut } from '../text/cut.ts';
import { uploadArtifacts } from './artifact.ts';
import { give, handOn, NOTHING_YET, type ClaimStep, type Handed, type HandedFile } from './chain.ts';
import { failedCall } from './failed-call.ts';
import type { Show } from './show.ts';
import { keepSource } from './source-file.ts';
import { runStep } from './step.ts';
import type { Stopper } from './stop.ts';

const TEXT_MAX = 100_000;

export type Run = {
  readonly claim: Claim;
  readonly api: JobApi;
  readonly engines: Registry;
  readonly room: Room;
  readonly log: Log;
  readonly watch: Pick<Watch, 'ran'>;
  readonly tracing: Tracing;
  readonly stop: Stopper;
  readonly show: Show;
  /** Of this job alone; the caller removes it. */
  readonly folder: string;
  /** On the engine of the first step to be made, taken when the job was claimed. */
  readonly firstPlace: Promise<Place> | null;
};

/** `handOn`: what is left needs an engine that another worker has. */
export type Outcome = { readonly type: 'done'; readonly steps: StepResult[] } | { readonly type: 'handOn'; readonly engine: string };

/** The first step that no attempt has delivered yet; undefined when only the finish is left. */
export function firstToMake(claim: Claim): ClaimStep | undefined {
  return claim.steps.find((step) => step.delivered === undefined);
}

/**
 * Runs what is left of a chain. Every step but the last is delivered as soon as it is done, so that no
 * later attempt runs it again; the last is reported with the finish. Throws EngineFailure.
 */
export async function runSteps(run: Run): Promise<Outcome> {
  const { claim, engines } = run;
  const first = firstToMake(claim);
  const unreported: StepResult[] = [];
  let handed = NOTHING_YET;
  for (const [place, step] of claim.steps.entries()) {
    if (step.delivered) {
      handed = handOn(handed, step, step.delivered.text, fetchStep(run, step));
      continue;
    }
    const engine = engines.find(step.engine);
    if (!engine) {
      if (step !== first) return { type: 'handOn', engine: step.engine };
      throw new EngineFailure('unavailable', `no engine named ${step.engine} here`, true);
    }
    run.show.phase(step.index, place, 'starting');
    const taken = step === first && run.firstPlace ? run.firstPlace : run.room.enter(engine, run.stop.signal);
    const made = await onPlace(taken, () => runOne(run, step, engine, handed));
    handed = handOn(handed, step, made.result.text, made.file);
    if (place === claim.steps.length - 1) {
      unreported.push(made.result);
      continue;
    }
    const answer = await run.api.deliver(step.index, { attempt: claim.attempt, result: made.result }, run.stop.signal);
    if (!answer.ok) throw failedCall('step', answer);
  }
  return { type: 'done', steps: unreported };
}

async function onPlace<T>(taken: Promise<Place>, work: () => Promise<T>): Promise<T> {
  const place = await taken;
  try {
    return await work();
  } finally {
    place.leave();
  }
}

async function runOne(
  run: Run,
  step: ClaimStep,
  engine: Engine,
  handed: Handed,
): Promise<{ readonly result: StepResult; readonly file: HandedFile['fetch'] }> {
  const { claim, api, stop, log } = run;
  const readInput = async (input: Claim['inputs'][number]) =>
    keepSource(run.folder, `input-${input.index}`, input.role, await api.input(input.index, stop.signal));
  const { request, sources } = await give(claim, step, engine, handed, readInput);
  const startedAt = new Date();
  const began = performance.now();
  log.info({ job: claim.job, attempt: claim.attempt, step: step.index, engine: engine.id }, 'step begun');
  const context = {
    job: claim.job,
    attempt: claim.attempt,
    signal: stop.signal,
    deadline: Date.parse(claim.deadline),
    folder: join(run.folder, String(step.index)),
    log,
  };
  const made = await run.tracing.around('engine run', { 'oto.engine': engine.id, 'oto.kind': engine.kind }, () =>
    watched(run, engine, () => runStep(engine, request, context, { onEvent: (event, text) => run.show.event(event, text) })),
  );
  await uploadArtifacts(api, step.index, made.artifacts, stop.signal);
  const durationMs = Math.round(performance.now() - began);
  log.info({ job: claim.job, attempt: claim.attempt, step: step.index, engine: engine.id, tokens: made.tokens, durationMs }, 'step done');
  const main = made.artifacts.find(({ role }) => role === 'main');
  return {
    result: {
      index: step.index,
      engine: engine.id,
      model: made.model ?? step.model,
      trained: engine.trained,
      prompt: request.prompt,
      sources,
      text: cut(made.text, TEXT_MAX),
      tokens: made.tokens,
      startedAt: startedAt.toISOString(),
      durationMs,
    },
    file: async () => {
      if (!main) throw new EngineFailure('protocol', `step ${step.index} left no file`);
      return { role: step.kind === 'voice' ? 'audio' : 'image', path: main.path, mime: main.mime };
    },
  };
}

async function watched<T>({ watch, stop }: Run, engine: Engine, work: () => Promise<T>): Promise<T> {
  const began = performance.now();
  const took = () => (performance.now() - began) / 1000;
  try {
    const made = await work();
    watch.ran(engine.id, 'done', took());
    return made;
  } catch (thrown) {
    watch.ran(engine.id, asEngineFailure(thrown, stop.signal).code, took());
    throw thrown;
  }
}

/** The file of a step that an earlier attempt delivered. */
function fetchStep(run: Run, step: ClaimStep): HandedFile['fetch'] {
  const role = step.kind === 'voice' ? 'audio' : 'image';
  return async () => keepSource(run.folder, `step-${step.index}`, role, await run.api.stepFile(step.index, run.stop.signal));
}
