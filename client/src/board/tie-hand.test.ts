import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { newId } from '@oto/schema/base/id';
import { CORD_COLOURS } from '@oto/schema/board/palette';
import { TIE_NAME_MAX } from '@oto/schema/board/record';
import { plotKey } from '@oto/schema/geometry/lattice';
import { Desk, SharedPlots } from './testing/shared-plots.ts';

const PLOTS = [
  { x: 0, y: 0 },
  { x: 1, y: 0 },
  { x: 2, y: 0 },
];
const owner = newId();
/** Two notes a plot. */
const NOTES = PLOTS.flatMap((plot, p) =>
  [0, 1].map((i) => ({ id: newId(), plot, seat: [p * 10 + i * 400, 7, 0] as [number, number, number] })),
);
const note = (i: number): string => NOTES[i]?.id ?? '';

function plots(): SharedPlots {
  return new SharedPlots(PLOTS, (plot, region) => {
    for (const one of NOTES) if (one.plot === plot) region.notes.set(one.id, { v: 1, k: 'text', s: one.seat, o: owner });
  });
}

describe('TieHand', () => {
  test('a tie keeps its key and its home wherever its ends go, and shows with its name everywhere', () => {
    const shared = plots();
    const [mine, theirs] = [new Desk(shared), new Desk(shared, PLOTS.slice(2))];
    const key = mine.ties.tie(note(0), note(1), 2) ?? '';
    expect(mine.ties.retie(key, 'from', note(2))).toBe(true);
    expect(mine.ties.retie(key, 'to', note(4))).toBe(true);
    expect(mine.ties.change(key, { name: '  so   it\ngoes ', colour: 5 })).toBe(true);
    mine.settle();
    shared.deliver();
    expect([...shared.ties()]).toEqual([[key, '0,0']]);
    theirs.sync('2,0');
    expect(theirs.shown()).toEqual(mine.shown());
    expect(theirs.ties.look(key)).toEqual({ colour: 5, name: 'so it goes', mayChange: true });
    expect(theirs.view.tie(key)?.home).toBe('0,0');
  });

  test('one whose home is not loaded is changed there, and shows so at once', () => {
    const shared = plots();
    const mine = new Desk(shared);
    const key = mine.ties.tie(note(0), note(2), 0) ?? '';
    mine.settle();
    shared.deliver();
    const theirs = new Desk(shared, PLOTS.slice(1, 2));
    expect(theirs.ties.retie(key, theirs.view.tie(key)?.record.a[0] === note(2) ? 'from' : 'to', note(3))).toBe(true);
    expect(theirs.shown()[0]).toContain(note(3));
    theirs.settle();
    mine.settle();
    expect(mine.shown()).toEqual(theirs.shown());
    expect(mine.ties.cut(key)).toBe(true);
    expect(mine.shown()).toEqual([]);
  });

  test('rights at home and at every end: setting needs all of them, cutting one', () => {
    const shared = plots();
    const mine = new Desk(shared);
    const key = mine.ties.tie(note(0), note(2), 0) ?? '';
    mine.closed.add('1,0');
    expect(mine.ties.tie(note(0), note(3), 0)).toBeNull();
    expect(mine.ties.retie(key, 'to', note(1))).toBe(false);
    expect(mine.ties.change(key, { name: 'x' })).toBe(false);
    expect(mine.refused).toEqual(['region_closed', 'region_closed', 'region_closed']);
    expect(mine.ties.look(key)?.mayChange).toBe(false);
    expect(mine.ties.mayTie(note(0), note(2))).toBe(false);
    expect(mine.ties.cut(key)).toBe(true);
  });

  test('a name is cut between characters, and an empty one takes the tag off', () => {
    const mine = new Desk(plots());
    const key = mine.ties.tie(note(0), note(1), 0) ?? '';
    mine.ties.change(key, { name: '🪢'.repeat(TIE_NAME_MAX) });
    expect(mine.ties.look(key)?.name).toBe('🪢'.repeat(TIE_NAME_MAX / 2));
    mine.ties.change(key, { name: 'a'.repeat(TIE_NAME_MAX - 1) + '🪢' });
    expect(mine.ties.look(key)?.name).toBe('a'.repeat(TIE_NAME_MAX - 1));
    mine.ties.change(key, { name: ' ' });
    expect(mine.view.tie(key)?.record).not.toHaveProperty('n');
    mine.ties.change(key, { colour: CORD_COLOURS.length });
    expect(mine.ties.look(key)?.colour).toBe(0);
  });

  test('two people who drag the same end agree on one string', () => {
    const shared = plots();
    const [mine, theirs] = [new Desk(shared), new Desk(shared)];
    const key = mine.ties.tie(note(0), note(1), 0) ?? '';
    for (const desk of [mine, theirs, mine]) desk.settle();
    mine.ties.retie(key, 'to', note(2));
    theirs.ties.retie(key, 'to', note(5));
    for (const desk of [mine, theirs, mine]) desk.settle();
    shared.deliver();
    for (const desk of [mine, theirs]) desk.settle();
    expect(mine.shown()).toHaveLength(1);
    expect(theirs.shown()).toEqual(mine.shown());
  });

  test('whatever several people do with ties, in whatever order it arrives, all end with the same strings', () => {
    const which = fc.nat(2);
    const any = fc.nat(5);
    const end = fc.constantFrom('from' as const, 'to' as const);
    const step = fc.oneof(
      { weight: 5, arbitrary: fc.record({ do: fc.constant('tie' as const), who: which, from: any, to: any, colour: fc.nat(7) }) },
      { weight: 5, arbitrary: fc.record({ do: fc.constant('retie' as const), who: which, tie: any, end, note: any }) },
      fc.record({ do: fc.constant('change' as const), who: which, tie: any, colour: fc.nat(7), name: fc.constantFrom('', 'one', 'two') }),
      fc.record({ do: fc.constant('cut' as const), who: which, tie: any }),
      { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('undo' as const, 'redo' as const), who: which }) },
      {
        weight: 5,
        arbitrary: fc.record({ do: fc.constantFrom('open' as const, 'close' as const, 'sync' as const), who: which, plot: fc.nat(2) }),
      },
      fc.record({ do: fc.constant('deliver' as const) }),
    );
    fc.assert(
      fc.property(fc.array(step, { minLength: 20, maxLength: 80, size: 'max' }), (steps) => {
        const shared = plots();
        const desks = [new Desk(shared), new Desk(shared, PLOTS.slice(0, 1)), new Desk(shared, PLOTS.slice(1))];
        for (const one of steps) {
          if (one.do === 'deliver') {
            shared.deliver();
            continue;
          }
          const desk = desks[one.who];
          if (!desk) continue;
          const tieAt = (i: number): string => [...desk.scene.cords.keys()].sort()[i]?.slice('tie/'.length) ?? '';
          switch (one.do) {
            case 'tie':
              desk.ties.tie(note(one.from), note(one.to), one.colour);
              break;
            case 'retie':
              desk.ties.retie(tieAt(one.tie), one.end, note(one.note));
              break;
            case 'change':
              desk.ties.change(tieAt(one.tie), one);
              break;
            case 'cut':
              desk.ties.cut(tieAt(one.tie));
              break;
            case 'undo':
            case 'redo':
              desk.work[one.do]();
              break;
            case 'open':
              desk.open(PLOTS[one.plot] ?? { x: 0, y: 0 });
              break;
            case 'close':
              desk.close(plotKey(PLOTS[one.plot] ?? { x: 0, y: 0 }));
              break;
            case 'sync':
              desk.sync(plotKey(PLOTS[one.plot] ?? { x: 0, y: 0 }));
              break;
            default:
              one satisfies never;
          }
        }
        for (let round = 0; round < 2; round++) for (const desk of desks) desk.settle();
        shared.deliver();
        for (const desk of desks) desk.settle();
        const [first, ...rest] = desks.map((desk) => desk.shown());
        for (const other of rest) expect(other).toEqual(first);
        expect(first?.map((line) => line.split(' ')[0])).toEqual([...shared.ties().keys()].map((key) => `tie/${key}`).sort());
        const narrow = new Desk(shared, PLOTS.slice(1, 2));
        const near = first?.filter((line) => [2, 3].some((i) => line.includes(note(i))) || shared.ties().get(keyOf(line)) === '1,0');
        expect(narrow.shown()).toEqual(near);
      }),
      { seed: 41, numRuns: 250 },
    );
  });
});

function keyOf(line: string): string {
  return line.split(' ')[0]?.slice('tie/'.length) ?? '';
}
