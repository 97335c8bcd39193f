import type { Id } from '@oto/schema/base/id';
import type { Kind } from '@oto/schema/board/kind';
import { PROMPT_MAX } from '@oto/schema/contract/common';
import type { GenerateRequest, Job } from '@oto/schema/contract/job';
import type { Quote } from '@oto/schema/contract/ledger';
import type { FailureCode } from '../../api/http.ts';
import { nextAttempt, outcomeUnknown, type Attempt } from '../../api/idempotency.ts';

/**
 * The composer as a pure machine: `step` answers the next state and what to do, and touches nothing.
 * Laws: a chain is always runnable (only its last agent may make something else than text); a quote
 * is shown only for the agents and parents that it was asked for; while a request is under way a
 * second submit does nothing; a retry after an unknown outcome repeats the same body and key.
 */
export const CHAIN_MAX = 4;

export type ChainAgent = {
  readonly id: Id;
  readonly name: string;
  readonly role: string;
  readonly kind: Kind;
  readonly colour: number;
};
export type Parent = { readonly id: Id; readonly title: string; readonly author: string };
export type Where = 'board' | 'private';

export type QuoteState =
  | { readonly type: 'none' }
  | { readonly type: 'asking'; readonly round: number; readonly last: Quote | null }
  | { readonly type: 'ready'; readonly quote: Quote }
  | { readonly type: 'refused'; readonly code: FailureCode };

export type ComposerState = {
  readonly chain: readonly ChainAgent[];
  readonly prompt: string;
  readonly title: string;
  readonly parents: readonly Parent[];
  readonly lang: GenerateRequest['lang'];
  readonly quote: QuoteState;
  /** Rises with each price asked, so that a late answer is known as late. */
  readonly round: number;
  readonly sending: Where | null;
  readonly attempt: Attempt<GenerateRequest> | null;
  readonly refusal: FailureCode | null;
};

export type ComposerEvent =
  | { readonly type: 'add'; readonly agent: ChainAgent }
  | { readonly type: 'remove'; readonly index: number }
  | { readonly type: 'earlier'; readonly index: number }
  | { readonly type: 'prompt'; readonly text: string }
  | { readonly type: 'title'; readonly text: string }
  | { readonly type: 'priced'; readonly round: number; readonly quote: Quote }
  | { readonly type: 'priceRefused'; readonly round: number; readonly code: FailureCode }
  | { readonly type: 'expired' }
  | { readonly type: 'submit'; readonly where: Where; readonly newKey: () => string }
  | { readonly type: 'accepted'; readonly job: Job }
  | { readonly type: 'refused'; readonly code: FailureCode; readonly status: number };

export type ComposerEffect =
  | { readonly type: 'askPrice'; readonly round: number; readonly agents: readonly Id[]; readonly parents: readonly Id[] }
  | { readonly type: 'send'; readonly kind: Kind; readonly body: GenerateRequest; readonly key: string }
  | { readonly type: 'done'; readonly job: Job };

export type ComposerStep = { readonly state: ComposerState; readonly effects: readonly ComposerEffect[] };

/** Why it cannot be sent yet; null when it can. */
export type ComposerBlock = 'no_agent' | 'no_prompt' | 'prompt_too_long' | 'no_price' | 'not_enough' | 'sending';

export function startComposer(
  agents: readonly ChainAgent[],
  parents: readonly Parent[],
  lang: GenerateRequest['lang'],
  prompt = '',
): ComposerStep {
  const empty: ComposerState = {
    chain: [],
    prompt,
    title: '',
    parents,
    lang,
    quote: { type: 'none' },
    round: 0,
    sending: null,
    attempt: null,
    refusal: null,
  };
  return withPrice({ ...empty, chain: agents.reduce(placeAgent, empty.chain) });
}

/** Where an agent goes: texts before the last one, anything else at the end, in place of what was there. */
export function placeAgent(chain: readonly ChainAgent[], agent: ChainAgent): readonly ChainAgent[] {
  const texts = chain.filter((other) => other.kind === 'text');
  const last = chain.find((other) => other.kind !== 'text');
  if (agent.kind !== 'text') return [...texts.slice(0, CHAIN_MAX - 1), agent];
  if (chain.length >= CHAIN_MAX) return chain;
  return last === undefined ? [...texts, agent] : [...texts, agent, last];
}

export function blockOf(state: ComposerState): ComposerBlock | null {
  if (state.sending !== null) return 'sending';
  if (state.chain.length === 0) return 'no_agent';
  if (state.prompt.trim() === '') return 'no_prompt';
  if (state.prompt.length > PROMPT_MAX) return 'prompt_too_long';
  if (state.quote.type !== 'ready') return 'no_price';
  if (state.quote.quote.total > state.quote.quote.available) return 'not_enough';
  return null;
}

export function step(state: ComposerState, event: ComposerEvent): ComposerStep {
  switch (event.type) {
    case 'add':
      return rechain(state, placeAgent(state.chain, event.agent));
    case 'remove':
      return rechain(
        state,
        state.chain.filter((_, index) => index !== event.index),
      );
    case 'earlier': {
      const moved = state.chain[event.index];
      const before = state.chain[event.index - 1];
      if (moved === undefined || before === undefined || moved.kind !== 'text') return stay(state);
      return rechain(state, state.chain.with(event.index - 1, moved).with(event.index, before));
    }
    case 'prompt':
      return stay({ ...state, prompt: event.text, refusal: null });
    case 'title':
      return stay({ ...state, title: event.text });
    case 'priced':
      if (event.round !== state.round) return stay(state);
      return stay({ ...state, quote: { type: 'ready', quote: event.quote } });
    case 'priceRefused':
      if (event.round !== state.round) return stay(state);
      return stay({ ...state, quote: { type: 'refused', code: event.code } });
    case 'expired':
      return state.sending === null ? withPrice(state) : stay(state);
    case 'submit':
      return submit(state, event.where, event.newKey);
    case 'accepted':
      return { state: { ...state, sending: null, attempt: null, refusal: null }, effects: [{ type: 'done', job: event.job }] };
    case 'refused': {
      const attempt = outcomeUnknown(event.status) ? state.attempt : null;
      const next: ComposerState = { ...state, sending: null, attempt, refusal: event.code };
      return event.code === 'quote_expired' || event.code === 'quote_mismatch' ? withPrice(next) : stay(next);
    }
    default:
      return event satisfies never;
  }
}

function submit(state: ComposerState, where: Where, newKey: () => string): ComposerStep {
  const last = state.chain.at(-1);
  if (blockOf(state) !== null || last === undefined || state.quote.type !== 'ready') return stay(state);
  const wanted = {
    agents: state.chain.map((agent) => agent.id),
    prompt: state.prompt.trim(),
    parents: state.parents.map((parent) => parent.id),
    where,
    ...(state.lang === undefined ? {} : { lang: state.lang }),
    ...(state.title.trim() === '' ? {} : { title: state.title.trim() }),
  };
  const attempt = nextAttempt<GenerateRequest>(
    state.attempt,
    JSON.stringify(wanted),
    { ...wanted, quote: state.quote.quote.token },
    newKey,
  );
  return {
    state: { ...state, sending: where, attempt, refusal: null },
    effects: [{ type: 'send', kind: last.kind, body: attempt.body, key: attempt.key }],
  };
}

function rechain(state: ComposerState, chain: readonly ChainAgent[]): ComposerStep {
  return state.sending === null ? withPrice({ ...state, chain, refusal: null }) : stay(state);
}

function withPrice(state: ComposerState): ComposerStep {
  const round = state.round + 1;
  if (state.chain.length === 0) return stay({ ...state, round, quote: { type: 'none' } });
  const last = state.quote.type === 'ready' ? state.quote.quote : state.quote.type === 'asking' ? state.quote.last : null;
  return {
    state: { ...state, round, quote: { type: 'asking', round, last } },
    effects: [{ type: 'askPrice', round, agents: state.chain.map((agent) => agent.id), parents: state.parents.map((parent) => parent.id) }],
  };
}

function stay(state: ComposerState): ComposerStep {
  return { state, effects: [] };
}
