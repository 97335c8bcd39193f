import type { HttpPlace } from '../http/place.ts';

/** Where an OpenAI-compatible chat server is, and how it is spoken to. Its address may end in /v1 or not. */
export type ChatPlace = HttpPlace & {
  /** The first answers for agents that name none of them. */
  readonly models: readonly [string, ...string[]];
  /** Most model tokens of one answer. */
  readonly maxTokens: number;
  /** Mistral's own API names the seed otherwise, counts tokens unasked and refuses fields it does not know. Absent: by the address. */
  readonly dialect?: 'openai' | 'mistral';
  /** Milliseconds between tries while the server loads its model (503); absent: 1000. */
  readonly loadingMs?: number;
};

/** The address up to and without /v1. */
export function baseOf(place: Pick<ChatPlace, 'url'>): string {
  return place.url.replace(/\/+$/u, '').replace(/\/v1$/u, '');
}

export function headersOf(place: Pick<ChatPlace, 'key'>): Record<string, string> {
  return { 'content-type': 'application/json', ...(place.key === null ? {} : { authorization: `Bearer ${place.key}` }) };
}

export function dialectOf(place: Pick<ChatPlace, 'url' | 'dialect'>): 'openai' | 'mistral' {
  return place.dialect ?? (new URL(place.url).hostname.endsWith('.mistral.ai') ? 'mistral' : 'openai');
}
