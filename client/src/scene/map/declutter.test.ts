import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { declutter, overlaps, type LabelClaim } from './declutter.ts';

type Named = LabelClaim<number>;
const rules = { most: 50, air: 6, apart: 0 };
const claims = (most = 120): fc.Arbitrary<Named[]> =>
  fc
    .array(
      fc.record({
        x: fc.integer({ min: -400, max: 1600 }),
        y: fc.integer({ min: -300, max: 1000 }),
        width: fc.integer({ min: 20, max: 260 }),
        height: fc.integer({ min: 10, max: 40 }),
        shown: fc.boolean(),
        words: fc.constantFrom('Nadia', 'Björn', 'Zélie', 'Théo'),
      }),
      { maxLength: most },
    )
    .map((list) =>
      list.map(({ x, y, width, height, shown, words }, label) => ({
        label,
        box: { left: x, top: y, right: x + width, bottom: y + height },
        words,
        shown,
      })),
    );

describe('declutter', () => {
  it('never lets two names overlap, and writes no more than allowed', () => {
    fc.assert(
      fc.property(claims(), (list) => {
        const chosen = declutter(list, rules);
        expect(chosen.length).toBeLessThanOrEqual(rules.most);
        for (const a of chosen) {
          for (const b of chosen) expect(a !== b && overlaps(list[a]!.box, list[b]!.box)).toBe(false);
        }
      }),
      { seed: 61 },
    );
  });

  it('leaves a name out only for a greater one in its way', () => {
    fc.assert(
      fc.property(claims(40), (list) => {
        const chosen = declutter(list, { ...rules, most: 1000 });
        for (const { label, box } of list) {
          const inTheWay = chosen.some((other) => other < label && overlaps(list[other]!.box, box, rules.air));
          expect(inTheWay || chosen.includes(label)).toBe(true);
        }
      }),
      { seed: 62 },
    );
  });

  it('keeps what it shows when it is asked again', () => {
    fc.assert(
      fc.property(claims(), (list) => {
        const first = new Set(declutter(list, rules));
        const again = declutter(
          list.map((claim) => ({ ...claim, shown: first.has(claim.label) })),
          rules,
        );
        for (const label of first) expect(again).toContain(label);
      }),
      { seed: 63 },
    );
  });

  it('keeps what it shows while all of it is panned', () => {
    fc.assert(
      fc.property(claims(), fc.integer({ min: -500, max: 500 }), fc.integer({ min: -500, max: 500 }), (list, dx, dy) => {
        const panned = list.map((claim) => ({
          ...claim,
          box: { left: claim.box.left + dx, top: claim.box.top + dy, right: claim.box.right + dx, bottom: claim.box.bottom + dy },
        }));
        expect(declutter(panned, rules)).toEqual(declutter(list, rules));
      }),
      { seed: 64 },
    );
  });

  it('says the same words once in a neighbourhood', () => {
    fc.assert(
      fc.property(claims(), (list) => {
        const chosen = declutter(
          list.map((claim) => ({ ...claim, shown: false })),
          { ...rules, apart: 300 },
        );
        const middle = ({ box }: Named): readonly [number, number] => [(box.left + box.right) / 2, (box.top + box.bottom) / 2];
        for (const a of chosen) {
          for (const b of chosen) {
            const [[ax, ay], [bx, by]] = [middle(list[a]!), middle(list[b]!)];
            const near = a !== b && Math.hypot(ax - bx, ay - by) < 300;
            expect(near && list[a]!.words === list[b]!.words).toBe(false);
          }
        }
      }),
      { seed: 65 },
    );
  });
});
