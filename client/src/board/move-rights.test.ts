import { expect, test } from 'vitest';
import { newId } from '@oto/schema/base/id';
import type { Policy } from '@oto/schema/board/record';
import { moveRefusal } from './move-rights.ts';

const [owner, other] = [newId(), newId()];
const claim = (p: Policy) => ({ v: 1 as const, o: owner, p, t: 0 });

test('who may move notes, as far as a browser can tell', () => {
  expect(moveRefusal(null, claim('open'))).toBe('sign_in_to_move');
  expect(moveRefusal({ id: other, role: 'member' }, claim('open'))).toBeNull();
  expect(moveRefusal({ id: other, role: 'member' }, claim('owner'))).toBe('region_closed');
  expect(moveRefusal({ id: owner, role: 'member' }, claim('owner'))).toBeNull();
  expect(moveRefusal({ id: other, role: 'operator' }, claim('owner'))).toBeNull();
  expect(moveRefusal({ id: other, role: 'member' }, null)).toBe('region_closed');
});
