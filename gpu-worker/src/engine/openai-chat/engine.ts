import { setTimeout as sleep } from 'node:timers/promises';
import type { Engine, EngineContext, EngineEvent, EngineRequest, Health } from '../engine.ts';
import { asEngineFailure, EngineFailure } from '../failure.ts';
import { ChatChunk, ChatError } from './chunk.ts';
import { sseData } from './sse.ts';

export type ChatPlace = {
  /** Up to and without /v1. */
  readonly url: string;
  readonly model: string;
  readonly key: string | null;
  readonly ceiling: number;
  /** Milliseconds without a byte before the server counts as silent. */
  readonly silenceMs?: number;
  /** Milliseconds between tries while the server loads its model (503). */
  readonly loadingMs?: number;
};

const MAX_TOKENS = 800;
/** Model tokens that one token of ours pays for. */
const MODEL_TOKENS_PER_TOKEN = 40;
const SILENCE_MS = 30_000;
const LOADING_MS = 1000;
const LOADING_TRIES = 30;
const HEALTH_MS = 3000;

/** Any OpenAI-compatible chat server (vLLM, llama.cpp, Ollama, Mistral), streamed. Closing the connection cancels it. */
export function openAiChat(place: ChatPlace): Engine {
  const base = place.url.replace(/\/v1$/u, '');
  const headers = { 'content-type': 'application/json', ...(place.key === null ? {} : { authorization: `Bearer ${place.key}` }) };
  return {
    id: 'openai-chat',
    kind: 'text',
    displayName: place.model,
    models: [place.model],
    trained: true,
    deterministic: false,
    accepts: [],
    slots: 4,
    ceiling: place.ceiling,
    estimate: (request) => ({
      tokens: Math.min(place.ceiling, Math.ceil((request.prompt.length / 4 + MAX_TOKENS) / MODEL_TOKENS_PER_TOKEN)),
      etaMs: 10_000,
    }),
    health: () => health(base, headers),
    generate: (request, context) => chat(place, base, headers, request, context),
  };
}

async function health(base: string, headers: Record<string, string>): Promise<Health> {
  try {
    const response = await fetch(`${base}/v1/models`, { headers, signal: AbortSignal.timeout(HEALTH_MS) });
    await response.body?.cancel();
    return response.ok ? { healthy: true } : { healthy: false, detail: `status ${response.status}` };
  } catch (thrown) {
    return { healthy: false, detail: thrown instanceof Error ? thrown.message : String(thrown) };
  }
}

async function* chat(
  place: ChatPlace,
  base: string,
  headers: Record<string, string>,
  request: EngineRequest,
  context: EngineContext,
): AsyncGenerator<EngineEvent> {
  if (request.prompt.trim() === '') throw new EngineFailure('invalid', 'empty prompt');
  const silence = new AbortController();
  const expiry = AbortSignal.timeout(Math.min(2 ** 31 - 1, Math.max(0, context.deadline - Date.now())));
  const signal = AbortSignal.any([context.signal, expiry, silence.signal]);
  const watch = setTimeout(() => silence.abort(), place.silenceMs ?? SILENCE_MS);
  try {
    const response = await open(place, base, headers, request, signal, () => watch.refresh());
    if (!/event-stream/iu.test(response.headers.get('content-type') ?? '')) throw new EngineFailure('protocol', 'not a stream of events');
    if (!response.body) throw new EngineFailure('protocol', 'no body');
    let letters = 0;
    let finished = false;
    let modelTokens: number | null = null;
    for await (const data of sseData(heard(response.body, () => watch.refresh()))) {
      if (data.trim() === '[DONE]') {
        finished = true;
        break;
      }
      const chunk = readChunk(data);
      if (chunk.usage) modelTokens = (chunk.usage.prompt_tokens ?? 0) + (chunk.usage.completion_tokens ?? 0);
      const [choice] = chunk.choices;
      if (choice?.finish_reason === 'content_filter') throw new EngineFailure('blocked', 'content filter');
      if (choice?.finish_reason) finished = true;
      const text = choice?.delta?.content ?? '';
      if (text === '') continue;
      letters += text.length;
      yield { type: 'delta', text };
      // The length is unknown; the share rises and never reaches its end before the server says so.
      yield { type: 'progress', value: 1 - Math.exp(-letters / 800), max: 1, stage: 'writing' };
    }
    if (!finished) throw new EngineFailure('unavailable', 'the stream was cut', true);
    if (letters === 0) throw new EngineFailure('protocol', 'an answer without text');
    yield { type: 'progress', value: 1, max: 1, stage: 'writing' };
    const spent = modelTokens ?? (request.prompt.length + letters) / 4;
    yield { type: 'usage', tokens: Math.min(place.ceiling, Math.max(1, Math.ceil(spent / MODEL_TOKENS_PER_TOKEN))) };
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

async function open(
  place: ChatPlace,
  base: string,
  headers: Record<string, string>,
  request: EngineRequest,
  signal: AbortSignal,
  alive: () => void,
): Promise<Response> {
  const body = JSON.stringify({
    model: request.model === '' ? place.model : request.model,
    messages: messagesOf(request),
    max_tokens: Math.round(MAX_TOKENS * request.scale),
    seed: request.seed,
    stream: true,
    stream_options: { include_usage: true },
  });
  for (let attempt = 0; ; attempt++) {
    const response = await fetch(`${base}/v1/chat/completions`, { method: 'POST', headers, body, signal });
    if (response.ok) return response;
    const text = (await response.text()).slice(0, 2000);
    // 503 is what llama.cpp says while it loads its model.
    if (response.status !== 503 || attempt + 1 >= LOADING_TRIES) throw refusal(response.status, text);
    alive();
    await sleep(place.loadingMs ?? LOADING_MS, undefined, { signal });
  }
}

function refusal(status: number, text: string): EngineFailure {
  const message = `status ${status}: ${errorText(text)}`;
  if (outOfMemory(text)) return new EngineFailure('oom', message, true);
  if (status === 429 || status >= 500) return new EngineFailure('unavailable', message, true);
  if (/content.?(?:filter|policy)|moderation/iu.test(text)) return new EngineFailure('blocked', message);
  if (status === 400 || status === 413 || status === 422) return new EngineFailure('invalid', message);
  // A wrong key, model or path: ours to mend, not the person's.
  return new EngineFailure('unavailable', message, false);
}

function readChunk(data: string): ChatChunk {
  let json: unknown;
  try {
    json = JSON.parse(data);
  } catch {
    throw new EngineFailure('protocol', 'a chunk is not JSON');
  }
  const failed = ChatError.safeParse(json);
  if (failed.success)
    throw outOfMemory(data) ? new EngineFailure('oom', errorText(data), true) : new EngineFailure('unavailable', errorText(data), true);
  const chunk = ChatChunk.safeParse(json);
  if (!chunk.success) throw new EngineFailure('protocol', 'a chunk of unknown shape');
  return chunk.data;
}

function outOfMemory(text: string): boolean {
  return /out of memory|CUDA OOM|ran out of memory/iu.test(text);
}

function errorText(text: string): string {
  try {
    const parsed = ChatError.safeParse(JSON.parse(text));
    if (parsed.success) return typeof parsed.data.error === 'string' ? parsed.data.error : parsed.data.error.message;
  } catch {
    // A proxy's HTML page is as good a message as any.
  }
  return text.slice(0, 300);
}

function messagesOf(request: EngineRequest): { role: 'system' | 'user' | 'assistant'; content: string }[] {
  const language = request.lang === 'fr' ? 'Answer in French unless asked otherwise.' : 'Answer in English unless asked otherwise.';
  const system = [request.instructions, language, 'Begin with a short title on its own line.']
    .filter((line) => line.trim() !== '')
    .join('\n');
  const user = request.prompt === request.topic || request.topic === '' ? request.prompt : `${request.topic}\n\n${request.prompt}`;
  const parent = request.parentText === undefined ? [] : [{ role: 'assistant' as const, content: request.parentText }];
  return [{ role: 'system', content: system }, ...parent, { role: 'user', content: user }];
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
