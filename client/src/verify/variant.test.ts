import { expect, test } from 'vitest';
import { variantOf } from './variant.ts';

test.each([
  ['main', { type: 'whole', name: 'main' }],
  ['poster', { type: 'whole', name: 'poster' }],
  ['step/0/main', { type: 'step', step: 1 }],
  ['step/12/thumb', { type: 'step', step: 13 }],
  ['step/x', { type: 'named', name: 'step/x' }],
  ['sheet', { type: 'named', name: 'sheet' }],
])('the file %s is told as %o', (name, variant) => {
  expect(variantOf(name)).toEqual(variant);
});
