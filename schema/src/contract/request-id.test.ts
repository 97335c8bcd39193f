import { expect, test } from 'vitest';
import { readRequestId } from './request-id.ts';

test('an id is letters, digits, hyphens and underscores, 8 to 64 of them', () => {
  const ids = [
    '0b5c5ee4-30b2-43c5-9a2c-6a2e2e1ad0e4',
    'aB3_-xyz01Qw',
    'short',
    'x'.repeat(65),
    'a line\nbreak',
    'quote"quote',
    '',
    undefined,
  ];
  expect(ids.map((id) => readRequestId(id) !== null)).toEqual([true, true, false, false, false, false, false, false]);
});
