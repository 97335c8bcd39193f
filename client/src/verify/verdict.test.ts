import { expect, test } from 'vitest';
import { sourceTypeOf, verdictOf } from './verdict.ts';

const credential = (ours: boolean, intact: boolean) => ({ ours, intact, issuer: 'x', title: '', manifest: null });
const claim = 'http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia';

test.each([
  [credential(true, true), claim, 'ours'],
  [credential(true, false), null, 'altered'],
  [credential(false, true), claim, 'foreign'],
  [credential(false, false), null, 'foreign'],
  [null, claim, 'claim'],
  [null, null, 'nothing'],
] as const)('%o with the mark %s is %s', (found, sourceType, verdict) => {
  expect(verdictOf({ credential: found, sourceType })).toBe(verdict);
});

test('a source type is known by the last word of its address', () => {
  expect(sourceTypeOf(claim)).toEqual({ known: 'trainedAlgorithmicMedia' });
  expect(sourceTypeOf('http://cv.iptc.org/newscodes/digitalsourcetype/somethingNew')).toEqual({ other: 'somethingNew' });
  expect(sourceTypeOf('odd/')).toEqual({ other: 'odd/' });
});
