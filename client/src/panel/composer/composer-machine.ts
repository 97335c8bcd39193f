import type { Id } from '@oto/schema/base/id';
import type { Kind } from '@oto/schema/board/kind';
import { PROMPT_MAX } from '@oto/schema/contract/common';
import type { InputRef } from '@oto/schema/contract/input';
import type { GenerateRequest, Job } from '@oto/schema/contract/job';
import type { Quote } from '@oto/schema/contract/ledger';
import { takerOf, type Role } from '@oto/schema/job/chain';
import type { Failure } from '../../api/http.ts';
import { nextAttempt, outcomeUnknown, type Attempt } from '../../api/idempotency.ts';
import { attach, forgotten, refsOf, withState, type Attachment } from './attachment.ts';
import { breaks, CHAIN_MAX, placeFor, type ChainAgent } from './chain.ts';

/**
 * The composer as a pure machine: `step` answers the next state and what to do, and touches nothing.
 * Laws: a quote is shown only for the agents, parents and files that it was asked for, and asked only
 * for a chain that can run; nothing is sent while a link is broken, a file is on its way or no agent
 * takes it; while a request is under way a second submit does nothing; a retry after an unknown outcome
 * repeats the same body and key.
 */
export type Parent = { readonly id: Id; readonly title: string; readonly author: string };
export type Where = 'board' | 'private';

export type QuoteState =
  | { readonly type: 'none' }
  | { readonly type: 'asking'; readonly round: number; readonly last: Quote | null }
  | { readonly type: 'ready'; readonly quote: Quote }
  | { readonly type: 'refused'; readonly failure: Failure };

export type ComposerState = {
  readonly chain: readonly ChainAgent[];
  readonly prompt: string;
  readonly title: string;
  readonly parents: readonly Parent[];
  readonly attachments: readonly Attachment[];
  readonly lang: GenerateRequest['lang'];
  readonly quote: QuoteState;
  /** Rises with each price asked, so that a late answer is known as late. */
  readonly round: number;
  readonly sending: Where | null;
  readonly attempt: Attempt<GenerateRequest> | null;
  readonly refusal: Failure | null;
};

export type ComposerEvent =
  | { readonly type: 'add'; readonly agent: ChainAgent; readonly taking?: Role }
  | { readonly type: 'replace'; readonly index: number; readonly agent: ChainAgent }
  | { readonly type: 'remove'; readonly index: number }
  | { readonly type: 'move'; readonly from: number; readonly to: number }
  | { readonly type: 'order'; readonly order: readonly number[] }
  | { readonly type: 'begin'; readonly chain: readonly ChainAgent[]; readonly prompt: string }
  /** One of several parents is let go. */
  | { readonly type: 'loosen'; readonly parent: Id }
  | { readonly type: 'attach'; readonly attachment: Attachment }
  | { readonly type: 'attachState'; readonly key: string; readonly state: Attachment['state'] }
  | { readonly type: 'detach'; readonly key: string }
  | { readonly type: 'prompt'; readonly text: string }
  | { readonly type: 'title'; readonly text: string }
  | { readonly type: 'priced'; readonly round: number; readonly quote: Quote }
  | { readonly type: 'priceRefused'; readonly round: number; readonly failure: Failure }
  | { readonly type: 'expired' }
  | { readonly type: 'submit'; readonly where: Where; readonly newKey: () => string }
  | { readonly type: 'accepted'; readonly job: Job }
  | { readonly type: 'refused'; readonly failure: Failure };

export type PriceQuestion = { readonly agents: readonly Id[]; readonly parents: readonly Id[]; readonly inputs: readonly InputRef[] };
export type ComposerEffect =
  | { readonly type: 'askPrice'; readonly round: number; readonly asked: PriceQuestion }
  | { readonly type: 'send'; readonly kind: Kind; readonly body: GenerateRequest; readonly key: string }
  | { readonly type: 'done'; readonly job: Job };

export type ComposerStep = { readonly state: ComposerState; readonly effects: readonly ComposerEffect[] };

/** Why it cannot be sent yet; null when it can. */
export type ComposerBlock =
  | 'no_agent'
  | 'broken'
  | 'file_sending'
  | 'file_failed'
  | 'file_unused'
  | 'no_prompt'
  | 'prompt_too_long'
  | 'no_price'
  | 'not_enough'
  | 'sending';

export function startComposer(
  agents: readonly ChainAgent[],
  parents: readonly Parent[],
  lang: GenerateRequest['lang'],
  prompt = '',
  attachments: readonly Attachment[] = [],
): ComposerStep {
  return withPrice({
    chain: agents.slice(0, CHAIN_MAX),
    prompt,
    title: '',
    parents,
    attachments: attachments.reduce(attach, [] as readonly Attachment[]),
    lang,
    quote: { type: 'none' },
    round: 0,
    sending: null,
    attempt: null,
    refusal: null,
  });
}

export function blockOf(state: ComposerState): ComposerBlock | null {
  if (state.sending !== null) return 'sending';
  if (state.chain.length === 0) return 'no_agent';
  if (breaks(state.chain).length > 0) return 'broken';
  if (state.attachments.some((one) => one.state.type === 'sending')) return 'file_sending';
  if (state.attachments.some((one) => one.state.type === 'failed')) return 'file_failed';
  if (state.attachments.some((one) => takerOf(one.role, state.chain) < 0)) return 'file_unused';
  if (state.prompt.trim() === '') return 'no_prompt';
  if (state.prompt.length > PROMPT_MAX) return 'prompt_too_long';
  if (state.quote.type !== 'ready') return 'no_price';
  if (state.quote.quote.total - state.quote.quote.jar > state.quote.quote.available) return 'not_enough';
  return null;
}

export function step(state: ComposerState, event: ComposerEvent): ComposerStep {
  switch (event.type) {
    case 'add':
      if (state.chain.length >= CHAIN_MAX) return stay(state);
      return rechain(state, state.chain.toSpliced(placeFor(state.chain, event.agent, event.taking), 0, event.agent));
    case 'replace':
      if (state.chain[event.index] === undefined) return stay(state);
      return rechain(state, state.chain.with(event.index, event.agent));
    case 'remove':
      return rechain(
        state,
        state.chain.filter((_, index) => index !== event.index),
      );
    case 'move': {
      const moved = state.chain[event.from];
      if (moved === undefined || state.chain[event.to] === undefined || event.from === event.to) return stay(state);
      return rechain(state, state.chain.toSpliced(event.from, 1).toSpliced(event.to, 0, moved));
    }
    case 'order': {
      const chain = event.order.flatMap((index) => state.chain[index] ?? []);
      return new Set(event.order).size === state.chain.length && chain.length === state.chain.length ? rechain(state, chain) : stay(state);
    }
    case 'begin': {
      const prompt = state.prompt.trim() === '' ? event.prompt : state.prompt;
      return rechain({ ...state, ...(state.sending === null ? { prompt } : {}) }, event.chain.slice(0, CHAIN_MAX));
    }
    case 'loosen': {
      const parents = state.parents.filter(({ id }) => id !== event.parent);
      const gone = parents.length === 0 || parents.length === state.parents.length || state.sending !== null;
      return gone ? stay(state) : withPrice({ ...state, parents, refusal: null });
    }
    case 'attach':
      return refile(state, attach(state.attachments, event.attachment));
    case 'attachState':
      return refile(state, withState(state.attachments, event.key, event.state));
    case 'detach':
      return refile(
        state,
        state.attachments.filter((one) => one.key !== event.key),
      );
    case 'prompt':
      return stay({ ...state, prompt: event.text, refusal: null });
    case 'title':
      return stay({ ...state, title: event.text });
    case 'priced':
      if (event.round !== state.round) return stay(state);
      return stay({ ...state, quote: { type: 'ready', quote: event.quote } });
    case 'priceRefused':
      if (event.round !== state.round) return stay(state);
      return stay(withoutForgotten({ ...state, quote: { type: 'refused', failure: event.failure } }, event.failure));
    case 'expired':
      return state.sending === null ? withPrice(state) : stay(state);
    case 'submit':
      return submit(state, event.where, event.newKey);
    case 'accepted':
      return { state: { ...state, sending: null, attempt: null, refusal: null }, effects: [{ type: 'done', job: event.job }] };
    case 'refused': {
      const { code, status } = event.failure;
      const attempt = outcomeUnknown(status) ? state.attempt : null;
      const next = withoutForgotten({ ...state, sending: null, attempt, refusal: event.failure }, event.failure);
      return code === 'quote_expired' || code === 'quote_mismatch' ? withPrice(next) : stay(next);
    }
    default:
      return event satisfies never;
  }
}

function submit(state: ComposerState, where: Where, newKey: () => string): ComposerStep {
  const last = state.chain.at(-1);
  if (blockOf(state) !== null || last === undefined || state.quote.type !== 'ready') return stay(state);
  const wanted = {
    ...questionOf(state),
    prompt: state.prompt.trim(),
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

function questionOf(state: ComposerState) {
  return {
    agents: state.chain.map((agent) => agent.id),
    parents: state.parents.map((parent) => parent.id),
    inputs: [...refsOf(state.attachments)],
  };
}

function rechain(state: ComposerState, chain: readonly ChainAgent[]): ComposerStep {
  return state.sending === null ? withPrice({ ...state, chain, refusal: null }) : stay(state);
}

/** A new price only when what would be sent has changed: not for every part of a file that leaves. */
function refile(state: ComposerState, attachments: readonly Attachment[]): ComposerStep {
  if (state.sending !== null) return stay(state);
  const next: ComposerState = { ...state, attachments };
  const same = JSON.stringify(refsOf(attachments)) === JSON.stringify(refsOf(state.attachments));
  return same ? stay(next) : withPrice({ ...next, refusal: null });
}

function withoutForgotten(state: ComposerState, failure: Failure): ComposerState {
  return failure.code === 'unknown_input' ? { ...state, attachments: forgotten(state.attachments) } : state;
}

function withPrice(state: ComposerState): ComposerStep {
  const round = state.round + 1;
  const unused = state.attachments.some((one) => one.state.type === 'ready' && takerOf(one.role, state.chain) < 0);
  if (state.chain.length === 0 || breaks(state.chain).length > 0 || unused) return stay({ ...state, round, quote: { type: 'none' } });
  const last = state.quote.type === 'ready' ? state.quote.quote : state.quote.type === 'asking' ? state.quote.last : null;
  return {
    state: { ...state, round, quote: { type: 'asking', round, last } },
    effects: [{ type: 'askPrice', round, asked: questionOf(state) }],
  };
}

function stay(state: ComposerState): ComposerStep {
  return { state, effects: [] };
}
