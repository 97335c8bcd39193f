import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isOn } from './is-on.ts';

const member = (memberId: string) => ({ memberId, role: 'member' as const });

test('a share holds the same members each time, and whoever has it keeps it as it grows', () => {
  fc.assert(
    fc.property(fc.uuid(), fc.integer({ min: 0, max: 100 }), fc.integer({ min: 0, max: 100 }), (id, a, b) => {
      const on = (share: number) => isOn('x', { state: 'share', share, members: [] }, member(id));
      expect(on(0)).toBe(false);
      expect(on(100)).toBe(true);
      expect(on(Math.max(a, b)) || !on(Math.min(a, b))).toBe(true);
    }),
    { seed: 1, numRuns: 200 },
  );
});

test('a share is about that part of the members, another part for each flag', () => {
  const people = Array.from({ length: 4000 }, () => member(randomUUID()));
  const having = (name: string) => people.filter((who) => isOn(name, { state: 'share', share: 25, members: [] }, who));
  expect(having('a').length).toBeGreaterThan(800);
  expect(having('a').length).toBeLessThan(1200);
  expect(having('a')).not.toEqual(having('b'));
});

test('a visitor has what everybody has; the named and the operators have theirs', () => {
  const id = randomUUID();
  const rule = { share: 100, members: [id] };
  const states = ['off', 'on', 'share', 'members', 'operators'] as const;
  const onFor = (who: Parameters<typeof isOn>[2]) => states.filter((state) => isOn('x', { ...rule, state }, who));
  expect(onFor(null)).toEqual(['on']);
  expect(onFor(member(id))).toEqual(['on', 'share', 'members']);
  expect(onFor({ memberId: randomUUID(), role: 'operator' })).toEqual(['on', 'share', 'operators']);
});
