import { newId } from '@oto/schema/base/id';
import { KINDS, type Kind } from '@oto/schema/board/kind';
import type { Quote } from '@oto/schema/contract/ledger';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Failure } from '../../api/http.ts';
import type { Attachment } from './attachment.ts';
import { breaks, CHAIN_MAX, type ChainAgent } from './chain.ts';
import { blockOf, startComposer, step, type ComposerEffect, type ComposerEvent, type ComposerState } from './composer-machine.ts';

const agent = (kind: Kind, ...accepts: ChainAgent['accepts']): ChainAgent => ({
  id: newId(),
  name: kind,
  role: '',
  kind,
  colour: 0,
  accepts,
});
const failure = (code: Failure['code'], status: number): Failure => ({ code, status, requestId: null, fields: [] });
const file = (role: Attachment['role'], state: Attachment['state'] = { type: 'sending', share: 0 }): Attachment => ({
  key: newId(),
  role,
  name: 'a.png',
  state,
});
const quote = (total: number, available = 100): Quote => ({
  token: `t${total}`,
  total,
  lines: [],
  jar: 0,
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

test('whatever is done, nothing broken is priced or sent, and one file of each role is held at most', () => {
  const move = fc.oneof(
    fc.record({ type: fc.constant('add' as const), kind: fc.constantFrom(...KINDS), accepts: fc.subarray(['image', 'audio'] as const) }),
    fc.record({ type: fc.constant('remove' as const), index: fc.nat(5) }),
    fc.record({ type: fc.constant('move' as const), from: fc.nat(4), to: fc.nat(4) }),
    fc.record({ type: fc.constant('order' as const), order: fc.uniqueArray(fc.nat(3), { maxLength: 4 }) }),
    fc.record({ type: fc.constant('attach' as const), role: fc.constantFrom('image', 'audio'), ready: fc.boolean() }),
    fc.record({ type: fc.constant('submit' as const) }),
  );
  fc.assert(
    fc.property(fc.array(move, { maxLength: 25 }), (moves) => {
      let state = step(startComposer([], [], 'fr').state, { type: 'prompt', text: 'x' }).state;
      for (const one of moves) {
        const event: ComposerEvent =
          one.type === 'add'
            ? { type: 'add', agent: agent(one.kind, ...one.accepts) }
            : one.type === 'attach'
              ? { type: 'attach', attachment: file(one.role, one.ready ? { type: 'ready', ref: { upload: newId() } } : undefined) }
              : one.type === 'submit'
                ? { type: 'submit', where: 'private', newKey: () => 'key-0001' }
                : one;
        const before = state;
        const next = step(state, event);
        state = next.state;
        expect(state.chain.length).toBeLessThanOrEqual(CHAIN_MAX);
        const kept = one.type !== 'move' && one.type !== 'order';
        expect(kept || before.chain.every((held) => state.chain.includes(held))).toBe(true);
        expect(new Set(state.attachments.map((held) => held.role)).size).toBe(state.attachments.length);
        for (const effect of next.effects) {
          expect(breaks(state.chain)).toEqual([]);
          if (effect.type === 'askPrice') state = step(state, { type: 'priced', round: effect.round, quote: quote(5) }).state;
          const sent = effect.type === 'send' ? [effect] : [];
          for (const { body } of sent) {
            expect(blockOf(before)).toBeNull();
            expect(body.inputs).toHaveLength(before.attachments.length);
            state = step(state, { type: 'refused', failure: failure('too_many_jobs', 429) }).state;
          }
        }
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
    { type: 'refused', failure: failure('offline', 0) },
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
  const broken = play(ready(), { type: 'submit', where: 'private', newKey }, { type: 'refused', failure: failure('offline', 0) });
  const other = play(broken.state, { type: 'submit', where: 'board', newKey });
  expect(other.effects).toMatchObject([{ type: 'send', key: 'key-0002', body: { where: 'board' } }]);
  const refused = play(
    ready(),
    { type: 'submit', where: 'board', newKey },
    { type: 'refused', failure: failure('too_many_jobs', 429) },
    { type: 'submit', where: 'board', newKey },
  );
  expect(refused.effects.map((effect) => (effect.type === 'send' ? effect.key : effect.type))).toEqual(['key-0003', 'key-0004']);
});

test('an expired price is asked again and the refusal is told', () => {
  const { state, effects } = play(
    ready(),
    { type: 'submit', where: 'board', newKey: keys() },
    { type: 'refused', failure: failure('quote_expired', 409) },
  );
  expect(state.refusal?.code).toBe('quote_expired');
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
  expect(first.effects).toEqual([
    { type: 'askPrice', round: 1, asked: { agents: [first.state.chain[0]?.id], parents: [parent.id], inputs: [] } },
  ]);
});

test('a broken link, a file on its way, one that failed and one that nobody takes are said, each mended by its own move', () => {
  const [tale, painter, film] = [agent('text'), agent('image', 'image'), agent('video', 'image')];
  const wrong = play(startComposer([film, tale], [], 'fr').state, { type: 'prompt', text: 'x' });
  expect(blockOf(wrong.state)).toBe('broken');
  expect(wrong.state.quote.type).toBe('none');
  const mended = step(wrong.state, { type: 'order', order: [1, 0] });
  expect(mended.effects).toMatchObject([{ type: 'askPrice', asked: { agents: [tale.id, film.id] } }]);

  const one = file('image');
  const sending = play(startComposer([tale], [], 'fr').state, { type: 'attach', attachment: one });
  expect(blockOf(sending.state)).toBe('file_sending');
  const failed = step(sending.state, { type: 'attachState', key: one.key, state: { type: 'failed', code: 'storage_full' } }).state;
  expect(blockOf(failed)).toBe('file_failed');
  const ready = step(sending.state, { type: 'attachState', key: one.key, state: { type: 'ready', ref: { upload: newId() } } });
  expect(blockOf(ready.state)).toBe('file_unused');
  expect(ready.effects).toEqual([]);
  expect(step(ready.state, { type: 'add', agent: painter }).effects).toMatchObject([{ type: 'askPrice', asked: { inputs: [{}] } }]);
  expect(step(ready.state, { type: 'detach', key: one.key }).effects).toMatchObject([{ type: 'askPrice', asked: { inputs: [] } }]);
});

test('a part of a file that leaves asks no new price; late news of one taken off changes nothing', () => {
  const one = file('image');
  const { state } = play(startComposer([agent('image', 'image')], [], 'fr').state, { type: 'attach', attachment: one });
  expect(step(state, { type: 'attachState', key: one.key, state: { type: 'sending', share: 0.5 } }).effects).toEqual([]);
  const off = step(state, { type: 'detach', key: one.key }).state;
  const late = step(off, { type: 'attachState', key: one.key, state: { type: 'ready', ref: { upload: newId() } } });
  expect(late.state.attachments).toEqual([]);
  expect(late.effects).toEqual([]);
});

test('a file that the server has forgotten is told as such, and blocks until it is sent again', () => {
  const kept = file('image', { type: 'ready', ref: { upload: newId() } });
  const start = startComposer([agent('image', 'image')], [], 'fr', 'x', [kept]).state;
  const { state } = play(start, { type: 'priceRefused', round: start.round, failure: failure('unknown_input', 404) });
  expect(state.attachments).toMatchObject([{ state: { type: 'failed', code: 'unknown_input' } }]);
  expect(blockOf(state)).toBe('file_failed');
});

test('one of several parents may be taken out, at a new price; the last one stays', () => {
  const parents = ['La mer', 'Le phare'].map((title) => ({ id: newId(), title, author: 'Ann' }));
  const [sea, lamp] = parents as [(typeof parents)[0], (typeof parents)[0]];
  const start = startComposer([agent('text')], parents, 'fr').state;
  const { state, effects } = play(start, { type: 'loosen', parent: sea.id }, { type: 'loosen', parent: lamp.id });
  expect(state.parents).toEqual([lamp]);
  expect(effects).toMatchObject([{ type: 'askPrice', asked: { parents: [lamp.id] } }]);
});
