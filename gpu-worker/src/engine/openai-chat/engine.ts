import { chatEstimate, modelTokensOf, shareWritten, tokensFor } from '../chat/price.ts';
import type { Engine, EngineContext, EngineEvent, EngineRequest } from '../engine.ts';
import { asEngineFailure, EngineFailure } from '../failure.ts';
import { emptyAnswer, hear } from './answer.ts';
import { chatHealth } from './health.ts';
import { modelFor, sendOrder } from './order.ts';
import type { ChatPlace } from './place.ts';
import { sseData } from './sse.ts';

const SILENCE_MS = 30_000;

/** Any OpenAI-compatible chat server (vLLM, llama.cpp, Ollama, Mistral), streamed. Closing the connection cancels it. */
export function openAiChat(place: ChatPlace): Engine {
  return {
    id: place.id,
    kind: 'text',
    displayName: place.name,
    models: place.models,
    trained: true,
    deterministic: false,
    accepts: [],
    slots: place.slots,
    ceiling: place.ceiling,
    estimate: (request) => chatEstimate(place, request),
    health: () => chatHealth(place),
    generate: (request, context) => chat(place, request, context),
  };
}

async function* chat(place: ChatPlace, request: EngineRequest, context: EngineContext): AsyncGenerator<EngineEvent> {
  if (request.prompt.trim() === '') throw new EngineFailure('invalid', 'empty prompt');
  const silence = new AbortController();
  const expiry = AbortSignal.timeout(Math.min(2 ** 31 - 1, Math.max(0, context.deadline - Date.now())));
  const signal = AbortSignal.any([context.signal, expiry, silence.signal]);
  const watch = setTimeout(() => silence.abort(), place.silenceMs ?? SILENCE_MS);
  const alive = (): void => void watch.refresh();
  try {
    const response = await sendOrder(place, request, signal, alive);
    const answer = emptyAnswer();
    for await (const data of sseData(heard(streamOf(response), alive))) {
      const text = hear(answer, data);
      if (text !== '') {
        yield { type: 'delta', text };
        yield { type: 'progress', value: shareWritten(answer.letters), max: 1, stage: 'writing' };
      }
      if (data.trim() === '[DONE]') break;
    }
    if (!answer.finished) throw new EngineFailure('unavailable', 'the stream was cut', true);
    if (answer.letters === 0) throw new EngineFailure('protocol', 'an answer without text');
    yield { type: 'progress', value: 1, max: 1, stage: 'writing' };
    const asked = modelFor(place, request);
    // llama.cpp names the file it loaded, with its folders.
    const told = (answer.model ?? asked).replace(/^.*\/(?=[^/]+\.gguf$)/u, '');
    const spent = answer.modelTokens ?? modelTokensOf(request.prompt.length + answer.letters);
    yield { type: 'usage', tokens: tokensFor(place, spent), ...(told === request.model ? {} : { model: told }) };
    yield { type: 'done' };
  } catch (thrown) {
    if (thrown instanceof EngineFailure) throw thrown;
    if (context.signal.aborted) throw new EngineFailure('cancelled', 'cancelled');
    if (expiry.aborted) throw new EngineFailure('timeout', 'deadline passed');
    if (silence.signal.aborted) throw new EngineFailure('timeout', 'the server fell silent', true);
    // fetch reports refused and broken connections as TypeError.
    if (thrown instanceof TypeError) throw new EngineFailure('unavailable', causeOf(thrown), true);
    throw asEngineFailure(thrown, context.signal);
  } finally {
    clearTimeout(watch);
    silence.abort();
  }
}

function streamOf(response: Response): ReadableStream<Uint8Array> {
  if (!/event-stream/iu.test(response.headers.get('content-type') ?? '') || !response.body)
    throw new EngineFailure('protocol', 'not a stream of events');
  return response.body;
}

async function* heard(body: ReadableStream<Uint8Array>, alive: () => void): AsyncGenerator<Uint8Array> {
  for await (const chunk of body) {
    alive();
    yield chunk;
  }
}

function causeOf(error: TypeError): string {
  return error.cause instanceof Error ? error.cause.message : error.message;
}
