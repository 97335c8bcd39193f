import { PLOT_SIZE } from '@oto/schema/geometry/lattice';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RiverView } from '../types.ts';
import { RiverNet, type Stream } from './river-net.ts';

const COLOURS = ['#C83430', '#2660B4', '#288C5C'];
const at = fc.integer({ min: -40, max: 40 });
const river = (id: string): fc.Arbitrary<RiverView> =>
  fc
    .record({ ax: at, ay: at, bx: at, by: at, colour: fc.constantFrom(...COLOURS), cords: fc.integer({ min: 1, max: 500 }) })
    .filter(({ ax, ay, bx, by }) => ax !== bx || ay !== by)
    .map(({ ax, ay, bx, by, colour, cords }) => ({
      id,
      from: { x: ax * PLOT_SIZE, y: ay * PLOT_SIZE },
      to: { x: bx * PLOT_SIZE, y: by * PLOT_SIZE },
      colour,
      cords,
    }));
const rivers = fc
  .integer({ min: 1, max: 40 })
  .chain((count) => fc.tuple(...Array.from({ length: count }, (_, index) => river(`r${index}`))));

function facts(net: RiverNet): string[] {
  const place = (one: Stream): string => `${one.ax},${one.ay} ${one.bx},${one.by} ${one.cx},${one.cy}`;
  return [...net.streams]
    .map((one) => {
      const colours = [...one.colours].sort((a, b) => a[0] - b[0]).join(' ');
      return [
        place(one),
        one.cords,
        colours,
        [...one.before]
          .map(([other, rivers]) => `${place(other)} ${rivers}`)
          .sort()
          .join('|'),
        [...one.after]
          .map(([other, rivers]) => `${place(other)} ${rivers}`)
          .sort()
          .join('|'),
      ].join(' / ');
    })
    .sort();
}

describe('the net of rivers', () => {
  it('loses no cord: what leaves the plots is what the rivers bear', () => {
    fc.assert(
      fc.property(rivers, (views) => {
        const net = new RiverNet();
        for (const view of views) net.set(view);
        let begun = 0;
        let ended = 0;
        for (const stream of net.streams) {
          expect([...stream.colours.values()].reduce((sum, cords) => sum + cords, 0)).toBe(stream.cords);
          if (stream.begins) begun += stream.cords;
          if (stream.ends) ended += stream.cords;
        }
        const total = views.reduce((sum, view) => sum + view.cords, 0);
        expect([begun, ended]).toEqual([total, total]);
      }),
      { seed: 51, numRuns: 60 },
    );
  });

  it('joins each stream to where the one before it ended', () => {
    fc.assert(
      fc.property(rivers, (views) => {
        const net = new RiverNet();
        for (const view of views) net.set(view);
        for (const stream of net.streams) {
          for (const next of stream.after.keys()) expect([next.ax, next.ay]).toEqual([stream.cx, stream.cy]);
          for (const [last, rivers] of stream.before) expect(last.after.get(stream)).toBe(rivers);
          expect(stream.begins).toBe(stream.before.size === 0);
          expect(stream.ends).toBe(stream.after.size === 0);
        }
      }),
      { seed: 52, numRuns: 60 },
    );
  });

  it('is the same whatever came and went in between, and empty in the end', () => {
    fc.assert(
      fc.property(rivers, fc.integer({ min: 0, max: 39 }), (views, cut) => {
        const stay = views.slice(cut);
        const direct = new RiverNet();
        for (const view of stay) direct.set(view);
        const winding = new RiverNet();
        for (const view of views) winding.set({ ...view, cords: view.cords + 7, colour: '#55524F' });
        for (const view of views) winding.set(view);
        for (const view of views.slice(0, cut)) winding.delete(view.id);
        expect(facts(winding)).toEqual(facts(direct));
        for (const view of stay) expect(winding.delete(view.id)).toBe(true);
        expect([...winding.streams]).toEqual([]);
        expect(winding.size).toBe(0);
      }),
      { seed: 53, numRuns: 60 },
    );
  });
});
