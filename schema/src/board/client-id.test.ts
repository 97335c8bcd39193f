import { expect, test } from 'vitest';
import { newClientId } from './client-id.ts';

test('client ids are whole numbers of 28 bits that use the whole range', () => {
  const ids = Array.from({ length: 2000 }, newClientId);
  expect(ids.every((id) => Number.isInteger(id) && id >= 0 && id < 2 ** 28)).toBe(true);
  expect(Math.max(...ids)).toBeGreaterThan(2 ** 27);
  expect(new Set(ids).size).toBeGreaterThan(1990);
});
