import { visible } from '../chat/messages.ts';
import type { EngineRequest } from '../engine.ts';
import { historyOf } from './history.ts';
import { nativeFailure, type Loaded } from './model.ts';
import type { LlamaPlace } from './place.ts';

/** One answer under way. */
export type Writing = {
  /** Its words as they come; ends with the answer, or throws EngineFailure or the signal's reason. */
  readonly words: ReadableStream<string>;
  /** Resolves once the model no longer works on it, however it ended. */
  readonly over: Promise<void>;
  /** Model tokens read and written so far. */
  spent(): number;
};

/** Lets the model answer in a sequence of its own. Throws EngineFailure when the prompt does not fit. */
export function startWriting(loaded: Loaded, place: LlamaPlace, request: EngineRequest, signal: AbortSignal): Writing {
  const { binding, model, context } = loaded;
  const answer = Math.max(1, Math.min(Math.round(place.maxTokens * request.scale), Math.floor(context.contextSize / 2)));
  const history = historyOf(model, request, context.contextSize - answer);
  const sequence = context.getSequence();
  const chat = new binding.LlamaChat({ contextSequence: sequence });
  const left = new AbortController();
  const ends = AbortSignal.any([signal, left.signal]);
  const over = Promise.withResolvers<void>();
  const words = new ReadableStream<string>({
    start: (controller) => {
      // A long prompt is read in batches: whoever cancels does not wait for the end of one.
      ends.addEventListener('abort', () => controller.error(ends.reason), { once: true });
      chat
        .generateResponse(history, {
          maxTokens: answer,
          temperature: place.temperature,
          topP: 0.95,
          seed: request.seed >>> 0,
          signal: ends,
          onTextChunk: (text) => {
            const shown = visible(text);
            if (shown !== '' && !ends.aborted) controller.enqueue(shown);
          },
        })
        .then(
          () => {
            if (!ends.aborted) controller.close();
          },
          (thrown: unknown) => {
            if (!ends.aborted) controller.error(nativeFailure(thrown, loaded));
          },
        )
        .then(() => {
          chat.dispose({ disposeSequence: false });
          return sequence.dispose();
        })
        .then(
          () => over.resolve(),
          () => over.resolve(),
        );
    },
    cancel: () => left.abort(),
  });
  const meter = sequence.tokenMeter;
  return {
    words,
    over: over.promise,
    spent: () => meter.usedInputTokens + meter.usedOutputTokens,
  };
}
