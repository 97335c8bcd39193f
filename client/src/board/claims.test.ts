import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { newId } from '@oto/schema/base/id';
import { cordColour } from '@oto/schema/board/cords';
import type { AtlasRecord } from '@oto/schema/board/record';
import type { MapPlot } from '@oto/schema/contract/map';
import { plotKey, tileOf, type Plot } from '@oto/schema/geometry/lattice';
import type { ClaimView } from '../scene/types.ts';
import { Claims } from './claims.ts';

class Pencil {
  readonly shown = new Map<string, ClaimView>();
  changes = 0;
  upsertClaim(claim: ClaimView): void {
    this.changes++;
    this.shown.set(claim.key, claim);
  }
  removeClaim(key: string): void {
    this.changes++;
    if (!this.shown.delete(key)) throw new Error(`${key} was not shown`);
  }
}

const owner = newId();
const atlas = (n: number, t: number): AtlasRecord => ({ v: 1, o: owner, e: 1, n, t, p: 'open' });
const mapped = ({ x, y }: Plot, name: string, notes: number, tint: number): MapPlot => ({ x, y, owner: name, handle: '', notes, tint });

test('the atlas wins for notes and tint, the map gives the name', () => {
  const pencil = new Pencil();
  const claims = new Claims(pencil);
  const plot = { x: 3, y: 2 };
  const tile = tileOf(plot);
  claims.fromTile(tile, { plots: [mapped(plot, 'Ann', 5, 1)] });
  expect(pencil.shown.get('3,2')).toEqual({ key: '3,2', plot, tint: cordColour(1), notes: 5, title: 'Ann' });
  claims.fromAtlas(plot, atlas(7, 2));
  expect(claims.claim('3,2')).toEqual({ key: '3,2', plot, tint: cordColour(2), notes: 7, title: 'Ann' });
  claims.setHome(plot);
  claims.fromTile(tile, { plots: [mapped(plot, '', 6, 1)] });
  expect(pencil.shown.get('3,2')).toEqual({ key: '3,2', plot, tint: cordColour(2), notes: 7, mine: true });
  claims.setHome(null);
  claims.fromTile(tile, null);
  claims.fromAtlas(plot, null);
  expect(pencil.shown.size).toBe(0);
});

const PLOTS: readonly Plot[] = [
  { x: 0, y: 0 },
  { x: 1, y: 0 },
  { x: 15, y: 3 },
  { x: 16, y: 3 },
  { x: -1, y: -1 },
];
const plotIndex = fc.nat(PLOTS.length - 1);
const Small = fc.nat(3);
const Step = fc.oneof(
  fc.record({ type: fc.constant('atlas' as const), plot: plotIndex, record: fc.option(fc.tuple(Small, Small)) }),
  fc.record({
    type: fc.constant('tile' as const),
    plot: plotIndex,
    told: fc.option(
      fc.array(fc.record({ plot: plotIndex, name: fc.constantFrom('', 'Ann', 'Bob'), notes: Small, tint: Small }), { maxLength: 4 }),
    ),
  }),
  fc.record({ type: fc.constant('home' as const), plot: fc.option(plotIndex) }),
);

test('whatever comes in whatever order, what is shown is the merge of the last news, told once', () => {
  fc.assert(
    fc.property(fc.array(Step, { maxLength: 40 }), (steps) => {
      const pencil = new Pencil();
      const claims = new Claims(pencil);
      const live = new Map<string, AtlasRecord>();
      const tiles = new Map<string, readonly MapPlot[]>();
      let home: string | null = null;
      const at = (index: number): Plot => PLOTS[index] ?? { x: 0, y: 0 };
      for (const step of steps) {
        if (step.type === 'atlas') {
          const record = step.record && atlas(...step.record);
          if (record) live.set(plotKey(at(step.plot)), record);
          else live.delete(plotKey(at(step.plot)));
          claims.fromAtlas(at(step.plot), record);
        } else if (step.type === 'tile') {
          const tile = tileOf(at(step.plot));
          const held = new Map(
            (step.told ?? [])
              .filter(({ plot }) => plotKey(tileOf(at(plot))) === plotKey(tile))
              .map(({ plot, name, notes, tint }) => [plot, mapped(at(plot), name, notes, tint)]),
          );
          const plots = [...held.values()];
          tiles.set(plotKey(tile), step.told ? plots : []);
          claims.fromTile(tile, step.told && { plots });
        } else {
          home = step.plot === null ? null : plotKey(at(step.plot));
          claims.setHome(step.plot === null ? null : at(step.plot));
        }
      }
      const names = new Map([...tiles.values()].flat().map((plot) => [plotKey(plot), plot]));
      const expected = new Map<string, ClaimView>();
      for (const plot of PLOTS) {
        const key = plotKey(plot);
        const [record, told] = [live.get(key), names.get(key)];
        if (!record && !told) continue;
        expected.set(key, {
          key,
          plot,
          tint: cordColour(record?.t ?? told?.tint ?? 0),
          notes: record?.n ?? told?.notes ?? 0,
          ...(told?.owner ? { title: told.owner } : {}),
          ...(home === key ? { mine: true } : {}),
        });
      }
      expect(pencil.shown).toEqual(expected);
      const before = pencil.changes;
      for (const [key, record] of live) claims.fromAtlas(expected.get(key)?.plot ?? { x: 0, y: 0 }, record);
      for (const plot of PLOTS) claims.fromTile(tileOf(plot), { plots: [...(tiles.get(plotKey(tileOf(plot))) ?? [])] });
      expect(pencil.changes).toBe(before);
    }),
    { seed: 4, numRuns: 300 },
  );
});
