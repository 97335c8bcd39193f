import { chatEstimate, modelTokensOf, shareWritten, tokensFor } from '../chat/price.ts';
import type { Engine, EngineContext, EngineEvent, EngineRequest } from '../engine.ts';
import { EngineFailure } from '../failure.ts';
import { climb, guessedShare, type Climb } from '../http/climb.ts';
import { doorOf, type Door } from '../http/door.ts';
import { guarded } from '../http/guarded.ts';
import { healthOf } from '../http/health.ts';
import { insist } from '../http/insist.ts';
import { lastWord } from '../http/last-word.ts';
import type { Watch } from '../http/watch.ts';
import { cancelRun, endpointTrouble, jobFailure, orderRun, statusOf, streamOf, type RunPodJob } from './job.ts';
import { delivered, secondsPrice } from './deliver.ts';
import { modelOf } from './order.ts';
import { shareIn, textIn } from './output.ts';
import type { RunPodPlace } from './place.ts';

const SILENCE_MS = 60_000;
const POLL_MS = 1000;

/** A RunPod serverless endpoint: a run is ordered, followed until it ends, and cancelled by its id. */
export function runPod(place: RunPodPlace): Engine {
  const { order } = place;
  const door = doorOf({ url: `${place.url}/${encodeURIComponent(place.endpoint)}`, key: place.key });
  return {
    id: place.id,
    kind: order.kind,
    displayName: place.name,
    models: order.models,
    trained: true,
    deterministic: false,
    accepts: order.accepts,
    slots: place.slots,
    ceiling: place.ceiling,
    estimate: (request) => ({ ...estimate(place, request), etaMs: order.etaMs }),
    health: () => healthOf((ear) => endpointTrouble(door, ear)),
    generate: (request, context) => guarded(context, place.silenceMs ?? SILENCE_MS, (watch) => run(place, door, request, context, watch)),
  };
}

function estimate(place: RunPodPlace, request: EngineRequest): { readonly tokens: number } {
  switch (place.order.kind) {
    case 'text':
      return chatEstimate({ ceiling: place.ceiling, maxTokens: place.order.maxTokens }, request);
    case 'voice':
      return { tokens: secondsPrice(place.ceiling, request.prompt.length / 14) };
    case 'image':
    case 'video':
      return { tokens: place.ceiling };
    default:
      return place.order.kind satisfies never;
  }
}

async function* run(
  place: RunPodPlace,
  door: Door,
  request: EngineRequest,
  context: EngineContext,
  watch: Watch,
): AsyncGenerator<EngineEvent> {
  const input = { ...(await place.order.input(request)), ...place.input };
  const id = await orderRun(door, input, context.deadline, watch);
  context.log.info({ job: context.job, runPodJob: id }, 'ordered');
  let over = false;
  try {
    if (place.order.kind === 'text') yield* written(place, door, id, request, watch);
    else {
      const path = climb(place.order.kind === 'voice' ? 'speaking' : place.order.kind === 'image' ? 'painting' : 'rendering');
      const job = yield* followed(place, door, id, path, watch);
      over = true;
      yield* delivered(place, job.output, request, context, watch, path);
    }
    over = true;
  } catch (thrown) {
    // A run that RunPod itself has ended needs no cancel.
    over ||= thrown instanceof EndedRun;
    throw thrown instanceof EndedRun ? thrown.failure : thrown;
  } finally {
    if (!over) await lastWord(context.log, (ear) => cancelRun(door, id, ear));
  }
}

/** The run has ended badly on the server. */
class EndedRun extends Error {
  readonly failure: EngineFailure;
  constructor(failure: EngineFailure) {
    super(failure.message);
    this.failure = failure;
  }
}

function endedWell(job: Parameters<typeof jobFailure>[0]): boolean {
  const failure = jobFailure(job);
  if (failure !== null) throw new EndedRun(failure);
  return job.status === 'COMPLETED';
}

/** Looks at a run until it has completed. */
async function* followed(place: RunPodPlace, door: Door, id: string, path: Climb, watch: Watch): AsyncGenerator<EngineEvent, RunPodJob> {
  const pollMs = place.pollMs ?? POLL_MS;
  let began: number | null = null;
  for (;;) {
    const job = await insist(watch, pollMs, () => statusOf(door, id, watch));
    if (endedWell(job)) return job;
    if (job.status === 'IN_QUEUE') yield { type: 'queued', position: 1 };
    else {
      began ??= performance.now();
      yield path.to(shareIn(job.output) ?? guessedShare(performance.now() - began, place.order.etaMs));
    }
    await watch.pause(pollMs);
  }
}

/**
 * Words as they come. What /stream has given once it does not give again: when a look is lost, the
 * whole text is taken from the finished run, and only what is new of it is told.
 */
async function* written(place: RunPodPlace, door: Door, id: string, request: EngineRequest, watch: Watch): AsyncGenerator<EngineEvent> {
  const pollMs = place.pollMs ?? POLL_MS;
  const path = climb('writing');
  let told = '';
  let modelTokens: number | null = null;
  let whole = true;
  try {
    for (;;) {
      const look = await streamOf(door, id, watch);
      for (const part of look.stream ?? []) {
        const { text, modelTokens: counted } = textIn(part.output);
        modelTokens = counted ?? modelTokens;
        if (text === '') continue;
        told += text;
        yield { type: 'delta', text };
        yield path.to(shareWritten(told.length));
      }
      if (endedWell(look)) break;
      if (look.status === 'IN_QUEUE') yield { type: 'queued', position: 1 };
      await watch.pause(pollMs);
    }
  } catch (thrown) {
    if (!(thrown instanceof EngineFailure && thrown.code === 'unavailable' && thrown.retryable)) throw thrown;
    whole = false;
  }
  if (!whole || told === '') {
    const job = yield* followed(place, door, id, path, watch);
    const { text, modelTokens: counted } = textIn(job.output);
    modelTokens = counted ?? modelTokens;
    if (!text.startsWith(told)) throw new EndedRun(new EngineFailure('unavailable', 'a part of the stream was lost', true));
    const rest = text.slice(told.length);
    told = text;
    if (rest !== '') yield { type: 'delta', text: rest };
  }
  watch.check();
  if (told.trim() === '') throw new EndedRun(new EngineFailure('protocol', 'an answer without text'));
  yield path.end();
  const price = { ceiling: place.ceiling, maxTokens: place.order.maxTokens };
  const spent = modelTokens ?? modelTokensOf(request.prompt.length + told.length);
  yield { type: 'usage', tokens: tokensFor(price, spent), model: modelOf(place.order.models, request) };
  yield { type: 'done' };
}
