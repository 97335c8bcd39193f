/** Where an OpenAI-compatible chat server is, and how it is spoken to. */
export type ChatPlace = {
  readonly id: string;
  readonly name: string;
  /** Up to and with or without /v1. */
  readonly url: string;
  /** The first answers for agents that name none of them. */
  readonly models: readonly [string, ...string[]];
  readonly key: string | null;
  /** Mistral's own API names the seed otherwise, counts tokens unasked and refuses fields it does not know. */
  readonly dialect: 'openai' | 'mistral';
  /** Most tokens of ours that one run may cost. */
  readonly ceiling: number;
  readonly slots: number;
  /** Most model tokens of one answer. */
  readonly maxTokens: number;
  /** Milliseconds without a byte before the server counts as silent. */
  readonly timeoutMs: number;
  /** Milliseconds between tries while the server loads its model (503). */
  readonly loadingMs: number;
};

/** The address up to and without /v1. */
export function baseOf(place: Pick<ChatPlace, 'url'>): string {
  return place.url.replace(/\/+$/u, '').replace(/\/v1$/u, '');
}

export function headersOf(place: Pick<ChatPlace, 'key'>): Record<string, string> {
  return { 'content-type': 'application/json', ...(place.key === null ? {} : { authorization: `Bearer ${place.key}` }) };
}
