import fc from 'fast-check';
import { expect, test } from 'vitest';
import { newId, type Id } from '@oto/schema/base/id';
import type { Change } from './command-log.ts';
import { TRANSACTION_MAX, transactionsOf } from './transactions.ts';

const id: Id = newId();
const region = fc.constantFrom('0,0', '1,0', '2,0');
const place = fc
  .record({ region, x: fc.nat(1000) })
  .map(({ region: at, x }): Change => ({ region: at, root: 'places', key: id, before: [0, 0, 0, 0], after: [x, 0, 0, 0] }));
const tie = fc.record({ region, far: fc.integer({ min: 0, max: 2 }), cut: fc.boolean() }).map(({ region: at, far, cut }): Change => {
  const record = {
    v: 1 as const,
    a: [id, Number(at[0]), 0, 0, 0] as [Id, number, number, number, number],
    b: [id, far, 0, 0, 0] as [Id, number, number, number, number],
    c: 0,
  };
  return { region: at, root: 'ties', key: id, before: cut ? record : null, after: cut ? null : record };
});

test('every change is in one transaction of its region; strings to other plots go alone', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof({ weight: 9, arbitrary: place }, tie), { maxLength: 400 }), (changes) => {
      const all = transactionsOf(changes);
      expect(new Set(all.flatMap((one) => one.changes))).toEqual(new Set(changes));
      expect(all.reduce((sum, one) => sum + one.changes.length, 0)).toBe(changes.length);
      for (const one of all) {
        expect(one.changes.length).toBeGreaterThan(0);
        expect(one.changes.length).toBeLessThanOrEqual(TRANSACTION_MAX);
        expect(one.changes.every((change) => change.region === one.region)).toBe(true);
        const far = one.changes.some(
          (change) => change.root === 'ties' && change.after !== null && `${change.after.b[1]},0` !== change.region,
        );
        expect(far && one.changes.length > 1).toBe(false);
      }
    }),
    { seed: 31, numRuns: 100 },
  );
});
