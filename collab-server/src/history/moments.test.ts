import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { newId } from '@oto/schema/base/id';
import type { FarEnd, PlaceRecord, TieRecord } from '@oto/schema/board/record';
import { SERVER } from '../document/actor.ts';
import { noteOf } from '../testing/note.ts';
import { changesBetween, EMPTY_LAYOUT, joinChanges, tell, tellable, type Changes, type Layout, type Today } from './layout.ts';
import { memberOf, MOMENT_MS, momentsOf, type Step } from './moments.ts';

const [ana, ben, one, two, gone, tie] = [newId(), newId(), newId(), newId(), newId(), newId()];
const today: Today = { hasNote: (id) => id !== gone, stands: ([id]) => id !== gone };
const end = (id: typeof one): FarEnd => [id, 0, 5, 0, 0];
const tied = (a: typeof one, b: typeof one, more: Partial<TieRecord> = {}): TieRecord => ({ v: 1, a: end(a), b: end(b), c: 0, ...more });

function layout(parts: {
  readonly notes?: Layout['notes'];
  readonly places?: { readonly [id: string]: PlaceRecord };
  readonly ties?: { readonly [id: string]: TieRecord };
}): Layout {
  return {
    notes: parts.notes ?? new Map(),
    places: new Map(Object.entries(parts.places ?? {})),
    ties: new Map(Object.entries(parts.ties ?? {})),
  };
}

const moved = (id: string, from: number, to: number): Changes =>
  changesBetween(layout({ places: { [id]: [from, 0, 0, 0] } }), layout({ places: { [id]: [to, 0, 0, 0] } }));
const nothing = changesBetween(EMPTY_LAYOUT, EMPTY_LAYOUT);
const step = (id: number, seconds: number, actor: string, changes: Changes): Step => ({
  id: BigInt(id),
  at: seconds * 1_000,
  actor,
  changes,
});
const by = (id: string) => `member:${id}`;

describe('what is told of changes', () => {
  it('names notes moved and pinned, ties tied, changed and cut', () => {
    const before = layout({
      notes: new Map([[two, noteOf(ana, { j: newId() })]]),
      places: { [one]: [1, 1, 1, 1] },
      ties: { [tie]: tied(one, two), [gone]: tied(one, two) },
    });
    const after = layout({
      notes: new Map([
        [one, noteOf(ana)],
        [two, noteOf(ana)],
      ]),
      places: { [one]: [1, 1, 1, 2], [two]: [0, 0, 0, 0] },
      ties: { [tie]: tied(one, two, { n: 'to' }), [ben]: tied(two, one) },
    });
    expect(tell(changesBetween(before, after), today)).toEqual({
      moved: [one, two],
      pinned: [two, one],
      unpinned: 0,
      tied: [ben],
      retied: [tie],
      cut: [gone],
    });
  });

  it('leaves out what no longer exists, equal values and ghosts', () => {
    const before = layout({ notes: new Map([[gone, noteOf(ana)]]), places: { [one]: [1, 2, 3, 4], [gone]: [1, 1, 1, 1] } });
    const after = layout({
      notes: new Map([[two, noteOf(ana, { j: newId() })]]),
      places: { [one]: [1, 2, 3, 4], [gone]: [2, 2, 2, 2] },
      ties: { [tie]: tied(one, gone) },
    });
    expect(tell(changesBetween(before, after), today)).toEqual({ moved: [], pinned: [], unpinned: 1, tied: [], retied: [], cut: [] });
    expect(tellable(after, today)).toEqual(layout({ notes: after.notes }));
  });

  it('is the same for changes joined and for the layouts at both ends', () => {
    const id = fc.constantFrom(one, two, gone, tie);
    const place = fc.tuple(fc.nat(1), fc.nat(1), fc.nat(1), fc.nat(1));
    const anyLayout = fc.record(
      {
        notes: fc.dictionary(
          id,
          fc.boolean().map((isGhost) => noteOf(ana, isGhost ? { j: tie } : {})),
        ),
        places: fc.dictionary(id, place),
        ties: fc.dictionary(
          id,
          fc.tuple(id, id).map(([a, b]) => tied(a, b)),
        ),
      },
      { noNullPrototype: true },
    );
    const toLayout = (value: { notes: object; places: object; ties: object }) =>
      ({
        notes: new Map(Object.entries(value.notes)),
        places: new Map(Object.entries(value.places)),
        ties: new Map(Object.entries(value.ties)),
      }) as Layout;
    const sorted = (changes: Changes) => {
      const told = tell(changes, today);
      return Object.fromEntries(Object.entries(told).map(([name, ids]) => [name, typeof ids === 'number' ? ids : [...ids].toSorted()]));
    };
    fc.assert(
      fc.property(fc.array(anyLayout, { minLength: 2, maxLength: 5 }), (values) => {
        const layouts = values.map(toLayout);
        const first = layouts[0] ?? EMPTY_LAYOUT;
        const joined = layouts
          .slice(1)
          .reduce(({ changes, last }, next) => ({ changes: joinChanges(changes, changesBetween(last, next)), last: next }), {
            changes: nothing,
            last: first,
          });
        expect(sorted(joined.changes)).toEqual(sorted(changesBetween(first, joined.last)));
      }),
      { seed: 3, numRuns: 200 },
    );
  });
});

describe('moments', () => {
  it('join the rows of one person within half a minute of the first', () => {
    const steps = [
      step(1, 0, by(ana), moved(one, 0, 1)),
      step(2, 29, by(ana), moved(two, 0, 1)),
      step(3, 31, by(ana), moved(one, 1, 2)),
      step(4, 40, by(ben), moved(one, 2, 3)),
      step(5, 41, SERVER, moved(one, 3, 4)),
      step(6, 42, 'service:w:x', moved(two, 1, 2)),
    ];
    const { moments, from } = momentsOf(steps, today, true);
    expect(from).toBe(1n);
    expect(moments.map(({ first, id, by: who, moved: notes }) => [first, id, who, notes])).toEqual([
      [1n, 2n, ana, [one, two]],
      [3n, 3n, ana, [one]],
      [4n, 4n, ben, [one]],
      [5n, 6n, null, [one, two]],
    ]);
  });

  it('are not parted by rows that show nothing, and show nothing that was undone', () => {
    const steps = [
      step(1, 0, by(ana), moved(one, 0, 1)),
      step(2, 1, SERVER, nothing),
      step(3, 2, by(ana), moved(gone, 0, 1)),
      step(4, 3, by(ana), moved(two, 0, 1)),
      step(5, 60, by(ben), moved(one, 1, 2)),
      step(6, 61, by(ben), moved(one, 2, 1)),
    ];
    expect(momentsOf(steps, today, true).moments).toMatchObject([{ first: 1n, id: 4n, at: 3_000, moved: [one, two] }]);
  });

  it('do not depend on where a page begins', () => {
    const row = fc.record({
      gap: fc.constantFrom(1, 10, 29, 31, 300),
      who: fc.constantFrom(by(ana), by(ben), SERVER),
      isSilent: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 60 }), fc.nat(59), (rows, cut) => {
        let seconds = 0;
        const steps = rows.map(({ gap, who, isSilent }, index) => {
          seconds += gap;
          return step(index + 1, seconds, who, isSilent ? nothing : moved(one, index, index + 1));
        });
        const all = momentsOf(steps, today, true).moments;
        const { moments, from } = momentsOf(steps.slice(cut), today, false);
        const certain = all.filter(({ first }) => from !== null && first >= from);
        fc.pre(all.some(({ first }) => first === from));
        expect(moments).toEqual(certain);
      }),
      { seed: 3, numRuns: 300 },
    );
  });

  it('span at most half a minute each', () => {
    const steps = Array.from({ length: 100 }, (_, index) => step(index + 1, index * 7, by(ana), moved(one, index, index + 1)));
    const { moments } = momentsOf(steps, today, true);
    for (const { first, id } of moments) expect(Number(id - first) * 7_000).toBeLessThanOrEqual(MOMENT_MS);
    expect(moments.reduce((count, { first, id }) => count + Number(id - first) + 1, 0)).toBe(100);
  });

  it('are by members alone', () => {
    expect([by(ana), SERVER, 'server:rewrite', `service:w:${one}`, 'member:x', 'watcher'].map(memberOf)).toEqual([
      ana,
      null,
      null,
      null,
      null,
      null,
    ]);
  });
});
