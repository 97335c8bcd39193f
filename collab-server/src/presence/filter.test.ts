import { describe, expect, it } from 'vitest';
import { newId } from '@oto/schema/base/id';
import type { Actor } from '../document/actor.ts';
import { filterPresence, type PresenceAsk } from './filter.ts';

const me = newId();
const note = newId();
const member: Actor = { kind: 'member', id: me, operator: false, expires: 0 };
const service: Actor = { kind: 'service', name: 'w', document: 'd', note, record: null, expires: 0 };
const speaking = { who: { id: me, name: 'Ana', colour: 2 }, cursor: [10, 20] };
const working = { work: { note, job: newId(), phase: 'draw', pct: 40, n: 2 } };

function left(states: Record<number, unknown>, actor: Actor, more: Partial<PresenceAsk> = {}): number[] {
  const map = new Map(Object.entries(states).map(([key, value]) => [Number(key), value]));
  filterPresence(map, { actor, voice: { client: null }, mayBe: () => true, spend: () => true, ...more });
  return [...map.keys()];
}

describe('presence', () => {
  it('passes a member’s own state on', () => expect(left({ 5: speaking }, member)).toEqual([5]));
  it('silences watchers', () => expect(left({ 5: speaking }, { kind: 'watcher' })).toEqual([]));
  it('keeps to one client a connection', () => {
    expect(left({ 5: speaking, 6: speaking }, member)).toEqual([5]);
    expect(left({ 5: speaking }, member, { voice: { client: 6 } })).toEqual([]);
  });
  it('takes an empty state only from a client it knows', () => {
    expect(left({ 4: {}, 5: speaking }, member)).toEqual([5]);
    expect(left({ 5: {} }, member, { voice: { client: 5 } })).toEqual([5]);
  });
  it('lets nobody speak for another', () => {
    expect(left({ 5: speaking }, member, { mayBe: () => false })).toEqual([]);
    expect(left({ 5: { who: { id: newId(), name: 'Eve', colour: 1 } } }, member)).toEqual([]);
  });
  it('writes the name of the pass', () => {
    const map = new Map<number, unknown>([[5, { ...speaking, who: { ...speaking.who, name: 'Operator', handle: 'chief' } }]]);
    const shown = { name: 'Ana', handle: 'ana' };
    filterPresence(map, { actor: { ...member, shown }, voice: { client: null }, mayBe: () => true, spend: () => true });
    expect(map.get(5)).toEqual({ ...speaking, who: { id: me, colour: 2, ...shown } });
  });
  it('lets a member look, point and wave, and bounds it', () => {
    const view = { at: [1_000_000, 5], span: [1440, 900] };
    const showing = { ...speaking, view, follows: newId(), laser: [[1, 2]], wave: { n: 3, to: newId() } };
    expect(left({ 5: showing }, member)).toEqual([5]);
    for (const wrong of [
      { laser: Array.from({ length: 25 }, () => [0, 0]) },
      { laser: [[Number.NaN, 0]] },
      { view: { at: [1e12, 0], span: [1, 1] } },
      { view: { ...view, span: [0, 0] } },
      { follows: 'nobody' },
      { wave: { n: -1 } },
    ]) {
      expect(left({ 5: { ...speaking, ...wrong } }, member)).toEqual([]);
    }
    for (const one of [{ view }, { laser: [[1, 2]] }, { wave: { n: 1 } }, { follows: me }]) expect(left({ 5: one }, service)).toEqual([]);
  });
  it('drops what Presence does not describe', () => {
    for (const state of [{ evil: 1 }, { cursor: [Number.NaN, 0] }, { cursor: [99_999, 0] }, 'x', null, [1]]) {
      expect(left({ 5: state }, member)).toEqual([]);
    }
  });
  it('leaves progress to the note’s worker', () => {
    expect(left({ 5: working }, service)).toEqual([5]);
    expect(left({ 5: working }, member)).toEqual([]);
    expect(left({ 5: { work: { ...working.work, note: newId() } } }, service)).toEqual([]);
    expect(left({ 5: speaking }, service)).toEqual([]);
  });
  it('drops what comes too fast', () => expect(left({ 5: speaking }, member, { spend: () => false })).toEqual([]));
});
