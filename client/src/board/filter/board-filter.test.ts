import { expect, test } from 'vitest';
import { idFromUuid, newId, type Id } from '@oto/schema/base/id';
import type { FarEnd } from '@oto/schema/board/record';
import { ALL, chainOf, cordMatches, noteMatches, type BoardFilter } from './board-filter.ts';

const author = newId();
const agent = newId();
/** An id made at that time, in milliseconds since 1970. */
const idAt = (ms: number) => idFromUuid(`${ms.toString(16).padStart(12, '0')}70008${'0'.repeat(15)}`);
const end = (id: string): FarEnd => [id as Id, 0, 0, 0, 0];
const passes = (filter: Partial<BoardFilter>, note: Partial<Parameters<typeof noteMatches>[1]> = {}) =>
  noteMatches({ ...ALL, ...filter }, { id: newId(), kind: 'image', author, agents: [agent], counts: undefined, ...note });

test('nothing is dimmed without a filter; each condition dims what does not meet it', () => {
  expect(passes({})).toBe(true);
  expect(passes({ kinds: new Set(['image', 'agent']) })).toBe(true);
  expect(passes({ kinds: new Set(['text']) })).toBe(false);
  expect(passes({ author })).toBe(true);
  expect(passes({ author: newId() })).toBe(false);
  expect(passes({ agent })).toBe(true);
  expect(passes({ agent: newId() })).toBe(false);
  const own = newId();
  expect(passes({ agent: own }, { id: own })).toBe(true);
});

test('days: from is in, until is out', () => {
  const id = idAt(5000);
  expect(passes({ from: 5000 }, { id })).toBe(true);
  expect(passes({ from: 5001 }, { id })).toBe(false);
  expect(passes({ until: 5000 }, { id })).toBe(false);
  expect(passes({ until: 5001 }, { id })).toBe(true);
});

test('what nobody has liked has no likes', () => {
  expect(passes({ likes: 1 })).toBe(false);
  expect(passes({ likes: 2 }, { counts: { likes: 2, comments: 0, votes: 0 } })).toBe(true);
  expect(passes({ votes: 1 }, { counts: { likes: 2, comments: 0, votes: 0 } })).toBe(false);
});

const cord = (style: 'cord' | 'fork' | 'tie', from: string, to: string) => ({ style, from: end(from), to: end(to) });

test('strings by what they are, by agent, by chain', () => {
  const made = cord('cord', agent, 'made');
  const tie = cord('tie', agent, 'made');
  expect([cordMatches('provenance', made, null), cordMatches('provenance', tie, null)]).toEqual([true, false]);
  expect([cordMatches('ties', made, null), cordMatches('ties', tie, null)]).toEqual([false, true]);
  expect([cordMatches({ agent }, made, null), cordMatches({ agent: newId() }, made, null)]).toEqual([true, false]);
  expect(cordMatches('chain', made, null)).toBe(true);
  expect(cordMatches('chain', made, new Set(['made']))).toBe(false);
  expect(cordMatches('chain', made, new Set(['made', agent]))).toBe(true);
});

test('a chain holds ancestors, agents and descendants, not the siblings, and ends on a ring', () => {
  const cords = [
    cord('cord', 'agent', 'child'),
    cord('cord', 'agent', 'stranger'),
    cord('fork', 'parent', 'child'),
    cord('fork', 'parent', 'sibling'),
    cord('fork', 'child', 'grandchild'),
    cord('fork', 'grandchild', 'child'),
    cord('tie', 'child', 'friend'),
  ];
  const of = (note: string) => cords.filter((one) => one.from[0] === note || one.to[0] === note);
  expect([...chainOf('child', of)].toSorted()).toEqual(['agent', 'child', 'grandchild', 'parent']);
});
