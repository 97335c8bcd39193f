import fc from 'fast-check';
import { HouseRuleRequest } from '@oto/schema/contract/moderation';
import { expect, test } from 'vitest';
import { addPhrases } from './phrases.ts';

test('lines, commas and semicolons part phrases; the same one is not added twice', () => {
  expect(addPhrases(['Gain garanti'], ' gain  GARANTI, loto gratuit;\ncliquez ici\n').phrases).toEqual([
    'Gain garanti',
    'loto gratuit',
    'cliquez ici',
  ]);
  expect(addPhrases(['été'], 'ETE').phrases).toEqual(['été']);
});

test('what would never be met is told, not added', () => {
  expect(addPhrases([], `a, !!, ${'x'.repeat(81)}, bon`)).toEqual({ phrases: ['bon'], refused: ['a', '!!', 'x'.repeat(81)] });
});

test('whatever is typed, the contract takes it', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ maxLength: 120 }), { maxLength: 90 }), (typed) => {
      const { phrases } = addPhrases([], typed.join('\n'));
      expect(phrases.length === 0 || HouseRuleRequest.shape.phrases.safeParse([...phrases]).success).toBe(true);
    }),
    { seed: 4, numRuns: 200 },
  );
});
