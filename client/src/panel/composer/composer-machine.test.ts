import { newId } from '@oto/schema/base/id';
import { KINDS, type Kind } from '@oto/schema/board/kind';
import type { Quote } from '@oto/schema/contract/ledger';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  blockOf,
  CHAIN_MAX,
  startComposer,
  step,
  type ChainAgent,
  type ComposerEffect,
  type ComposerEvent,
  type ComposerState,
} from './composer-machine.ts';

const agent = (kind: Kind, name: string = kind): ChainAgent => ({ id: newId(), name, role: '', kind, colour: 0 });
const quote = (total: number, available = 100): Quote => ({
  token: `t${total}`,
  total,
  lines: [],
  available,
  expiresAt: '2030-01-01T00:00:00.000Z',
});

function keys(): () => string {
  let n = 0;
  return () => `key-${String(++n).padStart(4, '0')}`;
}

/** Plays events and collects what was asked for. */
function play(start: ComposerState, ...events: readonly ComposerEvent[]): { state: ComposerState; effects: ComposerEffect[] } {
  let state = start;
  const effects: ComposerEffect[] = [];
  for (const event of events) {
    const next = step(state, event);
    state = next.state;
    effects.push(...next.effects);
  }
  return { state, effects };
}

function ready(where: Kind = 'text'): ComposerState {
  const first = startComposer([agent(where)], [], 'fr').state;
  return play(first, { type: 'priced', round: first.round, quote: quote(5) }, { type: 'prompt', text: 'un phare' }).state;
}

test('a chain always runs: only its last agent may make something else than text', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.constantFrom(...KINDS), fc.nat(5), fc.integer({ min: 10, max: 14 })), { maxLength: 20 }), (moves) => {
      let state = startComposer([], [], 'fr').state;
      for (const move of moves) {
        const event: ComposerEvent =
          typeof move === 'string'
            ? { type: 'add', agent: agent(move) }
            : move < 10
              ? { type: 'remove', index: move }
              : { type: 'earlier', index: move - 10 };
        state = step(state, event).state;
        expect(state.chain.length).toBeLessThanOrEqual(CHAIN_MAX);
        expect(state.chain.slice(0, -1).every((one) => one.kind === 'text')).toBe(true);
      }
    }),
    { seed: 20, numRuns: 300 },
  );
});

test('every change of agents asks a new price, and a late price is not shown', () => {
  const first = startComposer([agent('text')], [], 'fr');
  const second = step(first.state, { type: 'add', agent: agent('image') });
  expect(second.effects).toMatchObject([{ type: 'askPrice', round: first.state.round + 1 }]);
  const late = step(second.state, { type: 'priced', round: first.state.round, quote: quote(1) });
  expect(late.state.quote.type).toBe('asking');
  const now = step(late.state, { type: 'priced', round: second.state.round, quote: quote(9) });
  expect(now.state.quote).toEqual({ type: 'ready', quote: quote(9) });
});

test('a double click sends once', () => {
  const newKey = keys();
  const { state, effects } = play(ready(), { type: 'submit', where: 'board', newKey }, { type: 'submit', where: 'board', newKey });
  expect(effects.filter((effect) => effect.type === 'send')).toHaveLength(1);
  expect(blockOf(state)).toBe('sending');
});

test('after a broken connection the same wish is sent again with the same body and key, even at a new price', () => {
  const newKey = keys();
  const broken = play(
    ready('image'),
    { type: 'submit', where: 'private', newKey },
    { type: 'refused', code: 'offline', status: 0 },
    { type: 'expired' },
  );
  const repriced = play(
    broken.state,
    { type: 'priced', round: broken.state.round, quote: quote(7) },
    { type: 'submit', where: 'private', newKey },
  );
  const [before] = broken.effects.filter((effect) => effect.type === 'send');
  const [after] = repriced.effects.filter((effect) => effect.type === 'send');
  expect(before).toBeDefined();
  expect(after).toEqual(before);
});

test('another wish, or a retry after a clear refusal, gets a new key', () => {
  const newKey = keys();
  const broken = play(ready(), { type: 'submit', where: 'private', newKey }, { type: 'refused', code: 'offline', status: 0 });
  const other = play(broken.state, { type: 'submit', where: 'board', newKey });
  expect(other.effects).toMatchObject([{ type: 'send', key: 'key-0002', body: { where: 'board' } }]);
  const refused = play(
    ready(),
    { type: 'submit', where: 'board', newKey },
    { type: 'refused', code: 'too_many_jobs', status: 429 },
    { type: 'submit', where: 'board', newKey },
  );
  expect(refused.effects.map((effect) => (effect.type === 'send' ? effect.key : effect.type))).toEqual(['key-0003', 'key-0004']);
});

test('an expired price is asked again and the refusal is told', () => {
  const { state, effects } = play(
    ready(),
    { type: 'submit', where: 'board', newKey: keys() },
    { type: 'refused', code: 'quote_expired', status: 409 },
  );
  expect(state.refusal).toBe('quote_expired');
  expect(effects.at(-1)).toMatchObject({ type: 'askPrice' });
  expect(state.attempt).toBeNull();
});

test('what is missing is said: agent, words, price, tokens', () => {
  const empty = startComposer([], [], 'fr').state;
  expect(blockOf(empty)).toBe('no_agent');
  const chosen = startComposer([agent('text')], [], 'fr').state;
  expect(blockOf(chosen)).toBe('no_prompt');
  const written = step(chosen, { type: 'prompt', text: 'x' }).state;
  expect(blockOf(written)).toBe('no_price');
  expect(blockOf(step(written, { type: 'priced', round: written.round, quote: quote(50, 10) }).state)).toBe('not_enough');
  const priced = step(written, { type: 'priced', round: written.round, quote: quote(5) }).state;
  expect(blockOf(priced)).toBeNull();
  expect(blockOf(step(priced, { type: 'prompt', text: 'x'.repeat(2001) }).state)).toBe('prompt_too_long');
});

test('the chain stays as it is while a request is under way', () => {
  const sending = play(ready(), { type: 'submit', where: 'board', newKey: keys() }).state;
  expect(step(sending, { type: 'add', agent: agent('image') }).state.chain).toEqual(sending.chain);
});

test('making again begins with the same prompt, and its price is asked at once', () => {
  const parent = { id: newId(), title: 'Ciel brûlé', author: 'Tom' };
  const first = startComposer([agent('image')], [parent], 'fr', 'La mer au lever du jour');
  expect(first.state.prompt).toBe('La mer au lever du jour');
  expect(first.effects).toEqual([{ type: 'askPrice', round: 1, agents: [first.state.chain[0]?.id], parents: [parent.id] }]);
});
