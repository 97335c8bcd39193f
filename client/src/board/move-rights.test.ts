import { describe, expect, test } from 'vitest';
import { newId } from '@oto/schema/base/id';
import type { FarEnd, TieRecord } from '@oto/schema/board/record';
import { moveRefusal, tieRefusal, type RefusalAt } from './move-rights.ts';

const owner = newId();
const me = { id: newId(), role: 'member' as const };

describe('moveRefusal', () => {
  test('watchers look, members move where the policy allows', () => {
    expect(moveRefusal(null, { o: owner, p: 'open' })).toBe('sign_in_to_move');
    expect(moveRefusal(me, { o: owner, p: 'open' })).toBeNull();
    expect(moveRefusal(me, { o: owner, p: 'owner' })).toBe('region_closed');
    expect(moveRefusal({ ...me, id: owner }, { o: owner, p: 'owner' })).toBeNull();
    expect(moveRefusal({ ...me, role: 'operator' }, null)).toBeNull();
    expect(moveRefusal(me, null)).toBe('region_closed');
  });

  test('who is invited, and what is not loaded, the server judges', () => {
    expect(moveRefusal(me, { o: owner, p: 'invited' })).toBeNull();
    expect(moveRefusal(me, undefined)).toBeNull();
    expect(moveRefusal(null, undefined)).toBe('sign_in_to_move');
  });
});

describe('tieRefusal', () => {
  const end = (x: number): FarEnd => [newId(), x, 0, 0, 0];
  const tie = (a: number, b: number): TieRecord => ({ v: 1, a: end(a), b: end(b), c: 0 });
  const closed =
    (...plots: number[]): RefusalAt =>
    (region) =>
      plots.some((x) => `${x},0` === region) ? 'region_closed' : null;

  test('setting asks home and every end, old and new', () => {
    expect(tieRefusal(closed(), '0,0', tie(0, 1), tie(0, 2))).toBeNull();
    for (const plot of [0, 1, 2, 3]) expect(tieRefusal(closed(plot), '0,0', tie(1, 2), tie(1, 3))).toBe('region_closed');
  });

  test('cutting asks home or either end', () => {
    expect(tieRefusal(closed(0, 1), '0,0', tie(1, 2), null)).toBeNull();
    expect(tieRefusal(closed(1, 2), '0,0', tie(1, 2), null)).toBeNull();
    expect(tieRefusal(closed(0, 1, 2), '0,0', tie(1, 2), null)).toBe('region_closed');
  });
});
