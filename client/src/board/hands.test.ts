import { describe, expect, test } from 'vitest';
import { newId, type Id } from '@oto/schema/base/id';
import { Hands } from './hands.ts';
import { Desk, SharedPlots } from './testing/shared-plots.ts';

const PLOTS = [
  { x: 0, y: 0 },
  { x: 1, y: 0 },
];
const owner = newId();
const [a, b, c] = [newId(), newId(), newId()];

function setUp() {
  const shared = new SharedPlots(PLOTS, (plot, region) => {
    const ids: readonly Id[] = plot.x === 0 ? [a, b] : [c];
    for (const [i, id] of ids.entries()) region.notes.set(id, { v: 1, k: 'text', s: [i * 300, 0, 5], o: owner });
  });
  const desk = new Desk(shared);
  const refused: string[] = [];
  const closed = new Set<string>();
  const hands = new Hands({
    scene: { setLifted: () => undefined },
    view: desk.view,
    work: desk.work,
    refusalAt: (region) => (closed.has(region) ? 'region_closed' : null),
    onDrag: () => undefined,
    onRefused: (code, region) => refused.push(`${code} ${region}`),
  });
  const place = (id: string) => {
    const found = desk.view.find(id);
    return found?.place ?? found?.record.s;
  };
  return { desk, hands, refused, closed, place };
}

describe('Hands', () => {
  test('notes of several plots are dragged together, each in its own, and come back together', () => {
    const { desk, hands, place } = setUp();
    hands.grab([a, c], { x: 0, y: 0 });
    hands.pull({ x: 30, y: 40 });
    hands.drop();
    expect([place(a), place(c)]).toEqual([
      [30, 40, 5, 1],
      [30, 40, 5, 1],
    ]);
    desk.work.undo();
    expect([place(a), place(c)]).toEqual([
      [0, 0, 5, 0],
      [0, 0, 5, 0],
    ]);
  });

  test('arrow steps in a row are one step back', () => {
    const { desk, hands, place } = setUp();
    for (let i = 0; i < 4; i++) hands.nudge([a, b], { x: 10, y: 0 });
    expect([place(a), place(b)]).toEqual([
      [40, 0, 5, 1],
      [340, 0, 5, 2],
    ]);
    desk.work.undo();
    expect([place(a)?.[0], place(b)?.[0]]).toEqual([0, 300]);
  });

  test('bringing to the front raises a note over all others, and only once', () => {
    const { desk, hands, place } = setUp();
    hands.nudge([a], { x: 1, y: 0 });
    expect(hands.toFront([b])).toBe(true);
    expect(place(b)?.[3]).toBe(2);
    hands.toFront([b]);
    expect(place(b)?.[3]).toBe(2);
    desk.work.undo();
    expect(place(b)?.[3]).toBe(0);
  });

  test('what may not be moved stays and says why, also when its plot closes under the drag', () => {
    const { hands, refused, closed, place } = setUp();
    closed.add('1,0');
    expect(hands.toFront([c])).toBe(false);
    hands.nudge([c], { x: 10, y: 0 });
    expect(refused).toEqual(['region_closed 1,0', 'region_closed 1,0']);
    hands.grab([a, c], { x: 0, y: 0 });
    expect(hands.dragged?.notes.map((note) => note.id)).toEqual([a]);
    hands.pull({ x: 10, y: 0 });
    closed.add('0,0');
    hands.drop();
    expect(place(a)).toEqual([0, 0, 5]);
  });
});
