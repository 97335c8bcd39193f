import { setTimeout as sleep } from 'node:timers/promises';
import { messagesOf } from '../chat/messages.ts';
import type { EngineRequest } from '../engine.ts';
import { refusalOf } from '../http/refusal.ts';
import { baseOf, dialectOf, headersOf, type ChatPlace } from './place.ts';

const LOADING_TRIES = 30;
const LOADING_MS = 1000;

/** The body of POST /v1/chat/completions. */
export function orderOf(
  place: Pick<ChatPlace, 'models' | 'url' | 'dialect' | 'maxTokens'>,
  request: EngineRequest,
): Record<string, unknown> {
  return {
    model: modelFor(place, request),
    messages: messagesOf(request),
    max_tokens: Math.max(1, Math.round(place.maxTokens * request.scale)),
    stream: true,
    ...(dialectOf(place) === 'mistral' ? { random_seed: request.seed } : { seed: request.seed, stream_options: { include_usage: true } }),
  };
}

/** The model asked for where this server has it, else its first. */
export function modelFor(place: Pick<ChatPlace, 'models'>, request: EngineRequest): string {
  return place.models.includes(request.model) ? request.model : place.models[0];
}

/**
 * Sends the order and waits while the server loads its model (503). Throws EngineFailure on a refusal.
 * `alive` is called at every sign of life.
 */
export async function sendOrder(place: ChatPlace, request: EngineRequest, signal: AbortSignal, alive: () => void): Promise<Response> {
  const body = JSON.stringify(orderOf(place, request));
  for (let attempt = 1; ; attempt++) {
    const response = await fetch(`${baseOf(place)}/v1/chat/completions`, { method: 'POST', headers: headersOf(place), body, signal });
    if (response.ok) return response;
    const text = (await response.text()).slice(0, 2000);
    if (response.status !== 503 || attempt >= LOADING_TRIES) throw refusalOf(response.status, text);
    alive();
    await sleep(place.loadingMs ?? LOADING_MS, undefined, { signal });
  }
}
