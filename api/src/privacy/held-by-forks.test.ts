import fc from 'fast-check';
import { expect, test } from 'vitest';
import { heldByForks, type Fork } from './held-by-forks.ts';

const fork = (parent: string, child: string, stays = false): Fork => ({ parent, child, stays });

test('a work is held by a fork that stays, through works that go as well', () => {
  expect([...heldByForks(['a', 'b', 'c'], [fork('a', 'b'), fork('b', 'x', true), fork('c', 'b2')])].toSorted()).toEqual(['a', 'b']);
  expect(heldByForks(['a'], [])).toEqual(new Set());
  expect(heldByForks(['a'], [fork('z', 'y', true)])).toEqual(new Set());
});

test('what is held has a fork that stays or is held, and nothing else has', () => {
  const name = fc.integer({ min: 0, max: 12 }).map((n) => `n${n}`);
  const forks = fc.array(
    fc.tuple(name, name, fc.boolean()).map(([parent, child, outside]) => fork(parent, outside ? `o${child}` : child, outside)),
    {
      maxLength: 30,
    },
  );
  fc.assert(
    fc.property(fc.uniqueArray(name), forks, (works, all) => {
      const held = heldByForks(works, all);
      for (const work of works) {
        expect(held.has(work)).toBe(all.some(({ parent, child, stays }) => parent === work && (stays || held.has(child))));
      }
      for (const work of held) expect(works).toContain(work);
    }),
    { seed: 6, numRuns: 300 },
  );
});
