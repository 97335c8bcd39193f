import { chatEstimate, shareWritten, tokensFor } from '../chat/price.ts';
import type { Engine, EngineContext, EngineEvent, EngineRequest } from '../engine.ts';
import { asEngineFailure, EngineFailure } from '../failure.ts';
import { importBinding, type ImportBinding } from './binding.ts';
import { modelHolder, type ModelHolder } from './model.ts';
import type { LlamaPlace } from './place.ts';
import { slotsOf, type Slots } from './slots.ts';
import { startWriting } from './write.ts';

/** A GGUF file run by llama.cpp in this process. The library is optional: without it the engine is ill and says what to install. */
export function llamaCpp(place: LlamaPlace, load: ImportBinding = importBinding): Engine {
  const holder = modelHolder(place, load);
  const slots = slotsOf(place.slots);
  const running = new Set<Promise<void>>();
  return {
    id: place.id,
    kind: 'text',
    displayName: place.name,
    models: [place.model],
    trained: true,
    // Several sequences share a batch, and a graphics card sums in no fixed order: both round otherwise.
    deterministic: place.slots === 1 && place.gpu === 'none',
    accepts: [],
    slots: place.slots,
    ceiling: place.ceiling,
    estimate: (request) => chatEstimate(place, request),
    health: () => holder.health(),
    generate: (request, context) => write(place, holder, slots, running, request, context),
    close: async () => {
      await Promise.all(running);
      await holder.close();
    },
  };
}

async function* write(
  place: LlamaPlace,
  holder: ModelHolder,
  slots: Slots,
  running: Set<Promise<void>>,
  request: EngineRequest,
  context: EngineContext,
): AsyncGenerator<EngineEvent> {
  if (request.prompt.trim() === '') throw new EngineFailure('invalid', 'empty prompt');
  const expiry = AbortSignal.timeout(Math.min(2 ** 31 - 1, Math.max(0, context.deadline - Date.now())));
  const signal = AbortSignal.any([context.signal, expiry]);
  if (context.deadline <= Date.now()) throw new EngineFailure('timeout', 'deadline passed before start');
  try {
    const ahead = slots.ahead();
    if (ahead > 0) yield { type: 'queued', position: ahead };
    const slot = await slots.take(signal);
    // The model may still be at its last token when the person has left: the slot is free only then.
    let over = Promise.resolve();
    try {
      yield { type: 'progress', value: 0, max: 1, stage: 'loading' };
      const loaded = await orAborted(holder.get(request.scale), signal);
      const writing = startWriting(loaded, place, request, signal);
      over = writing.over;
      let letters = 0;
      for await (const text of writing.words) {
        // A cancel must not wait behind words that are already there.
        signal.throwIfAborted();
        letters += text.length;
        yield { type: 'delta', text };
        yield { type: 'progress', value: shareWritten(letters), max: 1, stage: 'writing' };
      }
      signal.throwIfAborted();
      if (letters === 0) throw new EngineFailure('protocol', 'an answer without text');
      yield { type: 'progress', value: 1, max: 1, stage: 'writing' };
      yield { type: 'usage', tokens: tokensFor(place, writing.spent()), ...(request.model === place.model ? {} : { model: place.model }) };
      yield { type: 'done' };
    } finally {
      const left = over.then(() => {
        slot[Symbol.dispose]();
        running.delete(left);
      });
      running.add(left);
    }
  } catch (thrown) {
    if (thrown instanceof EngineFailure) throw thrown;
    if (!context.signal.aborted && expiry.aborted) throw new EngineFailure('timeout', 'deadline passed');
    throw asEngineFailure(thrown, context.signal);
  }
}

/** `work`, or the signal's reason as soon as it aborts; the work itself goes on for whoever comes next. */
async function orAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  signal.throwIfAborted();
  const gone = Promise.withResolvers<never>();
  const leave = (): void => gone.reject(signal.reason);
  signal.addEventListener('abort', leave, { once: true });
  try {
    return await Promise.race([work, gone.promise]);
  } finally {
    signal.removeEventListener('abort', leave);
  }
}
