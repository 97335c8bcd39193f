import type { EngineRequest, Estimate } from '../engine.ts';

/** Model tokens of one answer, where the configuration says nothing. */
export const ANSWER_TOKENS = 800;
/** Model tokens that one token of ours pays for. */
const MODEL_TOKENS_PER_TOKEN = 40;
const LETTERS_PER_MODEL_TOKEN = 4;

export type ChatPrice = {
  /** Most model tokens of one answer. */
  readonly maxTokens: number;
  /** Most tokens of ours that one run may cost. */
  readonly ceiling: number;
};

/** The dearest that this request can become; `etaMs` is a guess until the server is known. */
export function chatEstimate(price: ChatPrice, request: EngineRequest): Estimate {
  return { tokens: tokensFor(price, modelTokensOf(request.prompt.length) + price.maxTokens), etaMs: 10_000 };
}

/** What `modelTokens` cost, between 1 and the ceiling. */
export function tokensFor(price: ChatPrice, modelTokens: number): number {
  return Math.min(price.ceiling, Math.max(1, Math.ceil(modelTokens / MODEL_TOKENS_PER_TOKEN)));
}

/** For servers that do not count. */
export function modelTokensOf(letters: number): number {
  return Math.ceil(letters / LETTERS_PER_MODEL_TOKEN);
}

/** The share of an answer that is written. Its length is unknown: it rises and reaches 1 only when the engine says so. */
export function shareWritten(letters: number): number {
  return 1 - Math.exp(-letters / 800);
}
