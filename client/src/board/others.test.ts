import { describe, expect, test } from 'vitest';
import { newId } from '@oto/schema/base/id';
import type { Presence } from '@oto/schema/board/presence';
import type { CursorView } from '../scene/types.ts';
import type { BoardPerson } from './board-controller.ts';
import { Others } from './others.ts';

const who = { id: newId(), name: 'Ada', colour: 1 };
const note = newId();
const plot = { x: 1, y: 0 };

function setUp() {
  let now = 0;
  const frames: (() => void)[] = [];
  const offsets = new Map<string, { x: number; y: number }>();
  const mine = new Set<string>();
  let people: readonly BoardPerson[] = [];
  let cursors: readonly CursorView[] = [];
  const work: number[] = [];
  const others = new Others({
    held: { hold: (id, offset) => void offsets.set(id, offset), release: (id) => void offsets.delete(id) },
    isMine: (id) => mine.has(id),
    onWork: (_, { pct }) => work.push(pct),
    onPeople: (seen) => void ({ people, cursors } = seen),
    requestFrame: (callback) => void frames.push(callback),
    now: () => now,
  });
  return {
    others,
    offsets,
    mine,
    work,
    people: () => people,
    cursors: () => cursors,
    say: (states: Record<number, Presence>) =>
      others.update(plot, new Map(Object.entries(states).map(([client, state]) => [Number(client), state]))),
    pass: (ms: number) => {
      now += ms;
      for (const frame of frames.splice(0)) frame();
    },
    waiting: () => frames.length,
  };
}
const dragged = (dx: number): Presence => ({ who, drag: { ids: [note], dx, dy: 0 } });

describe('Others', () => {
  test('a drag by somebody else is drawn smoothly, a little behind', () => {
    const { say, pass, offsets, waiting } = setUp();
    say({ 7: dragged(0) });
    pass(50);
    say({ 7: dragged(100) });
    pass(65);
    expect(offsets.get(note)?.x).toBeGreaterThan(0);
    expect(offsets.get(note)?.x).toBeLessThan(100);
    pass(50);
    expect(offsets.get(note)).toEqual({ x: 100, y: 0 });
    expect(waiting()).toBe(0);
    say({ 7: { who } });
    pass(16);
    expect(offsets.has(note)).toBe(false);
    expect(waiting()).toBe(0);
  });

  test('once its place is stored, what remains of the drag moves it no more', () => {
    const { others, say, pass, offsets } = setUp();
    say({ 7: dragged(0) });
    pass(50);
    say({ 7: dragged(100) });
    offsets.delete(note);
    others.placed(note);
    pass(50);
    expect(offsets.has(note)).toBe(false);
  });

  test('what I drag is not moved by others', () => {
    const { say, pass, offsets, mine } = setUp();
    mine.add(note);
    say({ 7: dragged(10) });
    pass(100);
    expect(offsets.size).toBe(0);
  });

  test('people and cursors, without my own other tabs; a worker only reports', () => {
    const { others, say, people, cursors, work } = setUp();
    say({ 7: { who, cursor: [10, 20] }, 8: { work: { note, job: newId(), phase: 'painting', pct: 30, n: 1 } } });
    expect(people()).toMatchObject([{ id: who.id, name: 'Ada', handle: null, colour: '#2660B4' }]);
    expect(cursors()).toMatchObject([{ id: '7', x: 3610, y: 20 }]);
    expect(work).toEqual([30]);
    others.setMe(who.id);
    expect(people()).toEqual([]);
    others.setMe(null);
    others.closeRegion('1,0');
    expect(cursors()).toEqual([]);
  });

  test('who is hidden in the middle of a drag lets go of the note; their hand and laser are gone', () => {
    const { others, say, pass, offsets, people, cursors } = setUp();
    say({ 7: { ...dragged(100), cursor: [1, 2] } });
    pass(200);
    expect(offsets.has(note)).toBe(true);
    others.hide(new Set([who.id]));
    pass(16);
    expect([offsets.has(note), people(), cursors()]).toEqual([false, [], []]);
    say({ 7: { ...dragged(300), cursor: [5, 6] } });
    pass(200);
    expect([offsets.has(note), people(), cursors()]).toEqual([false, [], []]);
  });
});
