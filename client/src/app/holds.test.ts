import { expect, test } from 'vitest';
import { createHolds } from './holds.ts';

test('all that wait for the same thing get one answer, others wait their turn', async () => {
  const holds = createHolds();
  const first = holds.ask('confirm_identity');
  const second = holds.ask('confirm_identity');
  const terms = holds.ask('terms_not_accepted');
  expect(holds.held()).toBe('confirm_identity');
  holds.answer(true);
  expect(await Promise.all([first, second])).toEqual([true, true]);
  expect(holds.held()).toBe('terms_not_accepted');
  holds.answer(false);
  expect(await terms).toBe(false);
  expect(holds.held()).toBeNull();
});
