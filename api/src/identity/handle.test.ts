import fc from 'fast-check';
import { expect, test } from 'vitest';
import { handleBase, handleCandidates } from './handle.ts';

test('names become plain handles', () => {
  expect(handleBase('Zoé Élan')).toBe('zoe-elan');
  expect(handleBase('  Œdipe & Fils  ')).toBe('oedipe-fils');
  expect(handleBase('李雷')).toBe('membre');
  expect(handleBase('Admin')).toBe('membre');
});

test('every candidate of every name fits the database’s rule', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (name) => {
      const candidates = handleCandidates(name, () => '0a1b2c3d4e').take(12);
      for (const handle of candidates) expect(handle).toMatch(/^[a-z0-9][a-z0-9-]{1,29}$/);
    }),
    { seed: 7, numRuns: 300 },
  );
});
