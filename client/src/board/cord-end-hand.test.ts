import { describe, expect, test } from 'vitest';
import { newId } from '@oto/schema/base/id';
import type { SceneHit } from '../scene/types.ts';
import { CordEndHand } from './cord-end-hand.ts';
import { Desk, SharedPlots } from './testing/shared-plots.ts';

const PLOTS = [
  { x: 0, y: 0 },
  { x: 1, y: 0 },
];
const owner = newId();
const [a, b, c, agent, other] = [newId(), newId(), newId(), newId(), newId()];
const made = newId();

function setUp() {
  const shared = new SharedPlots(PLOTS, (plot, region) => {
    if (plot.x === 1) return region.notes.set(c, { v: 1, k: 'text', s: [0, 0, 0], o: owner });
    for (const id of [a, b]) region.notes.set(id, { v: 1, k: 'text', s: [0, 0, 0], o: owner });
    for (const id of [agent, other]) region.notes.set(id, { v: 1, k: 'agent', g: 'text', c: 1, s: [0, 0, 0], o: owner });
    return region.notes.set(made, { v: 1, k: 'text', s: [0, 0, 0], o: owner, a: [[[agent, 0, 0, 0, 0], 1]] });
  });
  const [mine, theirs] = [new Desk(shared), new Desk(shared)];
  const held: unknown[] = [];
  const drops: unknown[] = [];
  let hit: SceneHit | null = null;
  const hand = new CordEndHand({
    scene: { hitTest: () => hit, holdCordEnd: (one) => held.push(one && `${one.id} ${one.end}`) },
    view: mine.view,
    ties: mine.ties,
    isMember: () => true,
    onReattach: (drop) => drops.push(drop),
  });
  const settle = (): void => {
    for (const desk of [mine, theirs, mine]) desk.settle();
  };
  return { shared, mine, theirs, hand, held, drops, settle, over: (note: string) => void (hit = { type: 'note', id: note }) };
}
const at = { x: 1, y: 2 };

describe('CordEndHand', () => {
  test('a dropped end is one write of the same key at the same home, to whatever plot it goes', () => {
    const { shared, mine, hand, over, settle } = setUp();
    const key = mine.ties.tie(a, b, 3) ?? '';
    hand.take({ id: `tie/${key}`, end: 'from' });
    hand.pull(at);
    over(c);
    hand.drop(at);
    settle();
    expect([...shared.ties()]).toEqual([[key, '0,0']]);
    expect(mine.view.tie(key)?.record).toMatchObject({ a: [c, 1, 0, 0, 0], b: [b, 0, 0, 0, 0], c: 3 });
    mine.work.undo();
    expect(mine.view.tie(key)?.record.a[0]).toBe(a);
  });

  test('somebody else ties the other end elsewhere under the drag: both changes stand', () => {
    const { mine, theirs, hand, over, settle } = setUp();
    const key = mine.ties.tie(a, b, 0) ?? '';
    settle();
    hand.take({ id: `tie/${key}`, end: 'from' });
    hand.pull(at);
    theirs.ties.retie(key, 'to', c);
    settle();
    over(other);
    hand.drop(at);
    expect(mine.view.tie(key)?.record).toMatchObject({ a: [other, 0, 0, 0, 0], b: [c, 1, 0, 0, 0] });
  });

  test('somebody else ties the end in hand elsewhere: the drag goes on and the last write wins', () => {
    const { mine, theirs, hand, over, settle } = setUp();
    const key = mine.ties.tie(a, b, 0) ?? '';
    settle();
    hand.take({ id: `tie/${key}`, end: 'to' });
    theirs.ties.retie(key, 'to', c);
    settle();
    hand.pull(at);
    over(other);
    hand.drop(at);
    settle();
    expect(theirs.view.tie(key)?.record).toMatchObject({ a: [a, 0, 0, 0, 0], b: [other, 0, 0, 0, 0] });
    expect(theirs.shown()).toEqual(mine.shown());
  });

  test('the ends change sides under the drag, as a record takes over from its mirror: the end in hand stays in hand', () => {
    const { mine, hand, held, over } = setUp();
    const key = mine.ties.tie(a, b, 0) ?? '';
    hand.take({ id: `tie/${key}`, end: 'to' });
    hand.pull(at);
    const ties = mine.docs.get('0,0')?.getMap('ties');
    ties?.set(key, { v: 1, a: [b, 0, 0, 0, 0], b: [a, 0, 0, 0, 0], c: 0 });
    hand.pull(at);
    over(c);
    hand.drop(at);
    expect(held).toEqual([`tie/${key} to`, `tie/${key} from`, null]);
    expect(mine.view.tie(key)?.record).toMatchObject({ a: [c, 1, 0, 0, 0], b: [a, 0, 0, 0, 0] });
  });

  test('cut under the drag, it is let go; dropped on its own other end, nothing happens', () => {
    const { mine, theirs, hand, held, over, settle } = setUp();
    const key = mine.ties.tie(a, b, 0) ?? '';
    settle();
    hand.take({ id: `tie/${key}`, end: 'to' });
    over(a);
    hand.drop(at);
    expect(mine.view.tie(key)?.record.b[0]).toBe(b);
    hand.take({ id: `tie/${key}`, end: 'to' });
    theirs.ties.cut(key);
    settle();
    hand.pull(at);
    expect(hand.isHolding).toBe(false);
    expect(held.at(-1)).toBeNull();
  });

  test('a creation’s cord asks to re-make it with another agent, and only with another', () => {
    const { hand, drops, over } = setUp();
    const id = `${made}/agent/${agent}`;
    expect([hand.mayTake({ id, end: 'from' }), hand.mayTake({ id, end: 'to' })]).toEqual([true, false]);
    for (const note of [a, agent, other]) {
      hand.take({ id, end: 'from' });
      over(note);
      hand.drop(at);
    }
    expect(drops).toEqual([{ creation: made, agent: other }]);
  });
});
